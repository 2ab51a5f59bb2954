import type { Case, Program } from '@refractor/core'
import type { WorkspaceContext } from './context.ts'
import { dayOf, timetableOf } from './schedule-context.ts'
import { overdueWork } from './schedule-view.ts'

/** When something ends as of now, and by how many working days that is later than the plan. */
export interface ForecastEnd {
  readonly finish: string
  readonly planned?: string
  readonly slip?: number
}

export interface StatusForecast extends ForecastEnd {
  /** By id; those that have no end are left out. */
  readonly phases: Readonly<Record<string, ForecastEnd>>
  /** Work whose day is over, the oldest first. */
  readonly late: readonly { readonly id: string; readonly title: string; readonly due: string; readonly owner?: string }[]
}

/** The forecast of a program that names its first day; others have none, and pay nothing for it. */
export async function statusForecast(
  context: WorkspaceContext,
  program: Program,
  records: Case,
  phase?: string,
): Promise<StatusForecast | undefined> {
  if (program.file.record.start === undefined) return undefined
  const { workingDaysBetween } = await import('@refractor/core/schedule')
  const { plan, forecast } = await timetableOf(context, program, records)
  if (forecast.mode !== 'dated' || forecast.finish === undefined) return undefined
  const endOf = (finish: string, planned: string | undefined): ForecastEnd => ({
    finish,
    ...(planned !== undefined && { planned, slip: workingDaysBetween(forecast, planned, finish) }),
  })
  const phases: Record<string, ForecastEnd> = {}
  for (const id of program.phases.keys()) {
    const one = forecast.activities.get(`phase:${id}`)
    if (one?.dates !== undefined && !one.open) phases[id] = endOf(one.dates.finish, plan.activities.get(`phase:${id}`)?.dates?.finish)
  }
  const late = overdueWork(forecast, plan, dayOf(context.now))
    .filter(({ phases: of }) => phase === undefined || of.includes(phase))
    .map(({ id, title, due, owner }) => ({ id, title, due, ...(owner !== undefined && { owner }) }))
  return { ...endOf(forecast.finish, plan.finish), phases, late }
}
