import type { Location } from '../diagnostics/diagnostic.ts'
import type { LinkType } from '../schema/timing.ts'
import type { WorkCalendar } from './work-calendar.ts'

// What a schedule is made of. Amounts of working time are minutes of the working calendar (whole numbers: 7.5 days are 3,600); dates are
// YYYY-MM-DD of the plan, without a time zone.

export type ActivityType = 'phase' | 'milestone' | 'task' | 'gate'

/** `type:id`: an exit gate has the id of its phase. */
export type ActivityKey = `${ActivityType}:${string}`

/** Between two instants of the working calendar, in minutes from the start of the schedule. */
export interface Span {
  readonly from: number
  readonly to: number
}

/** A span as days. `finish` is the last day on which work is done; an event has one day. `offset` days where the plan names no start. */
export interface Dates {
  readonly start: string
  readonly finish: string
}

export type Progress = 'planned' | 'started' | 'done'

export interface Activity {
  readonly key: ActivityKey
  readonly type: ActivityType
  readonly id: string
  readonly title: string
  /** What holds it: the task above it, else its milestone, else its (first) phase. */
  readonly parent: ActivityKey | undefined
  /** Phases that it belongs to, in order of the plan; a task may be in several. */
  readonly phases: readonly string[]
  readonly owner: string | undefined
  /** Working minutes as the plan says; undefined where it says nothing that can be read. Of a container: of its early span. */
  readonly duration: number | undefined
  /** Why no duration is known: 'none' (the plan has none), 'placeholder' ("{N} hours"), 'unreadable' ("a while"). */
  readonly unknown: 'none' | 'placeholder' | 'unreadable' | undefined
  readonly optional: boolean
  /** It has no end: "28+". Its finish is not part of the finish of the program, and it has no float. */
  readonly open: boolean
  readonly progress: Progress
  /** Share that is done, 0 to 1: of a container, of its tasks that have to be done. */
  readonly done: number
  readonly early: Span
  readonly late: Span | undefined
  /** Absent in order-only mode. Relative schedules have dates of an imaginary year: print `week` and `day` (see `dateWords`). */
  readonly dates: Dates | undefined
  readonly lateDates: Dates | undefined
  /** Minutes by which it can slip without moving the finish (of the program); undefined for open ends, for what is done as of a data date, and in order-only mode. */
  readonly totalFloat: number | undefined
  /** … without moving anything else. */
  readonly freeFloat: number | undefined
  /** On the longest path to the finish. */
  readonly critical: boolean
  /** Position in an order that respects every link, from 0; the same for files in any order. */
  readonly rank: number
  /** Levels of links before it, from 0. */
  readonly level: number
  /** The dates that the plan sets itself: window of a phase, due date. A target bounds nothing; lateness against it is a finding. */
  readonly target: Dates | undefined
  readonly location: Location
}

/** Why a link is there. */
export type LinkReason = 'prerequisite' | 'depends' | 'relation' | 'sequence' | 'phase' | 'contains' | 'gate'

export interface ScheduleLink {
  readonly from: ActivityKey
  readonly to: ActivityKey
  readonly type: LinkType
  /** Minutes, negative for a lead; working or calendar as `calendar` says. */
  readonly lag: number
  readonly calendar: boolean
  readonly reason: LinkReason
  /** Nothing else makes `to` as late as this link does. */
  readonly driving: boolean
  readonly location: Location | undefined
}

/** Where no date is known there is still an order. */
export type ScheduleMode = 'dated' | 'relative' | 'order'

/** An assumption that the plan leaves to the reader, in words, with the setting that says it. */
export interface ScheduleAssumption {
  readonly text: string
  readonly setting: string | undefined
}

export interface Schedule {
  readonly program: string
  readonly mode: ScheduleMode
  /** First day; of a relative schedule an imaginary Monday. */
  readonly start: string
  /** Last working day of everything that ends; undefined in order-only mode. */
  readonly finish: string | undefined
  /** Of a forecast: the day as of which states were looked at. Nothing unfinished lies before it. */
  readonly dataDate: string | undefined
  readonly minutesPerDay: number
  readonly daysPerWeek: number
  /** Turns instants into days and back. */
  readonly calendar: WorkCalendar
  /** The number of the week that begins with the start: 0 where the plan has windows, which count from it, else 1. */
  readonly firstWeek: 0 | 1
  /** Containers before what they hold, phases in order of the plan. */
  readonly activities: ReadonlyMap<ActivityKey, Activity>
  /** Every link; `contains` (SS from what holds to what is held, FF back) is no dependency that anybody stated: leave it out of drawings. */
  readonly links: readonly ScheduleLink[]
  /** Keys of the longest path to the finish, in order; containers are not in it. */
  readonly criticalPath: readonly ActivityKey[]
  readonly assumptions: readonly ScheduleAssumption[]
}

/** When something really began and ended. */
export interface ActualDates {
  readonly start?: string
  readonly finish?: string
}

export interface ScheduleOptions {
  /** YYYY-MM-DD in the place of the start of the program. */
  readonly from?: string
  /** Given: a forecast from the states, as of this day. Absent: the plan as it is written, whatever was done. */
  readonly dataDate?: string
  /** By activity, from the audit log; what the plan says (`actual:`) counts first. */
  readonly actuals?: ReadonlyMap<ActivityKey, ActualDates>
  /** Ids of closed phases, and when they were closed. */
  readonly closed?: ReadonlyMap<string, string>
}
