import { lineStarts, type SourceFile } from '../../load/source.ts'
import type { Line } from './block.ts'

/** The lines of a document; line ends and a byte order mark are left out. A last line end opens no line. */
export function linesIn(source: SourceFile): Line[] {
  const starts = lineStarts(source)
  const lines: Line[] = []
  for (let index = 0; index < starts.length; index++) {
    const begin = starts[index] as number
    const text = source.text.slice(begin, starts[index + 1]).replace(/\r?\n$|\r$/, '')
    if (index === starts.length - 1 && begin === source.text.length) break
    lines.push({ number: index + 1, text: index === 0 ? text.replace(/^\ufeff/, '') : text })
  }
  return lines
}

export function isBlank(line: Line): boolean {
  return line.text.trim() === ''
}

/** "12-14, 31": the numbers of lines, in order, neighbours joined; blank lines between them do not part a span. */
export function spanText(lines: readonly Line[], blanks: ReadonlySet<number> = new Set()): string {
  const numbers = [...new Set(lines.map((line) => line.number))].sort((a, b) => a - b)
  const spans: [number, number][] = []
  for (const number of numbers) {
    const last = spans.at(-1)
    let next = last === undefined ? 0 : last[1] + 1
    while (last !== undefined && next < number && blanks.has(next)) next++
    if (last !== undefined && next === number) last[1] = number
    else spans.push([number, number])
  }
  return spans.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join(', ')
}
