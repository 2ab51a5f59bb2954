import type { CriterionEntry, GateEntry, Program } from '../../link/program-types.ts'
import { digestOf } from '../../load/digest.ts'
import type { ApprovalRecord } from '../../schema/records.ts'
import type { Remembered } from '../../schema/trace.ts'
import { buildGraph } from '../../trace/build-graph.ts'
import { isSameMeaning, meaningsOf, rememberedNow } from '../../trace/meaning.ts'
import { type TraceKey, type TraceLink, type TraceSources, traceKey, typeOfKey } from '../../trace/trace-types.ts'
import type { RecordState } from '../record-state.ts'
import type { EvidenceFile } from '../speaks-for.ts'
import { pathWords } from './path-words.ts'
import type { LinkStanding } from './suspects-of.ts'
import { type Foundation, foundationOf } from './trace-scope.ts'

/** "Ada" of "Ada <ada@example.org>". */
export const nameIn = (author: string): string => author.replace(/\s*<[^<>]*>\s*$/, '') || author

type Grounds = Pick<LinkStanding, 'graph' | 'meaningOf'>

/** What a record speaks for: some criteria of one gate. */
interface SpokenFor {
  readonly gate: GateEntry
  readonly criteria: readonly CriterionEntry[]
}

/** What a record names: criteria, else a gate or milestone as a whole. */
function spokenForBy(
  program: Program,
  { criteria = [], gate, milestone }: { readonly criteria?: readonly string[]; readonly gate?: string; readonly milestone?: string },
): SpokenFor[] {
  const byGate = new Map<GateEntry, CriterionEntry[]>()
  const add = (entry: GateEntry | undefined, list: readonly CriterionEntry[]): void => {
    if (entry !== undefined) byGate.set(entry, [...(byGate.get(entry) ?? []), ...list])
  }
  for (const id of new Set(criteria)) {
    const criterion = program.criteria.get(id)
    if (criterion !== undefined) add(program.gates.get(criterion.gate), [criterion])
  }
  const whole = criteria.length > 0 ? [] : [gate, milestone].flatMap((id) => program.gates.get(id ?? '') ?? [])
  for (const entry of new Set(whole)) add(entry, entry.criteria)
  return [...byGate].map(([entry, list]) => ({ gate: entry, criteria: list }))
}

/** A record of more entries than this would be too large to be read again: the rest is remembered as one. */
const mostRemembered = 3000

/** One fingerprint for all that the criteria of a gate rest on. */
function foundationFingerprint(program: Program, { graph, meaningOf }: Grounds, gate: GateEntry): string {
  const all = [...foundationOf(program, graph, gate, gate.criteria).keys()].sort()
  return `sha256:v1:${digestOf(all.map((key) => [key, meaningOf(key).fingerprint ?? null]))}`
}

/** What records remember of what they rest on, as it is now; nothing of what nobody can read. */
function rememberedFor(program: Program, spokenFor: readonly SpokenFor[], grounds: Grounds): Remembered[] {
  const keys = new Set(spokenFor.flatMap(({ gate, criteria }) => [...foundationOf(program, grounds.graph, gate, criteria).keys()]))
  const remembered = [...keys].flatMap((key) => rememberedNow(key, grounds.meaningOf) ?? [])
  if (remembered.length <= mostRemembered) return remembered
  const rest = spokenFor.map(({ gate }): Remembered => {
    return { type: 'gate', id: gate.id, fingerprint: foundationFingerprint(program, grounds, gate), of: remembered.length }
  })
  return [...remembered.slice(0, mostRemembered), ...rest]
}

/** True for the one entry that stands for all that a gate rests on. */
export const isOfFoundation = ({ type, of }: Remembered): boolean => type === 'gate' && of !== undefined

/** True where a suspect record does not count. */
const suspectsCount = (program: Program): boolean => (program.file.record.trace?.suspect ?? 'error') === 'error'

/** The first thing that a record remembers and that has another meaning now; what cannot be read only where all else is as it was. */
function outdatedIn(
  remembers: readonly Remembered[] | undefined,
  program: Program,
  grounds: Grounds,
  isCleared: (key: TraceKey) => boolean = () => false,
): TraceKey | undefined {
  let unread: TraceKey | undefined
  for (const one of remembers ?? []) {
    const key = traceKey(one.type, one.id)
    const meaning = grounds.meaningOf(key)
    if (isOfFoundation(one)) {
      const gate = program.gates.get(one.id)
      // Nobody clears it: a review of the gate would say nothing of all that stands behind this one entry.
      if (gate !== undefined && one.fingerprint === foundationFingerprint(program, grounds, gate)) continue
    } else if (isSameMeaning(one, meaning) || isCleared(key)) continue
    if (meaning.difference !== 'unread') return key
    unread ??= key
  }
  return unread
}

