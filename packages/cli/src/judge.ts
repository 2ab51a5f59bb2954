import {
  type Case,
  type Diagnostic,
  evidenceNeeded,
  type Facts,
  type GateResult,
  judgeGates,
  type Program,
  type ProgramFolders,
} from '@refractor/core'
import { type GatheredFacts, gatherFacts, readCase } from '@refractor/workspace'
import type { WorkspaceContext } from './context.ts'

export interface Judged {
  readonly program: Program
  readonly case: Case
  readonly facts: Facts
  readonly gates: readonly GateResult[]
  /** Findings of reading the case and of judging. */
  readonly diagnostics: readonly Diagnostic[]
}

/** What a program is judged on: its records, checklists and approvals as they lie on disk. */
export const readProgramCase = (context: WorkspaceContext, program: Program): ReturnType<typeof readCase> =>
  readCase(context.snapshot, program)

/** The facts that some gates of a program need, fetched in one go. */
export function factsFor(
  context: WorkspaceContext,
  program: Program,
  read: Case,
  gateIds: readonly string[],
  options: { readonly live?: boolean } = {},
): Promise<GatheredFacts> {
  return gatherFacts(context.root, evidenceNeeded(program, read, gateIds, options), { folders: foldersOf(context) })
}

/** The folders of every program: what lies in them is no input of evidence. */
export const foldersOf = (context: WorkspaceContext): readonly ProgramFolders[] => context.snapshot.programs.map((one) => one.folders)

/** Reads the case, fetches the facts, judges the gates: the same way for every command. */
export async function judge(context: WorkspaceContext, program: Program, choose: (read: Case) => readonly string[]): Promise<Judged> {
  const read = await readProgramCase(context, program)
  const ids = choose(read.case)
  const facts = await factsFor(context, program, read.case, ids)
  const judged = judgeGates(program, read.case, facts, ids, { now: context.now })
  return {
    program,
    case: read.case,
    facts,
    gates: judged.gates,
    diagnostics: [...read.diagnostics, ...facts.diagnostics, ...judged.diagnostics],
  }
}
