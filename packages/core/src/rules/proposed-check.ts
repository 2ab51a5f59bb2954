import { leavesOf } from '../link/checks-of.ts'
import { command } from '../link/command-line.ts'
import { placeOf } from '../link/planned-place.ts'
import { defineRule } from './rule.ts'

/** A proposal of the tool never counts until somebody accepts it. One finding for each criterion. */
export const proposedCheck = defineRule({
  code: 'plan/proposed-check',
  find(program, report) {
    for (const criterion of program.criteria.values()) {
      if (!leavesOf(criterion.record).some(({ proposed }) => proposed)) continue
      report(`the check of criterion ${criterion.id} is only proposed, so it is never met`, {
        ...placeOf(criterion, 'check'),
        help: `when it says what the plan means: ${command(program, 'gate accept-check', criterion.id)}`,
      })
    }
  },
})
