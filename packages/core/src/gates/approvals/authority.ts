import type { Program } from '../../link/program-types.ts'
import type { Authority } from '../../schema/policy.ts'
import { holdersOf, holdsRole, type Identity } from '../identity.ts'

/** How somebody has to prove, or has proven, who they are. */
export type Trust = 'self' | 'commit' | 'signed'

const strength: Readonly<Record<Trust, number>> = { self: 0, commit: 1, signed: 2 }

/** The most that any of several rules demands; self where none does. */
export function strongest(...trusts: readonly (Trust | undefined)[]): Trust {
  return trusts.reduce<Trust>((best, one) => (one !== undefined && strength[one] > strength[best] ? one : best), 'self')
}

/** True when what is proven is at least what is demanded. */
export const isEnough = (proven: Trust, demanded: Trust): boolean => strength[proven] >= strength[demanded]

/** What policy demands of decisions in a role; undefined stands for no role in particular. */
export function trustOfRole(program: Program, role: string | undefined): Trust {
  const trust = program.policy?.record.trust
  if (trust === undefined) return 'self'
  const own = role !== undefined && Object.hasOwn(trust, role) ? trust[role] : undefined
  return own ?? trust['*'] ?? 'self'
}

/** The ways in which a person belongs to an authority: by roles, or by name (undefined). */
function waysInto(program: Program, person: Identity, { roles = [], people = [] }: Authority): (string | undefined)[] {
  const named = person.person !== undefined && people.includes(person.person.id)
  return [...roles.filter((role) => holdsRole(program, person, role)), ...(named ? [undefined] : [])]
}

/** True when a person is one of those whom a rule names. `proven`: only where what they proved is enough for the role. */
export function belongsTo(program: Program, person: Identity, authority: Authority, proven?: Trust): boolean {
  return waysInto(program, person, authority).some((role) => proven === undefined || isEnough(proven, trustOfRole(program, role)))
}

/** Whom a rule names, in words: "TL or RL", "TL, ada or grace". */
export function namesOf({ roles = [], people = [] }: Authority): string {
  const names = [...new Set([...roles, ...people])]
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`
}

/** The people behind a rule, as the program calls them. */
export function membersOf(program: Program, { roles = [], people = [] }: Authority): string[] {
  const byRole = roles.flatMap((role) => holdersOf(program, role))
  const byName = people.flatMap((id) => {
    const person = program.people.get(id)?.record
    return person === undefined || person.kind === 'bot' ? [] : [person.name ?? person.id]
  })
  return [...new Set([...byRole, ...byName])]
}

/** True for a person of the program, or the owner of a role: whom policy can mean when it keeps a roster. */
export function isKnown(program: Program, identity: Identity): boolean {
  return identity.person !== undefined || [...program.roles.keys()].some((role) => holdsRole(program, identity, role))
}

/** True when policy keeps a roster of its own. Then only who is known to the program decides, and editors are told apart. */
export const hasRoster = (program: Program): boolean => program.policy?.record.people !== undefined
