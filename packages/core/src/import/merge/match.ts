import { keyOf, type Unit, wordsOf } from './units.ts'

/** Comparisons that may be spent on looking for similar texts in one record. */
const comparisonLimit = 250_000
/** Texts that share so much are taken for the same one, changed. */
const alike = 0.6

function tokensOf(text: string): Set<string> {
  return new Set(text.match(/[\p{Letter}\p{Number}]+/gu) ?? [])
}

/** Shared words of two texts: 0 (none) to 1 (all). */
function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size + b.size === 0) return 0
  let shared = 0
  for (const token of a) if (b.has(token)) shared++
  return (2 * shared) / (a.size + b.size)
}

function groupsBy(units: Iterable<Unit>, key: (unit: Unit) => string): Map<string, Unit[]> {
  const groups = new Map<string, Unit[]>()
  for (const unit of units) {
    const name = key(unit)
    const group = groups.get(name)
    if (group) group.push(unit)
    else groups.set(name, [unit])
  }
  return groups
}

/** What a match is made from: the records of the new plan, those of the program, and which ids nobody wrote. */
export interface MatchInput {
  readonly next: readonly Unit[]
  readonly current: readonly Unit[]
  /** The tool gave this record of the plan its id. */
  readonly isMade: (unit: Unit) => boolean
  /** The tool gave this record of the program its id, in an earlier import. */
  readonly wasMade: (unit: Unit) => boolean
}

/**
 * Which record of the program is which record of the plan. An id that the plan writes is the identity of its record. Where the tool
 * made the ids up, from places in a list, the words count: the same words in the same record, the same words anywhere, similar words
 * in the same record, and last the same made-up id.
 */
export function matchUnits({ next, current, isMade, wasMade }: MatchInput): Map<Unit, Unit> {
  const matched = new Map<Unit, Unit>()
  const free = new Set(current)
  const pair = (unit: Unit, one: Unit): void => {
    matched.set(unit, one)
    free.delete(one)
  }
  const byKey = new Map(current.map((unit) => [keyOf(unit), unit]))
  const made: Unit[] = []
  for (const unit of next) {
    const one = byKey.get(keyOf(unit))
    if (isMade(unit) && (one === undefined || wasMade(one))) made.push(unit)
    else if (one !== undefined && free.has(one)) pair(unit, one)
  }
  const holderOf = (unit: Unit): string => {
    const holder = unit.holder && (matched.get(unit.holder) ?? unit.holder)
    return `${unit.kind}\n${holder === undefined ? '' : keyOf(holder)}`
  }
  const sameWords = (key: (unit: Unit) => string): void => {
    const candidates = groupsBy([...free].filter(wasMade), key)
    for (const unit of made) {
      if (matched.has(unit) || wordsOf(unit) === '') continue
      const one = candidates.get(key(unit))?.find((candidate) => free.has(candidate))
      if (one !== undefined) pair(unit, one)
    }
  }
  // Parents come before their children in the list, so the record that a unit stands in is matched before it.
  sameWords((unit) => `${holderOf(unit)}\n${wordsOf(unit)}`)
  sameWords((unit) => `${unit.kind}\n${wordsOf(unit)}`)
  const open = made.filter((unit) => !matched.has(unit))
  const candidates = groupsBy([...free].filter(wasMade), holderOf)
  for (const [holder, units] of groupsBy(open, holderOf)) {
    const group = candidates.get(holder) ?? []
    if (units.length * group.length > comparisonLimit) continue
    const tokens = new Map([...units, ...group].map((unit) => [unit, tokensOf(wordsOf(unit))]))
    const scored = units.flatMap((unit) =>
      group.map((one) => ({ unit, one, score: likeness(tokens.get(unit) as Set<string>, tokens.get(one) as Set<string>) })),
    )
    scored.sort((a, b) => b.score - a.score)
    for (const { unit, one, score } of scored) if (score >= alike && !matched.has(unit) && free.has(one)) pair(unit, one)
  }
  for (const unit of open) {
    const one = matched.has(unit) ? undefined : byKey.get(keyOf(unit))
    // Bodies of gates and roots of files are what their place makes them.
    if (one !== undefined && free.has(one) && (unit.list === undefined || wordsOf(unit) === '')) pair(unit, one)
  }
  return matched
}
