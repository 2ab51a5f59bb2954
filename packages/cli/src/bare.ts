import type { ExitCode } from '@refractor/core'
import { discover } from '@refractor/workspace'
import { refused } from './answer.ts'
import { type CommandContext, openWorkspaceContext, quotableFolders } from './context.ts'
import { type EmitContext, emit } from './emit.ts'
import { shortHelp } from './help.ts'

/** `refractor` alone: where the program stands; where there is none, how to begin. */
export async function runBare(context: CommandContext, emitting: EmitContext): Promise<ExitCode> {
  if (emitting.format === 'text' && !discover(context.cwd).ok) {
    context.io.stdout(shortHelp())
    return 0
  }
  const opened = await openWorkspaceContext(context)
  if (!opened.ok) return emit(refused(context.command, opened.diagnostics), emitting)
  const place = { root: opened.context.root, quotable: quotableFolders(opened.context.snapshot) }
  if (opened.context.programs.length === 0) return emit(refused(context.command, opened.context.diagnostics), { ...emitting, ...place })
  const { run } = await import('./commands/status.ts')
  return emit(await run(opened.context, []), { ...emitting, ...place })
}
