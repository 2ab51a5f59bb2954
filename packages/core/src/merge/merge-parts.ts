import { emptiedList, isEmptyList } from './emptied-list.ts'
import { areTwoRecords, identitiesOf, isRecord, isWhole } from './identity.ts'
import { mergeFlow } from './merge-flow.ts'
import { mergeOrder } from './merge-order.ts'
import { absent, type Clash, decided, indented, leadAt, linesAt, type MergedPart, type Piece, type Side, taken } from './pieces.ts'
import { type Moves, recordName, stepTo } from './record-homes.ts'
import { rewordings } from './rewordings.ts'
import { sameValue, threeWay } from './same-value.ts'
import { unmergeable } from './unmergeable.ts'
import type { Block, Leaf, Part } from './yaml-parts.ts'

/** A part as the three versions have it; absent where one has none. */
interface Versions<T> {
  readonly base: T | undefined
  readonly ours: T | undefined
  readonly theirs: T | undefined
}

/** What both sides have. */
interface Both<T> extends Versions<T> {
  readonly ours: T
  readonly theirs: T
}

const sides = ['ours', 'theirs'] as const

/** The collection that a part holds; one that is written as [] or {} holds nothing, wherever it would stand. */
function blockIn(part: Part | undefined, kind: Block['kind']): Block | undefined {
  if (part === undefined) return undefined
  const { body } = part
  if (body.kind !== 'leaf') return body.kind === kind ? body : undefined
  const isEmpty = body.flow?.length === 0 && Array.isArray(part.value) === (kind === 'list')
  return isEmpty ? { kind, column: 0, parts: [] } : undefined
}

/** A leaf with another comment behind it. */
const ending = (part: Part, leaf: Leaf, after: string): Part => ({ ...part, text: `${part.head}${leaf.raw}${after}` })

const remarks = ({ lead, text }: Part): string[] =>
  `${lead}${text}`
    .split('\n')
    .filter((line) => line.includes('#'))
    .map((line) => line.trim())

/** True when a part that the other side took away is as it was: nobody wrote a word into it since, not even as a comment. */
function isUnchanged(base: Part, one: Part): boolean {
  if (!sameValue(base.value, one.value)) return false
  const old = new Set(remarks(base))
  return remarks(one).every((line) => old.has(line))
}

const isBlock = (part: Part | undefined): part is Part & { body: Block } => part !== undefined && part.body.kind !== 'leaf'

/** One merge of three texts that were taken apart. It collects what people must decide. */
export class Merging {
  /** Places of the clashes, from the top. */
  readonly clashes: string[] = []
  /** Lists whose order both sides changed: that of ours is kept. */
  readonly reordered: string[] = []
  readonly #moves: Moves
  readonly #left = new Set<string>()
  readonly #placed = new Set<string>()

  constructor(moves: Moves) {
    this.#moves = moves
  }

  /** True when every record that left its list is in another one. */
  get isWhole(): boolean {
    return [...this.#left].every((name) => this.#placed.has(name))
  }

  top({ base, ours, theirs }: Both<Block>): readonly MergedPart[] {
    return this.#children('', 0, 'map', { base, ours, theirs })
  }

  /** Merges the parts of a collection. */
  #children(where: string, column: number, kind: Block['kind'], blocks: Versions<Block>): readonly MergedPart[] {
    const named = (block: Block | undefined) => {
      const parts = block?.parts ?? []
      const names = kind === 'list' ? identitiesOf(parts.map((part) => part.value)) : parts.map((part) => part.key as string)
      return {
        names,
        parts: new Map(names.map((name, index) => [name, parts[index] as Part])),
        values: new Map(names.map((name, index) => [name, parts[index]?.value])),
      }
    }
    const [base, ours, theirs] = [named(blocks.base), named(blocks.ours), named(blocks.theirs)]
    const merged = new Map<string, MergedPart>()
    for (const name of new Set([...ours.names, ...theirs.names])) {
      const versions = { base: base.parts.get(name), ours: ours.parts.get(name), theirs: theirs.parts.get(name) }
      const isMoved = kind === 'list' && this.#moves.moved.has(recordName(where, name))
      const one = isMoved ? this.#movedPart(where, name, column, versions) : this.#part(stepTo(where, name), column, versions)
      if (one !== undefined) merged.set(name, one)
    }
    const { order, clash } = mergeOrder(base.names, ours.names, theirs.names, new Set(merged.keys()))
    if (clash && kind === 'list') this.reordered.push(where)
    const reworded = kind === 'list' ? rewordings(base, ours, theirs) : []
    return reworded.length === 0 ? order.map((name) => merged.get(name) as MergedPart) : this.#reworded(where, order, merged, reworded)
  }

