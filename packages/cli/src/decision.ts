import {
  type ApprovalRequest,
  approvalFactsNeeded,
  type Case,
  judgeDigest,
  type Planned,
  type Program,
  planApproval,
  planRevocation,
  type RevocationRequest,
  type Stamp,
} from '@refractor/core'
import { gatherCaseFacts, judgeFiles, workTree } from '@refractor/workspace'
import type { Answer } from './answer.ts'
import type { WorkspaceContext } from './context.ts'
import { foldersOf } from './judge.ts'
import { changeWithCase, withRecord } from './program-command.ts'
import { resolveId } from './resolve-id.ts'
import type { SignOptions } from './sign-options.ts'
import { isSigning, signed } from './signing.ts'
import { unfit } from './unfit.ts'

/** What `approve` and `reject` are told on the command line. */
export interface DecisionOptions
  extends SignOptions,
    Pick<ApprovalRequest, 'role' | 'forum' | 'forumDate' | 'minutes' | 'aspect' | 'comment' | 'expires'> {
  readonly subject?: readonly string[]
}

/** What `revoke` is told. */
export interface RevocationOptions extends SignOptions, Pick<RevocationRequest, 'role' | 'comment' | 'of'> {}

/** What is decided on: a record by its id, or the judge of a program. */
type Decided = Pick<ApprovalRequest, 'id' | 'judge'>
type Plan = (program: Program, decided: Decided, read: Case, stamp: Stamp) => Planned | Promise<Planned>

const decidable = ['criterion', 'gate', 'milestone'] as const

/** The program whose policy "policy" or "<program>/policy" means; undefined when it is the id of a record, or means none or several. */
function programOfPolicy(context: WorkspaceContext, id: string): Program | undefined {
  if (id !== 'policy' && !id.endsWith('/policy')) return undefined
  if (resolveId(context, id, decidable).ok) return undefined
  const { programs } = context
  if (id === 'policy') return programs.length === 1 ? programs[0] : programs.find((program) => program.isDefault)
  return programs.find((program) => `${program.id}/policy` === id)
}

/** The digest of what decides, as it lies on disk. */
function judgeOf({ root, snapshot }: WorkspaceContext, program: Program): string {
  return judgeDigest(program, judgeFiles(workTree(root), snapshot.workspace.record, program.policy?.record.governance?.paths))
}

/** Makes the plan of a decision, signs what it writes where that is asked for, and carries it out. */
function decideOn(context: WorkspaceContext, id: string, options: SignOptions, plan: Plan): Promise<Answer> {
  const on = (program: Program, decided: Decided): Promise<Answer> =>
    changeWithCase(context, program, async (read, stamp) =>
      signed(context, program, stamp, await plan(program, decided, read, stamp), options),
    )
  const program = programOfPolicy(context, id)
  if (program === undefined) return withRecord(context, id, decidable, (found) => on(found.program, { id: found.entry.id }))
  const unfitness = unfit(context, [program])
  return unfitness === undefined ? on(program, { id, judge: judgeOf(context, program) }) : Promise.resolve(unfitness)
}

/** Records an approval or a rejection of a criterion, a milestone, a gate or the policy, as each stands now. */
export function decide(
  context: WorkspaceContext,
  id: string,
  decision: ApprovalRequest['decision'],
  options: DecisionOptions,
): Promise<Answer> {
  return decideOn(context, id, options, async (program, decided, read, stamp) => {
    const { role, forum, forumDate, minutes, aspect, comment, expires, subject } = options
    const request: ApprovalRequest = {
      decision,
      ...decided,
      ...(role !== undefined && { role }),
      ...(forum !== undefined && { forum }),
      ...(forumDate !== undefined && { forumDate }),
      ...(minutes !== undefined && { minutes }),
      ...(aspect !== undefined && { aspect }),
      ...(comment !== undefined && { comment }),
      ...(expires !== undefined && { expires }),
      ...(subject !== undefined && { subjects: subject }),
      ...(isSigning(options) && { trust: 'signed' }),
    }
    const needed = approvalFactsNeeded(program, decided.id, request)
    const about = { program, records: read, now: context.now }
    const facts = await gatherCaseFacts(context.root, needed, { folders: foldersOf(context) }, about)
    return planApproval(program, read, facts, request, stamp)
  })
}

/** Records that somebody takes back what they, or another person, decided. */
export function takeBack(context: WorkspaceContext, id: string, options: RevocationOptions): Promise<Answer> {
  return decideOn(context, id, options, (program, decided, read, stamp) => {
    const { role, comment, of } = options
    const request: RevocationRequest = {
      ...decided,
      ...(role !== undefined && { role }),
      ...(comment !== undefined && { comment }),
      ...(of !== undefined && { of }),
      ...(isSigning(options) && { trust: 'signed' }),
    }
    return planRevocation(program, read, request, stamp)
  })
}
