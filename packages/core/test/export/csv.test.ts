import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { csvText } from '../../src/export/csv.ts'

/** Reads comma-separated values as RFC 4180 has them, and takes the apostrophe of guarded cells away. */
function read(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  let cell = ''
  let isQuoted = false
  for (let at = 0; at < text.length; at++) {
    const one = text[at]
    if (isQuoted) {
      if (one !== '"') cell += one
      else if (text[at + 1] === '"') cell += text[++at]
      else isQuoted = false
    } else if (one === '"' && cell === '') isQuoted = true
    else if (one === ',' || one === '\r') {
      row.push(cell.replace(/^'/, ''))
      cell = ''
      if (one === '\r') {
        rows.push(row)
        row = []
        at++
      }
    } else cell += one
  }
  return rows
}

describe('csvText', () => {
  it('quotes what has to be, and ends lines with CRLF', () => {
    expect(csvText([['a', 'b,c', 'say "d"', 'e\nf', ' g', ''], ['h']])).toBe('a,"b,c","say ""d""","e\nf"," g",\r\nh\r\n')
  })

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '＝1', "'=1"])('lets no spreadsheet run %j', (text) => {
    expect(csvText([[text]]).replace(/^"/, '')).toMatch(/^'/)
  })

  it('can be read back, whatever the text', () => {
    const row = fc.array(fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom('"', ',', '\n', '\r', "'", '=', ' ', 'x') })), {
      minLength: 1,
      maxLength: 4,
    })
    fc.assert(
      fc.property(fc.array(row), (rows) => {
        expect(read(csvText(rows))).toEqual(rows)
      }),
    )
  })
})
