import type { Decision } from '../approval-records.ts'
import { identityOf, isSamePerson } from '../identity.ts'
import { hasRoster, isEnough, isKnown, strongest } from './authority.ts'
import { isAfter } from './order.ts'
import { provenOf } from './proven.ts'
import { lacking } from './quorum.ts'
import { type Made, madeOf, type Question, type Weighed, weigh } from './weigh.ts'

/** A rejection; one that whoever rejected took back is still to be answered by a new approval. */
interface Rejection extends Made {
  readonly withdrawn: boolean
}

/** How decisions stand, all weighed together. */
export interface Standing {
  /** Approvals that no rejection is as new as or newer than. */
  readonly given: readonly Weighed[]
  /** How many there are at all. */
  readonly approvals: number
  readonly counting: readonly Weighed[]
  /** What is still lacking; undefined when it is approved. */
  readonly lack: string | undefined
  /** The newest rejection, answered or not. */
  readonly rejection: Rejection | undefined
}

const sameTarget = (a: Decision, b: Decision): boolean =>
  a.record.target.type === b.record.target.type && a.record.target.id === b.record.target.id

/** True when an approval was taken back: by its digest, or by its own author not before it was given. Anybody's revocation counts, for it says no. */
function revokes(approval: Made, revocation: Made): boolean {
  if (revocation.decision.record.revokes?.includes(approval.decision.file.sha256)) return true
  return sameTarget(approval.decision, revocation.decision) && isSamePerson(approval.by, revocation.by) && !isAfter(approval, revocation)
}

/**
 * True when who rejected has taken it back, and has proven at least as much for that as for the rejection. It still has to be answered:
 * taking back a "no" is no "yes".
 */
function isWithdrawn(rejection: Made, { program, facts, trust }: Question): boolean {
  const { revokedBy } = rejection.decision
  if (revokedBy === undefined) return false
  const by = identityOf(program, revokedBy.record.by)
  const proven = provenOf(program, revokedBy.source.path, by, facts)
  return isSamePerson(by, rejection.by) && proven.bad === undefined && isEnough(proven.trust, strongest(trust, rejection.proven.trust))
}

const newest = <T extends Made>(list: readonly T[]): T | undefined =>
  list.reduce<T | undefined>((best, one) => (best === undefined || isAfter(one, best) ? one : best), undefined)

/**
 * How the decisions stand. An approval counts only if it is newer than every rejection, and no revocation takes it back; both say no, so
 * neither ever helps, whoever made it and however badly it is proven. Only where there is a roster does a rejection have to come from it.
 */
export function standingOf(question: Question): Standing {
  const { program, decisions } = question
  const made = decisions.map((decision) => madeOf(decision, question))
  const of = (kind: Decision['record']['decision']): Made[] => made.filter(({ decision }) => decision.record.decision === kind)
  const rejections = of('reject')
    .filter(({ by }) => !hasRoster(program) || isKnown(program, by))
    .map((one) => ({ ...one, withdrawn: isWithdrawn(one, question) }))
  const revocations = of('revoke')
  const approvals = of('approve')
  const given = approvals
    .filter((one) => rejections.every((rejection) => isAfter(one, rejection)))
    .map((one): Weighed => {
      const revocation = revocations.find((other) => revokes(one, other))
      const by = revocation?.decision.record.by ?? one.decision.revokedBy?.record.by
      return by === undefined
        ? weigh(one, question)
        : { ...one, state: 'revoked', because: `the approval of ${one.by.label} was revoked by ${by}` }
    })
  const counting = given.filter(({ state }) => state === 'counts')
  return { given, approvals: approvals.length, counting, lack: lacking(question, counting), rejection: newest(rejections) }
}
