import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import type { SourceFile } from '../../load/source.ts'
import { reportDoubt, reportError, type TestReading } from './reading.ts'
import { type CaseOutcome, createTally, reconcile, topLevel } from './tally.ts'
import { tagsOfName, tagsOfProperty } from './test-tags.ts'
import { decodeEntities, readXml, type XmlElement } from './xml.ts'

const doubtsShown = 20
/** What suites around a case hand down to it. */
const tagsKept = 100
const suiteElements = new Set(['testsuites', 'testsuite'])

/** A count in an attribute; anything else is no announcement. */
function countOf(element: XmlElement, attribute: string): number | undefined {
  const value = element.attributes[attribute]
  return value !== undefined && /^\d{1,9}$/.test(value) ? Number(value) : undefined
}

/** The worst that a case says of itself. Flaky and rerun marks are attempts, not the end. */
function outcomeOf(testcase: XmlElement): CaseOutcome {
  const marks = new Set(testcase.children.map((child) => child.name))
  const { status = '', result = '' } = testcase.attributes
  if (marks.has('failure') || marks.has('error') || /^(?:fail|failed|failure|error)$/i.test(status)) return 'failed'
  return marks.has('skipped') || /^(?:notrun|skipped|disabled|pending)$/i.test(status) || /^(?:skipped|suppressed)$/i.test(result)
    ? 'skipped'
    : 'passed'
}

/** A suite that is being read: its name, and what was found in it and below. */
interface Level {
  readonly element: XmlElement
  readonly path: string
  readonly file: string | undefined
  /** What names and properties of the suite and of those around it say that its cases are about. */
  readonly tags: readonly string[]
  next: number
  readonly found: { total: number; failed: number; skipped: number }
}

/** `<properties><property name="refractor" value="P-3"/></properties>` of a case or a suite. */
function tagsOf(element: XmlElement): string[] {
  return element.children.flatMap(({ name, children }) =>
    name === 'properties'
      ? children.flatMap(({ attributes }) => tagsOfProperty(attributes.name, attributes.value && decodeEntities(attributes.value)))
      : [],
  )
}

function levelOf(element: XmlElement, parent: Level | undefined): Level {
  const name = element.name === 'testsuites' ? '' : decodeEntities(element.attributes.name ?? '')
  const path = parent?.path && name ? `${parent.path} > ${name}` : name || parent?.path || ''
  const tags = [...(parent?.tags ?? []), ...tagsOf(element), ...tagsOfName(name)].slice(0, tagsKept)
  return { element, path, file: element.attributes.file ?? parent?.file, tags, next: 0, found: { total: 0, failed: 0, skipped: 0 } }
}

/** pytest calls its one suite after itself and puts the module into the class name. */
function suiteOf(testcase: XmlElement, level: Level): string {
  const { file, classname } = testcase.attributes
  return decodeEntities(file ?? level.file ?? (level.path === 'pytest' || level.path === '' ? classname : undefined) ?? level.path)
}

/** JUnit XML of any writer: cases are counted one by one, and the counts in the attributes only held against them. */
export async function readJunit(source: SourceFile): Promise<TestReading> {
  const xml = await readXml(source)
  if (xml.root === undefined) return { tests: undefined, diagnostics: xml.diagnostics }
  if (!suiteElements.has(xml.root.name)) {
    return {
      tests: undefined,
      diagnostics: [
        reportError(source, `<${xml.root.name}> is not a test report`, 0, 'give a JUnit report: its root is <testsuites> or <testsuite>'),
      ],
    }
  }
  const tally = createTally()
  const diagnostics: Diagnostic[] = []
  const open: Level[] = [levelOf(xml.root, undefined)]
  for (let level = open.at(-1); level !== undefined; level = open.at(-1)) {
    const child = level.element.children[level.next++]
    if (child === undefined) {
      open.pop()
      const { element, path, found } = level
      const failures = countOf(element, 'failures')
      const errors = countOf(element, 'errors')
      const announced = {
        total: countOf(element, 'tests'),
        failed: failures === undefined && errors === undefined ? undefined : (failures ?? 0) + (errors ?? 0),
        skipped: countOf(element, 'skipped'),
      }
      for (const doubt of reconcile(tally, path, found, announced))
        if (diagnostics.length < doubtsShown)
          diagnostics.push(reportDoubt(source, `${path === '' ? 'the report' : `suite ${JSON.stringify(path)}`} ${doubt}`))
      const parent = open.at(-1)
      if (parent) {
        parent.found.total += Math.max(found.total, announced.total ?? 0)
        parent.found.failed += Math.max(found.failed, announced.failed ?? 0)
        parent.found.skipped += Math.max(found.skipped, announced.skipped ?? 0)
      }
    } else if (suiteElements.has(child.name)) {
      open.push(levelOf(child, level))
    } else if (child.name === 'testcase') {
      const outcome = outcomeOf(child)
      tally.add(suiteOf(child, level) || topLevel, decodeEntities(child.attributes.name ?? ''), outcome, [...level.tags, ...tagsOf(child)])
      level.found.total++
      // A case may carry a failure and an error of its teardown; writers announce both.
      if (outcome === 'failed')
        level.found.failed += Math.max(1, child.children.filter((mark) => mark.name === 'failure' || mark.name === 'error').length)
      if (outcome === 'skipped' || child.children.some((mark) => mark.name === 'skipped')) level.found.skipped++
    } else if (child.name === 'error' || child.name === 'failure') {
      // A suite that failed outside its cases (a hook, a collection error).
      tally.addFailed(level.path, 1, '(outside the cases)')
      level.found.total++
      level.found.failed++
    }
  }
  return { tests: tally.totals(), diagnostics }
}
