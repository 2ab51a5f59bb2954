import type { GateResult, GateStage, Verdict } from '@refractor/core'

/** How far the phases are that a gate builds on; "Entry: P1 is closed". */
export interface EntryState {
  readonly phase: string
  readonly state: 'planned' | 'in-progress' | 'closed'
  /** When its review was, for a closed phase. */
  readonly reviewed?: string
}

/** A gate of the JSON document of `gate check` (contract). */
export interface GateData extends Omit<GateResult, 'phase' | 'milestone' | 'location'> {
  readonly phase: string | null
  readonly milestone?: string
  readonly dependsOn?: readonly EntryState[]
}

/** A gate of `gate list` and `status` (contract). */
export interface GateLine {
  readonly id: string
  readonly program: string
  readonly phase: string | null
  readonly stage: GateStage
  readonly title: string
  readonly verdict: Verdict
  readonly due: boolean
  readonly counts: GateResult['counts']
}

export function gateData(gate: GateResult, dependsOn: readonly EntryState[] = []): GateData {
  const { phase, milestone, location: _location, ...rest } = gate
  return { ...rest, phase: phase ?? null, ...(milestone !== undefined && { milestone }), ...(dependsOn.length > 0 && { dependsOn }) }
}

export function gateLine({ id, program, phase, stage, title, verdict, due, counts }: GateResult): GateLine {
  return { id, program, phase: phase ?? null, stage, title, verdict, due, counts }
}
