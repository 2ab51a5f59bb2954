/** Lines of a document; parts are set apart by blank lines. */
export type Lines = readonly string[]

/** Puts parts one after the other with a blank line between; empty ones are left out. */
export function apart(...parts: readonly Lines[]): string[] {
  return parts.filter((part) => part.length > 0).flatMap((part, at) => (at === 0 || part[0] === '' ? part : ['', ...part]))
}

export const indented = (lines: Lines, by = '  '): string[] => lines.map((line) => (line === '' ? line : `${by}${line}`))

export const heading = (level: number, text: string): string => `${'#'.repeat(Math.min(6, level))} ${text}`

/** "- **Label:** text", or the label over the entries of a list. */
export function labelled(label: string, texts: readonly string[] | undefined, asList = false): string[] {
  if (texts === undefined || texts.length === 0) return []
  const name = label.includes('_') ? `**${label}**:` : `**${label}:**`
  if (texts.length === 1 && !asList) return [`- ${name} ${texts[0]}`]
  return [`- ${name}`, ...texts.map((text) => `  - ${text}`)]
}

/** Code under a label of its own; the fence is longer than any inside. */
export function fenced(text: string, language = 'text'): string[] {
  const longest = Math.max(2, ...[...text.matchAll(/^\s*(`{3,})/gm)].map((match) => (match[1] as string).length))
  const fence = '`'.repeat(longest + 1)
  return [`${fence}${language}`, ...text.split('\n'), fence]
}

/** Labels of the plan with their words, as bullets; words of several lines as code under the label. */
export function attributeLines(attributes: Readonly<Record<string, string | readonly string[]>> | undefined): {
  bullets: string[]
  codes: string[]
} {
  const bullets: string[] = []
  const codes: string[] = []
  for (const [label, value] of Object.entries(attributes ?? {})) {
    const texts = typeof value === 'string' ? [value] : value
    if (texts.length > 1 && texts.every((text) => /^\d{1,3}[.)]\s\S/.test(text)))
      codes.push(...(codes.length > 0 ? [''] : []), ...fenced(`# ${label}\n${texts.join('\n')}`, 'bash'))
    else if (texts.some((text) => text.includes('\n')))
      for (const text of texts) codes.push(...(codes.length > 0 ? [''] : []), `**${label}:**`, ...fenced(text))
    else bullets.push(...labelled(label, texts))
  }
  return { bullets, codes }
}

/** A table; columns without any cell are left out. Pipes are escaped, lines joined by a break. */
export function table(
  columns: readonly { readonly label: string; readonly cells: readonly (string | undefined)[]; readonly isKept?: boolean }[],
): string[] {
  const used = columns.filter(({ cells, isKept }) => isKept || cells.some((cell) => cell !== undefined && cell !== ''))
  const rows = used[0]?.cells.length ?? 0
  if (used.length === 0 || rows === 0) return []
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  const cell = (text: string | undefined): string => (text ?? '').replaceAll('|', '\\|').replaceAll('\n', '<br>')
  return [
    row(used.map(({ label }) => cell(label))),
    `|${used.map(() => '---|').join('')}`,
    ...Array.from({ length: rows }, (_, at) => row(used.map(({ cells }) => cell(cells[at])))),
  ]
}
