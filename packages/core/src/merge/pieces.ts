import { unmergeable } from './unmergeable.ts'
import type { Part } from './yaml-parts.ts'

/** Lines on which people must decide; one of the two may be empty. */
export interface Clash {
  readonly ours: string
  readonly theirs: string
}

/** Whole lines of the merged text. */
export type Piece = string | Clash

export type Side = 'ours' | 'theirs'

/** In the place of a value: a clash that is decided this way leaves nothing here. */
export const absent = Symbol('absent')

/** A part of the merged text, and what it reads as, should every clash be decided for one side. */
export interface MergedPart {
  readonly key: string | undefined
  readonly lead: readonly Piece[]
  /** With the indentation of the first line. */
  readonly lines: readonly Piece[]
  readonly ours: unknown
  readonly theirs: unknown
}

/** The text, should every clash be decided for one side. */
export function decided(pieces: readonly Piece[], side: Side): string {
  return pieces.map((piece) => (typeof piece === 'string' ? piece : piece[side])).join('')
}

export const indented = (column: number): string => ' '.repeat(column)

/** The lines from the second on, moved to the right or to the left with what they belong to. */
function shifted(text: string, by: number): string {
  if (by === 0 || !text.includes('\n')) return text
  return text.replace(/\n( *)(?=[^\n])/g, (_, indent: string) => {
    if (indent.length + by < 0) throw unmergeable('the lines of a record stand left of it')
    return `\n${indented(indent.length + by)}`
  })
}

/** The lines of a part, at another column. */
export function linesAt(part: Part, column: number): string {
  return indented(column) + shifted(part.text, column - part.column)
}

/** Comments may stand anywhere, so those too far left stay at the margin. */
export function leadAt({ lead, column: from }: Pick<Part, 'lead' | 'column'>, column: number): string {
  if (from === column) return lead
  return lead.replace(/^ *(?=[^\n ])/gm, (indent) => indented(Math.max(0, indent.length + column - from)))
}

/** A part of one side, unchanged. */
export function taken(part: Part, column: number): MergedPart {
  return { key: part.key, lead: [leadAt(part, column)], lines: [linesAt(part, column)], ours: part.value, theirs: part.value }
}
