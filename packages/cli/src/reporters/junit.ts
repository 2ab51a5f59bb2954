import type { CriterionResult, Diagnostic, GateResult } from '@refractor/core'
import { placeOf } from './findings-text.ts'
import { because, comparison, stageWords } from './gate-words.ts'
import { oneLine } from './printable.ts'
import type { Reporter, ReporterContext } from './reporter.ts'
import { xmlAttributes, xmlText } from './xml.ts'

/** What became of a test case; a case without one passed. */
interface Ending {
  readonly element: 'failure' | 'error' | 'skipped'
  readonly type: string
  readonly message: string
  readonly text?: string
}

interface TestCase {
  readonly name: string
  readonly classname: string
  readonly ending?: Ending | undefined
  /** What a passed case has to say. */
  readonly said?: string
}

interface Suite {
  readonly name: string
  readonly file?: string
  readonly properties: Readonly<Record<string, string>>
  readonly cases: readonly TestCase[]
}

/** A waived criterion is skipped, never passed; what it would be without the waiver stands beside it. */
function endingOf(one: CriterionResult, strict: boolean): Ending | undefined {
  const { outcome, level } = one
  if (outcome === 'met') return undefined
  const counts = level === 'required' || strict
  const lines = [
    placeOf(one.location),
    comparison(one),
    one.waiver &&
      `without the waiver ${one.waiver.id} (${one.waiver.path}) it is ${one.waiver.covered.outcome}: ${one.waiver.covered.because}`,
    one.fix,
  ]
  const text = lines.filter((line) => line !== undefined).join('\n')
  const type = one.reason ?? outcome
  if (outcome === 'waived' || outcome === 'not-applicable' || !counts)
    return { element: 'skipped', type: outcome === 'unmet' ? level : outcome, message: because(one), text }
  return { element: outcome === 'unknown' ? 'error' : 'failure', type, message: because(one), text }
}

function gateSuite(gate: GateResult, strict: boolean): Suite {
  const classname = `${gate.program}.${gate.id}`
  const cases = gate.criteria.map((one): TestCase => {
    const ending = endingOf(one, strict)
    const name = `${one.id} ${oneLine(one.statement)}`
    return ending === undefined ? { name, classname, said: one.because } : { name, classname, ending }
  })
  // A gate is no sum of its criteria: without any it is unknown, and a report without a failure would look like a yes.
  if (gate.verdict !== 'met' && !cases.some(({ ending }) => ending !== undefined && ending.element !== 'skipped')) {
    const message = gate.verdict === 'unknown' ? 'there is nothing to decide it on' : 'its criteria do not make it met'
    cases.push({
      name: `${gate.id} is met`,
      classname,
      ending: { element: gate.verdict === 'unknown' ? 'error' : 'failure', type: gate.verdict, message },
    })
  }
  return {
    name: `${gate.id} ${oneLine(gate.title)}`,
    file: gate.location.file,
    properties: {
      program: gate.program,
      gate: gate.id,
      stage: stageWords(gate),
      verdict: gate.verdict,
      due: String(gate.due),
      waived: gate.criteria.flatMap(({ waiver }) => waiver?.id ?? []).join(' '),
    },
    cases,
  }
}

function findingCase({ code, severity, message, location, help, related = [] }: Diagnostic, strict: boolean): TestCase {
  const lines = [location && placeOf(location), ...related.map((one) => `${one.message} (${placeOf(one.location)})`), help]
  const text = lines.filter((line) => line !== undefined).join('\n')
  const name = location === undefined ? oneLine(message) : `${placeOf(location)} ${oneLine(message)}`
  const isBad = severity === 'error' || (severity === 'warning' && strict)
  return isBad
    ? { name, classname: code, ending: { element: 'failure', type: code, message, text } }
    : { name, classname: code, said: `${severity}: ${message}${text === '' ? '' : `\n${text}`}` }
}

const count = (cases: readonly TestCase[], element: Ending['element']): number =>
  cases.filter(({ ending }) => ending?.element === element).length

const isBad = ({ ending }: TestCase): boolean => ending !== undefined && ending.element !== 'skipped'

function caseLines({ name, classname, ending, said }: TestCase): string[] {
  const head = `    <testcase${xmlAttributes({ name, classname, time: '0' })}`
  if (ending !== undefined) {
    const { element, type, message, text = '' } = ending
    return [`${head}>`, `      <${element}${xmlAttributes({ message, type })}>${xmlText(text)}</${element}>`, '    </testcase>']
  }
  return said === undefined ? [`${head}/>`] : [`${head}>`, `      <system-out>${xmlText(said)}</system-out>`, '    </testcase>']
}

function suiteLines({ name, file, properties, cases }: Suite, { pathPrefix, now }: ReporterContext): string[] {
  const counts = { tests: cases.length, failures: count(cases, 'failure'), errors: count(cases, 'error'), skipped: count(cases, 'skipped') }
  const place = file === undefined ? undefined : pathPrefix + file
  const known = Object.entries(properties).filter(([, value]) => value !== '')
  return [
    `  <testsuite${xmlAttributes({ name, ...counts, time: '0', timestamp: now.replace(/(?:\.\d+)?Z$/, ''), file: place })}>`,
    ...(known.length === 0
      ? []
      : [
          '    <properties>',
          ...known.map(([key, value]) => `      <property${xmlAttributes({ name: key, value })}/>`),
          '    </properties>',
        ]),
    ...cases.flatMap(caseLines),
    '  </testsuite>',
  ]
}

/**
 * JUnit XML as the schema of the Jenkins xUnit plugin has it (junit-10.xsd): a suite for each gate, a case for each criterion. A run
 * whose exit code is not 0 has a failure or an error, whatever the reason.
 */
export const junit: Reporter = (answer, context) => {
  const { exitCode, strict = false } = context
  const suites = (answer.gates ?? []).map((gate) => gateSuite(gate, strict))
  const name = `refractor ${answer.command}`
  const cases = answer.diagnostics.filter((one) => one.severity !== 'info').map((one) => findingCase(one, strict))
  const isClean = !suites.some((suite) => suite.cases.some(isBad)) && !cases.some(isBad)
  if (isClean && exitCode !== 0)
    cases.push({
      name,
      classname: name,
      ending: { element: 'failure', type: 'answer', message: `the answer is no (exit code ${exitCode})` },
    })
  if (suites.length === 0 && cases.length === 0) cases.push({ name, classname: name })
  if (cases.length > 0) suites.push({ name: `${name}: findings`, properties: {}, cases })
  const all = suites.flatMap((suite) => suite.cases)
  const totals = { tests: all.length, failures: count(all, 'failure'), errors: count(all, 'error') }
  const lines = suites.flatMap((suite) => suiteLines(suite, context))
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${xmlAttributes({ name, ...totals, time: '0' })}>`,
    ...lines,
    '</testsuites>',
    '',
  ].join('\n')
}
