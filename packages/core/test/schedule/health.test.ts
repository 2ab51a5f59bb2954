// tested-for: P5.R2
import { describe, expect, it, test } from 'vitest'
import { healthLimits } from '../../src/schedule/health/limits.ts'
import { healthOf, healthRules } from '../../src/schedule/health.ts'
import { scheduleOf } from '../../src/schedule/schedule-of.ts'
import type { ScheduleOptions } from '../../src/schedule/schedule-types.ts'
import type { HealthRule } from '../../src/schema/timing.ts'
import { buildProgram } from '../build-program.ts'
import { planOf, type TaskTexts } from './plans.ts'

type More = NonNullable<Parameters<typeof planOf>[1]>
type Options = ScheduleOptions & More

function measured(rule: HealthRule, tasks: TaskTexts, { program: top, phase, risks, ...options }: Options = {}) {
  const program = planOf(tasks, {
    ...(top !== undefined && { program: top }),
    ...(phase !== undefined && { phase }),
    ...(risks !== undefined && { risks }),
  })
  const [measure] = healthOf(scheduleOf(program, options).schedule, program, undefined, [rule])
  if (measure === undefined) throw new Error(`${rule} was not measured`)
  return measure
}
const short = (rule: HealthRule, tasks: TaskTexts, options: Options = {}): string => {
  const { ok, valueText, offenders } = measured(rule, tasks, options)
  return `${ok === undefined ? '?' : ok ? 'ok' : 'bad'} ${valueText}${offenders.length === 0 ? '' : `: ${offenders.map(({ id }) => id).join(', ')}`}`
}

const start = 'start: 2026-01-05\n'
const chain: TaskTexts = { A: 'estimate: 2 days', B: 'estimate: 3 days, prerequisites: [A]', C: 'estimate: 1 day, prerequisites: [B]' }
const of = (count: number, rest: string): TaskTexts => Object.fromEntries(Array.from({ length: count }, (_, index) => [`X${index}`, rest]))

