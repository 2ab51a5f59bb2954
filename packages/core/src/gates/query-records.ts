import type { Entry, Program } from '../link/program-types.ts'
import { type Field, fieldNames, recordField, statesOfType } from '../link/record-fields.ts'
import { type RecordType, recordsOf } from '../link/record-types.ts'
import type { LeafOf } from '../schema/check.ts'
import type { Case } from './case.ts'
import { phaseState } from './phase-state.ts'

export type QuerySource = LeafOf<'query'>['from']

/** A record that a query ranges over. Its fields are read when they are asked for: a program has thousands of records, a query names a field or two. */
export type QueriedRecord = Entry<unknown>

/** Reads one field of a record of its source. */
export type FieldReader = (record: QueriedRecord) => Field

const typeOf: Readonly<Record<QuerySource, RecordType>> = {
  phases: 'phase',
  milestones: 'milestone',
  tasks: 'task',
  deliverables: 'deliverable',
  risks: 'risk',
  requirements: 'requirement',
  roles: 'role',
  people: 'person',
  questions: 'question',
  decisions: 'decision',
  actions: 'action',
  gates: 'gate',
  criteria: 'criterion',
}

/** The fields that a query over a source may name. */
export function fieldsOf(from: QuerySource): readonly string[] {
  if (!Object.hasOwn(typeOf, from)) return []
  return from === 'phases' ? [...fieldNames('phase'), 'state'] : fieldNames(typeOf[from])
}

/** The records that a query ranges over, by id, in order of the program. */
export function recordsOfSource(from: QuerySource, program: Program): ReadonlyMap<string, QueriedRecord> {
  return recordsOf(program, typeOf[from])
}

/** Reads a field of the records of a source. */
export function fieldReader(from: QuerySource, name: string, program: Program, records: Case): FieldReader {
  if (from === 'phases' && name === 'state') return ({ id }) => ({ values: [phaseState(program, id, records)] })
  return recordField(typeOf[from], name, program) ?? (() => ({ values: [] }))
}

/** The state words that a query over a source may compare with; undefined where any text will do. */
export function statesOf(source: QuerySource, program: Program): readonly string[] | undefined {
  return source === 'phases' ? ['planned', 'in-progress', 'closed'] : statesOfType(typeOf[source], program)
}
