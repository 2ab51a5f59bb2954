import type { JsonOutcome } from './json-report.ts'
import { asObject, type JsonObject, own, ownCount, ownList, ownText } from './json-shape.ts'
import { cleanName, createTally, reconcile, topLevel } from './tally.ts'

const ends: Readonly<Record<string, 'passed' | 'skipped'>> = {
  passed: 'passed',
  pending: 'skipped',
  skipped: 'skipped',
  todo: 'skipped',
  disabled: 'skipped',
  focused: 'passed',
}

export function isVitest(root: JsonObject): boolean {
  return ownList(root, 'testResults') !== undefined && own(root, 'numTotalTests') !== undefined
}

/** The JSON reporter of vitest, which writes the format of jest. A file that could not be loaded is one failed test. */
export function readVitest(root: JsonObject): JsonOutcome {
  const tally = createTally()
  const found = { total: 0, failed: 0, skipped: 0 }
  for (const file of ownList(root, 'testResults') ?? []) {
    const suite = ownText(file, 'name') ?? topLevel
    const cases = ownList(file, 'assertionResults')
    if (asObject(file) === undefined || cases === undefined) return { problem: 'a file in testResults has no assertionResults' }
    let failed = 0
    for (const one of cases) {
      const outcome = ends[ownText(one, 'status') ?? ''] ?? 'failed'
      tally.add(suite, ownText(one, 'fullName')?.trim() || ownText(one, 'title') || '', outcome)
      found.total++
      if (outcome !== 'passed') found[outcome]++
      if (outcome === 'failed') failed++
    }
    if (ownText(file, 'status') === 'failed' && failed === 0)
      tally.addFailed(suite, 1, cleanName(ownText(file, 'message'), '(the file failed)').slice(0, 80))
  }
  const skipped = (ownCount(root, 'numPendingTests') ?? 0) + (ownCount(root, 'numTodoTests') ?? 0)
  const doubts = reconcile(tally, topLevel, found, {
    total: ownCount(root, 'numTotalTests'),
    failed: ownCount(root, 'numFailedTests'),
    skipped,
  })
  // Unhandled errors fail a run without failing a test.
  if (own(root, 'success') === false && tally.failed() === 0 && tally.total() > 0) tally.addFailed(topLevel, 1, '(the run failed)')
  return { tests: tally.totals(), doubts }
}
