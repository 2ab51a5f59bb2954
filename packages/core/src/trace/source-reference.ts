import { normalText } from './fingerprint.ts'

/** A place in a document of the plan: "AP L14–L17", "SR §3 B-003". Without an alias it names no document that the plan declares. */
export interface SourceReference {
  /** As it is written. */
  readonly text: string
  /** The same in one spelling, "AP L14-L17"; of free text the text itself. It is the id of the source in the trace graph. */
  readonly id: string
  /** A key of program.yaml `sources`. */
  readonly alias: string | undefined
  /** A number ("2.1") or the title of a heading; `to` ends a range of numbers. */
  readonly section?: { readonly name: string; readonly to?: string | undefined }
  /** An id inside of the document, or of the section: "B-003"; `to` ends a range of ids. */
  readonly record?: { readonly id: string; readonly to?: string | undefined }
  /** Lines, from 1, both included. */
  readonly lines?: { readonly from: number; readonly to: number }
}

/** Reads references of one program. */
export type ReadReferences = (text: string) => SourceReference[]

type Place = Pick<SourceReference, 'section' | 'record' | 'lines'>

/** Longer texts are prose, of which nobody looks at the end. */
const longest = 2000

const dash = '(?:-|–|—|‑|−|\\.\\.\\.?|…|to)'
const sectionNumber = '[0-9]+(?:\\.[0-9]+)*[a-z]?|[A-Z](?:\\.[0-9]+)+'
const sectionWord = '(?:§{1,2}|(?:sections?|sec\\.?|chapters?|ch\\.|abschnitt|kapitel|раздел|sección|seção)(?=[\\s"“«0-9]))'
/** Parts of ids overlap, so each of them has an end: a long row of digits would be tried from each of them. */
const recordId = '[\\p{L}][\\p{L}\\p{N}]{0,63}(?:[-_.][\\p{L}\\p{N}]{1,64}){0,12}[-_.]?[0-9]{1,32}[a-z]?'
const lineWord = '(?:lines?\\s+|ll?\\.\\s*|#?L|:L?)'

