import { command, shellWord } from '../../link/command-line.ts'
import type { LeafOf } from '../../schema/check.ts'
import type { EvidenceRecord } from '../../schema/records.ts'
import { askRecords } from '../ask-records.ts'
import type { CriterionKind } from '../judging.ts'
import { type Judgement, verdictOnRecords } from '../record-verdict.ts'
import { recordsFor } from '../speaks-for.ts'
import { runFailed } from './outcome-of-run.ts'

type Check = LeafOf<'attest'>

const folded = (text: string): string => text.normalize('NFC').trim().replace(/\s+/g, ' ').toLowerCase()

/** What a record says to a check: every observation of the claim must have the value, and a link where one is asked for. */
export function judgeObservations(check: Check, record: EvidenceRecord, criterion: string): Judgement {
  const claim = folded(check.claim)
  const seen = (record.result?.observations ?? []).filter((observation) => folded(observation.claim) === claim)
  if (runFailed(record, criterion, seen.length > 0)) return { says: 'failed', because: 'the record says that it failed', oneSided: true }
  const first = seen[0]
  if (first === undefined) return { says: 'nothing' }
  const wanted = check.value ?? true
  const other = seen.find((observation) => observation.value !== wanted)
  const found = String((other ?? first).value)
  const flaw =
    check.link && !seen.every((observation) => observation.link)
      ? ({ reason: 'invalid', because: 'the observation has no link' } as const)
      : undefined
  return { says: other ? 'failed' : 'passed', because: other ? `observed ${found}` : 'observed', expected: String(wanted), found, flaw }
}

export const attest: CriterionKind<'attest'> = {
  kinds: ['attest'],
  asks: (_check, context, asked) => askRecords(asked, recordsFor(context.program, context.case, context.criterion)),
  judge(check, context) {
    const { program, criterion } = context
    return verdictOnRecords(recordsFor(program, context.case, criterion), context, {
      judge: (record) => judgeObservations(check, record, criterion.id),
      nothing: `nobody has recorded that ${check.claim}`,
      fix: this.command(check, context),
    })
  },
  wants: (check) =>
    `a recorded observation of "${check.claim}"${check.value === undefined || check.value === true ? '' : ` with the value ${check.value}`}${check.link ? ' and a link to what was seen' : ''}`,
  command(check, { program, criterion }) {
    const value = check.value === undefined || check.value === true ? '' : `=${check.value}`
    return `${command(program, 'evidence add', criterion.id)} --observe ${shellWord(`${check.claim}${value}`)}${check.link ? ' --link URL' : ''}`
  },
}
