import {
  type CriterionResult,
  command,
  type GateResult,
  type GateStage,
  type Program,
  suggestedPlaybooks,
  type Verdict,
} from '@refractor/core'

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
  /** What to do now that it is not met, where the plan has a playbook for that. */
  readonly playbooks?: readonly SuggestedPlaybook[]
}

/** A playbook, and the command that shows it. */
export interface SuggestedPlaybook {
  readonly id: string
  readonly title: string
  readonly show: string
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

/** The keys of a criterion in the order in which people read them; what is not known is left out. */
function criterionData({
  id,
  statement,
  kind,
  level,
  outcome,
  reason,
  because,
  expected,
  found,
  location,
  evidence,
  fix,
  waiver,
  gate,
  definition,
}: CriterionResult): CriterionResult {
  const known = { ...(reason && { reason }), because, ...(expected !== undefined && { expected }), ...(found !== undefined && { found }) }
  const next = { ...(fix !== undefined && { fix }), ...(waiver && { waiver }) }
  return { id, statement, kind, level, outcome, ...known, location, evidence, ...next, gate, definition }
}

/** The playbooks for a gate of this program. */
export const playbooksFor = (program: Program | undefined, gate: GateResult): readonly SuggestedPlaybook[] =>
  program === undefined
    ? []
    : suggestedPlaybooks(program, gate).map(({ id, record }) => ({ id, title: record.title, show: command(program, 'playbook show', id) }))

export function gateData(gate: GateResult, dependsOn: readonly EntryState[] = [], playbooks: readonly SuggestedPlaybook[] = []): GateData {
  const { id, program, title, phase, milestone, stage, verdict, due, closed, counts } = gate
  return {
    id,
    program,
    title,
    phase: phase ?? null,
    ...(milestone !== undefined && { milestone }),
    stage,
    verdict,
    due,
    ...(closed && { closed }),
    ...(dependsOn.length > 0 && { dependsOn }),
    ...(playbooks.length > 0 && { playbooks }),
    counts,
    criteria: gate.criteria.map(criterionData),
  }
}

export function gateLine({ id, program, phase, stage, title, verdict, due, counts }: GateResult): GateLine {
  return { id, program, phase: phase ?? null, stage, title, verdict, due, counts }
}
