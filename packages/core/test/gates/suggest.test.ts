import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { suggestChecks } from '../../src/gates/suggest.ts'
import { Check } from '../../src/schema/check.ts'
import { expectLinear } from '../growth.ts'

const of = (statement: string): unknown[] =>
  suggestChecks(statement).map((check) => {
    const { proposed, ...rest } = check
    expect(proposed).toBe(true)
    return rest
  })
const metric = (name: string, more: object): object => ({ kind: 'metric', metric: name, ...more })

describe('thresholds', () => {
  test.each<[string, object]>([
    [
      'P95 response time ≤ 250 ms/request on the reference rig',
      metric('response_time', { op: 'lte', value: 250, unit: 'ms/request', aggregation: 'p95', environment: 'reference rig' }),
    ],
    ['Coverage > 80%', metric('coverage', { op: 'gt', value: 80, unit: '%' })],
    ['Coverage >= 80 %', metric('coverage', { op: 'gte', value: 80, unit: '%' })],
    ['Cold start < 1.5 s', metric('cold_start', { op: 'lt', value: 1.5, unit: 's' })],
    ['Memory is at most 512 MiB', metric('memory', { op: 'lte', value: 512, unit: 'MiB' })],
    [
      'Throughput of at least 1,200 rows/s on staging',
      metric('throughput', { op: 'gte', value: 1200, unit: 'rows/s', environment: 'staging' }),
    ],
    ['Benchmarks show mean error below 0.05 in all runs', metric('error', { op: 'lt', value: 0.05, aggregation: 'mean' })],
    ['Recall must be no less than 0.9', metric('recall', { op: 'gte', value: 0.9 })],
    ['Queue depth stays under 10', metric('queue_depth', { op: 'lt', value: 10 })],
    ['Accuracy exceeds 95 %', metric('accuracy', { op: 'gt', value: 95, unit: '%' })],
    ['Parameter count equals 1300', metric('parameter_count', { op: 'eq', value: 1300 })],
    ['Load test: p99 latency ≤ 40 ms', metric('latency', { op: 'lte', value: 40, unit: 'ms', aggregation: 'p99' })],
    ['P95 ≤ 40 ms', metric('p95', { op: 'lte', value: 40, unit: 'ms' })],
    ['Unloading of a 3 t barge < 40 min', metric('unloading', { op: 'lt', value: 40, unit: 'min' })],
    ['Berth search (~ 6 quays) < 5 s', metric('berth_search', { op: 'lt', value: 5, unit: 's' })],
    ['12 MB chart opens in < 1 s', metric('chart_opens', { op: 'lt', value: 1, unit: 's' })],
    ['In winter waiting time stays below 5 min', metric('winter_waiting_time', { op: 'lt', value: 5, unit: 'min' })],
    ['Number of broken lamps on the quay ≤ 5', metric('broken_lamps', { op: 'lte', value: 5 })],
    ['Percentage of pilots with a licence > 50 %', metric('pilots', { op: 'gt', value: 50, unit: '%' })],
    ['Time to first berth < 3 h', metric('time_to_first_berth', { op: 'lt', value: 3, unit: 'h' })],
    ['Crane suite done (>85% line coverage)', metric('line_coverage', { op: 'gt', value: 85, unit: '%' })],
    ['Reach > 90 % test coverage', metric('test_coverage', { op: 'gt', value: 90, unit: '%' })],
    ['At least 99.5% uptime', metric('uptime', { op: 'gte', value: 99.5, unit: '%' })],
    ['Loss (≤ 0.2)', metric('loss', { op: 'lte', value: 0.2 })],
    ['起重机测试（目标覆盖率≥80%）', metric('目标覆盖率', { op: 'gte', value: 80, unit: '%' })],
    ['Drift below 1e-3', metric('drift', { op: 'lt', value: 0.001 })],
    ['Cargo ≤ 123456789012345', metric('cargo', { op: 'lte', value: 123_456_789_012_345 })],
  ])('%s', (statement, check) => expect(of(statement)).toEqual([check]))

  test.each<[string, object]>([
    [
      'Sparse and dense parity within 2% perplexity on the pilot set',
      metric('perplexity', { baseline: { name: 'baseline', rel: 0.02 }, environment: 'pilot set' }),
    ],
    ['Sparse vs dense parity within 1.5 % perplexity', metric('perplexity', { baseline: { name: 'sparse', rel: 0.015 } })],
    ['Benchmark score within 10% of the paper', metric('benchmark_score', { baseline: { name: 'paper', rel: 0.1 } })],
  ])('%s', (statement, check) => expect(of(statement)).toEqual([check]))

  test.each<[string, object]>([
    ['Integration runs show zero forbidden mask transitions', metric('forbidden_mask_transitions', { op: 'eq', value: 0 })],
    ['Linter reports 0 errors in all packages', metric('errors', { op: 'eq', value: 0 })],
  ])('%s', (statement, check) => expect(of(statement)).toEqual([check]))

  test.each<[string, object]>([
    ['Survey found 0 open leaks', metric('open_leaks', { op: 'eq', value: 0 })],
    ['Zero broken lamps left on the quay', metric('broken_lamps', { op: 'eq', value: 0 })],
    ['Zero downtime in the tide window', metric('downtime', { op: 'eq', value: 0 })],
  ])('%s', (statement, check) => expect(of(statement)).toEqual([check]))

  test.each([
    'Cargo ≤ 1234567890123456',
    'Cargo ≤ 999999999999999999999 t',
    'Cargo ≤ 123,456,789,012,345,678',
    'Share ≤ 0.1234567890123456',
    'It takes less than 5 minutes',
    'Achieve < 5 ms',
    'Moved over 2 weeks',
    'The quay supports up to 500 ships',
    'Node ≥ 20',
    'The lamp has `mode =1`',
    'Tide 0 exit papers filed',
    'Stage 0 papers filed',
    'From zero charts to a harbour',
    'Zero trust networks',
    'Zero downtime moorings',
    'Zero or more',
  ])('%s: no measure', (statement) => expect(of(statement)).toEqual([]))

  test.each(['Latency is low', '≤ 3', 'within reach', 'zero', 'within 3 % of', 'Within 3 %', 'zero of them'])(
    '%s: no number, no check',
    (statement) => expect(of(statement)).toEqual([]),
  )
})

