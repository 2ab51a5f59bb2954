import {
  type Case,
  type Diagnostic,
  evidenceNeeded,
  type Facts,
  type FactsNeeded,
  type ForgeCheck,
  type ForgeDecisions,
  type GateResult,
  judgeGates,
  type Program,
} from '@refractor/core'
import type { FileTree } from './file-tree.ts'
import { gatherCaseFacts } from './gather-case-facts.ts'
import { readCase } from './read-case.ts'
import type { CaseRead, GatheredFacts, OnFile, ReadOptions, Snapshot } from './types.ts'

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
  /** Called before each file that is read for the digest of inputs. */
  readonly onFile?: OnFile | undefined
}

/** Everything that some gates have to know about the repository. */
export function factsFor(
  snapshot: Snapshot,
  program: Program,
  records: Case,
  gateIds: readonly string[],
  now: string,
  {
    live = false,
    tree,
    also,
    onFile,
  }: {
    readonly live?: boolean
    readonly tree?: FileTree | undefined
    readonly also?: Pick<FactsNeeded, 'files' | 'globs'>
    readonly onFile?: OnFile | undefined
  } = {},
): Promise<GatheredFacts> {
  const folders = snapshot.programs.map((one) => one.folders)
  const programs = snapshot.programs.flatMap((one) => one.program ?? [])
  const asked = evidenceNeeded(program, records, gateIds, { live })
  const needed = also === undefined ? asked : { ...asked, files: [...asked.files, ...also.files], globs: [...asked.globs, ...also.globs] }
  // A revision is judged as if its commit were HEAD, also by what git knows of who wrote its records.
  const head = tree?.head()
  const about = { program, records, now, ...(head !== undefined && { base: head, head }) }
  return gatherCaseFacts(snapshot.root, needed, { folders, programs, onFile, ...(tree && { tree }) }, about)
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
  const gathered = await factsFor(snapshot, program, read.case, ids, now, { tree: options.tree, onFile: options.onFile })
  const facts = options.checks === undefined ? gathered : { ...gathered, checks: options.checks }
  const judged = judgeGates(program, read.case, facts, ids, { now })
  return { case: read.case, facts, gates: judged.gates, diagnostics: [...read.diagnostics, ...facts.diagnostics, ...judged.diagnostics] }
}
