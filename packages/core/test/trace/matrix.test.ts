// tested-for: P3.R4
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Relation } from '../../src/schema/trace.ts'
import { gapsOf, type Matrix, traceMatrix, transposed } from '../../src/trace/matrix.ts'
import { linkedTypes } from '../../src/trace/matrix-pairs.ts'
import { emptyText, gapsIn, legendOf, signOf, summaryOfMatrix, wordsOf } from '../../src/trace/matrix-words.ts'
import { checkAccountable, raciChart } from '../../src/trace/raci.ts'
import { manyOf, typeNamed } from '../../src/trace/type-words.ts'
import { buildProgram, lines, linkTexts } from '../build-program.ts'
import { type TinyLink, tinyGraph } from './tiny-graph.ts'

/** "R1: T1 mitigates, T2 mitigates" */
const shown = ({ rows, columns, cells }: Matrix): string[] =>
  rows.map(({ id }, index) =>
    `${id}: ${(cells[index] ?? []).map((cell) => `${columns[cell.column]?.id} ${wordsOf(cell)}`).join('; ')}`.trim(),
  )

const graph = tinyGraph(
  [
    ['task:T1', 'mitigates', 'risk:R1'],
    ['task:T2', 'mitigates', 'risk:R1'],
    ['task:T2', 'needs', 'task:T1'],
    ['task:T1', 'satisfies', 'requirement:1.1'],
    ['property:P1', 'validates', 'requirement:1.1'],
    ['property:P1', 'validates', 'requirement:1.2'],
    ['test:a.test.ts', 'tests', 'property:P1'],
    ['requirement:1.2', 'refines', 'requirement:1.1'],
    ['task:T3', 'part-of', 'task:T1'],
  ],
  ['risk:R2'],
)

