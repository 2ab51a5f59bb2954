import { diagnostic } from '../../diagnostics/catalog.ts'
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import { sortDiagnostics } from '../../diagnostics/order.ts'
import { identityOf } from '../../gates/identity.ts'
import { idToFileName } from '../../link/file-name.ts'
import { findRecords } from '../../link/find.ts'
import { type Entry, locationOfEntry, type Program } from '../../link/program-types.ts'
import { sha256Hex } from '../../load/digest.ts'
import type { SourceFile } from '../../load/source.ts'
import { yamlText } from '../../load/yaml-text.ts'
import { outboxFolder } from '../../plan/archive-name.ts'
import { secretsIn } from '../../plan/checklist-secrets.ts'
import type { Stamp, Step } from '../../plan/plan.ts'
import { type Schemas, yamlStep } from '../../plan/workspace-files.ts'
import type { ActionItem, Decision } from '../../schema/plan-records.ts'
import { spanText } from '../scan/lines.ts'
import { dayIn } from './day.ts'
import { type MinuteEntry, type Minutes, readMinutes } from './read-minutes.ts'

export interface MinutesContext {
  readonly schemas: Schemas
  /** The text of a file of the workspace; undefined where there is none. */
  readonly textAt: (path: string) => string | undefined
}

/** What a review record says of the minutes of its meeting; `path` and `sha256` bind them. */
export interface MinutesRecord {
  readonly path: string
  readonly sha256: string
  /** YYYY-MM-DD. */
  readonly date: string
  readonly forum?: string
  readonly participants?: readonly string[]
  /** Ids of what was decided, and of what somebody is to do. */
  readonly decisions?: readonly string[]
  readonly actions?: readonly string[]
}

export interface PlannedMinutes {
  /** Empty when these minutes were filed before. */
  readonly steps: readonly Step[]
  readonly diagnostics: readonly Diagnostic[]
  /** Absent when there are errors. */
  readonly record?: MinutesRecord
}

const done = /^(?:x|✓|✔|✅|yes|done|closed|complete[d]?|finished|resolved|erledigt|fertig|terminé|hecho|feito|完了|完成|готово)$/iu
const idLike = /^[\p{L}\p{N}][\p{L}\p{N}._-]{0,60}$/u

/** The first name that is free, or that holds this very text already. */
function placeFor(folder: string, name: string, ending: string, text: string | undefined, { textAt }: MinutesContext): string {
  for (let count = 1; ; count++) {
    const path = `${folder}/${name}${count === 1 ? '' : `-${count}`}${ending}`
    const there = textAt(path)
    if (there === undefined || there === text) return path
  }
}

/** The record that an id of the minutes stands for already. */
function knownRecord(program: Program, { id, type }: MinuteEntry): Entry<ActionItem | Decision> | undefined {
  if (id === undefined) return undefined
  return (type === 'action' ? program.actions : program.decisions).get(id)
}

/** Gives ids to what has none: `P2.D1`, `P2.A3`. */
function idsFor(program: Program, phase: string): (entry: MinuteEntry) => string {
  const taken = new Set<string>()
  const next = { decision: 0, action: 0 }
  const isFree = (id: string): boolean => !taken.has(id) && findRecords([program], id).length === 0
  return ({ type, id }) => {
    let found = id !== undefined && idLike.test(id) && isFree(id) ? id : undefined
    while (found === undefined) {
      next[type] += 1
      const made = `${phase}.${type === 'decision' ? 'D' : 'A'}${next[type]}`
      if (isFree(made)) found = made
    }
    taken.add(found)
    return found
  }
}

/** Says what an action lacks for somebody to do it in time. */
function unclear(source: SourceFile, entry: MinuteEntry, id: string): Diagnostic[] {
  if (entry.type === 'decision' || isDone(entry)) return []
  const lacks = [
    ...(entry.owners.length === 0 ? ['no owner'] : []),
    ...(entry.due === undefined ? [entry.unclear === undefined ? 'no due date' : `a due date that is no day: ${entry.unclear}`] : []),
  ]
  if (lacks.length === 0) return []
  return [
    diagnostic('review/unclear-action', `action ${id} has ${lacks.join(' and ')}`, {
      location: { file: source.path, line: entry.lines[0]?.number ?? 1, column: 1 },
      help: 'write "(owner: NAME, due: YYYY-MM-DD)" behind it',
    }),
  ]
}

/** An action that is carried over from an earlier meeting; what the minutes say of it is not put into the plan by itself. */
function carriedOver(source: SourceFile, entry: MinuteEntry, known: Entry<ActionItem | Decision>): Diagnostic[] {
  if (entry.type === 'decision' || !isDone(entry) || known.record.state === 'done') return []
  return [
    diagnostic('review/unclear-action', `action ${known.id} is done in the minutes and ${known.record.state ?? 'open'} in the plan`, {
      location: { file: source.path, line: entry.lines[0]?.number ?? 1, column: 1 },
      related: [{ message: `${known.id} stands here`, location: locationOfEntry(known) }],
      help: `write state: done in ${known.file.source.path}`,
    }),
  ]
}

const isDone = ({ state }: MinuteEntry): boolean => state !== undefined && done.test(state)

/** What was filed from these minutes before. */
function filedBefore(program: Program, path: string): { decisions: string[]; actions: string[] } {
  const from = (records: ReadonlyMap<string, Entry<ActionItem | Decision>>): string[] =>
    [...records.values()].filter(({ record }) => record.source?.file === path).map(({ id }) => id)
  return { decisions: from(program.decisions), actions: from(program.actions) }
}

