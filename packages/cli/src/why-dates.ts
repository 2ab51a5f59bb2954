import type { Case, Location, Program, WhyType } from '@refractor/core'
import type { ActivityKey, ReasonKind } from '@refractor/core/schedule'
import type { WorkspaceContext } from './context.ts'
import { standingOf } from './schedule-context.ts'
import { inDays } from './schedule-data.ts'
import { linkWords } from './schedule-rows.ts'

/** One reason why something is when it is. */
export interface DateReason {
  readonly kind: ReasonKind
  readonly to: ActivityKey
  readonly from?: ActivityKey
  /** "FS", "FS −2 days" */
  readonly link?: string
  /** Working days by which what was asked about would end earlier without it. */
  readonly gain: number
  readonly text: string
  readonly location?: Location
}

/** When something happens, and the chain that makes it so: from its end back to what nothing else holds up. */
export interface WhyDates {
  readonly kind: 'plan' | 'forecast'
  readonly dataDate?: string
  readonly start: string
  readonly finish?: string
  /** Working days. */
  readonly float?: number
  readonly critical: boolean
  readonly reasons: readonly DateReason[]
}

/** Why a record is when it is; undefined where the plan has no dates, or this record is not in the schedule. */
export async function whyDates(
  context: WorkspaceContext,
  program: Program,
  records: Case,
  target: { readonly type: WhyType; readonly id: string },
): Promise<WhyDates | undefined> {
  if (target.type === 'criterion') return undefined
  const { scheduleOf, whyScheduled, dateWords } = await import('@refractor/core/schedule')
  const key: ActivityKey = `${target.type}:${target.id}`
  const plan = scheduleOf(program).schedule
  if (plan.mode === 'order') return undefined
  const isForecast = plan.mode === 'dated'
  const { schedule } = isForecast ? scheduleOf(program, await standingOf(context, program, records)) : { schedule: plan }
  const one = schedule.activities.get(key)
  if (one?.dates === undefined) return undefined
  return {
    kind: isForecast ? 'forecast' : 'plan',
    ...(schedule.dataDate !== undefined && { dataDate: schedule.dataDate }),
    start: dateWords(schedule, one.dates.start),
    ...(!one.open && { finish: dateWords(schedule, one.dates.finish) }),
    ...(one.totalFloat !== undefined && { float: inDays(one.totalFloat, schedule) }),
    critical: one.critical,
    // That the parts of a whole lie in it is nothing that anybody could change.
    reasons: whyScheduled(schedule, key)
      .filter(({ link }) => link?.reason !== 'contains')
      .map(({ kind, to, from, link, gain, text, location }) => ({
        kind,
        to,
        ...(from && { from }),
        ...(link && { link: linkWords(link, schedule) }),
        gain: inDays(gain, schedule),
        text,
        ...(location && { location }),
      })),
  }
}
