// tested-for: P5.R2
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { percentile, type Simulation, type SimulationOptions, simulate } from '../../src/schedule/simulate.ts'
import { meanOf, quantileOf, triangleOf, varianceOf } from '../../src/schedule/triangle.ts'
import { day, planOf, type TaskTexts } from './plans.ts'

function simulated(tasks: TaskTexts, options: SimulationOptions = {}, more: Parameters<typeof planOf>[1] = {}): Simulation {
  const found = simulate(planOf(tasks, more), options)
  if (found === undefined) throw new Error('nothing was simulated')
  return found
}

const endOf = ({ ends }: Simulation, key: string) => {
  const found = ends.find((end) => end.key === key)
  if (found === undefined) throw new Error(`no end of ${key}`)
  return found
}
const finishOf = (simulation: Simulation) => endOf(simulation, 'program')
const contributionOf = ({ contributions }: Simulation, id: string) => {
  const found = contributions.find((one) => one.id === id)
  if (found === undefined) throw new Error(`no contribution of ${id}`)
  return found
}

const wide = 'estimate: 10 days, spread: { low: 6 days, high: 18 days }'
const even = 'estimate: 10 days, spread: { low: 8 days, high: 12 days }'

describe('one task with three points', () => {
  const simulation = simulated({ A: wide }, { trials: 20_000 })
  const triangle = triangleOf(6 * day, 10 * day, 18 * day)

  test.each([
    ['p50', 0.5],
    ['p80', 0.8],
    ['p95', 0.95],
  ] as const)('ends at its %s as the triangle says', (name, share) => {
    expect(Math.abs(finishOf(simulation)[name].at - quantileOf(triangle, share))).toBeLessThan(0.15 * day)
  })

  it('has the mean and the deviation of the triangle', () => {
    expect(Math.abs(finishOf(simulation).mean - meanOf(triangle))).toBeLessThan(0.12 * day)
    expect(Math.abs(finishOf(simulation).deviation / Math.sqrt(varianceOf(triangle)) - 1)).toBeLessThan(0.02)
  })

  it('is as likely to be in time as the share of the triangle below its mode', () => {
    const below = (triangle.mode - triangle.from) / (triangle.to - triangle.from)
    expect(Math.abs(finishOf(simulation).chance - below)).toBeLessThan(0.01)
  })

  it('is all that the finish depends on', () => {
    const { criticality, share, kind, swing } = contributionOf(simulation, 'A')
    expect({ criticality, kind }).toEqual({ criticality: 1, kind: 'estimate' })
    expect(share).toBeCloseTo(1, 3)
    // The longest tenth lies above 18 days, the shortest below 6.
    expect(swing).toBeGreaterThan(12 * day)
    expect(simulation.criticality.get('task:A')).toBe(1)
  })

  it('says dates', () => {
    expect(finishOf(simulation).planned).toEqual({ at: 10 * day, date: '2026-01-16' })
    expect(finishOf(simulation).p80.date > '2026-01-16').toBe(true)
  })
})

describe('several of them', () => {
  it('in a row: means and variances add up, and so do their shares', () => {
    const [a, b] = [triangleOf(6 * day, 10 * day, 18 * day), triangleOf(8 * day, 10 * day, 12 * day)]
    const simulation = simulated({ A: wide, B: `${even}, prerequisites: [A]` }, { trials: 20_000 })
    const variance = varianceOf(a) + varianceOf(b)
    expect(Math.abs(finishOf(simulation).mean - meanOf(a) - meanOf(b))).toBeLessThan(0.15 * day)
    expect(Math.abs(finishOf(simulation).deviation ** 2 / variance - 1)).toBeLessThan(0.03)
    const [first, second] = simulation.contributions
    expect([first?.id, second?.id]).toEqual(['A', 'B'])
    expect((first?.share ?? 0) + (second?.share ?? 0)).toBeCloseTo(1, 3)
    expect(Math.abs((first?.share ?? 0) - varianceOf(a) / variance)).toBeLessThan(0.02)
  })

  it('side by side: the longer one decides, each as often as the other', () => {
    const simulation = simulated({ A: even, B: even }, { trials: 20_000 })
    const triangle = triangleOf(8 * day, 10 * day, 12 * day)
    // The larger of two has F squared: its median is where F is the root of a half.
    expect(Math.abs(finishOf(simulation).p50.at - quantileOf(triangle, Math.SQRT1_2))).toBeLessThan(0.1 * day)
    expect(Math.abs(contributionOf(simulation, 'A').criticality - 0.5)).toBeLessThan(0.02)
    const both = contributionOf(simulation, 'A').criticality + contributionOf(simulation, 'B').criticality
    expect(both).toBeGreaterThanOrEqual(1)
    expect(both).toBeLessThan(1.01)
    // Each is in time with a half: both are with a quarter.
    expect(Math.abs(finishOf(simulation).chance - 0.25)).toBeLessThan(0.01)
  })

  it('of the same length without a spread are both critical in every trial', () => {
    const { criticality } = simulated({ A: 'estimate: 2 days', B: 'estimate: 2 days', C: 'estimate: 1 day' }, { trials: 10 })
    expect([...criticality]).toEqual([
      ['task:A', 1],
      ['task:B', 1],
      ['task:C', 0],
    ])
  })

  it('give nothing to the finish where another one always ends later', () => {
    const simulation = simulated({ A: even, B: 'estimate: 100 days' }, { trials: 200 })
    expect(contributionOf(simulation, 'A')).toMatchObject({ criticality: 0, share: 0 })
    expect(finishOf(simulation)).toMatchObject({ chance: 1, deviation: 0 })
  })

  it('count by the links that lead through them, not only by finish to start', () => {
    const simulation = simulated(
      {
        A: even,
        B: 'estimate: 2 days, depends: [{ on: A, type: SS, lag: 1 day }]',
        C: 'estimate: 9 days, prerequisites: [B]',
      },
      { trials: 500 },
    )
    // A is longer than the rest in the trials in which it takes more than twelve days.
    expect(simulation.criticality.get('task:C')).toBeGreaterThan(0.85)
    expect(contributionOf(simulation, 'A').share).toBeGreaterThan(0.9)
  })
})

