import type { Matrix, MatrixCell, MatrixHead } from './matrix.ts'
import { manyOf } from './type-words.ts'

/** Letters of a chart of responsibilities stand for themselves; relations are words, so a sign stands for them where there is no room. */
const isLetter = (mark: string): boolean => mark.length === 1

/** The sign of a filled cell: its letters, ! suspect, ○ through a chain, ● linked. */
export function signOf({ marks, indirect, suspect }: MatrixCell): string {
  if (marks.length > 0 && marks.every(isLetter)) return marks.join('/')
  return suspect ? '!' : indirect ? '○' : '●'
}

/** A filled cell in words: "satisfies", "satisfies, suspect", "indirect". */
export function wordsOf({ marks, indirect, suspect }: MatrixCell): string {
  return [...marks, ...(indirect ? ['indirect'] : []), ...(suspect ? ['suspect'] : [])].join(', ')
}

/** What the signs that a matrix uses mean; nothing where a sign can only mean a link. */
export function legendOf({ cells }: Matrix): readonly (readonly [sign: string, meaning: string])[] {
  const signs = new Set(cells.flatMap((row) => row.map(signOf)))
  const all = [
    ['●', 'linked'],
    ['○', 'through a chain of links'],
    ['!', 'suspect: the target has changed since the link was reviewed'],
    ['A', 'accountable'],
    ['S', 'supporting'],
  ] as const
  if ([...signs].every((sign) => sign === '●')) return []
  return all.filter(([sign]) => [...signs].some((one) => one.split('/').includes(sign)))
}

/** What is linked with nothing, and in words: "2 of 25 tasks without a risk". */
export interface Gap {
  readonly text: string
  readonly heads: readonly MatrixHead[]
}

/** Rows without a column, then columns without a row; no gap where there is nothing to link with. */
export function gapsIn({ of, rows, columns, size }: Matrix): readonly Gap[] {
  if (size.rows === 0 || size.columns === 0) return []
  const gap = (heads: readonly MatrixHead[], total: number, noun: string, other: string): Gap => {
    const open = heads.filter(({ filled }) => filled === 0)
    // Among themselves, a row says what it depends on.
    const lacks =
      noun === other ? (open.length === 1 ? 'depends on no other' : 'depend on no other') : `without ${articleOf(other)} ${other}`
    return { text: `${open.length} of ${total} ${total === 1 ? noun : manyOf(noun)} ${lacks}`, heads: open }
  }
  const down = gap(rows, size.rows, of.rows, of.columns)
  const across = of.rows === of.columns ? [] : [gap(columns, size.columns, of.columns, of.rows)]
  return [down, ...across].filter(({ heads }) => heads.length > 0)
}

const articleOf = (noun: string): string => (/^[aeiou]/.test(noun) ? 'an' : 'a')

/** "20 risks × 25 tasks, 25 linked pairs" */
export function summaryOfMatrix({ of, size }: Matrix): string {
  const count = (many: number, noun: string): string => `${many} ${many === 1 ? noun : manyOf(noun)}`
  return `${count(size.rows, of.rows)} × ${count(size.columns, of.columns)}, ${count(size.pairs, 'linked pair')}`
}

/** Why there is nothing to show: there are no records, or none that lacks a link. */
export function emptyText({ of, rows, size }: Matrix): string | undefined {
  if (size.rows === 0) return `There are no ${manyOf(of.rows)}.`
  if (size.columns === 0) return `There are no ${manyOf(of.columns)}.`
  return rows.length === 0 ? `Every ${of.rows} is linked with ${articleOf(of.columns)} ${of.columns}.` : undefined
}
