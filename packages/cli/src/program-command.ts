import type { Case, Found, Planned, Program, RecordType, Stamp } from '@refractor/core'
import { type Answer, refused } from './answer.ts'
import type { WorkspaceContext } from './context.ts'
import { readProgramCase } from './judge.ts'
import { invalidProgram, mutate, type MutateOptions, stampOf } from './mutate.ts'
import { resolveId } from './resolve-id.ts'

type Options = Omit<MutateOptions, 'root'>

/** Finds the record that a changing command is about; a program that does not hold together is not changed. */
export async function withRecord(
  context: WorkspaceContext,
  id: string,
  types: readonly RecordType[],
  work: (found: Found) => Promise<Answer> | Answer,
): Promise<Answer> {
  const invalid = invalidProgram(context)
  if (invalid !== undefined) return invalid
  const resolved = resolveId(context, id, types)
  return resolved.ok ? work(resolved.found) : refused(context.command, [resolved.diagnostic])
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
