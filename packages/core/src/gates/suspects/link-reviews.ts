import type { Program } from '../../link/program-types.ts'
import type { LinkReview } from '../../schema/trace.ts'
import { type LinkMemory, linkMemory, type WeighedReview } from '../../trace/link-memory.ts'
import { belongsTo, hasRoster, isEnough, isKnown, namesOf, strongest, trustOfRole } from '../approvals/authority.ts'
import { provenOf } from '../approvals/proven.ts'
import { isActive } from '../approvals/weigh.ts'
import { needsProof } from '../ask-proofs.ts'
import type { Case, Facts, RecordFile } from '../case.ts'
import { distinctPersons, identityOf } from '../identity.ts'
import { clockSkew, instantOf } from '../instant.ts'
import { isForeign } from '../repository.ts'

export const linksFolder = '.refractor/links'

/** A review of links that could be read. */
interface ReadReview extends RecordFile<LinkReview> {
  readonly record: LinkReview
}

/** The format of link reviews that this version writes and understands. */
export const linkReviewFormat = 1

/** The reviews of links of a program that could be read. */
export function linkReviewsOf(program: Program, { linkReviews = [] }: Case): ReadReview[] {
  return linkReviews.filter((file): file is ReadReview => file.record?.program === program.id)
}

/** Why a review does not count; undefined when it does. */
function flawOf(program: Program, { record, source }: ReadReview, facts: Facts, now: string): string | undefined {
  const by = identityOf(program, record.by)
  if (record.format > linkReviewFormat) return `it has format ${record.format}, which this version does not know`
  if (by.bot) return `${by.label} is a bot`
  if (by.keys.length === 0) return `${by.label} is nobody`
  if (isForeign(record, facts)) return `it was made in another repository, ${record.repository}`
  const proven = provenOf(program, source.path, by, facts)
  if (proven.bad !== undefined) return `its signature is bad: ${proven.bad}`
  if (!(instantOf(record.at) <= instantOf(now) + clockSkew)) return 'it is dated in the future'
  if (hasRoster(program) && !isKnown(program, by)) return `${by.label} is not in the roster`
  if (!isActive(by, proven.landed ?? instantOf(now))) return `${by.label} was not active then`
  const clear = program.policy?.record.clear
  if (clear !== undefined && !belongsTo(program, by, clear)) return `${by.label} is not ${namesOf(clear)}`
  const isProven =
    clear === undefined
      ? isEnough(proven.trust, trustOfRole(program, undefined))
      : isEnough(proven.trust, strongest(clear.trust)) && belongsTo(program, by, clear, proven.trust)
  return isProven ? undefined : `${by.label} has not proven to be that person`
}

/** Every review of links, and whether it counts. What any review takes back does not: that says no, so nobody is asked who says it. */
function weighedReviews(program: Program, records: Case, facts: Facts, now: string): WeighedReview[] {
  const files = linkReviewsOf(program, records)
  const revoked = new Set(files.flatMap(({ record }) => record.revokes ?? []))
  return files.map((file) => ({
    path: file.source.path,
    review: file.record,
    flaw: revoked.has(file.sha256) ? 'it was taken back' : flawOf(program, file, facts, now),
  }))
}

/** What the reviews of a program remember, as its policy lets them count. */
export function memoryOf(program: Program, records: Case, facts: Facts, now: string): LinkMemory {
  const wanted = program.policy?.record.clear?.min ?? 1
  return linkMemory(
    weighedReviews(program, records, facts, now),
    (counting) => distinctPersons(counting.map(({ review }) => identityOf(program, review.by))).length >= wanted,
  )
}

/** The reviews of links whose proofs matter. */
export function linkReviewProofs(program: Program, records: Case): string[] {
  const { clear } = program.policy?.record ?? {}
  return linkReviewsOf(program, records).flatMap((file) => (needsProof(program, file, clear?.trust) ? file.source.path : []))
}
