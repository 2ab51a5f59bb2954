import { command, type Diagnostic, diagnostic, type Program, phaseState, pipelineGates, snapshotsOf, waiversOf } from '@refractor/core'
import type { MetricFacts } from '@refractor/core/export'
import type { Schedule, ScheduleOptions } from '@refractor/core/schedule'
import { readAuditLog, workTree } from '@refractor/workspace'
import { type Answer, refused } from './answer.ts'
import type { WorkspaceContext } from './context.ts'
import { judge } from './judge.ts'
import { standingOf, timetableOf } from './schedule-context.ts'
import { isDay } from './schedule-day.ts'
import { formOf } from './view-form.ts'
import { unknownWord } from './word-choice.ts'

/** Forms that a schedule, or what is known of it, is written in. */
export const scheduleFormats = ['mermaid', 'schedule', 'ical', 'taskjuggler', 'openmetrics'] as const
export type ScheduleFormat = (typeof scheduleFormats)[number]

export interface ScheduleExportOptions {
  readonly as?: string
  readonly type?: readonly string[]
  readonly from?: string
  readonly plan?: boolean
}

type Files = WorkspaceContext['snapshot']['programs'][number]['files']

const usage = (context: WorkspaceContext, message: string, help: string, expected: readonly string[] = []): Answer =>
  refused(context.command, [diagnostic('cli/usage', message, { help, expected })])

/** Which schedule is written: what is to be expected now where there is a first day, else the plan; always the plan where it is asked for. */
async function scheduleFor(
  context: WorkspaceContext,
  program: Program,
  { from, plan }: ScheduleExportOptions,
  onlyPlan: boolean,
): Promise<Schedule> {
  const { scheduleOf } = await import('@refractor/core/schedule')
  const options: ScheduleOptions = from === undefined ? {} : { from }
  const planned = scheduleOf(program, options).schedule
  if (plan === true || onlyPlan || planned.mode !== 'dated') return planned
  return scheduleOf(program, { ...options, ...(await standingOf(context, program)) }).schedule
}

/** Why a form that has nothing but dates cannot be written; undefined where it can. */
function undated(context: WorkspaceContext, program: Program, format: ScheduleFormat, { mode }: Schedule): Answer | undefined {
  if (mode === 'dated') return undefined
  return mode === 'order'
    ? usage(
        context,
        `${program.id} has no duration that can be read, so there are no dates for ${format}`,
        `say how long tasks take: estimate: "3 days"; ${command(program, 'export mermaid')} draws the order`,
      )
    : usage(
        context,
        `${program.id} has no first day, so there are no dates for ${format}`,
        `add start: to ${program.file.file.source.path}, or give --from DATE`,
      )
}

/** Mermaid text: one diagram, or as many as it takes, between the fences of a Markdown file. */
async function mermaid(context: WorkspaceContext, program: Program, options: ScheduleExportOptions): Promise<Answer> {
  const asked = formOf(context, options.as, ['text', 'markdown', 'mermaid'])
  if (typeof asked !== 'string') return refused(context.command, [asked])
  const schedule = await scheduleFor(context, program, options, false)
  const refusal = schedule.mode === 'relative' ? undated(context, program, 'mermaid', schedule) : undefined
  if (refusal !== undefined) return refusal
  const { ganttMermaid, orderMermaid } = await import('@refractor/core/export')
  const diagrams = schedule.mode === 'order' ? orderMermaid(schedule, program.name) : ganttMermaid(schedule, program.name)
  if (diagrams.length === 0) return usage(context, `${program.id} has nothing to draw`, command(program, 'task list'))
  if (asked === 'mermaid' && diagrams.length > 1)
    return usage(
      context,
      `${program.id} needs ${diagrams.length} diagrams, and a file of Mermaid holds one`,
      `write Markdown, which holds them all: ${command(program, 'export mermaid --output FILE.md')}`,
    )
  const document = asked === 'mermaid' ? (diagrams[0] as string) : diagrams.map((one) => `\`\`\`mermaid\n${one}\`\`\`\n`).join('\n')
  return {
    command: context.command,
    diagnostics: [],
    data: { format: 'mermaid', mode: schedule.mode, diagrams: diagrams.length, text: document },
    document,
  }
}

