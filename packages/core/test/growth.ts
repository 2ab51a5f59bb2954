import { expect } from 'vitest'

/** The processor time of this process so far, in milliseconds: a machine that is busy with something else does not add to it. */
export function processorTime(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** Processor time of the quickest of three runs. */
function cost(run: () => unknown): number {
  const times = [1, 2, 3].map(() => {
    const before = processorTime()
    run()
    return processorTime() - before
  })
  return Math.min(...times)
}

/**
 * Does work of one size and of eight times that size. What is linear takes eight times as long; the limit is half of the sixty-four
 * times of what is quadratic. No clock decides.
 */
export function expectLinear(work: (size: number) => unknown, size: number): void {
  work(size)
  const small = Math.max(
    cost(() => work(size)),
    5,
  )
  const large = cost(() => work(8 * size))
  expect(large / small, `${small} ms, and ${large} ms for eight times as much`).toBeLessThan(32)
}
