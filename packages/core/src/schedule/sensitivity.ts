import { compareIds } from '../link/natural-order.ts'
import type { Network } from './network-types.ts'
import type { TrialPath } from './trial-path.ts'
import type { Unsure } from './uncertain.ts'

/** How much of the uncertainty of the finish comes from one estimate or one risk. */
export interface Contribution {
  readonly key: Unsure['key']
  readonly id: string
  readonly title: string
  readonly kind: 'estimate' | 'risk'
  /** The share of the trials in which it was on the longest path. */
  readonly criticality: number
  /**
   * Its share of the variance of the finish: the covariance of what it adds to the longest path with the finish, over the variance of the
   * finish. Where the path is a chain of finish-to-start links all shares add up to 1; what never is on the path has none.
   */
  readonly share: number
  /** Working minutes that the finish is later, on average, in trials with its longest tenth than in those with its shortest; of a risk, when it happens. */
  readonly swing: number
  /** Of a risk: the share of the trials in which it happened. */
  readonly happened: number | undefined
}

interface Sensitivity {
  /** Takes in one trial: what was drawn, the path, the finish. */
  add(amounts: ArrayLike<number>, path: TrialPath, finish: number): void
  /** Everything after the last trial, given how often each node was critical. */
  of(criticality: (node: number) => number): Contribution[]
}

const tenth = 0.1

/** Sums that are built while trials go by: nothing is kept of a trial. */
export function contributions(unsure: readonly Unsure[], { size, linkFrom, linkTo }: Network): Sensitivity {
  const count = unsure.length
  const partsOfNode = places(size, unsure, ({ nodes }) => nodes)
  const partsOfLink = places(linkFrom.length, unsure, ({ links }) => links)
  const bounds = unsure.map(({ triangle, probability }) => tails(triangle, probability))
  const [below, above] = [Float64Array.from(bounds, (one) => one.below), Float64Array.from(bounds, (one) => one.above)]
  const added = new Float64Array(count)
  const touched: number[] = []
  const zeros = (): Float64Array => new Float64Array(count)
  const [sums, products, happened] = [zeros(), zeros(), zeros()]
  const [low, lowTimes, high, highTimes] = [zeros(), zeros(), zeros(), zeros()]
  let [trials, total, squares, shift] = [0, 0, 0, Number.NaN]

  const plus = (into: Float64Array, index: number, value: number): void => {
    into[index] = (into[index] as number) + value
  }
  const touch = (index: number, minutes: number): void => {
    if (added[index] === 0) touched.push(index)
    plus(added, index, minutes)
  }
  return {
    add(amounts, { along, through }, at) {
      // Variances are taken around the first finish, for sums of large squares would lose the digits that count.
      if (Number.isNaN(shift)) shift = at
      const finish = at - shift
      trials++
      total += finish
      squares += finish * finish
      for (const [node, sign] of along)
        for (const index of partsOfNode[node] ?? []) touch(index, sign * (amounts[index] as number) * (unsure[index] as Unsure).left)
      for (const link of through) for (const index of partsOfLink[link] ?? []) touch(index, amounts[index] as number)
      for (const index of touched) {
        plus(sums, index, added[index] as number)
        plus(products, index, (added[index] as number) * finish)
        added[index] = 0
      }
      touched.length = 0
      for (let index = 0; index < count; index++) {
        const amount = amounts[index] as number
        if (amount > 0) plus(happened, index, 1)
        if (amount <= (below[index] as number)) {
          plus(low, index, finish)
          plus(lowTimes, index, 1)
        } else if (amount >= (above[index] as number)) {
          plus(high, index, finish)
          plus(highTimes, index, 1)
        }
      }
    },
    of(criticality) {
      const mean = total / trials
      const variance = squares / trials - mean * mean
      const meanOf = (sum: Float64Array, times: Float64Array, index: number): number =>
        (times[index] as number) === 0 ? Number.NaN : (sum[index] as number) / (times[index] as number)
      return unsure
        .map(({ key, id, title, nodes, links, probability }, index): Contribution => {
          const covariance = (products[index] as number) / trials - ((sums[index] as number) / trials) * mean
          const swing = meanOf(high, highTimes, index) - meanOf(low, lowTimes, index)
          const isRisk = key.startsWith('risk:')
          return {
            key,
            id,
            title,
            kind: isRisk ? 'risk' : 'estimate',
            criticality: Math.max(...[...nodes, ...links.map((link) => linkTo[link] as number)].map(criticality)),
            // A finish that hardly moves has nothing to share out.
            share: variance > 1e-6 ? covariance / variance : 0,
            swing: Number.isFinite(swing) ? swing : 0,
            happened: isRisk ? (probability === 1 ? 1 : (happened[index] as number) / trials) : undefined,
          }
        })
        .sort((a, b) => b.share - a.share || b.swing - a.swing || compareIds(a.key, b.key))
    },
  }
}

/** For each place the numbers of the parts that stand there; undefined where none does. */
function places(size: number, unsure: readonly Unsure[], of: (one: Unsure) => readonly number[]): (number[] | undefined)[] {
  const parts: (number[] | undefined)[] = Array.from({ length: size }, () => undefined)
  for (const [index, one] of unsure.entries())
    for (const place of of(one)) {
      const there = parts[place]
      if (there === undefined) parts[place] = [index]
      else there.push(index)
    }
  return parts
}

/** The tenths at both ends of an estimate; of a risk: that it does not happen, and that it does. */
function tails({ from, to, mode }: Unsure['triangle'], probability: number): { readonly below: number; readonly above: number } {
  if (probability < 1) return { below: 0, above: Number.MIN_VALUE }
  const width = to - from
  return { below: from + Math.sqrt(tenth * width * (mode - from)), above: to - Math.sqrt(tenth * width * (to - mode)) }
}
