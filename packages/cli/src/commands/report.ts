import { type Diagnostic, diagnostic, type Program } from '@refractor/core'
import type { Report } from '@refractor/core/page'
import { type Answer, refused } from '../answer.ts'
import type { WorkspaceContext } from '../context.ts'
import { type ReportMade, reportData } from '../report-data.ts'
import type { WrittenFile } from '../reporters/text/report.ts'
import { formOf, keepingOutput } from '../view-form.ts'

export interface ReportOptions {
  readonly html?: string
  readonly markdown?: string
  readonly as?: string
  readonly baseline?: string
  readonly history?: boolean
}

const usage = (message: string, help: string, expected: readonly string[] = []): Diagnostic =>
  diagnostic('cli/usage', message, { help, expected })

/** What the options contradict each other in. */
function problemsOf({ common, programs }: WorkspaceContext, { html, markdown, as }: ReportOptions): Diagnostic[] {
  const problems: Diagnostic[] = []
  const writes = html !== undefined || markdown !== undefined
  if (programs.length !== 1) {
    const ids = programs.map(({ id }) => id)
    problems.push(usage(`a report is of one program; there are ${ids.length}`, `refractor report --program ${ids[0] ?? 'ID'}`, ids))
  }
  if (as !== undefined && as !== 'status' && as !== 'comment')
    problems.push(usage(`a report has no form ${as}`, 'use --as status, or --as comment', ['status', 'comment']))
  if (as !== undefined && html !== undefined && markdown === undefined)
    problems.push(usage('--as is about the Markdown, and --html writes none', 'leave it out, or add --markdown FILE'))
  if (html !== undefined && html === markdown) problems.push(usage(`${html} cannot be both the page and the Markdown`, 'name two files'))
  if (common.dryRun === true && writes)
    problems.push(usage('with --dry-run no file is written', 'leave it out, or leave out --html and --markdown'))
  return problems
}

const bytesOf = (text: string): number => new TextEncoder().encode(text).length

/** The files that were asked for by name; without any, the document itself is the answer. */
async function documents(
  report: Report,
  { html, markdown, as }: ReportOptions,
  form: 'text' | 'markdown' | 'html',
): Promise<Partial<Answer>> {
  const { reportHtml, reportMarkdown } = await import('@refractor/core/page')
  const text = (): string => reportMarkdown(report, as === 'comment' ? 'comment' : 'status')
  if (html === undefined && markdown === undefined) return { document: form === 'html' ? reportHtml(report) : text() }
  return {
    files: [
      ...(html === undefined ? [] : [{ file: html, text: reportHtml(report) }]),
      ...(markdown === undefined ? [] : [{ file: markdown, text: text() }]),
    ],
  }
}

async function made(context: WorkspaceContext, options: ReportOptions): Promise<Answer> {
  const { command } = context
  const problems = problemsOf(context, options)
  const form = formOf(context, undefined, ['text', 'markdown', 'html'])
  if (typeof form !== 'string') problems.push(form)
  if (problems.length > 0 || typeof form !== 'string') return refused(command, problems)
  const read: ReportMade = await reportData(context, context.programs[0] as Program, {
    baseline: options.baseline,
    history: options.history !== false,
  })
  if (read.report === undefined) return refused(command, read.diagnostics)
  const { report, diagnostics } = read
  const written = await documents(report, options, form)
  const files = (written.files ?? []).map(({ file, text }): WrittenFile => ({ file, bytes: bytesOf(text) }))
  return { command, diagnostics, data: { ...report, ...(files.length > 0 && { written: files }) }, ...written }
}

/** Where the program stands: a page, Markdown, or both; without a file the Markdown is the answer. What is wrong with the plan is part of it. */
export async function run(context: WorkspaceContext, _args: readonly string[], options: ReportOptions): Promise<Answer> {
  return keepingOutput(await made(context, options))
}
