import { expect } from 'vitest'
import { processorTime } from './growth.ts'

const size = 100_000

/** Long texts of one repeated part, alone and before or after something else: what quadratic expressions stumble over. */
export const hostile = (parts: readonly string[]): [string, string][] =>
  parts.map((part) => [part, `${part.repeat(Math.ceil(size / part.length))}!\n${part.repeat(Math.ceil(size / part.length))}`])

/** Runs within a time that only something linear can keep. */
export function quickly(run: () => unknown): void {
  const start = processorTime()
  run()
  expect(processorTime() - start).toBeLessThan(3_000)
}