interface Filing {
  readonly program: Program
  readonly source: SourceFile
  readonly phase: string
  /** Where the minutes are kept. */
  readonly path: string
  readonly minutes: Minutes
  readonly date: string
}

/** The records that the entries become, and what is wrong with them. */
function recordsOf({ program, source, phase, path, minutes, date }: Filing) {
  const decisions: Decision[] = []
  const actions: ActionItem[] = []
  const known = { decisions: [] as string[], actions: [] as string[] }
  const diagnostics: Diagnostic[] = []
  const idOf = idsFor(program, phase)
  for (const entry of minutes.entries) {
    const before = knownRecord(program, entry)
    if (before !== undefined) {
      known[entry.type === 'decision' ? 'decisions' : 'actions'].push(before.id)
      diagnostics.push(...carriedOver(source, entry, before))
      continue
    }
    const id = idOf(entry)
    diagnostics.push(...unclear(source, entry, id))
    // What looked like an id of its own is one of another record, or none: it is a part of what was said.
    const title = entry.id === undefined || entry.id === id ? entry.title : `${entry.id}: ${entry.title}`
    const owner = entry.owners.map((one) => identityOf(program, one).person?.id ?? one).join(', ')
    const common = { id, title, ...(owner !== '' && { owner }), phase }
    const notes = [...entry.notes, ...(entry.due === undefined && entry.unclear !== undefined ? [`due: ${entry.unclear}`] : [])]
    const rest = { source: { file: path, lines: spanText(entry.lines) }, ...(notes.length > 0 && { notes }) }
    if (entry.type === 'decision') {
      const state = entry.state === undefined ? {} : { state: entry.state }
      decisions.push({ ...common, ...state, date, ...(minutes.forum !== undefined && { forum: minutes.forum }), ...rest })
    } else {
      const state = isDone(entry) ? { state: 'done' } : entry.state === undefined ? {} : { attributes: { state: entry.state } }
      actions.push({ ...common, ...state, ...(entry.due !== undefined && { due: entry.due }), meeting: path, ...rest })
    }
  }
  return { decisions, actions, known, diagnostics }
}

const ids = (records: readonly { readonly id: string }[]): string[] => records.map(({ id }) => id)
const some = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`

/**
 * Files the minutes of the meeting that reviewed a phase: the document goes to the outbox as it is, decisions and action items become
 * records of the program in a file of their own. Minutes that lie in the inbox are moved, others are copied. The same minutes again
 * change nothing. `source.path` is where they were read, inside of the workspace or not.
 */
export function planMinutes(program: Program, source: SourceFile, phase: string, stamp: Stamp, context: MinutesContext): PlannedMinutes {
  const secrets = secretsIn(source)
  if (secrets.length > 0) return { steps: [], diagnostics: secrets }
  const isPerson = (text: string): boolean => identityOf(program, text).person !== undefined || program.roles.has(text)
  const read = readMinutes(source, isPerson)
  const forum = read.forum ?? program.file.record.review?.forum
  const minutes = { ...read, ...(forum !== undefined && { forum }) }
  const name = (source.path.split(/[/\\]/).at(-1) ?? '').replace(/\.(?:md|markdown|txt)$/i, '')
  const day = minutes.date ?? dayIn(name)?.day ?? stamp.now.slice(0, 10)
  const file = idToFileName(name === '' ? day : name)
  const path = placeFor(`${outboxFolder(program, phase)}/minutes`, file, '.md', source.text, context)
  const isFiled = context.textAt(path) !== undefined && path !== source.path
  const head = {
    path,
    sha256: sha256Hex(source.text),
    date: day,
    ...(minutes.forum !== undefined && { forum: minutes.forum }),
    ...(minutes.participants.length > 0 && { participants: minutes.participants }),
  }
  const result = (decisions: readonly string[], actions: readonly string[]): MinutesRecord => ({
    ...head,
    ...(decisions.length > 0 && { decisions }),
    ...(actions.length > 0 && { actions }),
  })
  const before = filedBefore(program, path)
  if (isFiled || before.decisions.length + before.actions.length > 0)
    return { steps: [], diagnostics: [], record: result(before.decisions, before.actions) }

  const { decisions, actions, known, diagnostics } = recordsOf({ program, source, phase, path, minutes, date: day })
  const steps: Step[] = []
  if (source.path.startsWith(`${program.folders.inbox}/`))
    steps.push({ type: 'move', from: source.path, to: path, before: head.sha256, why: 'the minutes of the meeting' })
  else if (path !== source.path) steps.push({ type: 'create', path, text: source.text, why: 'the minutes of the meeting' })
  if (decisions.length + actions.length > 0) {
    const value = { format: 1, ...(decisions.length > 0 && { decisions }), ...(actions.length > 0 && { actions }) }
    const counts = [some(decisions.length, 'decision'), some(actions.length, 'action item')].filter((text) => !text.startsWith('0 '))
    const place = placeFor(`${program.folders.specification}/decisions`, `${idToFileName(phase)}-${day}`, '.yaml', undefined, context)
    steps.push(yamlStep(place, 'decisions', yamlText(value), counts.join(' and '), context.schemas))
  }
  if (minutes.entries.length === 0)
    diagnostics.push(
      diagnostic('review/empty-minutes', `${source.path} has neither a decision nor an action item`, {
        location: { file: source.path, line: 1, column: 1 },
        help: 'put them in lists below the headings "Decisions" and "Action items"',
      }),
    )
  return {
    steps,
    diagnostics: sortDiagnostics(diagnostics),
    record: result([...known.decisions, ...ids(decisions)], [...known.actions, ...ids(actions)]),
  }
}
