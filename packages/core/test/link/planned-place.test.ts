import { expect, it } from 'vitest'
import { inPlan, inPlanAt, placeOf } from '../../src/link/planned-place.ts'
import { buildProgram } from '../build-program.ts'

it.each([
  [undefined, []],
  [{ file: 'PLAN.md' }, []],
  [{ file: 'PLAN.md', lines: 'all' }, []],
  [{ file: 'PLAN.md', lines: '7' }, [7]],
  [{ file: 'PLAN.md', lines: '12-40' }, [12]],
])('the source %j is at %j', (source, lines) => expect(inPlan(source).map(({ location }) => location.line)).toEqual(lines))

it('is the place of a field, and the line of the plan', () => {
  const program = buildProgram({
    'specification/tasks.yaml': 'format: 1\ntasks: [{id: T1, title: T, source: {file: PLAN.md, lines: "7-9"}}]\n',
  })
  const task = program.tasks.get('T1')
  expect(task && placeOf(task, 'title')).toEqual({
    location: expect.objectContaining({ file: 'specification/tasks.yaml', line: 2, column: 25 }),
    related: [{ message: expect.any(String), location: { file: 'PLAN.md', line: 7, column: 1 } }],
  })
})

it.each([
  ['x.md', '2-9', 2],
  ['x.md', '3', 4],
  ['x.md', '5-9', 5],
  ['x.md', '99', 99],
  ['y.md', '2', 2],
])('finds %s in the plan, at or below %s', (words, lines, expected) => {
  const source = { file: 'PLAN.md', lines }
  const read = () => 'a\nx.md\r\nc\nx.md\n'
  expect(inPlanAt(source, words, read)[0]?.location.line).toBe(expected)
  expect(inPlanAt(source, words, undefined)).toEqual(inPlan(source))
})
it('finds words where only the file is known, and nothing for a record that was written by hand', () => {
  expect(inPlanAt({ file: 'PLAN.md' }, 'b', () => 'a\nb\n')[0]?.location.line).toBe(2)
  expect(inPlanAt(undefined, 'b', () => 'b')).toEqual([])
})
