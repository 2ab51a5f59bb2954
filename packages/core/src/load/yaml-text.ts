import { isMapping } from './parsed.ts'

/** A YAML scalar in double quotes: JSON, with what YAML does not print escaped as well. */
export function quoted(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

/** Words of the model, which need no quotes: states, stages, kinds, operators. */
const wordKeys: ReadonlySet<string> = new Set([
  'state',
  'value',
  'stage',
  'level',
  'kind',
  'type',
  'genre',
  'op',
  'from',
  'expect',
  'weeks',
  'trust',
])
const word = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/
/** What YAML readers of one version or another take for something else than a text. */
const otherThanText = /^(?:true|false|yes|no|on|off|y|n|null|nan|inf)$/

/** Mappings that stay on one line while they are short. */
const flatKeys: ReadonlySet<string> = new Set(['source', 'state'])
const longestFlat = 100

/** A text that a block keeps as it is: printable, with no blanks at the end of a line or at the start of the first. */
function isBlockText(text: string): boolean {
  return (
    text.includes('\n') &&
    !/[^\n\u0020-\u007e\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]/u.test(text) &&
    !/[ \u00a0]$/m.test(text) &&
    !/^[\s]/.test(text) &&
    !/\n\n$/.test(text)
  )
}

function scalarText(value: unknown, key: string): string {
  if (typeof value !== 'string') return String(value)
  return wordKeys.has(key) && word.test(value) && !otherThanText.test(value) ? value : quoted(value)
}

const isScalar = (value: unknown): boolean => typeof value !== 'object' || value === null

/** A key: plain where YAML reads it as a text in any case. */
export function keyText(key: string): string {
  return /^[A-Za-z][\w-]*$/.test(key) && !otherThanText.test(key.toLowerCase()) ? key : quoted(key)
}

/** A collection on one line, if it is short: ids, or one of the small mappings. */
function flatText(value: readonly unknown[] | Record<string, unknown>, key: string): string | undefined {
  if (Array.isArray(value)) {
    if (value.length === 0) return '[]'
    if (value.length > 20 || !value.every((one) => typeof one === 'string' && /^\S{1,16}$/.test(one))) return undefined
    const text = `[${value.map((one) => scalarText(one, key)).join(', ')}]`
    return text.length <= longestFlat ? text : undefined
  }
  const entries = Object.entries(value)
  if (entries.length === 0) return '{}'
  if (!flatKeys.has(key) || !entries.every(([, one]) => isScalar(one))) return undefined
  const text = `{ ${entries.map(([name, one]) => `${keyText(name)}: ${scalarText(one, name)}`).join(', ')} }`
  return text.length <= longestFlat ? text : undefined
}

/** What stands after "key:" or "-": on the same line, or on lines of their own, indented. */
function valueLines(value: unknown, key: string, indent: string, lines: string[], lead: string, inList: boolean): void {
  if (typeof value === 'string' && isBlockText(value)) {
    const body = value.endsWith('\n') ? value.slice(0, -1) : value
    lines.push(`${lead} |${value.endsWith('\n') ? '' : '-'}`)
    for (const line of body.split('\n')) lines.push(line === '' ? '' : `${indent}  ${line}`)
    return
  }
  if (isScalar(value)) {
    lines.push(`${lead} ${scalarText(value, key)}`)
    return
  }
  const flat = flatText(value as Record<string, unknown>, key)
  if (flat !== undefined) {
    lines.push(`${lead} ${flat}`)
    return
  }
  const inner = `${indent}  `
  if (Array.isArray(value)) {
    if (lead.trim() !== '' || !inList) lines.push(lead)
    for (const one of value) valueLines(one, key, inner, lines, `${inner}-`, true)
    return
  }
  let head: string | undefined = inList ? `${lead} ` : undefined
  if (head === undefined) lines.push(lead)
  for (const [name, one] of Object.entries(value as Record<string, unknown>)) {
    valueLines(one, name, inner, lines, `${head ?? inner}${keyText(name)}:`, false)
    head = undefined
  }
}

/**
 * The YAML of a record, in the order of its keys: texts in double quotes, texts of several lines as blocks, short lists on one line.
 * Undefined members are left out. What it writes, `parseYaml` reads back as the same values.
 */
export function yamlText(record: Record<string, unknown>): string {
  const lines: string[] = []
  for (const [key, value] of Object.entries(withoutUndefined(record) as Record<string, unknown>))
    valueLines(value, key, '', lines, `${keyText(key)}:`, false)
  return `${lines.join('\n')}\n`
}

/** One member of a mapping as text: the first line without indentation, the others indented by so many columns; no line end. */
export function memberText(key: string, value: unknown, indent: number): string {
  const lines: string[] = []
  valueLines(withoutUndefined(value), key, ' '.repeat(indent), lines, `${keyText(key)}:`, false)
  return lines.join('\n')
}

/** One entry of a list as text, from its dash; like `memberText`. */
export function entryText(value: unknown, indent: number): string {
  const lines: string[] = []
  valueLines(withoutUndefined(value), '', ' '.repeat(indent), lines, '-', true)
  return lines.join('\n')
}

function withoutUndefined(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((one) => one !== undefined).map(withoutUndefined)
  if (!isMapping(value)) return value
  return Object.fromEntries(Object.entries(value).flatMap(([key, one]) => (one === undefined ? [] : [[key, withoutUndefined(one)]])))
}
