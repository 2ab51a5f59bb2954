import type { Program } from '../../link/program-types.ts'
import type { Authority } from '../../schema/policy.ts'
import type { WaiverRecord } from '../../schema/waiver.ts'
import { belongsTo, hasRoster, isEnough, isKnown, namesOf, strongest, type Trust, trustOfRole } from '../approvals/authority.ts'
import { provenOf } from '../approvals/proven.ts'
import { isActive } from '../approvals/weigh.ts'
import type { Facts } from '../case.ts'
import { holdsRole, type Identity, identityOf, isSamePerson } from '../identity.ts'
import { clockSkew, instantOf } from '../instant.ts'
import type { WaiverFiles, WaiverStep } from './waiver-files.ts'
import type { WaiverTerms } from './waiver-terms.ts'

/** Somebody who stands for a waiver, and whether that counts. */
export interface WaiverSupport {
  readonly step: WaiverStep
  readonly by: Identity
  /** The earliest time at which it can have been given: what a record says of itself, or when it landed if that was before. */
  readonly since: number
  /** Why it does not count; undefined when it does. */
  readonly flaw: string | undefined
  /** It would count at some time, though not now: it is dated in the future, or the person was not active then. */
  readonly untimely: boolean
  /** The signature beside it is bad. */
  readonly bad: string | undefined
}

interface SupportContext {
  readonly program: Program
  readonly facts: Facts
  readonly now: number
  readonly terms: WaiverTerms
  readonly request: WaiverStep
  /** What the criterion demands of everything that decides it. */
  readonly trust: Trust | undefined
}

/** What every step repeats of the request, so that nobody can mistake what it is about. */
const repeated = ['gate', 'criterion', 'definition', 'expires'] as const satisfies readonly (keyof WaiverRecord)[]

/** Who asked for a waiver: whom the request names and, where commits prove who somebody is, who committed it. */
function requesters({ program, facts, request, trust }: SupportContext, needed: Trust): Identity[] {
  const by = identityOf(program, request.record.by)
  const { landed, written } = facts.proofs?.get(request.file.source.path) ?? {}
  const author = strongest(needed, trust) === 'commit' ? (landed ?? written)?.author : undefined
  return author === undefined ? [by] : [by, identityOf(program, author)]
}

/** What a person has to prove where policy names nobody in particular. */
function trustInRole(program: Program, by: Identity, role: string | undefined): Trust {
  return trustOfRole(program, role !== undefined && holdsRole(program, by, role) ? role : undefined)
}

/** Why somebody is none of those who may approve a waiver; undefined where they are. */
export function notAmong(program: Program, by: Identity, authority: Authority | undefined): string | undefined {
  if (by.bot) return `${by.label} is a bot`
  if (by.keys.length === 0) return `${by.label} is nobody`
  if (authority !== undefined) return belongsTo(program, by, authority) ? undefined : `${by.label} is not ${namesOf(authority)}`
  return hasRoster(program) && !isKnown(program, by) ? `${by.label} is not one of the people of the program` : undefined
}

/** Why a person may not decide on a waiver, or has not proven to be that person. */
function notEntitled(
  by: Identity,
  proven: Trust,
  role: string | undefined,
  authority: Authority | undefined,
  context: SupportContext,
): string | undefined {
  const { program, trust } = context
  const stranger = notAmong(program, by, authority)
  if (stranger !== undefined) return stranger
  const needed = strongest(trust, authority === undefined ? trustInRole(program, by, role) : authority.trust)
  const isEntitled = authority === undefined || belongsTo(program, by, authority, proven)
  return isEnough(proven, needed) && isEntitled ? undefined : `${by.label} has not proven to be that person`
}

function weigh(step: WaiverStep, authorities: readonly (Authority | undefined)[], context: SupportContext): WaiverSupport {
  const { program, facts, now, request, terms } = context
  const { record, file } = step
  const by = identityOf(program, record.by)
  const proven = provenOf(program, file.source.path, by, facts)
  const at = instantOf(record.at)
  const since = Math.min(at, proven.landed ?? at)
  const weighed = (flaw: string | undefined, untimely = false): WaiverSupport => ({ step, by, since, flaw, untimely, bad: proven.bad })
  const isOwn = step === request
  if (proven.bad !== undefined) return weighed(`its signature is bad: ${proven.bad}`)
  if (Number.isNaN(at)) return weighed('it does not say when it was given')
  if (record.repository !== undefined && facts.repository !== undefined && record.repository !== facts.repository)
    return weighed(`it was given in another repository, ${record.repository}`)
  if (!isOwn) {
    if (record.request !== request.file.sha256) return weighed('it is not about the request as it is now')
    const other = repeated.find((key) => record[key] !== request.record[key])
    if (other !== undefined) return weighed(`its ${other} is not that of the request`)
  }
  const refusals = authorities.map((authority) => notEntitled(by, proven.trust, record.role, authority, context))
  if (refusals.every((one) => one !== undefined)) return weighed(refusals[0])
  const needed = strongest(...authorities.map((authority) => authority?.trust))
  if (!isOwn && !terms.allowsRequester && requesters(context, needed).some((one) => isSamePerson(one, by)))
    return weighed(`${by.label} asked for it`)
  if (at > now + clockSkew) return weighed(`the approval of ${by.label} is dated in the future`, true)
  if (!isActive(by, proven.landed ?? now)) return weighed(`${by.label} was not active then`, true)
  return weighed(undefined)
}

/**
 * Who stands for a waiver: its approvals, and in an emergency the request itself. An approval of somebody who may break the glass
 * counts in an emergency as well.
 */
export function supportOf(files: WaiverFiles, context: SupportContext): WaiverSupport[] {
  const { terms, request } = context
  const { breakGlass } = terms
  if (request.record.breakGlass !== true) return files.approvals.map((step) => weigh(step, [terms.authority], context))
  const alone = breakGlass === 'none' ? [] : [weigh(request, [breakGlass], context)]
  const either = breakGlass === 'none' ? [terms.authority] : [breakGlass, terms.authority]
  return [...alone, ...files.approvals.map((step) => weigh(step, either, context))]
}

/** How many different persons have to stand for it. */
export function personsNeeded({ record }: WaiverStep, terms: WaiverTerms): number {
  const rule = record.breakGlass === true && terms.breakGlass !== 'none' ? terms.breakGlass : terms.authority
  return Math.max(1, rule?.min ?? 1)
}
