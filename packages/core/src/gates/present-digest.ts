import type { Case, Facts } from './case.ts'

/** What is known of a file now: its digest, or that it is gone, or nothing. */
export interface PresentDigest {
  readonly state: 'present' | 'missing' | 'unreadable'
  readonly sha256?: string
}

type Digested = { readonly sha256: string }

const indexes = new WeakMap<Case, ReadonlyMap<string, Digested>>()

/** The files of the case, by path. Their digests are made when they are asked for, so most of them never are. */
function filesOf(records: Case): ReadonlyMap<string, Digested> {
  const known = indexes.get(records)
  if (known) return known
  const files = new Map<string, Digested>()
  for (const file of [...records.evidence, ...records.approvals, ...records.reviews]) files.set(file.source.path, file)
  for (const file of [...records.inbox, ...records.outbox]) files.set(file.checklist.source.path, file)
  for (const { metadata } of records.outbox) if (metadata) files.set(metadata.source.path, metadata)
  indexes.set(records, files)
  return files
}

/** The paths of all files of the case: they were read as part of it. */
export function casePaths(records: Case): { has(path: string): boolean } {
  return filesOf(records)
}

/** The digest of a file of the case; undefined for any other. */
export function caseDigest(records: Case, path: string): string | undefined {
  return filesOf(records).get(path)?.sha256
}

/** The digest of a file of the case, else of the repository. */
export function presentDigest(path: string, records: Case, facts: Facts): PresentDigest {
  const known = caseDigest(records, path)
  if (known !== undefined) return { state: 'present', sha256: known }
  const fact = facts.files.get(path)
  if (fact === undefined || fact.state === 'unreadable') return { state: 'unreadable' }
  if (fact.state !== 'file') return { state: 'missing' }
  return fact.sha256 === undefined ? { state: 'unreadable' } : { state: 'present', sha256: fact.sha256 }
}
