import { diagnostic } from '../diagnostics/catalog.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { approversOfGate } from '../gates/approvals/approvers.ts'
import { belongsTo, namesOf } from '../gates/approvals/authority.ts'
import { acceptanceRule } from '../gates/approvals/policy-rules.ts'
import type { Case } from '../gates/case.ts'
import { distinctPersons, identityOf } from '../gates/identity.ts'
import { trustDemanded } from '../gates/review-trust.ts'
import { command } from '../link/command-line.ts'
import { locationOfEntry, type Program } from '../link/program-types.ts'
import type { Authority } from '../schema/policy.ts'

/** Enough of those who may have approved it, and signed that; whether the signatures are good is not known here. */
function isSeconded(program: Program, records: Case | undefined, milestone: string, rule: Authority): boolean {
  if (records === undefined) return false
  const approvals = records.approvals.filter(({ record, signature }) => record?.decision !== 'approve' || signature !== undefined)
  const approvers = approversOfGate(program, { ...records, approvals }, milestone)
  return distinctPersons(approvers.filter((one) => !one.bot && belongsTo(program, one, rule))).length >= (rule.min ?? 1)
}

/**
 * What will be asked of whoever accepts a milestone when two revisions are judged: a state in the plan cannot be signed, so where policy
 * wants a signature only a signed approval says who accepted it.
 */
export function unprovenAcceptance(program: Program, records: Case | undefined, milestone: string, author: string): Diagnostic[] {
  const ruled = acceptanceRule(program, milestone)
  if (ruled === undefined || program.policy === undefined) return []
  const location = locationOfEntry({ file: program.policy.file, pointer: ruled.pointer })
  const demanded = trustDemanded(program, identityOf(program, author), ruled.rule)
  if (demanded === 'self' || isSeconded(program, records, milestone, ruled.rule)) return []
  const judged = `where two revisions are judged, ${milestone} counts as accepted`
  return demanded === 'commit'
    ? [
        diagnostic('state/guard', `${judged} only when ${namesOf(ruled.rule)} commits it`, {
          severity: 'info',
          location,
          help: 'commit it under your own name',
        }),
      ]
    : [
        diagnostic('state/guard', `${judged} only with a signed approval`, {
          severity: 'warning',
          location,
          help: `${command(program, 'approve', milestone)} --sign`,
        }),
      ]
}
