import { diagnostic } from '@refractor/core'
import { mergeFiles } from '@refractor/workspace'
import { type Answer, refused } from '../answer.ts'
import type { CommandContext } from '../context.ts'
import { markNames } from '../merge-names.ts'

export interface MergeDriverOptions {
  readonly markerSize?: string
  readonly oursName?: string
  readonly theirsName?: string
}

/** Merges three versions of a file for git, by record and field; what people must decide is marked, and the answer is no then. */
export async function run(context: CommandContext, args: readonly string[], options: MergeDriverOptions): Promise<Answer> {
  const { command, cwd } = context
  const [base = '', ours = '', theirs = '', path = ''] = args
  const size = Number(options.markerSize ?? 7)
  if (!Number.isInteger(size) || size < 1 || size > 1000)
    return refused(command, [
      diagnostic('cli/usage', `--marker-size ${options.markerSize} is no length of a mark`, { help: 'give a whole number, such as 7' }),
    ])
  const marks = { size, ...markNames(context, options.oursName, options.theirsName) }
  const merged = await mergeFiles(cwd, { base, ours, theirs, path }, marks)
  if (!merged.ok)
    return refused(command, [
      diagnostic('git/unavailable', `${path} was not merged: ${merged.problem}`, { help: `git checkout --merge -- ${path}` }),
    ])
  const { ok, ...rest } = merged
  return { command, diagnostics: [], data: { path, ...rest }, ...(merged.count > 0 && { negative: true }) }
}