describe('a risk that delays', () => {
  const risk = (delay: string, more = ''): string => `  - { id: R1, title: "The supplier is late", delay: { ${delay} }${more} }\n`
  const sure = 'low: 5 days, high: 5 days, affects: [A]'

  it('happens as often as it says, and moves the finish by its delay', () => {
    const simulation = simulated({ A: 'estimate: 10 days' }, { trials: 10_000 }, { risks: risk(`probability: 0.3, ${sure}`) })
    const { happened, swing, share, kind, criticality } = contributionOf(simulation, 'R1')
    expect(Math.abs((happened ?? 0) - 0.3)).toBeLessThan(0.015)
    expect({ kind, criticality }).toEqual({ kind: 'risk', criticality: 1 })
    expect(swing).toBeCloseTo(5 * day, 6)
    expect(share).toBeCloseTo(1, 6)
    const end = finishOf(simulation)
    expect(end.p50.at).toBe(10 * day)
    expect(end.p80.at).toBe(15 * day)
    expect(Math.abs(end.chance - 0.7)).toBeLessThan(0.015)
    // A coin with two sides five days apart.
    expect(Math.abs(end.deviation - 5 * day * Math.sqrt(0.21))).toBeLessThan(0.05 * day)
  })

  test.each([
    ['never', 'probability: 0', 10],
    ['always', 'probability: 1', 15],
  ])('%s', (_name, probability, days) => {
    const simulation = simulated({ A: 'estimate: 10 days' }, { trials: 20 }, { risks: risk(`${probability}, ${sure}`) })
    expect(finishOf(simulation).p95.at).toBe(days * day)
    expect(contributionOf(simulation, 'R1').happened).toBe(days === 15 ? 1 : 0)
  })

  it('of a whole phase ends it later, once', () => {
    const simulation = simulated(
      { A: 'estimate: 10 days', B: 'estimate: 3 days, prerequisites: [A]' },
      { trials: 20 },
      { risks: risk('probability: 1, low: 5 days, high: 5 days, affects: [P1]') },
    )
    expect(endOf(simulation, 'phase:P1').p50.at).toBe(18 * day)
  })

  it('that is closed delays nothing, and one of done work neither', () => {
    const closed = simulated({ A: 'estimate: 10 days' }, { trials: 5 }, { risks: risk(`probability: 1, ${sure}`, ', status: closed') })
    expect(closed.risks).toBe(0)
    const done = simulated(
      { A: 'estimate: 10 days, state: done', B: 'estimate: 2 days' },
      { trials: 5, dataDate: '2026-02-02' },
      { risks: risk(`probability: 1, ${sure}`) },
    )
    expect(done.risks).toBe(0)
  })

  it('says what it cannot use', () => {
    const { diagnostics } = simulated(
      { A: 'estimate: 10 days, spread: { low: some time, high: 12 days }', B: 'estimate: 1 day, spread: { low: 2 days, high: 3 days }' },
      { trials: 2 },
      {
        risks: `${risk('probability: 1, low: 2 calendar days, high: 5 days, affects: [A]')}  - { id: R2, title: "x", delay: { probability: 1, low: 2 calendar days, high: 3 calendar days, affects: [A] } }\n`,
      },
    )
    expect(diagnostics.map(({ code, location }) => `${code} ${location?.file}:${location?.line}`)).toEqual([
      'schedule/spread specification/phases/P1.yaml:5',
      'schedule/spread specification/phases/P1.yaml:6',
      'schedule/spread specification/risks.yaml:3',
      'schedule/spread specification/risks.yaml:4',
    ])
  })
})

