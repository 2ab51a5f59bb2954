import { describe, expect, it, test } from 'vitest'
import { isDecided } from '../../../src/gates/criteria/metric.ts'
import { comparisonOf } from '../../../src/gates/numbers.ts'
import type { LeafOf } from '../../../src/schema/check.ts'
import type { EvidenceRecord } from '../../../src/schema/records.ts'
import { evidence, judge, outcome } from '../build.ts'

type Check = Omit<LeafOf<'metric'>, 'kind' | 'metric'>
type Metric = NonNullable<NonNullable<EvidenceRecord['result']>['metrics']>[number]

const of = (
  check: Check,
  metrics: readonly Partial<Metric>[],
  record: Partial<EvidenceRecord> = {},
  result: EvidenceRecord['result'] = {},
) =>
  judge(
    { kind: 'metric', metric: 'latency', ...check },
    {
      case: {
        evidence: [evidence({ result: { ...result, metrics: metrics.map((one) => ({ name: 'latency', value: 0, ...one })) }, ...record })],
      },
    },
  )
const value = (check: Check, found: number): string => outcome(of(check, [{ value: found }]))

describe('operators', () => {
  test.each<[Check['op'], string, string, string]>([
    ['eq', 'unmet failed', 'met', 'unmet failed'],
    ['ne', 'met', 'unmet failed', 'met'],
    ['lt', 'met', 'unmet failed', 'unmet failed'],
    ['lte', 'met', 'met', 'unmet failed'],
    ['gt', 'unmet failed', 'unmet failed', 'met'],
    ['gte', 'unmet failed', 'met', 'met'],
  ])('%s', (op, below, at, above) =>
    expect([value({ op, value: 30 }, 29.9), value({ op, value: 30 }, 30), value({ op, value: 30 }, 30.1)]).toEqual([below, at, above]),
  )

  it('between includes both ends', () => {
    const check: Check = { op: 'between', min: 1, max: 2 }
    expect([0.9, 1, 1.5, 2, 2.1].map((found) => value(check, found))).toEqual(['unmet failed', 'met', 'met', 'met', 'unmet failed'])
  })

  test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])('%d never passes', (found) => {
    for (const op of ['eq', 'ne', 'lt', 'lte', 'gt', 'gte'] as const) expect(value({ op, value: 30 }, found)).toBe('unmet invalid')
    expect(value({ op: 'between', min: -1e9, max: 1e9 }, found)).toBe('unmet invalid')
    expect(comparisonOf({ op: 'ne', value: 3 })?.holds(found)).toBe(false)
    expect(comparisonOf({ op: 'between', min: 0, max: 9 })?.holds(found)).toBe(false)
  })

  it('puts comparisons in words', () => {
    const texts = (['eq', 'ne', 'lt', 'lte', 'gt', 'gte'] as const).map((op) => comparisonOf({ op, value: 3 })?.text)
    expect(texts).toEqual(['= 3', '≠ 3', '< 3', '≤ 3', '> 3', '≥ 3'])
    expect(comparisonOf({ op: 'between', min: 1, max: 2 })?.text).toBe('between 1 and 2')
  })
})

describe('what decides', () => {
  test.each<[string, Check]>([
    ['nothing', {}],
    ['an operator without a value', { op: 'lt' }],
    ['a value without an operator', { value: 3 }],
    ['between without an end', { op: 'between', min: 1 }],
    ['between without a start', { op: 'between', max: 1 }],
    ['an infinite value', { op: 'lt', value: Number.POSITIVE_INFINITY }],
    ['an infinite end', { op: 'between', min: 0, max: Number.POSITIVE_INFINITY }],
    ['no number', { op: 'lt', value: Number.NaN }],
    ['half a threshold beside a baseline', { op: 'lt', baseline: { name: 'b', abs: 1 } }],
    ['ends without an operator', { min: 1, max: 2, trend: 'decreasing' }],
    ['an operator that there is not', { op: 'toString' as 'eq', value: 1 }],
  ])('%s: undefined', (_, check) => {
    expect(of(check, [{ value: 1 }])).toMatchObject({
      outcome: 'unmet',
      reason: 'undefined',
      because: 'latency has no threshold, baseline or trend',
      fix: 'refractor gate explain P0 P0.1',
    })
    expect(isDecided({ kind: 'metric', metric: 'm', ...check })).toBe(false)
  })

  it('an undefined one stays so under not', () => expect(outcome(judge({ not: { kind: 'metric', metric: 'm' } }))).toBe('unmet undefined'))
})

