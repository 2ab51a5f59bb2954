import type { CriterionEntry, GateEntry, Program } from '../link/program-types.ts'
import type { CheckKind, LeafOf } from '../schema/check.ts'
import type { Case, Facts } from './case.ts'
import type { PartFinding } from './compose.ts'
import type { FactsAsked } from './facts-asked.ts'
import type { RecordState } from './record-state.ts'
import type { Reason, Verdict } from './result.ts'
import type { EvidenceFile } from './speaks-for.ts'

/** What a criterion is about, before any fact is known. */
export interface CriterionContext {
  readonly program: Program
  readonly case: Case
  /** The gate that declares the criterion. */
  readonly gate: GateEntry
  readonly criterion: CriterionEntry
  /** Two revisions are judged: more has to be known of who made what. */
  readonly change?: boolean | undefined
}

/** How another gate stands, for a check of kind gate. */
export interface GateStanding {
  readonly verdict: Verdict
  /** Required criteria that count, and those that there are. */
  readonly satisfied: number
  readonly required: number
  /** The most serious reason among its required criteria that do not count. */
  readonly reason: Reason | undefined
}

/** What is supposed though nobody has done it, for `gate simulate`. No verdict that counts is ever made with it. */
export interface Suppositions {
  /** Criteria for which good evidence is supposed: everything that they ask for but approvals. */
  readonly evidence: ReadonlySet<string>
  readonly waived: ReadonlySet<string>
  /** What approvals are judged on: the files that they are about, though they may not be written yet. */
  readonly factsOfApprovals?: Facts | undefined
}

/** What a check is decided on. */
export interface JudgeContext extends CriterionContext {
  readonly facts: Facts
  /** RFC 3339. */
  readonly now: string
  /** State of a record under the maximum age of the criterion. */
  stateOf(file: EvidenceFile): RecordState
  /** How another gate stands; `circular` when that gate waits for this criterion, undefined when there is none of that id. */
  standingOf(gate: string): GateStanding | 'circular' | undefined
  /** Only in a simulation: what is supposed, and whether an odd number of `not` stands around what is judged. */
  readonly suppose?: Suppositions | undefined
  readonly inverted?: boolean | undefined
}

/** One kind of check: what it has to know of the repository, how it decides, and how it is put in words. */
export interface CriterionKind<K extends CheckKind = CheckKind> {
  readonly kinds: readonly K[]
  /** Asks for every fact that `judge` may look at. */
  asks?(check: LeafOf<K>, context: CriterionContext, asked: FactsAsked): void
  judge(check: LeafOf<K>, context: JudgeContext): PartFinding
  /** What would satisfy it, in a sentence without a full stop. */
  wants(check: LeafOf<K>, context: CriterionContext): string
  /** The command that leads towards it, whatever the outcome. */
  command(check: LeafOf<K>, context: CriterionContext): string
}
