import { type Case, type Program, phaseState } from '@refractor/core'
import type { EntryState } from './gate-data.ts'

/** How far the phases are that a phase depends on. */
export function entryStates(program: Program, read: Case, phaseId: string | undefined): EntryState[] {
  const phase = phaseId === undefined ? undefined : program.phases.get(phaseId)
  return (phase?.dependsOn ?? []).map((id) => {
    const state = phaseState(program, id, read)
    const reviewed = state === 'closed' ? read.reviews.find((one) => one.record?.phase === id)?.record?.date : undefined
    return { phase: id, state, ...(reviewed !== undefined && { reviewed }) }
  })
}
