import { describe, expect, test } from 'vitest'
import { Check } from '../../src/schema/check.ts'

const accepted: object[] = [
  { kind: 'artifact', paths: ['docs/a.md'] },
  { kind: 'evidence' },
  { kind: 'content', paths: ['a.md'], headings: ['Lessons'] },
  { kind: 'query', from: 'milestones', where: { phase: 'P0' }, expect: 'all', that: { state: 'accepted' } },
  { kind: 'query', from: 'tasks', expect: 'count', op: 'gte', value: 1 },
  { kind: 'checklist' },
  { kind: 'archived', phase: 'P0' },
  { kind: 'approval', roles: ['TL'] },
  { kind: 'test', minTests: 1 },
  { kind: 'metric', metric: 'latency', op: 'lte', value: 30, unit: 'ms/token', aggregation: 'p95' },
  { kind: 'metric', metric: 'perplexity', baseline: { name: 'dense', rel: 0.02 } },
  { kind: 'command', argv: ['true'] },
  { kind: 'gate', gate: 'P1' },
  { kind: 'attest', claim: 'dashboard-live' },
  { kind: 'waivers', gates: ['P1', '*.entry'], max: 0, breakGlass: false },
  { all: [{ kind: 'test' }, { any: [{ kind: 'evidence' }, { not: { kind: 'gate', gate: 'P1' } }] }] },
  { nOf: { n: 2, of: [{ kind: 'test' }, { kind: 'evidence' }] } },
  { kind: 'snapshot', gates: ['P1', 'Deploy'], rpo: 'PT1H' },
  { kind: 'drill', scenarios: ['rollback'], rto: 'PT5M', participants: 2 },
]

const refused: [string, object][] = [
  ['a misspelt key', { kind: 'artifact', path: ['a'] }],
  ['waivers of nothing', { kind: 'waivers', gates: [] }],
  ['no paths', { kind: 'artifact', paths: [] }],
  ['a path that leaves', { kind: 'artifact', paths: ['../a'] }],
  ['content that asks for nothing', { kind: 'content', paths: ['a.md'] }],
  ['count without a number', { kind: 'query', from: 'tasks', expect: 'count' }],
  ['all without that', { kind: 'query', from: 'tasks', expect: 'all' }],
  ['both tolerances', { kind: 'metric', metric: 'm', baseline: { name: 'b', abs: 1, rel: 1 } }],
  ['neither tolerance', { kind: 'metric', metric: 'm', baseline: { name: 'b' } }],
  ['an empty composition', { all: [] }],
  ['an unknown kind', { kind: 'magic' }],
  ['a pass rate above one', { kind: 'test', passRate: 100 }],
  ['an infinite threshold', { kind: 'metric', metric: 'm', op: 'lte', value: Number.POSITIVE_INFINITY }],
]

describe('checks', () => {
  test.each(accepted)('%j', (check) => {
    expect(Check.safeParse(check).success).toBe(true)
  })
  test.each(refused)('%s is refused', (_, check) => {
    expect(Check.safeParse(check).success).toBe(false)
  })
})
