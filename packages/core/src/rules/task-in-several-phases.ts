import { inPlan } from '../link/planned-place.ts'
import { type Entry, locationOfEntry, type Program, type TaskEntry } from '../link/program-types.ts'
import { defineRule } from './rule.ts'

interface Place {
  readonly holder: Pick<Entry<unknown>, 'file' | 'pointer'>
  readonly index: number
}

/** Task → the first place of a phase, or of a milestone of it, that holds or names the task. */
function placesIn(program: Program, phaseId: string): Map<string, Place> {
  const places = new Map<string, Place>()
  const phase = program.phases.get(phaseId)
  const milestones = (phase?.milestones ?? []).map((id) => program.milestones.get(id))
  for (const holder of [...milestones, phase]) {
    for (const [index, task] of (holder?.record.tasks ?? []).entries()) {
      const id = typeof task === 'string' ? task : task.id
      if (holder && !places.has(id)) places.set(id, { holder, index })
    }
  }
  return places
}

const sharedWithParent = (program: Program, task: TaskEntry): boolean =>
  task.parent !== undefined && program.tasks.get(task.parent)?.phases.join('/') === task.phases.join('/')

/** A task that several phases hold or name counts in each of them. Children that only follow their parent are not reported. */
export const taskInSeveralPhases = defineRule({
  code: 'plan/task-in-several-phases',
  find(program, report) {
    const known = new Map<string, Map<string, Place>>()
    // A child stands where the nearest task above it is held or named.
    const placeIn = (phase: string, task: TaskEntry): Place | undefined => {
      const places = known.get(phase) ?? placesIn(program, phase)
      known.set(phase, places)
      let above: TaskEntry | undefined = task
      while (above && !places.has(above.id)) above = above.parent === undefined ? undefined : program.tasks.get(above.parent)
      return above && places.get(above.id)
    }
    for (const task of program.tasks.values()) {
      if (task.phases.length < 2 || sharedWithParent(program, task)) continue
      report(`task ${task.id} is in the phases ${task.phases.join(', ')}`, {
        location: locationOfEntry(task, 'id'),
        related: [
          ...inPlan(task.record.source),
          ...task.phases.flatMap((phase) => {
            const place = placeIn(phase, task)
            return place ? [{ message: `in phase ${phase}`, location: locationOfEntry(place.holder, 'tasks', place.index) }] : []
          }),
        ],
        help: 'keep it in one phase, or split it',
      })
    }
  },
})
