import type { ApprovalRecord } from '../schema/records.ts'
import type { Case, RecordFile } from './case.ts'
import { criterionDefinition, gateDefinition } from './definition.ts'
import type { CriterionContext } from './judging.ts'

/** An approval or rejection that is about a criterion, its gate or its milestone. */
export interface Decision {
  readonly file: RecordFile<ApprovalRecord>
  readonly record: ApprovalRecord
  /** It was given for the definition as it is now. */
  readonly current: boolean
}

const indexes = new WeakMap<Case, ReadonlyMap<string, readonly RecordFile<ApprovalRecord>[]>>()

function byTarget(records: Case): ReadonlyMap<string, readonly RecordFile<ApprovalRecord>[]> {
  const known = indexes.get(records)
  if (known) return known
  const index = new Map<string, RecordFile<ApprovalRecord>[]>()
  for (const file of records.approvals) {
    if (!file.record) continue
    const key = `${file.record.target.type} ${file.record.target.id}`
    index.set(key, [...(index.get(key) ?? []), file])
  }
  indexes.set(records, index)
  return index
}

/** The decisions about a criterion, its gate or its milestone, in order of path. Those of other programs are not among them. */
export function decisionsFor({ program, case: records, gate, criterion }: CriterionContext): Decision[] {
  // A milestone stands for its acceptance gate, which has its id.
  const types = gate.milestone === undefined ? ['gate'] : ['gate', 'milestone']
  const definitions: [string, string][] = [
    [`criterion ${criterion.id}`, criterionDefinition(criterion)],
    ...types.map((type): [string, string] => [`${type} ${gate.id}`, gateDefinition(gate)]),
  ]
  const index = byTarget(records)
  return definitions
    .flatMap(([target, definition]) => (index.get(target) ?? []).map((file) => ({ file, definition })))
    .flatMap(({ file, definition }) => {
      const { record } = file
      return record?.program === program.id ? [{ file, record, current: record.definition === definition }] : []
    })
    .sort((a, b) => (a.file.source.path < b.file.source.path ? -1 : 1))
}
