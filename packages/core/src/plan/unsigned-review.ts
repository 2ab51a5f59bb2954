import { diagnostic } from '../diagnostics/catalog.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { reviewRule } from '../gates/approvals/policy-rules.ts'
import { identityOf } from '../gates/identity.ts'
import { trustDemanded } from '../gates/review-trust.ts'
import { command } from '../link/command-line.ts'
import { locationOfEntry, type Program } from '../link/program-types.ts'

/** Why a review that is not signed would close nothing: policy wants the signature of whoever closes the phase. */
export function unsignedReview(program: Program, phase: string, author: string): Diagnostic[] {
  const ruled = reviewRule(program, phase)
  if (ruled === undefined || program.policy === undefined) return []
  if (trustDemanded(program, identityOf(program, author), ruled.rule) !== 'signed') return []
  return [
    diagnostic('policy/refused', `the review that closes ${phase} has to be signed`, {
      location: locationOfEntry({ file: program.policy.file, pointer: ruled.pointer }),
      help: `${command(program, 'review', phase)} --sign`,
    }),
  ]
}
