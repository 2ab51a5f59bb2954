import type { GateEntry, Program } from '../link/program-types.ts'
import { phaseProgress } from '../link/progress.ts'
import { hasStarted } from '../link/state.ts'
import type { Case } from './case.ts'
import { reviewOf } from './review-of.ts'

export type PhaseState = 'planned' | 'in-progress' | 'closed'

/** The state of a phase, which is derived: closed by its review, in progress once a milestone or task of it has left its first state. */
export function phaseState(program: Program, phaseId: string, records: Case): PhaseState {
  if (reviewOf(program, records, phaseId) !== undefined) return 'closed'
  return phaseProgress(program, phaseId).started ? 'in-progress' : 'planned'
}

/**
 * The gates that are due, in order of the program: those of phases in progress or closed; acceptance gates once their milestone has
 * left its first state; gates of no phase once any phase is in progress or closed.
 */
export function dueGates(program: Program, records: Case): string[] {
  const isDue = dueTest(program, records)
  return [...program.gates.values()].filter(isDue).map((gate) => gate.id)
}

/** Decides for one gate after the other whether it is due; the states of the phases are derived once. */
export function dueTest(program: Program, records: Case): (gate: GateEntry) => boolean {
  const active = new Set([...program.phases.keys()].filter((id) => phaseState(program, id, records) !== 'planned'))
  return (gate) => {
    if (waitsForMilestone(gate)) return hasBegun(program, gate)
    return gate.phase === undefined ? active.size > 0 : active.has(gate.phase)
  }
}

const waitsForMilestone = ({ stage, milestone }: GateEntry): boolean => stage === 'acceptance' && milestone !== undefined

/** False for the acceptance gate of a milestone that is still in its first state. */
function hasBegun(program: Program, gate: GateEntry): boolean {
  return !waitsForMilestone(gate) || hasStarted(program.milestones.get(gate.milestone as string)?.record.state, program.states.milestone)
}

/** The gates of a phase that are due once it has begun, in order of the program. */
export function gatesOfPhase(program: Program, phaseId: string): GateEntry[] {
  return [...program.gates.values()].filter((gate) => gate.phase === phaseId && hasBegun(program, gate))
}
