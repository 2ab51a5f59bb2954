import { diagnostic } from '../diagnostics/catalog.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { nearest } from '../diagnostics/nearest.ts'
import { holdsRole, identityOf } from '../gates/identity.ts'
import { shellWord } from '../link/command-line.ts'
import { locationOfEntry, type Program } from '../link/program-types.ts'
import { isAssigned } from '../link/state.ts'
import type { ApprovalTarget } from './approval-target.ts'

/** Who decides, as what. */
export interface Decider {
  readonly decision: 'approve' | 'reject'
  readonly author: string
  readonly role: string | undefined
}

function mustHold(
  program: Program,
  author: string,
  message: string,
  roles: readonly string[],
  location: Diagnostic['location'],
): Diagnostic {
  const help = `add ${author} under people: (with roles:) or as owner: of ${roles.join(' or ')} in ${program.file.file.source.path}`
  return diagnostic('state/guard', message, { location, help })
}

/**
 * Who may not decide. A bot never does; a role must be one of the program, and one that the author holds; and an approval that
 * only other roles can give is refused rather than recorded in vain. Anybody may reject.
 */
export function deciderRefused(program: Program, target: ApprovalTarget, { decision, author, role }: Decider): Diagnostic[] {
  const location = locationOfEntry(target.entry)
  const { id } = target.target
  const person = identityOf(program, author)
  if (person.keys.length === 0)
    return [
      diagnostic('state/guard', `${author} is nobody, and nobody does not ${decision}`, {
        location,
        help: 'set user.name and user.email of git',
      }),
    ]
  if (person.bot)
    return [
      diagnostic('state/guard', `${author} is a bot, and a bot does not ${decision}`, { location, help: `let a person ${decision} ${id}` }),
    ]
  if (role !== undefined) {
    if (!program.roles.has(role)) {
      const help = `declare ${role} under roles: in ${program.file.file.source.path}`
      return [
        diagnostic('link/unknown-role', `${program.id} has no role ${role}`, {
          location,
          expected: nearest(role, program.roles.keys()),
          help,
        }),
      ]
    }
    return holdsRole(program, person, role) ? [] : [mustHold(program, author, `${author} does not hold the role ${role}`, [role], location)]
  }
  const demanded = [...new Set(target.checks.flatMap((check) => check.roles ?? []))]
  const forRolesOnly = target.checks.length > 0 && target.checks.every((check) => check.roles !== undefined)
  if (decision === 'reject' || !forRolesOnly || demanded.some((one) => holdsRole(program, person, one))) return []
  return [
    mustHold(program, author, `${id} is approved by ${demanded.join(', ')}, and ${author} holds none of these roles`, demanded, location),
  ]
}

/** What the approval checks of the target ask for and the request does not say: an approval without it does not count for them. */
export function inVain(
  target: ApprovalTarget,
  said: { readonly forum?: string; readonly minutes?: string; readonly aspect?: string },
): Diagnostic[] {
  const same = (wanted: string, given: string | undefined): boolean => given?.trim().toLowerCase() === wanted.trim().toLowerCase()
  const lacking = target.checks.flatMap(({ forum, minutes, aspect }) => [
    ...(forum === undefined || same(forum, said.forum) ? [] : [`--forum ${shellWord(forum)}`]),
    ...(minutes === true && !isAssigned(said.minutes) ? ['--minutes FILE'] : []),
    ...(aspect === undefined || same(aspect, said.aspect) ? [] : [`--aspect ${shellWord(aspect)}`]),
  ])
  return [...new Set(lacking)].map((option) =>
    diagnostic('state/guard', `the approval of ${target.target.id} will not count without ${option}`, {
      severity: 'warning',
      location: locationOfEntry(target.entry),
      help: `approve again with ${option}`,
    }),
  )
}
