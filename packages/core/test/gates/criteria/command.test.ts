import { describe, expect, it, test } from 'vitest'
import type { LeafOf } from '../../../src/schema/check.ts'
import type { Criterion } from '../../../src/schema/gate.ts'
import type { EvidenceRecord } from '../../../src/schema/records.ts'
import { evidence, hash, judge, outcome } from '../build.ts'

type Producer = NonNullable<EvidenceRecord['producer']>
type Check = Omit<LeafOf<'command'>, 'kind' | 'argv'>

const inputs = [{ patterns: [] as string[], sha256: hash('b'), files: 3 }]
const facts = { inputs: { '': { sha256: hash('b'), files: 3 }, 'src/**': { sha256: hash('b'), files: 3 } } }
const run = (producer: Producer = {}, record: Partial<EvidenceRecord> & Record<string, unknown> = {}) =>
  evidence({ producer: { argv: ['npm', 'test'], exitCode: 0, ...producer }, inputs, ...record })
const of = (check: Check, file: ReturnType<typeof run>, criterion: Partial<Criterion> = {}) =>
  judge({ kind: 'command', argv: ['npm', 'test'], ...check }, { case: { evidence: [file] }, ...facts, criterion })

describe('the same command', () => {
  test.each<[string, Check, Producer, string]>([
    ['the same', {}, {}, 'met'],
    ['another word', {}, { argv: ['npm', 'run'] }, 'unmet invalid'],
    ['a word more', {}, { argv: ['npm', 'test', '--bail'] }, 'unmet invalid'],
    ['a word less', {}, { argv: ['npm'] }, 'unmet invalid'],
    ['another folder', {}, { cwd: 'packages/a' }, 'unmet invalid'],
    ['the folder', { cwd: 'packages/a' }, { cwd: 'packages/a' }, 'met'],
    ['the folder, otherwise written', { cwd: 'packages/a/' }, { cwd: './packages/a' }, 'met'],
    ['not the folder', { cwd: 'packages/a' }, {}, 'unmet invalid'],
    ['the root, otherwise written', {}, { cwd: '.' }, 'met'],
    ['no command', {}, { argv: undefined as never }, 'unmet missing'],
  ])('%s', (_, check, producer, expected) => expect(outcome(of(check, run(producer)))).toBe(expected))

  it('another command of the whole gate says nothing', () => {
    expect(outcome(of({}, run({ argv: ['ls'] }, { criteria: [], gate: 'P0' })))).toBe('unmet missing')
    expect(outcome(of({}, run({ argv: ['ls'] }, { criteria: undefined, gate: 'P0' })))).toBe('unmet missing')
  })
  it('no command at all is never the same', () =>
    expect(outcome(judge({ kind: 'command', argv: [] }, { case: { evidence: [run({ argv: [] })] }, ...facts }))).toBe('unmet invalid'))
  it('no producer says nothing', () => expect(outcome(of({}, run({}, { producer: undefined })))).toBe('unmet missing'))
})

describe('how it ended', () => {
  test.each<[string, Check, Producer, string]>([
    ['another exit code', {}, { exitCode: 1 }, 'unmet failed'],
    ['one of the expected', { exitCodes: [0, 5] }, { exitCode: 5 }, 'met'],
    ['none of the expected', { exitCodes: [5] }, { exitCode: 0 }, 'unmet failed'],
    ['no exit code', {}, { exitCode: null }, 'unmet failed'],
    ['exit code not recorded', {}, { exitCode: undefined as never }, 'unmet invalid'],
    ['timed out', {}, { timedOut: true }, 'unmet failed'],
    ['did not time out', {}, { timedOut: false }, 'met'],
    ['ended by a signal', {}, { signal: 'SIGKILL' }, 'unmet failed'],
  ])('%s', (_, check, producer, expected) => expect(outcome(of(check, run(producer)))).toBe(expected))

  it('a run that failed otherwise', () => {
    expect(of({}, run({}, { result: { outcome: 'failed' } }))).toMatchObject({
      reason: 'failed',
      because: expect.stringMatching(/^exit code 0, and the run failed · /),
    })
    const inverted = judge(
      { not: { kind: 'command', argv: ['npm', 'test'] } },
      { case: { evidence: [run({}, { result: { outcome: 'failed' } })] }, ...facts },
    )
    expect(outcome(inverted)).toBe('unmet failed')
  })

  it('says how', () => {
    expect(of({}, run())).toMatchObject({
      because: 'exit code 0 · recorded 1 h ago at 4f1c2a9',
      expected: 'exit code 0',
      found: 'exit code 0',
    })
    expect(of({ exitCodes: [0, 5] }, run({ exitCode: 2 }))).toMatchObject({
      because: expect.stringMatching(/^exit code 2 · /),
      expected: 'exit code 0 or 5',
      found: 'exit code 2',
      fix: 'refractor evidence run P0.1',
    })
    expect(of({}, run({ timedOut: true })).because).toMatch(/^timed out · /)
    expect(of({}, run({ signal: 'SIGTERM' })).because).toMatch(/^ended by SIGTERM · /)
    expect(of({}, run({ exitCode: null })).because).toMatch(/^did not end by itself · /)
    expect(of({}, run({ argv: ['ls'] })).because).toMatch(/^the record is of another command · /)
    expect(judge({ kind: 'command', argv: ['npm', 'test'] })).toMatchObject({
      because: 'no recorded run of npm test speaks for P0.1',
      fix: 'refractor evidence run P0.1',
    })
  })
})

