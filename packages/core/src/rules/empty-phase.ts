import { placeOf } from '../link/planned-place.ts'
import { defineRule } from './rule.ts'

/** A phase that holds nothing to do and nothing to hand over, beside others that do. */
export const emptyPhase = defineRule({
  code: 'plan/empty-phase',
  find(program, report) {
    const parents = new Set([...program.phases.values()].map(({ record }) => record.parent))
    const empty = [...program.phases.values()].filter(
      (phase) =>
        !parents.has(phase.id) &&
        phase.tasks.length + phase.milestones.length + phase.deliverables.length === 0 &&
        ![phase.record.scope, phase.record.goals, phase.record.commands].some((list) => list?.length) &&
        !phase.gates.some((id) => program.gates.get(id)?.criteria.length),
    )
    if (empty.length === program.phases.size) return
    for (const phase of empty)
      report(`phase ${phase.id} is empty: it has no tasks, no milestones, no deliverables and no gate`, {
        ...placeOf(phase, 'id'),
        help: `write down what belongs to ${phase.id}, or remove it`,
      })
  },
})