describe('unit and aggregation', () => {
  const limit: Check = { op: 'lte', value: 30 }
  test.each<[string, Check, Partial<Metric>[], string]>([
    ['the unit', { unit: 'ms' }, [{ value: 1, unit: 'ms' }], 'met'],
    ['another unit', { unit: 'ms' }, [{ value: 1, unit: 's' }], 'unmet invalid'],
    ['no unit', { unit: 'ms' }, [{ value: 1 }], 'unmet invalid'],
    ['any unit', {}, [{ value: 1, unit: 's' }], 'met'],
    ['the aggregation', { aggregation: 'p95' }, [{ value: 1, aggregation: 'p95' }], 'met'],
    ['another aggregation', { aggregation: 'p95' }, [{ value: 1, aggregation: 'p50' }], 'unmet invalid'],
    ['no aggregation', { aggregation: 'p95' }, [{ value: 1 }], 'unmet invalid'],
    [
      'the right one among others',
      { aggregation: 'p95' },
      [
        { value: 99, aggregation: 'max' },
        { value: 1, aggregation: 'p95' },
      ],
      'met',
    ],
    ['two, of which one misses the threshold', {}, [{ value: 1 }, { value: 99 }], 'unmet failed'],
    ['two, in the other order', {}, [{ value: 99 }, { value: 1 }], 'unmet failed'],
    ['two, of which one is no number', {}, [{ value: 1 }, { value: Number.NaN }], 'unmet invalid'],
    ['another metric', {}, [{ name: 'throughput', value: 1 }], 'unmet missing'],
    ['no metric', {}, [], 'unmet missing'],
  ])('%s', (_, check, metrics, expected) => expect(outcome(of({ ...limit, ...check }, metrics))).toBe(expected))

  it('says what differs', () => {
    expect(of({ ...limit, unit: 'ms' }, [{ unit: 's' }]).because).toMatch(/^recorded in s, asked for in ms · /)
    expect(of({ ...limit, unit: 'ms' }, [{}]).because).toMatch(/^recorded in no unit, asked for in ms · /)
    expect(of({ ...limit, aggregation: 'p95' }, [{ aggregation: 'p50' }]).because).toMatch(/^recorded as p50, asked for as p95 · /)
    expect(of({ ...limit, unit: 'ms', aggregation: 'p95' }, [{ unit: 'ms' }]).because).toMatch(
      /^recorded as no aggregation, asked for as p95 · /,
    )
  })
})