describe('traceMatrix', () => {
  it('holds the links between two types, whichever of the two names the other', () => {
    const matrix = traceMatrix(graph, 'risk', 'task')
    expect(shown(matrix)).toEqual(['R1: T1 mitigates; T2 mitigates', 'R2:'])
    expect(matrix.columns.map(({ id, filled }) => `${id} ${filled}`)).toEqual(['T1 1', 'T2 1', 'T3 0'])
    expect(shown(traceMatrix(graph, 'task', 'risk'))).toEqual(['T1: R1 mitigates', 'T2: R1 mitigates', 'T3:'])
    expect(matrix.rows[0]?.place()).toMatchObject({ file: 'specification/risks.yaml', line: 3 })
  })

  it('says of one type what each record depends on', () => {
    expect(shown(traceMatrix(graph, 'task', 'task'))).toEqual(['T1:', 'T2: T1 needs', 'T3: T1 part-of'])
    expect(shown(traceMatrix(graph, 'task', 'task', { relations: ['needs'] }))).toEqual(['T1:', 'T2: T1 needs', 'T3:'])
  })

  it('follows chains of links when it is asked to, but neither needs nor containment', () => {
    expect(shown(traceMatrix(graph, 'requirement', 'test'))).toEqual(['1.1:', '1.2:'])
    const deep = traceMatrix(graph, 'requirement', 'test', { deep: true })
    expect(shown(deep)).toEqual(['1.1: a.test.ts indirect', '1.2: a.test.ts indirect'])
    expect(deep.columns[0]?.filled).toBe(2)
    expect(shown(traceMatrix(graph, 'test', 'requirement', { deep: true }))).toEqual(['a.test.ts: 1.1 indirect; 1.2 indirect'])
    // T2 needs T1, and T3 is a part of it: neither satisfies what T1 satisfies.
    expect(shown(traceMatrix(graph, 'requirement', 'task', { deep: true }))).toEqual(['1.1: T1 satisfies', '1.2:'])
    expect(shown(traceMatrix(graph, 'requirement', 'test', { deep: true, relations: ['validates'] }))).toEqual(['1.1:', '1.2:'])
  })

  it('ends in cycles, and says so when there is too much to follow', () => {
    const cycle = tinyGraph([
      ['requirement:1', 'refines', 'requirement:2'],
      ['requirement:2', 'refines', 'requirement:1'],
      ['task:T1', 'satisfies', 'requirement:1'],
    ])
    expect(shown(traceMatrix(cycle, 'requirement', 'task', { deep: true }))).toEqual(['1: T1 satisfies', '2: T1 indirect'])
    expect(traceMatrix(cycle, 'requirement', 'task', { deep: true }).cut).toBe(false)
    expect(traceMatrix(cycle, 'requirement', 'task', { deep: true, steps: 2 }).cut).toBe(true)
  })

  it('marks suspect links, and joins several relations in one cell', () => {
    const two = tinyGraph([
      ['task:T1', 'satisfies', 'requirement:1'],
      ['task:T1', 'validates', 'requirement:1'],
    ])
    const [[cell] = []] = traceMatrix(two, 'requirement', 'task', { isSuspect: ({ relation }) => relation === 'validates' }).cells
    expect(cell).toEqual({ column: 0, marks: ['satisfies', 'validates'], indirect: false, suspect: true })
    expect([signOf(cell!), wordsOf(cell!)]).toEqual(['!', 'satisfies, validates, suspect'])
  })

  it('has as many cells as there are linked pairs, from both sides', () => {
    const key = (type: string) => fc.integer({ min: 0, max: 6 }).map((id) => `${type}:${id}`)
    const link = fc.tuple(
      fc.oneof(key('task'), key('risk')),
      fc.constantFrom<Relation>('mitigates', 'satisfies'),
      fc.oneof(key('task'), key('risk')),
    )
    fc.assert(
      fc.property(fc.array(link, { maxLength: 30 }), (links) => {
        const made = tinyGraph(links as TinyLink[])
        const matrix = traceMatrix(made, 'risk', 'task')
        const pairs = new Set(
          made.links.flatMap(({ from, to }) => (from.slice(0, 4) === to.slice(0, 4) ? [] : [[from, to].sort().join(' ')])),
        )
        expect(matrix.cells.flat().length).toBe(pairs.size)
        expect(matrix.size.pairs).toBe(pairs.size)
        expect(shown(transposed(matrix))).toEqual(shown(traceMatrix(made, 'task', 'risk')))
        expect(transposed(transposed(matrix)).cells).toEqual(matrix.cells)
      }),
    )
  })
})

describe('what a matrix says of itself', () => {
  const matrix = traceMatrix(graph, 'risk', 'task')

  it('counts, and names what is linked with nothing', () => {
    expect(summaryOfMatrix(matrix)).toBe('2 risks × 3 tasks, 2 linked pairs')
    expect(gapsIn(matrix).map(({ text, heads }) => [text, heads.map(({ id }) => id)])).toEqual([
      ['1 of 2 risks without a task', ['R2']],
      ['1 of 3 tasks without a risk', ['T3']],
    ])
    expect(gapsIn(traceMatrix(graph, 'task', 'task')).map(({ text }) => text)).toEqual(['1 of 3 tasks depends on no other'])
  })

  it('finds no gap where there is nothing to link with', () => {
    expect(gapsIn(traceMatrix(graph, 'risk', 'milestone'))).toEqual([])
    const none = traceMatrix(graph, 'milestone', 'task')
    expect([emptyText(none), summaryOfMatrix(none)]).toEqual(['There are no milestones.', '0 milestones × 3 tasks, 0 linked pairs'])
  })

  it('keeps its counts when only the gaps are shown', () => {
    const gaps = gapsOf(matrix)
    expect(shown(gaps)).toEqual(['R2:'])
    expect(emptyText(gaps)).toBeUndefined()
    expect(emptyText(traceMatrix(graph, 'risk', 'phase'))).toBe('There are no phases.')
    expect(gaps.columns.map(({ id }) => id)).toEqual(['T3'])
    expect(gapsIn(gaps)).toMatchObject([{ text: '1 of 2 risks without a task' }, { text: '1 of 3 tasks without a risk' }])
    expect(summaryOfMatrix(gaps)).toBe(summaryOfMatrix(matrix))
    expect(emptyText(gapsOf(traceMatrix(graph, 'property', 'requirement')))).toBe('Every property is linked with a requirement.')
  })

  it('explains its signs only where there are several', () => {
    expect(legendOf(matrix)).toEqual([])
    expect(legendOf(traceMatrix(graph, 'requirement', 'test', { deep: true }))).toEqual([['○', 'through a chain of links']])
  })

  it('lists the types that links join', () => {
    expect(linkedTypes(graph).map(({ rows, columns, relations, links }) => `${rows} × ${columns} ${relations} ${links}`)).toEqual([
      'requirement × property validates 2',
      'risk × task mitigates 2',
      'task × task needs,part-of 2',
      'property × test tests 1',
      'requirement × requirement refines 1',
      'requirement × task satisfies 1',
    ])
  })

  it('knows types by both their words', () => {
    expect(
      ['Risks', 'criteria', 'property', 'gate', 'evidence records', 'riskss'].map((word) =>
        typeNamed(word, ['risk', 'criterion', 'property', 'gate', 'evidence']),
      ),
    ).toEqual(['risk', 'criterion', 'property', 'gate', 'evidence', undefined])
    expect(manyOf('person')).toBe('people')
  })
})

