import type { Case } from '../gates/case.ts'
import { phaseState } from '../gates/phase-state.ts'
import type { PhaseEntry, Program } from '../link/program-types.ts'
import { planNewChecklist } from './new-checklist.ts'
import type { Stamp, Step } from './plan.ts'

/**
 * The phases that can begin once a phase is closed: planned ones that depend on it and on nothing that is open. The next phase in order
 * can begin too, where the plan says nothing of what it depends on.
 */
export function phasesFreed(program: Program, records: Case, closing: PhaseEntry): PhaseEntry[] {
  const isClosed = (id: string): boolean => id === closing.id || phaseState(program, id, records) === 'closed'
  return [...program.phases.values()].filter((phase) => {
    const follows = phase.dependsOn.length === 0 ? phase.order === closing.order + 1 : phase.dependsOn.includes(closing.id)
    return follows && phase.dependsOn.every(isClosed) && phaseState(program, phase.id, records) === 'planned'
  })
}

/** The checklists of these phases, for those that have none yet. */
export function seedSteps(program: Program, records: Case, phases: readonly PhaseEntry[], stamp: Stamp): Step[] {
  if (program.file.record.review?.seed === false) return []
  return phases.flatMap(({ id }) => {
    if ([...records.inbox, ...records.outbox].some(({ phase }) => phase === id)) return []
    const made = planNewChecklist(program, records, id, stamp)
    return made.ok ? made.plan.steps.filter((step) => step.type === 'create' && step.text.includes('- [')) : []
  })
}
