import { describe, expect, test } from 'vitest'
import { unionProgram, withNewGates } from '../../../src/gates/change/union-program.ts'
import { programOf } from './change.ts'

const base = programOf({
  program: 'id: demo\nname: Demo\nroles: [{ id: TL, owner: Ada }]\npeople: [{ id: ada, name: Ada, roles: [TL] }]',
  'phases/P0': `id: P0
title: Start
deliverables: [{ id: D1, title: one }]
milestones:
  - { id: P0.M1, title: one, owner: Ada, state: in-progress, tasks: [{ id: T-1, title: a }, { id: T-2, title: b, state: done }] }
  - { id: P0.M2, title: two, state: accepted }
exit: { criteria: [{ id: P0.1, statement: s }] }`,
  risks: 'risks: [{ id: R-1, title: r, tasks: [T-1] }]',
  decisions: 'questions: [{ id: Q-1, title: q, owner: Ada, state: open }]\ndecisions: [{ id: D-1, title: d, state: open }]',
})
const head = programOf({
  program: 'id: demo\nname: Other\nroles: [{ id: TL, owner: Mallory }]\npeople: [{ id: mallory, name: Mallory, roles: [TL] }]',
  'phases/P0': `id: P0
title: Changed
deliverables: [{ id: D2, title: two }]
milestones:
  - { id: P0.M1, title: changed, owner: Mallory, state: under-review, tasks: [{ id: T-1, title: changed, optional: true, state: done }, { id: T-3, title: c, risks: [R-1] }] }
  - { id: P0.M3, title: three, state: in-progress }
exit: { criteria: [{ id: P0.9, statement: easy }] }
gates: [{ id: Q0, criteria: [{ id: Q0.1, statement: new }] }]`,
  'phases/P1':
    'id: P1\ntitle: Next\nmilestones: [{ id: P1.M1, title: m, state: accepted }]\nexit: { criteria: [{ id: P1.1, statement: s }] }',
  risks: 'risks: [{ id: R-1, title: changed }, { id: R-2, title: more }]',
  decisions:
    'questions: [{ id: Q-1, title: other, owner: Mallory, state: answered, answer: "yes" }]\ndecisions: [{ id: D-1, title: other, state: taken, date: "2026-11-20" }]',
})
const both = unionProgram(base, head)

describe('the program that a change is judged on', () => {
  test('is judged by base: its gates, criteria, roles, people and words', () => {
    expect(both.gates).toBe(base.gates)
    expect(both.criteria).toBe(base.criteria)
    expect(both.roles).toBe(base.roles)
    expect(both.people).toBe(base.people)
    expect(both.states).toBe(base.states)
    expect(both.file).toBe(base.file)
  })

  test('keeps the definition of a record of base and takes its state from head', () => {
    const milestone = both.milestones.get('P0.M1')
    expect(milestone?.record).toMatchObject({ title: 'one', owner: 'Ada', state: 'under-review' })
    expect(both.tasks.get('T-1')?.record).toMatchObject({ title: 'a', state: 'done' })
    expect(both.tasks.get('T-1')?.record.optional).toBeUndefined()
    expect(both.questions.get('Q-1')?.record).toMatchObject({ title: 'q', owner: 'Ada', state: 'answered', answer: 'yes' })
    expect(both.decisions.get('D-1')?.record).toMatchObject({ title: 'd', state: 'taken', date: '2026-11-20' })
  })

  test('keeps what head removed, with the state of base', () => {
    expect(both.milestones.get('P0.M2')?.record.state).toBe('accepted')
    expect(both.tasks.get('T-2')?.record.state).toBe('done')
    expect([...both.deliverables.keys()]).toEqual(['D1', 'D2'])
    expect(both.phases.get('P0')?.deliverables).toEqual(['D1', 'D2'])
  })

  test('adds what only head has, behind what base has', () => {
    expect([...both.milestones.keys()]).toEqual(['P0.M1', 'P0.M2', 'P0.M3', 'P1.M1'])
    expect(both.phases.get('P0')?.milestones).toEqual(['P0.M1', 'P0.M2', 'P0.M3'])
    expect(both.phases.get('P0')?.tasks).toEqual(['T-1', 'T-2', 'T-3'])
    expect(both.milestones.get('P0.M1')?.tasks).toEqual(['T-1', 'T-2', 'T-3'])
    expect(both.phases.get('P1')).toMatchObject({ gates: [], milestones: ['P1.M1'] })
    expect([...both.risks.keys()]).toEqual(['R-1', 'R-2'])
    expect(both.risks.get('R-1')?.record.title).toBe('r')
    expect(both.tasksOfRisk.get('R-1')).toEqual(['T-1', 'T-3'])
  })

  test('keeps the state of base where head has a word that base does not know', () => {
    const words = programOf({
      program: 'id: demo\nname: Demo\nstates: { milestone: [todo, shipped] }',
      'phases/P0': 'id: P0\ntitle: t\nmilestones: [{ id: P0.M1, title: one, state: shipped }, { id: P0.M9, title: new, state: shipped }]',
    })
    const judged = unionProgram(base, words)
    expect(judged.milestones.get('P0.M1')?.record.state).toBe('in-progress')
    expect(judged.milestones.get('P0.M9')?.record.state).toBeUndefined()
  })

  test('takes the states of nested tasks, and what head puts below them', () => {
    const tasks = (...children: string[]) =>
      programOf({ tasks: `tasks: [{ id: T, title: t, children: [${children.join(', ')}] }]`, 'phases/P0': 'id: P0\ntitle: t\ntasks: [T]' })
    const judged = unionProgram(tasks('{ id: T.1, title: a }'), tasks('{ id: T.1, title: b, state: done }', '{ id: T.2, title: c }'))
    expect(judged.tasks.get('T')?.children).toEqual(['T.1', 'T.2'])
    expect(judged.tasks.get('T.1')?.record).toEqual({ id: 'T.1', title: 'a', state: 'done' })
    expect(judged.phases.get('P0')?.tasks).toEqual(['T', 'T.1', 'T.2'])
  })

  test('takes back the answer that head takes back, and leaves alone what is the same', () => {
    const questions = (more: string) => programOf({ decisions: `questions: [{ id: Q-1, title: q${more} }]` })
    const answered = questions(', state: answered, answer: "yes"')
    expect(unionProgram(answered, questions(', state: open')).questions.get('Q-1')?.record).toEqual({
      id: 'Q-1',
      title: 'q',
      state: 'open',
    })
    expect(unionProgram(answered, answered).questions.get('Q-1')).toBe(answered.questions.get('Q-1'))
    expect(unionProgram(answered, programOf({})).questions.get('Q-1')).toBe(answered.questions.get('Q-1'))
  })

  test('is base itself where head takes the program away', () => {
    const alone = unionProgram(base, undefined)
    expect([...alone.milestones.values()]).toEqual([...base.milestones.values()])
    expect(alone.tasksOfRisk).toEqual(base.tasksOfRisk)
  })

  test('shows the gates of head beside those of base, and never in their place', () => {
    const shown = withNewGates(both, base, head)
    expect([...shown.gates.keys()]).toEqual(['P0', 'Q0', 'P1'])
    expect(shown.gates.get('P0')).toBe(base.gates.get('P0'))
    expect([...shown.criteria.keys()]).toEqual(['P0.1', 'Q0.1', 'P0.9', 'P1.1'])
  })
})
