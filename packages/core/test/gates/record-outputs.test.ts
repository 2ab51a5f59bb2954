import { describe, expect, it, test } from 'vitest'
import type { RecordFile } from '../../src/gates/case.ts'
import { type FileFact, inputsKey } from '../../src/gates/case.ts'
import type { Check } from '../../src/schema/check.ts'
import type { Criterion } from '../../src/schema/gate.ts'
import type { EvidenceRecord } from '../../src/schema/records.ts'
import { evidence, hash, judge, outcome } from './build.ts'

type Fields = Partial<EvidenceRecord>
const check: Check = { kind: 'command', argv: ['make', 'golden'] }
const at = (minute: number): string => `2026-11-21T10:${String(minute).padStart(2, '0')}:00Z`

/** A passing run of the command, a minute after the one before it. */
function runs(...outputs: readonly Fields[]): RecordFile<EvidenceRecord>[] {
  return outputs.map((fields, index) =>
    evidence(
      {
        date: at(index),
        inputs: [{ patterns: [], sha256: hash('b'), files: 1 }],
        ...fields,
        producer: { argv: ['make', 'golden'], exitCode: 0, attempt: index + 1, ...fields.producer },
      },
      `docs/evidence/P0/run-${index + 1}/metadata.json`,
    ),
  )
}

const prints = (digit: string, bytes = 10): Fields => ({ producer: { stdout: { sha256: hash(digit), bytes } } })
const writes = (...artifacts: NonNullable<EvidenceRecord['artifacts']>): Fields => ({ artifacts })

function on(files: readonly RecordFile<EvidenceRecord>[], repeat: Criterion['repeat'], more: Readonly<Record<string, FileFact>> = {}) {
  return judge(check, {
    case: { evidence: files },
    inputs: { '': { sha256: hash('b'), files: 1 } },
    criterion: { repeat },
    files: more,
  })
}

const thrice = { consecutive: 3, identical: true } as const
const twice = { consecutive: 2, identical: true } as const
const file = (digit: string): FileFact => ({ state: 'file', size: 1, sha256: hash(digit) })

describe('repeat.identical', () => {
  expect(inputsKey([])).toBe('[]')

  test.each<[string, readonly Fields[], Criterion['repeat'], string]>([
    ['three that print the same', [prints('1'), prints('1'), prints('1')], thrice, 'met'],
    ['the last one prints something else', [prints('1'), prints('1'), prints('2')], thrice, 'unmet failed'],
    ['an older one printed something else', [prints('2'), prints('1'), prints('1'), prints('1')], thrice, 'met'],
    ['one among the last printed something else', [prints('1'), prints('2'), prints('1')], thrice, 'unmet failed'],
    ['too few', [prints('1'), prints('1')], thrice, 'unmet missing'],
    ['nothing was printed', [prints('1', 0), prints('1', 0)], twice, 'unmet missing'],
    ['what was printed is not known', [{}, {}], twice, 'unmet missing'],
    ['one of them does not say it', [prints('1'), {}], twice, 'unmet missing'],
    ['not asked for', [prints('1'), prints('2')], { consecutive: 2 }, 'met'],
    ['a file without a digest', [writes('https://example.org/a'), writes('https://example.org/a')], twice, 'unmet missing'],
    [
      'the same files, whatever was printed',
      [
        { ...prints('1'), ...writes({ uri: 'https://example.org/a', sha256: hash('a') }) },
        { ...prints('2'), ...writes({ uri: 'https://example.org/a', sha256: hash('a') }) },
      ],
      twice,
      'met',
    ],
    [
      'a file more',
      [
        writes({ uri: 'https://example.org/a', sha256: hash('a') }),
        writes({ uri: 'https://example.org/a', sha256: hash('a') }, { uri: 'https://example.org/b', sha256: hash('a') }),
      ],
      twice,
      'unmet failed',
    ],
  ])('%s', (_, fields, repeat, expected) => expect(outcome(on(runs(...fields), repeat))).toBe(expected))

  it('files beside the records are compared by their names there', () => {
    const golden = (n: number, digit: string): Fields => writes({ path: `docs/evidence/P0/run-${n}/golden.json`, sha256: hash(digit) })
    const facts = (one: string, two: string) => ({
      'docs/evidence/P0/run-1/golden.json': file(one),
      'docs/evidence/P0/run-2/golden.json': file(two),
    })
    expect(outcome(on(runs(golden(1, 'a'), golden(2, 'a')), twice, facts('a', 'a')))).toBe('met')
    expect(on(runs(golden(1, 'a'), golden(2, 'b')), twice, facts('a', 'b'))).toMatchObject({
      reason: 'failed',
      because: 'golden.json is not the same in 2 runs',
      expected: 'aaaaaaaaaaaa',
      found: 'bbbbbbbbbbbb',
      fix: 'refractor evidence run P0.1 --times 2',
    })
  })

  it('the report of the tests is no output: it holds times', () => {
    const report = (n: number, digit: string): Fields => ({
      ...prints('1'),
      ...writes({ path: `docs/evidence/P0/run-${n}/junit.xml`, sha256: hash(digit) }),
      result: { tests: { total: 1, passed: 1, failed: 0, skipped: 0, report: `docs/evidence/P0/run-${n}/junit.xml` } },
    })
    const facts = { 'docs/evidence/P0/run-1/junit.xml': file('a'), 'docs/evidence/P0/run-2/junit.xml': file('b') }
    expect(outcome(on(runs(report(1, 'a'), report(2, 'b')), twice, facts))).toBe('met')
  })

  it('of runs in the same moment none is left out', () => {
    const [one, two, three] = runs(prints('1'), prints('2'), prints('2')).map((run, index) => ({
      ...run,
      record: { ...(run.record as EvidenceRecord), date: at(index === 2 ? 1 : 0) },
    })) as [RecordFile<EvidenceRecord>, RecordFile<EvidenceRecord>, RecordFile<EvidenceRecord>]
    expect(outcome(on([one, two, three], twice))).toBe('unmet failed')
  })

  it('nothing follows for the opposite', () => {
    const files = runs(prints('1'), prints('2'))
    const opposite = judge(
      { not: check },
      { case: { evidence: files }, inputs: { '': { sha256: hash('b'), files: 1 } }, criterion: { repeat: twice } },
    )
    expect(outcome(opposite)).toBe('unmet failed')
  })

  it('says how often, and how to get there', () => {
    expect(on(runs(prints('1')), thrice)).toMatchObject({
      because: '1 of 3 passing records in a row',
      fix: 'refractor evidence run P0.1 --times 2',
    })
    const done = on(runs(prints('3'), prints('1'), prints('1'), prints('1')), thrice)
    expect(done.because).toMatch(/ · 3 in a row, all the same$/)
    expect(done.evidence).toHaveLength(3)
  })
})
