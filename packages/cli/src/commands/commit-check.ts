import { type CommitText, checkCommits, type Diagnostic, diagnostic } from '@refractor/core'
import { type Answer, refused } from '../answer.ts'
import type { WorkspaceContext } from '../context.ts'
import { readDraft } from '../draft-message.ts'
import { repositoryPath } from '../repository-path.ts'
import { readRange } from '../revision-range.ts'
import { unfit } from '../unfit.ts'

export interface CommitCheckOptions {
  readonly range?: string
  readonly title?: string
}

const nothing = (range: string): Diagnostic =>
  diagnostic('commit/nothing-to-check', `there is no commit in ${range}`, { help: 'name a range that holds commits: BASE..HEAD' })

/** Checks what messages name: of a commit that is being written, of a range, and the title of a pull request. */
export async function run(context: WorkspaceContext, [file]: readonly string[], { range, title }: CommitCheckOptions): Promise<Answer> {
  if (file === undefined && range === undefined && title === undefined) {
    const help = 'give a file (in a commit-msg hook: "$1"), --range BASE..HEAD or --title TEXT'
    return refused(context.command, [diagnostic('cli/usage', 'there is no message to check', { help })])
  }
  const broken = unfit(context, context.programs)
  if (broken) return broken
  const problems: Diagnostic[] = []
  let commits: readonly CommitText[] | undefined
  if (range !== undefined) {
    const read = await readRange(context.root, range)
    if (read.ok) commits = read.change.commits
    else problems.push(read.diagnostic)
  }
  const draft = file === undefined ? undefined : readDraft(context.cwd, file)
  if (draft !== undefined && 'problem' in draft) problems.push(draft.problem)
  if (commits?.length === 0 && title === undefined && draft === undefined) problems.push(nothing(String(range)))
  if (problems.length > 0) return refused(context.command, problems, { messages: [] })
  const { messages, diagnostics } = checkCommits(context.programs, {
    ...(draft !== undefined &&
      'text' in draft && { draft: { text: draft.text, path: repositoryPath(context, file as string) ?? (file as string) } }),
    ...(commits !== undefined && { commits }),
    ...(title !== undefined && { title }),
  })
  return { command: context.command, diagnostics, data: { messages } }
}
