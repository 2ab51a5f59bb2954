import { describe, expect, it } from 'vitest'
import { placeTheRest, weeksConvention } from '../../src/import/finish.ts'
import type { Draft } from '../../src/import/read/draft.ts'

describe('the weeks of a plan', () => {
  it.each<[string, (string | undefined)[], string | undefined]>([
    ['share their ends', ['0-2', '2-6', '6–8'], 'half-open'],
    ['do not share their ends', ['0-1', '2', '3 - 4'], 'inclusive'],
    ['are as often one as the other', ['0-2', '2-4', '5'], undefined],
    ['leave gaps', ['0-2', '7-9'], undefined],
    ['are not told', [undefined, 'soon'], undefined],
    ['begin in the middle', ['1.5-2.5', '2.5-3'], 'half-open'],
  ])('%s', (_name, windows, convention) => expect(weeksConvention(windows)).toBe(convention))
})

describe('gates', () => {
  const at = (file: string, lines?: string) => ({ source: { file, ...(lines && { lines }) } })

  it('stand where their criteria stand', () => {
    const gate = (...criteria: object[]): { criteria: object[]; source?: object } => ({ criteria })
    const gates = [gate(at('a.md', '3'), {}, at('a.md', '4'), at('a.md', '3'), at('b.md', '9'), at('a.md')), gate({}), gate(at('b.md'))]
    const placed = { ...gate(at('a.md', '1')), ...at('c.md', '2') }
    const phase: { exit: object; gates: object[]; source?: object } = { exit: gate(at('a.md', '7')), gates: [placed] }
    placeTheRest({ program: {}, phases: [phase, {}], gates } as unknown as Draft)
    expect(gates.map(({ source }) => source)).toEqual([{ file: 'a.md', lines: '3, 4' }, undefined, { file: 'b.md' }])
    expect(phase).toMatchObject({ source: { file: 'program' }, exit: at('a.md', '7'), gates: [at('c.md', '2')] })
  })

  it('and phases stand in the document of the program', () => {
    const phase: { source?: object } = {}
    placeTheRest({ program: { source: { file: 'plan.md', lines: '1' } }, phases: [phase], gates: [] } as unknown as Draft)
    expect(phase.source).toEqual({ file: 'plan.md' })
  })
})
