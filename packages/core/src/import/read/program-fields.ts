import type { Gate } from '../../schema/gate.ts'
import type { ActionItem, Decision, Question } from '../../schema/plan-records.ts'
import type { Field } from '../words/words.ts'
import { addAttribute } from './attribute.ts'
import { readCheckpointLine } from './checkpoints.ts'
import { readClauses } from './clauses.ts'
import { type Content, type Entry, entriesOf } from './entries.ts'
import { addGate, idWords } from './gate-place.ts'
import type { Reading, Scope } from './reading.ts'
import { addSummary, keepAsAttribute, pushTexts } from './values.ts'

/** Reads a label that speaks of the whole program. */
export function readProgramField(field: Field, content: Content, scope: Scope, reading: Reading): boolean {
  const { draft } = reading
  const { program } = draft
  const label = scope.label ?? field
  const entries = entriesOf(content)
  switch (field) {
    case 'goals':
    case 'objectives':
      return pushTexts(program, 'objectives', entries, reading)
    case 'scope':
      return pushTexts(program, 'scope', entries, reading)
    case 'summary':
      return content.items.length > 0 ? false : addSummary(program, entries, reading)
    case 'assumptions':
      return readAssumptions(entries, reading)
    case 'constraints':
      return pushTexts(program, 'constraints', entries, reading)
    case 'conventions':
      return readConventions(entries, reading)
    case 'states':
      return readStates(content, label, reading)
    case 'evidence':
    case 'archive':
      return readConventions(entries, reading, label)
    case 'questions':
    case 'decisions':
    case 'actions':
      return readPoints(field, entries, reading)
    case 'checkpoint':
      return readCheckpointLine(content, scope, reading)
    case 'acceptance':
    case 'exit':
    case 'entry':
    case 'quality': {
      const gate = gateCalled(field, label, scope, reading)
      return readClauses(content, { id: gate.id, body: gate, splitsItems: false }, reading)
    }
    case 'tasks':
    case 'notes':
    case 'phase':
    case 'milestone':
      return false
    default:
      return keepAsAttribute(program, label, content, reading)
  }
}

/** The gate of the program that a heading names; further lines under the same words go to it. */
function gateCalled(field: 'acceptance' | 'exit' | 'entry' | 'quality', label: string, scope: Scope, reading: Reading): Gate {
  const words = idWords(label)
  const known = reading.draft.gates.at(-1)
  if (known && known.title === label) return known
  return addGate(words, label, field === 'quality' ? 'quality' : field === 'acceptance' ? 'acceptance' : field, scope, reading)
}

export function readAssumptions(entries: readonly Entry[], { draft, account }: Reading): boolean {
  const assumptions = draft.program.assumptions ?? []
  for (const { text, lines } of entries) {
    assumptions.push(text)
    account.map(lines, draft.program, 'assumptions')
  }
  if (assumptions.length > 0) draft.program.assumptions = assumptions
  return entries.length > 0
}

/** Rules of the plan in its own words. Those that the tool knows are set as rules too. */
export function readConventions(entries: readonly Entry[], { draft, account }: Reading, label?: string): boolean {
  const { program } = draft
  for (const { text, lines } of entries) {
    program.conventions ??= []
    program.conventions.push(label === undefined ? text : `${label}: ${text}`)
    account.map(lines, program, 'conventions')
    keepRules(text, draft.program)
  }
  return entries.length > 0
}

