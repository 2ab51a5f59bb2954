import type { JsonOutcome } from './json-report.ts'
import { asObject, type JsonObject, own, ownCount, ownList, ownText } from './json-shape.ts'
import { createTally, reconcile, topLevel } from './tally.ts'
import { tagsOfProperty } from './test-tags.ts'

/** An expected failure did not pass, so it counts as skipped, as in pytest's own JUnit report. */
const ends: Readonly<Record<string, 'passed' | 'skipped'>> = { passed: 'passed', xpassed: 'passed', skipped: 'skipped', xfailed: 'skipped' }

export function isPytest(root: JsonObject): boolean {
  return asObject(own(root, 'summary')) !== undefined && own(root, 'exitcode') !== undefined
}

/** `record_property('refractor', 'P-3')`. */
function tagsOf(test: unknown): string[] {
  return (ownList(test, 'user_properties') ?? []).flatMap((one) =>
    Object.entries(asObject(one) ?? {}).flatMap(([name, value]) => (typeof value === 'string' ? tagsOfProperty(name, value) : [])),
  )
}

/** pytest-json-report. Collection errors and runs that ended badly count as failures. */
export function readPytest(root: JsonObject): JsonOutcome {
  const summary = own(root, 'summary')
  const tests = ownList(root, 'tests')
  if (tests === undefined && (ownCount(summary, 'total') ?? 0) > 0) return { problem: 'the list "tests" is missing' }
  const tally = createTally()
  const found = { total: 0, failed: 0, skipped: 0 }
  for (const test of tests ?? []) {
    const id = ownText(test, 'nodeid') ?? ''
    const cut = id.indexOf('::')
    const outcome = ends[ownText(test, 'outcome') ?? ''] ?? 'failed'
    tally.add(cut === -1 ? topLevel : id.slice(0, cut), cut === -1 ? id : id.slice(cut + 2), outcome, tagsOf(test))
    found.total++
    if (outcome !== 'passed') found[outcome]++
  }
  for (const collector of ownList(root, 'collectors') ?? []) {
    if (ownText(collector, 'outcome') === 'failed') tally.addFailed(ownText(collector, 'nodeid') || topLevel, 1, '(collection failed)')
  }
  const announced = {
    total: ownCount(summary, 'total'),
    failed: (ownCount(summary, 'failed') ?? 0) + (ownCount(summary, 'error') ?? 0),
    skipped: (ownCount(summary, 'skipped') ?? 0) + (ownCount(summary, 'xfailed') ?? 0),
  }
  const doubts = reconcile(tally, topLevel, found, announced)
  // 0: all passed, 5: no test was collected; everything else is a run that failed.
  const exit = own(root, 'exitcode')
  if (exit !== 0 && exit !== 5 && tally.failed() === 0)
    tally.addFailed(topLevel, 1, `(the run ended with exit code ${String(Number(exit))})`)
  return { tests: tally.totals(), doubts }
}
