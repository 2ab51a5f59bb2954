import type { EvidenceRecord } from '../../schema/records.ts'

/**
 * The recorded run failed as a whole, and the record is about the criterion: it names it, or it holds what the check asks for. A
 * failed run that only shares the gate says nothing about other criteria.
 */
export function runFailed(record: EvidenceRecord, criterion: string, isAbout: boolean): boolean {
  return record.result?.outcome === 'failed' && (isAbout || (record.criteria?.includes(criterion) ?? false))
}
