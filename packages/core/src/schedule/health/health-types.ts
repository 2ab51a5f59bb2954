import type { Location } from '../../diagnostics/diagnostic.ts'
import type { HealthRule } from '../../schema/timing.ts'
import type { ActivityKey, Schedule } from '../schedule-types.ts'

/** What a rule measures: a share of what it looks at, a number of faults, or an index around one. */
export type HealthUnit = 'share' | 'count' | 'index'

/** One thing that counts against a rule. */
export interface HealthOffender {
  /** Id of the activity; "A -> B" of a link; the owner. */
  readonly id: string
  readonly because: string
  readonly location: Location | undefined
}

/** How a schedule stands against one rule. */
export interface HealthMeasure {
  readonly rule: HealthRule
  /** What the rule is about, in a few words. */
  readonly title: string
  readonly unit: HealthUnit
  /** `most`: the value must not be above the limit; `least`: not below it. */
  readonly bound: 'most' | 'least'
  /** Undefined when there is nothing to measure: `words` says why. */
  readonly value: number | undefined
  readonly limit: number
  /** The same as people read it: "12.5 %", "3", "0.93"; "not measured". */
  readonly valueText: string
  readonly limitText: string
  /** Undefined when it was not measured. What was not measured is never sound. */
  readonly ok: boolean | undefined
  /** How many activities, links or owners were looked at. */
  readonly counted: number
  /** In order of the schedule. */
  readonly offenders: readonly HealthOffender[]
  /** The finding, in a sentence without a full stop. */
  readonly words: string
  /** What to do about it. */
  readonly help: string
}

/** What a rule found, before its limit is asked. */
export interface Measured {
  readonly value: number | undefined
  readonly counted: number
  readonly offenders: readonly HealthOffender[]
  readonly words: string
}

/** Schedules of one program that are measured together. */
export interface HealthInput {
  readonly schedule: Schedule
  /** What it is compared with: the plan as it was agreed. */
  readonly baseline: Schedule
}

/** "7 working days", "1 working day", "0.5 working days". */
export function daysWords(minutes: number, minutesPerDay: number): string {
  const days = Math.round((minutes / minutesPerDay) * 100) / 100
  return `${days} working ${days === 1 ? 'day' : 'days'}`
}

export function nothingToMeasure(words: string): Measured {
  return { value: undefined, counted: 0, offenders: [], words }
}

/** The share of what was looked at that counts against the rule; nothing at all is not a good share. */
export function shareOf(counted: number, offenders: readonly HealthOffender[], noun: string, fault: string): Measured {
  if (counted === 0) return nothingToMeasure(`there are no ${noun} to look at`)
  return { value: offenders.length / counted, counted, offenders, words: `${offenders.length} of ${counted} ${noun} ${fault}` }
}

/** How many count against the rule. */
export function numberOf(counted: number, offenders: readonly HealthOffender[], noun: string, fault: string): Measured {
  if (counted === 0) return nothingToMeasure(`there are no ${noun} to look at`)
  return { value: offenders.length, counted, offenders, words: `${offenders.length} of ${counted} ${noun} ${fault}` }
}

/** The id in a key of an activity. */
export const idOf = (key: ActivityKey): string => key.slice(key.indexOf(':') + 1)
