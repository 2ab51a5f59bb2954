import { gateAt, listedAt, type Place } from './record-places.ts'
import { isDash, type Line, lineBelow } from './text-lines.ts'

const keyLine = /^ *(?:- +)?([A-Za-z][\w-]*):[ \t]*(?:#.*)?\r?$/
const idLine = /^ *(?:- +)?(id:[ \t]+[^\s|>&*!{[].*?)\r?$/
const dashes = /^( *- +)\S/

/**
 * The text of a record with nothing but ids of the records inside of it. So it stays the same while only they change, and is short where
 * the record is a phase. `first` is its first line, `to` where it ends, `column` where its keys stand.
 */
export function reduced(text: string, first: Line, to: number, column: number, place: Place): string {
  const kept: string[] = []
  const keep = (from: number, end: number): void => {
    if (end > from) kept.push(text.slice(from, end))
  }
  let from = first.start
  let line: Line | undefined = first
  while (line !== undefined) {
    const isKey: boolean = line === first || (line.indent === column && !isDash(text, line))
    const key: string | undefined = isKey ? keyLine.exec(text.slice(line.start, line.end))?.[1] : undefined
    const below = lineBelow(text, line, to)
    if (key === undefined || below === undefined || isOutside(text, below, column)) {
      line = below
      continue
    }
    const gate = gateAt(place, key)
    if (gate !== undefined && below.indent > column) {
      const end = endOfBlock(text, below, to, column)
      keep(from, below.start)
      kept.push(reduced(text, below, end.at, below.indent, gate))
      from = end.at
      line = end.next
    } else if (listedAt(place, key) !== undefined && isDash(text, below)) {
      keep(from, below.start)
      const end = idsOf(text, below, to, kept)
      from = end.at
      line = end.next
    } else line = below
  }
  keep(from, to)
  return kept.join('')
}

/** True when a line is not inside of the value of a key that stands in this column. */
const isOutside = (text: string, line: Line, column: number): boolean =>
  line.indent < column || (line.indent === column && !isDash(text, line))

interface End {
  /** Where what follows begins. */
  readonly at: number
  readonly next: Line | undefined
}

function endOfBlock(text: string, from: Line, to: number, column: number): End {
  let line: Line | undefined = from
  while (line !== undefined && line.indent > column) line = lineBelow(text, line, to)
  return { at: line?.start ?? to, next: line }
}

/** Keeps one line for each record of a list. */
function idsOf(text: string, first: Line, to: number, kept: string[]): End {
  const { indent } = first
  let line: Line | undefined = first
  while (line !== undefined && line.indent === indent && isDash(text, line)) {
    const start: Line = line
    const column = dashes.exec(text.slice(start.start, start.end))?.[1]?.length
    let id: string | undefined
    do {
      const found: string | undefined =
        id === undefined && (line === start || line.indent === column) ? idLine.exec(text.slice(line.start, line.end))?.[1] : undefined
      line = lineBelow(text, line, to)
      // A value that goes on below is not told by its first line.
      if (found !== undefined && !(column !== undefined && line !== undefined && line.indent > column)) id = found
    } while (line !== undefined && line.indent > indent)
    kept.push(id === undefined ? text.slice(start.start, line?.start ?? to) : `${' '.repeat(indent)}- ${id}\n`)
  }
  return { at: line?.start ?? to, next: line }
}
