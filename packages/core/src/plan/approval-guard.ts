import { diagnostic } from '../diagnostics/catalog.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { nearest } from '../diagnostics/nearest.ts'
import { approvalRule } from '../gates/approvals/policy-rules.ts'
import { holdsRole, identityOf } from '../gates/identity.ts'
import { endOf, instantOf } from '../gates/instant.ts'
import { locationOfEntry, type Program } from '../link/program-types.ts'
import type { ApprovalTarget } from './approval-target.ts'
import { notAdmitted, notAuthorized } from './policy-guard.ts'

/** Who decides, as what. */
export interface Decider {
  readonly decision: 'approve' | 'reject' | 'revoke'
  readonly author: string
  readonly role: string | undefined
  /** RFC 3339. */
  readonly now: string
}

function mustHold(
  program: Program,
  author: string,
  message: string,
  roles: readonly string[],
  location: Diagnostic['location'],
): Diagnostic {
  const { path } = program.file.file.source
  const names = roles.join(' or ')
  // The first role that is declared asks for all the others: where there is none so far, a person simply holds what checks name.
  const help =
    program.roles.size === 0
      ? `add ${author} under people: with roles: ${names} in ${path}`
      : `add ${author} under people: (with roles:) or as owner: of ${names} in ${path}`
  return diagnostic('state/guard', message, { location, help })
}

/**
 * Who may not decide. A bot never does; a role must be one of the program, and one that the author holds; and an approval that
 * only other roles can give is refused rather than recorded in vain. Anybody may reject.
 */
export function deciderRefused(program: Program, target: ApprovalTarget, decider: Decider): Diagnostic[] {
  const { decision, author, role } = decider
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
    if (!holdsRole(program, person, role)) return [mustHold(program, author, `${author} does not hold the role ${role}`, [role], location)]
  }
  const byPolicy = refusedByPolicy(program, target, decider)
  if (byPolicy.length > 0 || role !== undefined) return byPolicy
  const demanded = [...new Set(target.checks.flatMap((check) => check.roles ?? []))]
  const forRolesOnly = target.checks.length > 0 && target.checks.every((check) => check.roles !== undefined)
  if (decision !== 'approve' || !forRolesOnly || demanded.some((one) => holdsRole(program, person, one))) return []
  return [
    mustHold(program, author, `${id} is approved by ${demanded.join(', ')}, and ${author} holds none of these roles`, demanded, location),
  ]
}

/** Who policy keeps out: strangers where there is a roster, and for an approval whoever is neither of its rule nor in a role of the check. */
function refusedByPolicy(program: Program, target: ApprovalTarget, { decision, author, now }: Decider): Diagnostic[] {
  const { id } = target.target
  const deed = {
    what: `${id} is ${decision === 'approve' ? 'approved' : decision === 'reject' ? 'rejected' : 'decided'}`,
    author,
    now,
    entry: target.entry,
  }
  const strangers = notAdmitted(program, deed)
  if (strangers.length > 0 || decision !== 'approve' || target.gate === undefined) return strangers
  const person = identityOf(program, author)
  if (target.checks.some(({ roles = [] }) => roles.some((one) => holdsRole(program, person, one)))) return []
  const ruled = approvalRule(program, target.gate)
  return notAuthorized(program, ruled && { ...ruled, rule: { ...ruled.rule, min: 1 } }, deed, [], '')
}

const same = (wanted: string, given: string | undefined): boolean => given?.trim().toLowerCase() === wanted.trim().toLowerCase()

/** What a decision says that policy does not know: a forum, an aspect. It would count for nothing. */
export function unknownToPolicy(program: Program, said: { readonly forum?: string; readonly aspect?: string }): Diagnostic[] {
  const { policy } = program
  if (policy === undefined) return []
  const { forums, aspects } = policy.record
  const unknown = (noun: string, field: string, given: string | undefined, known: readonly string[] | undefined): Diagnostic[] => {
    if (given === undefined || known === undefined || known.some((one) => same(one, given))) return []
    const details = { location: locationOfEntry(policy, field), expected: [...known], help: `use one of: ${known.join(', ')}` }
    return [diagnostic('policy/refused', `policy knows no ${noun} ${given}`, details)]
  }
  return [
    ...unknown(
      'forum',
      'forums',
      said.forum,
      forums?.map(({ id }) => id),
    ),
    ...unknown('aspect', 'aspects', said.aspect, aspects),
  ]
}

/** Days that are none, or over: a record with such a day could not be read, or would count for nothing from the start. */
export function notDays(said: { readonly forumDate?: string; readonly expires?: string }, now: string): Diagnostic[] {
  const wrong = (option: string, problem: string): Diagnostic =>
    diagnostic('state/guard', `${option} ${problem}`, { help: `write a day as 2026-12-31: ${option} YYYY-MM-DD` })
  const isDay = (text: string): boolean => /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(instantOf(text))
  const { forumDate, expires } = said
  const over = expires !== undefined && isDay(expires) && !(instantOf(now) <= endOf(expires))
  return [
    ...(forumDate === undefined || isDay(forumDate) ? [] : [wrong('--forum-date', `is no day: ${forumDate}`)]),
    ...(expires === undefined || isDay(expires) ? [] : [wrong('--expires', `is no day: ${expires}`)]),
    ...(over ? [wrong('--expires', `is over: ${expires}`)] : []),
  ]
}
