import type { JsonOutcome } from './json-report.ts'
import { asObject, type JsonObject, own, ownCount, ownList, ownText } from './json-shape.ts'
import { createTally, reconcile, topLevel } from './tally.ts'
import { tagsOfProperty } from './test-tags.ts'

const ends: Readonly<Record<string, 'passed' | 'skipped'>> = { expected: 'passed', flaky: 'passed', skipped: 'skipped' }

export function isPlaywright(root: JsonObject): boolean {
  return ownList(root, 'suites') !== undefined && (own(root, 'config') !== undefined || own(root, 'stats') !== undefined)
}

/** The JSON reporter of Playwright: one test per spec and project; a flaky one counts as its last attempt. */
export function readPlaywright(root: JsonObject): JsonOutcome {
  const tally = createTally()
  const found = { total: 0, failed: 0, skipped: 0 }
  const todo = (ownList(root, 'suites') ?? []).map((suite) => ({ suite, file: '' }))
  for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
    if (asObject(next.suite) === undefined) return { problem: 'a suite is not an object' }
    const file = ownText(next.suite, 'file') ?? next.file
    for (const spec of ownList(next.suite, 'specs') ?? []) {
      const tags = (ownList(spec, 'tags') ?? []).flatMap((tag) => (typeof tag === 'string' ? tagsOfProperty('tag', tag) : []))
      for (const test of ownList(spec, 'tests') ?? []) {
        const outcome = ends[ownText(test, 'status') ?? ''] ?? 'failed'
        tally.add(file || ownText(next.suite, 'title') || topLevel, ownText(spec, 'title') ?? '', outcome, tags)
        found.total++
        if (outcome !== 'passed') found[outcome]++
      }
    }
    for (const suite of ownList(next.suite, 'suites') ?? []) todo.push({ suite, file })
  }
  const errors = ownList(root, 'errors')?.length ?? 0
  tally.addFailed(topLevel, errors, '(errors outside the tests)')
  const stats = own(root, 'stats')
  const counts = ['expected', 'unexpected', 'flaky', 'skipped'].map((key) => ownCount(stats, key) ?? 0)
  const total = counts.reduce((sum, count) => sum + count, 0)
  const doubts = reconcile(tally, topLevel, found, { total, failed: ownCount(stats, 'unexpected'), skipped: ownCount(stats, 'skipped') })
  return { tests: tally.totals(), doubts }
}
