import type { Code, Line, Section } from '../scan/block.ts'
import { isBlank } from '../scan/lines.ts'
import type { Holder } from './account.ts'
import { addAttribute, type WithAttributes } from './attribute.ts'
import type { Reading, Scope } from './reading.ts'

const keyLine = /^([\p{L}_][\p{L}\p{N} _.-]{0,60}?)\s*:(?:\s+(.*))?$/u

/** A scalar without the quotes around it. Values that YAML would take apart (`{N}`, `50-60`) stay the text that they are. */
function scalar(text: string): string {
  const value = text.trim()
  return /^"[^"]*"$|^'[^']*'$/.test(value) ? value.slice(1, -1) : value
}

/** Keys with their values, one for each entry of a list; undefined where a line is neither. */
export function keysIn(lines: readonly Line[]): { readonly key: string; readonly values: string[]; readonly lines: Line[] }[] | undefined {
  const keys: { key: string; values: string[]; lines: Line[] }[] = []
  for (const line of lines) {
    if (isBlank(line) || /^\s*#/.test(line.text)) continue
    const last = keys.at(-1)
    const key = keyLine.exec(line.text)
    if (key) {
      const value = (key[2] ?? '').replace(/^[|>][+-]?$/, '')
      keys.push({ key: (key[1] as string).trim(), values: value.trim() === '' ? [] : [scalar(value)], lines: [line] })
    } else if (last === undefined || !/^\s|^-\s/.test(line.text)) return undefined
    else {
      const entry = /^\s*-\s+(.*)$/.exec(line.text)
      last.lines.push(line)
      if (entry) last.values.push(scalar(entry[1] as string))
      else if (last.values.length === 0) last.values.push(line.text.trim())
      else last.values.push(`${last.values.pop() as string}\n${line.text.trim()}`)
    }
  }
  return keys.length > 0 ? keys : undefined
}

/** Reads YAML of keys and plain values into the attributes of a record; false where it is more than that. */
export function readYamlLines(code: Code, record: WithAttributes & Holder, reading: Reading): boolean {
  const keys = keysIn(code.body)
  if (keys === undefined) return false
  const { account } = reading
  for (const { key, values, lines } of keys) {
    for (const value of values.length > 0 ? values : ['~']) addAttribute(record, key, value)
    account.map(lines, record, 'attributes')
  }
  account.map([code.open, ...(code.close ? [code.close] : [])], record, 'attributes')
  for (const line of code.body) {
    if (isBlank(line) || account.isClaimed(line)) continue
    addAttribute(record, '#', line.text.trim())
    account.map(line, record, 'attributes')
  }
  return true
}

/** Reads a section that is nothing but metadata in YAML. */
export function readMetadata(section: Section, scope: Scope, reading: Reading): boolean {
  const codes = section.blocks.filter((block): block is Code => block.type === 'code')
  if (codes.length === 0 || section.sections.length > 0) return false
  if (section.blocks.some((block) => block.type !== 'code' && block.type !== 'rule')) return false
  if (!codes.every((code) => /^(?:ya?ml)?$/.test(code.language) && keysIn(code.body) !== undefined)) return false
  const record = scope.task ?? scope.milestone ?? scope.phase ?? reading.draft.program
  for (const code of codes) readYamlLines(code, record, reading)
  if (section.heading) reading.account.map(section.heading.lines, record, 'attributes')
  return true
}
