import { Account } from '../../src/import/read/account.ts'
import { Draft } from '../../src/import/read/draft.ts'
import type { Reading, Scope } from '../../src/import/read/reading.ts'
import type { Code, Section } from '../../src/import/scan/block.ts'
import { scanBlocks } from '../../src/import/scan/blocks.ts'
import { linesIn } from '../../src/import/scan/lines.ts'
import { outline } from '../../src/import/scan/outline.ts'
import { wordsOf } from '../../src/import/words/table.ts'
import { lineStarts } from '../../src/load/source.ts'
import type { Gate } from '../../src/schema/gate.ts'

/** A text as a reader gets it: its first section, its first fence, and where the records go. */
export function readingOf(text: string) {
  const source = { path: 'plan.md', text }
  const lines = linesIn(source)
  const starts = lineStarts(source)
  const root = outline(scanBlocks(source, lines, (line) => starts[line.number - 1] as number))
  const draft = new Draft('plan', 'Plan')
  const account = new Account('plan.md', lines)
  const reading: Reading = { draft, account, words: wordsOf(), genre: 'plan-template', file: 'plan.md' }
  const scope: Scope = { holder: draft.program }
  const section = root.sections[0] as Section
  const code = [...root.blocks, ...(section?.blocks ?? [])].find((block): block is Code => block.type === 'code') as Code
  /** Lines that nobody claimed, by number. */
  const unclaimed = () => account.unclaimed(draft.program).flatMap((group) => group.lines.map((line) => line.number))
  return { root, section, code, draft, account, reading, scope, unclaimed }
}

/** Gates in few words: id, stage, statements. */
export function shortGates(gates: readonly Gate[]): [string, string | undefined, string[]][] {
  return gates.map((gate) => [gate.id, gate.stage, gate.criteria.map((criterion) => criterion.statement)])
}
