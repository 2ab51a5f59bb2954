import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { GateResult } from '../gates/result.ts'
import type { Program } from '../link/program-types.ts'
import type { FailedReview } from '../schema/records.ts'
import { planned, recordText } from './outcome.ts'
import type { Planned, Stamp } from './plan.ts'
import { historyPath } from './review-history.ts'

/** What two reviews have in common that failed for the same: what people read of it may tell how long ago something was. */
function grounds({ verdict, problems, criteria }: FailedReview): string {
  return JSON.stringify([
    verdict,
    problems.map(({ code }) => code),
    criteria.map(({ id, definition, outcome, reason, evidence }) => [id, definition, outcome, reason, evidence.map((one) => one.sha256)]),
  ])
}

/** Files a review that was held and closed nothing. One that failed for the same as the last one needs no second record. */
export function planFailedReview(
  program: Program,
  phase: string,
  gate: GateResult,
  problems: readonly Diagnostic[],
  stamp: Stamp,
  { last, minutes }: { readonly last?: FailedReview | undefined; readonly minutes?: string | undefined } = {},
): Planned {
  const { forum } = program.file.record.review ?? {}
  const record: FailedReview = {
    format: 1,
    kind: 'failed-review',
    program: program.id,
    phase,
    gate: gate.id,
    verdict: gate.verdict,
    author: stamp.author,
    date: stamp.now,
    ...(stamp.commit !== undefined && { commit: stamp.commit }),
    ...(forum !== undefined && { forum }),
    ...(minutes !== undefined && { minutes }),
    problems: problems.filter(({ severity }) => severity === 'error').map(({ code, message }) => ({ code, message })),
    criteria: gate.criteria.map(({ id, definition, outcome, reason, because, evidence }) => ({
      id,
      definition,
      outcome,
      ...(reason !== undefined && { reason }),
      because,
      evidence: evidence.map(({ path, sha256 }) => ({ path, ...(sha256 !== undefined && { sha256 }) })),
    })),
  }
  if (last !== undefined && grounds(last) === grounds(record)) return planned(`the failed review of ${phase} is recorded already`, [])
  const path = historyPath(program, phase, stamp.now, 'failed')
  return planned(
    `record that the review of ${phase} closed nothing`,
    [{ type: 'create', path, text: recordText(record), why: `a review of ${phase} that failed` }],
    [],
    { type: 'review.failed', program: program.id, ids: [phase], details: { verdict: gate.verdict } },
  )
}
