import type { TextBody } from '../reporter.ts'
import { cell, tableLines } from '../table.ts'
import { wrap } from '../wrap.ts'
import { nextLine } from './gates.ts'

interface TemplateShown {
  readonly title: string
  readonly description: string
  readonly placeholders: readonly { readonly key: string; readonly prompt: string; readonly default?: string }[]
  readonly files: readonly string[]
  readonly next: string
}

/** Defaults that init finds out by itself. */
const found: Readonly<Record<string, string>> = {
  id: 'name of the folder',
  name: 'name of the folder',
  owner: 'name that git knows',
  start: 'today',
}

/** Title and description, then what is asked, then what is written. */
export const templateShowText: TextBody = (answer, context) => {
  const { title, description, placeholders, files, next } = answer.data as unknown as TemplateShown
  const { width, paint } = context
  const asked = placeholders.map(({ key, prompt, default: value = found[key] ?? 'must be given' }) => [
    cell(key, paint.strong),
    cell(prompt),
    cell(value, paint.faint),
  ])
  return [
    ...wrap(title, width).map(paint.strong),
    ...description
      .trim()
      .split(/\n{2,}/)
      .filter((paragraph) => paragraph !== '')
      .flatMap((paragraph) => ['', ...wrap(paragraph.replace(/\s+/g, ' '), width)]),
    ...(asked.length === 0 ? [] : ['', 'Placeholders (--set key=value), and their defaults:', ...tableLines(asked, width)]),
    '',
    'Files:',
    ...files.map((file) => `  ${file}`),
    '',
    ...nextLine(next, context),
  ]
}
