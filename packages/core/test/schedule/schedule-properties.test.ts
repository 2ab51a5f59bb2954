// tested-for: P5.R1
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Program } from '../../src/link/program-types.ts'
import { type Activity, compareSchedules, pathTo, type Schedule, scheduleOf, whyScheduled } from '../../src/schedule/index.ts'
import type { PhaseFile } from '../../src/schema/phase.ts'
import type { Task } from '../../src/schema/plan-records.ts'
import type { TimedLink } from '../../src/schema/timing.ts'
import { made, task } from './made.ts'

interface Plan {
  readonly phases: number
  readonly tasks: readonly {
    readonly phase: number
    readonly days: number
    readonly links: readonly (readonly [number, number, number])[]
  }[]
  readonly holidays: readonly string[]
  readonly windows: boolean
}

const few = { numRuns: 25 }
const types = ['FS', 'SS', 'FF', 'SF'] as const
const anyPlan: fc.Arbitrary<Plan> = fc.record({
  phases: fc.integer({ min: 1, max: 3 }),
  tasks: fc.array(
    fc.record({
      phase: fc.nat(2),
      days: fc.integer({ min: 0, max: 9 }),
      links: fc.array(fc.tuple(fc.nat(20), fc.nat(3), fc.integer({ min: -3, max: 3 })), { maxLength: 3 }),
    }),
    { minLength: 1, maxLength: 12 },
  ),
  holidays: fc.uniqueArray(fc.constantFrom('2026-01-06', '2026-01-07', '2026-01-20', '2026-02-02'), { maxLength: 3 }),
  windows: fc.boolean(),
})

/** Tasks depend on tasks before them, so there is no circle; phases have windows or none. `change` touches the tasks of the plan. */
function build(
  plan: Plan,
  options: { readonly start?: string; readonly shuffled?: boolean; readonly change?: (tasks: Task[]) => Task[] } = {},
): Program {
  const tasks = plan.tasks.map(({ days, links }, index) => {
    const depends = links.flatMap(([to, type, lag]): TimedLink[] =>
      index === 0 ? [] : [{ on: `T${to % index}`, type: types[type] as TimedLink['type'], ...(lag !== 0 && { lag: `${lag} days` }) }],
    )
    return task(`T${index}`, { ...(days > 0 && { estimate: `${days / 2} days` }), ...(depends.length > 0 && { depends }) })
  })
  const changed = options.change?.(tasks) ?? tasks
  // Tasks stand in tasks.yaml: the phases only name them, so that files can come in any order.
  const phases = Array.from(
    { length: plan.phases },
    (_, phase): Omit<PhaseFile, 'format'> => ({
      id: `P${phase}`,
      title: 'P',
      ...(plan.windows && { window: `${phase * 2}-${phase * 2 + 1}` }),
      tasks: plan.tasks.flatMap((one, index) => (one.phase % plan.phases === phase ? [`T${index}`] : [])),
    }),
  )
  const calendar = { holidays: [...plan.holidays] }
  return made(options.shuffled ? [...phases].reverse() : phases, {
    program: { start: options.start ?? '2026-01-05', calendar, weeks: 'inclusive' },
    tasks: options.shuffled ? [...changed].reverse() : changed,
  })
}