  /** The entries in order, with those that reword the same words in one clash. */
  #reworded(
    where: string,
    order: readonly string[],
    merged: ReadonlyMap<string, MergedPart>,
    reworded: readonly { readonly ours: readonly string[]; readonly theirs: readonly string[] }[],
  ): MergedPart[] {
    const groupOf = new Map(reworded.flatMap((group) => [...group.ours, ...group.theirs].map((name) => [name, group] as const)))
    const done = new Set<object>()
    return order.flatMap((name) => {
      const group = groupOf.get(name)
      if (group === undefined) return [merged.get(name) as MergedPart]
      if (done.has(group)) return []
      done.add(group)
      this.clashes.push(where)
      const of = (side: Side): MergedPart[] => order.filter((one) => group[side].includes(one)).flatMap((one) => merged.get(one) ?? [])
      const text = (side: Side): string =>
        of(side)
          .map((one) => decided([...one.lead, ...one.lines], side))
          .join('')
      const [mine, other] = [of('ours'), of('theirs')]
      const lines: readonly Piece[] = [{ ours: text('ours'), theirs: text('theirs') }]
      // One clash, as many entries as the longer side has: the lines stand with the first of them.
      return Array.from({ length: Math.max(mine.length, other.length) }, (_, index) => ({
        key: undefined,
        lead: [],
        lines: index === 0 ? lines : [],
        ours: mine[index]?.ours ?? absent,
        theirs: other[index]?.theirs ?? absent,
      }))
    })
  }

  /** A record that does not stand in the same list in all three versions. */
  #movedPart(where: string, identity: string, column: number, here: Versions<Part>): MergedPart | undefined {
    const name = recordName(where, identity)
    const { base, ours, theirs } = this.#moves
    const [old, mine, other] = [base.get(name), ours.get(name), theirs.get(name)]
    const place = (versions: Versions<Part>): MergedPart | undefined => {
      this.#placed.add(name)
      return this.#part(stepTo(where, identity), column, versions)
    }
    if (here.ours !== undefined && here.theirs !== undefined) return place({ ...here, base: old?.part })
    const isOurs = here.ours !== undefined
    const part = (here.ours ?? here.theirs) as Part
    const elsewhere = isOurs ? other : mine
    if (elsewhere !== undefined && old?.list === where) {
      this.#left.add(name)
      return undefined
    }
    if (elsewhere !== undefined && old?.list === elsewhere.list)
      return place({ base: old.part, ours: isOurs ? part : elsewhere.part, theirs: isOurs ? elsewhere.part : part })
    this.#placed.add(name)
    return this.#oneSided(stepTo(where, identity), column, part, isOurs ? 'ours' : 'theirs')
  }

  /** One part of the result; undefined when it is gone. */
  #part(where: string, column: number, { base, ours, theirs }: Versions<Part>): MergedPart | undefined {
    if (ours !== undefined && theirs !== undefined) return this.#both(where, column, { base, ours, theirs })
    const one = ours ?? theirs
    if (one === undefined) return undefined
    if (base === undefined) return this.#moves.touched.has(where) ? this.#around(where, column, one, ours) : taken(one, column)
    if (isUnchanged(base, one)) return undefined
    const gone = emptiedList(base, one)
    if (gone === undefined) return this.#oneSided(where, column, one, ours === undefined ? 'theirs' : 'ours')
    const merged = this.#both(where, column, { base, ours: ours ?? gone, theirs: theirs ?? gone })
    return merged && isEmptyList(merged) ? undefined : merged
  }

  /** What only one side has, when the other took it away, or has it at another place. */
  #oneSided(where: string, column: number, part: Part, side: Side): MergedPart {
    const text = leadAt(part, column) + linesAt(part, column)
    const lines: Clash = side === 'ours' ? { ours: text, theirs: '' } : { ours: '', theirs: text }
    this.clashes.push(where)
    return { key: part.key, lead: [], lines: [lines], ours: absent, theirs: absent, [side]: part.value }
  }

  /** A new part around a record that was moved into it. */
  #around(where: string, column: number, part: Part, ours: Part | undefined): MergedPart | undefined {
    if (!isBlock(part)) return taken(part, column)
    return this.#block(where, column, { base: undefined, ours, theirs: ours === undefined ? part : undefined }, part.body.kind)
  }

  #both(where: string, column: number, versions: Both<Part>): MergedPart | undefined {
    const { base, ours, theirs } = versions
    const lead = this.#lead(where, column, versions)
    if (!this.#moves.touched.has(where)) {
      if (ours.text === theirs.text || base?.text === theirs.text) return { ...taken(ours, column), lead }
      if (base?.text === ours.text) return { ...taken(theirs, column), lead }
    }
    const isClash = !sameValue(ours.value, theirs.value) && !sameValue(base?.value, ours.value) && !sameValue(base?.value, theirs.value)
    const isOne = isClash && (isWhole(ours.key) || (base === undefined && areTwoRecords(ours.value, theirs.value)))
    if (isOne && (isBlock(ours) || isBlock(theirs))) return this.#clash(where, column, versions, lead)
    for (const kind of ['map', 'list'] as const) {
      const fits = blockIn(ours, kind) && blockIn(theirs, kind) && (base === undefined || blockIn(base, kind))
      if (fits && (isBlock(ours) || isBlock(theirs))) {
        const merged = this.#block(where, column, versions, kind)
        return merged && { ...merged, lead: [...lead, ...merged.lead.slice(1)] }
      }
    }
    const { body: mine } = ours
    const { body: other } = theirs
    if (mine.kind === 'leaf' && other.kind === 'leaf' && (base === undefined || base.body.kind === 'leaf')) {
      const leaf = this.#leaf(where, column, versions, mine, other, base?.body as Leaf | undefined)
      return leaf && { ...leaf, lead }
    }
    if (sameValue(ours.value, theirs.value)) return { ...taken(ours, column), lead }
    return this.#clash(where, column, versions, lead)
  }

  #clash(where: string, column: number, { ours, theirs }: Both<Part>, lead: readonly Piece[]): MergedPart {
    this.clashes.push(where)
    const lines: Clash = { ours: linesAt(ours, column), theirs: linesAt(theirs, column) }
    return { key: ours.key, lead, lines: [lines], ours: ours.value, theirs: theirs.value }
  }

  /** Comments and blank lines above a part. */
  #lead(where: string, column: number, { base, ours, theirs }: Both<Part>): readonly Piece[] {
    const [mine, other] = [leadAt(ours, column), leadAt(theirs, column)]
    const merged = threeWay(base && leadAt(base, column), mine, other)
    if (merged !== undefined) return [merged]
    // Blank lines alone say nothing that somebody would have to decide on.
    if (mine.trim() === '' || mine.trim() === other.trim()) return [other]
    if (other.trim() === '' && base === undefined) return [mine]
    this.clashes.push(where)
    return [{ ours: mine, theirs: other }]
  }

  /** A value that is written in one go. Where only its spelling or the comment behind it changed, both changes are kept. */
  #leaf(where: string, column: number, versions: Both<Part>, ours: Leaf, theirs: Leaf, base: Leaf | undefined): MergedPart | undefined {
    const { base: old, ours: mine, theirs: other } = versions
    const written = this.#written(versions, ours, theirs, base)
    const isOneLine = [ours, theirs, ...(base ? [base] : [])].every((leaf) => !leaf.raw.includes('\n') && leaf.raw !== '')
    if (written === undefined) {
      const end = isOneLine ? threeWay(base?.after, ours.after, theirs.after) : undefined
      if (end === undefined) return this.#clash(where, column, versions, [])
      return this.#clash(where, column, { base: old, ours: ending(mine, ours, end), theirs: ending(other, theirs, end) }, [])
    }
    if (written.raw === '') return undefined
    if (!isOneLine) {
      // In a value of several lines a comment cannot be told apart from it in a simple way.
      const from = sameValue(written.value, mine.value) ? mine : other
      if (!sameValue(mine.value, other.value) && (from === mine ? other : mine).text !== old?.text)
        return this.#clash(where, column, versions, [])
      return taken(from, column)
    }
    const head = threeWay(old?.head, mine.head, other.head) ?? mine.head
    const after = threeWay(base?.after, ours.after, theirs.after)
    const line = (end: string): string => `${indented(column)}${head}${written.raw}${end}`
    const values = { key: mine.key, lead: [], ours: written.value, theirs: written.value }
    if (after !== undefined) return { ...values, lines: [line(after)] }
    this.clashes.push(where)
    return { ...values, lines: [{ ours: line(ours.after), theirs: line(theirs.after) }] }
  }

  /** The value of a leaf as it is to be written; an empty text where nothing is left of a list. */
  #written({ base: old, ours: mine, theirs: other }: Both<Part>, ours: Leaf, theirs: Leaf, base: Leaf | undefined) {
    const [fromOurs, fromTheirs] = [
      { raw: ours.raw, value: mine.value },
      { raw: theirs.raw, value: other.value },
    ]
    if (sameValue(mine.value, other.value)) return base?.raw === ours.raw ? fromTheirs : fromOurs
    if (old !== undefined && sameValue(old.value, mine.value)) return fromTheirs
    if (old !== undefined && sameValue(old.value, other.value)) return fromOurs
    const isSameKind = Array.isArray(mine.value) === Array.isArray(other.value)
    if (isWhole(mine.key) || ours.flow === undefined || theirs.flow === undefined || !isSameKind) return undefined
    if (base !== undefined && base.flow === undefined) return undefined
    const merged = mergeFlow(base?.flow, ours.flow, theirs.flow)
    if (merged === undefined || !/^[[{][\]}]$/.test(merged.raw)) return merged
    return [ours.raw, theirs.raw].includes(merged.raw) || isRecord((old?.value as readonly unknown[] | undefined)?.[0])
      ? merged
      : { raw: '', value: undefined }
  }

  /** A collection over several lines. */
  #block(where: string, column: number, versions: Versions<Part>, kind: Block['kind']): MergedPart | undefined {
    const { base, ours, theirs } = versions
    const written = [ours, theirs].find(isBlock)
    if (written === undefined) throw unmergeable('a collection has no lines')
    const blocks = { base: blockIn(base, kind), ours: blockIn(ours, kind), theirs: blockIn(theirs, kind) }
    const children = this.#children(where, column + written.body.column - written.column, kind, blocks)
    const isFull = (side: Side): boolean => children.some((one) => one[side] !== absent)
    const value = (side: Side): unknown =>
      kind === 'list'
        ? children.flatMap((one) => (one[side] === absent ? [] : [one[side]]))
        : Object.fromEntries(children.flatMap((one) => (one[side] === absent ? [] : [[one.key as string, one[side]]])))
    const lead: Piece[] = [leadAt(written, column)]
    if (written.key === undefined) return this.#entry(where, column, written, children, { lead, value, isFull })
    const head = this.#head(versions)
    if (head === undefined) return this.#clash(where, column, versions as Both<Part>, lead)
    const empty = this.#empty(versions, head)
    const values = { ours: isFull('ours') ? value('ours') : empty.value, theirs: isFull('theirs') ? value('theirs') : empty.value }
    const first = indented(column) + head
    const pieces = children.flatMap((one) => [...one.lead, ...one.lines])
    if (isFull('ours') && isFull('theirs')) return { key: written.key, lead, lines: [first, ...pieces], ...values }
    const emptyLine = empty.text === '' ? '' : indented(column) + empty.text
    if (!isFull('ours') && !isFull('theirs'))
      return empty.value === absent ? undefined : { key: written.key, lead, lines: [emptyLine], ...values }
    const side = (one: Side): string => (isFull(one) ? first + decided(pieces, one) : emptyLine)
    return { key: written.key, lead, lines: [{ ours: side('ours'), theirs: side('theirs') }], ...values }
  }

  /** The first line of a collection; undefined when people must decide on the comment that stands there. */
  #head({ base, ours, theirs }: Versions<Part>): string | undefined {
    const [old, mine, other] = [base, ours, theirs].map((part) => (isBlock(part) ? part.head : undefined))
    if (mine === undefined || other === undefined) return mine ?? other
    return threeWay(old, mine, other)
  }

  /** How a collection is written of which nothing is left: a list of records stays, everything else goes with its key. */
  #empty({ base, ours, theirs }: Versions<Part>, head: string): { readonly text: string; readonly value: unknown } {
    const asEmpty = [ours, theirs].find((part) => part !== undefined && !isBlock(part))
    if (asEmpty !== undefined) return { text: asEmpty.text, value: asEmpty.value }
    const values = [base, ours, theirs].flatMap((part) => (Array.isArray(part?.value) ? part.value : []))
    if (!values.some(isRecord)) return { text: '', value: absent }
    return { text: head.replace(/:([ \t]*(?:#[^\n]*)?\n)$/, ': []$1'), value: [] }
  }

  /** An entry of a list that is a mapping: its first line begins with the dash. */
  #entry(
    where: string,
    column: number,
    written: Part,
    children: readonly MergedPart[],
    of: { readonly lead: readonly Piece[]; readonly value: (side: Side) => unknown; readonly isFull: (side: Side) => boolean },
  ): MergedPart | undefined {
    const prefix = indented(column) + written.head
    const [first, ...rest] = children
    const values = { ours: of.isFull('ours') ? of.value('ours') : absent, theirs: of.isFull('theirs') ? of.value('theirs') : absent }
    if (first === undefined || (values.ours === absent && values.theirs === absent)) return undefined
    const dashed = (text: string): string => (text === '' ? '' : prefix + text.slice(prefix.length))
    const [line, ...lines] = first.lines
    const below = rest.flatMap((one) => [...one.lead, ...one.lines])
    const lead = [...of.lead, ...first.lead]
    const isPlain = typeof line === 'string' ? line !== '' : line !== undefined && line.ours !== '' && line.theirs !== ''
    if (isPlain && line !== undefined) {
      const top = typeof line === 'string' ? dashed(line) : { ours: dashed(line.ours), theirs: dashed(line.theirs) }
      return { key: undefined, lead, lines: [top, ...lines, ...below], ...values }
    }
    this.clashes.push(where)
    const [mine, other] = sides.map((side) => dashed(decided([...first.lines, ...below], side)))
    return { key: undefined, lead, lines: [{ ours: mine as string, theirs: other as string }], ...values }
  }
}
