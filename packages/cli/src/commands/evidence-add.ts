import { command, type EvidenceRecord, type Found } from '@refractor/core'
import { recordEvidence } from '@refractor/workspace'
import { type Answer, refused } from '../answer.ts'
import type { WorkspaceContext } from '../context.ts'
import { evidenceContext } from '../evidence-context.ts'
import { type EvidenceAddOptions, evidenceRequest } from '../evidence-request.ts'
import { mutate } from '../mutate.ts'
import { withRecord, withStamp } from '../program-command.ts'
import type { SignOptions } from '../sign-options.ts'
import { isSigning, signed } from '../signing.ts'

const gateOf = ({ program, entry }: Found, record: EvidenceRecord | undefined): string =>
  record?.gate ?? program.criteria.get(entry.id)?.gate ?? entry.id

/** Records evidence that was made already: files, reports, numbers, observations. */
export function run(
  context: WorkspaceContext,
  [target = '']: readonly string[],
  options: EvidenceAddOptions & SignOptions,
): Promise<Answer> {
  return withRecord(context, target, ['criterion', 'milestone', 'gate'], (found) => {
    const made = evidenceRequest(context, found.entry.id, options)
    if (!made.ok) return refused(context.command, made.diagnostics)
    return withStamp(context, async (stamp) => {
      const request = { ...made.request, isSigned: isSigning(options) }
      const { record, path, ...recorded } = await recordEvidence(evidenceContext(context, found.program, stamp), request)
      const outcome = signed(context, found.program, stamp, recorded, options)
      const data = { ...(path !== undefined && { path }), ...(record !== undefined && { record }) }
      return mutate(context, outcome, { root: context.root, data, next: command(found.program, 'gate check', gateOf(found, record)) })
    })
  })
}
