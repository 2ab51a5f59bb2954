import type { SourceFile } from '../../load/source.ts'
import { asObject, ownText } from './json-shape.ts'
import { linesOf } from './lines.ts'
import { reportError, type TestReading } from './reading.ts'
import { type CaseOutcome, cleanName, createTally } from './tally.ts'

const ends: Readonly<Record<string, CaseOutcome>> = { pass: 'passed', fail: 'failed', skip: 'skipped', bench: 'passed' }

interface GoPackage {
  end: CaseOutcome | undefined
  /** Test name → how it ended last; undefined while it runs. */
  readonly tests: Map<string, CaseOutcome | undefined>
}

/** True when the first line is an event of `go test -json`. */
export function isGoTest(text: string): boolean {
  const end = text.search(/[\r\n]/)
  try {
    const first = JSON.parse(text.slice(0, end === -1 ? undefined : end).replace(/^\ufeff/, '')) as unknown
    return ownText(first, 'Action') !== undefined
  } catch {
    return false
  }
}

/**
 * The event stream of `go test -json`. Only leaves of the tree of subtests count. A test without an end (a panic, a
 * timeout) has failed; a package without an end means that the stream was cut off.
 */
export function readGoTest(source: SourceFile): TestReading {
  const packages = new Map<string, GoPackage>()
  for (const { text, offset } of linesOf(source.text)) {
    if (text.trim() === '') continue
    let event: unknown
    try {
      event = asObject(JSON.parse(text))
    } catch {
      event = undefined
    }
    const action = ownText(event, 'Action')
    if (action === undefined)
      return { tests: undefined, diagnostics: [reportError(source, 'the line is not an event of go test -json', offset)] }
    const name = ownText(event, 'Package')
    // Events of the build (build-output, build-fail) name an import path instead.
    if (name === undefined) continue
    const known = packages.get(name) ?? { end: undefined, tests: new Map() }
    packages.set(name, known)
    const test = ownText(event, 'Test')
    const end = ends[action]
    if (test === undefined) {
      if (action === 'start') known.end = undefined
      else if (end) known.end = end
    } else if (action === 'run') known.tests.set(test, undefined)
    else if (end) known.tests.set(test, end)
  }
  const tally = createTally()
  for (const [name, { end, tests }] of packages) {
    if (end === undefined) {
      return {
        tests: undefined,
        diagnostics: [
          reportError(source, `the report is cut off: package ${JSON.stringify(cleanName(name, '?'))} has no end`, source.text.length),
        ],
      }
    }
    const parents = new Set<string>()
    const explained = new Set<string>()
    for (const test of tests.keys()) addTo(parents, parentOf(tests, test))
    let failed = false
    for (const [test, outcome = 'failed'] of tests) {
      if (parents.has(test)) continue
      tally.add(name, test, outcome)
      if (outcome !== 'failed') continue
      failed = true
      for (let above = parentOf(tests, test); above !== undefined && !explained.has(above); above = parentOf(tests, above))
        explained.add(above)
    }
    // A parent that failed by itself, after subtests that all passed.
    for (const test of parents) {
      if ((tests.get(test) ?? 'failed') !== 'failed' || explained.has(test)) continue
      tally.addFailed(name, 1, test)
      failed = true
    }
    if (end === 'failed' && !failed) tally.addFailed(name, 1, '(the package failed)')
  }
  return { tests: tally.totals(), diagnostics: [] }
}

/** The nearest test that a subtest stands in: `A` for `A/b/c` when there is no `A/b`. */
function parentOf(tests: ReadonlyMap<string, unknown>, test: string): string | undefined {
  let cut = test.lastIndexOf('/')
  for (let steps = 0; cut > 0 && steps < 32; steps++) {
    const parent = test.slice(0, cut)
    if (tests.has(parent)) return parent
    cut = test.lastIndexOf('/', cut - 1)
  }
  return undefined
}

function addTo(set: Set<string>, value: string | undefined): void {
  if (value !== undefined) set.add(value)
}
