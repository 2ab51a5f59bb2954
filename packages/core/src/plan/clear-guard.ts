import { diagnostic } from '../diagnostics/catalog.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { trustOfRole } from '../gates/approvals/authority.ts'
import { identityOf } from '../gates/identity.ts'
import { locationOfEntry, type Program } from '../link/program-types.ts'
import type { Stamp } from './plan.ts'
import { notAdmitted, notAuthorized } from './policy-guard.ts'

/** What fits into a record. */
const longestReason = 4000

/** Why somebody may not review links, or not like this: what would count for nothing is not written down. */
export function clearingRefused(program: Program, reason: string, { author, now }: Stamp): Diagnostic[] {
  const entry = program.policy ?? program.file
  const location = locationOfEntry(entry)
  const guard = (message: string, help: string): Diagnostic => diagnostic('state/guard', message, { location, help })
  const said = reason.trim().length
  const wordless =
    said === 0 || reason.trim() === 'TEXT'
      ? [guard('a review of links has a reason', 'say what you looked at and why it still holds: --reason TEXT')]
      : said > longestReason
        ? [guard(`the reason has ${said} characters, and ${longestReason} are kept`, 'say it in fewer words')]
        : []
  const person = identityOf(program, author)
  if (person.keys.length === 0)
    return [...wordless, guard(`${author} is nobody, and nobody does not review links`, 'set user.name and user.email of git')]
  if (person.bot) return [...wordless, guard(`${author} is a bot, and a bot does not review links`, 'let a person look at them')]
  const deed = { what: 'links are reviewed', author, now, entry }
  const clear = program.policy?.record.clear
  const strangers =
    clear === undefined
      ? notAdmitted(program, deed)
      : notAuthorized(program, { rule: { ...clear, min: 1 }, pointer: '/clear' }, deed, [], '')
  return [...wordless, ...strangers]
}

/** What a review that is only asserted will not be worth. */
export function unsignedClearing(program: Program, trust: 'signed' | undefined): Diagnostic[] {
  const clear = program.policy?.record.clear
  const demanded = [clear?.trust, ...(clear?.roles ?? [undefined]).map((role) => trustOfRole(program, role))]
  if (trust === 'signed' || !demanded.includes('signed')) return []
  return [
    diagnostic('policy/refused', 'a review of links counts only when it is signed', {
      severity: 'warning',
      ...(program.policy && { location: locationOfEntry(program.policy, ...(clear === undefined ? ['trust'] : ['clear'])) }),
      help: 'review them with a signature: --sign',
    }),
  ]
}