describe('approvals', () => {
  test.each<[string, object]>([
    ['Design reviewed by TL and RL', { kind: 'approval', roles: ['TL', 'RL'] }],
    ['Plan reviewed by TL, RL and QL for fairness across models', { kind: 'approval', roles: ['TL', 'RL', 'QL'], aspect: 'fairness' }],
    ['Report signed off by the quality lead', { kind: 'approval', roles: ['quality lead'] }],
    ['Scope approved by steering review', { kind: 'approval', forum: 'steering review' }],
    ['Steering committee approves the budget', { kind: 'approval', forum: 'Steering committee' }],
    ['Architecture and safety reviews sign off on the interfaces', { kind: 'approval', roles: ['Architecture', 'safety'] }],
    ['Safety + architecture sign-off for routing', { kind: 'approval', roles: ['Safety', 'architecture'] }],
    ['Kick-off review approving the scope', { kind: 'approval', forum: 'Kick-off review' }],
    ['Sign-off meeting held', { kind: 'approval', forum: 'sign-off meeting' }],
    ['Security policies approved', { kind: 'approval' }],
    ['Approved by (somebody)', { kind: 'approval' }],
    ['(x) approves', { kind: 'approval' }],
    ['Sign-off from pilots and customs', { kind: 'approval', roles: ['pilots', 'customs'] }],
    ['Each quay needs a chart and sign-off from the keeper named above', { kind: 'approval', roles: ['keeper'] }],
    ['Approval by the harbour master obtained', { kind: 'approval', roles: ['harbour master'] }],
    ['Chart reviewed by two pilots and approved by the master', { kind: 'approval', roles: ['master'] }],
    ['Reviewed by someone other than the author', { kind: 'approval' }],
    ['The chart has what it needs and customs approves', { kind: 'approval' }],
    ['Pilot approval', { kind: 'approval', roles: ['Pilot'] }],
    ['Customs approval of the cargo', { kind: 'approval', roles: ['Customs'] }],
  ])('%s', (statement, check) => expect(of(statement)).toEqual([check]))

  test.each([
    'The bundle has a chart, a seal and a customs approval trace',
    'Pilot approval covers only known routes',
    'The keeper repeats approval at noon',
  ])('%s: nobody is asked', (statement) => expect(of(statement)).toEqual([]))
})

