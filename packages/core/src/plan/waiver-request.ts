import type { Case, Facts } from '../gates/case.ts'
import { criterionDefinition } from '../gates/definition.ts'
import { pointsOf } from '../gates/finding.ts'
import { instantOf } from '../gates/instant.ts'
import type { Finding } from '../gates/result.ts'
import { isInForce, type Waiver, waiversOf } from '../gates/waivers/waiver-standing.ts'
import { predecessors } from '../gates/waivers/waiver-succession.ts'
import { type WaiverTerms, waiverTerms } from '../gates/waivers/waiver-terms.ts'
import { day, endInWords, endOfWaiver, hour, timestampOf } from '../gates/waivers/waiver-time.ts'
import type { CriterionEntry, Program } from '../link/program-types.ts'
import { canonicalJson } from '../load/digest.ts'
import type { WaiverRecord } from '../schema/waiver.ts'
import { stampWarnings } from './archive.ts'
import { planned, refused } from './outcome.ts'
import type { Planned, Stamp } from './plan.ts'
import { stamped } from './stamped.ts'
import { type AskedWaiver, requestProblems, requestWarnings, type WaiverRequest } from './waiver-guard.ts'
import { nextWaiverId, waiverStep } from './waiver-record.ts'

export type { WaiverRequest } from './waiver-guard.ts'

/** A plan, and the id that the waiver gets. */
export type PlannedWaiver = Planned & { readonly id?: string }

/** The end that is asked for, as it is written; undefined when nothing says how long. */
function expiryOf({ until, days, breakGlass }: WaiverRequest, terms: WaiverTerms, now: string): string | undefined {
  if (until !== undefined) return until
  if (days !== undefined) return timestampOf(instantOf(now) + days * day).slice(0, 10)
  return breakGlass ? timestampOf(instantOf(now) + terms.maxHours * hour) : undefined
}

/** Everything that a request says, but when and under which name. */
function meaning({ id: _id, renews: _renews, renewals: _renewals, at: _at, commit: _commit, ...rest }: Partial<WaiverRecord>): string {
  return canonicalJson(rest)
}

/** True for a waiver that asks for the very same, by the same person, and has not come to its end. */
function isAskedFor(waiver: Waiver, record: Partial<WaiverRecord>, renews: string | undefined): boolean {
  const { request, state } = waiver
  if (request === undefined || (state !== 'requested' && !isInForce(waiver))) return false
  return meaning(request) === meaning(record) && (renews === undefined || request.renews === renews)
}

/**
 * Asks for a waiver of a criterion as it is defined now; with `breakGlass` it counts at once. `finding` is how the criterion stands
 * without any waiver. A waiver given before for the same is renewed, whether or not the request says so.
 */
export function planWaiver(
  program: Program,
  records: Case,
  facts: Facts,
  criterion: CriterionEntry,
  finding: Finding,
  request: WaiverRequest,
  stamp: Stamp,
): PlannedWaiver {
  const terms = waiverTerms(program)
  const waivers = waiversOf(program, records, facts, stamp.now)
  const own = waivers.filter((one) => one.request?.criterion === criterion.id)
  const { reason, locator, risk, tasks = [], compensating = [], renews } = request
  const expires = expiryOf(request, terms, stamp.now)
  const point = locator === undefined ? undefined : pointsOf(finding).find(({ about }) => about === locator)
  const narrowed = point && { reason: point.reason, locator: point.about }
  const id = nextWaiverId(program, waivers)
  const breakGlass = request.breakGlass === true
  const end = expires === undefined ? Number.NaN : endOfWaiver(expires)
  const earlier = predecessors({ id, request: { criterion: criterion.id, finding: narrowed, breakGlass }, end }, own)
  const asked: AskedWaiver = { program, criterion, finding, request, terms, waivers: own, expires, narrowed, earlier }
  const last = renews ?? earlier.at(-1)?.id
  // Without an end there are problems, and no record is written.
  const record = {
    format: 1,
    kind: 'waiver',
    step: 'requested',
    id,
    program: program.id,
    gate: criterion.gate,
    criterion: criterion.id,
    definition: criterionDefinition(criterion),
    ...(narrowed && { finding: narrowed }),
    reason,
    ...(risk !== undefined && { risk }),
    ...(tasks.length > 0 && { tasks: [...tasks] }),
    ...(compensating.length > 0 && { compensating: [...compensating] }),
    ...(breakGlass && { breakGlass }),
    ...(expires !== undefined && { expires }),
    ...(last !== undefined && { renews: last }),
    renewals: earlier.length,
    ...stamped(program, request, stamp),
  } as WaiverRecord
  const said = own.find((one) => isAskedFor(one, record, renews))
  if (said) return { ...planned(`${said.id} ${said.state === 'requested' ? 'asks for' : 'waives'} it already`, []), id: said.id }
  const problems = requestProblems(asked, stamp)
  if (problems.length > 0 || expires === undefined) return refused(problems)
  const until = endInWords(end)
  const title = breakGlass
    ? `BREAK GLASS: waive ${criterion.id} until ${until} (${id})`
    : `ask for a waiver of ${criterion.id} until ${until} (${id})`
  const why = breakGlass ? `${stamp.author} breaks the glass` : `${stamp.author} asks for it`
  return {
    ...planned(title, [waiverStep(record, '', why)], [...requestWarnings(asked, id), ...stampWarnings(stamp)], {
      type: breakGlass ? 'waiver.glass-broken' : last === undefined ? 'waiver.requested' : 'waiver.renewal-requested',
      program: program.id,
      ids: [id, criterion.id],
      details: { until: expires, renewals: earlier.length },
    }),
    id,
  }
}
