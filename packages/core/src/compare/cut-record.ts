import type { RecordType } from '../link/record-types.ts'
import { gateAt, listedAt, type Place, type SpecificationFile, topOf } from './record-places.ts'
import { type Within, withinRecord } from './record-version.ts'
import { reduced } from './reduce-text.ts'
import { isDash, type Line, lineAbove, lineAt, lineBelow } from './text-lines.ts'

/** The lines of one record, cut out of the text of its file. */
export interface RecordCut {
  readonly type: RecordType
  readonly within: Within
  /** YAML by itself: a mapping, or a list of one. Of records inside of it only the ids are left. */
  readonly text: string
}

/** `unsure`: the text may hold the record in a way that lines do not tell, so it has to be read as a whole. */
export type Cuts = { readonly sure: true; readonly cuts: readonly RecordCut[] } | { readonly sure: false }

const unsure: Cuts = { sure: false }

/** So many lines of a file may declare one id; one does in a file that is in order. */
const most = 20

/** Ids whose spelling in YAML is the id itself, with or without quotes. */
const plainId = /^[\p{L}\p{N}_](?:[\p{L}\p{N}._+-]*[\p{L}\p{N}_+-])?$/u

/** What could write a key or an id in other letters, or span it over lines. */
const disguise = /\\[xuU\n\r]|^[ \t-]*\?[ \t\r\n]|^[ \t]*[%\t]|^(?:<<<<<<<|=======|>>>>>>>)(?: |$)/m

