// tested-for: P3.R7
import { describe, expect, it } from 'vitest'
import { lastDateIn } from '../../src/trace/due-date.ts'
import { checkRiskDates } from '../../src/trace/risk-dates.ts'
import { riskMatrix } from '../../src/trace/risk-matrix.ts'
import { riskOrders, riskRegister, sortRisks } from '../../src/trace/risk-register.ts'
import { buildProgram, lines } from '../build-program.ts'

const now = '2026-11-21T10:00:00Z'
const program = (...rows: readonly string[]) => `format: 1\nid: demo\nname: Demo\n${rows.join('\n')}\n`
const risksFile = (...rows: readonly string[]) => `format: 1\nrisks:\n${rows.map((row) => `  - { ${row} }`).join('\n')}\n`
const phase = (id: string, head: readonly string[], tasks: readonly string[]) =>
  [
    `format: 1`,
    `id: "${id}"`,
    `title: "${id}"`,
    ...head,
    ...(tasks.length > 0 ? ['tasks:', ...tasks.map((task) => `  - ${task}`)] : []),
  ].join('\n')

const build = (risks: readonly string[], tasks: readonly string[] = [], head: readonly string[] = [], more: Record<string, string> = {}) =>
  buildProgram({
    'specification/program.yaml': program(),
    'specification/phases/P0.yaml': phase('P0', head, tasks),
    'specification/risks.yaml': risksFile(...risks),
    ...more,
  })

const states = (...args: Parameters<typeof build>) => riskRegister(build(...args), now).map(({ state }) => state)

describe('the state of a risk', () => {
  const task = (id: string, rest = '') => `{ id: "${id}", title: "Carry"${rest} }`
  const t = 'id: "R1", title: "Damp", tasks: ["T1", "T2"]'

  it('follows from its tasks', () => {
    expect(states(['id: "R1", title: "Damp"'])).toEqual(['unmitigated'])
    expect(states(['id: "R1", title: "Damp", mitigation: "Dry it"'])).toEqual(['open'])
    expect(states(['id: "R1", title: "Damp", mitigation: "TBD", contingency: "-"'])).toEqual(['unmitigated'])
    expect(states([t], [task('T1'), task('T2')])).toEqual(['open'])
    expect(states([t], [task('T1', ', state: "in-progress"'), task('T2')])).toEqual(['mitigating'])
    expect(states([t], [task('T1', ', state: "done"'), task('T2')])).toEqual(['mitigating'])
    expect(states([t], [task('T1', ', state: "done"'), task('T2', ', state: "done"')])).toEqual(['mitigated'])
  })

  it('does not wait for optional tasks, unless there are no others', () => {
    expect(states([t], [task('T1', ', state: "done"'), task('T2', ', optional: true')])).toEqual(['mitigated'])
    expect(states([t], [task('T1'), task('T2', ', optional: true, state: "done"')])).toEqual(['open'])
    expect(states([t], [task('T1', ', optional: true'), task('T2', ', optional: true')])).toEqual(['open'])
  })

  it('is what the plan says once the plan ends it', () => {
    const [closed, accepted, open] = riskRegister(
      build(
        [`${t}, status: "Closed"`, 'id: "R2", title: "Rain", status: "accepted"', 'id: "R3", title: "Dust", status: "Monitoring"'],
        [task('T1'), task('T2')],
      ),
      now,
    )
    expect(closed).toMatchObject({ state: 'closed', stateFromTasks: 'open', isStateDerived: false, isOpen: false })
    expect(accepted).toMatchObject({ state: 'accepted', isOpen: false })
    expect(open).toMatchObject({ state: 'unmitigated', isStateDerived: true, isOpen: true, owner: undefined })
  })
})

