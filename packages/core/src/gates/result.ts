import type { Location } from '../diagnostics/diagnostic.ts'
import type { GateStage } from '../link/program-types.ts'

/** Outcome of a criterion (contract). */
export type Outcome = 'met' | 'unmet' | 'waived' | 'not-applicable' | 'unknown'

/** Why a criterion is not met (contract). */
export type Reason =
  | 'missing'
  | 'stale'
  | 'dirty'
  | 'failed'
  | 'invalid'
  | 'tampered'
  | 'rejected'
  | 'pending'
  | 'undefined'
  | 'proposed'
  | 'unsupported'
  | 'conflict'
  | 'suspect'
  | 'expired'
  | 'blocked'
  | 'unreadable'

export type Verdict = 'met' | 'unmet' | 'unknown'

/** One thing that is open: why, and what it is about (a test, a file, a box, a record of the plan). */
export interface OpenPoint {
  readonly reason: Reason
  readonly about?: string | undefined
}

/** What one check found. `because` is a short phrase for people: "62 passed · recorded 2 h ago at 4f1c2a9". */
export interface Finding {
  readonly outcome: Outcome
  readonly reason?: Reason
  readonly because: string
  readonly expected?: string
  readonly found?: string
  /** Paths of the records and files that the decision rests on. */
  readonly evidence: readonly EvidenceUse[]
  /** The command to run next, without a leading prompt; set unless met. */
  readonly fix?: string
  /** Everything that is open, point by point: a waiver of one of them covers no other. Left out: the finding as a whole (`pointsOf`). */
  readonly open?: readonly OpenPoint[]
  /** Why it is waived, and what it would be without: a waiver hides nothing. Only with the outcome `waived`. */
  readonly waiver?: {
    readonly id: string
    readonly path: string
    /** RFC 3339: the end of the last day. */
    readonly until: string
    readonly breakGlass: boolean
    readonly covered: { readonly outcome: Outcome; readonly reason?: Reason; readonly because: string }
  }
}

export interface EvidenceUse {
  readonly path: string
  readonly sha256?: string
}

export interface CriterionResult extends Finding {
  readonly id: string
  /** The gate that declares it (differs from the judged gate for included criteria). */
  readonly gate: string
  readonly statement: string
  /** Kind of the check; "all", "any", "nOf", "not" for compositions; "undefined" without a check. */
  readonly kind: string
  readonly level: 'required' | 'recommended' | 'stretch'
  readonly location: Location
  /** SHA-256 of the canonical definition of the criterion. */
  readonly definition: string
}

export interface Counts {
  readonly met: number
  readonly unmet: number
  readonly waived: number
  readonly notApplicable: number
  readonly unknown: number
}

export interface GateResult {
  readonly id: string
  readonly program: string
  readonly title: string
  readonly phase: string | undefined
  readonly milestone: string | undefined
  readonly stage: GateStage
  readonly verdict: Verdict
  /** In progress or closed; planned gates are not due. */
  readonly due: boolean
  /** The phase is closed and the gate was judged on its review record. */
  readonly closed?: { readonly at: string; readonly record: string }
  readonly criteria: readonly CriterionResult[]
  readonly counts: Counts
  readonly location: Location
}
