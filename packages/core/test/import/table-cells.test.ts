import { expect, it } from 'vitest'
import { idIn, isNothing, isWritableId, partsOf, undecorated, writableId } from '../../src/import/read/table-cells.ts'

it.each(['', ' ', '-', '—', '–', '**—**', 'N/A', 'n/a', 'None', 'none.', 'なし', '无', '없음', 'нет', 'Keine'])(
  'takes "%s" for nothing',
  (cell) => {
    expect(isNothing(cell)).toBe(true)
  },
)

it.each(['0', '✅', '⚪', 'no one', 'None of the crew', 'なし（仮）', '+', 'x'.repeat(100)])('takes "%s" for something', (cell) => {
  expect(isNothing(cell)).toBe(false)
})

it.each([
  ['T-001', 'T-001'],
  ['**T-312a**', 'T-312a'],
  ['`WP-04.01`', 'WP-04.01'],
  ['✅ P0.M1', 'P0.M1'],
  ['[M1](#m1)', 'M1'],
  ['0.10', '0.10'],
  ['1.', '1'],
  ['#4', '4'],
  ['10–15', '10–15'],
  ['NEW-RISK-003', 'NEW-RISK-003'],
  ['A', 'A'],
  ['api-07', 'api-07'],
  ['Total', undefined],
  ['Phase 1', undefined],
  ['2 weeks', undefined],
  ['done', undefined],
  ['', undefined],
  ['9'.repeat(300), undefined],
])('reads the id in "%s"', (cell, id) => {
  expect(idIn(cell)).toBe(id)
})

it('takes what dresses a cell away, and keeps the words', () => {
  expect(undecorated('**a** `b_c` ~~d~~ [e](f) <b>g</b>')).toBe('a b_c d e g')
  expect(undecorated('my__name')).toBe('my__name')
  expect(partsOf('a<br>• b<BR/>- c')).toEqual(['a', 'b', 'c'])
})

it('makes ids that the model can hold', () => {
  expect(writableId('a/b\\c')).toBe('a-b-c')
  expect(writableId('')).toBe('-')
  expect([isWritableId('a b'), isWritableId('a/b'), isWritableId(' a'), isWritableId('')]).toEqual([true, false, false, false])
})