describe('severity', () => {
  it('is that of the plan, or impact times likelihood', () => {
    const found = riskRegister(
      build([
        'id: "R1", title: "a", impact: "High", likelihood: "Medium"',
        'id: "R2", title: "b", impact: "High", likelihood: "High", severity: "Low"',
        'id: "R3", title: "c", impact: "High"',
        'id: "R4", title: "d", impact: "high", likelihood: "low", severity: "to be discussed"',
      ]),
      now,
    )
    expect(found.map(({ severity, isSeverityDerived, score }) => [severity, isSeverityDerived, score])).toEqual([
      ['high', true, 12],
      ['low', false, 16],
      [undefined, false, undefined],
      ['medium', true, 8],
    ])
  })

  it('puts risks in cells, in three ranks or five', () => {
    const three = riskRegister(
      build([
        'id: "R1", title: "a", impact: "H", likelihood: "M"',
        'id: "R2", title: "b", impact: "H", likelihood: "M"',
        'id: "R3", title: "c"',
      ]),
      now,
    )
    const matrix = riskMatrix(three)
    expect(matrix.impacts).toEqual(['high', 'medium', 'low'])
    expect(matrix.rows[0]?.[1]).toEqual({ impact: 'high', likelihood: 'medium', severity: 'high', risks: ['R1', 'R2'] })
    expect(matrix.unrated).toEqual(['R3'])
    expect(riskMatrix(riskRegister(build(['id: "R1", title: "a", impact: "5", likelihood: "1"']), now)).rows).toHaveLength(5)
  })
})

