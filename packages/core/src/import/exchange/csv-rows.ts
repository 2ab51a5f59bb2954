/** A row of a CSV file, with its cells as they are. */
export interface CsvRow {
  readonly cells: readonly string[]
  /** From 1. */
  readonly lines: readonly [first: number, last: number]
}

/** What a writer that guards against formulas put in front. */
const guarded = /^'(?=[=+\-@\t\r'＝＋－＠])/

/** The rows of a text of comma-separated values (RFC 4180), exactly: white space and line ends inside of quotes stay. Linear. */
export function csvRows(text: string, separator = ','): CsvRow[] {
  const rows: CsvRow[] = []
  let at = text.startsWith('\ufeff') ? 1 : 0
  let line = 1
  const lineEnd = (): number => (text.startsWith('\r\n', at) ? 2 : /[\r\n]/.test(text.charAt(at)) ? 1 : 0)
  while (at < text.length) {
    const cells: string[] = []
    const first = line
    for (;;) {
      let cell = ''
      if (text.charAt(at) === '"') {
        const parts: string[] = []
        for (;;) {
          const end = text.indexOf('"', at + 1)
          parts.push(text.slice(at + 1, end < 0 ? text.length : end))
          at = end < 0 ? text.length : end + 1
          if (text.charAt(at) !== '"') break
          parts.push('"')
        }
        cell = parts.join('')
        line += cell.split(/\r\n|\r|\n/).length - 1
      }
      const from = at
      while (at < text.length && text.charAt(at) !== separator && lineEnd() === 0) at++
      cells.push((cell + text.slice(from, at)).replace(guarded, ''))
      if (text.charAt(at) !== separator) break
      at++
    }
    rows.push({ cells, lines: [first, line] })
    at += lineEnd()
    line++
  }
  return rows.filter(({ cells }) => cells.some((cell) => cell.trim() !== ''))
}