const dates = ({ activities }: Schedule): Record<string, unknown> =>
  Object.fromEntries(
    [...activities.values()]
      .map((one) => [one.key, [one.dates, one.lateDates, one.totalFloat, one.freeFloat, one.critical, one.rank, one.level]] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  )
const of = (program: Program): Schedule => scheduleOf(program).schedule
const ends = ({ activities }: Schedule): number => Math.max(0, ...[...activities.values()].map(({ early }) => early.to))

describe('schedules', () => {
  it('do not depend on the order of files', () => {
    fc.assert(
      fc.property(anyPlan, (plan) => {
        const one = of(build(plan))
        const two = of(build(plan, { shuffled: true }))
        expect(dates(two)).toEqual(dates(one))
        expect(two.criticalPath).toEqual(one.criticalPath)
        expect(compareSchedules(one, two)).toEqual([])
      }),
      few,
    )
  })

  it('are never early after they are late, and never have less float than none', () => {
    fc.assert(
      fc.property(anyPlan, (plan) => {
        const schedule = of(build(plan))
        for (const { early, late, totalFloat, freeFloat } of schedule.activities.values()) {
          if (late === undefined) continue
          expect(late.from).toBeGreaterThanOrEqual(early.from)
          expect(late.to).toBeGreaterThanOrEqual(early.to)
          expect(totalFloat).toBeGreaterThanOrEqual(freeFloat as number)
          expect(freeFloat).toBeGreaterThanOrEqual(0)
        }
      }),
      few,
    )
  })

  it('keep every link', () => {
    fc.assert(
      fc.property(anyPlan, (plan) => {
        const { links, activities } = of(build(plan))
        for (const { from, to, type, lag } of links) {
          const a = activities.get(from) as Activity
          const b = activities.get(to) as Activity
          const at = type === 'FS' || type === 'FF' ? a.early.to : a.early.from
          // A container that only shows what is in it may show a later start than the one that it was bound to.
          if (a.type !== 'task' && (type === 'SS' || type === 'SF')) continue
          expect(type === 'FS' || type === 'SS' ? b.early.from : b.early.to).toBeGreaterThanOrEqual(at + lag)
        }
      }),
      few,
    )
  })

  it('do not become shorter by more work', () => {
    fc.assert(
      fc.property(anyPlan, fc.nat(11), (plan, which) => {
        const longer = (tasks: Task[]): Task[] =>
          tasks.map((one, index) => (index === which % tasks.length ? { ...one, estimate: '20 days' } : one))
        expect(ends(of(build(plan, { change: longer })))).toBeGreaterThanOrEqual(ends(of(build(plan))))
      }),
      few,
    )
  })

  it('begin nothing earlier because of a further link', () => {
    fc.assert(
      fc.property(anyPlan, fc.nat(11), fc.nat(11), fc.nat(3), (plan, from, to, type) => {
        fc.pre(from < to && to < plan.tasks.length)
        const linked = (tasks: Task[]): Task[] =>
          tasks.map((one, index) =>
            index === to ? { ...one, depends: [...(one.depends ?? []), { on: `T${from}`, type: types[type] as TimedLink['type'] }] } : one,
          )
        const before = of(build(plan))
        const after = of(build(plan, { change: linked }))
        if (before.mode === 'order') return
        for (const [key, { early }] of before.activities) expect(after.activities.get(key)?.early.from).toBeGreaterThanOrEqual(early.from)
      }),
      few,
    )
  })

  it('move as a whole with their start', () => {
    fc.assert(
      fc.property(anyPlan, fc.integer({ min: 1, max: 40 }), (plan, weeks) => {
        const bare = { ...plan, holidays: [] }
        const later = new Date(Date.parse('2026-01-05T00:00:00Z') + weeks * 7 * 86_400_000).toISOString().slice(0, 10)
        const one = of(build(bare))
        const two = of(build(bare, { start: later }))
        for (const [key, { early, totalFloat }] of one.activities) expect(two.activities.get(key)).toMatchObject({ early, totalFloat })
      }),
      few,
    )
  })

  it('give work of one length the same dates by SS and FF as by either', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 0, max: 5 }), (days, lag) => {
        const spans = [['SS'], ['FF'], ['SS', 'FF']].map((kinds) => {
          const depends = kinds.map((type) => ({ on: 'A', type: type as TimedLink['type'], lag: `${lag} days` }))
          const tasks = [task('A', { estimate: `${days} days` }), task('B', { estimate: `${days} days`, depends })]
          return of(made([{ id: 'P', title: 'P', tasks }])).activities.get('task:B')?.early
        })
        expect(spans[1]).toEqual(spans[0])
        expect(spans[2]).toEqual(spans[0])
      }),
      few,
    )
  })

  it('explain every date by a chain that ends in itself, and gain nothing below none', () => {
    fc.assert(
      fc.property(anyPlan, (plan) => {
        const schedule = of(build(plan))
        for (const key of schedule.activities.keys()) {
          expect(pathTo(schedule, key).at(-1)).toBe(key)
          for (const { gain } of whyScheduled(schedule, key)) expect(gain).toBeGreaterThanOrEqual(0)
        }
        const path = schedule.criticalPath.map((key) => schedule.activities.get(key) as Activity)
        for (const { critical } of path) expect(critical).toBe(true)
        if (schedule.mode !== 'order') expect(path.at(-1)?.early.to ?? 0).toBe(ends(schedule))
      }),
      { numRuns: 20 },
    )
  })
})