describe('dates', () => {
  const late = (head: readonly string[], task: string, more: Record<string, string> = {}) => {
    const made = build(['id: "R1", title: "Damp", tasks: ["T1"]'], [task], head, more)
    return riskRegister(made, now)[0]?.tasks[0]
  }

  it('a task is due on its own date, or with its milestone or phase', () => {
    expect(late([], '{ id: "T1", title: "Dry", due: "by 2026-11-20" }')).toMatchObject({
      late: true,
      due: { date: '2026-11-20', from: 'task', id: 'T1' },
    })
    expect(late([], '{ id: "T1", title: "Dry", due: "2026-11-21" }')).toMatchObject({ late: false })
    expect(late([], '{ id: "T1", title: "Dry", state: done, due: "2026-11-20" }')).toMatchObject({ late: false })
    expect(late(['due: "2026/11/01 to 2026/11/15"'], '{ id: "T1", title: "Dry" }')).toMatchObject({
      late: true,
      due: { date: '2026-11-15', from: 'phase' },
    })
    expect(late([], '{ id: "T0", title: "All", due: "2026-11-01", children: [{ id: "T1", title: "Dry" }] }')).toMatchObject({
      due: { from: 'task', id: 'T0' },
    })
    const milestone = 'milestones:\n  - { id: "P0.M1", title: "Dry", due: "2026-11-02", tasks: [{ id: "T1", title: "Dry" }] }'
    const made = build(['id: "R1", title: "Damp", tasks: ["T1"]'], [], [milestone])
    expect(riskRegister(made, now)[0]?.tasks[0]).toMatchObject({ late: true, due: { date: '2026-11-02', from: 'milestone', id: 'P0.M1' } })
  })

  it.each([
    ['half-open', '0-2', '2026-11-15', true],
    ['inclusive', '0-2', '2026-11-22', false],
    ['half-open', '1', '2026-11-15', true],
    ['half-open', '2+', undefined, false],
  ])('weeks %s %s end on %s', (weeks, window, date, isLate) => {
    const task = late([`window: "${window}"`], '{ id: "T1", title: "Dry" }', {
      'specification/program.yaml': program('start: "2026-11-02"', `weeks: ${weeks}`),
    })
    expect([task?.due?.date, task?.late]).toEqual([date, isLate])
  })

  it('a task of several phases has until the last of them, and for ever with one that has no end', () => {
    const tasks = 'format: 1\ntasks:\n  - { id: "T1", title: "Dry" }\n'
    const at = (due: string) =>
      late(['due: "2026-11-01"'], '"T1"', {
        'specification/tasks.yaml': tasks,
        'specification/phases/P1.yaml': phase('P1', [due], ['"T1"']),
      })
    expect(at('due: "2026-11-30"')).toMatchObject({ late: false, due: { date: '2026-11-30', id: 'P1' } })
    expect(at('summary: "some day"')).toMatchObject({ late: false, due: undefined })
  })

  it('a task of several phases has until the last of them, whichever is named first', () => {
    const tasks = 'format: 1\ntasks:\n  - { id: "T1", title: "Dry" }\n'
    const phases = {
      'specification/tasks.yaml': tasks,
      'specification/phases/P1.yaml': phase('P1', ['due: "2026-11-01"'], ['"T1"']),
    }
    expect(late(['due: "2026-11-30"'], '"T1"', phases)).toMatchObject({ late: false, due: { date: '2026-11-30', id: 'P0' } })
  })

  it('a window that ends after every calendar names no date', () => {
    const start = { 'specification/program.yaml': program('start: "2026-11-02"') }
    expect(late(['window: "1-999999999999"'], '{ id: "T1", title: "Dry" }', start)?.due).toBeUndefined()
  })

  it('reads the last date of a text, and nothing else', () => {
    expect(['2026-02-30', 'Q4 2026', '12026-01-01', undefined, '2026-01-02 (was 2025-12-01)'].map(lastDateIn)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      '2026-01-02',
    ])
  })

  it('reports what is late and what is to be looked at again, of open risks', () => {
    const made = build(
      [
        'id: "R1", title: "Damp", tasks: ["T1", "T2"], review: "2026-11-20"',
        'id: "R2", title: "Rain", tasks: ["T1"], review: "2026-11-01", status: "closed"',
        'id: "R3", title: "Dust", tasks: ["T3"], review: "2026-11-21"',
      ],
      [
        '{ id: "T1", title: "Dry", due: "2026-11-20" }',
        '{ id: "T2", title: "Air" }',
        '{ id: "T3", title: "Sweep", state: done, due: "2026-01-01" }',
      ],
      ['due: "2026-11-19"'],
    )
    const found = checkRiskDates(made, riskRegister(made, now))
    expect(lines(found)).toEqual(['trace/risk-late risks:3:11', 'trace/risk-review-due risks:3:61'])
    expect(found[0]?.message).toContain('T1 was due on 2026-11-20; T2 was due on 2026-11-19, with P0')
    expect(found[0]?.related).toHaveLength(2)
  })

  it('knows tasks that no phase holds', () => {
    const made = build(['id: "R1", title: "Damp", tasks: ["T1", "T9"]'], ['{ id: "T1", title: "Dry" }'], [], {
      'specification/tasks.yaml': 'format: 1\ntasks:\n  - { id: "T9", title: "Air" }\n',
    })
    expect(riskRegister(made, now)[0]?.tasks.map(({ id, scheduled }) => [id, scheduled])).toEqual([
      ['T1', true],
      ['T9', false],
    ])
  })
})

describe('order', () => {
  it('brings the worst to the top, and what is not said to the end', () => {
    const risks = riskRegister(
      build([
        'id: "R10", title: "a", impact: "low", likelihood: "low", owner: "Lead", review: "2026-12-01"',
        'id: "R9", title: "b", impact: "high", likelihood: "high", owner: "TBD", status: "closed"',
        'id: "R2", title: "c"',
        'id: "R1", title: "d", impact: "high", owner: "Ana", review: "2026-10-01"',
      ]),
      now,
    )
    const ids = Object.fromEntries(
      riskOrders.map((by) => [
        by,
        sortRisks(risks, by)
          .map(({ id }) => id)
          .join(' '),
      ]),
    )
    expect(ids).toEqual({
      severity: 'R9 R10 R1 R2',
      likelihood: 'R9 R10 R1 R2',
      impact: 'R9 R1 R10 R2',
      owner: 'R1 R10 R9 R2',
      review: 'R1 R10 R9 R2',
      state: 'R10 R1 R2 R9',
    })
  })
})
