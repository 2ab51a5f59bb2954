import { mentionsIn } from '../../link/commit-mentions.ts'
import { type CommitText, messageOf } from '../../link/commit-text.ts'
import type { Program } from '../../link/program-types.ts'
import { meaningOf, type NamedWork, nameIndex } from './named.ts'
import { commitRules } from './rules.ts'

/** Work that commits name, and the commit that names it first. */
export interface NamedByCommit extends NamedWork {
  readonly commit: string
}

/** What the commits of a change name. An id that several programs have names something in each of them: rather one gate too many. */
export function worksNamedBy(programs: readonly Program[], commits: readonly CommitText[]): NamedByCommit[] {
  const index = nameIndex(programs)
  const { trailers } = commitRules(programs)
  const found = new Map<string, NamedByCommit>()
  for (const commit of commits) {
    for (const mention of mentionsIn(messageOf(commit), trailers)) {
      const meaning = meaningOf(mention, index)
      for (const work of 'works' in meaning ? meaning.works : []) {
        const key = JSON.stringify([work.program.id, work.phase, work.milestone])
        if (!found.has(key)) found.set(key, { ...work, commit: commit.oid })
      }
    }
  }
  return [...found.values()]
}
