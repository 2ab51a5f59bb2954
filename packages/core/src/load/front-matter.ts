import { diagnostic } from '../diagnostics/catalog.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { isMapping } from './parsed.ts'
import { lineStarts, locationOf, type SourceFile } from './source.ts'
import { parseYaml } from './yaml.ts'

/** Keys whose values are ids: written without quotes, `0.10` would be read as a number, so its spelling is taken. */
const idKeys = ['program', 'phase', 'milestone', 'gate', 'task', 'id'] as const

export interface FrontMatter {
  readonly values: Readonly<Record<string, unknown>>
  /** The first line (from 1) after it. */
  readonly bodyLine: number
  readonly diagnostics: readonly Diagnostic[]
}

/**
 * The front matter of a Markdown file: YAML between a first line `---` and the next `---` or `...`. What cannot be read
 * is reported and counts as body, so that no box in it is lost.
 */
export function readFrontMatter(source: SourceFile): FrontMatter {
  const starts = lineStarts(source)
  const lineAt = (index: number): string =>
    source.text
      .slice(starts[index], starts[index + 1])
      .replace(/^\ufeff/, '')
      .trimEnd()
  const none: FrontMatter = { values: {}, bodyLine: 1, diagnostics: [] }
  if (lineAt(0) !== '---') return none
  let end = 1
  while (end < starts.length && lineAt(end) !== '---' && lineAt(end) !== '...') end++
  if (end === starts.length) {
    // A lone rule at the top is a rule; with a key below it, it was meant to be closed.
    if (starts.length < 2 || !/^[A-Za-z_][\w-]*:(?:\s|$)/.test(lineAt(1))) return none
    const location = locationOf(source, source.text.indexOf('---'), source.text.indexOf('---') + 3)
    return {
      ...none,
      diagnostics: [
        diagnostic('checklist/front-matter', 'the front matter is never closed', { location, help: 'write a line --- after it' }),
      ],
    }
  }
  // The text up to the closing line is itself a YAML document, so all offsets are those of the file.
  const block = { path: source.path, text: source.text.slice(0, starts[end]) }
  const parsed = parseYaml(block)
  if (parsed.diagnostics.length > 0) {
    return {
      ...none,
      diagnostics: parsed.diagnostics.map((one) =>
        diagnostic('checklist/front-matter', one.message, { location: one.location, help: one.help, related: one.related }),
      ),
    }
  }
  if (parsed.value === null) return { ...none, bodyLine: end + 2 }
  if (!isMapping(parsed.value)) {
    const span = parsed.positions[''] ?? [0, 3]
    return {
      ...none,
      diagnostics: [
        diagnostic('checklist/front-matter', 'the front matter is not a mapping', {
          location: locationOf(source, span[0], span[1]),
          help: 'write "key: value" lines, or put a blank line before the rule',
        }),
      ],
    }
  }
  const values = { ...parsed.value }
  for (const key of idKeys) {
    const span = parsed.positions[`/${key}`]
    if (span && typeof values[key] === 'number') values[key] = source.text.slice(span[0], span[1])
  }
  return { values, bodyLine: end + 2, diagnostics: [] }
}
