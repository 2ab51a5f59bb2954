import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import type { Outcome } from '../../src/gates/result.ts'
import { countsOf, isSatisfied, verdictOf } from '../../src/gates/verdict.ts'

type Judged = { outcome: Outcome; level: 'required' | 'recommended' | 'stretch' }
const one = (outcome: Outcome, level: Judged['level'] = 'required'): Judged => ({ outcome, level })

const outcomes: readonly Outcome[] = ['met', 'unmet', 'waived', 'not-applicable', 'unknown']
const anyJudged = fc.record({
  outcome: fc.constantFrom(...outcomes),
  level: fc.constantFrom('required' as const, 'recommended' as const, 'stretch' as const),
})

describe('verdictOf', () => {
  test.each<[string, Judged[], string]>([
    ['nothing', [], 'unknown'],
    ['one met', [one('met')], 'met'],
    ['one unmet', [one('unmet')], 'unmet'],
    ['one unknown', [one('unknown')], 'unknown'],
    ['only waived', [one('waived')], 'unknown'],
    ['only not applicable', [one('not-applicable')], 'unknown'],
    ['met and waived', [one('met'), one('waived')], 'met'],
    ['met and not applicable', [one('met'), one('not-applicable')], 'met'],
    ['met and unknown', [one('met'), one('unknown')], 'unknown'],
    ['unmet and unknown', [one('unknown'), one('unmet')], 'unmet'],
    ['only recommended', [one('met', 'recommended')], 'unknown'],
    ['only stretch', [one('met', 'stretch')], 'unknown'],
    ['a recommended one unmet', [one('met'), one('unmet', 'recommended'), one('unknown', 'stretch')], 'met'],
    ['a recommended one met, the required one not applicable', [one('not-applicable'), one('met', 'recommended')], 'unknown'],
  ])('%s', (_, criteria, verdict) => expect(verdictOf(criteria)).toBe(verdict))

  it('does not depend on the order, and on required criteria only', () => {
    fc.assert(
      fc.property(fc.array(anyJudged), (criteria) => {
        const verdict = verdictOf(criteria)
        expect(verdictOf(criteria.toReversed())).toBe(verdict)
        expect(verdictOf(criteria.filter(({ level }) => level === 'required'))).toBe(verdict)
      }),
    )
  })

  it('is met only when nothing required is open and something required is met', () => {
    fc.assert(
      fc.property(fc.array(anyJudged), (criteria) => {
        const required = criteria.filter(({ level }) => level === 'required').map(({ outcome }) => outcome)
        const met = required.includes('met') && !required.includes('unmet') && !required.includes('unknown')
        expect(verdictOf(criteria) === 'met').toBe(met)
        expect(verdictOf(criteria) === 'unmet').toBe(required.includes('unmet'))
      }),
    )
  })

  it('never gets better when a criterion gets worse', () => {
    fc.assert(
      fc.property(fc.array(anyJudged, { minLength: 1 }), fc.nat(), fc.constantFrom<Outcome>('unmet', 'unknown'), (criteria, at, worse) => {
        const index = at % criteria.length
        const spoiled = criteria.map((judged, i) => (i === index && judged.outcome !== 'unmet' ? { ...judged, outcome: worse } : judged))
        if (verdictOf(criteria) !== 'met') expect(verdictOf(spoiled)).not.toBe('met')
      }),
    )
  })
})

test('isSatisfied', () => expect(outcomes.filter((outcome) => isSatisfied({ outcome }))).toEqual(['met', 'waived', 'not-applicable']))

test('countsOf counts every level', () => {
  const criteria = [
    one('met'),
    one('met', 'stretch'),
    one('unmet'),
    one('waived'),
    one('not-applicable'),
    one('unknown'),
    one('unknown', 'recommended'),
  ]
  expect(countsOf(criteria)).toEqual({ met: 2, unmet: 1, waived: 1, notApplicable: 1, unknown: 2 })
})