describe('only a measured run counts', () => {
  test.each<[string, Check, Record<string, unknown>, Partial<Criterion>, string]>([
    ['measured', {}, {}, {}, 'met'],
    ['dirty', {}, { dirty: true }, {}, 'unmet dirty'],
    ['does not say whether dirty', {}, { dirty: undefined }, {}, 'unmet invalid'],
    ['no commit', {}, { commit: undefined }, {}, 'unmet invalid'],
    ['no inputs', {}, { inputs: undefined }, {}, 'unmet invalid'],
    ['inputs by hand', {}, { inputs: ['src/'] }, {}, 'unmet invalid'],
    ['inputs of its own choice', {}, { inputs: [{ patterns: ['src/**'], sha256: hash('b'), files: 3 }] }, {}, 'unmet invalid'],
    ['one input', {}, { inputs: [{ path: 'src/**', sha256: hash('b') }] }, {}, 'unmet stale'],
    ['the inputs of the criterion', {}, { inputs: [{ patterns: ['src/**'], sha256: hash('b'), files: 3 }] }, { inputs: ['src/**'] }, 'met'],
    ['the default inputs instead', {}, {}, { inputs: ['src/**'] }, 'unmet invalid'],
    ['inputs by hand where the criterion names some', {}, { inputs: ['src/**'] }, { inputs: ['src/**'] }, 'unmet invalid'],
    ['without its report', { report: 'junit.xml' }, {}, {}, 'unmet invalid'],
    ['with its report', { report: 'junit.xml' }, { result: { tests: { total: 1, passed: 1, failed: 0, skipped: 0 } } }, {}, 'met'],
    ['without its metrics', { metrics: 'm.json' }, {}, {}, 'unmet invalid'],
    ['with its metrics', { metrics: 'm.json' }, { result: { metrics: [] } }, {}, 'met'],
  ])('%s', (_, check, record, criterion, expected) => {
    const files = { 'src/**': { state: 'missing' as const } }
    const result = judge(
      { kind: 'command', argv: ['npm', 'test'], ...check },
      { case: { evidence: [run({}, record)] }, ...facts, files, criterion },
    )
    expect(outcome(result)).toBe(expected)
  })

  it('a failure by hand blocks and is not inverted', () => {
    const byHand = run({ exitCode: 1 }, { inputs: ['src/'], date: '2026-11-21T11:30:00Z' })
    expect(outcome(judge({ kind: 'command', argv: ['npm', 'test'] }, { case: { evidence: [run(), byHand] }, ...facts }))).toBe(
      'unmet invalid',
    )
    expect(outcome(judge({ not: { kind: 'command', argv: ['npm', 'test'] } }, { case: { evidence: [byHand] }, ...facts }))).toBe(
      'unmet invalid',
    )
    expect(
      outcome(judge({ not: { kind: 'command', argv: ['npm', 'test'] } }, { case: { evidence: [run({ exitCode: 1 })] }, ...facts })),
    ).toBe('met')
  })

  it('says what is not measured', () => {
    const because = (check: Check, record: Record<string, unknown>): string => of(check, run({}, record)).because.split(' · ')[0] as string
    expect(because({}, { dirty: undefined })).toBe('the record does not say that its inputs were committed')
    expect(because({}, { commit: undefined })).toBe('the record names no commit')
    expect(because({}, { inputs: [] })).toBe('the record has no digest of its inputs')
    expect(because({}, { inputs: [{ patterns: ['src/**'], sha256: hash('b') }] })).toBe('the record was made for other inputs')
    expect(because({ report: 'r.xml' }, {})).toBe('the record does not hold the report r.xml')
    expect(because({ metrics: 'm.json' }, {})).toBe('the record does not hold the metrics of m.json')
  })
})

it('leaves of one composition are judged each by itself', () => {
  const check = {
    all: [
      { kind: 'command' as const, argv: ['npm', 'test'] },
      { kind: 'test' as const },
      { kind: 'metric' as const, metric: 'coverage', op: 'gte' as const, value: 90 },
    ],
  }
  const result = { tests: { total: 2, passed: 2, failed: 0, skipped: 0 }, metrics: [{ name: 'coverage', value: 95 }] }
  expect(outcome(judge(check, { case: { evidence: [run({}, { result })] }, ...facts }))).toBe('met')
  expect(
    outcome(
      judge(check, { case: { evidence: [run({}, { result: { ...result, metrics: [{ name: 'coverage', value: 89 }] } })] }, ...facts }),
    ),
  ).toBe('unmet failed')
  expect(outcome(judge(check, { case: { evidence: [run({}, { result: { tests: result.tests } })] }, ...facts }))).toBe('unmet missing')
})
