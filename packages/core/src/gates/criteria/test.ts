import { matchesName } from '../../link/name-pattern.ts'
import type { LeafOf } from '../../schema/check.ts'
import type { EvidenceRecord } from '../../schema/records.ts'
import { askRecords } from '../ask-records.ts'
import { count } from '../finding.ts'
import type { CriterionContext, CriterionKind } from '../judging.ts'
import { type Judgement, verdictOnRecords } from '../record-verdict.ts'
import { recordsFor } from '../speaks-for.ts'
import { runFailed } from './outcome-of-run.ts'
import { recordingCommand } from './recording-command.ts'

type Check = LeafOf<'test'>
type Totals = Pick<
  NonNullable<NonNullable<EvidenceRecord['result']>['tests']>,
  'total' | 'passed' | 'failed' | 'skipped' | 'iterations' | 'suites' | 'failures'
>
type Numbers = Pick<Totals, 'total' | 'passed' | 'failed' | 'skipped'>

type Unclear = Extract<Judgement, { says: 'unclear' }>

const unclear = (reason: 'invalid' | 'missing', because: string): Unclear => ({ says: 'unclear', reason, because })

function consistent({ total, passed, failed, skipped }: Numbers): boolean {
  return [total, passed, failed, skipped].every((n) => Number.isSafeInteger(n) && n >= 0) && total === passed + failed + skipped
}

const ran = ({ passed, failed }: Numbers): number => passed + failed

/** The totals over the selected suites; every pattern must select something that ran. */
function selected(tests: Totals, patterns: readonly string[] | undefined): Numbers | Unclear {
  if (!consistent(tests)) return unclear('invalid', 'the counts of the tests do not add up')
  if (patterns === undefined) return tests
  const suites = (tests.suites ?? []).map((suite) => ({ suite, by: patterns.filter((pattern) => matchesName(pattern, suite.name)) }))
  const chosen = suites.filter(({ by }) => by.length > 0).map(({ suite }) => suite)
  if (!chosen.every(consistent)) return unclear('invalid', 'the counts of a suite do not add up')
  const idle = patterns.find((pattern) => !suites.some(({ suite, by }) => by.includes(pattern) && ran(suite) > 0))
  if (idle !== undefined) return unclear('missing', `no test of ${idle} ran`)
  const sum = (key: keyof Numbers): number => chosen.reduce((total, suite) => total + suite[key], 0)
  return { total: sum('total'), passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') }
}

/** Why a run is too small to prove anything, whatever its result. */
function tooSmall(
  check: Check,
  numbers: Numbers,
  iterations: number | undefined,
): { reason: 'invalid' | 'missing'; because: string } | undefined {
  const { minTests = 1, maxSkipped, minIterations } = check
  if (!(ran(numbers) >= minTests)) return { reason: 'missing', because: `${count(ran(numbers), 'test')} ran, at least ${minTests} must` }
  if (maxSkipped !== undefined && !(numbers.skipped <= maxSkipped))
    return { reason: 'invalid', because: `${numbers.skipped} skipped, at most ${maxSkipped} may be` }
  if (minIterations === undefined || (iterations !== undefined && iterations >= minIterations)) return undefined
  return {
    reason: 'invalid',
    because:
      iterations === undefined
        ? `the number of iterations is not recorded, at least ${minIterations} must run`
        : `${count(iterations, 'iteration')}, at least ${minIterations} must run`,
  }
}

function expectation(check: Check): string {
  if (check.expect === 'all-fail') return 'every test fails'
  return (check.passRate ?? 1) === 1 ? 'every test passes' : `at least ${(check.passRate ?? 1) * 100} % of the tests pass`
}

function inWords({ passed, failed, skipped }: Numbers): string {
  return [`${passed} passed`, ...(failed > 0 ? [`${failed} failed`] : []), ...(skipped > 0 ? [`${skipped} skipped`] : [])].join(', ')
}

/** The tests that failed, when the record names every one of them: of a longer list only the first are kept. */
function failedTests({ failed, failures = [] }: Totals): readonly string[] | undefined {
  return failures.length === failed ? [...new Set(failures)] : undefined
}

/** What a record of a test run says to a check. */
export function judgeTests(check: Check, record: EvidenceRecord, criterion: string): Judgement {
  const tests = record.result?.tests
  const allFail = check.expect === 'all-fail'
  // A run that is expected to fail ends as a failed one.
  const crashed = !allFail && runFailed(record, criterion, tests !== undefined)
  const numbers: Numbers | Judgement = tests === undefined ? { says: 'nothing' } : selected(tests, check.select)
  if ('says' in numbers) return crashed ? { says: 'failed', because: 'the run failed', oneSided: true } : numbers
  const executed = ran(numbers)
  // A run without a test has no result, so it is not a failure either.
  if (executed === 0 && !crashed && (allFail || check.minTests !== 0)) return unclear('missing', 'no test ran')
  const holds = allFail ? numbers.failed === executed : executed === 0 || numbers.passed / executed >= (check.passRate ?? 1)
  const found = inWords(numbers)
  const flaw = tooSmall(check, numbers, tests?.iterations)
  return {
    says: holds && !crashed ? 'passed' : 'failed',
    because: holds && crashed ? `${found}, and the run failed` : found,
    expected: expectation(check),
    found,
    // That a run failed is plain, however small it was.
    flaw: crashed ? undefined : flaw,
    oneSided: holds || flaw !== undefined,
    // Where tests must fail, or the run failed otherwise, it is not these tests that are at fault.
    about: allFail || crashed || tests === undefined ? undefined : failedTests(tests),
  }
}

export const test: CriterionKind<'test'> = {
  kinds: ['test'],
  asks: (_check, context, asked) => askRecords(asked, recordsFor(context.program, context.case, context.criterion)),
  judge(check, context) {
    const { program, criterion } = context
    return verdictOnRecords(recordsFor(program, context.case, criterion), context, {
      judge: (record) => judgeTests(check, record, criterion.id),
      nothing: `no record of a test run speaks for ${criterion.id}`,
      fix: this.command(check, context),
    })
  },
  wants(check) {
    const { minTests = 1, select, minIterations, maxSkipped } = check
    const parts = [`a recorded test run in which ${expectation(check)}`, `at least ${count(minTests, 'test')}`]
    if (select) parts.push(`of ${select.join(', ')}`)
    if (minIterations !== undefined) parts.push(`${minIterations} iterations or more`)
    if (maxSkipped !== undefined) parts.push(`at most ${maxSkipped} skipped`)
    return parts.join(', ')
  },
  command: (_check, context: CriterionContext) => recordingCommand(context, 'report', '--report FILE'),
}
