import { mentionsIn, subjectOf } from '../link/commit-mentions.ts'
import { type CommitText, isMerge, messageOf } from '../link/commit-text.ts'
import type { TagIds } from './code-tags.ts'
import type { NamingCommit } from './trace-types.ts'

/** A commit and when it was committed (RFC 3339). */
export interface DatedCommit extends CommitText {
  readonly at: string
}

/** Trailers that name records beside those that the policy lists for milestones and phases. */
const recordTrailers = ['Task', 'Tasks', 'Requirement', 'Requirements', 'Risk', 'Risks', 'Property', 'Refractor']

/**
 * The commits whose messages name records: before the colon or in the brackets of the subject, or in a trailer. A merge names nothing of
 * its own. A word that is no id counts only where it is built like one, so that a mistake shows and `fix: …` is none.
 */
export function namingCommits(commits: Iterable<DatedCommit>, ids: TagIds, trailers: readonly string[]): NamingCommit[] {
  const keys = [...new Set([...trailers, ...recordTrailers])]
  const naming: NamingCommit[] = []
  for (const commit of commits) {
    if (isMerge(commit)) continue
    const message = messageOf(commit)
    const words = mentionsIn(message, keys).map(({ word }) => word)
    const named = words.filter((word) => ids.has(word) || ids.has(word.slice(word.indexOf('/') + 1)) || ids.looksLike(word))
    if (named.length === 0) continue
    naming.push({ oid: commit.oid, subject: subjectOf(message) ?? '', at: commit.at, ids: [...new Set(named)] })
  }
  return naming
}
