import { diagnostic } from '../diagnostics/catalog.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { nearest } from '../diagnostics/nearest.ts'
import { count, pointsOf } from '../gates/finding.ts'
import { identityOf } from '../gates/identity.ts'
import { instantOf } from '../gates/instant.ts'
import type { Finding } from '../gates/result.ts'
import { notWaivable } from '../gates/waivers/cover.ts'
import { notAmong } from '../gates/waivers/waiver-approvals.ts'
import { isInForce, type Waiver } from '../gates/waivers/waiver-standing.ts'
import type { WaiverTerms } from '../gates/waivers/waiver-terms.ts'
import { daysUntil, endInWords, endOfWaiver, hour } from '../gates/waivers/waiver-time.ts'
import { command } from '../link/command-line.ts'
import { type CriterionEntry, locationOfEntry, type Program } from '../link/program-types.ts'
import type { WaiverRecord } from '../schema/waiver.ts'
import { unknownId } from './lookup.ts'
import type { Stamp } from './plan.ts'
import type { DecisionStamp } from './stamped.ts'

/** What somebody asks for. */
export interface WaiverRequest extends DecisionStamp {
  readonly reason: string
  /** The last day (YYYY-MM-DD, included), or an RFC 3339 timestamp. */
  readonly until?: string | undefined
  /** Instead: how many days from now. */
  readonly days?: number | undefined
  readonly risk?: string | undefined
  readonly tasks?: readonly string[] | undefined
  readonly compensating?: readonly string[] | undefined
  /** Only this: a test, a file, a box, as the finding names it. */
  readonly locator?: string | undefined
  /** At once, alone, and for a short time. */
  readonly breakGlass?: boolean | undefined
  /** The waiver that is renewed. */
  readonly renews?: string | undefined
}

type Refuse = (message: string, help?: string) => Diagnostic

function timeProblem(
  expires: string | undefined,
  { breakGlass }: WaiverRequest,
  terms: WaiverTerms,
  now: number,
  refuse: Refuse,
): Diagnostic[] {
  if (expires === undefined)
    return [refuse('a waiver has an end', `say how long: --days ${Math.min(14, terms.maxDays)}, or --until YYYY-MM-DD`)]
  const end = endOfWaiver(expires)
  if (Number.isNaN(end)) return [refuse(`${expires} is no date`, 'write it as 2026-12-20, or 2026-12-20T10:00:00Z')]
  if (end < now) return [refuse(`${expires} is in the past`)]
  if (breakGlass) {
    if (end - now <= terms.maxHours * hour) return []
    return [
      refuse(
        `breaking the glass lasts ${terms.maxHours} hours at most`,
        `leave --until and --days out: it then ends ${endInWords(now + terms.maxHours * hour)}`,
      ),
    ]
  }
  if (daysUntil(end, now) <= terms.maxDays) return []
  return [refuse(`${daysUntil(end, now)} days are too long: ${terms.maxDays} are the most`, `ask for less: --days ${terms.maxDays}`)]
}

/** What speaks against waiving this criterion as it stands. */
function findingProblem(criterion: CriterionEntry, finding: Finding, { locator }: WaiverRequest, refuse: Refuse): Diagnostic[] {
  if (criterion.record.waivable === false)
    return [refuse(`${criterion.id} cannot be waived`, 'its criterion says waivable: false; meet it')]
  const reason = notWaivable(finding)
  if (reason !== undefined) return [refuse(`${criterion.id} is ${reason}, and that cannot be waived`, finding.fix)]
  if (locator === undefined) return []
  const open = [...new Set(pointsOf(finding).flatMap(({ about }) => about ?? []))]
  if (open.includes(locator)) return []
  const known = open.length === 0 ? 'leave --finding out: the whole criterion is open' : `open are: ${open.slice(0, 10).join(', ')}`
  return [{ ...refuse(`${locator} is not open in ${criterion.id}`, known), ...(open.length > 0 && { expected: nearest(locator, open) }) }]
}

