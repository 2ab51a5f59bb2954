import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { csvText } from '../../../src/export/csv.ts'
import { csvRows } from '../../../src/import/exchange/csv-rows.ts'

const cellsOf = (text: string) => csvRows(text).map(({ cells }) => cells)

describe('rows of CSV', () => {
  it('reads quotes, line ends inside of them, and every line end between rows', () => {
    expect(cellsOf('\ufeffa,b\r\n"x ""y""","1\r\n2"\rlast,"open')).toEqual([
      ['a', 'b'],
      ['x "y"', '1\r\n2'],
      ['last', 'open'],
    ])
    expect(csvRows('a\n"1\n2",x\n\nend').map(({ lines }) => lines)).toEqual([
      [1, 1],
      [2, 3],
      [5, 5],
    ])
    expect(cellsOf('a;b,c')).toEqual([['a;b', 'c']])
    expect(csvRows('a;b', ';').map(({ cells }) => cells)).toEqual([['a', 'b']])
    expect(cellsOf('')).toEqual([])
  })

  it('takes away the mark that keeps a cell from being a formula, and no other', () => {
    expect(cellsOf("'=x,''=x,'tis,'\n")).toEqual([['=x', "'=x", "'tis", "'"]])
  })

  it('reads what was written', () => {
    const cell = fc.oneof(fc.string(), fc.constantFrom("'", "'=", '=', '"', '\r', '\n', ',', ' ', "''+1"))
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 5 }), (rows) => {
        const full = rows.filter((row) => row.some((one) => one.trim() !== ''))
        expect(cellsOf(csvText(rows))).toEqual(full)
      }),
    )
  })
})
