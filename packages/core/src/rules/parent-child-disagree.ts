import { command } from '../link/command-line.ts'
import { inPlan } from '../link/planned-place.ts'
import { locationOfEntry, type Program, type TaskEntry } from '../link/program-types.ts'
import { isFinished } from '../link/state.ts'
import { defineRule } from './rule.ts'

const isDone = (program: Program, task: TaskEntry): boolean => isFinished(task.record.state, program.states.task)

/** Where the state of a task stands, or its id where it has none. */
const stateAt = (task: TaskEntry) => locationOfEntry(task, task.record.state === undefined ? 'id' : 'state')

/** A parent is done when its required children are, and not before. Reported, never repaired. */
export const parentChildDisagree = defineRule({
  code: 'plan/parent-child-disagree',
  find(program, report) {
    for (const parent of program.tasks.values()) {
      const required = parent.children.flatMap((id) => program.tasks.get(id) ?? []).filter((child) => !child.record.optional)
      if (required.length === 0) continue
      const open = required.filter((child) => !isDone(program, child))
      const done = isDone(program, parent)
      if (done && open.length > 0) {
        report(
          `task ${parent.id} is done, but its required ${open.map(({ id }) => id).join(', ')} ${open.length === 1 ? 'is' : 'are'} not`,
          {
            location: stateAt(parent),
            related: [
              ...inPlan(parent.record.source),
              ...open.map((child) => ({ message: `${child.id} is open`, location: stateAt(child) })),
            ],
            help: `${command(program, 'task reopen', parent.id)}, or finish them with refractor task done`,
          },
        )
      } else if (!done && open.length === 0) {
        report(`task ${parent.id} is open, but all its required children are done`, {
          location: stateAt(parent),
          related: [
            ...inPlan(parent.record.source),
            ...required.map((child) => ({ message: `${child.id} is done`, location: stateAt(child) })),
          ],
          help: command(program, 'task done', parent.id),
        })
      }
    }
  },
})
