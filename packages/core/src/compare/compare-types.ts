import type { Location } from '../diagnostics/diagnostic.ts'
import type { Reason, Verdict } from '../gates/result.ts'
import type { GateStage } from '../link/program-types.ts'
import type { RecordType } from '../link/record-types.ts'
import type { Relation } from '../schema/trace.ts'
import type { TraceKey } from '../trace/trace-types.ts'

/**
 * What a field is about. `meaning`: what links to the record rely on; `state`; `schedule`; `people`: who does or answers for it; `link`:
 * references, which are told as links as well; `decision`: how a gate decides; `text`: everything else that people read.
 */
export type FieldKind = 'meaning' | 'state' | 'schedule' | 'people' | 'link' | 'decision' | 'text'

/** A field that says something else. Of the two values the one that there is not is left out. */
export interface FieldChange {
  /** As it is written, with the way inside of structures: "check.value", "check.all[1].value" (counted from 0), "assumptions.A-1.state". */
  readonly field: string
  readonly kind: FieldKind
  readonly before?: unknown
  readonly after?: unknown
}

/** A record is somewhere else: in another phase, milestone or gate, below another task, or in another place among its like. */
export interface Move {
  readonly what: 'phase' | 'milestone' | 'parent' | 'gate' | 'order'
  /** Ids, of `order` that of the record before it; left out where there is none. */
  readonly before?: string
  readonly after?: string
}

/** What became of a record. One that was renamed or moved may have changed as well: `fields` says so, whatever `change` is. */
export interface RecordChange {
  readonly change: 'added' | 'removed' | 'renamed' | 'changed' | 'moved'
  readonly type: RecordType
  readonly id: string
  /** The id that it had in base, when it was renamed. */
  readonly was?: string
  readonly title: string
  /** In head; of a record that was removed, in base. */
  readonly location: Location
  readonly fields: readonly FieldChange[]
  readonly moved: readonly Move[]
  /** What it was added or removed with: "phase:P4". */
  readonly within?: string
}

/** A file whose records lie in another one now, and say what they said. */
export interface FileMove {
  readonly before: string
  readonly after: string
  readonly records: number
}

/** A link that there is or was. Of one that is gone, the ends are those of base. */
export interface LinkChange {
  readonly relation: Relation
  readonly from: TraceKey
  readonly to: TraceKey
  readonly location?: Location
}

/** A link whose target says something else than it did, while what holds the link stayed as it was. */
export interface LinkNowSuspect extends LinkChange {
  /** What changed in the target; empty for what lies outside of the program. */
  readonly fields: readonly FieldChange[]
  /** True: somebody had reviewed the link, and nobody has since. */
  readonly reviewed: boolean
}

/** How a criterion stands. */
export interface Standing {
  readonly outcome: string
  readonly reason?: Reason
  readonly because: string
}

export interface CriterionMove {
  readonly id: string
  readonly statement: string
  /** Left out where the gate had, or has, no such criterion. */
  readonly before?: Standing
  readonly after?: Standing
}

/** A gate whose verdict, or a criterion of which, is another one. */
export interface GateChange {
  readonly id: string
  /** The id that it had in base, when its phase or milestone was renamed. */
  readonly was?: string
  readonly title: string
  readonly stage: GateStage
  readonly due: boolean
  /** null: there is no such gate. */
  readonly before: Verdict | null
  readonly after: Verdict | null
  readonly location: Location
  readonly criteria: readonly CriterionMove[]
}

/** A file of the case: evidence, a decision, a checklist. */
export interface CaseChange {
  readonly kind: 'evidence' | 'approval' | 'waiver' | 'link-review' | 'review' | 'checklist'
  readonly change: 'added' | 'removed' | 'changed' | 'moved'
  readonly path: string
  /** Where it lay, when it was moved. */
  readonly was?: string
  /** Ids that it speaks of. */
  readonly about: readonly string[]
  /** What it says in a word: passed, approve, reject. */
  readonly says?: string
  /** Ticked boxes of a checklist. */
  readonly ticked?: { readonly before: number; readonly after: number; readonly boxes: number }
}

/** Everything in which two states of a program differ in meaning. How it is written is not part of it. */
export interface ProgramDifference {
  readonly program: string
  readonly isDefault: boolean
  /** The workspace has other programs. */
  readonly hasNeighbours?: boolean
  readonly name: string
  readonly records: readonly RecordChange[]
  readonly files: readonly FileMove[]
  /** Of program.yaml and the observability file. */
  readonly settings: readonly FieldChange[]
  readonly policy: readonly FieldChange[]
  readonly links: {
    readonly added: readonly LinkChange[]
    readonly removed: readonly LinkChange[]
    readonly suspect: readonly LinkNowSuspect[]
  }
  readonly gates: readonly GateChange[]
  readonly case: readonly CaseChange[]
}
