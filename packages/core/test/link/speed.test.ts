import { describe, expect, it } from 'vitest'
import { linkProgram } from '../../src/link/link-program.ts'
import type { Loaded } from '../../src/load/loaded.ts'
import { checkRules } from '../../src/rules/index.ts'
import type { PhaseFile } from '../../src/schema/phase.ts'
import type { Task } from '../../src/schema/plan-records.ts'
import { folders } from '../build-program.ts'
import { processorTime } from '../growth.ts'

const loaded = <T>(path: string, record: T): Loaded<T> => ({ source: { path, text: '' }, record, positions: {}, diagnostics: [] })

function plan(tasks: number, prerequisite: (index: number) => string) {
  const size = 1000
  const phases = Array.from({ length: tasks / size }, (_, p): Loaded<PhaseFile> => {
    const list = Array.from(
      { length: size },
      (_, t): Task => ({ id: `T-${p * size + t}`, title: 'A task', prerequisites: [prerequisite(p * size + t)], risks: [`R-${t}`] }),
    )
    return loaded(`specification/phases/P${p}.yaml`, {
      format: 1,
      id: `P${p}`,
      title: 'Phase',
      window: `${p}-${p + 1}`,
      tasks: list,
      exit: { criteria: [{ id: `P${p}.1`, statement: 's' }] },
    })
  })
  const risks = Array.from({ length: size }, (_, r) => ({ id: `R-${r}`, title: 'A risk' }))
  return {
    folders,
    isDefault: true,
    files: {
      program: loaded('specification/program.yaml', { format: 1 as const, id: 'd', name: 'D' }),
      phases,
      risks: loaded('specification/risks.yaml', { format: 1 as const, risks }),
    },
  }
}

/** Milliseconds of the fastest of three runs. */
function fastest(run: () => unknown): number {
  return Math.min(
    ...[1, 2, 3].map(() => {
      const start = processorTime()
      run()
      return processorTime() - start
    }),
  )
}

describe('a large plan', () => {
  it('of 10,000 tasks is linked in a moment', () => {
    const input = plan(10_000, (index) => `T-${Math.max(0, index - 1)}`)
    expect(linkProgram(input).diagnostics).toHaveLength(1)
    expect(fastest(() => linkProgram(input))).toBeLessThan(500)
  })

  it('of 100,000 tasks in one circle is linked, with the whole path', () => {
    const input = plan(100_000, (index) => `T-${(index + 1) % 100_000}`)
    const { program, diagnostics } = linkProgram(input)
    expect(diagnostics.map(({ code }) => code)).toEqual(['link/cycle'])
    expect(diagnostics[0]?.related).toHaveLength(100_000)
    expect(program && checkRules(program).length).toBeGreaterThan(0)
  })
})
