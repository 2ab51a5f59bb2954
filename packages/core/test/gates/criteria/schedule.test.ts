// tested-for: P5.R2
import { describe, expect, it, test } from 'vitest'
import { changeToJudge, judgeAcross } from '../../../src/gates/change/judge-across.ts'
import { explainGate } from '../../../src/gates/explain.ts'
import { suggestChecks } from '../../../src/gates/suggest.ts'
import type { Check, LeafOf } from '../../../src/schema/check.ts'
import type { Task } from '../../../src/schema/plan-records.ts'
import { caseOf, criterion, exitOf, factsOf, gateOf, outcome, type ProgramParts } from '../build.ts'

type ScheduleCheck = Omit<LeafOf<'schedule'>, 'kind'>

const task = (id: string, more: Partial<Task> = {}): Task => ({ id, title: `Task ${id}`, estimate: '5 days', ...more })

/** The exit gate of a phase with these tasks, in a program that begins on Monday 2026-11-16; it is Saturday 2026-11-21. */
const programOf = (check: ScheduleCheck | Check, tasks: readonly Task[], parts: ProgramParts = {}) =>
  exitOf(
    [criterion('P0.1', 'not' in check || 'all' in check ? (check as Check) : ({ kind: 'schedule', ...check } as Check))],
    { ...parts, program: { start: '2026-11-16', ...parts.program } },
    { tasks: [...tasks] },
  )
const judged = (check: ScheduleCheck | Check, tasks: readonly Task[], parts: ProgramParts = {}, records = caseOf()) => {
  const result = gateOf(programOf(check, tasks, parts), records, factsOf(), 'P0').criteria[0]
  if (result === undefined) throw new Error('no criterion')
  return result
}

const chain = [task('A', { state: 'done' }), task('B', { prerequisites: ['A'] })]
const undated: ProgramParts = { program: { start: undefined as never } }

describe('rules of schedule health', () => {
  test.each<[string, ScheduleCheck, readonly Task[], ProgramParts, string]>([
    ['that hold', { rules: ['missing-logic', 'leads', 'lags'] }, chain, {}, 'met'],
    ['one that does not', { rules: ['missing-logic', 'leads'] }, [...chain, task('C')], {}, 'unmet failed'],
    ['one of which nothing can be said', { rules: ['relation-types'] }, [task('A')], {}, 'unmet missing'],
    ['all of them', { rules: 'all' }, chain, {}, 'met'],
    ['all of them, without a start', { rules: 'all' }, chain, undated, 'unmet missing'],
    ['all of them, without durations', { rules: 'all' }, [task('A', { estimate: undefined as never })], {}, 'unmet failed'],
    ['all of them, of no work', { rules: 'all' }, [], {}, 'unmet failed'],
    [
      'with a limit of the program',
      { rules: ['missing-logic'] },
      [...chain, task('C')],
      { program: { schedule: { health: { 'missing-logic': 1 } } } },
      'met',
    ],
  ])('%s', (_name, check, tasks, parts, expected) => {
    expect(outcome(judged(check, tasks, parts))).toBe(expected)
  })

  it('say what is wrong, and with which record', () => {
    const result = judged({ rules: ['missing-logic', 'lags'] }, [...chain, task('C')])
    expect(result.because).toBe('missing-logic: 1 of 2 activities lack a link that the plan states, at most 5 %: C')
    expect(result).toMatchObject({ expected: '2 rules of schedule health', found: '1 of 2', fix: 'refractor schedule --health --forecast' })
    expect(result.open).toEqual([{ reason: 'failed', about: 'missing-logic C' }])
  })

  it('are not turned round by not: a rule may fail for what the plan does not say', () => {
    const bad: Check = { kind: 'schedule', rules: ['missing-logic'] }
    expect(outcome(judged({ not: bad }, [...chain, task('C')]))).toBe('unmet failed')
    expect(outcome(judged({ not: bad }, chain))).toBe('unmet failed')
  })
})

