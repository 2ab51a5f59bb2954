import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseMetrics } from '../../src/evidence/coverage-report.ts'
import { prefixes, sourceOf } from './report-source.ts'

const read = async (text: string) => parseMetrics(sourceOf(text, 'build/coverage'))
const coverage = (values: Record<string, number>) =>
  Object.entries(values).map(([name, value]) => ({ name: `coverage.${name}`, value, unit: '%' }))

const lcov = `TN:
SF:src/a.ts
FN:1,run
FN:9,(anonymous_1)
FNDA:3,run
FNF:2
FNH:1
DA:1,3
DA:2,0
DA:3,1,checksum
BRDA:2,0,0,1
BRDA:2,0,1,-
LF:3
LH:2
end_of_record
SF:src/b.ts
DA:1,1
end_of_record
SF:src/a.ts
DA:2,4
BRDA:2,0,1,2
end_of_record
`

const cobertura = `<?xml version="1.0"?>
<coverage line-rate="1" branch-rate="1"><packages><package name="p"><classes>
<class filename="a.py" name="A"><methods><method name="m"><lines><line number="1" hits="0"/></lines></method><method name="n"><lines><line number="2" hits="2"/></lines></method></methods>
<lines><line number="1" hits="0"/><line number="2" hits="2" branch="true" condition-coverage="50% (1/2)"/></lines></class>
<class filename="a.py" name="B"><methods/><lines><line number="2" hits="0" condition-coverage="100% (2/2)"/><line number="3" hits="x"/></lines></class>
</classes></package></packages></coverage>`

describe('coverage', () => {
  it('of lcov is merged over repeated sections', async () => {
    expect(await read(lcov)).toEqual({ metrics: coverage({ lines: 100, branches: 100, functions: 50 }), diagnostics: [] })
    expect(await read(lcov.slice(0, lcov.lastIndexOf('SF:')))).toEqual({
      metrics: coverage({ lines: 75, branches: 50, functions: 50 }),
      diagnostics: [],
    })
    expect((await read(lcov.replace(/\n/g, '\r\n'))).metrics).toEqual(coverage({ lines: 100, branches: 100, functions: 50 }))
  })
  it('of Cobertura counts lines itself', async () => {
    expect(await read(cobertura)).toEqual({ metrics: coverage({ lines: 33.33, branches: 100, functions: 50 }), diagnostics: [] })
  })
  it('of a summary is computed from its counts, never rounded up', async () => {
    const total = {
      lines: { total: 30000, covered: 29999, skipped: 0, pct: 100 },
      branches: { total: 0, covered: 0, pct: 'Unknown' },
      statements: { total: 3, covered: 2 },
      functions: { total: 4, covered: 5 },
    }
    expect(await read(JSON.stringify({ total }))).toEqual({
      metrics: coverage({ lines: 99.99, functions: 100, statements: 66.66 }),
      diagnostics: [],
    })
  })
  it('cut off has no metrics', async () => {
    for (const text of [...prefixes(lcov), ...prefixes(cobertura)]) {
      const { metrics, diagnostics } = await read(text)
      if (/end_of_record\s*$/.test(text)) continue
      expect(metrics, JSON.stringify(text.slice(-30))).toBeUndefined()
      expect(diagnostics).toMatchObject([{ code: 'evidence/report', severity: 'error' }])
    }
  })
})

describe('gives no metrics for', () => {
  it.each([
    ['', 1],
    [' ', 1],
    ['hello', 1],
    ['{"a":1}', 1],
    ['{"a":\n', 2],
    ['<testsuite/>', 1],
    ['<coverage/>', 1],
    ['<coverage>', 1],
    ['TAP version 14\n1..0\n', 1],
    ['TN:\nSF:a\nend_of_record\n', 1],
    ['SF:a\nSF:b\n', 2],
    ['SF:a\nend_of_record\nend_of_record\n', 3],
    ['TN:\nDA:1,1\n', 2],
    ['SF:a\nDA:1,x\nend_of_record\n', 2],
    ['SF:a\nDA:1\nend_of_record\n', 2],
    ['SF:a\nDA:1,1\n', 3],
    ['{"total":{"lines":{"total":0,"covered":0}}}', 1],
    ['{"total":{"lines":{"total":"3","covered":2}}}', 1],
  ])('%j', async (text, line) => {
    const { metrics, diagnostics } = await read(text)
    expect(metrics).toBeUndefined()
    expect(diagnostics).toMatchObject([{ code: 'evidence/report', severity: 'error', location: { file: 'build/coverage', line } }])
  })
})

describe('a metrics file', () => {
  const good = {
    name: 'latency',
    value: 27.9,
    unit: 'ms',
    aggregation: 'p95',
    samples: 20,
    window: { from: '2026-01-01T00:00:00Z', to: '2026-01-02T00:00:00.5Z' },
    series: [1, 2],
    baseline: { name: 'dense', value: 28 },
    extra: true,
  }
  it('is taken as it is', async () => {
    expect(await read(JSON.stringify({ metrics: [good, { name: 'x', value: 0 }] }))).toEqual({
      metrics: [good, { name: 'x', value: 0 }],
      diagnostics: [],
    })
  })
  it.each([
    ['null'],
    ['[]'],
    ['{}'],
    ['{"name":"","value":1}'],
    ['{"name":"x"}'],
    ['{"name":"x","value":"1"}'],
    ['{"name":"x","value":1e999}'],
    ['{"name":"x","value":1,"unit":""}'],
    ['{"name":"x","value":1,"aggregation":2}'],
    ['{"name":"x","value":1,"samples":0}'],
    ['{"name":"x","value":1,"samples":1.5}'],
    ['{"name":"x","value":1,"series":[1,"2"]}'],
    ['{"name":"x","value":1,"window":{"from":"2026-01-01"}}'],
    ['{"name":"x","value":1,"baseline":{"value":1}}'],
    ['{"name":"x","value":1,"value":2}'],
  ])('with %s is refused where it stands', async (metric) => {
    const { metrics, diagnostics } = await read(`{ "metrics": [\n { "name": "fine", "value": 1 },\n ${metric}\n] }`)
    expect(metrics).toBeUndefined()
    expect(diagnostics).toMatchObject([{ code: 'evidence/report', severity: 'error', location: { line: 3 } }])
  })
  it('says every problem at once, and is refused when empty', async () => {
    expect((await read('{"metrics":[{},{}]}')).diagnostics).toHaveLength(2)
    expect((await read('{"metrics":[]}')).metrics).toBeUndefined()
  })
})

it('never throws', async () => {
  const parts = [
    'TN:',
    'SF:a\n',
    'DA:1,1\n',
    'BRDA:',
    'FNDA:,',
    'FN:',
    'end_of_record\n',
    '\n',
    '<coverage>',
    '</coverage>',
    '<packages>',
    '{',
    '}',
    '"metrics":',
    '[',
    ']',
    '"total":',
    '\u0000',
  ]
  await fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom(...parts), { maxLength: 20 }), async (list) => {
      const { metrics, diagnostics } = await read(list.join(''))
      expect(metrics === undefined).toBe(diagnostics.some((one) => one.severity === 'error'))
    }),
  )
})
