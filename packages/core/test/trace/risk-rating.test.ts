import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { levelOf, levelOfScore, rankOf, scaleOf, severityLevels } from '../../src/trace/risk-rating.ts'
import { statedState } from '../../src/trace/risk-state.ts'

describe('what a rating means', () => {
  it.each([
    ['High', 4],
    ['H', 4],
    ['**M**', 3],
    [':red_circle: **Élevée**', 4],
    ['🔴 High', 4],
    ['Very-High', 5],
    ['very unlikely', 1],
    ['High impact', 4],
    ['High (blocks the release)', 4],
    ['Low: only the cellar', 2],
    ['Medium-High', 4],
    ['low to medium', 3],
    ['Critique', 5],
    ['hoch', 4],
    ['muy alto', 5],
    ['média', 3],
    ['高', 4],
    ['高风险', 4],
    ['中', 3],
    ['非常に高い', 5],
    ['높음', 4],
    ['ＨＩＧＨ', 4],
    ['3', 3],
    ['4 (likely)', 4],
    ['2 - unlikely', 2],
    ['0', 1],
    ['3/5', 3],
    ['2/3', 3],
    ['3 of 3', 4],
    ['4/4', 5],
    ['7/10', 4],
    ['10 %', 1],
    ['25%', 2],
    ['50%', 3],
    ['80%', 4],
    ['95 %', 5],
    ['3,5', 4],
  ])('%s', (text, rank) => expect(rankOf(text)).toBe(rank))

  it.each([
    undefined,
    '',
    '-',
    'M2 progress blocked',
    'Cost/Quality issues',
    '[High/Med/Low]',
    'low/medium/high',
    'higher than last year',
    'risk',
    '6',
    '6/5',
    '4/1',
    '120 %',
    '3 weeks',
    'high or low',
  ])('%s rates nothing', (text) => expect(rankOf(text)).toBeUndefined())

  it('reads plain numbers on the scale of their register', () => {
    expect(scaleOf(['3', 'High', undefined, '5'])).toBe(5)
    expect(scaleOf(['3', '8'])).toBe(10)
    expect(scaleOf(['3', '40'])).toBe(0)
    expect(scaleOf(['9/10', '90%'])).toBe(5)
    expect(rankOf('4', 10)).toBe(2)
    expect(rankOf('4', 0)).toBeUndefined()
  })

  it('reads a severity in words, steps, and as a product', () => {
    expect([levelOf('P'), levelOf(undefined)]).toEqual([undefined, undefined])
    expect(['very low', 'low', 'medium', 'high', 'critical'].map((text) => levelOf(text))).toEqual([
      'low',
      'low',
      'medium',
      'high',
      'critical',
    ])
    expect(['4', '9', '12', '20', 'high'].map((text) => levelOf(text, 25))).toEqual(['low', 'medium', 'high', 'critical', 'high'])
    expect(levelOf('7/10', 25)).toBe('high')
  })

  it('never rates less what is graver or likelier', () => {
    const at = (score: number): number => severityLevels.indexOf(levelOfScore(score))
    for (let impact = 1; impact <= 5; impact++)
      for (let likelihood = 1; likelihood < 5; likelihood++)
        expect(at(impact * (likelihood + 1))).toBeLessThanOrEqual(at(impact * likelihood))
  })

  it('takes any text', () =>
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ maxLength: 40 }), fc.string({ unit: 'binary', maxLength: 20 })),
        fc.integer({ min: 0, max: 100 }),
        (text, scale) => {
          const rank = rankOf(text, scale)
          return rank === undefined || (Number.isInteger(rank) && rank >= 1 && rank <= 5)
        },
      ),
    ))
})

describe('what the status of a plan means', () => {
  it.each([
    ['Closed', 'closed'],
    ['✅ **Resolved** (2026-01-02)', 'closed'],
    ['mitigated', 'closed'],
    ['已关闭', 'closed'],
    ['Accepted: by the board', 'accepted'],
    ['受容', 'accepted'],
    ['Open', undefined],
    ['monitoring', undefined],
    ['not closed', undefined],
    [undefined, undefined],
  ])('%s', (status, state) => expect(statedState(status)).toBe(state))
})
