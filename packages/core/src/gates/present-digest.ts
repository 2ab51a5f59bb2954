import type { Case, Facts } from './case.ts'

/** What is known of a file now: its digest, or that it is gone, or nothing. */
export interface PresentDigest {
  readonly state: 'present' | 'missing' | 'unreadable'
  readonly sha256?: string
}

const indexes = new WeakMap<Case, ReadonlyMap<string, string>>()

/** The digests of all files of the case, by path: they were read as part of it. */
export function caseDigests(records: Case): ReadonlyMap<string, string> {
  const known = indexes.get(records)
  if (known) return known
  const digests = new Map<string, string>()
  for (const file of [...records.evidence, ...records.approvals, ...records.reviews]) digests.set(file.source.path, file.sha256)
  for (const file of [...records.inbox, ...records.outbox]) digests.set(file.checklist.source.path, file.sha256)
  for (const { metadata } of records.outbox) if (metadata) digests.set(metadata.source.path, metadata.sha256)
  indexes.set(records, digests)
  return digests
}

/** The digest of a file of the case, else of the repository. */
export function presentDigest(path: string, records: Case, facts: Facts): PresentDigest {
  const known = caseDigests(records).get(path)
  if (known !== undefined) return { state: 'present', sha256: known }
  const fact = facts.files.get(path)
  if (fact === undefined || fact.state === 'unreadable') return { state: 'unreadable' }
  if (fact.state !== 'file') return { state: 'missing' }
  return fact.sha256 === undefined ? { state: 'unreadable' } : { state: 'present', sha256: fact.sha256 }
}