const lines = new RegExp(`${lineWord}([1-9][0-9]{0,8})(?:\\s*${dash}\\s*(?:#?L)?([1-9][0-9]{0,8}))?(?![\\p{L}\\p{N}])`, 'iuy')
const moreLines = new RegExp(`(?:L)?([1-9][0-9]{0,8})(?:\\s*${dash}\\s*L?([1-9][0-9]{0,8}))?(?![\\p{L}\\p{N}.])`, 'iuy')
const numbered = new RegExp(`${sectionWord}\\s*(${sectionNumber})(?:\\s*${dash}\\s*§?\\s*(${sectionNumber}))?(?![\\p{L}\\p{N}])`, 'iuy')
const moreNumbers = /([0-9]+(?:\.[0-9]+)+)(?=\s*(?:$|[,;&)]))/y
const titled = new RegExp(`${sectionWord}\\s*(?:"([^"]+)"|“([^”]+)”|«([^»]+)»)`, 'iuy')
const record = new RegExp(`(${recordId})(?:\\s*${dash}\\s*(${recordId}|[0-9]+))?(?![\\p{L}\\p{N}])`, 'uy')
/** What may stand between the parts of a reference; brackets hold remarks. */
const gap = /(?:\s|[:#]\s|\([^()]*\))*/y
const listMark = /\s*(?:,|&|\+|\band\b|\bund\b|\by\b|\be\b|\bи\b|、|，)\s*/iuy

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')

/** A position in a text, moved on by what matches there. */
interface Cursor {
  readonly text: string
  at: number
}

function take(cursor: Cursor, pattern: RegExp): RegExpExecArray | undefined {
  pattern.lastIndex = cursor.at
  const found = pattern.exec(cursor.text)
  if (found === null) return undefined
  cursor.at = pattern.lastIndex
  return found
}

function linesOf(found: RegExpExecArray): NonNullable<Place['lines']> {
  const [from, to] = [Number(found[1]), Number(found[2] ?? found[1])]
  return { from: Math.min(from, to), to: Math.max(from, to) }
}

/** One place of a document at the cursor: a section, an id in it, lines. */
function takePlace(cursor: Cursor, isMore: boolean, before: Place): Place | undefined {
  const start = cursor.at
  take(cursor, gap)
  const inLines = take(cursor, lines) ?? (isMore && before.lines !== undefined ? take(cursor, moreLines) : undefined)
  if (inLines) return { lines: linesOf(inLines) }
  const title = take(cursor, titled)
  const goesOn = isMore && before.section !== undefined && before.record === undefined
  const number = title === undefined ? (take(cursor, numbered) ?? (goesOn ? take(cursor, moreNumbers) : undefined)) : undefined
  const name = title?.[1] ?? title?.[2] ?? title?.[3] ?? number?.[1]
  const section = name === undefined ? undefined : { name: normalText(name), ...(number?.[2] !== undefined && { to: number[2] }) }
  const afterSection = cursor.at
  if (section) {
    take(cursor, gap)
    const within = take(cursor, lines)
    if (within) return { section, lines: linesOf(within) }
  }
  const inside = take(cursor, record)
  if (inside) {
    const [, id = '', end] = inside
    // "A-001…010": the end repeats what changes only.
    const to = end === undefined || /^[0-9]/.test(end) === false ? end : id.replace(/[0-9]+[a-z]?$/, end)
    // What follows a list of ids of one section stands in that section as well.
    const within = section ?? (isMore ? before.section : undefined)
    return { ...(within && { section: within }), record: { id, ...(to !== undefined && { to }) } }
  }
  cursor.at = section ? afterSection : start
  return section && { section }
}

const sectionText = ({ name, to }: NonNullable<Place['section']>): string =>
  /^(?:[0-9]|[A-Z]\.[0-9])/.test(name) && !/\s/.test(name)
    ? `§${name}${to === undefined ? '' : `-§${to}`}`
    : name.includes('"')
      ? `§“${name}”`
      : `§"${name}"`

function spelling(alias: string, { section, record: inside, lines: span }: Place): string {
  const parts = [alias]
  if (section) parts.push(sectionText(section))
  if (inside) parts.push(inside.to === undefined ? inside.id : `${inside.id}..${inside.to}`)
  if (span) parts.push(span.from === span.to ? `L${span.from}` : `L${span.from}-L${span.to}`)
  return parts.join(' ')
}

/** The same reference with other lines: what to write when they have moved. */
export function placedAt(reference: SourceReference, lines: NonNullable<Place['lines']>): string {
  return spelling(reference.alias ?? '', { ...reference, lines })
}

function free(text: string): SourceReference[] {
  const id = normalText(text)
  return id === '' ? [] : [{ text: text.trim(), id, alias: undefined }]
}

/**
 * Makes a reader of source references for the aliases of a program. Several references may stand in one text, between semicolons,
 * commas or "and"; what follows an alias belongs to it until the next one: "SR §3 B-003, R-007; AP L14". A text in which no alias
 * stands as a reference is one free reference for each part between semicolons. Never throws; linear in the text.
 */
export function referenceReader(aliases: Iterable<string>): ReadReferences {
  const known = [...new Set(aliases)].filter((alias) => alias.trim() !== '').sort((a, b) => b.length - a.length || (a < b ? -1 : 1))
  if (known.length === 0) return (text) => text.slice(0, longest).split(/[;\n]/).flatMap(free)
  const word = `(?<![\\p{L}\\p{N}_/.-])(${known.map(escaped).join('|')})(?![\\p{L}\\p{N}_/]|[.-][\\p{L}\\p{N}])`
  const anywhere = new RegExp(word, 'gu')
  const here = new RegExp(word, 'uy')

  const readPart = (part: string): SourceReference[] => {
    const found: SourceReference[] = []
    const first = part.search(/\S/)
    const cursor: Cursor = { text: part, at: 0 }
    for (let match = take(cursor, anywhere); match !== undefined; match = take(cursor, anywhere)) {
      const alias = match[1] as string
      let begin = match.index
      let place = takePlace(cursor, false, {})
      // In prose an alias alone may be a word like others; at the beginning it names the document.
      if (place === undefined && begin !== first) continue
      let end = cursor.at
      found.push({ text: part.slice(begin, end).trim(), id: spelling(alias, place ?? {}), alias, ...place })
      while (place !== undefined) {
        take(cursor, gap)
        if (take(cursor, listMark) === undefined) break
        begin = cursor.at
        place = take(cursor, here) === undefined ? takePlace(cursor, true, place) : undefined
        if (place === undefined) break
        end = cursor.at
        found.push({ text: part.slice(begin, end).trim(), id: spelling(alias, place), alias, ...place })
      }
      cursor.at = end
    }
    return found.length > 0 ? found : free(part)
  }
  return (text) => text.slice(0, longest).split(/[;\n]/).flatMap(readPart)
}
