import { diagnostic, nearest } from '@refractor/core'
import { readTexts } from '@refractor/workspace'
import { type Answer, refused } from '../answer.ts'
import type { WorkspaceContext } from '../context.ts'

/** The forms that a program can be written in. */
const exportFormats = ['markdown']

/** Writes a program in the form of a plan or of another tool. */
export async function run(context: WorkspaceContext, [format = '']: readonly string[]): Promise<Answer> {
  const { command, root } = context
  if (!exportFormats.includes(format)) {
    const near = nearest(format, exportFormats)
    return refused(command, [
      diagnostic('cli/usage', `there is no export ${format}`, {
        help: `use one of: ${exportFormats.join(', ')}`,
        expected: near.length > 0 ? near : exportFormats,
      }),
    ])
  }
  const [first, ...others] = context.programs
  const chosen = context.snapshot.programs.find((one) => one.id === first?.id)
  if (chosen === undefined || others.length > 0) {
    const ids = context.programs.map((one) => one.id)
    return refused(command, [
      diagnostic('cli/usage', `a plan is that of one program; there are ${ids.length}`, {
        help: `refractor export ${format} --program ${ids[0] ?? 'ID'}`,
        expected: ids,
      }),
    ])
  }
  const { exportMarkdown, recordsOf } = await import('@refractor/core/export')
  const { files, folders } = chosen
  const texts = Object.entries(readTexts(root, folders.inbox, /\.md$/i)).map(([path, text]) => ({ path, text }))
  const records = recordsOf(files, folders, texts)
  if (records === undefined) return refused(command, context.diagnostics)
  const { text, unsaid } = exportMarkdown(records)
  return { command, diagnostics: [], data: { format, text: text.replace(/\n$/, ''), ...(unsaid.length > 0 && { unsaid }) } }
}
