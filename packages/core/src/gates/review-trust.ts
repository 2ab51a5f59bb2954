import type { Program } from '../link/program-types.ts'
import type { Authority } from '../schema/policy.ts'
import { belongsTo, isEnough, namesOf, strongest, type Trust } from './approvals/authority.ts'
import { reviewRule } from './approvals/policy-rules.ts'
import { provenOf } from './approvals/proven.ts'
import type { Case, Facts } from './case.ts'
import { distinctPersons, type Identity, identityOf } from './identity.ts'
import { authorText } from './record-claims.ts'
import { isAllowed, type Review, secondsOf } from './review-of.ts'

const trusts: readonly Trust[] = ['self', 'commit', 'signed']

/** What somebody has to prove to be one of those whom a rule names: what the rule says, and the least that policy says of their roles. */
export function trustDemanded(program: Program, who: Identity, rule: Authority): Trust {
  return strongest(rule.trust, trusts.find((one) => belongsTo(program, who, rule, one)) ?? 'signed')
}

/** A record by which a phase is closed, whose it is said to be, and what has to be proven of that. */
interface Voice {
  readonly path: string
  readonly who: Identity
  readonly trust: Trust
}

/** The review and, where policy asks for several persons, the approvals that it lists. */
function voicesOf(program: Program, records: Case, { record, source }: Review, rule: Authority | undefined): [Voice, ...Voice[]] {
  const author = identityOf(program, record.author)
  if (rule === undefined) return [{ path: source.path, who: author, trust: 'self' }]
  const seconds = (rule.min ?? 1) > 1 ? secondsOf(records, record) : []
  const others = seconds.map((file) => ({ path: file.source.path, who: identityOf(program, file.record.by) }))
  return [
    { path: source.path, who: author, trust: trustDemanded(program, author, rule) },
    ...others
      .filter(({ who }) => isAllowed(program, who, rule))
      .map((one): Voice => ({ ...one, trust: trustDemanded(program, one.who, rule) })),
  ]
}

const ruleFor = (program: Program, { record }: Review): Authority | undefined => reviewRule(program, record.phase)?.rule

/** The records by which a phase is closed and that have to be proven. */
export function reviewProofs(program: Program, records: Case, review: Review): string[] {
  return voicesOf(program, records, review, ruleFor(program, review)).flatMap(({ path, trust }) => (trust === 'self' ? [] : [path]))
}

/** Why a review does not close its phase although its author may: what policy wants proven and is not, or a bad signature. */
export function whyNotProven(program: Program, records: Case, review: Review, facts: Facts): string | undefined {
  const { phase, author } = review.record
  const rule = ruleFor(program, review)
  const [own, ...others] = voicesOf(program, records, review, rule)
  const { bad, trust } = provenOf(program, own.path, own.who, facts)
  if (bad !== undefined) return `the signature of the review of ${phase} is bad: ${bad}`
  if (!isEnough(trust, own.trust))
    return `the review of ${phase} ${own.trust === 'signed' ? 'is not signed' : 'was not committed'} by ${authorText(author)}`
  if (rule === undefined) return undefined
  const agreed = others.filter((one) => {
    const proven = provenOf(program, one.path, one.who, facts)
    return proven.bad === undefined && isEnough(proven.trust, one.trust)
  })
  const found = distinctPersons([own.who, ...agreed.map(({ who }) => who)]).length
  return found >= (rule.min ?? 1) ? undefined : `the review of ${phase} is by ${rule.min} of ${namesOf(rule)}, and ${found} have proven it`
}
