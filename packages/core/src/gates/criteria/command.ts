import { command as commandLine, shellWord } from '../../link/command-line.ts'
import type { LeafOf } from '../../schema/check.ts'
import type { EvidenceRecord } from '../../schema/records.ts'
import { askRecords } from '../ask-records.ts'
import { inputsKey } from '../case.ts'
import type { CriterionKind } from '../judging.ts'
import { inputsOf } from '../record-claims.ts'
import { type Judgement, verdictOnRecords } from '../record-verdict.ts'
import { recordsFor } from '../speaks-for.ts'
import { runFailed } from './outcome-of-run.ts'

type Check = LeafOf<'command'>

const folder = (path: string | undefined): string =>
  path === undefined || path === '.' ? '' : path.replace(/^\.\//, '').replace(/\/$/, '')

function sameCommand(check: Check, argv: readonly string[], cwd: string | undefined): boolean {
  return (
    argv.length > 0 &&
    argv.length === check.argv.length &&
    check.argv.every((word, index) => word === argv[index]) &&
    folder(cwd) === folder(check.cwd)
  )
}

/** Why the record of a run proves nothing: only what `evidence run` measured does. */
function unmeasured(check: Check, record: EvidenceRecord, patterns: readonly string[]): string | undefined {
  if (record.dirty !== false) return 'the record does not say that its inputs were committed'
  if (record.commit === undefined) return 'the record names no commit'
  const wanted = inputsKey(patterns)
  const sets = inputsOf(record).flatMap((input) => ('patterns' in input ? [inputsKey(input.patterns)] : []))
  if (!sets.includes(wanted)) return sets.length === 0 ? 'the record has no digest of its inputs' : 'the record was made for other inputs'
  if (check.report !== undefined && record.result?.tests === undefined) return `the record does not hold the report ${check.report}`
  if (check.metrics !== undefined && record.result?.metrics === undefined) return `the record does not hold the metrics of ${check.metrics}`
  return undefined
}

/** What a record says to a check: the same command, in the same folder, ended with an expected exit code. */
export function judgeRun(check: Check, record: EvidenceRecord, criterion: string, patterns: readonly string[]): Judgement {
  const { producer } = record
  if (producer?.argv === undefined) return { says: 'nothing' }
  if (!sameCommand(check, producer.argv, producer.cwd)) {
    return record.criteria?.includes(criterion)
      ? { says: 'unclear', reason: 'invalid', because: 'the record is of another command' }
      : { says: 'nothing' }
  }
  const { exitCode, signal, timedOut } = producer
  const expected = `exit code ${(check.exitCodes ?? [0]).join(' or ')}`
  const because = unmeasured(check, record, patterns)
  const flaw = because === undefined ? undefined : ({ reason: 'invalid', because } as const)
  const failed = (found: string): Judgement => ({ says: 'failed', because: found, expected, found, flaw })
  if (timedOut) return failed('timed out')
  if (signal !== undefined) return failed(`ended by ${signal}`)
  if (exitCode === undefined) return { says: 'unclear', reason: 'invalid', because: 'the record has no exit code' }
  if (exitCode === null) return failed('did not end by itself')
  const found = `exit code ${exitCode}`
  if (!(check.exitCodes ?? [0]).includes(exitCode)) return failed(found)
  if (runFailed(record, criterion, true))
    return { says: 'failed', because: `${found}, and the run failed`, expected, found, flaw, oneSided: true }
  return { says: 'passed', because: found, expected, found, flaw }
}

export const command: CriterionKind<'command'> = {
  kinds: ['command'],
  asks: (_check, context, asked) => askRecords(asked, recordsFor(context.program, context.case, context.criterion)),
  judge(check, context) {
    const { program, criterion } = context
    return verdictOnRecords(recordsFor(program, context.case, criterion), context, {
      judge: (record) => judgeRun(check, record, criterion.id, criterion.record.inputs ?? []),
      nothing: `no recorded run of ${check.argv.map(shellWord).join(' ')} speaks for ${criterion.id}`,
      fix: this.command(check, context),
      again: (lacking) => `${this.command(check, context)}${lacking > 1 ? ` --times ${lacking}` : ''}`,
    })
  },
  wants: (check) =>
    `a recorded run of ${check.argv.map(shellWord).join(' ')}${check.cwd === undefined ? '' : ` in ${check.cwd}`} that ends with exit code ${(check.exitCodes ?? [0]).join(' or ')}`,
  command: (_check, { program, criterion }) => commandLine(program, 'evidence run', criterion.id),
}
