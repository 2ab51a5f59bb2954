import { diagnostic } from '../diagnostics/catalog.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { reviewRule } from '../gates/approvals/policy-rules.ts'
import { identityOf } from '../gates/identity.ts'
import { trustDemanded } from '../gates/review-trust.ts'
import { command } from '../link/command-line.ts'
import { locationOfEntry, type Program } from '../link/program-types.ts'

/**
 * What policy wants of whoever closes a phase and a review that is not signed does not prove: an error where it would close nothing
 * without their signature, a word to them where their commit is enough.
 */
export function unsignedReview(program: Program, phase: string, author: string): Diagnostic[] {
  const ruled = reviewRule(program, phase)
  if (ruled === undefined || program.policy === undefined) return []
  const location = locationOfEntry({ file: program.policy.file, pointer: ruled.pointer })
  switch (trustDemanded(program, identityOf(program, author), ruled.rule)) {
    case 'self':
      return []
    case 'commit': {
      const help = 'commit it under your own name'
      return [diagnostic('state/guard', `the review closes ${phase} only when ${author} commits it`, { severity: 'info', location, help })]
    }
    case 'signed': {
      const help = `${command(program, 'review', phase)} --sign`
      return [diagnostic('policy/refused', `the review that closes ${phase} has to be signed`, { location, help })]
    }
  }
}
