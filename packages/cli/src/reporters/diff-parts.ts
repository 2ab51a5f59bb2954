import type { FieldChange, GateChange, RecordChange, TraceKey } from '@refractor/core'
import type { DiffLink, ProgramDiffData, SuspectDiffLink } from '../diff-data.ts'
import { plural } from './gate-words.ts'
import { idIn, typeIn } from './key-parts.ts'

/** Fields that no other part of the report tells: states, the schedule and links have parts of their own. */
export const ownFields = ({ fields }: Pick<RecordChange, 'fields'>): FieldChange[] =>
  fields.filter(({ kind }) => kind !== 'state' && kind !== 'schedule' && kind !== 'link')

/** Links that became suspect because of the same record: what leads to it, and what settles them. */
export interface SuspectGroup {
  readonly to: TraceKey
  /** "requirement 1.2 changed: title" */
  readonly title: string
  /** "satisfied by T-014, T-015", a line for each relation. */
  readonly links: readonly string[]
  /** The command that says that they still hold; there is none where nobody reviews links. */
  readonly clear: string | undefined
}

export function suspectGroups({ links: { suspect } }: ProgramDiffData): SuspectGroup[] {
  const byTarget = new Map<TraceKey, SuspectDiffLink[]>()
  for (const link of suspect) grouped(byTarget, link.to, () => []).push(link)
  return [...byTarget].map(([to, links]) => {
    const fields = (links[0]?.fields ?? []).map(({ field }) => field).join(', ')
    return {
      to,
      title: `${typeIn(to)} ${idIn(to)} changed${fields === '' ? '' : `: ${fields}`}`,
      links: inRelations(links, 'backward', ({ from }) => from),
      clear: links.find(({ clear }) => clear !== undefined)?.clear,
    }
  })
}

const pluralOfType: Readonly<Record<string, string>> = { criterion: 'criteria', property: 'properties', person: 'people' }

/** Gates by how much they matter: other verdicts first, then other criteria. Those that came or went with their phase or milestone are told with it. */
export function gatesToTell({ gates, records }: ProgramDiffData): GateChange[] {
  const held = new Set(records.flatMap(({ type, id, within }) => (type === 'gate' && within !== undefined ? [id] : [])))
  const told = gates.filter(({ id, before, after }) => (before !== null && after !== null) || !held.has(id))
  return [...told.filter(({ before, after }) => before !== after), ...told.filter(({ before, after }) => before === after)]
}

/** Records that say something else, but for states, schedule and links, and but for what came or went with another one. */
export const recordsToTell = ({ records }: ProgramDiffData): RecordChange[] =>
  records.filter(
    (one) =>
      one.within === undefined &&
      ((one.change !== 'changed' && one.change !== 'moved') || one.moved.length > 0 || ownFields(one).length > 0),
  )

/** What is told with a record that came or went. */
export interface ToldWith {
  /** "2 milestones, 5 tasks": what came or went with it; "" for nothing. */
  held(record: RecordChange): string
  /** "satisfies 1.1, 1.2": what it is, or was, linked to. */
  links(record: RecordChange): readonly string[]
}

export function toldWith({ records, links }: ProgramDiffData): ToldWith {
  const held = new Map<string, Map<string, number>>()
  for (const { within, type } of records) {
    if (within === undefined) continue
    const counts = grouped(held, within, () => new Map<string, number>())
    counts.set(type, (counts.get(type) ?? 0) + 1)
  }
  const from = { added: byStart(links.added), removed: byStart(links.removed) }
  return {
    held: ({ change, type, id }) => {
      const counts = change === 'added' || change === 'removed' ? held.get(`${type}:${id}`) : undefined
      return [...(counts ?? [])].map(([one, count]) => plural(count, one, pluralOfType[one])).join(', ')
    },
    links: ({ change, type, id }) =>
      change === 'added' || change === 'removed' ? inRelations(from[change].get(`${type}:${id}`) ?? [], 'forward', ({ to }) => to) : [],
  }
}

function byStart(links: readonly DiffLink[]): ReadonlyMap<string, readonly DiffLink[]> {
  const starts = new Map<string, DiffLink[]>()
  for (const link of links) grouped(starts, link.from, () => []).push(link)
  return starts
}

function grouped<K, V>(groups: Map<K, V>, key: K, make: () => V): V {
  const known = groups.get(key)
  if (known !== undefined) return known
  const made = make()
  groups.set(key, made)
  return made
}

/** "satisfies 1.1, 1.2", a line for each relation. */
function inRelations<L extends DiffLink>(links: readonly L[], way: 'forward' | 'backward', end: (link: L) => TraceKey): string[] {
  const ids = new Map<string, string[]>()
  for (const link of links) grouped(ids, link.words[way], () => []).push(idIn(end(link)))
  return [...ids].map(([words, list]) => `${words} ${list.join(', ')}`)
}

/** A link that came or went while the records at its start stayed. What needs what is part of the schedule. */
export function linksToTell({ links, records }: ProgramDiffData): { readonly change: 'added' | 'removed'; readonly link: DiffLink }[] {
  return (['added', 'removed'] as const).flatMap((change) => {
    const told = new Set<string>(records.flatMap((one) => (one.change === change ? [`${one.type}:${one.id}`] : [])))
    return links[change].filter(({ relation, from }) => relation !== 'needs' && !told.has(from)).map((link) => ({ change, link }))
  })
}

/** What program.yaml and policy.yaml say otherwise, but for the schedule. */
export const settingsOf = ({ settings, policy }: ProgramDiffData): (FieldChange & { readonly where: 'program' | 'policy' })[] => [
  ...settings.filter(({ kind }) => kind !== 'schedule').map((field) => ({ where: 'program' as const, ...field })),
  ...policy.map((field) => ({ where: 'policy' as const, ...field })),
]

/** "3 records added, 1 removed; 2 links added, 1 suspect; 1 gate flipped" */
export function summaryWords(data: ProgramDiffData): string {
  const { counts, files, case: cases, states, schedule } = data
  const { added, removed, renamed, changed, moved, links, flipped } = counts
  const list = (noun: string, parts: readonly (readonly [number, string])[]): string => {
    const shown = parts.filter(([count]) => count > 0)
    return shown.map(([count, word], index) => (index === 0 ? `${plural(count, noun)} ${word}` : `${count} ${word}`)).join(', ')
  }
  const counted = (count: number, noun: string, after = ''): string => (count === 0 ? '' : `${plural(count, noun)}${after}`)
  return [
    list('gate', [[flipped, 'flipped']]) || counted(gatesToTell(data).length, 'gate', ' touched'),
    list('record', [
      [added, 'added'],
      [removed, 'removed'],
      [renamed, 'renamed'],
      [changed, 'changed'],
      [moved, 'moved'],
    ]),
    list('link', [
      [links.added, 'added'],
      [links.removed, 'removed'],
      [links.suspect, 'suspect'],
    ]),
    counted(states.length, 'state'),
    counted(schedule.length, 'schedule field'),
    counted(settingsOf(data).length, 'setting'),
    counted(cases.length, 'case file'),
    counted(files.length, 'file', ' moved'),
  ]
    .filter((part) => part !== '')
    .join('; ')
}
