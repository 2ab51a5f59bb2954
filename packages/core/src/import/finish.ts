import type { ProgramFile } from '../schema/program.ts'
import type { LineUse } from './imported.ts'
import type { Account, Holder } from './read/account.ts'
import type { Draft } from './read/draft.ts'

type Note = string | { text: string; source?: { file: string; lines?: string | undefined } | undefined }
type Noted = { notes?: Note[] | undefined; source?: { file: string; lines?: string | undefined } | undefined }

/** Records that have no place for notes: what is said under them is a note of the program. */
const noteless = /^(?:role|person|checklist) /

const drawn = /^\s*(?:(?:[-─━—]\s*){3,}|(?:[*=]\s*){3,}|(?:_\s*){3,})$/u

function noteHolder(holder: Holder, draft: Draft): Holder {
  const name = draft.nameOf(holder)
  return holder !== draft.program && (name === 'program' || noteless.test(name)) ? draft.program : holder
}

/** Gives every record its source, turns lines that nobody claimed into notes, and says what became of each line. */
export function finishDocument(account: Account, draft: Draft): LineUse[] {
  const { file } = account
  const keptBy = new Map<number, Holder>()
  // A drawn line says nothing in words: where records begin and end is in their sources.
  for (const { holder, lines } of account.unclaimed(draft.program))
    for (const line of lines) if (drawn.test(line.text)) account.map(line, noteHolder(holder, draft), 'source')
  for (const { holder, lines } of account.unclaimed(draft.program)) {
    const record = noteHolder(holder, draft)
    const [first, last] = [lines[0], lines.at(-1)]
    if (!first || !last) continue
    const noted = record as Noted
    const span = first === last ? `${first.number}` : `${first.number}-${last.number}`
    noted.notes ??= []
    noted.notes.push({ text: lines.map((line) => line.text).join('\n'), source: { file, lines: span } })
    for (const line of lines) keptBy.set(line.number, record)
  }
  for (const [holder, lines] of account.spans()) {
    if (draft.nameOf(holder).startsWith('person ')) continue
    const record = holder as Noted
    if (draft.nameOf(holder).startsWith('checklist ')) record.source = { file, lines }
    else record.source ??= { file, lines }
  }
  return account.uses((holder) => draft.nameOf(holder), keptBy)
}

/** Gates stand where their criteria stand, and what holds the milestones of a plan stands in its document. */
export function placeTheRest(draft: Draft): void {
  const { file } = draft.program.source ?? { file: 'program' }
  for (const phase of draft.phases) {
    phase.source ??= { file }
    for (const gate of [phase.entry, phase.exit, ...(phase.gates ?? [])]) if (gate) placeGate(gate)
  }
  for (const gate of draft.gates) placeGate(gate)
}

function placeGate(gate: Noted & { criteria: readonly Noted[] }): void {
  const sources = gate.criteria.flatMap(({ source }) => (source ? [source] : []))
  const [first] = sources
  if (gate.source !== undefined || first === undefined) return
  const lines = sources.flatMap((source) => (source.file === first.file && source.lines !== undefined ? [source.lines] : []))
  gate.source = { file: first.file, ...(lines.length > 0 && { lines: [...new Set(lines)].join(', ') }) }
}

/** Whether windows share their ends ("0-2", "2-6": half-open) or not ("0-1", "2": inclusive); undefined where they do not say. */
export function weeksConvention(windows: readonly (string | undefined)[]): ProgramFile['weeks'] {
  let shared = 0
  let apart = 0
  const spans = windows.flatMap((window) => {
    const match = /^(\d+(?:\.\d+)?)(?:\s*[-–]\s*(\d+(?:\.\d+)?))?/.exec(window ?? '')
    return match ? [[Number(match[1]), Number(match[2] ?? match[1])] as const] : []
  })
  for (let at = 1; at < spans.length; at++) {
    const gap = (spans[at]?.[0] ?? 0) - (spans[at - 1]?.[1] ?? 0)
    if (gap === 0) shared++
    else if (gap === 1) apart++
  }
  if (shared === apart) return undefined
  return shared > apart ? 'half-open' : 'inclusive'
}
