import type { SourceFile } from '../../load/source.ts'
import { linesOf } from './lines.ts'
import { reportError, type TestReading } from './reading.ts'
import { type CaseOutcome, createTally, type Tally, topLevel } from './tally.ts'

interface Point {
  readonly name: string
  readonly outcome: CaseOutcome
  readonly children: readonly Point[]
}

/** One level of (sub)tests: its points so far, and its plan. */
interface Level {
  readonly points: Point[]
  plan: number | undefined
}

/** Subtests deeper than this are refused; the deepest known suites have about ten levels. */
const deepest = 32

/** True for TAP 13 and 14: a version line, a plan or a test point comes before anything else but comments. */
export function isTap(text: string): boolean {
  for (const line of linesOf(text.slice(0, 10_000))) {
    if (/^(?:TAP version 1[34]\b|1\.\.\d+|(?:not )?ok\b)/.test(line.text)) return true
    if (line.text.trim() !== '' && !line.text.startsWith('#')) return false
  }
  return false
}

/** The description and the directive of a test point: `ok 3 - name # SKIP reason`. */
function pointOf(ok: boolean, rest: string, children: readonly Point[]): Point {
  const directive = /(?:^|\s)#\s?(skip|todo)/i.exec(rest)
  const name = (directive ? rest.slice(0, directive.index) : rest).replace(/^(?:\d+\b)?\s?(?:-\s)?/, '').replaceAll('\\#', '#')
  // "not ok" is what it ended as, whatever the directive; "ok # TODO" may be a test that does not exist yet.
  return { name, outcome: ok ? (directive ? 'skipped' : 'passed') : 'failed', children }
}

/** What is wrong with a finished level, or undefined. */
function incomplete(level: Level): string | undefined {
  if (level.plan === undefined) return 'the report is cut off: the plan (1..N) is missing'
  if (level.points.length < level.plan)
    return `the report is cut off: the plan announces ${level.plan} tests and ${level.points.length} are listed`
  return level.points.length > level.plan ? `the plan announces ${level.plan} tests and ${level.points.length} are listed` : undefined
}

/** TAP 13 and 14 with subtests. Leaves count; a parent that failed while its children passed counts as well. */
export function readTap(source: SourceFile): TestReading {
  const fail = (message: string, offset: number): TestReading => ({ tests: undefined, diagnostics: [reportError(source, message, offset)] })
  const levels: Level[] = [{ points: [], plan: undefined }]
  let yaml: number | undefined
  for (const { text, offset } of linesOf(source.text)) {
    const content = text.trimStart()
    const indent = text.length - content.length
    if (yaml !== undefined) {
      if (indent === yaml && content.trimEnd() === '...') yaml = undefined
      continue
    }
    const depth = indent / 4
    const afterPoint = (levels[Math.floor(depth)]?.points.length ?? 0) > 0
    if (afterPoint && indent % 4 === 2 && /^---(?:\s|$)/.test(content)) yaml = indent
    if (!Number.isInteger(depth)) continue
    if (content.startsWith('Bail out!')) return fail('the run was given up ("Bail out!")', offset)
    const point = /^(not )?ok\b(.*)$/.exec(content)
    const plan = /^1\.\.(\d{1,9})\b/.exec(content)
    if (!point && !plan) continue
    if (depth > deepest) return fail(`subtests are nested deeper than ${deepest} levels`, offset)
    // A subtest stands before its parent, so levels may open several at once.
    while (levels.length <= depth) levels.push({ points: [], plan: undefined })
    const level = levels[depth] as Level
    if (plan) {
      if (level.plan !== undefined) return fail('a second plan stands at the same level', offset)
      level.plan = Number(plan[1])
      continue
    }
    if (levels.length > depth + 2) return fail('a subtest ended without its parent', offset)
    const below = levels[depth + 1]
    const wrong = below && incomplete(below)
    if (wrong) return fail(wrong, offset)
    levels.length = depth + 1
    level.points.push(pointOf(point?.[1] === undefined, (point?.[2] ?? '').trim(), below?.points ?? []))
  }
  const wrong = yaml !== undefined || levels.length > 1 ? 'the report is cut off inside a subtest' : incomplete(levels[0] as Level)
  if (wrong) return fail(wrong, source.text.length)
  const tally = createTally()
  for (const point of (levels[0] as Level).points) count(tally, point, '')
  return { tests: tally.totals(), diagnostics: [] }
}

/** Adds a point and what is below it; answers whether anything failed. Depth is bounded by `deepest`. */
function count(tally: Tally, point: Point, suite: string): boolean {
  if (point.children.length === 0) {
    tally.add(suite || topLevel, point.name, point.outcome)
    return point.outcome === 'failed'
  }
  const path = suite ? `${suite} > ${point.name}` : point.name
  let failed = false
  for (const child of point.children) failed = count(tally, child, path) || failed
  if (point.outcome === 'failed' && !failed) tally.addFailed(path, 1, '(outside the subtests)')
  return failed || point.outcome === 'failed'
}
