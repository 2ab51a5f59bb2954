import type { Line, Row } from './block.ts'

/** A line of dashes, colons and pipes below a header. */
export function isDelimiter(text: string): boolean {
  if (!text.includes('|') || !text.includes('-') || !/^[\s|:-]+$/.test(text)) return false
  const cells = text.trim().replace(/^\|/, '').replace(/\|$/, '').split('|')
  return cells.every((cell) => /^:?-+:?$/.test(cell.trim()))
}

/** The cells of a table line. Pipes in code spans count as pipes unless they are escaped, as in GFM. */
export function cellsOf(text: string): string[] {
  const inner = text.trim().replace(/^\|/, '')
  const cells: string[] = []
  let cell = ''
  for (let at = 0; at < inner.length; at++) {
    const character = inner.charAt(at)
    if (character === '\\' && inner.charAt(at + 1) === '|') {
      cell += '|'
      at++
    } else if (character === '|') {
      cells.push(cell.trim())
      cell = ''
    } else cell += character
  }
  if (cell.trim() !== '') cells.push(cell.trim())
  return cells
}

export function rowOf(line: Line): Row {
  return { line, cells: cellsOf(line.text) }
}
