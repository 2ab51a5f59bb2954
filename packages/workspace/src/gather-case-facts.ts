import { type FactsNeeded, namesRepository, repositoryOf } from '@refractor/core'
import { gatherFacts } from './gather-facts.ts'
import type { ProofContext } from './proofs.ts'
import { repositoryName } from './repository-name.ts'
import type { FactsContext, GatheredFacts } from './types.ts'

/**
 * Answers everything that gates ask, what stands behind the records of the case included. Only where that is asked, git and ssh-keygen
 * are started for it.
 */
export async function gatherCaseFacts(
  root: string,
  needed: FactsNeeded,
  context: FactsContext,
  about: ProofContext,
): Promise<GatheredFacts> {
  const gathered = await gatherFacts(root, needed, context)
  const vcs = needed.vcs?.length ? (await import('./vcs-answers.ts')).vcsAnswers(root, needed.vcs, about) : undefined
  const facts = vcs === undefined ? gathered : { ...gathered, vcs }
  const repository = namesRepository(about.records) ? repositoryOf(about.program, repositoryName(root)) : undefined
  const named = repository === undefined ? facts : { ...facts, repository }
  if (!needed.proofs?.length && !needed.editors?.length) return named
  const { withProofs } = await import('./proofs.ts')
  return withProofs(named, root, needed, about)
}
