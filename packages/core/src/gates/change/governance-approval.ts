import type { Program } from '../../link/program-types.ts'
import type { PolicyFile } from '../../schema/policy.ts'
import { decisionsAbout } from '../approval-records.ts'
import { namesOf } from '../approvals/authority.ts'
import { authorsOfChange } from '../approvals/exclusions.ts'
import { unprovenInRole } from '../approvals/quorum.ts'
import { standingOf } from '../approvals/standing.ts'
import type { Question } from '../approvals/weigh.ts'
import type { Case, Facts } from '../case.ts'
import { distinctPersons } from '../identity.ts'

type Governance = NonNullable<PolicyFile['governance']>

/** Whether a judge is approved by those who govern. */
export interface GovernanceApproval {
  readonly approved: boolean
  /** Who approved, or what is lacking. */
  readonly because: string
}

/** The records that decide about the policy of a program: git and ssh-keygen have to say what stands behind them. */
export function policyDecisions(program: Program, records: Case): Case['approvals'] {
  return records.approvals.filter(
    ({ record }) => record?.program === program.id && record.target.type === 'policy' && record.target.id === program.id,
  )
}

/**
 * Whether the people whom the policy of base names have approved exactly this judge, by its digest. It is weighed as every approval is:
 * revocations and rejections say no, who wrote the change does not count, and neither does what is not proven as base demands.
 */
export function governanceApproval(
  program: Program,
  governance: Governance,
  digest: string,
  { case: records, facts, now }: { readonly case: Case; readonly facts: Facts; readonly now: string },
): GovernanceApproval {
  const question: Question = {
    program,
    case: records,
    facts,
    now,
    decisions: decisionsAbout({ program, case: records }, [{ type: 'policy', id: program.id, definition: digest }]),
    subjects: [],
    excluded: authorsOfChange({ program, facts }),
    says: {},
    maxAge: undefined,
    roles: undefined,
    min: undefined,
    rule: governance,
    trust: governance.trust ?? 'self',
  }
  const { given, counting, lack, rejection } = standingOf(question)
  if (lack === undefined) {
    const names = distinctPersons(counting.map(({ by }) => by)).map((one) => one.person?.name ?? one.label)
    return { approved: true, because: `approved by ${names.join(', ')}` }
  }
  const rejected = rejection && counting.length === 0 && given.length === 0 ? `rejected by ${rejection.by.label}` : undefined
  const reason = rejected ?? given.find(({ state }) => state !== 'counts')?.because ?? unprovenInRole(question, counting)
  return { approved: false, because: `${namesOf(governance)}: ${reason ?? lack}` }
}