describe('raciChart', () => {
  const program = buildProgram({
    'specification/program.yaml':
      'format: 1\nid: demo\nname: Demo\nroles:\n  - { id: lead, title: "Lead" }\n  - { id: "insurer" }\n  - { id: "reader" }\n',
    'specification/phases/P0.yaml':
      'format: 1\nid: "P0"\ntitle: "P0"\nmilestones:\n' +
      '  - { id: "M1", title: "One", accountable: ["lead", "insurer"], supporting: ["lead"] }\n' +
      '  - { id: "M2", title: "Two", supporting: ["insurer"], owner: "TBD" }\n' +
      '  - { id: "M3", title: "Three", owner: "Somebody" }\n',
  })

  it('has the letters of the plan, and a role that is both has both', () => {
    const chart = raciChart(program)
    expect(shown(chart)).toEqual(['lead: M1 A, S', 'insurer: M1 A; M2 S', 'reader:'])
    expect(chart.cells.flat().map(signOf)).toEqual(['A/S', 'A', 'S'])
    expect(legendOf(chart)).toEqual([
      ['A', 'accountable'],
      ['S', 'supporting'],
    ])
    expect(chart.columns.map(({ id, filled }) => `${id} ${filled}`)).toEqual(['M1 2', 'M2 1', 'M3 0'])
    expect(summaryOfMatrix(chart)).toBe('3 roles × 3 milestones, 3 linked pairs')
    expect(chart.rows[0]?.place()?.file).toBe('specification/program.yaml')
  })

  it('has roles that only milestones name', () => {
    const chart = raciChart(
      linkTexts({
        'specification/program.yaml': 'format: 1\nid: demo\nname: Demo\n',
        'specification/phases/P0.yaml':
          'format: 1\nid: "P0"\ntitle: "P0"\nmilestones:\n  - { id: "M1", title: "One", accountable: ["nobody"] }\n',
      }).program!,
    )
    expect(chart.rows.map(({ id, declared }) => [id, declared])).toEqual([['nobody', false]])
    expect(chart.rows[0]?.place()).toMatchObject({ file: 'specification/phases/P0.yaml', line: 5 })
    expect(chart.columns[0]?.place()).toMatchObject({ line: 5 })
  })

  it('reports milestones that nobody is accountable for', () => {
    expect(lines(checkAccountable(program))).toEqual([expect.stringContaining('trace/no-accountable')])
    expect(checkAccountable(program)[0]).toMatchObject({ message: 'nobody is accountable for milestone M2', location: { line: 6 } })
  })
})
