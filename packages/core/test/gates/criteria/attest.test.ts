import { describe, expect, it, test } from 'vitest'
import type { LeafOf } from '../../../src/schema/check.ts'
import type { EvidenceRecord } from '../../../src/schema/records.ts'
import { evidence, judge, outcome } from '../build.ts'

type Check = Omit<LeafOf<'attest'>, 'kind' | 'claim'>
type Observation = NonNullable<NonNullable<EvidenceRecord['result']>['observations']>[number]

const of = (
  check: Check,
  observations: readonly Partial<Observation>[],
  result: EvidenceRecord['result'] = {},
  record: Partial<EvidenceRecord> = {},
) =>
  judge(
    { kind: 'attest', claim: 'the dashboard is live', ...check },
    {
      case: {
        evidence: [
          evidence({
            result: { ...result, observations: observations.map((one) => ({ claim: 'the dashboard is live', value: true, ...one })) },
            ...record,
          }),
        ],
      },
    },
  )

describe('attest', () => {
  test.each<[string, Check, Partial<Observation>[], string]>([
    ['observed', {}, [{}], 'met'],
    ['observed not to be so', {}, [{ value: false }], 'unmet failed'],
    ['another value', { value: 'green' }, [{ value: 'red' }], 'unmet failed'],
    ['the value', { value: 'green' }, [{ value: 'green' }], 'met'],
    ['the text of the value', { value: 1 }, [{ value: '1' }], 'unmet failed'],
    ['a text in place of yes', {}, [{ value: 'true' }], 'unmet failed'],
    ['no, where no is asked for', { value: false }, [{ value: false }], 'met'],
    ['another claim', {}, [{ claim: 'the alert is live' }], 'unmet missing'],
    ['the claim in other letters', {}, [{ claim: '  The dashboard  is LIVE ' }], 'met'],
    ['nothing', {}, [], 'unmet missing'],
    ['with a link', { link: true }, [{ link: 'https://example.org' }], 'met'],
    ['without the link', { link: true }, [{}], 'unmet invalid'],
    ['with an empty link', { link: true }, [{ link: '' }], 'unmet invalid'],
    ['no link asked for', { link: false }, [{}], 'met'],
    ['two that contradict each other', {}, [{}, { value: false }], 'unmet failed'],
    ['two of which one has no link', { link: true }, [{ link: 'x' }, {}], 'unmet invalid'],
  ])('%s', (_, check, observations, expected) => expect(outcome(of(check, observations))).toBe(expected))

  it('a record that says that it failed', () => {
    expect(of({}, [{}], { outcome: 'failed' })).toMatchObject({
      reason: 'failed',
      because: expect.stringMatching(/^the record says that it failed · /),
    })
    expect(outcome(of({}, [], { outcome: 'failed' }))).toBe('unmet failed')
    expect(outcome(of({}, [{}], { outcome: 'failed' }, { criteria: [], gate: 'P0' }))).toBe('unmet failed')
    expect(outcome(of({}, [], { outcome: 'failed' }, { criteria: [], gate: 'P0' }))).toBe('unmet missing')
    expect(outcome(of({}, [], { outcome: 'failed' }, { criteria: undefined as never, gate: 'P0' }))).toBe('unmet missing')
  })

  it('says what was seen and what to do', () => {
    expect(of({ value: 'green' }, [{ value: 'red' }])).toMatchObject({
      expected: 'green',
      found: 'red',
      fix: "refractor evidence add P0.1 --observe 'the dashboard is live=green'",
    })
    expect(of({}, [])).toMatchObject({
      because: 'nobody has recorded that the dashboard is live',
      fix: "refractor evidence add P0.1 --observe 'the dashboard is live'",
    })
    expect(of({ value: true }, []).fix).toBe("refractor evidence add P0.1 --observe 'the dashboard is live'")
  })
})
