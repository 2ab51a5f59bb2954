import {
  type Case,
  deliverablePaths,
  type Facts,
  type FactsNeeded,
  type JudgeOfReview,
  judgeGates,
  type PlannedReview,
  type Program,
  phaseState,
  planPatterns,
  planReview,
  type ReviewContext,
  type Stamp,
} from '@refractor/core'
import { factsAfter } from './facts-after.ts'
import { factsFor } from './judge-program.ts'
import type { CaseRead, Snapshot } from './types.ts'

const nothingKnown: Facts = { head: undefined, knownCommits: undefined, files: new Map(), globs: new Map(), inputs: new Map() }

/** The files of the specification of a program, in order of path. */
function planFiles(snapshot: Snapshot, program: Program): NonNullable<ReviewContext['files']> {
  const files = snapshot.programs.find(({ id, folders }) => id === program.id || folders === program.folders)?.files
  if (files === undefined) return []
  const { parts, ...named } = files
  const all = [...Object.values(named), ...Object.values(parts ?? {})].flat().filter((file) => file !== undefined)
  return all.sort((a, b) => (a.source.path < b.source.path ? -1 : 1))
}

/** The text of a checklist, which moves with it. */
function textsOf(records: Case): (path: string) => string | undefined {
  const texts = new Map(records.inbox.map(({ checklist }) => [checklist.source.path, checklist.source.text]))
  return (path) => texts.get(path)
}

/** What a review asks beside its gates: what it freezes, and whether the plan was updated. */
function frozenNeeded(program: Program, phase: string): Pick<FactsNeeded, 'files' | 'globs'> {
  const entry = program.phases.get(phase)
  const files = entry === undefined ? [] : deliverablePaths(program, entry).map(({ path }) => path)
  return { files, globs: planPatterns(program).filter((pattern) => !pattern.startsWith('!')) }
}

/**
 * Plans the exit review of a phase: its gates are judged live, on the state that the plan would produce. Planned twice: the first
 * time only shows what that state is, so that everything about it can be asked for at once.
 */
export async function reviewProgram(
  snapshot: Snapshot,
  program: Program,
  phase: string,
  stamp: Stamp,
  read: CaseRead,
  given: Pick<ReviewContext, 'minutes' | 'snapshot'> = {},
): Promise<PlannedReview> {
  const id = phase.startsWith(`${program.id}/`) ? phase.slice(program.id.length + 1) : phase
  // A phase that is closed is judged on the record that closed it.
  const live = phaseState(program, id, read.case) !== 'closed'
  const textOf = textsOf(read.case)
  const judgeOn =
    (facts: Facts): JudgeOfReview =>
    (after, gateIds, under, steps) =>
      judgeGates(under, after, factsAfter(facts, steps, textOf), gateIds, { now: stamp.now, live }).gates
  let asked: { readonly after: Case; readonly gateIds: readonly string[] } = { after: read.case, gateIds: [] }
  const remember: JudgeOfReview = (after, gateIds, under, steps) => {
    asked = { after, gateIds: [...new Set([...asked.gateIds, ...gateIds])] }
    return judgeOn(nothingKnown)(after, gateIds, under, steps)
  }
  planReview(program, read.case, id, remember, stamp)
  const also = live ? frozenNeeded(program, id) : undefined
  const facts = await factsFor(snapshot, program, asked.after, asked.gateIds, stamp.now, { live, ...(also && { also }) })
  const context: ReviewContext = { files: planFiles(snapshot, program), facts, ...given }
  const outcome = planReview(program, read.case, id, judgeOn(facts), stamp, context)
  return { ...outcome, diagnostics: [...read.diagnostics, ...facts.diagnostics, ...outcome.diagnostics] }
}
