import { diagnostic } from '../diagnostics/catalog.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { command } from '../link/command-line.ts'
import { type CriterionEntry, type GateEntry, locationOfEntry, type Program } from '../link/program-types.ts'
import { locate } from '../load/loaded.ts'
import type { ReviewRecord } from '../schema/records.ts'
import type { Case, Facts } from './case.ts'
import { criterionDefinition } from './definition.ts'
import { unmet, unreadable } from './finding.ts'
import { presentDigest } from './present-digest.ts'
import type { Finding } from './result.ts'
import { type Review, reviewOf } from './review-of.ts'
import { whyNotProven } from './review-trust.ts'

type Recorded = ReviewRecord['criteria'][number]
type Bound = ReviewRecord['approvals'][number]

/** A gate of a closed phase, beside the review that closed it. */
export interface ClosedGate {
  readonly gate: GateEntry
  readonly review: Review
  /** Criteria that are judged on the review: unchanged since, decided by it, and not continuous. */
  readonly recorded: ReadonlyMap<CriterionEntry, Recorded>
}

/** Outcomes of a review that stand; whatever else it lists is judged anew. */
const standing: ReadonlySet<string> = new Set(['met', 'not-applicable'])

/** What a review lists, by id. */
interface ReviewIndex {
  readonly criteria: ReadonlyMap<string, Recorded>
  /** The gates that it judged: the exit gate, and those that it lists beside it. */
  readonly gates: ReadonlySet<string>
}

const indexes = new WeakMap<Review, ReviewIndex>()

function indexOf(review: Review): ReviewIndex {
  const known = indexes.get(review)
  if (known) return known
  const { criteria, gate, gates = [] } = review.record
  const index = { criteria: new Map(criteria.map((one) => [one.id, one])), gates: new Set([gate, ...gates.map(({ id }) => id)]) }
  indexes.set(review, index)
  return index
}

/** The closed side of a gate; undefined when its phase is not closed, or its review judged neither the gate nor a criterion of it. */
export function closedGate(program: Program, records: Case, gate: GateEntry): ClosedGate | undefined {
  const review = gate.phase === undefined ? undefined : reviewOf(program, records, gate.phase)
  if (review === undefined) return undefined
  const listed = indexOf(review)
  const recorded = new Map<CriterionEntry, Recorded>()
  for (const criterion of gate.criteria) {
    const one = listed.criteria.get(criterion.id)
    if (one && standing.has(one.outcome) && one.definition === criterionDefinition(criterion) && criterion.record.continuous !== true)
      recorded.set(criterion, one)
  }
  return recorded.size > 0 || listed.gates.has(gate.id) ? { gate, review, recorded } : undefined
}

interface Shared {
  readonly bound: Bound
  readonly pointer: string
  /** The criteria whose evidence it is, or beside whose records it lies; none: it belongs to all. */
  readonly owners: ReadonlySet<Recorded>
}

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1)

/** The path and every folder above it, with a slash at the end. */
function* placesOf(path: string): Generator<string> {
  yield path
  for (let slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) yield path.slice(0, slash + 1)
}

const sharedOfReview = new WeakMap<Review, readonly Shared[]>()

/** What the review binds beside the evidence of its criteria. */
function sharedOf(review: Review): readonly Shared[] {
  const known = sharedOfReview.get(review)
  if (known) return known
  const { record } = review
  const owners = new Map<string, Recorded[]>()
  const own = (place: string, one: Recorded): void => {
    const before = owners.get(place)
    if (before) before.push(one)
    else owners.set(place, [one])
  }
  for (const one of record.criteria) {
    for (const { path } of one.evidence) {
      own(path, one)
      if (path.endsWith('/metadata.json')) own(folderOf(path), one)
    }
  }
  const ownersOf = (path: string): ReadonlySet<Recorded> => new Set([...placesOf(path)].flatMap((place) => owners.get(place) ?? []))
  const shared: Shared[] = (['approvals', 'archived', 'artifacts'] as const).flatMap((list) =>
    record[list].map((bound, index) => ({ bound, pointer: `/${list}/${index}`, owners: ownersOf(bound.path) })),
  )
  const { minutes } = record
  if (minutes !== undefined) shared.push({ bound: minutes, pointer: '/minutes', owners: new Set() })
  sharedOfReview.set(review, shared)
  return shared
}

const ofOwners = new WeakMap<Review, ReadonlyMap<Recorded | undefined, readonly Bound[]>>()

/** The same by owner; what belongs to all under `undefined`. */
function sharedByOwner(review: Review): ReadonlyMap<Recorded | undefined, readonly Bound[]> {
  const known = ofOwners.get(review)
  if (known) return known
  const byOwner = new Map<Recorded | undefined, Bound[]>()
  for (const { bound, owners } of sharedOf(review)) {
    for (const owner of owners.size > 0 ? owners : [undefined]) {
      const before = byOwner.get(owner)
      if (before) before.push(bound)
      else byOwner.set(owner, [bound])
    }
  }
  ofOwners.set(review, byOwner)
  return byOwner
}

/**
 * Every file that a review binds, and where the review says so. What only continuous criteria and those that it left open rest on may
 * go on changing: they are judged as they are now.
 */
