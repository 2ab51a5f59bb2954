import type { Case, Found, Planned, Program, RecordType, Stamp } from '@refractor/core'
import { type Answer, refused } from './answer.ts'
import type { WorkspaceContext } from './context.ts'
import { readProgramCase } from './judge.ts'
import { type MutateOptions, mutate, stampOf } from './mutate.ts'
import { resolveId } from './resolve-id.ts'
import { unfit } from './unfit.ts'

type Options = Omit<MutateOptions, 'root'>

/** Finds the record that a changing command is about. It may be missing because a file has errors, so these are told with it. */
export async function withRecord(
  context: WorkspaceContext,
  id: string,
  types: readonly RecordType[],
  work: (found: Found) => Promise<Answer> | Answer,
): Promise<Answer> {
  const resolved = resolveId(context, id, types)
  if (resolved.ok) return unfit(context, [resolved.found.program]) ?? work(resolved.found)
  return refused(context.command, [...context.diagnostics.filter((one) => one.severity === 'error'), resolved.diagnostic])
}

/** The same, with what a record is stamped with. */
export async function withStamp(context: WorkspaceContext, work: (stamp: Stamp) => Promise<Answer>): Promise<Answer> {
  const stamped = stampOf(context)
  return stamped.ok ? work(stamped.stamp) : refused(context.command, stamped.diagnostics)
}

/** A change that needs a stamp and the case of the program: makes its plan and carries it out. */
export function changeWithCase(
  context: WorkspaceContext,
  program: Program,
  plan: (read: Case, stamp: Stamp) => Planned | Promise<Planned>,
  options: Options = {},
): Promise<Answer> {
  return withStamp(context, async (stamp) => {
    const read = await readProgramCase(context, program)
    return mutate(context, await plan(read.case, stamp), { ...options, root: context.root })
  })
}
