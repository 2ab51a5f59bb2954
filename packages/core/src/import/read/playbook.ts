import { suggestOf } from '../../gates/suggested-playbooks.ts'
import type { Playbook } from '../../schema/plan-records.ts'
import type { ProgramFile } from '../../schema/program.ts'
import { type Block, type Item, linesOf, type Section } from '../scan/block.ts'
import { labelOf, plainWords, splitOutside } from '../scan/inline.ts'
import { addAttribute } from './attribute.ts'
import { idWords } from './gate-place.ts'
import type { Reading, Scope } from './reading.ts'

type Part = 'triggers' | 'decisions' | 'steps' | 'checkpoints'

const parts: readonly (readonly [Part, RegExp])[] = [
  ['triggers', /\btriggers?\b|\bwhen to\b|auslöser|disparador|déclencheur|gatilho|触发|トリガー|트리거|триггер/iu],
  ['steps', /\bsteps?\b|\bprocedure\b|\bactions?\b|schritte|pasos|étapes|passos|步骤|手順|절차|단계|шаги/iu],
  ['decisions', /\bdecisions?\b|entscheidung|decisi[oó]n|décision|决策|判断|결정|решени/iu],
  ['checkpoints', /\bcheckpoints?\b|\bsnapshots?\b|检查点|チェックポイント|체크포인트/iu],
]

function partOf(label: string): Part | undefined {
  return parts.find(([, words]) => words.test(label))?.[0]
}

const arrow = /\s*(?:→|⇒|->|=>)\s*/u
const bracketed = /[(（]([^()（）]{1,500})[)）]/u

/** "Steps: a → b → c", "Triggers: a, b", "After each gate (A, B, C), …": the entries that one line lists. */
function entriesOf(part: Part, text: string): string[] {
  const line = text.replace(/[.。]$/, '')
  if (part === 'checkpoints') {
    const inner = bracketed.exec(line)?.[1]
    const names = inner === undefined ? [] : splitOutside(inner, ',')
    return names.length > 1 ? names : [text]
  }
  if (arrow.test(line))
    return line
      .split(arrow)
      .map((entry) => entry.trim())
      .filter((entry) => entry !== '')
  const semicolons = splitOutside(line, ';')
  if (semicolons.length > 1) return semicolons
  // Commas part the triggers of one line; steps and decisions in one sentence stay whole.
  return part === 'triggers' ? splitOutside(line, ',') : [text]
}

/**
 * Reads a section on rollback and recovery. Each heading below it that has content is a playbook of its own; without headings the
 * section is one. False when nothing in it says when or how to recover.
 */
export function readPlaybook(section: Section, scope: Scope, reading: Reading): boolean {
  const title = plainWords(section.heading?.text ?? '').replace(/^\d+(?:\.\d+)*[.)]?\s+/, '')
  if (title === '') return false
  const own = readBlocksOf(section.blocks, title, section, reading)
  let read = own
  for (const child of section.sections) read = readPlaybook(child, scope, reading) || read
  if (read && !own && section.heading) reading.account.map(section.heading.lines, reading.draft.program, 'playbooks')
  return read
}

function readBlocksOf(blocks: readonly Block[], title: string, section: Section, reading: Reading): boolean {
  const { draft, account } = reading
  const items = blocks.flatMap((block) => (block.type === 'item' ? [block] : []))
  const isNumbered = items.length > 0 && items.every((item) => item.ordinal !== undefined)
  const isLabelled = blocks.some((block) => {
    const label = labelOf(textOf(block))
    return label !== undefined && partOf(label.label) !== undefined
  })
  if (!isNumbered && !isLabelled) return false
  const id = draft.freeId('playbook', idWords(title))
  const playbook = draft.named<Playbook>({ id, title }, 'playbook', id)
  draft.playbooks.push(playbook)
  if (section.heading) account.map(section.heading.lines, playbook, 'title')
  let label: Part | undefined
  for (const block of blocks) {
    if (block.type === 'item') readItem(block, playbook, label, reading)
    else if (block.type === 'paragraph') {
      // A label above a list says what the list holds.
      const labelled = labelOf(textOf(block))
      label = labelled && partOf(labelled.label)
      if (labelled === undefined) continue
      if (label === undefined) addAttribute(playbook, labelled.label, labelled.text)
      else if (labelled.text !== '') addEntries(playbook, label, labelled.label, labelled.text)
      if (label !== undefined || labelled.text !== '') account.map(block.lines, playbook, label ?? 'attributes')
    }
  }
  namePipelineGates(playbook, draft.program)
  // What a trigger says plainly is written down, where people see it and can change it.
  const suggest = suggestOf(playbook)
  if (suggest !== undefined) playbook.suggest = suggest
  account.region((section.heading ?? { lines: linesOf(blocks[0] as Block) }).lines[0]?.number ?? 1, lastLine(blocks), playbook)
  return true
}

const snapshotWords = /\bsnapshots?\b|schnappsch[uü]ss|instant[aá]nea|instantané|快照|スナップショット|스냅샷|снимок/iu
const gateWords = /\bgates?\b/i

/** "After each gate (Plan, Test, Deploy), create a snapshot": the gates at which one is due. */
function namePipelineGates({ checkpoints = [], attributes = {} }: Playbook, program: ProgramFile): void {
  const said = Object.values(attributes).flat()
  const names = checkpoints.filter((name) => said.some((text) => text.includes(name) && snapshotWords.test(text) && gateWords.test(text)))
  if (names.length < 2) return
  program.snapshots = { ...program.snapshots, gates: [...new Set([...(program.snapshots?.gates ?? []), ...names])] }
}

/** The text of a paragraph or entry on one line. */
function textOf(block: Block): string {
  if (block.type === 'item') return block.text
  return block.type === 'paragraph' && block.lines.length < 50 ? block.lines.map((line) => line.text.trim()).join(' ') : ''
}

function addEntries(playbook: Playbook, part: Part, label: string, text: string): void {
  const entries = entriesOf(part, text)
  playbook[part] = [...(playbook[part] ?? []), ...entries]
  // What the names leave out of the sentence around them stays whole beside them.
  if (part === 'checkpoints' && entries.length > 1) addAttribute(playbook, label, text)
}

function lastLine(blocks: readonly Block[]): number {
  return Math.max(
    0,
    ...blocks.slice(-1).flatMap((block) =>
      linesOf(block)
        .slice(-1)
        .map((line) => line.number),
    ),
  )
}

function readItem(item: Item, playbook: Playbook, above: Part | undefined, reading: Reading): void {
  const { account } = reading
  const labelled = labelOf(item.text)
  const part = (labelled && partOf(labelled.label)) ?? above ?? (item.ordinal === undefined ? undefined : 'steps')
  if (part === undefined) {
    if (!labelled || labelled.text === '') return
    addAttribute(playbook, labelled.label, labelled.text)
    account.map(item.lines, playbook, 'attributes')
    return
  }
  const isLabel = labelled !== undefined && partOf(labelled.label) !== undefined
  if (!isLabel) playbook[part] = [...(playbook[part] ?? []), item.text]
  else if (labelled.text !== '') addEntries(playbook, part, labelled.label, labelled.text)
  account.map(item.lines, playbook, part)
  for (const block of item.blocks) if (block.type === 'item') readItem(block, playbook, part, reading)
}
