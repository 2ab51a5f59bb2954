import type { TestTotals } from './reading.ts'
import { longestTagged, mostTags, tagsOfName } from './test-tags.ts'

/** How a test ended. Todo and pending tests that did not run are skipped; a retried one counts as its last attempt. */
export type CaseOutcome = 'passed' | 'failed' | 'skipped'

/** How many names of failed tests a record keeps. */
const failuresKept = 20
const longestName = 200

/** The suite of tests that stand in none. */
export const topLevel = '(top level)'

/** One line of printable text: reports are untrusted, and records are read by people. */
export function cleanName(name: string | undefined, otherwise: string): string {
  // A cut before the replacement keeps the cost of a monstrous name small.
  const text = (name ?? '')
    .slice(0, 4 * longestName)
    .replace(/[\s\p{Cc}\p{Bidi_Control}\p{Cs}]+/gu, ' ')
    .trim()
  if (text === '') return otherwise
  return text.length <= longestName ? text : `${text.slice(0, longestName - 1).replace(/[\ud800-\udbff]$/, '')}…`
}

interface SuiteCounts {
  passed: number
  failed: number
  skipped: number
}

/** Results by tag, in order of the tags. */
function countsOf(tagged: ReadonlyMap<string, SuiteCounts>): NonNullable<TestTotals['tagged']> {
  const rows = [...tagged].sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(rows.map(([id, one]) => [id, { total: one.passed + one.failed + one.skipped, ...one }]))
}

/** Counts cases as a report lists them. */
export interface Tally {
  /** `tags` are those that the report gives beside the names, which may carry some themselves. */
  add(suite: string, name: string, outcome: CaseOutcome, tags?: readonly string[]): void
  /** Failures that the report announces and does not list as cases. */
  addFailed(suite: string, count: number, name: string): void
  /** Makes up to `count` passed tests worse, those of the suite first; failures that find no passed test are added. */
  worsen(suite: string, to: 'failed' | 'skipped', count: number): void
  failed(): number
  total(): number
  /** Totals, suites in order of name, names of the first failures in the order of the report. Ends the tally. */
  totals(): TestTotals
}

/** An empty tally. */
export function createTally(): Tally {
  const suites = new Map<string, SuiteCounts>()
  const all: SuiteCounts = { passed: 0, failed: 0, skipped: 0 }
  const failures: string[] = []
  /** What no suite of its own could take; spread over the others at the end, so that the cost stays linear. */
  const pending = { failed: 0, skipped: 0 }
  const tagged = new Map<string, SuiteCounts>()
  const tagsOfSuite = new Map<string, readonly string[]>()
  /** The report announces failures that it does not tell: nobody knows whose. */
  let isDoubtful = false
  const tag = (suite: string, name: string, outcome: CaseOutcome, more: readonly string[]): void => {
    // Monstrous names begin alike; more of them than that is not looked at.
    const start = suite.slice(0, longestTagged)
    let ofSuite = tagsOfSuite.get(start)
    if (ofSuite === undefined) {
      ofSuite = tagsOfName(start)
      tagsOfSuite.set(start, ofSuite)
    }
    for (const id of new Set([...ofSuite, ...tagsOfName(name), ...more])) {
      const known = tagged.get(id)
      if (known) known[outcome]++
      else if (tagged.size < mostTags) tagged.set(id, { passed: 0, failed: 0, skipped: 0, [outcome]: 1 })
    }
  }
  const suiteOf = (suite: string): SuiteCounts => {
    const name = cleanName(suite, topLevel)
    const known = suites.get(name) ?? { passed: 0, failed: 0, skipped: 0 }
    suites.set(name, known)
    return known
  }
  const nameFailure = (suite: string, name: string): void => {
    if (failures.length >= failuresKept) return
    const where = cleanName(suite, topLevel)
    failures.push(where === topLevel ? cleanName(name, '(unnamed)') : `${where} > ${cleanName(name, '(unnamed)')}`)
  }
  const move = (one: SuiteCounts, to: 'failed' | 'skipped', count: number): number => {
    const moved = Math.min(count, one.passed)
    for (const counts of [one, all]) {
      counts.passed -= moved
      counts[to] += moved
    }
    return count - moved
  }
  const addFailed = (suite: string, count: number, name: string): void => {
    if (count <= 0) return
    suiteOf(suite).failed += count
    all.failed += count
    nameFailure(suite, name)
  }
  return {
    add(suite, name, outcome, tags = []) {
      tag(suite, name, outcome, tags)
      suiteOf(suite)[outcome]++
      all[outcome]++
      if (outcome === 'failed') nameFailure(suite, name)
    },
    addFailed,
    worsen(suite, to, count) {
      if (count > 0 && to === 'failed') isDoubtful = true
      if (count > 0) pending[to] += move(suiteOf(suite), to, count)
    },
    failed: () => all.failed + pending.failed,
    total: () => all.passed + all.failed + all.skipped,
    totals() {
      for (const one of suites.values()) {
        pending.failed = move(one, 'failed', pending.failed)
        pending.skipped = move(one, 'skipped', pending.skipped)
      }
      addFailed(topLevel, pending.failed, '(announced and not listed)')
      pending.failed = 0
      const rows = [...suites]
        .map(([name, one]) => ({ name, total: one.passed + one.failed + one.skipped, ...one }))
        .filter((one) => one.total > 0)
        .sort((a, b) => (a.name < b.name ? -1 : 1))
      return {
        total: all.passed + all.failed + all.skipped,
        ...all,
        ...(rows.length > 0 && { suites: rows }),
        ...(failures.length > 0 && { failures: [...failures] }),
        ...(tagged.size > 0 && !isDoubtful && { tagged: countsOf(tagged) }),
      }
    },
  }
}

/** What a report announces about itself; absent numbers are not compared. */
export interface Announced {
  readonly total?: number | undefined
  readonly failed?: number | undefined
  readonly skipped?: number | undefined
}

/**
 * Holds the cases against what the report announces and keeps the worse of both: tests that were announced and are not
 * listed count as failed. Returns what disagrees, in words; announcing less than there is (some writers count only
 * direct children) is no contradiction.
 */
export function reconcile(
  tally: Tally,
  suite: string,
  found: { total: number; failed: number; skipped: number },
  announced: Announced,
): string[] {
  const doubts: string[] = []
  const absent = Math.max(0, (announced.total ?? 0) - found.total)
  const unlisted = Math.max(0, (announced.failed ?? 0) - found.failed)
  const unskipped = Math.max(0, (announced.skipped ?? 0) - found.skipped)
  if (absent > 0) doubts.push(`announces ${announced.total} tests and lists ${found.total}`)
  if (unlisted > 0) doubts.push(`announces ${announced.failed} failures and lists ${found.failed}`)
  if (unskipped > 0 && absent === 0) doubts.push(`announces ${announced.skipped} skipped tests and lists ${found.skipped}`)
  tally.addFailed(suite, absent, `(${absent} announced and not listed)`)
  tally.worsen(suite, 'failed', unlisted - absent)
  if (absent === 0) tally.worsen(suite, 'skipped', unskipped)
  return doubts
}
