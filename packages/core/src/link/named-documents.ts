import type { Program } from './program-types.ts'

/** A document that the plan names, and where: a pointer into program.yaml. */
export interface NamedDocument {
  readonly name: string
  readonly pointer: string
}

/** Names of documents in code marks: `agent.md`, `docs/SPEC.pdf`. Paths with placeholders or patterns name nothing. */
const inCode = /`([\p{L}\d_.][\p{L}\d_./@ -]{0,150}\.(?:md|mdx|rst|adoc|txt|pdf|docx?|odt))`/giu

/** The name of a file without its folders; case does not matter. */
export const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1).toLowerCase()

/** What the plan itself hands over is no document that has to be there already. */
function handedOver(program: Program): Set<string> {
  const names = new Set<string>()
  const add = (text: string | undefined): void => {
    if (text !== undefined && text !== '') names.add(nameOf(text))
  }
  for (const { record } of program.deliverables.values()) {
    add(record.path)
    for (const [, name] of record.title.matchAll(inCode)) add(name)
  }
  for (const { record } of program.tasks.values()) for (const output of record.outputs ?? []) add(output.replace(/`/g, ''))
  return names
}

function* texts(value: unknown, pointer: string): Iterable<readonly [string, string]> {
  if (typeof value === 'string') yield [value, pointer]
  else if (typeof value === 'object' && value !== null)
    for (const [key, part] of Object.entries(value))
      if (key !== 'source') yield* texts(part, `${pointer}/${key.replace(/~/g, '~0').replace(/\//g, '~1')}`)
}

/** The documents that the plan as a whole leans on: its sources, and those that its text names. Each once. */
export function namedDocuments(program: Program): NamedDocument[] {
  const { record } = program.file
  const found = new Map<string, NamedDocument>()
  const own = handedOver(program)
  const add = (name: string, pointer: string): void => {
    const key = nameOf(name)
    if (!own.has(key) && !found.has(key)) found.set(key, { name, pointer })
  }
  for (const [alias, source] of Object.entries(record.sources ?? {})) {
    const path = typeof source === 'string' ? source : source.path
    add(path ?? alias, `/sources/${alias.replace(/~/g, '~0').replace(/\//g, '~1')}`)
  }
  for (const key of ['summary', 'objectives', 'scope', 'assumptions', 'constraints', 'conventions', 'notes'] as const)
    for (const [text, pointer] of texts(record[key], `/${key}`))
      for (const [, name] of text.slice(0, 20_000).matchAll(inCode)) add(name as string, pointer)
  return [...found.values()]
}
