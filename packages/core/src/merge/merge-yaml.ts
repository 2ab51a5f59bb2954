import { parseYaml } from '../load/yaml.ts'
import { Merging } from './merge-parts.ts'
import { absent, decided, type MergedPart, type Piece, type Side } from './pieces.ts'
import { homesOf, type Moves, movesBetween, noMoves } from './record-homes.ts'
import { sameValue, threeWay } from './same-value.ts'
import { Unmergeable, unmergeable } from './unmergeable.ts'
import { type PartedFile, partsOf } from './yaml-parts.ts'

/** Three versions of one file, as texts. */
export interface MergeTexts {
  readonly base: string
  readonly ours: string
  readonly theirs: string
}

/** How clashes are marked. */
export interface MergeMarks {
  /** How many characters a mark has; git says it, usually 7. */
  readonly size: number
  /** What stands behind the marks: the names of the branches. */
  readonly ours: string
  readonly theirs: string
}

/** A merge by record and field. */
export type MergedYaml =
  | {
      readonly ok: true
      /** With marks around what people must decide. */
      readonly text: string
      /** What they must decide on: "P0.T1: state". */
      readonly clashes: readonly string[]
      /** Lists whose entries both sides moved to different places: the order of ours is kept. */
      readonly reordered: readonly string[]
    }
  /** The texts are not such that this can be done safely. */
  | { readonly ok: false; readonly because: string }

/** The text with line feeds only, and how it was written. */
function plainText(text: string): { readonly text: string; readonly mark: string; readonly end: string; readonly last: boolean } {
  const mark = text.startsWith('\ufeff') ? '\ufeff' : ''
  const bare = text.slice(mark.length)
  const end = bare.includes('\r') ? '\r\n' : '\n'
  const plain = end === '\n' ? bare : bare.replace(/\r\n/g, '\n')
  if (plain.includes('\r') || (end === '\r\n' && plain.split('\n').length !== bare.split('\r\n').length))
    throw unmergeable('its lines end in different ways')
  const last = plain.endsWith('\n')
  return { text: last ? plain : `${plain}\n`, mark, end, last }
}

/** "P0.T1: state" of a place. */
export function placeName(where: string): string {
  if (where === '') return 'the end of the file'
  const steps = where.split('\u0001').slice(1)
  const names = steps.map((step) => ({ name: step.replace(/^id:|^=/, ''), isEntry: /^(?:id:|=)/.test(step) }))
  const record = names.findLastIndex((step) => step.isEntry)
  const fields = names.slice(record + 1).map((step) => step.name)
  const short = (text: string): string => (text.length > 60 ? `${text.slice(0, 59)}…` : text).replace(/\s+/g, ' ')
  if (record < 0) return fields.join('.')
  return [short(names[record]?.name as string), ...(fields.length > 0 ? [fields.join('.')] : [])].join(': ')
}

function readAs(parts: readonly MergedPart[], side: Side): Record<string, unknown> {
  return Object.fromEntries(parts.flatMap((part) => (part[side] === absent ? [] : [[part.key as string, part[side]]])))
}

/** The result of a merge, checked: it must read as what was meant, whichever way the clashes are decided. */
function checkedPieces(merging: Merging, parts: readonly MergedPart[], tail: Piece): readonly Piece[] {
  const pieces = [...parts.flatMap((part) => [...part.lead, ...part.lines]), tail]
  for (const side of merging.clashes.length === 0 ? (['ours'] as const) : (['ours', 'theirs'] as const)) {
    const read = parseYaml({ path: '', text: decided(pieces, side) })
    if (read.diagnostics.length > 0 || !sameValue(read.value, readAs(parts, side)))
      throw unmergeable('the result would not read as what was meant')
  }
  return pieces
}

function mergeFiles(
  base: PartedFile,
  ours: PartedFile,
  theirs: PartedFile,
): { readonly merging: Merging; readonly pieces: readonly Piece[] } {
  const attempt = (moves: Moves) => {
    const merging = new Merging(moves)
    return { merging, parts: merging.top({ base: base.top, ours: ours.top, theirs: theirs.top }) }
  }
  const withMoves = attempt(movesBetween(homesOf(base.top), homesOf(ours.top), homesOf(theirs.top)))
  const { merging, parts } = withMoves.merging.isWhole ? withMoves : attempt(noMoves)
  const tail = threeWay(base.tail, ours.tail, theirs.tail)
  if (tail === undefined) merging.clashes.push('')
  return { merging, pieces: checkedPieces(merging, parts, tail ?? { ours: ours.tail, theirs: theirs.tail }) }
}

function marked(pieces: readonly Piece[], { size, ours, theirs }: MergeMarks): string {
  const mark = (character: string, name = ''): string => `${character.repeat(size)}${name === '' ? '' : ` ${name}`}\n`
  return pieces
    .map((piece) => (typeof piece === 'string' ? piece : `${mark('<', ours)}${piece.ours}${mark('=')}${piece.theirs}${mark('>', theirs)}`))
    .join('')
}

/**
 * Merges three versions of a YAML file record by record (by id) and field by field, in the text of ours: comments, order and spelling
 * stay, and what only one side changed is taken over. Lists of ids are ordered sets; a record that was moved keeps what the other side
 * changed of it. What both changed, and differently, is marked around just that field. Never throws; what cannot be merged safely, and
 * then read back as what was meant, is left to another way.
 */
export function mergeYaml(texts: MergeTexts, marks: MergeMarks): MergedYaml {
  try {
    const [base, ours, theirs] = [plainText(texts.base), plainText(texts.ours), plainText(texts.theirs)]
    const { merging, pieces } = mergeFiles(partsOf(base.text), partsOf(ours.text), partsOf(theirs.text))
    const end = threeWay(base.end, ours.end, theirs.end) ?? ours.end
    const mark = threeWay(base.mark, ours.mark, theirs.mark) ?? ours.mark
    const text = marked(pieces, marks)
    const last = threeWay(base.last, ours.last, theirs.last) ?? true
    const whole = last || merging.clashes.length > 0 ? text : text.replace(/\n$/, '')
    return {
      ok: true,
      text: mark + (end === '\n' ? whole : whole.replace(/\n/g, end)),
      clashes: [...new Set(merging.clashes.map(placeName))],
      reordered: merging.reordered.map(placeName),
    }
  } catch (error) {
    if (error instanceof Unmergeable) return { ok: false, because: error.message }
    throw error
  }
}
