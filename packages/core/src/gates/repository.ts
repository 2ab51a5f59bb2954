import type { Program } from '../link/program-types.ts'
import type { Case, Facts } from './case.ts'

/** What the repository is called in records: as policy has it, which holds in every fork, else as its remote is called. */
export function repositoryOf(program: Program, remote: string | undefined): string | undefined {
  return program.policy?.record.repository ?? remote
}

/** True when a record was made for another repository than this one, and so counts for nothing here. */
export function isForeign(record: { readonly repository?: string | undefined }, facts: Pick<Facts, 'repository'>): boolean {
  return record.repository !== undefined && facts.repository !== undefined && record.repository !== facts.repository
}

/** True when some record names a repository, so that the name of this one is needed. */
export function namesRepository({ approvals, waivers = [], linkReviews = [] }: Case): boolean {
  return [...approvals, ...waivers, ...linkReviews].some(({ record }) => record?.repository !== undefined)
}
