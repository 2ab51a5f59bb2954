import type { Program } from '@refractor/core'
import { type Answer, refused } from './answer.ts'
import { errorsOf, type WorkspaceContext } from './context.ts'

/** The answer where a program must be mended before it is decided on, looked into or changed. */
export function unfit(context: WorkspaceContext, programs: readonly Program[]): Answer | undefined {
  const errors = programs.flatMap((program) => errorsOf(context, program))
  return errors.length === 0 ? undefined : refused(context.command, errors)
}
