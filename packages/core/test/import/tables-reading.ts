import { Account } from '../../src/import/read/account.ts'
import { Draft } from '../../src/import/read/draft.ts'
import type { Reading, Scope } from '../../src/import/read/reading.ts'
import { readTable, readWaitingTables } from '../../src/import/read/tables.ts'
import type { Block, Item, Section, Table } from '../../src/import/scan/block.ts'
import { scanBlocks } from '../../src/import/scan/blocks.ts'
import { linesIn } from '../../src/import/scan/lines.ts'
import { outline } from '../../src/import/scan/outline.ts'
import { wordsOf } from '../../src/import/words/table.ts'
import { lineStarts } from '../../src/load/source.ts'

/** A document of one test: its first heading with what stands under it, and a reading with an empty draft. */
export interface Opened {
  readonly section: Section
  readonly reading: Reading
  readonly scope: Scope
  /** Numbers of the lines that nobody claimed. */
  unclaimed(): number[]
}

export function open(text: string): Opened {
  const source = { path: 'plan.md', text }
  const lines = linesIn(source)
  const starts = lineStarts(source)
  const root = outline(scanBlocks(source, lines, (line) => starts[line.number - 1] as number))
  const draft = new Draft('demo', 'Demo')
  const account = new Account(source.path, lines)
  const reading: Reading = { draft, account, words: wordsOf(), genre: 'work-breakdown', file: source.path }
  const unclaimed = () => account.unclaimed(draft.program).flatMap((group) => group.lines.map((line) => line.number))
  return { section: root.sections[0] ?? root, reading, scope: { holder: draft.program }, unclaimed }
}

export function tablesIn(blocks: readonly Block[]): Table[] {
  return blocks.flatMap((block) => (block.type === 'table' ? [block] : block.type === 'item' ? tablesIn(block.blocks) : []))
}

export function itemsIn(blocks: readonly Block[]): Item[] {
  return blocks.flatMap((block) => (block.type === 'item' ? [block] : []))
}

/** Reads every table of a document; `scope` says where they stand. */
export function readTables(text: string, scope: (opened: Opened) => Partial<Scope> = () => ({})): Opened & { readonly read: boolean[] } {
  const opened = open(text)
  const all = (section: Section): Table[] => [...tablesIn(section.blocks), ...section.sections.flatMap(all)]
  const read = all(opened.section).map((table) => readTable(table, { ...opened.scope, ...scope(opened) }, opened.reading))
  readWaitingTables(opened.reading.draft)
  return { ...opened, read }
}
