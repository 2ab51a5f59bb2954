import { staysOutside } from '../../import/read/statements.ts'

interface Described {
  readonly notes?: readonly (string | { readonly text: string })[] | undefined
  readonly attributes?: Readonly<Record<string, unknown>> | undefined
  readonly [field: string]: unknown
}

const isLine = (value: unknown): value is string =>
  typeof value === 'string' && value !== '' && value.trim() === value && !/[\r\n]/.test(value)
const isName = (name: string): boolean => isLine(name) && !/\*\*|:\*|^[ *]|[*: ]$/.test(name)

/** JSON on one line that no comment ends. */
const inComment = (name: string, value: unknown): string => `<!-- ${JSON.stringify({ [name]: value }).replaceAll('--', '-\\u002d')} -->`

function entry(name: string, value: unknown): string[] {
  if (isName(name) && isLine(value)) return [`- **${name}:** ${value}`]
  if (isName(name) && Array.isArray(value) && value.length > 0 && value.every(isLine))
    return [`- **${name}:**`, ...value.map((one) => `  - ${one}`)]
  return [inComment(name, value ?? null)]
}

/** A value without the checks, which a plan does not decide. */
function bare(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(bare)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => name !== 'check' && name !== 'source')
      .map(([name, part]) => [name, bare(part)]),
  )
}

const between = (kind: string, name: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : ['', `<!-- ${kind} of ${name} -->`, ...lines, '<!-- end -->']

const grouped = new WeakMap<ReadonlySet<string>, { readonly size: number; readonly fields: Map<string, string[]> }>()

/** The fields that are said outright by the record that they belong to. */
function byRecord(outright: ReadonlySet<string>): ReadonlyMap<string, readonly string[]> {
  const known = grouped.get(outright)
  if (known?.size === outright.size) return known.fields
  const fields = new Map<string, string[]>()
  for (const key of outright) {
    const at = key.indexOf('\n')
    const own = fields.get(key.slice(0, at))
    if (own) own.push(key.slice(at + 1))
    else fields.set(key.slice(0, at), [key.slice(at + 1)])
  }
  grouped.set(outright, { size: outright.size, fields })
  return fields
}

/** The notes of a record word for word, and those of its fields that are said outright. */
export function statementsOf(name: string, record: Described, outright: ReadonlySet<string>): string[] {
  const wanted = byRecord(outright).get(name) ?? []
  const labels = wanted.filter((field) => field.startsWith('attributes.')).map((field) => field.slice('attributes.'.length))
  const fields = wanted.filter((field) => !field.startsWith('attributes.') && !staysOutside.has(field))
  return [
    ...between(
      'fields',
      name,
      fields.flatMap((field) => entry(field, bare(record[field]))),
    ),
    ...between(
      'attributes',
      name,
      labels.flatMap((label) => entry(label, record.attributes?.[label])),
    ),
    ...(record.notes ?? []).flatMap((note) => between('notes', name, (typeof note === 'string' ? note : note.text).split('\n'))),
  ]
}
