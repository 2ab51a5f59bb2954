import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { matrixPart } from '../../src/page/matrix-part.ts'
import type { ReportMatrix } from '../../src/page/report-model.ts'

const named = (letter: string, length: number) => Array.from({ length }, (_, at) => ({ id: `${letter}${at}`, title: '' }))
const matrix = (rows: number, columns: number, cells: ReportMatrix['cells']): ReportMatrix => ({
  title: 'Risks and tasks',
  rows: named('r', rows),
  columns: named('c', columns),
  cells,
})
const ids = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id)

describe('what is drawn of a matrix', () => {
  test('a small one is drawn as it is', () => {
    const whole = matrix(3, 24, [[0, 1, 'x']])
    expect(matrixPart(whole)).toEqual({ part: whole, note: '' })
  })

  test('of many columns those that are used', () => {
    const { part, note } = matrixPart(
      matrix(2, 25, [
        [0, 24, 'x'],
        [1, 3, ''],
      ]),
    )
    expect(ids(part.columns)).toEqual(['c3', 'c24'])
    expect(part.cells).toEqual([
      [0, 1, 'x'],
      [1, 0, ''],
    ])
    expect(note).toContain('23 columns')
  })

  test('of many rows some, those joined to nothing first', () => {
    const cells = Array.from({ length: 101 }, (_, row) => [row, row, ''] as const).filter(([row]) => row !== 70)
    const { part, note } = matrixPart(matrix(101, 101, cells))
    expect(part.rows).toHaveLength(30)
    expect(ids(part.rows).slice(0, 2)).toEqual(['r70', 'r0'])
    expect(note).toContain('30 of 101 rows')
  })

  test('of columns that are all used as many as there is room for', () => {
    const { part, note } = matrixPart(
      matrix(
        1,
        130,
        Array.from({ length: 130 }, (_, column) => [0, column, ''] as const),
      ),
    )
    expect(part.columns).toHaveLength(100)
    expect(note).toContain('100 of 130 columns')
  })

  test('nothing joined at all', () => {
    const whole = matrix(2, 30, [])
    expect(matrixPart(whole)).toEqual({ part: whole, note: '' })
  })

  test('every cell that is drawn joins what it joined before', () => {
    const size = fc.integer({ min: 1, max: 150 })
    const cells = fc.array(fc.tuple(fc.nat(149), fc.nat(149)), { maxLength: 300 })
    fc.assert(
      fc.property(size, size, cells, (rows, columns, pairs) => {
        const within = pairs.filter(([row, column]) => row < rows && column < columns).map(([row, column]) => [row, column, ''] as const)
        const { part } = matrixPart(matrix(rows, columns, within))
        const before = new Set(within.map(([row, column]) => `r${row} c${column}`))
        for (const [row, column] of part.cells) expect(before).toContain(`${part.rows[row]?.id} ${part.columns[column]?.id}`)
        expect(part.rows.length).toBeGreaterThan(0)
        expect(part.rows.length * part.columns.length).toBeLessThanOrEqual(150 * 150)
      }),
    )
  })
})
