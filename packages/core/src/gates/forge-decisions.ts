import { diagnostic } from '../diagnostics/catalog.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { Entry, Program } from '../link/program-types.ts'
import { sha256Hex } from '../load/digest.ts'
import type { Person } from '../schema/program.ts'
import type { ApprovalRecord } from '../schema/records.ts'
import { forgePlace } from './approvals/at-forge.ts'
import type { RecordFile } from './case.ts'
import type { ForgeReview, ForgeReviewsRead } from './forge-reviews.ts'
import { holdsRole, identityOf } from './identity.ts'

/** What people decided at the forge, and what of it does not count. */
export interface ForgeDecisions {
  /** One decision for each person, to stand among the approvals of a case. */
  readonly approvals: readonly RecordFile<ApprovalRecord>[]
  readonly diagnostics: readonly Diagnostic[]
}

/** The change that the reviews are about. */
export interface ChangeReviewed {
  /** Object id of the commit that is judged: approvals of another one do not count. */
  readonly head: string
  /** RFC 3339: the time of approvals whose forge does not say it. */
  readonly now: string
  /** What the export is called in findings. */
  readonly name: string
}

/** Forges do not tell cases apart, in the letters that their accounts are made of: another one that folds to the same is no such letter. */
const fold = (account: string): string => account.replace(/[A-Z]/g, (letter) => letter.toLowerCase())

/** People by their accounts at a forge, folded. */
function byAccount({ people }: Program): ReadonlyMap<string, readonly Entry<Person>[]> {
  const found = new Map<string, Entry<Person>[]>()
  for (const entry of people.values())
    for (const account of entry.record.accounts ?? []) found.set(fold(account), [...(found.get(fold(account)) ?? []), entry])
  return found
}

function ignored(review: ForgeReview, because: string, help: string): Diagnostic {
  const what = review.decision === 'approve' ? 'the approval' : 'the request for changes'
  return diagnostic('forge/review-ignored', `${what} of ${review.account} at the forge does not count: ${because}`, { help })
}

function refused(program: Program, { provider }: ForgeReviewsRead, name: string): Diagnostic | undefined {
  const forge = program.policy?.record.forge
  if (provider === undefined || forge?.accept.includes(provider)) return undefined
  return diagnostic('forge/not-accepted', `${name} holds reviews of ${provider}, and the policy of ${program.id} accepts none of them`, {
    help: `write it into policy.yaml: forge: { accept: [${provider}] }, and have that merged first`,
  })
}

function recordOf(
  program: Program,
  person: Person,
  review: ForgeReview,
  provider: 'github' | 'gitlab',
  about: ChangeReviewed,
): RecordFile<ApprovalRecord> {
  const record: ApprovalRecord = {
    format: 1,
    program: program.id,
    decision: review.decision === 'approve' ? 'approve' : 'reject',
    target: { type: 'change', id: about.head },
    definition: sha256Hex(about.head),
    subjects: [],
    by: person.id,
    at: review.at ?? about.now,
    trust: 'forge',
    forge: { provider, account: review.account, ...(review.commit !== undefined && { commit: review.commit }) },
  }
  const text = JSON.stringify(record)
  const source = { path: `${forgePlace}${provider}/${review.account}/${review.id}`, text }
  return { source, record, positions: {}, diagnostics: [], sha256: sha256Hex(text) }
}

/**
 * What the reviews of a change at its forge decide: of each person the latest one, approvals only of the commit that is judged. A request
 * for changes stands until it is dismissed or answered, whatever was pushed since. Accounts are people by the roster; bots never count.
 */
export function forgeDecisions(program: Program, read: ForgeReviewsRead, about: ChangeReviewed): ForgeDecisions {
  const notAccepted = refused(program, read, about.name)
  if (notAccepted) return { approvals: [], diagnostics: [notAccepted] }
  const { provider } = read
  const roles = program.policy?.record.forge?.roles
  if (provider === undefined) return { approvals: [], diagnostics: [] }
  const people = byAccount(program)
  const latest = new Map<string, { readonly person: Person; readonly review: ForgeReview }>()
  const diagnostics: Diagnostic[] = []
  for (const review of read.reviews) {
    const entries = people.get(fold(`${provider}:${review.account}`)) ?? []
    const [entry] = entries
    if (entry !== undefined && entries.length === 1) latest.set(entry.id, { person: entry.record, review })
    else if (review.decision !== 'none') {
      const help = `add it to a person of the roster: accounts: ["${provider}:${review.account}"]`
      diagnostics.push(
        ignored(review, entries.length === 0 ? 'the account is nobody on the roster' : 'the account is several persons', help),
      )
    }
  }
  const approvals: RecordFile<ApprovalRecord>[] = []
  for (const { person, review } of latest.values()) {
    if (review.decision === 'none') continue
    if (review.bot || person.kind === 'bot') diagnostics.push(ignored(review, 'a bot decides nothing', 'let a person review it'))
    else if (roles !== undefined && !roles.some((role) => holdsRole(program, identityOf(program, person.id), role)))
      diagnostics.push(
        ignored(review, `policy lets it count for ${roles.join(', ')} only`, 'refractor approve records an approval of its own'),
      )
    else if (review.decision === 'approve' && review.commit !== about.head) {
      const seen = review.commit === undefined ? 'it does not say for which commit it is' : `it is about ${review.commit.slice(0, 7)}`
      diagnostics.push(ignored(review, `${seen}, and ${about.head.slice(0, 7)} is judged`, 'review the change again as it is now'))
    } else approvals.push(recordOf(program, person, review, provider, about))
  }
  return { approvals, diagnostics }
}
