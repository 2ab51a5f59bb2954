import type { Location } from '@refractor/core'
import type { Activity, ActivityKey, ActivityType, HealthMeasure, Progress, Schedule, ScheduleMode } from '@refractor/core/schedule'
import type { RiskView } from './schedule-risk.ts'

/** Days from the first day of the schedule, both included: what a chart is drawn from, dated or not. */
export interface DaySpan {
  readonly from: number
  readonly to: number
}

/** An activity as `schedule` shows it. Dates are days of the calendar, or "W3 d2" where the plan names no first day. */
export interface ScheduleRow {
  readonly key: ActivityKey
  readonly type: ActivityType
  readonly id: string
  readonly title: string
  readonly parent?: ActivityKey
  /** How deep it lies in others, from 0. */
  readonly depth: number
  readonly phases: readonly string[]
  readonly owner?: string
  readonly progress: Progress
  readonly done: number
  readonly optional?: true
  readonly open?: true
  readonly start?: string
  readonly finish?: string
  readonly days?: DaySpan
  /** Last day on which it may end without moving the finish. */
  readonly lateDay?: number
  /** Working days. */
  readonly duration?: number
  readonly unknown?: NonNullable<Activity['unknown']>
  /** Working days. */
  readonly float?: number
  readonly freeFloat?: number
  readonly critical: boolean
  readonly level: number
  readonly rank: number
  /** Ids of what has to be before it. */
  readonly after?: readonly string[]
  /** The dates that the plan sets itself, and by how many working days it misses them. */
  readonly target?: { readonly start: string; readonly finish: string; readonly day: number; readonly late: number }
  /** As the baseline has it; `slip` in working days, later is more. */
  readonly baseline?: { readonly start: string; readonly finish: string; readonly days: DaySpan; readonly slip: number }
  readonly location: Location
}

/** Work of one owner. */
export interface OwnerLoad {
  readonly owner: string
  readonly activities: number
  /** Working days, one activity counted after the other. */
  readonly work: number
  /** Working days on which it is more than the owner can do at once, and what meets there. */
  readonly over: number
  readonly overlap: readonly string[]
}

/** A phase whose work does not fit its window; weeks. */
export interface Overcommitted {
  readonly id: string
  readonly window: string
  readonly available: number
  readonly needed: number
}

export interface ScheduleAssumed {
  readonly text: string
  readonly setting?: string
}

/** A step of a chain of links. */
export interface ChainStep {
  readonly key: ActivityKey
  readonly id: string
  readonly title: string
  readonly start?: string
  readonly finish?: string
  readonly owner?: string
  /** "FS", "FS -2 days": how it hangs on the step before. */
  readonly link?: string
}

/** The JSON document of `schedule`. */
export interface ScheduleData {
  readonly program: string
  readonly name: string
  readonly mode: ScheduleMode
  readonly kind: 'plan' | 'forecast'
  readonly start?: string
  readonly finish?: string
  /** Of a forecast: the finish that the plan has. */
  readonly planned?: string
  /** Working days by which the forecast is later than the plan, and than the baseline. */
  readonly slip?: number
  readonly dataDate?: string
  /** Today as a day of the chart. */
  readonly today?: number
  /** First day as an ISO date, imaginary where there is none: charts label their days with it. */
  readonly firstDay: string
  readonly hoursPerDay: number
  readonly daysPerWeek: number
  readonly baseline?: {
    readonly name: string
    readonly finish?: string
    readonly added: readonly string[]
    readonly removed: readonly string[]
  }
  /** How many there are in the program, whatever was asked for. */
  readonly totals: { readonly activities: number; readonly critical: number; readonly unestimated: number; readonly done: number }
  /** What was asked for: the id, the owner, the target of --to. */
  readonly asked: { readonly id?: string; readonly owner?: string; readonly to?: string; readonly critical?: true }
  readonly activities: readonly ScheduleRow[]
  /** The longest path to the finish, or to what --to names. */
  readonly criticalPath: readonly ChainStep[]
  readonly owners: readonly OwnerLoad[]
  readonly overcommitted: readonly Overcommitted[]
  readonly overdue: readonly {
    readonly id: string
    readonly title: string
    readonly due: string
    readonly owner?: string
    readonly days: number
  }[]
  readonly assumptions: readonly ScheduleAssumed[]
  /** --risk */
  readonly risk?: RiskView
  /** --health */
  readonly health?: readonly HealthMeasure[]
  readonly next?: string
  /** false: --no-chart. */
  readonly chart?: false
}

const dayLength = 86_400_000

/** A day as a number; days of the calendar, whatever the time zone. */
export const dayNumber = (date: string): number => Math.round(Date.parse(`${date}T00:00:00Z`) / dayLength)

/** Working days with at most two digits behind the point. */
export const inDays = (minutes: number, { minutesPerDay }: Pick<Schedule, 'minutesPerDay'>): number =>
  Number((minutes / minutesPerDay).toFixed(2))
