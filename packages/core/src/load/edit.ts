import { parseChecklist } from './checklist.ts'
import type { Box } from './checklist-types.ts'
import { firstExact, type Mapping, mappingAt, spellings, splice, stepsOf, valueIn } from './edit-exact.ts'
import { type Positions, pointer } from './loaded.ts'
import type { SourceFile } from './source.ts'
import { parseYaml } from './yaml.ts'

/**
 * The text of a YAML file with one scalar replaced; nothing else of the file changes, and the way of quoting is kept
 * where it can be. Undefined when there is no scalar on one line there, or when no spelling reads back as the value.
 */
export function setScalar(source: SourceFile, positions: Positions, at: string, value: string): string | undefined {
  const span = positions[at]
  const before = parseYaml(source)
  if (!span || at === '' || before.diagnostics.length > 0) return undefined
  const old = valueIn(before.value, at)
  const raw = source.text.slice(span[0], span[1])
  if (old === undefined || (typeof old === 'object' && old !== null) || /[\r\n]/.test(raw)) return undefined
  // A value that is not there yet goes right behind its colon or dash, before the comment.
  const isEmpty = raw === ''
  const start = isEmpty ? source.text.slice(0, span[0]).trimEnd().length : span[0]
  const candidates = spellings(value, raw).map((text) => splice(source.text, start, isEmpty ? start : span[1], isEmpty ? ` ${text}` : text))
  return firstExact(source, before, candidates, (root) => {
    const parent = valueIn(root, at.slice(0, at.lastIndexOf('/'))) as Mapping
    parent[stepsOf(at).at(-1) as string] = value
  })
}

/** The end of the line that holds an offset, before its line break. */
function lineEnd(text: string, from: number): number {
  const found = text.slice(from).search(/[\r\n]/)
  return found < 0 ? text.length : from + found
}

function lineStart(text: string, from: number): number {
  return Math.max(text.lastIndexOf('\n', from - 1), text.lastIndexOf('\r', from - 1)) + 1
}

/** The line break at an offset, or else the first one of the file. */
function breakAt(text: string, offset: number): string {
  return /^(?:\r\n|[\r\n])/.exec(text.slice(offset, offset + 2))?.[0] ?? /\r\n|[\r\n]/.exec(text)?.[0] ?? '\n'
}

/**
 * The text of a YAML file with one more key in a mapping, after `afterKey` or else at its end: on a line of its own,
 * indented as its siblings are, or within the braces of a flow mapping. Undefined when the key is there already, when an
 * empty mapping has no braces, or when the result does not read as the mapping with just this key added.
 */
export function insertKey(
  source: SourceFile,
  positions: Positions,
  mapPointer: string,
  key: string,
  value: string,
  afterKey?: string,
): string | undefined {
  const { text } = source
  const before = parseYaml(source)
  const span = positions[mapPointer]
  const mapping = mappingAt(before, mapPointer)
  if (!span || !mapping || Object.hasOwn(mapping, key)) return undefined
  const inBraces = text.charAt(span[0]) === '{'
  const names = Object.keys(mapping)
  const sibling = afterKey !== undefined && names.includes(afterKey) ? afterKey : names.at(-1)
  const name = before.keys[pointer(mapPointer, sibling ?? '')]
  const end = before.positions[pointer(mapPointer, sibling ?? '')]?.[1]
  const texts = (pair: string): string[] => {
    if (sibling === undefined || !name || end === undefined) return inBraces ? [splice(text, span[0] + 1, span[0] + 1, pair)] : []
    if (inBraces) return [splice(text, end, end, `, ${pair}`)]
    const line = lineStart(text, name[0])
    const indent = ' '.repeat(name[0] - line - (line === 0 && text.startsWith('\ufeff') ? 1 : 0))
    const eol = breakAt(text, lineEnd(text, name[0]))
    // A block ends after its last line break; where blank lines belong to its text, only after those.
    const last = lineEnd(text, text.slice(0, end).trimEnd().length)
    return [splice(text, last, last, `${eol}${indent}${pair}`), splice(text, end, end, `${indent}${pair}${eol}`)]
  }
  const candidates = spellings(value).flatMap((one) => spellings(key).flatMap((word) => texts(`${word}: ${one}`)))
  return firstExact(source, before, candidates, (root) => {
    const target = valueIn(root, mapPointer) as Mapping
    target[key] = value
  })
}

/**
 * The text of a YAML file without one key of a mapping: its lines go, with the comments on them. Undefined when the key
 * is not there, is the last one or shares its line with a dash, or when the result does not read as the rest.
 */
export function removeKey(source: SourceFile, mapPointer: string, key: string): string | undefined {
  const { text } = source
  const before = parseYaml(source)
  const mapping = mappingAt(before, mapPointer)
  const at = pointer(mapPointer, key)
  const name = before.keys[at]
  const value = before.positions[at]
  const span = before.positions[mapPointer]
  if (!mapping || !name || !value || !span) return undefined
  const names = Object.keys(mapping)
  const index = names.indexOf(key)
  const after = before.keys[pointer(mapPointer, names[index + 1] ?? '')]
  const previous = before.positions[pointer(mapPointer, names[index - 1] ?? '')]
  let candidate: string | undefined
  if (text.charAt(span[0]) === '{') {
    if (after) candidate = splice(text, name[0], after[0], '')
    else if (previous) candidate = splice(text, previous[1], value[1], '')
  } else {
    const start = lineStart(text, name[0])
    const end = lineEnd(text, Math.max(name[1], text.slice(0, value[1]).trimEnd().length))
    const isAlone = text.slice(start, name[0]).trim() === '' && names.length > 1
    if (isAlone) candidate = splice(text, start, end + breakAt(text, end).length, '')
  }
  return firstExact(source, before, candidate === undefined ? [] : [candidate], (root) => {
    const target = valueIn(root, mapPointer) as Mapping
    delete target[key]
  })
}

/**
 * The text of a checklist with one box marked anew; only the mark changes. The text stays as it is when the box is not of
 * this text, or when the line would no longer be read as a box with that mark.
 */
export function setMark(source: SourceFile, box: Box, mark: string): string {
  const boxes = (text: string): readonly Box[] => parseChecklist({ path: source.path, text }).boxes
  if (!boxes(source.text).some((one) => one.markOffset === box.markOffset && one.mark === box.mark)) return source.text
  const text = splice(source.text, box.markOffset, box.markOffset + box.mark.length, mark)
  return boxes(text).some((one) => one.line === box.line && one.mark === mark) ? text : source.text
}