function boundBy(review: Review, program: Program): { readonly bound: Bound; readonly pointer: string }[] {
  const isLive = ({ id, outcome }: Recorded): boolean => !standing.has(outcome) || program.criteria.get(id)?.record.continuous === true
  const own = review.record.criteria.flatMap((one, index) =>
    isLive(one) ? [] : one.evidence.map((bound, at) => ({ bound, pointer: `/criteria/${index}/evidence/${at}` })),
  )
  return [...own, ...sharedOf(review).filter(({ owners }) => owners.size === 0 || ![...owners].every(isLive))]
}

/** The paths that have to be known before closed gates can be judged. */
export function pathsBound(closed: readonly ClosedGate[], program: Program): string[] {
  return [...new Set(closed.map(({ review }) => review))].flatMap((review) => boundBy(review, program).map(({ bound }) => bound.path))
}

/** How a criterion stands by the review, once every file that it rests on is known to be what it was. */
export function recordedFinding({ review, gate }: ClosedGate, recorded: Recorded, program: Program, records: Case, facts: Facts): Finding {
  const { date, phase } = review.record
  const shared = sharedByOwner(review)
  const evidence = recorded.evidence.map(({ path, sha256 }) => ({ path, sha256 }))
  const fix = command(program, 'gate explain', gate.id, recorded.id)
  const unproven = whyNotProven(program, records, review, facts)
  if (unproven !== undefined) return unmet('invalid', unproven, { evidence, fix })
  const states = [...recorded.evidence, ...(shared.get(recorded) ?? []), ...(shared.get(undefined) ?? [])].map((bound) => ({
    bound,
    present: presentDigest(bound.path, records, facts),
  }))
  const changed = states.find(
    ({ bound, present }) => present.state === 'missing' || (present.state === 'present' && present.sha256 !== bound.sha256),
  )
  if (changed) return unmet('tampered', `${changed.bound.path} is not what the review of ${phase} recorded`, { evidence, fix })
  const unknown = states.find(({ present }) => present.state === 'unreadable')
  if (unknown) return unreadable(`${unknown.bound.path} cannot be read`, { evidence, fix })
  const because = `${recorded.because.split(' · ')[0]} · reviewed ${date.slice(0, 10)}`
  return recorded.outcome === 'met' ? { outcome: 'met', because, evidence } : { outcome: 'not-applicable', because, evidence, fix }
}

function tampered(review: Review, program: Program, records: Case, facts: Facts): Diagnostic[] {
  const { phase } = review.record
  const seen = new Set<string>()
  return boundBy(review, program).flatMap(({ bound, pointer }) => {
    const present = presentDigest(bound.path, records, facts)
    if (seen.has(bound.path) || present.state === 'unreadable' || (present.state === 'present' && present.sha256 === bound.sha256))
      return []
    seen.add(bound.path)
    const what = present.state === 'missing' ? 'is gone' : 'changed'
    return [
      diagnostic('review/tampered', `${bound.path} ${what} since ${phase} was closed`, {
        location: locate(review, pointer),
        help: `restore it as it was reviewed; its history: git log -- ${bound.path}`,
      }),
    ]
  })
}

/** Criteria that came or changed since the review of their gate. */
function changedCriteria({ gate, review }: ClosedGate, program: Program): Diagnostic[] {
  const { phase } = review.record
  const listed = indexOf(review)
  return gate.criteria.flatMap((criterion) => {
    const before = listed.criteria.get(criterion.id)?.definition
    if (before === criterionDefinition(criterion) || (before === undefined && !listed.gates.has(gate.id))) return []
    const what = before === undefined ? 'is new' : 'changed'
    return [
      diagnostic('review/definition-changed', `${criterion.id} ${what} since ${phase} was closed, so it is judged as it is now`, {
        location: locationOfEntry(criterion),
        help: `take the change back, or meet it as it is now: ${command(program, 'gate explain', gate.id, criterion.id)}`,
      }),
    ]
  })
}

/** Criteria that no gate of the phase has any more. */
function removedCriteria(review: Review, program: Program): Diagnostic[] {
  const { record } = review
  const gates = [...program.gates.values()].filter(({ phase }) => phase === record.phase)
  const now = new Set(gates.flatMap(({ criteria }) => criteria.map(({ id }) => id)))
  return record.criteria.flatMap(({ id }, index) => {
    if (now.has(id)) return []
    return [
      diagnostic('review/definition-changed', `${id} was removed since ${record.phase} was closed`, {
        location: locate(review, `/criteria/${index}`),
        help: 'put it back as it was reviewed',
      }),
    ]
  })
}

/** What is wrong with closed gates, beyond their criteria; what concerns a review as a whole is looked at once. */
export function closedDiagnostics(closed: readonly ClosedGate[], program: Program, records: Case, facts: Facts): Diagnostic[] {
  const reviews = [...new Set(closed.map(({ review }) => review))]
  return [
    ...reviews.flatMap((review) => [...tampered(review, program, records, facts), ...removedCriteria(review, program)]),
    ...closed.flatMap((one) => changedCriteria(one, program)),
  ]
}
