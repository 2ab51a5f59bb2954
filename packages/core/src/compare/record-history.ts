import { canonicalJson } from '../load/digest.ts'
import type { DroppedChange, HistoryCommit, InitialState, LookUp, RecordAt, RecordEvent, RecordPast } from './history-types.ts'
import { aboutCommit, changesOf, eventOf, placesOf, standing } from './record-event.ts'

/** The record after a commit, by its fields as texts that can be compared, and who wrote each of them last. */
interface State {
  readonly at: RecordAt | undefined
  readonly fields: ReadonlyMap<string, string>
  /** Index of the commit that gave a field its value, or took it away. */
  readonly writers: ReadonlyMap<string, number>
}

const nowhere: State = { at: undefined, fields: new Map(), writers: new Map() }

/** Fields of the record, and after them its places, whose names begin with "@". */
function fieldsOf(at: RecordAt | undefined): ReadonlyMap<string, string> {
  if (at === undefined) return nowhere.fields
  const fields = new Map(Object.entries(at.version.fields).map(([key, value]) => [key, canonicalJson(value ?? null)]))
  for (const [what, id] of Object.entries(placesOf(at))) if (id !== undefined) fields.set(`@${what}`, id)
  return fields
}

function* differing(one: State, other: State): Generator<string> {
  if (one === other) return
  for (const [field, value] of one.fields) if (other.fields.get(field) !== value) yield field
  for (const field of other.fields.keys()) if (!one.fields.has(field)) yield field
}

/** The state after a commit that changes `before`, whose changed fields it wrote. */
function written(before: State, at: RecordAt | undefined, index: number): State {
  const after = { at, fields: fieldsOf(at), writers: new Map(before.writers) }
  let changed = false
  for (const field of differing(before, after)) {
    after.writers.set(field, index)
    changed = true
  }
  return changed ? after : before
}

/** The record after a commit: in the file where it was, or in another one that the commit changed. */
function stateAfter(
  before: State,
  commit: HistoryCommit,
  lookUp: LookUp,
): { readonly at: RecordAt | undefined; readonly unreadable?: string } {
  const { at } = before
  const own = at && commit.files.find(({ path }) => path === at.path)
  if (at !== undefined && own === undefined) return { at }
  if (own?.after !== undefined) {
    const version = lookUp(own.path, own.after)
    if (version === 'unreadable') return { at, unreadable: own.path }
    if (version !== undefined) return { at: { path: own.path, version } }
  }
  for (const { path, after } of commit.files) {
    const version = after === undefined || path === own?.path ? undefined : lookUp(path, after)
    if (version !== undefined && version !== 'unreadable') return { at: { path, version } }
  }
  return { at: undefined }
}

/** What the commits of a list build on. */
class Ancestry {
  readonly #parents: readonly (readonly number[])[]

  constructor(parents: readonly (readonly number[])[]) {
    this.#parents = parents
  }

