import { checkAccountable, diagnostic, nearest, type Program, raciChart } from '@refractor/core'
import { readTexts } from '@refractor/workspace'
import { type Answer, refused } from '../answer.ts'
import type { WorkspaceContext } from '../context.ts'
import { matrixData, matrixTitle } from '../matrix-data.ts'
import { type ScheduleFormat, scheduleExport, scheduleFormats } from '../schedule-export.ts'
import { unfit } from '../unfit.ts'
import { formOf, keepingOutput } from '../view-form.ts'
import { unknownWord } from '../word-choice.ts'

export interface ExportOptions {
  readonly type?: readonly string[]
  readonly as?: string
  readonly from?: string
  readonly plan?: boolean
}

/** The forms that a program can be written in. */
const exportFormats = ['markdown', 'needs-json', 'csv', 'raci', ...scheduleFormats] as const
type ExportFormat = (typeof exportFormats)[number]

/** The options that say something of each form. */
const optionsOf: Readonly<Record<ExportFormat, readonly (keyof ExportOptions)[]>> = {
  markdown: [],
  'needs-json': [],
  csv: ['type'],
  raci: ['as'],
  mermaid: ['as', 'from', 'plan'],
  schedule: ['as', 'from', 'plan'],
  ical: ['type', 'from', 'plan'],
  taskjuggler: ['from'],
  openmetrics: [],
}

const anyOption: Readonly<Record<keyof ExportOptions, true>> = { type: true, as: true, from: true, plan: true }

const isOfSchedule = (format: ExportFormat): format is ScheduleFormat => (scheduleFormats as readonly string[]).includes(format)

const usage = (context: WorkspaceContext, message: string, help: string, expected: readonly string[]): Answer =>
  refused(context.command, [diagnostic('cli/usage', message, { help, expected })])

/** Who is accountable and who supports: roles down, milestones across. */
async function raci(context: WorkspaceContext, program: Program, asked: string | undefined): Promise<Answer> {
  const { command } = context
  const form = formOf(context, asked, ['markdown', 'csv', 'html', 'xlsx', 'text'])
  if (typeof form !== 'string') return refused(command, [form])
  const chart = raciChart(program)
  const { matrixCsv, matrixHtml, matrixMarkdown, matrixXlsx } = await import('@refractor/core/export')
  const title = matrixTitle(program.name, chart)
  const document = { csv: matrixCsv, xlsx: matrixXlsx, html: (one: typeof chart) => matrixHtml(one, title) }
  return {
    command,
    diagnostics: checkAccountable(program),
    data: { format: 'raci', ...matrixData(program, chart) },
    // Markdown reads well enough as text.
    document: form === 'text' || form === 'markdown' ? matrixMarkdown(chart, title) : document[form](chart),
  }
}

async function written(context: WorkspaceContext, format: ExportFormat, options: ExportOptions): Promise<Answer> {
  const { command, root } = context
  const [program, ...others] = context.programs
  const chosen = context.snapshot.programs.find((one) => one.id === program?.id)
  if (program === undefined || chosen === undefined || others.length > 0) {
    const ids = context.programs.map((one) => one.id)
    return usage(
      context,
      `an export is of one program; there are ${ids.length}`,
      `refractor export ${format} --program ${ids[0] ?? 'ID'}`,
      ids,
    )
  }
  // What cannot be read would be missing, and nobody would see it.
  const broken = format === 'markdown' ? undefined : unfit(context, [program])
  if (broken !== undefined) return broken
  if (format === 'raci') return raci(context, program, options.as)
  if (isOfSchedule(format)) return scheduleExport(context, program, chosen.files, format, options)
  const { exchangedTypes, exchangeOf, exportMarkdown, needsJson, recordsCsv, recordsOf } = await import('@refractor/core/export')
  const wrong = (options.type ?? []).filter((one) => !(exchangedTypes as readonly string[]).includes(one))
  if (wrong.length > 0)
    return refused(
      command,
      wrong.map((one) => unknownWord('type', one, exchangedTypes)),
    )
  const { files, folders } = chosen
  const texts = Object.entries(readTexts(root, folders.inbox, /\.md$/i)).map(([path, text]) => ({ path, text }))
  const records = recordsOf(files, folders, texts)
  if (records === undefined) return refused(command, context.diagnostics)
  if (format === 'markdown') {
    const { text, unsaid } = exportMarkdown(records)
    return { command, diagnostics: [], data: { format, text: text.replace(/\n$/, ''), ...(unsaid.length > 0 && { unsaid }) } }
  }
  const exchanged = exchangeOf(records)
  const types = exchangedTypes.filter((one) => options.type === undefined || options.type.includes(one))
  // "##[" would be a command in the log of a forge; JSON can say it in another way.
  const document = format === 'csv' ? recordsCsv(exchanged, types) : needsJson(exchanged).replace(/##\[/g, '##\\u005b')
  const count = format === 'csv' ? exchanged.filter(({ type }) => types.includes(type)).length : exchanged.length
  return { command, diagnostics: [], data: { format, records: count, text: document }, document }
}

/** Writes a program in the form of a plan or of another tool. */
export async function run(context: WorkspaceContext, [format = '']: readonly string[], options: ExportOptions): Promise<Answer> {
  const known = exportFormats.find((one) => one === format)
  if (known === undefined) {
    const near = nearest(format, exportFormats)
    return keepingOutput(
      usage(context, `there is no export ${format}`, `use one of: ${exportFormats.join(', ')}`, near.length > 0 ? near : exportFormats),
    )
  }
  const misplaced = (Object.keys(options) as (keyof ExportOptions)[]).find((one) => one in anyOption && !optionsOf[known].includes(one))
  if (misplaced !== undefined) {
    const fitting = exportFormats.filter((one) => optionsOf[one].includes(misplaced))
    return keepingOutput(usage(context, `export ${format} takes no --${misplaced}`, 'refractor export --help', fitting))
  }
  return keepingOutput(await written(context, known, options))
}
