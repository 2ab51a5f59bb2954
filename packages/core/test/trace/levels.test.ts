import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkLevels, levelsOf, programLevels } from '../../src/trace/levels.ts'
import { buildProgram, lines, linkTexts } from '../build-program.ts'
import { expectLinear } from '../growth.ts'

const components = (...list: string[]) => ({
  'specification/components.yaml': `format: 1\ncomponents:\n${list.map((one) => `  - ${one}\n`).join('')}`,
})

describe('levels', () => {
  it('count how far up a record stands above what needs nothing', () => {
    const program = buildProgram(
      components(
        '{ id: top, dependsOn: [mid, base] }',
        '{ id: mid, dependsOn: [base] }',
        '{ id: base }',
        '{ id: base 2 }',
        '{ id: side, dependsOn: [base 2] }',
      ),
    )
    const levels = programLevels(program, 'component')
    expect([...levels.levelOf]).toEqual([
      ['base', 0],
      ['base 2', 0],
      ['mid', 1],
      ['side', 1],
      ['top', 2],
    ])
    expect(levels.order).toEqual(['base', 'base 2', 'mid', 'side', 'top'])
    expect([levels.cycles, levels.without]).toEqual([[], []])
  })

  it('put tasks in an order of work', () => {
    const program = buildProgram({
      'specification/tasks.yaml':
        'format: 1\ntasks: [{ id: T-10, title: a }, { id: T-2, title: b, prerequisites: [T-10] }, { id: T-1, title: c, prerequisites: [T-2, T-10] }]\n',
    })
    expect(programLevels(program, 'task').order).toEqual(['T-10', 'T-2', 'T-1'])
  })

  it('name circles whole, and what stands behind them', () => {
    const { program } = linkTexts(
      components(
        '{ id: a, dependsOn: [b, b] }',
        '{ id: b, dependsOn: [c, none] }',
        '{ id: c, dependsOn: [a] }',
        '{ id: d, dependsOn: [c, e] }',
        '{ id: e }',
        '{ id: self, dependsOn: [self] }',
      ),
    )
    const levels = programLevels(program as NonNullable<typeof program>, 'component')
    expect(levels.cycles).toEqual([['a', 'b', 'c'], ['self']])
    expect(levels.without).toEqual(['a', 'b', 'c', 'd', 'self'])
    expect(levels.order).toEqual(['e'])
  })

  it('stand above all that is needed, in any graph without circles', () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.nat(30), { maxLength: 4 }), { maxLength: 30 }), (graph) => {
        const needs = (id: string): string[] => (graph[Number(id)] ?? []).filter((one) => one < Number(id)).map(String)
        const ids = graph.map((_, index) => String(index))
        const { levelOf, order, cycles } = levelsOf([...ids].reverse(), needs)
        expect(cycles).toEqual([])
        expect([...order].sort()).toEqual([...ids].sort())
        for (const id of ids) {
          expect(levelOf.get(id)).toBe(Math.max(-1, ...needs(id).map((one) => levelOf.get(one) as number)) + 1)
          for (const one of needs(id)) expect(order.indexOf(one)).toBeLessThan(order.indexOf(id))
        }
      }),
    )
  })

  it('take time in proportion to a long chain', () => {
    expectLinear((size) => {
      const { levelOf } = levelsOf(
        Array.from({ length: size }, (_, index) => `c${index}`),
        (id) => (id === 'c0' ? [] : [`c${Number(id.slice(1)) - 1}`]),
      )
      expect(levelOf.get(`c${size - 1}`)).toBe(size - 1)
    }, 6000)
  })
})

describe('declared levels', () => {
  it('are reported where what is needed stands no lower', () => {
    const found = checkLevels(
      buildProgram(
        components(
          '{ id: base, level: 1 }',
          '{ id: far, level: 4, dependsOn: [base] }',
          '{ id: same, level: 1, dependsOn: [base, far] }',
          '{ id: open, dependsOn: [far] }',
          '{ id: above, level: 0, dependsOn: [open] }',
        ),
      ),
    )
    expect(lines(found)).toEqual(['trace/level-differs components:5:24'])
    expect(found[0]).toMatchObject({
      severity: 'warning',
      message: 'component same of level 1 needs far of level 4',
      help: 'set its level to 4 or more, or correct dependsOn',
    })
    expect(found[0]?.related?.map(({ message }) => message)).toEqual(['far is declared here'])
  })
})
