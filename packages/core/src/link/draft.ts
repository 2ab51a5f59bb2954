import { diagnostic } from '../diagnostics/catalog.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { foldId } from './natural-order.ts'
import {
  type CriterionEntry,
  type DeliverableEntry,
  type Entry,
  type GateEntry,
  locationOfEntry,
  type MilestoneEntry,
  type PhaseEntry,
  type Program,
  type TaskEntry,
} from './program-types.ts'

export interface DraftPhase extends PhaseEntry {
  milestones: string[]
  tasks: string[]
  deliverables: string[]
  dependsOn: string[]
  gates: string[]
}

export interface DraftMilestone extends MilestoneEntry {
  tasks: string[]
  deliverables: string[]
}

export interface DraftTask extends TaskEntry {
  children: string[]
  phases: string[]
}

export interface DraftGate extends GateEntry {
  criteria: CriterionEntry[]
}

/** A program while it is being linked: the maps grow in the order of the plan. */
export interface Draft {
  readonly diagnostics: Diagnostic[]
  /** Ids inside records that were left out as duplicates: to name one of them is no second fault. */
  readonly hidden: Set<string>
  readonly phases: Map<string, DraftPhase>
  readonly milestones: Map<string, DraftMilestone>
  readonly tasks: Map<string, DraftTask>
  readonly deliverables: Map<string, DeliverableEntry>
  readonly gates: Map<string, DraftGate>
  readonly criteria: Map<string, CriterionEntry>
}

export function newDraft(): Draft {
  return {
    diagnostics: [],
    hidden: new Set(),
    phases: new Map(),
    milestones: new Map(),
    tasks: new Map(),
    deliverables: new Map(),
    gates: new Map(),
    criteria: new Map(),
  }
}

/** The files of a record list, as far as entries need them. */
export type EntryFile = Entry<unknown>['file']

/** Takes a record in under its id. A second one with that id is reported at its place, and left out: then the answer is false. */
export function declare<E extends Entry<unknown>>(draft: Draft, known: Map<string, E>, noun: string, entry: E): boolean {
  const first = known.get(entry.id)
  if (first === undefined) {
    known.set(entry.id, entry)
    return true
  }
  draft.diagnostics.push(duplicate(`${noun} ${entry.id}`, entry, first))
  hideIds(draft.hidden, entry.record)
  return false
}

/** The records of a list, by id. */
export function declareAll<T extends { readonly id: string }>(
  draft: Draft,
  noun: string,
  file: EntryFile | undefined,
  /** `before`: what another file declared already. */
  list: { readonly records: readonly T[] | undefined; readonly pointer: string; readonly before?: Map<string, Entry<T>> },
): Map<string, Entry<T>> {
  const known = list.before ?? new Map<string, Entry<T>>()
  if (file === undefined) return known
  for (const [index, record] of (list.records ?? []).entries()) {
    declare(draft, known, noun, { id: record.id, record, file, pointer: `${list.pointer}/${index}` })
  }
  return known
}

/** The finding of a second declaration. */
export function duplicate(
  what: string,
  second: Pick<Entry<unknown>, 'file' | 'pointer'>,
  first: Pick<Entry<unknown>, 'file' | 'pointer'>,
): Diagnostic {
  return diagnostic('link/duplicate-id', `${what} is declared twice`, {
    location: locationOfEntry(second, 'id'),
    related: [{ message: 'first declared here', location: locationOfEntry(first, 'id') }],
    help: 'give one of them another id, or remove it',
  })
}

/** The finding of two ids that a file system may take for one. */
export function collision(noun: string, second: Entry<unknown>, first: Entry<unknown>): Diagnostic {
  return diagnostic('link/case-collision', `the ids ${first.id} and ${second.id} of ${noun} differ only in case`, {
    location: locationOfEntry(second, 'id'),
    related: [{ message: `${first.id} is declared here`, location: locationOfEntry(first, 'id') }],
    help: 'rename one of them: ids become file names, and some file systems ignore case',
  })
}

/** The ids of one kind that fold together. */
export function collisions(noun: string, known: ReadonlyMap<string, Entry<unknown>>): Diagnostic[] {
  const found: Diagnostic[] = []
  const folded = new Map<string, Entry<unknown>>()
  for (const entry of known.values()) {
    const key = foldId(entry.id)
    const first = folded.get(key)
    if (first === undefined) folded.set(key, entry)
    else found.push(collision(noun, entry, first))
  }
  return found
}

function hideIds(hidden: Set<string>, record: unknown): void {
  const open: unknown[] = [record]
  while (open.length > 0) {
    const value = open.pop()
    if (typeof value !== 'object' || value === null) continue
    for (const [key, part] of Object.entries(value)) {
      if (key === 'id' && typeof part === 'string') hidden.add(part)
      else open.push(part)
    }
  }
}

/** The collections of a program that hold declared records. */
export type Declared = Pick<
  Program,
  'risks' | 'requirements' | 'properties' | 'components' | 'playbooks' | 'questions' | 'decisions' | 'actions' | 'roles' | 'people'
>
