import type { CriterionEntry, Program } from '../../link/program-types.ts'
import type { WaiverRecord } from '../../schema/waiver.ts'
import type { Case, Facts, RecordFile } from '../case.ts'
import { criterionDefinition } from '../definition.ts'
import { count } from '../finding.ts'
import { distinctPersons, identityOf } from '../identity.ts'
import { clockSkew, instantOf } from '../instant.ts'
import { personsNeeded, supportOf, type WaiverSupport } from './waiver-approvals.ts'
import { type WaiverFiles, type WaiverStep, waiverFiles } from './waiver-files.ts'
import { predecessors, type Succession } from './waiver-succession.ts'
import { type WaiverTerms, waiverTerms } from './waiver-terms.ts'
import { day, daysUntil, endInWords, endOfWaiver, hour } from './waiver-time.ts'

/**
 * Where a waiver is in its life. In force are only `active` and `expiring` ones. `void`: what it was given for is no longer so;
 * `malformed`: nobody can tell what it says.
 */
export type WaiverState = 'requested' | 'rejected' | 'active' | 'expiring' | 'expired' | 'revoked' | 'void' | 'malformed'

/** A waiver, and what it is worth now. */
export interface Waiver {
  readonly id: string
  readonly state: WaiverState
  /** In words: "approved by Lead", "1 of 2 approvals", "P2.1 changed since it was asked for". */
  readonly because: string
  /** The request; where there is none, the first file of the waiver. */
  readonly file: RecordFile<WaiverRecord>
  readonly request: WaiverRecord | undefined
  readonly criterion: CriterionEntry | undefined
  /** Who approved it, as far as that counts; in an emergency who broke the glass. */
  readonly approvedBy: readonly string[]
  /** The last millisecond; NaN when that cannot be told. */
  readonly end: number
  readonly breakGlass: boolean
  /** Enough people approved it at some time, whatever came of it later. */
  readonly given: boolean
  /** How often it was renewed, counted, whatever it says itself. */
  readonly renewals: number
  /** Files of it that are not what they were, or whose signature is bad: a matter of integrity. */
  readonly spoiled: readonly SpoiledFile[]
}

export interface SpoiledFile {
  readonly file: RecordFile<WaiverRecord>
  readonly because: string
  /** It is the signature that is bad, which is told of wherever records are signed. */
  readonly isSignature: boolean
}

export const isInForce = ({ state }: Pick<Waiver, 'state'>): boolean => state === 'active' || state === 'expiring'

/** A waiver whose approvals are weighed, before it is compared with the others. */
interface Weighed {
  readonly files: WaiverFiles
  readonly request: WaiverStep
  readonly criterion: CriterionEntry | undefined
  readonly end: number
  readonly support: readonly WaiverSupport[]
  readonly needed: number
}

const persons = (support: readonly WaiverSupport[]): number => distinctPersons(support.map(({ by }) => by)).length

/** Those who stand for it at some time, if not now. */
const sometime = (support: readonly WaiverSupport[]): WaiverSupport[] =>
  support.filter(({ flaw, untimely }) => flaw === undefined || untimely)

/** True when enough people have approved a waiver at some time. What came of it later plays no part. */
const wasGiven = ({ support, needed }: Weighed): boolean => persons(sometime(support)) >= needed

/** What is compared with other waivers. */
const successionOf = (weighed: Weighed): Succession => ({
  id: weighed.files.id,
  request: weighed.request.record,
  end: weighed.end,
  given: wasGiven(weighed),
})

/** Why a waiver has ended, or never was in time; undefined while it may be in force. Whatever cannot be a date has ended. */
function ended({ request, end, support }: Weighed, terms: WaiverTerms, now: number): string | undefined {
  const { expires, breakGlass } = request.record
  if (Number.isNaN(end)) return `${expires} is no date`
  if (!(now <= end)) {
    const days = Math.floor(now / day) - Math.floor(end / day)
    return !(days > 0) ? `ended ${endInWords(end)}` : `ended ${endInWords(end)}, ${count(days, 'day')} ago`
  }
  const since = Math.min(...sometime(support).map((one) => one.since), Number.POSITIVE_INFINITY)
  if (breakGlass === true && end - since > terms.maxHours * hour)
    return `is to last until ${endInWords(end)}, longer than ${terms.maxHours} hours`
  if (breakGlass !== true && daysUntil(end, since) > terms.maxDays)
    return `is to last ${daysUntil(end, since)} days, and ${terms.maxDays} are the most`
  return undefined
}

/** Why a waiver that could be read is about nothing any more. */
function voided({ request, criterion }: Weighed, renewals: number, terms: WaiverTerms, facts: Facts): string | undefined {
  const { record } = request
  if (facts.proofs?.get(request.file.source.path)?.signature?.state === 'bad') return 'its signature is bad'
  if (record.repository !== undefined && facts.repository !== undefined && record.repository !== facts.repository)
    return `is of another repository, ${record.repository}`
  if (criterion === undefined) return `there is no criterion ${record.criterion}`
  if (criterion.gate !== record.gate) return `${criterion.id} is in gate ${criterion.gate}, and not in ${record.gate}`
  if (criterionDefinition(criterion) !== record.definition) return `${criterion.id} changed since it was asked for`
  if (criterion.record.waivable === false) return `${criterion.id} cannot be waived`
  if (renewals > terms.maxRenewals) return `was renewed ${count(renewals, 'time')}, and ${terms.maxRenewals} is the most`
  return undefined
}

