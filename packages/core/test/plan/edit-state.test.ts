import { expect, test } from 'vitest'
import { editStates, type StateChange } from '../../src/plan/edit-state.ts'
import { planTaskState } from '../../src/plan/task-state.ts'
import { changedLines, findings, planOf, programOf } from './sample.ts'

const phase = (...tasks: string[]) => `format: 1\nid: P0\ntitle: Start\ntasks:\n${tasks.join('')}`
const programFrom = (text: string) => programOf({ phases: { 'phases/P0.yaml': text } })

function done(text: string, id = 'T-1'): string[] {
  return planOf(planTaskState(programFrom(text), id, 'done')).steps.flatMap((step) =>
    step.type === 'edit' ? changedLines(text, step.text) : ['?'],
  )
}

test.each([
  ['the last line without a line break', '  - id: T-1\n    title: Write', ['+    state: done']],
  ['a comment on the last line', '  - id: T-1\n    title: Write   # soon', ['+    state: done']],
  ['a comment after the task', '  - id: T-1\n    title: Write   # soon\n  # next\n  - { id: T-2, title: Go }\n', ['+    state: done']],
  [
    'on one line with others',
    '  - { id: T-1, title: Write } # a\n  - { id: T-2, title: Go }\n',
    ['-  - { id: T-1, title: Write } # a', '+  - { id: T-1, title: Write, state: done } # a'],
  ],
  ['the dash on a line of its own', '  -\n    id: T-1\n    title: Write\n', ['+    state: done']],
  ['the title first', '  - title: Write\n    id: T-1\n', ['+    state: done']],
  ['quoted keys', '  - "id": T-1\n    "title": Write\n    "state": open\n', ['-    "state": open', '+    "state": done']],
  [
    'braces over lines',
    '  - {\n      id: T-1,\n      title: Write,\n      state: open,\n    }\n',
    ['-      state: open,', '+      state: done,'],
  ],
])('%s', (_, tasks, expected) => {
  expect(done(phase(tasks))).toEqual(expected)
})

test('several on one line', () => {
  const text = 'format: 1\nid: P0\ntitle: Start\ntasks: [{ id: T-1, title: Write }, { id: T-2, title: Go }] # all\n'
  expect(done(text)[1]).toBe('+tasks: [{ id: T-1, title: Write, state: done }, { id: T-2, title: Go }] # all')
})

test('a task below another', () => {
  const text = phase('  - id: T-1\n    title: Write\n    children:\n      - id: T-1.1\n        title: Draft\n      # the end\n')
  expect(done(text, 'T-1.1')).toEqual(['+        state: done'])
})

test('a state over several lines has to be edited by hand', () => {
  const text = phase('  - id: T-1\n    title: Write\n    state: >-\n      open\n')
  const result = planTaskState(programFrom(text), 'T-1', 'done')
  expect(findings(result)).toEqual(['state/transition specification/phases/P0.yaml:7'])
  expect(result.diagnostics[0]?.help).toContain('state: done')
  const marked = phase('  - id: T-1\n    title: Write\n    state:\n      value: open\n      mark: >-\n        x\n')
  expect(findings(planTaskState(programFrom(marked), 'T-1', 'done'))).toHaveLength(1)
  const value = phase('  - id: T-1\n    title: Write\n    state:\n      value: >-\n        open\n      mark: x\n')
  expect(findings(planTaskState(programFrom(value), 'T-1', 'done'))).toHaveLength(1)
})

test('nothing changes unless the file reads back as intended', () => {
  const text = phase('  - id: T-1\n    title: Write\n    state: open\n')
  const entry = programFrom(text).tasks.get('T-1')
  if (!entry) throw new Error('a task was expected')
  const change = (word: string): StateChange => ({ entry, word, finished: true })
  const twice = [change('in-progress'), change('done')]
  expect(editStates(entry.file.source, twice)).toEqual({ ok: false, stuck: twice })
  const nowhere = { ...change('done'), entry: { ...entry, pointer: '/tasks/7' } }
  expect(editStates(entry.file.source, [nowhere])).toEqual({ ok: false, stuck: [nowhere] })
})
