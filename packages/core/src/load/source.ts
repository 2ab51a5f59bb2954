import type { Location } from '../diagnostics/diagnostic.ts'

/** A file as it was read: its path relative to the workspace root (POSIX) and its text (UTF-8, BOM removed by nobody). */
export interface SourceFile {
  readonly path: string
  readonly text: string
}

const lineStartsOf = new WeakMap<SourceFile, number[]>()

/** Offsets at which the lines of a file start; computed once per file. CR LF, LF and a lone CR end a line. */
export function lineStarts(source: SourceFile): readonly number[] {
  const known = lineStartsOf.get(source)
  if (known) return known
  const { text } = source
  const starts = [0]
  if (text.includes('\r')) {
    for (let i = 0; i < text.length; i++) {
      const c = text.charCodeAt(i)
      if (c === 10 || (c === 13 && text.charCodeAt(i + 1) !== 10)) starts.push(i + 1)
    }
  } else {
    for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) starts.push(i + 1)
  }
  lineStartsOf.set(source, starts)
  return starts
}

/** Line and column (from 1; columns count UTF-16 units, as editors' language servers do) of an offset. */
export function pointAt(source: SourceFile, offset: number): { line: number; column: number } {
  const starts = lineStarts(source)
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((starts[middle] as number) <= offset) low = middle
    else high = middle - 1
  }
  return { line: low + 1, column: offset - (starts[low] as number) + 1 }
}

/** The place of a span of offsets, `end` exclusive. */
export function locationOf(source: SourceFile, start: number, end: number = start): Location {
  const from = pointAt(source, start)
  if (end <= start) return { file: source.path, ...from }
  const to = pointAt(source, end)
  return { file: source.path, ...from, endLine: to.line, endColumn: to.column }
}