describe('every rule', () => {
  it('has a limit, and is told in one order', () => {
    expect(Object.keys(healthLimits)).toEqual([...healthRules])
    const program = planOf(chain)
    expect(healthOf(scheduleOf(program).schedule, program).map(({ rule }) => rule)).toEqual([...healthRules])
  })

  it('takes its limit from the program where that gives one', () => {
    const tasks = { ...chain, D: 'estimate: 1 day, depends: [{ on: A, lag: 1 day }]' }
    expect(short('lags', tasks)).toBe('bad 33.3 %: A -> D')
    const program = `${start}schedule: { health: { lags: 0.5 } }\n`
    expect(short('lags', tasks, { program })).toBe('ok 33.3 %: A -> D')
    expect(measured('lags', tasks, { program })).toMatchObject({ limit: 0.5, limitText: 'at most 50 %', unit: 'share', bound: 'most' })
  })

  test.each(healthRules)('%s says nothing good of a plan without any work', (rule) => {
    const program = buildProgram({ 'specification/program.yaml': `format: 1\nid: demo\nname: Demo\n${start}` })
    const [measure] = healthOf(scheduleOf(program).schedule, program, undefined, [rule])
    expect(measure).toMatchObject({ ok: undefined, value: undefined, valueText: 'not measured' })
  })

  test.each(healthRules)('%s finds a place and words for what it says of a plan that keeps none', (rule) => {
    const program = planOf(
      {
        A: 'estimate: 60 days, owner: Ann, due: 2026-01-06, notBefore: 2026-03-02, actual: { start: 2026-01-20, finish: 2026-01-10 }',
        B: 'estimate: 61 days, owner: Ann, notBefore: 2026-03-02, depends: [{ on: A, lag: -2 days }]',
        C: 'depends: [{ on: A, type: SS, lag: 9 days }]',
        D: 'estimate: 1 day, notBefore: 2026-09-01',
        E: 'estimate: 100 days, notBefore: 2026-09-01',
      },
      { program: start },
    )
    const baseline = scheduleOf(planOf(of(1, 'estimate: 1 day'), { program: start })).schedule
    const { schedule } = scheduleOf(program, { dataDate: '2026-02-02' })
    for (const measure of healthOf(schedule, program, rule === 'critical-path-length-index' ? baseline : undefined, [rule])) {
      expect(measure.words.length).toBeGreaterThan(5)
      expect(measure.help.length).toBeGreaterThan(5)
      for (const { because, location } of measure.offenders) {
        expect(because.length).toBeGreaterThan(3)
        expect(location?.file).toMatch(/^specification\//)
      }
    }
  })
})

describe('missing logic', () => {
  test.each<[string, TaskTexts, string]>([
    ['a chain', chain, 'ok 0 %'],
    ['one task', { A: 'estimate: 2 days' }, 'ok 0 %'],
    ['a task beside it', { ...chain, D: 'estimate: 1 day' }, 'bad 25 %: D'],
    ['what is done does not count', { ...chain, D: 'estimate: 1 day, state: done' }, 'ok 0 %'],
    ['what is optional does not count', { ...chain, D: 'estimate: 1 day, optional: true' }, 'ok 0 %'],
  ])('%s', (_name, tasks, expected) => {
    expect(short('missing-logic', tasks)).toBe(expected)
  })

  const milestones = (more: string, settings = ''): string => {
    const program = buildProgram({
      'specification/program.yaml': `format: 1\nid: demo\nname: Demo\n${start}${settings}`,
      'specification/phases/P1.yaml': `format: 1\nid: "P1"\ntitle: "One"\nmilestones:
  - { id: P1.M1, title: First, duration: 3 days, tasks: [{ id: T1, title: Inside }, { id: T2, title: Inside }] }
  - { id: P1.M2, title: Second, duration: 3 days${more} }
`,
      'specification/phases/P2.yaml': 'format: 1\nid: "P2"\ntitle: "Two"\ndependencies: ["P1"]\nduration: 1 week\n',
    })
    const [measure] = healthOf(scheduleOf(program).schedule, program, undefined, ['missing-logic'])
    return measure?.offenders.map(({ id, because }) => `${id} ${because}`).join('; ') ?? ''
  }

  it('an assumed sequence of milestones is no link, and the tasks of a milestone lean on it', () => {
    expect(milestones('')).toBe('T1 nothing follows from it; T2 nothing follows from it; P1.M2 nothing leads to it')
  })
  it('a relation is one', () => {
    expect(milestones(', relations: [{ type: after, milestone: P1.M1 }]')).toBe('')
  })
  it('and so is a sequence that the program states', () => {
    expect(milestones('', 'schedule: { milestones: sequence }\n')).toBe('')
  })
})

describe('links', () => {
  test.each<[HealthRule, TaskTexts, string]>([
    ['leads', chain, 'ok 0 %'],
    ['leads', { ...chain, D: 'estimate: 1 day, depends: [{ on: A, lag: -1 day }]' }, 'bad 33.3 %: A -> D'],
    ['leads', of(3, 'estimate: 1 day'), 'ok 0 %'],
    ['lags', chain, 'ok 0 %'],
    ['relation-types', chain, 'ok 100 %'],
    ['relation-types', { ...chain, D: 'estimate: 1 day, depends: [{ on: A, type: SS }]' }, 'bad 66.7 %: A -> D'],
    ['relation-types', of(3, 'estimate: 1 day'), '? not measured'],
    ['hard-constraints', chain, 'ok 0 %'],
    ['hard-constraints', { ...chain, D: 'estimate: 1 day, notBefore: 2026-02-02' }, 'bad 25 %: D'],
  ])('%s of %j', (rule, tasks, expected) => {
    expect(short(rule, tasks)).toBe(expected)
  })
})

describe('amounts', () => {
  test.each<[HealthRule, TaskTexts, string]>([
    ['high-duration', { A: 'estimate: 44 days' }, 'ok 0 %'],
    ['high-duration', { A: 'estimate: 45 days' }, 'bad 100 %: A'],
    ['high-duration', { A: '' }, '? not measured'],
    ['high-float', { A: 'estimate: 50 days', B: 'estimate: 5 days' }, 'bad 50 %: B'],
    ['high-float', { A: 'estimate: 50 days', B: 'estimate: 6 days' }, 'ok 0 %'],
    ['unestimated', { A: 'estimate: 5 days', B: '' }, 'bad 50 %: B'],
    ['unestimated', { A: 'estimate: 5 days', B: 'estimate: a while' }, 'bad 50 %: B'],
    ['unestimated', { A: 'estimate: 5 days', B: 'state: done' }, 'ok 0 %'],
    ['unestimated', { A: '', B: '' }, 'bad 100 %: A, B'],
    ['overloaded-owners', { A: 'estimate: 5 days, owner: Ann', B: 'estimate: 5 days, owner: Ann' }, 'bad 1: Ann'],
    ['overloaded-owners', { A: 'estimate: 5 days, owner: Ann', B: 'estimate: 5 days, owner: Ben' }, 'ok 0'],
    ['overloaded-owners', { A: 'estimate: 5 days, owner: Ann', B: 'estimate: 5 days, owner: Ann, prerequisites: [A]' }, 'ok 0'],
    ['overloaded-owners', { A: 'owner: Ann', B: 'owner: Ann' }, '? not measured'],
    ['overloaded-owners', { A: 'estimate: 5 days', B: 'estimate: 5 days' }, 'ok 0'],
  ])('%s of %j', (rule, tasks, expected) => {
    expect(short(rule, tasks)).toBe(expected)
  })

  it('lets an owner do as much as the program says', () => {
    const tasks = { A: 'estimate: 5 days, owner: Ann', B: 'estimate: 5 days, owner: Ann' }
    expect(short('overloaded-owners', tasks, { program: `${start}schedule: { capacity: 2 }\n` })).toBe('ok 0')
  })

  it('does not ask for the durations of tasks whose phase or milestone has one', () => {
    expect(short('unestimated', { A: '', B: '' }, { phase: 'duration: 2 weeks\n' })).toBe('ok 0 %')
    expect(short('unestimated', { A: '', B: '' }, { phase: 'window: "0-2"\n' })).toBe('ok 0 %')
    expect(short('unestimated', { A: 'estimate: 1 day', B: '' }, { phase: 'window: "0-2"\n' })).toBe('bad 50 %: B')
  })
})

describe('ends', () => {
  test.each<[string, TaskTexts, string]>([
    ['in time', { A: 'estimate: 5 days, due: 2026-01-09' }, 'ok 0'],
    ['a day late', { A: 'estimate: 5 days, due: 2026-01-08' }, 'bad 1: A'],
  ])('%s', (_name, tasks, expected) => {
    expect(short('negative-float', tasks)).toBe(expected)
  })

  it('of a phase that outgrows its window', () => {
    expect(short('negative-float', { A: 'estimate: 9 days' }, { phase: 'window: "0"\n' })).toMatch(/^bad 1: P1$/)
  })

  test.each<[string, string, string]>([
    ['past', 'actual: { start: 2026-01-05, finish: 2026-01-09 }, state: done', 'ok 0'],
    ['back to front', 'actual: { start: 2026-01-09, finish: 2026-01-05 }, state: done', 'bad 1: A'],
    ['begun in the future', 'actual: { start: 2026-03-09 }, state: in-progress', 'bad 1: A'],
    ['done in the future', 'actual: { finish: 2026-03-09 }, state: done', 'bad 1: A'],
  ])('actual dates: %s', (_name, rest, expected) => {
    expect(short('invalid-dates', { A: `estimate: 5 days, ${rest}` }, { dataDate: '2026-02-02' })).toBe(expected)
  })

  it('that were missed', () => {
    const tasks: TaskTexts = { A: 'estimate: 5 days', B: 'estimate: 5 days, prerequisites: [A]', C: 'estimate: 20 days' }
    const late = { dataDate: '2026-01-14' }
    expect(short('missed', tasks, late)).toBe('bad 100 %: A')
    expect(short('baseline-execution-index', tasks, late)).toBe('bad 0: A')
    expect(short('missed', { ...tasks, A: 'estimate: 5 days, state: done' }, late)).toBe('ok 0 %')
    expect(short('missed', { ...tasks, A: 'estimate: 5 days, state: done, actual: { finish: 2026-01-12 } ' }, late)).toBe('bad 100 %: A')
    expect(short('baseline-execution-index', { ...tasks, A: 'estimate: 5 days, state: done' }, late)).toBe('ok 1')
    expect(short('missed', tasks, { dataDate: '2026-01-06' })).toBe('ok 0 %')
    expect(short('baseline-execution-index', tasks, { dataDate: '2026-01-06' })).toBe('ok 1')
    expect(short('missed', tasks)).toBe('? not measured')
  })

  it('of the critical path: 20 days are left, and four of them are lost', () => {
    const tasks: TaskTexts = { A: 'estimate: 20 days' }
    // Nobody has begun on the fifth day: 20 days are left, and 16 until the finish of the plan.
    expect(measured('critical-path-length-index', tasks, { dataDate: '2026-01-09' })).toMatchObject({
      value: 16 / 20,
      valueText: '0.8',
      ok: false,
    })
    expect(short('critical-path-length-index', tasks, { dataDate: '2026-01-05' })).toBe('ok 1')
    expect(short('critical-path-length-index', tasks)).toBe('ok 1')
    expect(short('critical-path-length-index', { A: '' })).toBe('? not measured')
  })
})

describe('the critical path', () => {
  it('reaches back to the start', () => {
    expect(short('critical-path', chain)).toBe('ok 0')
  })
  it('is broken by a date', () => {
    expect(short('critical-path', { ...chain, D: 'estimate: 20 days, notBefore: 2026-03-02' })).toBe('bad 40: D')
  })
  it('of a forecast reaches back to now', () => {
    expect(short('critical-path', { ...chain, A: 'estimate: 2 days, state: done' }, { dataDate: '2026-02-02' })).toBe('ok 0')
  })
  it('is not known where nothing has a duration', () => {
    expect(short('critical-path', { A: '', B: '' })).toBe('? not measured')
  })
})
