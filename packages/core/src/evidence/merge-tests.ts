import { addTagged, taggedOf } from './known-tags.ts'
import type { TestTotals } from './reports/reading.ts'

type Suite = NonNullable<TestTotals['suites']>[number]

/** Totals of several reports as one; suites of the same name are added up. */
export function mergeTests(all: readonly TestTotals[]): TestTotals | undefined {
  const [only, ...others] = all
  if (!only || others.length === 0) return only
  const sum = (key: 'total' | 'passed' | 'failed' | 'skipped'): number => all.reduce((total, one) => total + one[key], 0)
  const suites = new Map<string, Suite>()
  for (const suite of all.flatMap((one) => one.suites ?? [])) {
    const known = suites.get(suite.name)
    suites.set(
      suite.name,
      known
        ? {
            ...known,
            total: known.total + suite.total,
            passed: known.passed + suite.passed,
            failed: known.failed + suite.failed,
            skipped: known.skipped + suite.skipped,
          }
        : suite,
    )
  }
  const tags = new Map<string, NonNullable<TestTotals['tagged']>[string]>()
  for (const { tagged = {} } of all) for (const [tag, counts] of Object.entries(tagged)) addTagged(tags, tag, counts)
  const tagged = taggedOf(tags)
  const failures = all.flatMap((one) => one.failures ?? []).slice(0, 20)
  return {
    total: sum('total'),
    passed: sum('passed'),
    failed: sum('failed'),
    skipped: sum('skipped'),
    ...(suites.size > 0 && { suites: [...suites.values()].sort((a, b) => (a.name < b.name ? -1 : 1)) }),
    ...(failures.length > 0 && { failures }),
    ...(tagged && { tagged }),
  }
}
