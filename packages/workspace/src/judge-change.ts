import {
  type Case,
  type ChangeOfJudge,
  type ChangeToJudge,
  changeNeeds,
  changeToJudge,
  checkJudge,
  type Diagnostic,
  type Facts,
  type FactsNeeded,
  type ForgeCheck,
  type ForgeDecisions,
  type GateResult,
  type Judge,
  type Judges,
  judgeAcross,
  type Program,
  policyDecisions,
  unmetByHead,
} from '@refractor/core'
import { checkAudit } from './audit-log.ts'
import { gatherCaseFacts } from './gather-case-facts.ts'
import { type OpenedChange, type ProgramBetween, shortName } from './open-change.ts'

/** What else is known of a change than git knows. */
export interface ChangeContext {
  /** RFC 3339. */
  readonly now: string
  /** Check conclusions of a forge. */
  readonly checks?: readonly ForgeCheck[] | undefined
  /** Reviews at a forge, as decisions about the gates of a program; they are added to the case of head. */
  readonly reviews?: ((program: Program) => ForgeDecisions) | undefined
}

/** The gates of one program, judged on a change. */
export interface JudgedProgramChange {
  readonly program: ProgramBetween
  /** Judge of base, records of both revisions. */
  readonly toJudge: ChangeToJudge
  readonly facts: Facts
  readonly gates: readonly GateResult[]
  /** Gates that only head has, judged for information. */
  readonly newGates: readonly GateResult[]
  readonly judge: ChangeOfJudge
  readonly diagnostics: readonly Diagnostic[]
}

/** A program between two revisions, put together; the gates to judge are chosen on it. */
export function toJudge(
  { base, head, since }: Pick<ProgramBetween, 'base' | 'head' | 'since'>,
  reviews: Case['approvals'] = [],
): ChangeToJudge {
  const records: Case = reviews.length === 0 ? head.case : { ...head.case, approvals: [...head.case.approvals, ...reviews] }
  return changeToJudge({ base, head: { program: head.program, case: records }, since: since?.case })
}

function needs(change: ChangeToJudge, gateIds: readonly string[]): FactsNeeded {
  const needed = changeNeeds(change, gateIds)
  if (change.base.policy?.record.governance === undefined) return needed
  const decisions = policyDecisions(change.base, change.case).map(({ source }) => source.path)
  return { ...needed, proofs: [...new Set([...(needed.proofs ?? []), ...decisions])].sort() }
}

function judgesOf({ base, head, since = base }: ProgramBetween): Judges {
  const judge = ({ program, files }: ProgramBetween['head']): Judge | undefined => program && { program, files }
  return { base, head: judge(head), since: judge(since) ?? base }
}

/** Judges gates of base on a change, and whether it may change the judge. Every fact is read from the objects of head, all at once. */
export async function judgeChange(
  opened: OpenedChange,
  program: ProgramBetween,
  gateIds: readonly string[],
  context: ChangeContext,
): Promise<JudgedProgramChange> {
  const { now } = context
  const reviews = context.reviews?.(program.base.program)
  const change = toJudge(program, reviews?.approvals)
  const { base, head } = opened
  const gathered = await gatherCaseFacts(
    opened.root,
    needs(change, gateIds),
    { folders: opened.folders, programs: opened.programs.map((one) => one.base.program), tree: head },
    { program: change.base, records: change.case, now, base: base.commit, head: head.commit },
  )
  const facts: Facts = { ...gathered, change: opened.change.facts, ...(context.checks && { checks: context.checks }) }
  const judged = judgeAcross(change, facts, gateIds, { now })
  const isInvalid = program.invalid.length > 0
  const judge = isInvalid
    ? { digest: undefined, changed: [], diagnostics: [] }
    : checkJudge(judgesOf(program), program.dropped, { case: change.case, facts, now })
  return {
    program,
    toJudge: change,
    facts,
    gates: isInvalid ? unmetByHead(judged.gates, `the program of ${shortName('head', head)} is not valid`) : judged.gates,
    newGates: judged.newGates,
    judge,
    diagnostics: [
      ...program.invalid,
      ...program.diagnostics,
      ...(reviews?.diagnostics ?? []),
      ...gathered.diagnostics,
      ...judged.diagnostics,
      ...judge.diagnostics,
    ],
  }
}

/** What is wrong with the audit log of head, also against that of base. */
export async function auditOfChange({ head, since, folders }: OpenedChange): Promise<readonly Diagnostic[]> {
  return (await checkAudit(head, { folders, base: { name: shortName('base', since), tree: since } })).diagnostics
}
