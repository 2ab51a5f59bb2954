import {
  type Case,
  type Diagnostic,
  evidenceNeeded,
  type Facts,
  type FileFact,
  type ForgeCheck,
  type ForgeDecisions,
  type GateResult,
  type JudgeOfReview,
  judgeGates,
  type PlannedReview,
  type Program,
  phaseState,
  planReview,
  type Stamp,
} from '@refractor/core'
import { gatherCaseFacts } from './gather-case-facts.ts'
import { readCase } from './read-case.ts'
import type { CaseRead, GatheredFacts, ReadOptions, Snapshot } from './types.ts'

/** Gates as they stand, and what they were judged on. */
export interface Judged {
  readonly case: Case
  readonly facts: Facts
  readonly gates: readonly GateResult[]
  /** Findings of reading the case, of gathering the facts and of judging. */
  readonly diagnostics: readonly Diagnostic[]
}

/** What is known beside the repository. */
export interface JudgeProgramOptions extends ReadOptions {
  /** Check conclusions of a forge. */
  readonly checks?: readonly ForgeCheck[] | undefined
  /** Reviews at a forge, as approvals. */
  readonly reviews?: ((program: Program) => ForgeDecisions) | undefined
}

/** Everything that some gates have to know about the repository. */
function factsFor(
  snapshot: Snapshot,
  program: Program,
  records: Case,
  gateIds: readonly string[],
  now: string,
  live = false,
): Promise<GatheredFacts> {
  const folders = snapshot.programs.map((one) => one.folders)
  return gatherCaseFacts(snapshot.root, evidenceNeeded(program, records, gateIds, { live }), { folders }, { program, records, now })
}

/** Reads the case of a program, asks once for all facts, and judges the gates that `choose` names. Writes nothing but the cache. */
export async function judgeProgram(
  snapshot: Snapshot,
  program: Program,
  choose: (read: Case) => readonly string[],
  now: string,
  options: JudgeProgramOptions = {},
): Promise<Judged> {
  const found = await readCase(snapshot, program, options)
  const reviews = options.reviews?.(program)
  const read: CaseRead =
    reviews === undefined
      ? found
      : {
          case: { ...found.case, approvals: [...found.case.approvals, ...reviews.approvals] },
          diagnostics: [...found.diagnostics, ...reviews.diagnostics],
        }
  const ids = choose(read.case)
  const gathered = await factsFor(snapshot, program, read.case, ids, now)
  const facts = options.checks === undefined ? gathered : { ...gathered, checks: options.checks }
  const judged = judgeGates(program, read.case, facts, ids, { now })
  return { case: read.case, facts, gates: judged.gates, diagnostics: [...read.diagnostics, ...facts.diagnostics, ...judged.diagnostics] }
}

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
  const gathered = await factsFor(snapshot, program, asked.after, asked.gateIds, stamp.now, live)
  const outcome = planReview(program, read.case, phase, judgeOn(factsAfter(gathered, read.case, asked.after)), stamp)
  return { ...outcome, diagnostics: [...read.diagnostics, ...gathered.diagnostics, ...outcome.diagnostics] }
}
