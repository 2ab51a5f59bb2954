import {
  type Case,
  type Facts,
  type FileFact,
  type JudgeOfReview,
  judgeGates,
  type PlannedReview,
  type Program,
  phaseState,
  planReview,
  type Stamp,
} from '@refractor/core'
import { factsFor } from './judge-program.ts'
import type { CaseRead, Snapshot } from './types.ts'

const nothingKnown: Facts = { head: undefined, knownCommits: undefined, files: new Map(), globs: new Map(), inputs: new Map() }

/** What the plan of a review moves has its content already, and stands where it will be. */
function factsAfter(facts: Facts, before: Case, after: Case): Facts {
  const files = new Map<string, FileFact>(facts.files)
  const known = new Set(before.outbox.map((file) => file.checklist.source.path))
  for (const { checklist, sha256, metadata } of after.outbox) {
    if (known.has(checklist.source.path)) continue
    files.set(checklist.source.path, { state: 'file', sha256, text: checklist.source.text })
    if (metadata !== undefined) files.set(metadata.source.path, { state: 'file', sha256: metadata.sha256, text: metadata.source.text })
  }
  const left = new Set(after.inbox.map((file) => file.checklist.source.path))
  for (const { checklist } of before.inbox) if (!left.has(checklist.source.path)) files.set(checklist.source.path, { state: 'missing' })
  return { ...facts, files }
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
): Promise<PlannedReview> {
  // A phase that is closed is judged on the record that closed it.
  const live = phaseState(program, phase, read.case) !== 'closed'
  const judgeOn =
    (facts: Facts): JudgeOfReview =>
    (future, gateIds) =>
      judgeGates(program, future, facts, gateIds, { now: stamp.now, live }).gates
  let asked: { readonly after: Case; readonly gateIds: readonly string[] } = { after: read.case, gateIds: [] }
  const remember: JudgeOfReview = (after, gateIds) => {
    asked = { after, gateIds }
    return judgeOn(nothingKnown)(after, gateIds)
  }
  planReview(program, read.case, phase, remember, stamp)
  const gathered = await factsFor(snapshot, program, asked.after, asked.gateIds, stamp.now, { live })
  const outcome = planReview(program, read.case, phase, judgeOn(factsAfter(gathered, read.case, asked.after)), stamp)
  return { ...outcome, diagnostics: [...read.diagnostics, ...gathered.diagnostics, ...outcome.diagnostics] }
}