const ownersFirst = /\bowners?\b[^.]{0,80}\b(?:assigned|named)\b[^.]{0,60}\bbefore\b/i
const evidenceFolder = /`((?:[\w.-]+\/)*[\w.-]+)\/(?:<[^>`]{1,40}>|\{[^}`]{1,40}\}|\[[^\]`]{1,40}\])\/?`/

function keepRules(text: string, program: Reading['draft']['program']): void {
  if (ownersFirst.test(text)) program.rules = { ...program.rules, ownersBeforeStart: true }
  const folder = /\b(?:stored|store|kept|saved?|evidence|archived?)\b/i.test(text) ? evidenceFolder.exec(text)?.[1] : undefined
  if (folder !== undefined && program.evidence === undefined) program.evidence = folder
  const sentence = text.split(/(?<=\.)\s/).find((part) => /\bbefore archiv|\barchiv\w+\b.{0,60}\bmust\b/i.test(part))
  if (sentence === undefined) return
  const require = [
    ...(/\bphase\b/i.test(sentence) ? (['phase'] as const) : []),
    ...(/\bdashboards?\b/i.test(sentence) ? (['dashboards'] as const) : []),
    ...(/\bapprovals?\b/i.test(sentence) ? (['approvals'] as const) : []),
  ]
  if (require.length > 0) program.archive = { ...program.archive, require: [...require] }
}

/** Whether prose lays down a rule that the tool knows or that binds whoever works on the plan. */
export function isRule(text: string): boolean {
  return (
    ownersFirst.test(text) ||
    /\b(?:must|should|shall|never|always)\b.{0,200}\b(?:archiv|milestone|phase|checklist|evidence|review|commit)/is.test(text)
  )
}

const arrows = /\s*(?:→|⇒|->|=>|>)\s*/u

/** "`Planned → In Progress → Under Review → Accepted`. More words": the states in order, and the line in its own words. */
function readStates(content: Content, label: string, reading: Reading): boolean {
  const { draft, account, words } = reading
  const { program } = draft
  const code = /`([^`]*(?:→|⇒|->|=>)[^`]*)`/u.exec(content.text)?.[1]
  const chain = code ?? /^[^.;]*(?:→|⇒|->)[^.;]*/u.exec(content.text)?.[0]
  const states =
    chain
      ?.split(arrows)
      .map((state) => state.replace(/[`*]/g, '').trim())
      .filter((state) => state !== '') ?? []
  if (states.length > 1) {
    const kind = /task|ticket|item/i.test(label) ? 'task' : 'milestone'
    // States that the tool knows by another spelling take the spelling of the tool, so that its gates understand them.
    const known = states.map((state) => words.state(state) ?? state)
    program.states = { ...program.states, [kind]: new Set(known).size === states.length ? known : states }
    account.map(content.lines, program, 'states')
  }
  for (const { text, lines } of entriesOf(content)) {
    addAttribute(program, label, text)
    account.map(lines, program, 'attributes')
  }
  return content.text !== '' || content.items.length > 0
}

type Point = Question | Decision | ActionItem

const idOfPoint = /^\**((?:Q|D|OQ|DEC|ADR)-?\d{1,4})[:.)]?\**[\s:.)—–-]+(.+)$/su
const idOfAction = /^\**((?:A|AI)-?\d{1,4})[:.)]?\**[\s:.)—–-]+(.+)$/su

/** What the entries of a list become, the letter of the ids that the tool makes, and the ids that an entry may begin with. */
const points = {
  questions: { kind: 'question', letter: 'Q', ownId: idOfPoint },
  decisions: { kind: 'decision', letter: 'D', ownId: idOfPoint },
  actions: { kind: 'action', letter: 'A', ownId: idOfAction },
} as const

/** Questions, decisions and action items of a list: one each, with the id that an entry begins with. */
export function readPoints(field: keyof typeof points, entries: readonly Entry[], { draft, account }: Reading, phase?: string): boolean {
  const { kind, letter, ownId } = points[field]
  const list: Point[] = draft[field]
  let last: Point | undefined
  for (const { text, lines, depth } of entries) {
    if (depth > 0 && last) {
      addAttribute(last, 'detail', text)
      account.map(lines, last, 'attributes')
      continue
    }
    const own = ownId.exec(text)
    const id = draft.freeId(kind, own?.[1] ?? `${letter}${list.length + 1}`)
    last = draft.named<Point>({ id, title: own?.[2] ?? text, ...(phase !== undefined && { phase }) }, kind, id)
    list.push(last)
    account.map(lines, last, 'title')
  }
  return entries.length > 0
}
