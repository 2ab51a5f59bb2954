import type { JsonOutcome } from './json-report.ts'
import { asObject, type JsonObject, own, ownCount, ownList, ownText } from './json-shape.ts'
import { type CaseOutcome, createTally, reconcile, topLevel } from './tally.ts'

export function isMocha(root: JsonObject): boolean {
  return asObject(own(root, 'stats')) !== undefined && (ownList(root, 'passes') !== undefined || ownList(root, 'failures') !== undefined)
}

/** The suite of a mocha test: its file, or what the full title has before the title. */
function suiteOf(test: unknown): string {
  const title = ownText(test, 'title') ?? ''
  const full = ownText(test, 'fullTitle') ?? ''
  const before = full.endsWith(title) ? full.slice(0, full.length - title.length).trim() : ''
  return ownText(test, 'file') || before || topLevel
}

/** The JSON reporter of mocha. Failures include hooks, which are no tests and count all the same. */
export function readMocha(root: JsonObject): JsonOutcome {
  const stats = own(root, 'stats')
  const tally = createTally()
  const found = { total: 0, failed: 0, skipped: 0 }
  const lists: readonly [string, CaseOutcome][] = [
    ['passes', 'passed'],
    ['failures', 'failed'],
    ['pending', 'skipped'],
  ]
  for (const [key, outcome] of lists) {
    const list = ownList(root, key)
    if (list === undefined) return { problem: `the list ${JSON.stringify(key)} is missing` }
    for (const test of list) {
      tally.add(suiteOf(test), ownText(test, 'title') ?? '', outcome)
      found.total++
      if (outcome !== 'passed') found[outcome]++
    }
  }
  const doubts = reconcile(tally, topLevel, found, {
    total: ownCount(stats, 'tests'),
    failed: ownCount(stats, 'failures'),
    skipped: ownCount(stats, 'pending'),
  })
  return { tests: tally.totals(), doubts }
}
