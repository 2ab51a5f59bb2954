import type { Diagnostic, Program } from '@refractor/core'
import type { ReportForecast, ReportSchedule } from '@refractor/core/page'
import type { Activity, ActivityKey, Schedule, SimulatedEnd, Simulation } from '@refractor/core/schedule'
import { readBaseline } from '@refractor/workspace'
import { withProgress } from '../progress.ts'
import { type Standing, standingOf } from '../schedule-context.ts'
import { activitiesOf } from './activities-part.ts'
import { given, type ReportSource } from './report-source.ts'

/** The plan, what is to be expected of it now, and what it is held against. */
export interface Schedules {
  readonly plan: Schedule
  readonly forecast: Schedule
  /** Of the baseline that was asked for. */
  readonly baseline?: { readonly name: string; readonly schedule: Schedule } | undefined
  readonly standing: Standing | undefined
}

export type SchedulesRead =
  | { readonly ok: true; readonly value: Schedules; readonly diagnostics: readonly Diagnostic[] }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] }

/** Schedules a program as planned, as of now, and as a baseline has it. A baseline that cannot be read is no report. */
export async function readSchedules({ context, program, judged }: ReportSource, baseline: string | undefined): Promise<SchedulesRead> {
  const { scheduleOf } = await import('@refractor/core/schedule')
  const { schedule: plan, diagnostics } = scheduleOf(program)
  const standing = plan.mode === 'dated' ? await standingOf(context, program, judged.case) : undefined
  const forecast = standing === undefined ? { schedule: plan, diagnostics } : scheduleOf(program, standing)
  const value = { plan, forecast: forecast.schedule, standing }
  if (baseline === undefined) return { ok: true, value, diagnostics: forecast.diagnostics }
  const read = await readBaseline(context.root, baseline, program.id)
  if (!read.ok) return read
  const then = scheduleOf(read.value.program).schedule
  return { ok: true, value: { ...value, baseline: { name: baseline, schedule: then } }, diagnostics: forecast.diagnostics }
}

/** Gates that people wait for; the acceptance of a milestone ends with the milestone. */
const isForecast = (program: Program, { type, id }: Activity): boolean =>
  type === 'gate' ? program.gates.get(id)?.stage !== 'acceptance' : type === 'phase' && !program.gates.has(id)

function forecastsOf(
  { program }: ReportSource,
  { plan, forecast, baseline }: Schedules,
  simulation: Simulation | undefined,
): ReportForecast[] {
  const ends = new Map(simulation?.ends.map((end) => [end.key, end]))
  const finishOf = (schedule: Schedule | undefined, key: ActivityKey): string | undefined => {
    const found = schedule?.activities.get(key)
    return found === undefined || found.open || schedule?.mode !== forecast.mode ? undefined : found.dates?.finish
  }
  const odds = (end: SimulatedEnd | undefined) => (end === undefined ? {} : { p50: end.p50.date, p80: end.p80.date, p95: end.p95.date })
  const isDated = forecast.mode === 'dated'
  const rows = [...forecast.activities.values()]
    .filter((one) => isForecast(program, one))
    .map(
      ({ key, id, title }): ReportForecast => ({
        id,
        title,
        ...given('planned', finishOf(plan, key)),
        ...given('forecast', isDated ? finishOf(forecast, key) : undefined),
        ...given('baseline', finishOf(baseline?.schedule, key)),
        ...odds(ends.get(key)),
      }),
    )
  const whole: ReportForecast = {
    id: 'finish',
    title: 'Everything',
    ...given('planned', plan.finish),
    ...given('forecast', isDated ? forecast.finish : undefined),
    ...given('baseline', baseline?.schedule.mode === forecast.mode ? baseline.schedule.finish : undefined),
    ...odds(ends.get('program')),
  }
  return [...rows, whole]
}

/** Trials of a report: enough for P80, and the same answer in every run. */
const trials = 1000

/** Everything about dates. */
export async function schedulePart(source: ReportSource, schedules: Schedules): Promise<ReportSchedule | undefined> {
  const { program, context } = source
  const { plan, forecast, baseline, standing } = schedules
  if (forecast.activities.size === 0) return undefined
  const { healthOf, simulate } = await import('@refractor/core/schedule')
  const simulation =
    forecast.mode === 'order'
      ? undefined
      : await withProgress(context, 'Trying what may come', (step) => simulate(program, { ...standing, trials, onProgress: step }))
  // Without estimates of several points and without delays of risks every trial ends on the same day.
  const isUncertain = simulation !== undefined && simulation.estimates + simulation.risks > 0
  return {
    mode: forecast.mode,
    ...(forecast.mode !== 'order' && { start: forecast.start }),
    ...(forecast.mode === 'relative' && { firstWeek: forecast.firstWeek }),
    ...given('finish', forecast.finish),
    ...given('today', forecast.dataDate),
    ...given('baselineName', baseline?.name ?? (forecast.mode === 'dated' ? 'plan' : undefined)),
    activities: activitiesOf(source, schedules),
    // What holds what is said by the activities themselves.
    links: forecast.links.filter(({ reason }) => reason !== 'contains').map(({ from, to, type, driving }) => ({ from, to, type, driving })),
    criticalPath: forecast.criticalPath,
    forecasts: forecastsOf(source, schedules, isUncertain ? simulation : undefined),
    assumptions: forecast.assumptions.map(({ text, setting }) => (setting === undefined ? text : `${text} (set ${setting})`)),
    health: healthOf(forecast, program, baseline?.schedule ?? plan).flatMap(({ rule, valueText, limitText, ok, offenders }) =>
      ok === undefined ? [] : [{ rule, value: valueText, limit: limitText, ok, offenders: offenders.map(({ id }) => id) }],
    ),
  }
}
