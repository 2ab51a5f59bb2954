import type { TraceType } from '../schema/trace.ts'
import type { Entry, Program } from './program-types.ts'
import { type RecordType, recordsOf, recordTypes } from './record-types.ts'

/** A record of the program that an id stands for. */
export interface ResolvedRecord {
  readonly type: RecordType
  readonly id: string
  readonly entry: Entry<unknown>
}

/** What an id without a type is looked for as, first to last: what people name in code, and then what holds it. */
export const namedInCode: readonly RecordType[] = [
  'task',
  'requirement',
  'property',
  'deliverable',
  'risk',
  'component',
  'milestone',
  'phase',
  'criterion',
  'gate',
  'decision',
  'action',
  'question',
  'playbook',
  'role',
  'person',
]

/** The same order with some types before all others. */
const first = (...types: RecordType[]): readonly RecordType[] => [...new Set([...types, ...namedInCode])]

/** A test is about a property or a requirement before it is about the task that made it. */
export const namedInTests = first('property', 'requirement')

/** Evidence and approvals speak for criteria and gates. */
export const provenTypes = first('criterion', 'deliverable', 'gate', 'milestone', 'property')

const isRecordType = (type: string): type is RecordType => (recordTypes as readonly string[]).includes(type)

/**
 * The record that an id stands for: the first of these types that has it. "task:1.2" names one of a type where several share an id, and
 * "program/T-001" a record of that program; both are tried when no record has the whole text as its id.
 */
export function resolveRecord(program: Program, text: string, types: readonly RecordType[] = namedInCode): ResolvedRecord | undefined {
  for (const type of types) {
    const entry = recordsOf(program, type).get(text)
    if (entry !== undefined) return { type, id: text, entry }
  }
  const prefix = `${program.id}/`
  if (program.id !== '' && text.startsWith(prefix)) return resolveRecord(program, text.slice(prefix.length), types)
  const colon = text.indexOf(':')
  const type = text.slice(0, Math.max(colon, 0))
  return isRecordType(type) ? resolveRecord(program, text.slice(colon + 1), [type]) : undefined
}

/** True for a type whose records the program declares; what the others name lies outside of it. */
export function isDeclaredType(type: TraceType): type is RecordType {
  return isRecordType(type)
}