/** Approvals of a request that is no longer what was approved. */
function editedSince({ request, files }: Weighed): SpoiledFile[] {
  const approval = files.approvals.find(({ record }) => record.request !== undefined && record.request !== request.file.sha256)
  if (approval === undefined) return []
  return [
    { file: request.file, because: `${request.file.source.path} is not what ${approval.file.source.path} approved`, isSignature: false },
  ]
}

function standing(weighed: Weighed, all: readonly Succession[], terms: WaiverTerms, facts: Facts, now: number): Waiver {
  const { files, request, criterion, end, support, needed } = weighed
  const counting = support.filter(({ flaw }) => flaw === undefined)
  const edited = editedSince(weighed)
  const own = successionOf(weighed)
  const renewals = Math.max(request.record.renewals, predecessors(own, all).length)
  const breakGlass = request.record.breakGlass === true
  const approvedBy = distinctPersons(counting.map(({ by }) => by)).map(({ person, label }) => person?.name ?? label)
  const stands = (state: WaiverState, because: string): Waiver => ({
    id: files.id,
    state,
    because,
    file: request.file,
    request: request.record,
    criterion,
    approvedBy,
    end,
    breakGlass,
    given: own.given,
    renewals,
    spoiled: [
      ...edited,
      ...support.flatMap(({ step, bad }) => (bad === undefined ? [] : [{ file: step.file, because: bad, isSignature: true }])),
    ],
  })
  if (files.flaw !== undefined) return stands('malformed', files.flaw)
  const [against] = files.against
  if (against) {
    const { step, by, comment } = against.record
    return stands(step === 'rejected' ? 'rejected' : 'revoked', `${step} by ${by}${comment ? `: ${comment.split('\n')[0]}` : ''}`)
  }
  const over = ended(weighed, terms, now)
  if (over !== undefined) return stands('expired', over)
  const why = voided(weighed, renewals, terms, facts)
  if (why !== undefined) return stands('void', why)
  if (!(instantOf(request.record.at) <= now + clockSkew)) return stands('requested', 'is dated in the future')
  if (persons(counting) < needed) {
    const doubt = edited[0]?.because ?? support.find(({ flaw }) => flaw !== undefined)?.flaw
    const lack = needed === 1 ? 'nobody has approved it' : `${persons(counting)} of ${count(needed, 'approval')}`
    return stands('requested', doubt === undefined ? lack : `${lack}: ${doubt}`)
  }
  const soon = daysUntil(end, now) <= terms.warnDays
  return stands(
    soon ? 'expiring' : 'active',
    breakGlass ? `glass broken by ${approvedBy.join(', ')}` : `approved by ${approvedBy.join(', ')}`,
  )
}

/** What nobody can read: its name is all that is known. */
function malformed(files: WaiverFiles): Waiver {
  return {
    id: files.id,
    state: 'malformed',
    because: files.flaw as string,
    file: files.first,
    request: undefined,
    criterion: undefined,
    approvedBy: [],
    end: Number.NaN,
    breakGlass: false,
    given: false,
    renewals: 0,
    spoiled: [],
  }
}

interface Memo {
  readonly program: Program
  readonly facts: Facts
  readonly now: string
  readonly waivers: readonly Waiver[]
}

const noWaivers: readonly Waiver[] = []

const memos = new WeakMap<Case, Memo>()

/**
 * Every waiver of a program and what it is worth at an instant, in order of id. A waiver that has ended at one instant is in force at
 * no later one; a date that is none, or a time longer than policy allows, has ended from the start. Never throws.
 */
export function waiversOf(program: Program, records: Case, facts: Facts, now: string): readonly Waiver[] {
  const groups = waiverFiles(program, records)
  if (groups.length === 0) return noWaivers
  const known = memos.get(records)
  if (known?.program === program && known.facts === facts && known.now === now) return known.waivers
  const terms = waiverTerms(program)
  const at = instantOf(now)
  const weighed = groups.flatMap((files): Weighed[] => {
    const { request } = files
    if (request === undefined) return []
    const criterion = program.criteria.get(request.record.criterion)
    const support = supportOf(files, { program, facts, now: at, terms, request, trust: criterion?.record.trust })
    return [{ files, request, criterion, end: endOfWaiver(request.record.expires), support, needed: personsNeeded(request, terms) }]
  })
  const byFiles = new Map(weighed.map((one) => [one.files, one]))
  const all = weighed.map(successionOf)
  const waivers = groups.map((files) => {
    const one = byFiles.get(files)
    return one === undefined ? malformed(files) : standing(one, all, terms, facts, at)
  })
  memos.set(records, { program, facts, now, waivers })
  return waivers
}

/** The waivers of each criterion. One whose criterion is gone, or that nobody can read, is among those of none. */
export function waiversByCriterion(program: Program, records: Case, facts: Facts, now: string): ReadonlyMap<string, readonly Waiver[]> {
  const byCriterion = new Map<string, Waiver[]>()
  for (const waiver of waiversOf(program, records, facts, now)) {
    if (waiver.request === undefined) continue
    const before = byCriterion.get(waiver.request.criterion)
    if (before) before.push(waiver)
    else byCriterion.set(waiver.request.criterion, [waiver])
  }
  return byCriterion
}

/** Who asked for a waiver, as the program calls them. */
export function requesterOf(program: Program, { request }: Waiver): string | undefined {
  if (request === undefined) return undefined
  const { person, label } = identityOf(program, request.by)
  return person?.name ?? label
}
