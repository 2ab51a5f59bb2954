import type { Program } from '../../link/program-types.ts'
import type { Authority } from '../../schema/policy.ts'
import { count } from '../finding.ts'
import { distinctPersons, holdersOf, holdsRole, type Identity, isSamePerson } from '../identity.ts'
import { rolesWithOwnPerson } from '../role-matching.ts'
import { forgeCountsFor, isForgeReview, ruleAtForge } from './at-forge.ts'
import { belongsTo, isEnough, membersOf, namesOf, strongest, type Trust, trustOfRole } from './authority.ts'
import { type Question, unprovenWords, type Weighed } from './weigh.ts'

/** A person who has approved, with the strongest proof of it. */
interface Approver {
  readonly who: Identity
  /** Of their records; undefined where they only approved at the forge. */
  readonly trust: Trust | undefined
  /** They approved at the forge, which policy may let count for some roles only. */
  readonly atForge: Trust | undefined
}

function approversOf(approvals: readonly Weighed[]): Approver[] {
  return distinctPersons(approvals.map((one) => one.by)).map((who) => {
    const own = approvals.filter(({ by }) => isSamePerson(by, who))
    const strongestOf = (some: readonly Weighed[]): Trust | undefined =>
      some.length === 0 ? undefined : strongest(...some.map(({ proven }) => proven.trust))
    const isOfForge = ({ decision }: Weighed): boolean => isForgeReview(decision.file)
    return { who, trust: strongestOf(own.filter((one) => !isOfForge(one))), atForge: strongestOf(own.filter(isOfForge)) }
  })
}

/** True when a person holds a role, and has proven enough for it. */
const standsFor = (program: Program, { who, trust, atForge }: Approver, role: string): boolean =>
  holdsRole(program, who, role) &&
  ((trust !== undefined && isEnough(trust, trustOfRole(program, role))) ||
    (atForge !== undefined && forgeCountsFor(program, role) && isEnough(atForge, trustOfRole(program, role))))

const inRule = (program: Program, { who, trust, atForge }: Approver, rule: Authority): boolean =>
  (trust !== undefined && belongsTo(program, who, rule, trust)) ||
  (atForge !== undefined && belongsTo(program, who, ruleAtForge(program, rule), atForge))

/** What the rule of policy still lacks. */
function lackingByRule(rule: Authority, approvers: readonly Approver[], program: Program, min: number): string | undefined {
  const wanted = Math.max(min, rule.min ?? 1)
  const found = approvers.filter((one) => inRule(program, one, rule)).length
  if (found >= wanted) return undefined
  if (membersOf(program, rule).length === 0) return `nobody holds ${namesOf(rule)}, as policy demands`
  return found === 0 && wanted === 1
    ? `${namesOf(rule)} has not approved, as policy demands`
    : `${found} of ${count(wanted, 'approval')} by ${namesOf(rule)}`
}

/** What the roles that the check names still lack. */
function lackingByRoles(
  roles: readonly string[],
  min: number | undefined,
  approvers: readonly Approver[],
  program: Program,
): string | undefined {
  const holders = roles.map((role) => approvers.flatMap((one, index) => (standsFor(program, one, role) ? [index] : [])))
  const open = roles.filter((_, index) => holders[index]?.length === 0)
  if (open.length > 0) {
    const vacant = open.filter((role) => holdersOf(program, role).length === 0)
    return vacant.length > 0
      ? `nobody holds ${vacant.join(' and ')}`
      : `${open.join(' and ')} ${open.length === 1 ? 'has' : 'have'} not approved`
  }
  const wanted = min ?? roles.length
  const distinct = new Set(holders.flat()).size
  if (!(distinct >= wanted)) return `${distinct} of ${count(wanted, 'person', 'persons')} with ${roles.join(' or ')}`
  // One person for several roles is enough only where fewer persons than roles are asked for.
  return rolesWithOwnPerson(holders) >= Math.min(wanted, roles.length) ? undefined : `one person stands for several of ${roles.join(', ')}`
}

/** What is still lacking when these approvals count; undefined when it is enough. Persons are counted, however they sign or write. */
export function lacking({ program, roles, min, rule }: Question, approvals: readonly Weighed[]): string | undefined {
  const approvers = approversOf(approvals)
  const named = [...new Set(roles ?? [])]
  if (named.length > 0) return lackingByRoles(named, min, approvers, program) ?? (rule && lackingByRule(rule, approvers, program, 1))
  const wanted = Math.max(1, min ?? 1)
  if (rule !== undefined) return lackingByRule(rule, approvers, program, wanted)
  const found = approvers.filter(({ trust, atForge }) => isEnough(strongest(trust, atForge), trustOfRole(program, undefined))).length
  return found >= wanted ? undefined : `${found} of ${count(wanted, 'approval')}`
}

/** Why an approval that counts by itself helps nobody: in each role in which it could count, policy asks for more proof than there is. */
export function unprovenInRole({ program, roles, rule }: Question, approvals: readonly Weighed[]): string | undefined {
  const wanted = [...new Set([...(roles ?? []), ...(rule?.roles ?? [])])]
  for (const one of approvals) {
    const demanded = wanted.filter((role) => holdsRole(program, one.by, role)).map((role) => trustOfRole(program, role))
    const general =
      wanted.length === 0 || (one.by.person !== undefined && rule?.people?.includes(one.by.person.id))
        ? [trustOfRole(program, undefined)]
        : []
    const short = [...demanded, ...general].find((trust) => !isEnough(one.proven.trust, trust))
    if (short !== undefined) return unprovenWords(one, short)
  }
  return undefined
}
