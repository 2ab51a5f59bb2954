import type { HealthRule } from '../../schema/timing.ts'
import type { HealthUnit } from './health-types.ts'

/** What is fixed about a rule, whatever the plan. */
interface HealthLimit {
  readonly title: string
  readonly unit: HealthUnit
  readonly bound: 'most' | 'least'
  /** The limit where program.yaml gives none (schedule.health.<rule>). */
  readonly limit: number
  readonly help: string
}

/** A longer task than this is too coarse to be steered, and more float than this says that links are missing: two months of working days. */
export const longDays = 44

const most = (unit: HealthUnit, limit: number, title: string, help: string): HealthLimit => ({ title, unit, bound: 'most', limit, help })
const least = (unit: HealthUnit, limit: number, title: string, help: string): HealthLimit => ({ title, unit, bound: 'least', limit, help })

/**
 * The rules in the order in which they are told. Numbers 1 to 9 and 11 to 14 of the fourteen points of the DCMA stand with their limits;
 * number 10 (resources) becomes owners who have too much at once; `unestimated` is of our own.
 */
export const healthLimits: Readonly<Record<HealthRule, HealthLimit>> = {
  'missing-logic': most(
    'share',
    0.05,
    'work that nothing leads to or follows from',
    'say what must be before it: prerequisites, depends, or relations of a milestone',
  ),
  leads: most(
    'share',
    0,
    'links that let work begin before the other one ends',
    'split the work where the overlap begins, and link the parts',
  ),
  lags: most('share', 0.05, 'links that wait', 'make the waiting a task of its own, with an owner'),
  'relation-types': least(
    'share',
    0.9,
    'share of links from finish to start',
    'link finish to start where you can: depends with another type hides when work can begin',
  ),
  'hard-constraints': most(
    'share',
    0.05,
    'work whose start is a date and not a link',
    'say what it waits for (depends), and remove notBefore',
  ),
  'high-float': most(
    'share',
    0.05,
    `work that could slip by more than ${longDays} working days`,
    'say what needs its result: a prerequisite that is not written gives float that is not there',
  ),
  'negative-float': most(
    'count',
    0,
    'work that ends after the day that the plan sets for it',
    'shorten what leads to it (refractor why ID), or move the date',
  ),
  'high-duration': most('share', 0.05, `work of more than ${longDays} working days`, 'split it into parts that can be seen to be done'),
  'invalid-dates': most(
    'count',
    0,
    'dates that cannot be',
    'correct actual: what has happened is not in the future, and ends after it began',
  ),
  unestimated: most(
    'share',
    0.05,
    'work without a duration that can be read',
    'write estimate or duration: "3 working days"; a range goes into spread',
  ),
  'overloaded-owners': most(
    'count',
    0,
    'owners who have too much at once',
    'give work to others or link it; schedule.capacity says how much one can do at once',
  ),
  missed: most(
    'share',
    0.05,
    'work that was to be done by now and was not done in time',
    'plan anew from what is left, and agree on the new baseline',
  ),
  'critical-path': most(
    'count',
    0,
    'working days before the critical path begins',
    'link what is before it: a date holds the path (window, notBefore), so that a slip before it moves nothing',
  ),
  'critical-path-length-index': least(
    'index',
    0.95,
    'critical path length index',
    'shorten the critical path: refractor schedule --critical',
  ),
  'baseline-execution-index': least(
    'index',
    0.95,
    'baseline execution index',
    'finish what the baseline has finished by now, or agree on a new baseline',
  ),
}
