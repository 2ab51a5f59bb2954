import { describe, expect, it } from 'vitest'
import { isGoTest, readGoTest } from '../../../src/evidence/reports/go-test.ts'
import { processorTime } from '../../growth.ts'
import { sourceOf } from '../report-source.ts'

/** "run A", "pass", "p2: fail A/b": action and test of package p, or of another one. */
const stream = (...events: string[]) =>
  sourceOf(
    `${events
      .map((event) => {
        const [, of = 'p', action, test] = /^(?:(\w+): )?(\S+) ?(.*)$/.exec(event) ?? []
        return JSON.stringify({ Time: '2026-01-01T00:00:00Z', Action: action, Package: of, ...(test && { Test: test }) })
      })
      .join('\n')}\n`,
  )
const read = (...events: string[]) => readGoTest(stream(...events))

it('counts leaves by how they ended last', () => {
  expect(
    read('start', 'run A', 'run A/x', 'output A/x', 'pass A/x', 'run A/y', 'fail A/y', 'fail A', 'run B', 'skip B', 'bench C', 'fail'),
  ).toEqual({
    tests: {
      total: 4,
      passed: 2,
      failed: 1,
      skipped: 1,
      suites: [{ name: 'p', total: 4, passed: 2, failed: 1, skipped: 1 }],
      failures: ['p > A/y'],
    },
    diagnostics: [],
  })
})

it.each([
  ['a test that never ended', ['run A', 'fail'], { total: 1, failed: 1 }],
  ['a package that failed to build', ['start', 'fail'], { total: 1, failed: 1, failures: ['p > (the package failed)'] }],
  [
    'a parent that failed by itself',
    ['run A', 'run A/x', 'pass A/x', 'fail A', 'fail'],
    { total: 2, passed: 1, failed: 1, failures: ['p > A'] },
  ],
  ['a parent that never ended', ['run A', 'run A/x', 'pass A/x', 'fail'], { total: 2, failed: 1 }],
  ['names with slashes', ['run A', 'run A/b/c', 'fail A/b/c', 'fail A', 'fail'], { total: 1, failed: 1, failures: ['p > A/b/c'] }],
  ['one run of several that failed', ['run A', 'fail A', 'run A', 'pass A', 'fail'], { total: 2, passed: 1, failed: 1 }],
  [
    'a package that passed the second time',
    ['start', 'run A', 'fail A', 'fail', 'start', 'run A', 'pass A', 'pass'],
    { total: 1, passed: 1, failed: 0 },
  ],
  [
    'two packages',
    ['run A', 'pass A', 'q: run A', 'q: fail A', 'pass', 'q: fail'],
    { total: 2, passed: 1, failed: 1, failures: ['q > A'] },
  ],
])('%s', (_, events, totals) => {
  expect(read(...events)).toMatchObject({ tests: totals, diagnostics: [] })
})

describe('gives no totals', () => {
  it('when a package has no end', () => {
    expect(read('start', 'run A', 'pass A')).toMatchObject({
      tests: undefined,
      diagnostics: [{ severity: 'error', location: { line: 4 } }],
    })
    expect(read('pass', 'start', 'run A', 'pass A').tests).toBeUndefined()
  })
  it('when a line is no event', () => {
    const source = sourceOf(`${stream('start', 'pass').text}not json\n`)
    expect(readGoTest(source)).toMatchObject({ tests: undefined, diagnostics: [{ location: { line: 3, column: 1 } }] })
    expect(readGoTest(sourceOf('{"Action":"start","Package":"p"}\n[]\n')).tests).toBeUndefined()
  })
})

it('leaves out what belongs to no package, and empty lines', () => {
  expect(
    readGoTest(sourceOf('{"Action":"build-output","ImportPath":"p","Output":"x"}\n\n{"Action":"pass","Package":"p"}')).tests,
  ).toMatchObject({ total: 0 })
})

it('is recognised by its first line', () => {
  expect(['{"Action":"start"}', '{"Action":"start"}\r\n{}', '{"action":1}', 'x', ''].map(isGoTest)).toEqual([
    true,
    true,
    false,
    false,
    false,
  ])
})

it('stays linear on names made of slashes', () => {
  const started = processorTime()
  const name = 'a/'.repeat(200_000)
  expect(read(`run ${name}`, `pass ${name}`, 'pass').tests).toMatchObject({ total: 1 })
  expect(processorTime() - started).toBeLessThan(2000)
})
