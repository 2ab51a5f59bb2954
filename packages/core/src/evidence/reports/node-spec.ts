import type { SourceFile } from '../../load/source.ts'
import { linesOf } from './lines.ts'
import { reportError, type TestReading } from './reading.ts'
import { createTally, topLevel } from './tally.ts'

const summaryKeys = ['tests', 'pass', 'fail', 'cancelled', 'skipped', 'todo'] as const

/** True for the output of node's spec reporter: it ends in lines like "ℹ tests 12". */
export function isNodeSpec(text: string): boolean {
  return /^ℹ (?:tests|suites|pass) \d/m.test(text)
}

/**
 * The spec reporter of node --test is made for people; what counts is its summary, and the marks before it are held
 * against that. Without the whole summary the run was cut off.
 */
export function readNodeSpec(source: SourceFile): TestReading {
  const fail = (message: string, offset = source.text.length): TestReading => ({
    tests: undefined,
    diagnostics: [reportError(source, message, offset)],
  })
  const summary = new Map<string, number>()
  const names = new Set<string>()
  let marks = 0
  let todoMarks = 0
  for (const { text, offset } of linesOf(source.text)) {
    const line = /^ℹ ([a-z]+) (\d{1,9})$/.exec(text)
    if (line) {
      const [, key = '', value = ''] = line
      if (summary.has(key) && summary.get(key) !== Number(value)) return fail(`the summary says "${key}" twice`, offset)
      summary.set(key, Number(value))
      continue
    }
    const mark = /^\s*✖ (.*)$/.exec(text)?.[1]
    if (mark === undefined) continue
    const todo = /# TODO\b/.test(mark)
    if (summary.size === 0) {
      if (todo) todoMarks++
      else marks++
    } else if (!mark.endsWith(':')) names.add(mark.replace(/ \([\d.]+ms\).*$/, ''))
  }
  const missing = summaryKeys.find((key) => !summary.has(key))
  if (missing) return fail(`the report is cut off: the summary does not say "${missing}"`)
  const [tests, pass, failed, cancelled, skipped, todo] = summaryKeys.map((key) => summary.get(key) ?? 0) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  if (pass + failed + cancelled + skipped + todo !== tests) return fail('the numbers of the summary do not add up')
  const failedTodo = Math.min(todo, todoMarks)
  const worst = failed + cancelled + failedTodo
  const tally = createTally()
  const named = [...names].slice(0, worst)
  for (const name of named) tally.add(topLevel, name, 'failed')
  tally.addFailed(topLevel, worst - named.length, '(not named)')
  for (let i = 0; i < pass; i++) tally.add(topLevel, '', 'passed')
  for (let i = 0; i < skipped + todo - failedTodo; i++) tally.add(topLevel, '', 'skipped')
  if (failed + cancelled === 0 && marks > 0) tally.worsen(topLevel, 'failed', 1)
  return { tests: tally.totals(), diagnostics: [] }
}
