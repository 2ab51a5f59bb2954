import { diagnostic } from '../diagnostics/catalog.ts'
import type { Diagnostic, Location } from '../diagnostics/diagnostic.ts'
import { belongsTo, hasRoster, isKnown, membersOf, namesOf } from '../gates/approvals/authority.ts'
import type { PolicyRule } from '../gates/approvals/policy-rules.ts'
import { isActive } from '../gates/approvals/weigh.ts'
import { distinctPersons, type Identity, identityOf } from '../gates/identity.ts'
import { instantOf } from '../gates/instant.ts'
import { type Entry, locationOfEntry, type Program } from '../link/program-types.ts'

/** What somebody is about to do, for a rule of policy to let them or not. */
interface Deed {
  /** "P0.M1 is accepted": who may, follows. */
  readonly what: string
  readonly author: string
  /** RFC 3339. */
  readonly now: string
  /** Where it is said that it has to be done, for want of a better place. */
  readonly entry: Pick<Entry<unknown>, 'file' | 'pointer'>
}

/** The place of a rule of policy. */
function locationOfRule(program: Program, { pointer }: Pick<PolicyRule, 'pointer'>): Location | undefined {
  return program.policy && locationOfEntry({ file: program.policy.file, pointer })
}

function refusedBy(location: Location | undefined, message: string, help: string): Diagnostic {
  return diagnostic('policy/refused', message, { ...(location && { location }), help })
}

/** What keeps a person out whatever they do: they are not in the roster, or not active now. */
export function notAdmitted(program: Program, { author, now, entry }: Omit<Deed, 'what'>): Diagnostic[] {
  const person = identityOf(program, author)
  const { policy } = program
  if (hasRoster(program) && !isKnown(program, person)) {
    const location = policy && locationOfEntry(policy, 'people')
    return [
      refusedBy(
        location,
        `${author} is not in the roster, so nothing that they decide counts`,
        `add them to people: in ${policy?.file.source.path}`,
      ),
    ]
  }
  if (isActive(person, instantOf(now))) return []
  const known = program.people.get(person.person?.id ?? '') ?? entry
  return [
    refusedBy(
      locationOfEntry(known),
      `${author} is not active today, so nothing that they decide counts`,
      'let somebody else do it, or mend active: of the person',
    ),
  ]
}

/**
 * Who may not do what a rule of policy is about. Without a rule anybody may, as far as policy goes. Where it asks for several persons,
 * those count who have approved it before; `others` are these.
 */
export function notAuthorized(
  program: Program,
  ruled: PolicyRule | undefined,
  deed: Deed,
  others: readonly Identity[],
  approve: string,
): Diagnostic[] {
  if (ruled === undefined) return []
  const { what, author } = deed
  const { rule } = ruled
  const location = locationOfRule(program, ruled)
  const person = identityOf(program, author)
  if (person.bot) return [refusedBy(location, `${author} is a bot: ${what} by a person`, `let one of ${namesOf(rule)} do it`)]
  if (!belongsTo(program, person, rule)) {
    const members = membersOf(program, rule)
    const who = members.length === 0 ? `, which nobody is` : ''
    const help = members.length === 0 ? `give somebody ${namesOf(rule)}` : `let one of them do it: ${members.join(', ')}`
    return [refusedBy(location, `${what} by ${namesOf(rule)}${who}, and ${author} is not one of them`, help)]
  }
  const wanted = rule.min ?? 1
  const persons = distinctPersons([person, ...others.filter((one) => !one.bot && belongsTo(program, one, rule))]).length
  if (persons >= wanted) return notAdmitted(program, deed)
  return [refusedBy(location, `${what} by ${wanted} of ${namesOf(rule)}, and ${persons} agreed`, `let others approve it first: ${approve}`)]
}
