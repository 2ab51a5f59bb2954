import { expect, it } from 'vitest'
import { thresholdsOf } from '../../src/link/thresholds.ts'
import { hostile, quickly } from '../hostile.ts'

const short = (statement: string, commands?: string[]) =>
  thresholdsOf({ statement, commands }).map(
    ({ subject, operator, value, unit, bound }) => `${subject} ${operator} ${value} ${unit} (${bound})`,
  )

it.each([
  ['the dashboards are live', []],
  ['Coverage > 80%', ['coverage > 80 % (lower)']],
  ['- **Test coverage** is checked', []],
  ['Test coverage >= 80 % of lines', ['coverage ≥ 80 % (lower)']],
  ['Total code coverage ≥ 80%', ['coverage ≥ 80 % (lower)']],
  ['Branch coverage ≥ 80%', ['branch coverage ≥ 80 % (lower)']],
  ['Error rate < 0.5 %', ['error rate < 0.5 % (upper)']],
  ['Latency <= 200 ms', ['latency ≤ 200 ms (upper)']],
  ['Failures = 0', ['failures = 0  (exact)']],
  ['Failures == 0', ['failures = 0  (exact)']],
  ['"Queue depth" > x', []],
])('reads %s', (statement, expected) => expect(short(statement)).toEqual(expected))

it('reads the options of test runners', () =>
  expect(short('tests pass', ['pytest --cov=src --cov-fail-under=85', 'c8 --check-coverage --lines 90 node --test', 'make'])).toEqual([
    'coverage ≥ 85 % (lower)',
    'coverage ≥ 90 % (lower)',
  ]))

it.each(hostile(['a', ' ', 'a ', '>', '1', '--', '--cov-fail-under=', 'a >']))('is linear on %j and so on', (_, text) =>
  quickly(() => thresholdsOf({ statement: text, commands: [text] })),
)