const foundations = new WeakMap<LinkStanding, Map<GateEntry, Foundation>>()

function wayIn(foundation: Foundation, key: TraceKey): TraceLink[] {
  const way: TraceLink[] = []
  for (let link = foundation.get(key); link !== undefined; link = foundation.get(link.from)) way.unshift(link)
  return way
}

/** The links that lead from the criteria of a gate, or from what it closes, to a record. */
function wayTo(program: Program, standing: LinkStanding, gate: GateEntry, key: TraceKey, criteria: readonly CriterionEntry[]): TraceLink[] {
  const own = wayIn(foundationOf(program, standing.graph, gate, criteria, true), key)
  if (own.length > 0) return own
  const known = foundations.get(standing) ?? new Map<GateEntry, Foundation>()
  foundations.set(standing, known)
  const foundation = known.get(gate) ?? foundationOf(program, standing.graph, gate, gate.criteria)
  known.set(gate, foundation)
  return wayIn(foundation, key)
}

/** What a record speaks for, as far as it is known: then it can be said how it comes to rest on something. */
export interface RestingOn {
  readonly gate?: GateEntry | undefined
  readonly criteria?: readonly CriterionEntry[] | undefined
}

/** Says what changed, and how a gate comes to rest on it: "P2 ← T-005 satisfies 1.2, which changed". */
function outdatedWords(program: Program, standing: LinkStanding, { gate, criteria = [] }: RestingOn, key: TraceKey): string {
  const { type, id } = typeOfKey(key)
  const { difference } = standing.meaningOf(key)
  const way = gate === undefined ? [] : wayTo(program, standing, gate, key, criteria)
  if (way.length > 0) return `${gate?.id} ← ${pathWords(way, difference)}`
  // One entry may stand for all of it.
  if (type === 'gate') return `what ${id} rests on changed`
  return difference === 'changed'
    ? `${type} ${id} changed`
    : difference === 'gone'
      ? `${type} ${id} is gone`
      : `${type} ${id} cannot be read`
}

/** The link from an evidence record to what it remembers, as reviews name it. */
export const proofLink = ({ sha256 }: Pick<EvidenceFile, 'sha256'>, to: TraceKey) =>
  ({ relation: 'proves', from: traceKey('evidence', sha256), to }) as const

/**
 * The state of an evidence record, seen with what it remembers: what does not mean any more what it meant then makes it suspect, unless
 * somebody has looked at that since. Where it cannot be read, nobody can tell.
 */
export function stateByMeaning(
  state: RecordState,
  file: EvidenceFile,
  program: Program,
  resting: RestingOn,
  standing: () => LinkStanding,
): RecordState {
  const { remembers } = file.record ?? {}
  const isOpen = state.state === 'valid' || state.state === 'unreadable'
  if (!isOpen || !remembers?.length || !suspectsCount(program)) return state
  const links = standing()
  const isCleared = (key: TraceKey): boolean => links.memory.stateOf(proofLink(file, key), links.meaningOf(key)) === 'reviewed'
  const key = outdatedIn(remembers, program, links, isCleared)
  if (key === undefined) return state
  const isUnread = links.meaningOf(key).difference === 'unread'
  if (isUnread && state.state === 'unreadable') return state
  return { state: isUnread ? 'unreadable' : 'suspect', because: outdatedWords(program, links, resting, key) }
}

/** Says of a decision about a gate, or about a criterion of it, what it rests on and what has another meaning by now. */
export function outdatedDecision(
  program: Program,
  resting: RestingOn,
  standing: () => LinkStanding,
): (decision: { readonly record: ApprovalRecord }) => string | undefined {
  return ({ record: { remembers, by } }) => {
    if (!remembers?.length || !suspectsCount(program)) return undefined
    const key = outdatedIn(remembers, program, standing())
    return key === undefined ? undefined : `${outdatedWords(program, standing(), resting, key)} since ${nameIn(by)} approved`
  }
}

/** What a record that is made now rests on. Links of checklists, code and commits are no part of it. */
export function foundationNow(
  program: Program,
  speaksFor: { readonly criteria?: readonly string[]; readonly gate?: string; readonly milestone?: string },
  documents: TraceSources['documents'],
): Remembered[] {
  return rememberedFor(program, spokenForBy(program, speaksFor), { graph: buildGraph(program), meaningOf: meaningsOf(program, documents) })
}
