import { diagnostic } from '../diagnostics/catalog.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { nearest } from '../diagnostics/nearest.ts'
import { idToFileName } from '../link/file-name.ts'
import { doubleQuotedSpans } from '../load/quoted-spans.ts'
import { locationOf, type SourceFile } from '../load/source.ts'
import { quoted } from '../load/yaml-text.ts'
import type { Placeholder } from '../schema/template.ts'

/** A template that has been read: its manifest, and the other files with paths relative to its folder. */
export interface Template {
  readonly name: string
  readonly placeholders: readonly Placeholder[]
  readonly files: readonly SourceFile[]
  /** How a person calls the folder; findings name its files by it. */
  readonly label: string
}

export type Filled =
  | { readonly ok: true; readonly files: readonly SourceFile[] }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] }

const placeholder = /\{\{([A-Za-z][A-Za-z0-9_-]*)\}\}/g

/** How far the front matter of a Markdown file reaches; 0 without one. */
const frontMatterEnd = (text: string): number => /^---\r?\n[\s\S]*?\n---[ \t]*(?:\r?\n|$)/.exec(text)?.[0].length ?? 0

/** The part of a file that is YAML or JSON, where a value must stand in double quotes: all of it, the front matter, or nothing. */
function structuredEnd({ path, text }: SourceFile): number {
  if (/\.(?:ya?ml|json)$/i.test(path)) return text.length
  return /\.md$/i.test(path) ? frontMatterEnd(text) : 0
}

class Filling {
  readonly diagnostics: Diagnostic[] = []
  readonly #template: Template
  readonly #values: ReadonlyMap<string, string>
  readonly #numbers: ReadonlySet<string>

  constructor(template: Template, values: ReadonlyMap<string, string>) {
    this.#template = template
    this.#values = values
    this.#numbers = new Set(template.placeholders.filter(({ type }) => type === 'number').map(({ key }) => key))
  }

  path(file: SourceFile): string {
    return file.path.replace(placeholder, (all, key: string) => {
      const value = this.#valueOf(key, all, file)
      return value === undefined ? all : idToFileName(value)
    })
  }

  text(file: SourceFile): string {
    const { text } = file
    const end = structuredEnd(file)
    const spans = end === 0 || !text.includes('{{') ? [] : doubleQuotedSpans(text.slice(0, end))
    let filled = ''
    let done = 0
    let next = 0
    for (const match of text.matchAll(placeholder)) {
      const [all, key] = match as unknown as [string, string]
      const [start, stop] = [match.index, match.index + all.length]
      const value = this.#valueOf(key, all, file, start)
      if (value === undefined) continue
      if (start >= end) {
        filled += text.slice(done, start) + value
        done = stop
        continue
      }
      while (next < spans.length && (spans[next] as readonly [number, number])[1] <= start) next++
      const span = spans[next]
      if (span === undefined || span[0] > start) {
        this.#report(file, start, stop, `${all} does not stand in a text in double quotes`, `write "${all}"`)
        continue
      }
      const isWhole = span[0] === start - 1 && span[1] === stop + 1 && this.#numbers.has(key)
      filled += text.slice(done, isWhole ? span[0] : start) + (isWhole ? value : quoted(value).slice(1, -1))
      done = isWhole ? span[1] : stop
    }
    return filled + text.slice(done)
  }

  #valueOf(key: string, all: string, file: SourceFile, start?: number): string | undefined {
    const value = this.#values.get(key)
    if (value !== undefined) return value
    const near = nearest(key, this.#values.keys())
    const help =
      near.length > 0 ? `write {{${near[0]}}}, or declare ${key} in template.yaml` : `declare ${key} in placeholders of template.yaml`
    this.#report(file, start, start === undefined ? undefined : start + all.length, `${all} is not a placeholder of the template`, help)
    return undefined
  }

  #report(file: SourceFile, start: number | undefined, end: number | undefined, message: string, help: string): void {
    const source = { path: `${this.#template.label}/${file.path}`, text: file.text }
    const location = start === undefined || end === undefined ? { file: source.path, line: 1, column: 1 } : locationOf(source, start, end)
    this.diagnostics.push(
      diagnostic('template/placeholder', start === undefined ? `${message}: it is in the name of the file` : message, { location, help }),
    )
  }
}

/**
 * Puts values in place of the placeholders, in texts and in the names of files. In YAML, JSON and front matter a placeholder
 * must stand in a text in double quotes, and the value is escaped there: the file stays valid, and the value is exact.
 * `values` holds one value for each placeholder of the template.
 */
export function fillTemplate(template: Template, values: ReadonlyMap<string, string>): Filled {
  const filling = new Filling(template, values)
  const files = template.files.map((file) => ({ path: filling.path(file), text: filling.text(file) }))
  const paths = new Set<string>()
  for (const { path } of files) {
    if (paths.has(path.toLowerCase())) {
      const message = `two files of template ${template.name} would be called ${path}`
      filling.diagnostics.push(
        diagnostic('template/invalid', message, { help: 'give the placeholders other values, or the files other names' }),
      )
    }
    paths.add(path.toLowerCase())
  }
  return filling.diagnostics.length > 0 ? { ok: false, diagnostics: filling.diagnostics } : { ok: true, files }
}
