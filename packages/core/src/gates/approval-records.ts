import type { ApprovalRecord } from '../schema/records.ts'
import { isForgeReview } from './approvals/at-forge.ts'
import type { Case, RecordFile } from './case.ts'
import { criterionDefinition, gateDefinition } from './definition.ts'
import type { CriterionContext } from './judging.ts'

/** An approval, a rejection or a revocation, and how it stands to what is decided now. */
export interface Decision {
  readonly file: RecordFile<ApprovalRecord>
  readonly record: ApprovalRecord
  /** It was given for the definition as it is now. */
  readonly current: boolean
  /** The revocation that names it by its digest, wherever that one says it belongs. */
  readonly revokedBy: Revocation | undefined
}

/** A revocation that could be read. */
interface Revocation extends RecordFile<ApprovalRecord> {
  readonly record: ApprovalRecord
}

interface Index {
  readonly byTarget: ReadonlyMap<string, readonly RecordFile<ApprovalRecord>[]>
  /** Revocations by the digests that they name and the program. */
  readonly revoked: ReadonlyMap<string, Revocation>
  /** What a forge told of the change: decisions about all that is judged. */
  readonly atForge: readonly RecordFile<ApprovalRecord>[]
}

const indexes = new WeakMap<Case, Index>()

function indexOf(records: Case): Index {
  const known = indexes.get(records)
  if (known) return known
  const byTarget = new Map<string, RecordFile<ApprovalRecord>[]>()
  const revoked = new Map<string, Revocation>()
  for (const file of records.approvals) {
    const { record } = file
    if (!record) continue
    const key = `${record.target.type} ${record.target.id}`
    const before = byTarget.get(key)
    if (before) before.push(file)
    else byTarget.set(key, [file])
    for (const sha256 of record.decision === 'revoke' ? (record.revokes ?? []) : [])
      revoked.set(`${record.program} ${sha256}`, { ...file, record })
  }
  const index = { byTarget, revoked, atForge: records.approvals.filter(isForgeReview) }
  indexes.set(records, index)
  return index
}

/** The decisions about some targets, each with the digest of its definition as it is now; in order of path. Those of other programs are not among them. */
export function decisionsAbout(
  { program, case: records }: Pick<CriterionContext, 'program' | 'case'>,
  targets: readonly { readonly type: ApprovalRecord['target']['type']; readonly id: string; readonly definition: string }[],
): Decision[] {
  const { byTarget, revoked } = indexOf(records)
  return targets
    .flatMap(({ type, id, definition }) => (byTarget.get(`${type} ${id}`) ?? []).map((file) => ({ file, definition })))
    .flatMap(({ file, definition }) => {
      const { record, sha256 } = file
      if (record?.program !== program.id) return []
      return [{ file, record, current: record.definition === definition, revokedBy: revoked.get(`${program.id} ${sha256}`) }]
    })
    .sort((a, b) => (a.file.source.path < b.file.source.path ? -1 : 1))
}

/** The decisions about a criterion, its gate or its milestone, which stands for its acceptance gate and has its id. */
export function decisionsFor(context: CriterionContext): Decision[] {
  const { gate, criterion } = context
  const definition = gateDefinition(gate)
  const atForge = indexOf(context.case).atForge.flatMap((file) =>
    file.record?.program === context.program.id ? [{ file, record: file.record, current: true, revokedBy: undefined }] : [],
  )
  const recorded = decisionsAbout(context, [
    { type: 'criterion', id: criterion.id, definition: criterionDefinition(criterion) },
    { type: 'gate', id: gate.id, definition },
    ...(gate.milestone === undefined ? [] : [{ type: 'milestone', id: gate.id, definition } as const]),
  ])
  return [...recorded, ...atForge]
}
