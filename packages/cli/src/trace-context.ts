import {
  type Case,
  type Diagnostic,
  type FactsNeeded,
  type LinkStanding,
  linkReviewProofs,
  linkStanding,
  type Program,
  type TraceSources,
  type TraceType,
} from '@refractor/core'
import { allTraceSources, gatherCaseFacts, type WantedSources } from '@refractor/workspace'
import type { WorkspaceContext } from './context.ts'
import { foldersOf, readProgramCase } from './judge.ts'

/** The links of a program with all that speaks of it, and how they stand to their reviews. */
export interface Traced {
  readonly program: Program
  readonly case: Case
  readonly links: LinkStanding
  /** The documents that the program cites. */
  readonly documents: TraceSources['documents']
  /** Findings of reading the case, and what speaks of the records. */
  readonly diagnostics: readonly Diagnostic[]
}

const known = new WeakMap<Program, { readonly wanted: WantedSources; readonly traced: Traced }>()

/** All that a view on some types of records is made of: commits are only asked for where they are shown themselves. */
export function sourcesFor(types: readonly TraceType[]): WantedSources {
  return types.includes('commit') ? allTraceSources : allTraceSources.filter((one) => one !== 'commits')
}

/**
 * Reads what links are made of: code, checklists, commits, evidence, documents, or only some of it. Once for each program; writes nothing
 * but the cache.
 */
export async function traced(context: WorkspaceContext, program: Program, wanted: WantedSources = allTraceSources): Promise<Traced> {
  const before = known.get(program)
  if (before !== undefined && wanted.every((one) => before.wanted.includes(one))) return before.traced
  const { root, snapshot, now } = context
  const read = await readProgramCase(context, program)
  const proofs = linkReviewProofs(program, read.case)
  const needed: FactsNeeded = { files: [], texts: [], globs: [], inputs: [], proofs, trace: wanted }
  const programs = snapshot.programs.flatMap((one) => one.program ?? [])
  const about = { program, records: read.case, now }
  const facts = await gatherCaseFacts(root, needed, { folders: foldersOf(context), programs }, about)
  const links = linkStanding(program, read.case, facts, now)
  const { documents } = facts.trace ?? {}
  const all: Traced = { program, case: read.case, links, documents, diagnostics: [...read.diagnostics, ...facts.diagnostics] }
  known.set(program, { wanted, traced: all })
  return all
}