describe('a forecast', () => {
  // B begins on Monday 23 November at the earliest, and needs a week.
  test.each<[string, NonNullable<ScheduleCheck['finish']>, readonly Task[], ProgramParts, string]>([
    ['in time', { by: '2026-11-27' }, chain, {}, 'met'],
    ['a day late', { by: '2026-11-26' }, chain, {}, 'unmet failed'],
    ['of one task', { of: 'B', by: '2026-11-27' }, [...chain, task('C', { prerequisites: ['B'] })], {}, 'met'],
    ['of everything after it', { by: '2026-11-27' }, [...chain, task('C', { prerequisites: ['B'] })], {}, 'unmet failed'],
    ['of the phase', { of: 'P0', by: '2026-11-27' }, chain, {}, 'met'],
    ['of what is done', { of: 'A', by: '2026-11-21' }, chain, {}, 'met'],
    ['of nothing that is scheduled', { of: 'P0.M7', by: '2026-11-27' }, chain, {}, 'unmet undefined'],
    ['that cannot be known', { by: '2027-11-27' }, [...chain, task('C', { estimate: undefined as never })], {}, 'unmet missing'],
    [
      'of what does not wait for the unknown',
      { of: 'B', by: '2026-11-27' },
      [...chain, task('C', { estimate: undefined as never })],
      {},
      'met',
    ],
    [
      'of what does',
      { of: 'D', by: '2027-11-27' },
      [...chain, task('C', { estimate: 'a while' }), task('D', { prerequisites: ['C'] })],
      {},
      'unmet missing',
    ],
    ['without a start', { by: '2027-11-27' }, chain, undated, 'unmet missing'],
    ['without durations', { by: '2027-11-27' }, [task('A', { estimate: undefined as never })], {}, 'unmet missing'],
    ['of no work', { by: '2027-11-27' }, [], {}, 'unmet missing'],
    ['of optional work only', { by: '2027-11-27' }, [task('A', { optional: true })], {}, 'unmet missing'],
    ['of one optional task', { of: 'A', by: '2027-11-27' }, [task('A', { optional: true })], {}, 'met'],
    [
      'after a lag that cannot be read',
      { by: '2027-11-27' },
      [task('A'), task('B', { depends: [{ on: 'A', lag: 'soon' }] })],
      {},
      'unmet missing',
    ],
    [
      'of what does not wait for that lag',
      { of: 'A', by: '2027-11-27' },
      [task('A'), task('B', { depends: [{ on: 'A', lag: 'soon' }] })],
      {},
      'met',
    ],
    [
      'that begins with what waits for such a lag',
      { of: 'C', by: '2027-11-27' },
      [task('A'), task('B', { depends: [{ on: 'A', lag: 'soon' }] }), task('C', { depends: [{ on: 'B', type: 'SS' }] })],
      {},
      'unmet missing',
    ],
    [
      'of work of which nobody can read what remains',
      { by: '2027-11-27' },
      [task('A', { state: 'in-progress', actual: { start: '2026-11-16', remaining: 'a while' } })],
      {},
      'unmet missing',
    ],
  ])('%s', (_name, finish, tasks, parts, expected) => {
    expect(outcome(judged({ finish }, tasks, parts))).toBe(expected)
  })

  it('of a phase that takes nobody knows how long is not known', () => {
    const program = exitOf(
      [criterion('P0.1', { kind: 'schedule', finish: { by: '2099-01-01' } })],
      { program: { start: '2026-11-16' } },
      { duration: 'a few months', tasks: [task('A')] },
    )
    const [result] = gateOf(program, caseOf(), factsOf(), 'P0').criteria
    expect(result?.because).toBe('when the program ends cannot be known: P0 has a duration that cannot be read')
  })

  it('says when, and what to look at', () => {
    expect(judged({ finish: { of: 'B', by: '2026-11-26' } }, chain)).toMatchObject({
      because: 'B is forecast to end on 2026-11-27, which is after 2026-11-26',
      expected: '2026-11-26 or earlier',
      found: '2026-11-27',
      fix: 'refractor schedule --forecast B',
    })
    expect(judged({ finish: { of: 'Bx', by: '2026-11-26' } }, chain).because).toContain('is nothing that the plan schedules')
  })

  it('of a phase without an end is never in time', () => {
    const program = exitOf(
      [criterion('P0.1', { kind: 'schedule', finish: { of: 'P1', by: '2099-01-01' } })],
      { program: { start: '2026-11-16' }, phases: [{ id: 'P1', window: '28+' }] },
      { duration: '1 week' },
    )
    const [result] = gateOf(program, caseOf(), factsOf(), 'P0').criteria
    expect(result && outcome(result)).toBe('unmet missing')
  })

  it('that is later than asked can be turned round', () => {
    expect(outcome(judged({ not: { kind: 'schedule', finish: { by: '2026-11-26' } } }, chain))).toBe('met')
    expect(outcome(judged({ not: { kind: 'schedule', finish: { of: 'Q', by: '2026-11-26' } } }, chain))).toBe('unmet undefined')
  })

  it('is asked for together with rules', () => {
    const both: ScheduleCheck = { rules: ['missing-logic'], finish: { by: '2026-11-27' } }
    expect(outcome(judged(both, chain))).toBe('met')
    expect(outcome(judged(both, [...chain, task('C')]))).toBe('unmet failed')
    expect(outcome(judged({ ...both, finish: { by: '2026-11-20' } }, chain))).toBe('unmet failed')
  })

  it('moves with the day on which it is asked', () => {
    const check: ScheduleCheck = { finish: { by: '2026-11-27' } }
    const on = (now: string) => gateOf(programOf(check, chain), caseOf(), factsOf(), 'P0', { now }).criteria[0]?.outcome
    expect([on('2026-11-23T09:00:00Z'), on('2026-11-24T09:00:00Z')]).toEqual(['met', 'unmet'])
  })
})

