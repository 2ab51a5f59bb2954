import { taskStates } from '../../link/state.ts'
import type { Task } from '../../schema/plan-records.ts'
import type { Draft } from './draft.ts'

/** Words of states that plans use beside open, in-progress and done must be declared: they go before the last one, which means finished. */
export function declareTaskStates(draft: Draft): void {
  const used = new Set<string>()
  const collect = (tasks: readonly (Task | string)[] | undefined): void => {
    for (const task of tasks ?? []) {
      if (typeof task === 'string') continue
      const { state, children } = task
      if (state !== undefined) used.add(typeof state === 'string' ? state : state.value)
      collect(children)
    }
  }
  collect(draft.tasks)
  for (const phase of draft.phases) {
    collect(phase.tasks)
    for (const milestone of phase.milestones ?? []) collect(milestone.tasks)
  }
  const known = draft.program.states?.task ?? [...taskStates]
  const missing = [...used].filter((word) => !known.includes(word)).sort()
  if (missing.length === 0) return
  draft.program.states = { ...draft.program.states, task: [...known.slice(0, -1), ...missing, known.at(-1) as string] }
}