/** A waiver that is there already; breaking the glass does not wait for one that nobody has approved. */
function inTheWay(
  program: Program,
  waivers: readonly Waiver[],
  request: WaiverRequest,
  finding: WaiverRecord['finding'],
  refuse: Refuse,
): Diagnostic[] {
  const same = (one: Waiver): boolean =>
    one.request?.finding?.reason === finding?.reason && one.request?.finding?.locator === finding?.locator
  return waivers.flatMap((one) => {
    if (!same(one) || one.id === request.renews) return []
    const name = command(program, 'waive', one.id)
    if (isInForce(one) && (!one.breakGlass || request.breakGlass))
      return [
        refuse(
          `${one.id} waives it until ${endInWords(one.end)} already`,
          one.breakGlass ? `ask for one that is approved: leave --break-glass out` : `renew it: ${name} --renew --days …`,
        ),
      ]
    return one.state === 'requested' && !request.breakGlass
      ? [refuse(`${one.id} asks for it already`, `approve it: ${name} --approve`)]
      : []
  })
}

function whoProblem(program: Program, request: WaiverRequest, terms: WaiverTerms, stamp: Stamp, refuse: Refuse): Diagnostic[] {
  if (!request.breakGlass)
    return identityOf(program, stamp.author).keys.length === 0
      ? [refuse(`${stamp.author} is nobody`, 'set user.name and user.email of git')]
      : []
  if (terms.breakGlass === 'none')
    return [refuse('policy.yaml lets nobody break the glass', 'ask for a waiver that somebody approves: leave --break-glass out')]
  const why = notAmong(program, identityOf(program, stamp.author), terms.breakGlass)
  return why === undefined ? [] : [refuse(`${why}, and may not break the glass`)]
}

/** Ids that name nothing of the plan. */
function unknownReferences(program: Program, { risk, tasks = [] }: WaiverRequest): Diagnostic[] {
  return [
    ...(risk === undefined || program.risks.has(risk)
      ? []
      : [unknownId(program, risk, 'risk', program.risks.keys(), 'refractor risk list')]),
    ...tasks
      .filter((id) => !program.tasks.has(id))
      .map((id) => unknownId(program, id, 'task', program.tasks.keys(), 'refractor task list')),
  ]
}

/** What is asked for, put in the words of a record. */
export interface AskedWaiver {
  readonly program: Program
  readonly criterion: CriterionEntry
  /** How the criterion stands without any waiver. */
  readonly finding: Finding
  readonly request: WaiverRequest
  readonly terms: WaiverTerms
  /** The waivers of the criterion. */
  readonly waivers: readonly Waiver[]
  /** Undefined: nothing says how long. */
  readonly expires: string | undefined
  readonly narrowed: WaiverRecord['finding']
  /** The waivers that this one would renew. */
  readonly earlier: readonly Waiver[]
}

/** Every reason why a waiver cannot be asked for so. */
export function requestProblems(asked: AskedWaiver, stamp: Stamp): Diagnostic[] {
  const { program, criterion, finding, request, terms, waivers, expires, narrowed, earlier } = asked
  const refuse: Refuse = (message, help) => diagnostic('waiver/refused', message, { location: locationOfEntry(criterion), help })
  const { reason } = request
  const fits = reason.trim().length >= 20 && reason.length <= 4000
  const times = `${criterion.id} was waived ${count(earlier.length, 'time')}, and can be renewed ${count(terms.maxRenewals, 'time')}`
  return [
    ...(fits
      ? []
      : [refuse('a reason has 20 to 4000 characters', 'say why it cannot be met now, and why that is acceptable: --reason "…"')]),
    ...timeProblem(expires, request, terms, instantOf(stamp.now), refuse),
    ...findingProblem(criterion, finding, request, refuse),
    ...inTheWay(program, waivers, request, narrowed, refuse),
    ...whoProblem(program, request, terms, stamp, refuse),
    ...unknownReferences(program, request),
    ...(earlier.length > terms.maxRenewals ? [refuse(times, finding.fix && `meet it: ${finding.fix}`)] : []),
  ]
}

/** What is said of a request that can be made and will do little. */
export function requestWarnings({ criterion, finding }: Pick<AskedWaiver, 'criterion' | 'finding'>, waiver: string): Diagnostic[] {
  if (finding.outcome !== 'met' && finding.outcome !== 'not-applicable') return []
  const state = finding.outcome === 'met' ? 'is met' : 'does not apply'
  return [
    diagnostic('waiver/unused', `${criterion.id} ${state}, so ${waiver} covers nothing now`, { location: locationOfEntry(criterion) }),
  ]
}