describe('in a circle of prerequisites', () => {
  it('nothing is in time', () => {
    const circle = [task('A', { prerequisites: ['B'] }), task('B', { prerequisites: ['A'] })]
    expect(outcome(judged({ finish: { by: '2099-01-01' } }, circle))).toBe('unmet invalid')
    expect(outcome(judged({ rules: ['leads'] }, circle))).toBe('unmet invalid')
  })
})

describe('between two revisions', () => {
  const facts = factsOf()
  const judge = (check: ScheduleCheck, before: readonly Task[], after: readonly Task[]) => {
    const [base, head] = [programOf(check, before), programOf(check, after)]
    const change = changeToJudge({ base: { program: base, case: caseOf() }, head: { program: head, case: caseOf() } })
    const [result] = judgeAcross(change, facts, ['P0'], { now: '2026-11-21T12:00:00Z' }).gates
    return result?.criteria[0] && outcome(result.criteria[0])
  }
  const open = [task('A'), task('B', { prerequisites: ['A'] })]

  test.each<[string, readonly Task[], string]>([
    ['states of head count', chain, 'met'],
    ['shorter durations of head do not', open.map((one) => ({ ...one, estimate: '1 day' })), 'unmet failed'],
    ['nor does work that head leaves out', [task('A')], 'unmet failed'],
    ['work that head adds does', [...chain, task('C', { prerequisites: ['B'] })], 'unmet failed'],
  ])('%s', (_name, after, expected) => {
    expect(judge({ finish: { by: '2026-11-27' } }, open, after)).toBe(expected)
  })
})

describe('proposed', () => {
  it('where a plan asks for a sound schedule by its name', () => {
    const proposed = { kind: 'schedule', rules: 'all' }
    for (const text of ['Schedule health reviewed', 'DCMA 14-point assessment passed'])
      expect(JSON.stringify(suggestChecks(text))).toContain(JSON.stringify(proposed).slice(0, -1))
    expect(JSON.stringify(suggestChecks('Schedule published'))).not.toContain('"schedule"')
  })
})

describe('explained', () => {
  it('says what is wanted, and the command', () => {
    const program = programOf({ rules: ['leads', 'lags'], finish: { of: 'B', by: '2026-11-26' } }, chain)
    const one = explainGate(program, caseOf(), factsOf(), 'P0', { now: '2026-11-21T12:00:00Z' })?.criteria[0]
    expect(JSON.stringify(one)).toContain('a schedule that keeps leads, lags, and a forecast of B that ends on 2026-11-26 or earlier')
    expect(JSON.stringify(one)).toContain('refractor schedule --health --forecast')
  })
})
