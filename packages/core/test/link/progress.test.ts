import { describe, expect, it } from 'vitest'
import { phaseProgress } from '../../src/link/progress.ts'
import { buildProgram } from '../build-program.ts'

const progress = (body: string, program = 'format: 1\nid: d\nname: D\n') =>
  phaseProgress(
    buildProgram({
      'specification/program.yaml': program,
      'specification/phases/P0.yaml': `format: 1\nid: P0\ntitle: T\n${body}\n`,
      'specification/tasks.yaml': 'format: 1\ntasks: [{id: T1, title: T, state: done, children: [{id: T2, title: T, optional: true}]}]\n',
    }),
    'P0',
  )
const none = { planned: 0, 'in-progress': 0, 'under-review': 0, accepted: 0 }

describe('phaseProgress', () => {
  it('counts milestones by state and tasks, references and children included', () => {
    expect(
      progress(
        'milestones: [{id: A, title: A}, {id: B, title: B, state: accepted, tasks: [{id: X, title: X, optional: true, state: {value: done, mark: x}}]}]\ntasks: [T1, T1, X]',
      ),
    ).toEqual({
      milestones: { ...none, planned: 1, accepted: 1 },
      tasks: { total: 3, done: 2, optional: 2, optionalDone: 1 },
      started: true,
    })
  })
  it.each([
    ['', false],
    ['tasks: [{id: X, title: X, state: open}]', false],
    ['tasks: [{id: X, title: X, state: in-progress}]', true],
    ['milestones: [{id: A, title: A, state: in-progress}]', true],
    ['milestones: [{id: A, title: A, state: planned}]', false],
  ])('%s is started: %s', (body, started) => expect(progress(body).started).toBe(started))

  it('uses the words of the program', () => {
    const words = 'format: 1\nid: d\nname: D\nstates: {milestone: [todo, gone], task: [new, done]}\n'
    expect(progress('milestones: [{id: A, title: A, state: gone}]\ntasks: [T1]', words)).toEqual({
      milestones: { todo: 0, gone: 1 },
      tasks: { total: 2, done: 1, optional: 1, optionalDone: 0 },
      started: true,
    })
  })
  it('is empty for a phase that does not exist', () => {
    const program = buildProgram({})
    expect(phaseProgress(program, 'P9')).toEqual({
      milestones: none,
      tasks: { total: 0, done: 0, optional: 0, optionalDone: 0 },
      started: false,
    })
  })
})
