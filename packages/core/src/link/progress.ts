import type { Program } from './program-types.ts'
import { hasStarted, isFinished, wordOf } from './state.ts'

/** How far a phase is, counted from the states in its records. */
export interface PhaseProgress {
  /** State word → number of milestones; every word of the program, in order. */
  readonly milestones: Readonly<Record<string, number>>
  /** All tasks of the phase, children and references included; `optional` and `optionalDone` are the optional ones among them. */
  readonly tasks: { readonly total: number; readonly done: number; readonly optional: number; readonly optionalDone: number }
  /** Some milestone or task has left its first state. */
  readonly started: boolean
}

/** Counts the milestones and tasks of a phase; all zero for a phase that does not exist. */
export function phaseProgress(program: Program, phaseId: string): PhaseProgress {
  const phase = program.phases.get(phaseId)
  const counts = new Map(program.states.milestone.map((word) => [word, 0]))
  const tasks = { total: 0, done: 0, optional: 0, optionalDone: 0 }
  let started = false
  for (const id of phase?.milestones ?? []) {
    const state = program.milestones.get(id)?.record.state
    const word = wordOf(state, program.states.milestone)
    counts.set(word, (counts.get(word) ?? 0) + 1)
    started ||= hasStarted(state, program.states.milestone)
  }
  for (const id of phase?.tasks ?? []) {
    const task = program.tasks.get(id)?.record
    const done = isFinished(task?.state, program.states.task)
    tasks.total++
    if (done) tasks.done++
    if (task?.optional) tasks.optional++
    if (task?.optional && done) tasks.optionalDone++
    started ||= hasStarted(task?.state, program.states.task)
  }
  return { milestones: Object.fromEntries(counts), tasks, started }
}