describe('baseline', () => {
  const near = (
    baseline: Check['baseline'],
    found: number,
    recorded: Metric['baseline'] | undefined = { name: 'dense', value: 100 },
  ): string => outcome(of({ baseline }, [{ value: found, ...(recorded && { baseline: recorded }) }]))
  test.each<[string, Check['baseline'], number[], string[]]>([
    ['absolute', { name: 'dense', abs: 2 }, [97.9, 98, 102, 102.1], ['unmet failed', 'met', 'met', 'unmet failed']],
    ['relative', { name: 'dense', rel: 0.02 }, [97.9, 98, 102, 102.1], ['unmet failed', 'met', 'met', 'unmet failed']],
    ['either', { name: 'dense', abs: 2, direction: 'either' }, [97, 100, 103], ['unmet failed', 'met', 'unmet failed']],
    ['higher is better', { name: 'dense', abs: 2, direction: 'higher-is-better' }, [97.9, 98, 500], ['unmet failed', 'met', 'met']],
    ['lower is better', { name: 'dense', abs: 2, direction: 'lower-is-better' }, [-500, 102, 102.1], ['met', 'met', 'unmet failed']],
    ['no tolerance at all', { name: 'dense', abs: 0 }, [99.9, 100, 100.1], ['unmet failed', 'met', 'unmet failed']],
  ])('%s', (_, baseline, values, expected) => expect(values.map((found) => near(baseline, found))).toEqual(expected))

  it('a relative tolerance of a negative baseline', () => {
    const recorded = { name: 'dense', value: -100 }
    expect([-103, -102, -98, -97].map((found) => near({ name: 'dense', rel: 0.02 }, found, recorded))).toEqual([
      'unmet failed',
      'met',
      'met',
      'unmet failed',
    ])
  })

  it('needs the baseline of that name, and finite numbers', () => {
    expect(outcome(of({ baseline: { name: 'dense', abs: 1 } }, [{ value: 1 }]))).toBe('unmet invalid')
    expect(near({ name: 'dense', abs: 1 }, 100, { name: 'moe', value: 100 })).toBe('unmet invalid')
    expect(near({ name: 'dense', abs: 1 }, Number.NaN)).toBe('unmet invalid')
    expect(near({ name: 'dense', abs: 1 }, 1, { name: 'dense', value: Number.POSITIVE_INFINITY })).toBe('unmet invalid')
    expect(near({ name: 'dense', rel: Number.POSITIVE_INFINITY }, 1)).toBe('unmet invalid')
    expect(near({ name: 'dense' }, 100)).toBe('unmet invalid')
  })

  it('is said in words', () => {
    const words = (baseline: NonNullable<Check['baseline']>): string | undefined =>
      of({ baseline }, [{ value: 1, unit: 'ms', baseline: { name: 'dense', value: 1 } }]).expected
    expect(words({ name: 'dense', rel: 0.02 })).toBe('within 2 % of dense')
    expect(words({ name: 'dense', abs: 3, direction: 'higher-is-better' })).toBe('within 3 at most below dense')
    expect(words({ name: 'dense', abs: 3, direction: 'lower-is-better' })).toBe('within 3 at most above dense')
    expect(of({ baseline: { name: 'dense', abs: 3 } }, [{ value: 1, unit: 'ms', baseline: { name: 'dense', value: 2 } }]).found).toBe(
      '1 ms, dense 2 ms',
    )
    expect(of({ baseline: { name: 'dense', abs: 3 } }, [{ value: 1 }]).because).toMatch(/^the record has no baseline dense · /)
  })
})

describe('trend', () => {
  test.each<[Check['trend'], number[] | undefined, string]>([
    ['decreasing', [3, 9, 1], 'met'],
    ['decreasing', [3, 3], 'unmet failed'],
    ['decreasing', [3, 4], 'unmet failed'],
    ['increasing', [3, 1, 4], 'met'],
    ['increasing', [3, 3], 'unmet failed'],
    ['increasing', [3, 2], 'unmet failed'],
    ['decreasing', [3], 'unmet invalid'],
    ['decreasing', [], 'unmet invalid'],
    ['decreasing', undefined, 'unmet invalid'],
    ['decreasing', [3, Number.NaN, 1], 'unmet invalid'],
  ])('%s %j', (trend, series, expected) => expect(outcome(of({ trend }, [{ ...(series && { series }) }]))).toBe(expected))
  it('says from where to where', () =>
    expect(of({ trend: 'decreasing' }, [{ series: [3, 1] }])).toMatchObject({ expected: 'decreasing', found: 'from 3 to 1' }))
  it('beside a threshold both must hold', () => {
    expect(outcome(of({ trend: 'decreasing', op: 'lt', value: 2 }, [{ value: 1, series: [3, 1] }]))).toBe('met')
    expect(of({ trend: 'decreasing', op: 'lt', value: 2 }, [{ value: 1, series: [1, 3] }])).toMatchObject({
      reason: 'failed',
      expected: 'decreasing',
    })
    expect(of({ trend: 'decreasing', op: 'lt', value: 2 }, [{ value: 3, series: [3, 1] }])).toMatchObject({
      reason: 'failed',
      expected: '< 2',
    })
  })
})