describe('the rest', () => {
  test.each<[string, object[]]>([
    [
      'Milestones P0.M1 and P0.M2 accepted',
      [{ kind: 'query', from: 'milestones', where: { id: ['P0.M1', 'P0.M2'] }, expect: 'all', that: { state: 'accepted' } }],
    ],
    [
      'Milestones P0.M1, P0.M2 are accepted.',
      [{ kind: 'query', from: 'milestones', where: { id: ['P0.M1', 'P0.M2'] }, expect: 'all', that: { state: 'accepted' } }],
    ],
    ['All milestones are complete', [{ kind: 'query', from: 'milestones', expect: 'all', that: { state: 'accepted' } }]],
    [
      'Owners assigned for all Phase P2 milestones',
      [{ kind: 'query', from: 'milestones', where: { phase: 'P2' }, expect: 'all', that: { accountable: 'assigned' } }],
    ],
    ['Owners are assigned to every milestone', [{ kind: 'query', from: 'milestones', expect: 'all', that: { accountable: 'assigned' } }]],
    ['Stakeholders assigned', [{ kind: 'query', from: 'roles', expect: 'all', that: { owner: 'assigned' } }]],
    ['All unit tests pass', [{ kind: 'test' }]],
    ['Passing integration tests', [{ kind: 'test' }]],
    ['Suite with a 95% pass rate', [{ kind: 'test', passRate: 0.95 }]],
    ['Suite with a 900% pass rate', [{ kind: 'test', passRate: 1 }]],
    ['Property tests pass with 100+ iterations', [{ kind: 'test', minIterations: 100 }]],
    ['All new tests initially fail', [{ kind: 'test', expect: 'all-fail' }]],
    ['Checklist archived to the outbox', [{ kind: 'archived' }]],
    ['Onboarding checklist complete', [{ kind: 'checklist' }]],
    ['Checklist signed off by QL', [{ kind: 'checklist' }, { kind: 'approval', roles: ['QL'] }]],
    ['CI is green on all platforms', [{ kind: 'check' }]],
    ['Phase A exit met', [{ kind: 'gate', gate: 'A' }]],
    ['`npm run check` succeeds', [{ kind: 'command', argv: ['npm', 'run', 'check'] }]],
    ['Dashboard is live', [{ kind: 'attest', claim: 'Dashboard is live' }]],
    ['- **Heartbeat** visible.', [{ kind: 'attest', claim: 'Heartbeat visible' }]],
    ['Tests pass and coverage > 80 %', [metric('coverage', { op: 'gt', value: 80, unit: '%' }), { kind: 'test' }]],
    ['✅ Lamps visible', [{ kind: 'attest', claim: 'Lamps visible' }]],
    ['Lamps visible ✓', [{ kind: 'attest', claim: 'Lamps visible' }]],
    ['Seals verified against the book', [{ kind: 'attest', claim: 'Seals verified against the book' }]],
    ['Verified seals are kept dry', []],
    ['Log of live cargo', []],
    ['The operational crane is red', []],
    ['No test may fail', [{ kind: 'test' }]],
    ['The ferry stops when tests fail', []],
    ['CI pipelines pass on quay and test moorings', [{ kind: 'check' }]],
    ['Documentation is written', []],
    ['', []],
  ])('%s', (statement, checks) => expect(of(statement)).toEqual(checks))
})

it('never throws, is deterministic, and proposes only what the schema accepts', () => {
  const words = fc.constantFrom(
    'P95',
    'latency',
    '≤',
    'at least',
    '30',
    '1,000',
    '%',
    'ms',
    'on',
    'within',
    'of',
    'zero',
    'tests',
    'pass',
    'fail',
    'reviewed',
    'by',
    'TL',
    'and',
    'approved',
    'review',
    'milestones',
    'P0.M1',
    'accepted',
    'owners',
    'assigned',
    'checklist',
    'archived',
    'CI',
    'green',
    'phase',
    'exit',
    '`make`',
    'runs',
    'live',
    ',',
    ':',
    ';',
    '.',
    '(',
    '-',
  )
  const sentences = fc.oneof(
    fc.array(words, { maxLength: 14 }).map((list) => list.join(' ')),
    fc.string({ unit: 'binary', maxLength: 80 }),
  )
  fc.assert(
    fc.property(sentences, (statement) => {
      const checks = suggestChecks(statement)
      expect(suggestChecks(statement)).toEqual(checks)
      for (const check of checks) expect(Check.safeParse(check).success, JSON.stringify(check)).toBe(true)
    }),
    { numRuns: 500 },
  )
})

it('takes no longer for a hostile statement', () => {
  for (const part of ['a ', 'P0.M1 ', 'within 1', 'reviewed by ', '≤ 1', '(', '`a ', 'zero a ', 'phase 1 ', 'tests ']) {
    expectLinear((size) => suggestChecks(part.repeat(size)), 12_000)
  }
})