async function table(context: WorkspaceContext, program: Program, options: ScheduleExportOptions): Promise<Answer> {
  const form = formOf(context, options.as, ['text', 'csv', 'xlsx'])
  if (typeof form !== 'string') return refused(context.command, [form])
  const schedule = await scheduleFor(context, program, options, false)
  const { scheduleCsv, scheduleXlsx } = await import('@refractor/core/export')
  const data = { format: 'schedule', mode: schedule.mode, activities: schedule.activities.size }
  if (form === 'xlsx') return { command: context.command, diagnostics: [], data, document: scheduleXlsx(schedule) }
  const document = scheduleCsv(schedule)
  return { command: context.command, diagnostics: [], data: { ...data, text: document }, document }
}

async function calendar(context: WorkspaceContext, program: Program, options: ScheduleExportOptions): Promise<Answer> {
  const types = ['phase', 'milestone', 'task', 'gate'] as const
  const wrong = (options.type ?? []).filter((one) => !(types as readonly string[]).includes(one))
  if (wrong.length > 0)
    return refused(
      context.command,
      wrong.map((one) => unknownWord('type', one, types)),
    )
  const schedule = await scheduleFor(context, program, options, false)
  const refusal = undated(context, program, 'ical', schedule)
  if (refusal !== undefined) return refusal
  const { calendarTypes, scheduleCalendar } = await import('@refractor/core/export')
  const asked = options.type === undefined ? calendarTypes : types.filter((one) => options.type?.includes(one))
  const document = scheduleCalendar(schedule, { name: program.name, stamp: context.now, types: asked })
  return { command: context.command, diagnostics: [], data: { format: 'ical', text: document }, document }
}

async function juggler(context: WorkspaceContext, program: Program, options: ScheduleExportOptions): Promise<Answer> {
  const schedule = await scheduleFor(context, program, options, true)
  const refusal = undated(context, program, 'taskjuggler', schedule)
  if (refusal !== undefined) return refusal
  const { taskJuggler } = await import('@refractor/core/export')
  const { text, warnings } = taskJuggler(program, schedule)
  const help = 'it stands as a remark in the file; the dates of refractor schedule --plan are the right ones'
  const diagnostics = warnings.map((warning): Diagnostic => diagnostic('schedule/not-exported', warning, { help }))
  return {
    command: context.command,
    diagnostics,
    data: { format: 'taskjuggler', text, ...(warnings.length > 0 && { unsaid: warnings }) },
    document: text,
  }
}

async function metrics(context: WorkspaceContext, program: Program, files: Files): Promise<Answer> {
  const judged = await judge(context, program, () => [...program.gates.keys()])
  const { plan, forecast } = await timetableOf(context, program, judged.case)
  const { entries } = await readAuditLog(context.tree ?? workTree(context.root))
  const watched = files.observability?.record
  const facts: MetricFacts = {
    program,
    now: context.now,
    gates: judged.gates,
    phases: [...program.phases.keys()].map((id) => ({ id, state: phaseState(program, id, judged.case) })),
    waivers: waiversOf(program, judged.case, judged.facts, context.now),
    plan,
    forecast,
    snapshots: snapshotsOf(program, judged.case).map(({ record: { date, gates = [] } }) => ({ date, gates })),
    checkpoints: pipelineGates(program),
    drills: judged.case.evidence.flatMap(({ record }) => {
      const drill = record?.result?.drill
      if (record === undefined || drill === undefined || (record.program ?? program.id) !== program.id) return []
      return [{ outcome: record.result?.outcome ?? 'none', date: record.date, scenario: drill.scenario, rto: drill.rto }]
    }),
    rollbacks: entries.filter(({ event }) => event.program === program.id && event.type === 'snapshot.restored').length,
    metrics: watched?.metrics ?? [],
    alerts: watched?.alerts ?? [],
  }
  const { metricsText, programMetrics } = await import('@refractor/core/export')
  const document = metricsText(programMetrics(facts))
  return { command: context.command, diagnostics: judged.diagnostics, data: { format: 'openmetrics', text: document }, document }
}

/** Writes the schedule of a program, or what is known of its gates, for other tools. */
export async function scheduleExport(
  context: WorkspaceContext,
  program: Program,
  files: Files,
  format: ScheduleFormat,
  options: ScheduleExportOptions,
): Promise<Answer> {
  if (options.from !== undefined && !isDay(options.from))
    return usage(context, `--from ${options.from} is no day`, 'write it as 2027-01-04')
  if (format === 'mermaid') return mermaid(context, program, options)
  if (format === 'schedule') return table(context, program, options)
  if (format === 'ical') return calendar(context, program, options)
  return format === 'taskjuggler' ? juggler(context, program, options) : metrics(context, program, files)
}