const idKey = /(?<![^\s{,"'?[-])id["']?[ \t]*:/g
/** The usual way to write an id: nothing else on the line, in letters that are the id itself. */
const plainIdLine = /^ *(?:- +)?id:[ \t]+(?:"[^"\\\n]*"|'[^'\n]*'|[\p{L}\p{N}_][^\n"'\\{}[\],&*!|>%@`:#]*)(?:[ \t]+#.*)?[ \t\r]*$/u
/** A line whose own key has a value of text: what else stands on the line is that text. */
const textLine = /^ *(?:- +)?(?!id[ \t]*:)[A-Za-z][\w-]*:[ \t]+[^\s{[&*!?|>#]/
/** The end of a line from which an id could not be read alone. */
const openId = /(?<![^\s{,"'?[-])id["']?[ \t]*:[ \t]*(?:[|>!&*]|#|\r?$|"[^"]*\\)/

/** True when some line may name the record, and is not the plain way to do so. */
function isDisguised(text: string, id: string): boolean {
  if (disguise.test(text)) return true
  let seen = -1
  for (const { index } of text.matchAll(idKey)) {
    // A line is looked at once, however often it says so.
    if (index < seen) continue
    const { start, end } = lineAt(text, index)
    seen = end
    const line = text.slice(start, end)
    if (!plainIdLine.test(line) && !textLine.test(line) && (line.includes(id) || openId.test(line))) return true
  }
  return false
}

const keyLine = /^ *(?:- +)?([A-Za-z][\w-]*):[ \t]*(?:#.*)?\r?$/
const valueLine = /^ *(?:- +)?["']?[\w-]+["']?:[ \t]+[^\s!&#]/
const dashes = /^( *- +)\S/
const topKey = /^[A-Za-z][\w-]*:(?:[ \t\r]|$)/
const idValue = /^ *(?:- +)?id:[ \t]+(?:"([^"\\]*)"|'([^']*)'|([^\s"'#|>&*!{[%@`][^#]*?))[ \t]*(?:#.*)?\r?$/
const anyId = /^ *(?:- +)?["']?id["']?[ \t]*:/

const textOf = (text: string, { start, end }: Line): string => text.slice(start, end)

/** The column in which the keys of a mapping stand that begins on this line. */
const inner = (text: string, line: Line): number => dashes.exec(textOf(text, line))?.[1]?.length ?? line.indent

/** A list of records, or the gate of a phase, with what is above it; `undefined`: the lines are text, `null`: not sure. */
type Above = { readonly place: Place; readonly within: Within; readonly key: string } | undefined | null

/** The line of the record that the mapping with its keys in this column belongs to, from one of its lines upwards. */
function startOf(text: string, from: Line, column: number): Line | undefined {
  for (let line: Line | undefined = from; line !== undefined; line = lineAbove(text, line)) {
    if (line.indent < column) return isDash(text, line) && inner(text, line) === column ? line : undefined
  }
  return undefined
}

/** The id that stands among the keys of a mapping; null when it is written in a way that one line does not tell. */
function idIn(text: string, start: Line, column: number): string | undefined | null {
  for (let line: Line | undefined = start; line !== undefined; line = lineBelow(text, line)) {
    if (line !== start && line.indent < column) return undefined
    // What has a dash in this column is in a list of the mapping.
    if (line !== start && (line.indent > column || isDash(text, line))) continue
    const own = textOf(text, line)
    if (!anyId.test(own)) continue
    const value = idValue.exec(own)
    const below = lineBelow(text, line)
    return value === null || (below !== undefined && below.indent > column) ? null : (value[1] ?? value[2] ?? value[3] ?? null)
  }
  return undefined
}

/** The first line of a file that says something, but for the mark of a document. */
function firstLine(text: string): Line | undefined {
  const line = lineAt(text, 0)
  const first = line.end > line.start && line.indent === 0 && !/^[#\s]/.test(text) ? line : lineBelow(text, line)
  return first !== undefined && /^---[ \t\r]*$/.test(textOf(text, first)) ? lineBelow(text, first) : first
}

/** What a key stands in. `line` is its line, `column` where it stands. */
function mappingOf(text: string, file: SpecificationFile, line: Line, column: number, key: string): Above {
  if (column === 0) {
    const place = topOf(file)
    const top = firstLine(text)
    // A text that is no mapping holds no keys, however its lines look.
    if (top === undefined || !topKey.test(textOf(text, top))) return null
    const id = idIn(text, top, 0)
    return id === null ? null : { place, within: withinRecord({}, place.type, id, key), key }
  }
  const start = startOf(text, line, column)
  if (start !== undefined) {
    const above = listAbove(text, file, start)
    if (!above) return above
    const type = listedAt(above.place, above.key)
    if (type === undefined) return undefined
    const id = idIn(text, start, column)
    return id === null ? null : { place: { file, type }, within: withinRecord(above.within, type, id, key), key }
  }
  return gateAbove(text, file, line, column, key)
}

/** The entry or exit gate of a phase around a key. */
function gateAbove(text: string, file: SpecificationFile, line: Line, column: number, key: string): Above {
  let above = lineAbove(text, line)
  while (above !== undefined && above.indent >= column) above = lineAbove(text, above)
  if (above === undefined) return null
  const own = keyLine.exec(textOf(text, above))
  if (own === null) return valueLine.test(textOf(text, above)) ? undefined : null
  const gate = above.indent === 0 ? gateAt(topOf(file), own[1] as string) : undefined
  if (gate === undefined) return undefined
  if (lineBelow(text, above)?.indent !== column) return null
  const top = mappingOf(text, file, above, 0, own[1] as string)
  if (!top) return top
  return { place: gate, within: withinRecord(top.within, 'gate-of-phase', undefined, own[1] as string), key }
}

/** The list that a record, whose dash stands on this line, is in. */
function listAbove(text: string, file: SpecificationFile, start: Line): Above {
  let line = lineAbove(text, start)
  while (line !== undefined && (line.indent > start.indent || (line.indent === start.indent && isDash(text, line))))
    line = lineAbove(text, line)
  if (line === undefined) return null
  const own = keyLine.exec(textOf(text, line))
  // Behind a value there is no list: these lines are text.
  if (own === null) return valueLine.test(textOf(text, line)) ? undefined : null
  const first = lineBelow(text, line)
  if (first?.indent !== start.indent || !isDash(text, first)) return null
  return mappingOf(text, file, line, inner(text, line), own[1] as string)
}

/** Where the record that begins on this line ends. */
function endOf(text: string, start: Line): number {
  let end = start.end
  for (let line = lineBelow(text, start); line !== undefined && line.indent > start.indent; line = lineBelow(text, line)) end = line.end
  // With its line break, which would else leave half of itself behind.
  return Math.min(end + 1, text.length)
}

/**
 * Cuts every record of this id out of the text of a file: only the first of each type. It looks at the lines above the record and at
 * those of it, so that a long file need not be parsed to see one record. Of a text that can be parsed, the cuts say what the whole says.
 */
export function cutRecords(text: string, file: SpecificationFile, id: string): Cuts {
  if (!plainId.test(id)) return unsure
  if (!text.includes(id) && !text.includes('\\')) return { sure: true, cuts: [] }
  if (isDisguised(text, id)) return unsure
  const quoted = id.replace(/[.+]/g, '\\$&')
  const own = new RegExp(`^ *(?:- +)?id:[ \\t]+(?:"${quoted}"|'${quoted}'|${quoted})(?:[ \\t]+#[^\\n]*)?[ \\t\\r]*$`, 'gm')
  const cuts: RecordCut[] = []
  let candidates = 0
  for (const { index } of text.matchAll(own)) {
    // For each of them the lines above are read: a file that is made of them would take too long.
    candidates += 1
    if (candidates > most) return unsure
    const line = lineAt(text, index)
    const column = inner(text, line)
    const found = column === 0 ? atTop(text, file, id) : inList(text, file, startOf(text, line, column))
    if (found === null) return unsure
    if (found !== undefined && !cuts.some((one) => one.type === found.type)) cuts.push(found)
  }
  return { sure: true, cuts }
}

function atTop(text: string, file: SpecificationFile, id: string): RecordCut | undefined | null {
  const place = topOf(file)
  const start = firstLine(text)
  if (start === undefined || !topKey.test(textOf(text, start))) return null
  const own = idIn(text, start, 0)
  if (own === null) return null
  if (place.type === undefined || place.type === 'gate-of-phase' || own !== id) return undefined
  return { type: place.type, within: {}, text: reduced(text, start, text.length, 0, place) }
}

function inList(text: string, file: SpecificationFile, start: Line | undefined): RecordCut | undefined | null {
  if (start === undefined) return null
  const above = listAbove(text, file, start)
  if (!above) return above
  const type = listedAt(above.place, above.key)
  if (type === undefined) return undefined
  const place: Place = { file, type }
  return { type, within: above.within, text: reduced(text, start, endOf(text, start), inner(text, start), place) }
}
