/** A line of a report, without its end. */
export interface ReportLine {
  readonly text: string
  readonly offset: number
}

/** The lines of a text; CR LF, LF and a lone CR end one, and a byte order mark is dropped. */
export function* linesOf(text: string): Generator<ReportLine> {
  let start = text.charCodeAt(0) === 0xfeff ? 1 : 0
  for (let i = start; i < text.length; i++) {
    const c = text.charCodeAt(i)
    if (c !== 10 && c !== 13) continue
    yield { text: text.slice(start, i), offset: start }
    if (c === 13 && text.charCodeAt(i + 1) === 10) i++
    start = i + 1
  }
  if (start < text.length) yield { text: text.slice(start), offset: start }
}
