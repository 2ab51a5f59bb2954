import type { GateResult } from '../../gates/result.ts'
import type { ReviewReport } from '../../plan/review-report.ts'

/** Everything that a meeting needs to close a phase, or not to. */
export interface ReviewPack extends Omit<ReviewReport, 'gates'> {
  readonly program: { readonly id: string; readonly name: string }
  readonly state: 'planned' | 'in-progress' | 'closed'
  readonly window?: string
  readonly goals: readonly string[]
  /** RFC 3339, UTC: when it was made, and of which commit. */
  readonly at: string
  readonly commit?: string
  /** The exit gate, as the review would judge it; absent where the phase has none. */
  readonly gate?: GateResult
  readonly others: readonly Pick<GateResult, 'id' | 'title' | 'stage' | 'verdict'>[]
  /** What beside the gate keeps the phase from being closed. */
  readonly hindrances: readonly { readonly message: string; readonly help?: string }[]
  readonly needed: readonly NeededApproval[]
  readonly milestones: readonly PackMilestone[]
  readonly risks: readonly PackRisk[]
  readonly snapshots: readonly { readonly id: string; readonly date: string; readonly gates: readonly string[] }[]
  readonly drills: readonly PackDrill[]
  /** Since the last review; absent where there was none. */
  readonly changes?: PackChanges
  /** What to run in the meeting, in order. */
  readonly commands: readonly { readonly command: string; readonly why: string }[]
}

/** A criterion that waits for people, and for whom. */
export interface NeededApproval {
  readonly id: string
  readonly statement: string
  readonly who: readonly string[]
  readonly because: string
  readonly command?: string
}

export interface PackMilestone {
  readonly id: string
  readonly title: string
  readonly state: string
  readonly owners: readonly string[]
  readonly tasks: { readonly done: number; readonly total: number }
  readonly verdict?: string
}

export interface PackRisk {
  readonly id: string
  readonly title: string
  readonly severity?: string
  readonly state: string
  readonly open: boolean
  readonly owner?: string
  readonly mitigation?: string
  readonly tasks: readonly string[]
}

/** A rehearsal; times in seconds. */
export interface PackDrill {
  readonly scenario: string
  readonly date: string
  readonly outcome: string
  readonly rto?: number
  readonly rpo?: number
  readonly path: string
}

export interface PackChanges {
  /** The review that is compared with. */
  readonly phase: string
  readonly date: string
  readonly commit: string
  readonly records: readonly {
    readonly change: string
    readonly type: string
    readonly id: string
    readonly title: string
    readonly fields: readonly string[]
  }[]
  readonly gates: readonly { readonly id: string; readonly before: string | null; readonly after: string | null }[]
  /** Why it is not known, where it is not. */
  readonly unknown?: string
}