  /** True when `later` is `earlier`, or builds on it. Parents come first in the list, so what is before `earlier` need not be looked at. */
  has(earlier: number, later: number): boolean {
    const seen = new Set<number>()
    const pending = [later]
    for (let index = pending.pop(); index !== undefined; index = pending.pop()) {
      if (index === earlier) return true
      if (index < earlier || seen.has(index)) continue
      seen.add(index)
      pending.push(...(this.#parents[index] as readonly number[]))
    }
    return false
  }
}

/** What a merge does of its own: fields that it gives a value that no side has, and what one side had written and is left out. */
function ownDoing(
  index: number,
  result: State,
  sides: readonly { readonly index: number; readonly state: State }[],
  { commits, ancestry, initial }: { commits: readonly HistoryCommit[]; ancestry: Ancestry; initial: InitialState },
): { readonly state: State; readonly own: ReadonlySet<string>; readonly dropped: readonly DroppedChange[] } {
  const own = new Set<string>()
  const writers = new Map(result.writers)
  const left = new Map<string, { side: State; writer: number }>()
  const disputed = new Set(sides.flatMap(({ state }) => [...differing(result, state)]))
  for (const field of disputed) {
    const value = result.fields.get(field)
    const agreeing = sides.filter(({ state }) => state.fields.get(field) === value)
    if (agreeing.length === 0) {
      own.add(field)
      writers.set(field, index)
      continue
    }
    const wrote = Math.max(...agreeing.map(({ state }) => state.writers.get(field) ?? -1))
    if (wrote >= 0) writers.set(field, wrote)
    for (const { state } of sides) {
      const writer = state.writers.get(field)
      if (state.fields.get(field) === value || writer === undefined) continue
      // What the other side knew of, it changed on purpose.
      if (!agreeing.some((other) => ancestry.has(writer, other.index))) left.set(field, { side: state, writer })
    }
  }
  const dropped = [...left].flatMap(([field, { side, writer }]): DroppedChange[] => {
    const commit = (commits[writer] as HistoryCommit).oid
    // A record that is gone on one side is told by the fields that it keeps or loses; a place is no field.
    return changesOf(side.at, result.at, initial, (one) => one === field).map((change) => ({ ...change, commit }))
  })
  return { state: disputed.size === 0 ? result : { ...result, writers }, own, dropped }
}

/**
 * Follows a record through commits, parents before children, to the last one. A commit is held against its first parent; what is said of
 * it comes from the files that it changed, so the work grows with these and not with the size of the specification. Of a merge only its
 * own doing is told. Changes that no longer show because the merge of their branch took nothing from it are told with that merge.
 */
export function recordPast(commits: readonly HistoryCommit[], lookUp: LookUp, initial: InitialState): RecordPast {
  const places = new Map(commits.map(({ oid }, index) => [oid, index]))
  const parents = commits.map((commit) => [...new Set(commit.parents.flatMap((oid) => places.get(oid) ?? []))])
  const ancestry = new Ancestry(parents)
  const states: State[] = []
  const events = new Map<number, RecordEvent[]>()
  const note = (index: number, event: RecordEvent | undefined): void => {
    if (event !== undefined) events.set(index, [...(events.get(index) ?? []), event])
  }
  for (const [index, commit] of commits.entries()) {
    const sides = (parents[index] as readonly number[]).map((one) => ({ index: one, state: states[one] as State }))
    const before = sides[0]?.state ?? nowhere
    const { at, unreadable } = stateAfter(before, commit, lookUp)
    if (unreadable !== undefined && before.at !== undefined)
      note(index, { event: 'unreadable', ...aboutCommit(commit), ...standing(before.at, initial), fields: [], places: [], dropped: [] })
    if (sides.length < 2) {
      const after = at === before.at ? before : written(before, at, index)
      states.push(after)
      if (after !== before) note(index, eventOf(commit, before.at, after.at, initial))
      continue
    }
    const result = at === before.at ? before : { at, fields: fieldsOf(at), writers: before.writers }
    const { state, own, dropped } = ownDoing(index, result, sides, { commits, ancestry, initial })
    // The same as on one side: then also the same value, so that merges of what nobody touched cost nothing.
    states.push(sides.find((side) => differing(result, side.state).next().done)?.state ?? state)
    const appears = sides.every((side) => (side.state.at === undefined) !== (at === undefined))
    if (appears) note(index, eventOf(commit, before.at, at, initial))
    else if (own.size > 0 || dropped.length > 0) note(index, eventOf(commit, before.at ?? at, at ?? before.at, initial, { own, dropped }))
  }
  return { events: told(commits, parents, states, events), now: states.at(-1)?.at }
}

/** The events that made the record what it is: a merge that has what one side has is followed to that side alone. */
function told(
  commits: readonly HistoryCommit[],
  parents: readonly (readonly number[])[],
  states: readonly State[],
  events: ReadonlyMap<number, readonly RecordEvent[]>,
): RecordEvent[] {
  const reached = new Set<number>()
  const pending = commits.length > 0 ? [commits.length - 1] : []
  for (let index = pending.pop(); index !== undefined; index = pending.pop()) {
    if (reached.has(index)) continue
    reached.add(index)
    const above = parents[index] as readonly number[]
    const same = above.find((one) => differing(states[one] as State, states[index] as State).next().done)
    pending.push(...(same === undefined ? above : [same]))
  }
  return [...events].filter(([index]) => reached.has(index)).flatMap(([, some]) => some)
}
