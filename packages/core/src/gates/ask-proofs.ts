import { leavesOf } from '../link/checks-of.ts'
import type { Program } from '../link/program-types.ts'
import type { Criterion } from '../schema/gate.ts'
import { type Decision, decisionsFor } from './approval-records.ts'
import { isForgeReview } from './approvals/at-forge.ts'
import type { RecordFile } from './case.ts'
import { askEditor, askProof, type FactsAsked } from './facts-asked.ts'
import { identityOf } from './identity.ts'
import type { CriterionContext } from './judging.ts'
import { recordsFor } from './speaks-for.ts'

type Trust = NonNullable<Criterion['trust']>

const isMore = (trust: Trust | undefined): boolean => trust !== undefined && trust !== 'self'

/** What the people and the policy of a program say about proofs; found out once. */
interface Demands {
  /** policy.yaml wants more than a name in a file: some trust, or a roster, whose people are active only for a time. */
  readonly policy: boolean
  /** A key of anybody is known. Without one no signature tells anything, good or bad. */
  readonly keys: boolean
}

const known = new WeakMap<Program, Demands>()

function demandsOf(program: Program): Demands {
  const found = known.get(program)
  if (found) return found
  const policy = program.policy?.record
  const { approve = [], accept = [], review = [], waive, clear, governance, restore } = policy ?? {}
  const authorities = [...approve, ...accept, ...review, waive, waive?.breakGlass, clear, governance, restore]
  const trusts = [...Object.values(policy?.trust ?? {}), ...authorities.map((one) => one?.trust)]
  const demands: Demands = {
    policy: policy?.people !== undefined || trusts.some(isMore),
    keys: [...program.people.values()].some(({ record }) => record.keys !== undefined),
  }
  known.set(program, demands)
  return demands
}

/** True when a record bears a signature that can be good or bad. */
export function isSigned(program: Program, file: Pick<RecordFile<unknown>, 'signature'>): boolean {
  return file.signature !== undefined && demandsOf(program).keys
}

/** True when it has to be found out what stands behind a decision or a waiver: a rule wants to know, or it is signed. */
export function needsProof(program: Program, file: Pick<RecordFile<unknown>, 'signature'>, trust?: Trust): boolean {
  return isMore(trust) || isSigned(program, file) || demandsOf(program).policy
}

/** True when it depends on proofs what some decisions are worth together: it may matter which landed first, or when somebody was active. */
function areProven(decisions: readonly Decision[], { program, criterion, change }: CriterionContext): boolean {
  if (change || decisions.some(({ file }) => needsProof(program, file, criterion.record.trust))) return true
  if (program.policy !== undefined && new Set(decisions.map(({ record }) => record.decision === 'approve')).size > 1) return true
  return decisions.some(({ record }) => identityOf(program, record.by).person?.active !== undefined)
}

/**
 * Asks what stands behind the records that a criterion is decided on, and who edited last what was approved; only where a rule depends
 * on it, for without one neither git nor ssh-keygen is started.
 */
export function askProofs(asked: FactsAsked, context: CriterionContext): void {
  const { program, case: records, criterion, change } = context
  const wanted = isMore(criterion.record.trust)
  for (const file of recordsFor(program, records, criterion)) if (wanted || isSigned(program, file)) askProof(asked, file.source.path)
  if (!leavesOf(criterion.record).some(({ leaf }) => leaf.kind === 'approval')) return
  // What a forge tells is not in the repository.
  const decisions = decisionsFor(context).filter(({ file }) => !isForgeReview(file))
  if (areProven(decisions, context)) for (const { file } of decisions) askProof(asked, file.source.path)
  const policy = program.policy?.record
  if (!(change || policy?.people !== undefined) || policy?.allow?.includes('last-editor')) return
  for (const { record } of decisions) if (record.decision === 'approve') for (const { path } of record.subjects) askEditor(asked, path)
}
