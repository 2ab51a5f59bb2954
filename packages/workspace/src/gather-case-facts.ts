import { type FactsNeeded, namesRepository, repositoryOf } from '@refractor/core'
import { gatherFacts } from './gather-facts.ts'
import type { ProofContext } from './proofs.ts'
import { repositoryName } from './repository-name.ts'
import type { FactsContext, GatheredFacts } from './types.ts'

/** What speaks of the records from outside of the program, read only where a gate asks for it. */
async function withTrace(
  facts: GatheredFacts,
  root: string,
  wanted: NonNullable<FactsNeeded['trace']>,
  { tree, programs }: FactsContext,
  { program, records }: ProofContext,
): Promise<GatheredFacts> {
  const { gatherTraceSources } = await import('./read-trace-sources.ts')
  const { sources, diagnostics } = gatherTraceSources(root, { program, records, programs }, wanted, tree)
  return { ...facts, trace: sources, diagnostics: [...facts.diagnostics, ...diagnostics] }
}

/** What is in the snapshots that a gate asks for. */
async function withSnapshots(facts: GatheredFacts, root: string, trees: readonly string[]): Promise<GatheredFacts> {
  const { snapshotFacts } = await import('./read-snapshots.ts')
  return { ...facts, snapshots: snapshotFacts(root, trees) }
}

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
  const traced = needed.trace?.length ? await withTrace(gathered, root, needed.trace, context, about) : gathered
  const asked = vcs === undefined ? traced : { ...traced, vcs }
  const facts = needed.snapshots?.length ? await withSnapshots(asked, root, needed.snapshots) : asked
  const repository = namesRepository(about.records) ? repositoryOf(about.program, repositoryName(root)) : undefined
  const named = repository === undefined ? facts : { ...facts, repository }
  if (!needed.proofs?.length && !needed.editors?.length) return named
  const { withProofs } = await import('./proofs.ts')
  return withProofs(named, root, needed, about)
}
