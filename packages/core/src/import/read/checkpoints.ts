import { suggestChecks } from '../../gates/suggest.ts'
import type { Gate } from '../../schema/gate.ts'
import type { Block, Code, Item, Line, Section } from '../scan/block.ts'
import { linesOf } from '../scan/block.ts'
import { plainWords } from '../scan/inline.ts'
import { giveCommands } from './code.ts'
import type { Content } from './entries.ts'
import { addCriterionOf, addGate } from './gate-place.ts'
import { proposeCheck } from './propose-check.ts'
import type { Reading, Scope } from './reading.ts'

const numbered =
  /^(?:verification\s+)?(?:checkpoint|check|gate|validation|prüfpunkt|kontrollpunkt|punto de control|point de contrôle|контрольная точка|检查点|チェックポイント|체크포인트)(?:\s*[-#]?\s*(\d{1,4}(?:\.\d{1,4})*)|\s+([A-Z]\d{0,3}))?\s*(?:[:：.—–-]\s*(.*))?$/iu

/** The number and the words of a checkpoint: "Checkpoint 2: model runs". */
function namesOf(words: string): { number: string | undefined; title: string } | undefined {
  const match = words.length > 300 ? null : numbered.exec(words.trim())
  return match ? { number: match[1] ?? match[2], title: (match[3] ?? '').trim() } : undefined
}

/**
 * Makes a checkpoint: a gate with the criterion that its words state, and the blocks below it. Boxes and entries are criteria of their
 * own; commands belong to the criterion before them. What is neither is left to others, and kept by the gate.
 */
export function addCheckpoint(words: string, heading: readonly Line[], blocks: readonly Block[], scope: Scope, reading: Reading): Gate {
  const { account, draft } = reading
  const names = namesOf(words)
  const gate = addGate(names?.number === undefined ? 'checkpoint' : `checkpoint-${names.number}`, words, 'checkpoint', scope, reading)
  account.map(heading, gate, 'title')
  const below = blocks.flatMap(linesOf)
  const [first, last] = [below[0], below.at(-1)]
  if (first && last) account.region(first.number, last.number, gate)
  const isCode = new Set<Block>()
  const statement = names && names.title !== '' ? names.title : words
  const entries = blocks.filter((block): block is Item => block.type === 'item')
  const codes = blocks.filter((block): block is Code => block.type === 'code' && block.body.some((line) => line.text.trim() !== ''))
  for (const code of codes) isCode.add(code)
  if (entries.length === 0 || codes.some((code) => blocks.indexOf(code) < blocks.indexOf(entries[0] as Item))) {
    const criterion = draft.addCriterion(gate.id, gate.criteria, statement)
    proposeCheck(criterion, suggestChecks(statement)[0])
    account.map(heading, criterion, 'statement')
  }
  for (const block of blocks) {
    if (block.type === 'item') {
      const criterion = addCriterionOf(block, gate, reading)
      for (const code of block.blocks) if (code.type === 'code') giveCommands(criterion, code, reading)
    } else if (block.type === 'code' && isCode.has(block)) {
      const criterion = gate.criteria.at(-1)
      if (criterion) giveCommands(criterion, block, reading)
    }
  }
  return gate
}

/** Reads what stands beside or below the label of a checkpoint. */
export function readCheckpointLine(content: Content, scope: Scope, reading: Reading): boolean {
  const words = content.text === '' ? plainWords(scope.label ?? '') : content.text
  if (words === '' || (content.text === '' && content.items.length === 0)) return false
  addCheckpoint(words, content.lines, content.items, scope, reading)
  return true
}

function isCheckpoint(section: Section): boolean {
  return section.heading !== undefined && namesOf(section.heading.text)?.number !== undefined
}

/** Reads one checkpoint, or a section of them. */
export function readCheckpoints(section: Section, scope: Scope, reading: Reading): boolean {
  const { account, draft } = reading
  if (section.heading === undefined) return false
  const content = section.blocks.some((block) => block.type === 'item' || block.type === 'code')
  const parts = section.sections.filter((part) => part.heading !== undefined)
  const below = parts.filter((part) => part.blocks.some((block) => block.type === 'item' || block.type === 'code'))
  if (below.length === 0 && !content) return false
  // What is called a quality gate is none of the checkpoints, unless its parts are numbered as such.
  if (scope.field === 'quality' && !below.some(isCheckpoint)) return false
  if (isCheckpoint(section) || below.length === 0) {
    addCheckpoint(section.heading.text, section.heading.lines, section.blocks, scope, reading)
    return true
  }
  for (const part of below)
    addCheckpoint((part.heading as { text: string }).text, (part.heading as { lines: readonly Line[] }).lines, part.blocks, scope, reading)
  account.map(section.heading.lines, scope.phase ?? draft.program, 'gates')
  return true
}
