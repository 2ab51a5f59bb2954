import { type Diagnostic, diagnostic } from '@refractor/core'
import { type HistoryStep, historySteps } from '@refractor/workspace'
import { type Answer, refused } from '../answer.ts'
import type { WorkspaceContext } from '../context.ts'
import { oneProgram } from '../one-program.ts'
import { programHistory } from '../program-history.ts'
import { reportHistoryData } from '../report-history-data.ts'
import { historyDocument } from '../report-history-document.ts'
import { formOf, keepingOutput } from '../view-form.ts'

export interface ReportHistoryOptions {
  readonly since?: string
  readonly by?: HistoryStep
  readonly max?: string
  readonly as?: string
}

const mostPoints = 10_000

/** The number of points that --max asks for. */
function pointsOf(max: string | undefined): number | undefined | Diagnostic {
  if (max === undefined) return undefined
  const count = /^\d{1,5}$/.test(max) ? Number(max) : 0
  if (count >= 2 && count <= mostPoints) return count
  return diagnostic('cli/usage', `--max ${max} is no number of points`, { help: `give a whole number from 2 to ${mostPoints}` })
}

async function history(context: WorkspaceContext, options: ReportHistoryOptions): Promise<Answer> {
  const { command, diagnostics } = context
  const form = formOf(context, options.as, ['text', 'markdown', 'csv'])
  const max = pointsOf(options.max)
  const problems = [form, max].filter((one): one is Diagnostic => typeof one === 'object')
  if (problems.length > 0) return refused(command, problems)
  const program = oneProgram(context, 'a history')
  if ('command' in program) return program
  const by = options.by ?? historySteps[0]
  const read = await programHistory(context, program, { since: options.since, by, max: max as number | undefined })
  if (!read.ok) return refused(command, [...diagnostics, ...read.diagnostics])
  const data = reportHistoryData(program, read.past, by, options.since)
  return {
    command,
    diagnostics,
    data: { ...data },
    ...(form !== 'text' && { document: await historyDocument(form as 'markdown' | 'csv', data) }),
  }
}

/** The past of a program from the commits of the branch: what was done, what was added, and how its ends moved. */
export async function run(context: WorkspaceContext, _args: readonly string[], options: ReportHistoryOptions): Promise<Answer> {
  return keepingOutput(await history(context, options))
}
