/** The lines of a Markdown text that are in no code fence, comment or front matter. A fence that is never closed hides the rest. */
export function proseLines(text: string): string[] {
  const all = linesOf(text)
  const lines: string[] = []
  let fence = ''
  let comment = false
  for (const line of all.slice(frontMatterEnd(all))) {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1]
    if (fence !== '') {
      if (mark?.startsWith(fence) && line.trim() === mark) fence = ''
    } else if (comment || line.trimStart().startsWith('<!--')) comment = !line.includes('-->')
    else if (mark !== undefined) fence = mark
    else lines.push(line)
  }
  return lines
}

const linesOf = (text: string): string[] => text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/)

/** The index of the line after the front matter; 0 where there is none. */
function frontMatterEnd(lines: readonly string[]): number {
  if (lines[0]?.trimEnd() !== '---') return 0
  const end = lines.findIndex((line, index) => index > 0 && /^(?:---|\.\.\.)\s*$/.test(line))
  return end < 0 ? 0 : end + 1
}

/** White space, case and emphasis make no difference. */
export function foldHeading(text: string): string {
  return text.replace(/[*_`]/g, '').replace(/\s+/g, ' ').trim().toLowerCase()
}

/** The headings of a Markdown text (# and underlined ones), folded for comparison; numbered ones without their number as well. */
export function headingsOf(text: string): Set<string> {
  const lines = proseLines(text)
  const headings = new Set<string>()
  const add = (heading: string): void => {
    const folded = foldHeading(heading)
    headings.add(folded).add(folded.replace(/^\d+(?:\.\d+)*[.)]? (?=\S)/, ''))
  }
  lines.forEach((line, index) => {
    const marked = /^ {0,3}#{1,6}(?:[ \t]+|$)/.exec(line)
    if (marked) add(withoutClosingMarks(line.slice(marked[0].length)))
    else if (/^ {0,3}(?:=+|-+)[ \t]*$/.test(line) && isText(lines[index - 1])) add(lines[index - 1] as string)
  })
  return headings
}

/** "Title ##" is the heading "Title". */
function withoutClosingMarks(text: string): string {
  const trimmed = text.trimEnd()
  let end = trimmed.length
  while (trimmed[end - 1] === '#') end--
  return end === 0 || /\s/.test(trimmed[end - 1] as string) ? trimmed.slice(0, end) : trimmed
}

const isText = (line: string | undefined): boolean =>
  line !== undefined && line.trim() !== '' && !/^ {0,3}(?:#{1,6}(?:\s|$)|>|[-*+] |\|)/.test(line)

/** Top-level keys of the front matter that have a value. Only the shape of the lines counts; an odd form has no keys. */
export function frontMatterKeys(text: string): { readonly key: string; readonly value: string }[] {
  const all = linesOf(text)
  const keys: { key: string; value: string }[] = []
  for (const line of all.slice(1, Math.max(1, frontMatterEnd(all) - 1))) {
    const colon = line.indexOf(':')
    const isKey = colon > 0 && /^[^\s#:'"-]/.test(line) && (line.length === colon + 1 || /\s/.test(line[colon + 1] as string))
    const value = withoutComment(isKey ? line.slice(colon + 1) : line)
    const last = keys.at(-1)
    if (isKey) keys.push({ key: line.slice(0, colon).trimEnd(), value })
    else if (last && /^(?:\s|-)/.test(line)) last.value = `${last.value} ${value.replace(/^- */, '')}`.trim()
  }
  return keys
}

function withoutComment(value: string): string {
  return value.replace(/(?:^|\s)#.*$/, '').trim()
}
