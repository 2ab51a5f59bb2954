import type { LineUse } from '../imported.ts'
import type { Line } from '../scan/block.ts'
import { isBlank, spanText } from '../scan/lines.ts'

/** A record of the draft, by identity. */
export type Holder = object

/**
 * What became of each line of one document. Readers claim lines for fields; whatever nobody claims becomes a note of the record whose
 * region it lies in, so no line can be lost.
 */
export class Account {
  readonly file: string
  readonly lines: readonly Line[]
  /** The fields of the records that a line went to; a line may hold thousands of records. */
  private readonly claims = new Map<number, Map<Holder, string[]>>()
  private readonly regions = new Map<number, Holder>()
  private readonly blanks: ReadonlySet<number>
  private readonly followers = new Map<number, readonly Line[]>()

  constructor(file: string, lines: readonly Line[]) {
    this.file = file
    this.lines = lines
    this.blanks = new Set(lines.filter(isBlank).map((line) => line.number))
  }

  /** These lines are (part of) a field of a record; a line may belong to several records. */
  map(lines: Line | readonly Line[], holder: Holder, field: string): void {
    for (const line of Array.isArray(lines) ? (lines as readonly Line[]) : [lines as Line]) {
      const claims = this.claims.get(line.number) ?? new Map<Holder, string[]>()
      this.claims.set(line.number, claims)
      const fields = claims.get(holder)
      if (fields === undefined) claims.set(holder, [field])
      else if (!fields.includes(field)) fields.push(field)
      const rest = this.followers.get(line.number)
      if (rest !== undefined) this.map(rest, holder, field)
    }
  }

  /** Lines that go wherever this one goes: the rest of a row that spans several lines. To be said before the line is claimed. */
  follow(first: Line, rest: readonly Line[]): void {
    if (rest.length > 0) this.followers.set(first.number, rest)
  }

  /** Unclaimed lines from here to there (numbers, inclusive) will be notes of this record; a later call wins. */
  region(first: number, last: number, holder: Holder): void {
    for (let number = first; number <= last; number++) this.regions.set(number, holder)
  }

  isClaimed(line: Line): boolean {
    return this.claims.has(line.number)
  }

  /** The lines that a record was read from, as `source.lines` has them; undefined when it claimed none. */
  spans(): Map<Holder, string> {
    const lines = new Map<Holder, Line[]>()
    for (const line of this.lines)
      for (const holder of this.claims.get(line.number)?.keys() ?? []) {
        const own = lines.get(holder)
        if (own) own.push(line)
        else lines.set(holder, [line])
      }
    return new Map([...lines].map(([holder, own]) => [holder, spanText(own, this.blanks)]))
  }

  /** Lines that nobody claimed, neighbours together, with the record that they are notes of. */
  unclaimed(fallback: Holder): { readonly holder: Holder; readonly lines: readonly Line[] }[] {
    const groups: { holder: Holder; lines: Line[] }[] = []
    let last: Line | undefined
    for (const line of this.lines) {
      if (isBlank(line)) continue
      if (!this.isClaimed(line)) {
        const holder = this.regions.get(line.number) ?? fallback
        const group = groups.at(-1)
        if (group && group.holder === holder && last !== undefined && group.lines.at(-1) === last) group.lines.push(line)
        else groups.push({ holder, lines: [line] })
      }
      last = line
    }
    return groups
  }

  /** One entry for each line and record; kept lines are those that `unclaimed` gave away. */
  uses(nameOf: (holder: Holder) => string, keptBy: ReadonlyMap<number, Holder>): LineUse[] {
    return this.lines.flatMap((line): LineUse[] => {
      if (isBlank(line)) return []
      const at = { file: this.file, line: line.number }
      const kept = keptBy.get(line.number)
      if (kept) return [{ ...at, use: 'kept', record: nameOf(kept), field: 'notes' }]
      const claims = [...(this.claims.get(line.number) ?? [])]
      return claims.flatMap(([holder, fields]) => fields.map((field): LineUse => ({ ...at, use: 'mapped', record: nameOf(holder), field })))
    })
  }
}
