import type { JudgeDifference, PickedGate } from '@refractor/core'
import type { JudgedProgramChange, OpenedChange } from '@refractor/workspace'
import { type GateData, gateData } from './gate-data.ts'

/** A revision, as it was asked for and as it was found. */
export interface RevisionData {
  readonly revision: string
  readonly commit: string
}

/** What `gate check` says beside its gates when it judged a change. */
export interface ChangeData {
  readonly base: RevisionData
  readonly head: RevisionData
  readonly judge: {
    /** Digest of the judge of head, by which an approval of the policy is bound; with several programs, by program in `digests`. */
    readonly digest?: string
    readonly digests: Readonly<Record<string, string>>
    readonly changed: readonly (JudgeDifference & { readonly program: string })[]
  }
  /** Gates that only head has: judged for information. */
  readonly newGates: readonly GateData[]
  /** Why each gate was asked for, with --changed. */
  readonly picked?: readonly PickedGate[]
}

/** What the JSON output says of a change, beside its gates. */
export function changeData(
  { base, head }: OpenedChange,
  judged: readonly JudgedProgramChange[],
  picked: readonly PickedGate[] | undefined,
): ChangeData {
  const digests = judged.flatMap(({ program, judge }) => (judge.digest === undefined ? [] : [[program.id, judge.digest] as const]))
  const only = digests.length === 1 ? digests[0]?.[1] : undefined
  return {
    base: { revision: base.revision, commit: base.commit },
    head: { revision: head.revision, commit: head.commit },
    judge: {
      ...(only !== undefined && { digest: only }),
      digests: Object.fromEntries(digests),
      changed: judged.flatMap(({ program, judge }) =>
        judge.changed.map(({ part, change, location }) => ({ program: program.id, part, change, ...(location && { location }) })),
      ),
    },
    newGates: judged.flatMap(({ newGates }) => newGates.map((gate) => gateData(gate))),
    ...(picked && { picked }),
  }
}
