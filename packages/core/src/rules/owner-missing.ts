import { ownersMissing } from '../link/owners.ts'
import { placeOf } from '../link/planned-place.ts'
import { hasStarted, wordOf } from '../link/state.ts'
import { defineRule } from './rule.ts'

/** Owners come before the start: a milestone that has left its first state needs them, unless the program says otherwise. */
export const ownerMissing = defineRule({
  code: 'plan/owner-missing',
  find(program, report) {
    if (program.file.record.rules?.ownersBeforeStart === false) return
    const words = program.states.milestone
    for (const milestone of program.milestones.values()) {
      const { state } = milestone.record
      if (!hasStarted(state, words)) continue
      const { roles, nobody } = ownersMissing(program, milestone)
      if (roles.length === 0 && !nobody) continue
      const who = nobody ? 'nobody is accountable for it' : `nobody holds ${roles.join(', ')}`
      report(`milestone ${milestone.id} is ${wordOf(state, words)} and ${who}`, {
        ...placeOf(milestone, 'state'),
        help: nobody
          ? `set owner or accountable of milestone ${milestone.id}`
          : `set owner of role ${roles.join(', ')} in ${program.file.file.source.path}, or owner of milestone ${milestone.id}`,
      })
    }
  },
})