describe('samples, window, environment', () => {
  const limit: Check = { op: 'lte', value: 30 }
  const day = (from: string, to: string): Metric['window'] => ({ from, to })
  test.each<[string, Check, Partial<Metric>, string]>([
    ['samples enough', { samples: 5 }, { samples: 5 }, 'met'],
    ['too few samples', { samples: 5 }, { samples: 4 }, 'unmet invalid'],
    ['samples not recorded', { samples: 5 }, {}, 'unmet invalid'],
    ['as long a window', { window: 'P1D' }, { window: day('2026-11-20T00:00:00Z', '2026-11-21T00:00:00Z') }, 'met'],
    ['too short a window', { window: 'P1D' }, { window: day('2026-11-20T00:00:01Z', '2026-11-21T00:00:00Z') }, 'unmet invalid'],
    ['a window that runs backwards', { window: 'PT0S' }, { window: day('2026-11-21T00:00:00Z', '2026-11-20T00:00:00Z') }, 'unmet invalid'],
    ['a window that is none', { window: 'P1D' }, { window: day('x', 'y') }, 'unmet invalid'],
    ['no window', { window: 'P1D' }, {}, 'unmet invalid'],
  ])('%s', (_, check, metric, expected) => expect(outcome(of({ ...limit, ...check }, [{ value: 1, ...metric }]))).toBe(expected))

  it('says what is too little', () => {
    expect(of({ ...limit, samples: 5 }, [{ samples: 4 }]).because).toMatch(/^4 samples, at least 5 are asked for · /)
    expect(of({ ...limit, samples: 5 }, [{}]).because).toMatch(/^no samples, at least 5 are asked for · /)
    expect(of({ ...limit, window: 'P1D' }, [{}]).because).toMatch(/^measured over a shorter window than P1D · /)
  })

  it('too weak a failure blocks and is not inverted', () => {
    const weak = evidence({ result: { metrics: [{ name: 'latency', value: 99, samples: 1 }] }, date: '2026-11-21T11:30:00Z' })
    const strong = evidence({ result: { metrics: [{ name: 'latency', value: 1, samples: 9 }] } })
    const check = { kind: 'metric', metric: 'latency', ...limit, samples: 5 } as const
    expect(outcome(judge(check, { case: { evidence: [strong, weak] } }))).toBe('unmet invalid')
    expect(outcome(judge({ not: check }, { case: { evidence: [weak] } }))).toBe('unmet invalid')
    expect(outcome(judge({ not: { kind: 'metric', metric: 'latency', ...limit } }, { case: { evidence: [weak] } }))).toBe('met')
  })

  it('takes records of its environment only', () => {
    const check: Check = { ...limit, environment: 'reference' }
    expect(outcome(of(check, [{ value: 1 }], { environment: { name: 'reference' } }))).toBe('met')
    expect(of(check, [{ value: 1 }], { environment: { name: 'laptop' } })).toMatchObject({
      reason: 'missing',
      because: 'no record of latency speaks for P0.1 from reference',
    })
    expect(outcome(of(check, [{ value: 1 }]))).toBe('unmet missing')
    expect(outcome(of(check, [{ value: 99 }], { environment: { name: 'laptop' } }))).toBe('unmet missing')
  })
})

describe('a failed run', () => {
  const limit: Check = { op: 'lte', value: 30 }
  it('proves nothing, whatever it measured, and is not inverted', () => {
    expect(of(limit, [{ value: 1 }], {}, { outcome: 'failed' })).toMatchObject({
      reason: 'failed',
      because: expect.stringMatching(/^the run failed · /),
    })
    expect(outcome(of(limit, [], {}, { outcome: 'failed' }))).toBe('unmet failed')
    expect(outcome(of(limit, [], { criteria: [], gate: 'P0' }, { outcome: 'failed' }))).toBe('unmet missing')
    expect(outcome(of(limit, [{ value: 1 }], { criteria: [], gate: 'P0' }, { outcome: 'failed' }))).toBe('unmet failed')
    expect(
      outcome(judge({ kind: 'metric', metric: 'latency', ...limit }, { case: { evidence: [evidence({ result: undefined as never })] } })),
    ).toBe('unmet missing')
    const crashed = evidence({ result: { outcome: 'failed' } })
    expect(outcome(judge({ not: { kind: 'metric', metric: 'latency', ...limit } }, { case: { evidence: [crashed] } }))).toBe('unmet failed')
  })
})

it('says what it found, with unit and aggregation, and what to do', () => {
  expect(of({ op: 'lte', value: 30, unit: 'ms', aggregation: 'p95' }, [{ value: 27.5, unit: 'ms', aggregation: 'p95' }])).toMatchObject({
    because: 'p95 latency 27.5 ms · recorded 1 h ago at 4f1c2a9',
    expected: '≤ 30 ms',
    found: '27.5 ms',
  })
  expect(of({ op: 'gt', value: 80 }, [{ value: 79, unit: '%' }])).toMatchObject({
    because: expect.stringMatching(/^latency 79 % · /),
    expected: '> 80',
    fix: 'refractor evidence add P0.1 --metric latency=VALUE',
  })
})
