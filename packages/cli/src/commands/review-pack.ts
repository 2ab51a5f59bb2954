import { readHead } from '@refractor/workspace'
import { type Answer, refused } from '../answer.ts'
import type { WorkspaceContext } from '../context.ts'
import { withRecord } from '../program-command.ts'
import { reviewPack } from '../review-pack-data.ts'
import { formOf, keepingOutput } from '../view-form.ts'

export interface ReviewPackOptions {
  readonly as?: string
}

/** What is judged does not depend on who looks at it. */
const reader = 'nobody'

async function made(context: WorkspaceContext, id: string, options: ReviewPackOptions): Promise<Answer> {
  const form = formOf(context, options.as, ['text', 'markdown', 'html'])
  if (typeof form !== 'string') return refused(context.command, [form])
  return withRecord(context, id, ['phase'], async ({ program, entry }) => {
    const stamp = { now: context.now, author: reader, commit: readHead(context.root).commit }
    const { pack, judged } = await reviewPack(context, program, entry.id, stamp)
    const { packHtml, packMarkdown } = await import('@refractor/core/export')
    const document = form === 'html' ? packHtml(pack) : packMarkdown(pack)
    return { command: context.command, diagnostics: judged.diagnostics, data: { ...pack }, document }
  })
}

/** One file with everything that a meeting needs to close a phase: Markdown, or a page. */
export async function run(context: WorkspaceContext, [id = '']: readonly string[], options: ReviewPackOptions): Promise<Answer> {
  return keepingOutput(await made(context, id, options))
}
