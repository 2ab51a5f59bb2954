import { describe, expect, test } from 'vitest'
import { sha256Hex } from '../../src/load/digest.ts'
import { planTaskState } from '../../src/plan/task-state.ts'
import { changedLines, findings, phaseYaml, planOf, programOf, programYaml } from './sample.ts'

const withPhase = (text: string) => programOf({ phases: { 'phases/P0.yaml': text } })

function changeOf(text: string, id: string, verb: 'start' | 'done' | 'reopen'): string[] {
  const [step, ...others] = planOf(planTaskState(withPhase(text), id, verb)).steps
  if (step?.type !== 'edit' || others.length > 0) throw new Error('one edit was expected')
  expect(step.path).toBe('specification/phases/P0.yaml')
  expect(step.before).toBe(sha256Hex(text))
  return changedLines(text, step.text)
}

describe('the edit', () => {
  test('a task without a state gets one line', () => {
    expect(changeOf(phaseYaml, 'P0.M1.T1', 'start')).toEqual(['+        state: in-progress'])
    expect(changeOf(phaseYaml, 'demo/P0.M1.T1', 'done')).toEqual(['+        state: done'])
  })

  test('a mark beside the state stays in step, and the comment stays', () => {
    const ready = phaseYaml.replace('title: Write\n', 'title: Write\n        state: done\n')
    expect(changeOf(ready, 'P0.M1.T2', 'done')).toEqual([
      '-        state: {value: open, mark: " "}   # from the plan',
      '+        state: {value: done, mark: "x"}   # from the plan',
    ])
    const done = ready.replace('{value: open, mark: " "}', '{mark: X, value: done}')
    expect(changeOf(done, 'P0.M1.T2', 'reopen')).toEqual([
      '-        state: {mark: X, value: done}   # from the plan',
      '+        state: {mark: " ", value: in-progress}   # from the plan',
    ])
  })

  test('a program with words of its own', () => {
    const program = `${programYaml}states: { task: [todo, finished] }\n`
    const text = phaseYaml.replace(/ {8}state:.*\n/, '')
    const planned = planTaskState(programOf({ program, phases: { 'phases/P0.yaml': text } }), 'P0.M1.T1', 'done')
    const [step] = planOf(planned).steps
    expect(step?.type === 'edit' && changedLines(text, step.text)).toEqual(['+        state: finished'])
    expect(findings(planTaskState(programOf({ program, phases: { 'phases/P0.yaml': text } }), 'P0.M1.T1', 'start'))).toEqual([
      'state/transition specification/phases/P0.yaml:10',
    ])
  })
})

describe('guards', () => {
  test('an open prerequisite', () => {
    const result = planTaskState(programOf(), 'P0.M1.T2', 'done')
    expect(findings(result)).toEqual(['state/guard specification/phases/P0.yaml:15'])
    expect(result.diagnostics[0]?.help).toBe('refractor task done P0.M1.T1')
    expect(planTaskState(programOf(), 'P0.M1.T2', 'start').ok).toBe(true)
  })

  test('a prerequisite that does not exist', () => {
    const program = programOf()
    const tasks = new Map([...program.tasks].filter(([id]) => id !== 'P0.M1.T1'))
    expect(findings(planTaskState({ ...program, tasks }, 'P0.M1.T2', 'done'))).toEqual(['state/guard specification/phases/P0.yaml:15'])
  })

  test('required children, but not optional ones', () => {
    const children = (optional: string) =>
      phaseYaml.replace(
        'title: Write\n',
        `title: Write\n        children:\n          - { id: P0.M1.T1.a, title: A, state: done }\n          - { id: P0.M1.T1.b, title: B${optional} }\n`,
      )
    expect(findings(planTaskState(withPhase(children('')), 'P0.M1.T1', 'done'))).toEqual(['state/guard specification/phases/P0.yaml:10'])
    expect(planTaskState(withPhase(children(', optional: true')), 'P0.M1.T1', 'done').ok).toBe(true)
  })
})

describe('nothing to do, or not from here', () => {
  test('already there', () => {
    const done = phaseYaml.replace('title: Write\n', 'title: Write\n        state: done\n')
    expect(planOf(planTaskState(withPhase(done), 'P0.M1.T1', 'done')).steps).toEqual([])
    const started = phaseYaml.replace('title: Write\n', 'title: Write\n        state: in-progress\n')
    expect(planOf(planTaskState(withPhase(started), 'P0.M1.T1', 'reopen')).steps).toEqual([])
  })

  test('a done task is not started, an open one not reopened', () => {
    const done = phaseYaml.replace('title: Write\n', 'title: Write\n        state: done\n')
    expect(findings(planTaskState(withPhase(done), 'P0.M1.T1', 'start'))).toEqual(['state/transition specification/phases/P0.yaml:12'])
    expect(findings(planTaskState(programOf(), 'P0.M1.T1', 'reopen'))).toEqual(['state/transition specification/phases/P0.yaml:10'])
  })

  test('an id that is no task', () => {
    const unknown = planTaskState(programOf(), 'P0.M1.T9', 'done')
    expect(findings(unknown)).toEqual(['cli/unknown-id'])
    expect(unknown.diagnostics[0]?.expected).toContain('P0.M1.T1')
    const milestone = planTaskState(programOf(), 'P0.M1', 'done')
    expect(milestone.diagnostics[0]?.message).toContain('P0.M1 is a milestone and a gate')
  })
})