describe('a simulation', () => {
  it('is the same for the same seed, byte for byte, and another one for another', () => {
    const tasks = { A: wide, B: `${even}, prerequisites: [A]`, C: even }
    const text = (options: SimulationOptions): string => JSON.stringify(simulated(tasks, { trials: 300, ...options }))
    expect(text({})).toBe(text({ seed: 1 }))
    expect(text({ seed: 2 })).not.toBe(text({ seed: 1 }))
  })

  it('draws the same for a task whatever stands around it', () => {
    const alone = simulated({ A: wide }, { trials: 500 })
    const among = simulated({ Z: 'estimate: 1 day', A: wide, B: even }, { trials: 500 })
    // B ends before the median of A where A is long: only the lower half can differ.
    expect(finishOf(among).p95.at).toBe(finishOf(alone).p95.at)
  })

  it('has nothing to say of a plan without durations', () => {
    expect(simulate(planOf({ A: '', B: 'prerequisites: [A]' }))).toBeUndefined()
  })

  it('leaves what is done where it is, and scales what remains of what was begun', () => {
    const done = simulated({ A: `${wide}, state: done` }, { trials: 50, dataDate: '2026-03-02' })
    expect(done.estimates).toBe(0)
    const begun = simulated(
      { A: `${wide}, state: in-progress, actual: { start: 2026-01-05, remaining: 5 days }` },
      { trials: 4000, dataDate: '2026-01-12' },
    )
    const triangle = triangleOf(6 * day, 10 * day, 18 * day)
    // Five days are over, and half of the rest is left: half of the triangle after them.
    expect(Math.abs(finishOf(begun).p80.at - 5 * day - quantileOf(triangle, 0.8) / 2)).toBeLessThan(0.2 * day)
    expect(contributionOf(begun, 'A').share).toBeCloseTo(1, 2)
  })

  it('tells how far it is', () => {
    const seen: number[] = []
    simulate(planOf({ A: wide }), { trials: 120, onProgress: (done) => seen.push(done) })
    expect(seen).toEqual([0, 50, 100])
  })

  test.each([
    [0, 1],
    [-3, 1],
    [2.9, 2],
  ])('of %d trials makes %d', (asked, made) => {
    expect(simulated({ A: wide }, { trials: asked }).trials).toBe(made)
  })

  it('keeps its percentiles in order, and never ends before its shortest path', () => {
    const spread = fc.record({
      likely: fc.integer({ min: 1, max: 20 }),
      less: fc.integer({ min: 0, max: 10 }),
      more: fc.integer({ min: 0, max: 20 }),
    })
    fc.assert(
      fc.property(fc.array(spread, { minLength: 1, maxLength: 6 }), fc.integer({ min: 0, max: 63 }), (spreads, links) => {
        const tasks = Object.fromEntries(
          spreads.map(({ likely, less, more }, index) => [
            `T${index}`,
            `estimate: ${likely} days, spread: { low: ${Math.max(0, likely - less)} days, high: ${likely + more} days }${
              index > 0 && (links >> index) & 1 ? `, prerequisites: [T${index - 1}]` : ''
            }`,
          ]),
        )
        const simulation = simulated(tasks, { trials: 60 })
        for (const { p50, p80, p95, chance } of simulation.ends) {
          expect(p50.at <= p80.at && p80.at <= p95.at && p50.at >= 0).toBe(true)
          expect(p50.date <= p80.date && p80.date <= p95.date).toBe(true)
          expect(chance >= 0 && chance <= 1).toBe(true)
        }
        // Some path leads to every finish: what is on it covers the trials.
        expect([...simulation.criticality.values()].reduce((sum, one) => sum + one, 0)).toBeGreaterThanOrEqual(1 - 1e-9)
        const shares = simulation.contributions.reduce((sum, { share }) => sum + share, 0)
        if (finishOf(simulation).deviation > 10) expect(shares).toBeCloseTo(1, 1)
      }),
      { numRuns: 25 },
    )
  })
})

test.each([
  [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.5, 5],
  [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.8, 8],
  [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.95, 10],
  [[7], 0.5, 7],
])('the percentile of %j at %d is %d', (sorted, share, expected) => {
  expect(percentile(sorted, share)).toBe(expected)
})
