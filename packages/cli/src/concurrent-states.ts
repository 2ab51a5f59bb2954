import {
  type AuditEntry,
  type ConcurrentStates,
  concurrentStates,
  type Diagnostic,
  diagnostic,
  locationOfEntry,
  type Program,
  stateIn,
  wordOf,
} from '@refractor/core'
import { readBranchedLog, workTree } from '@refractor/workspace'
import type { WorkspaceContext } from './context.ts'

/** Milestone and phases of a record. */
function above(program: Program | undefined, id: string): string[] {
  const task = program?.tasks.get(id)
  const milestone = program?.milestones.get(task?.milestone ?? id)
  return [milestone?.id, milestone?.phase, ...(task?.phases ?? [])].filter((one) => one !== undefined)
}

const who = ({ event }: AuditEntry): string => event.actor.replace(/ <.*$/, '')

/** The commands that give the log a last word. */
function again(noun: 'task' | 'milestone', id: string, isFirst: boolean): string {
  if (isFirst) return `refractor ${noun} start ${id}`
  const on = noun === 'task' ? `refractor task done ${id}` : `refractor milestone submit ${id}`
  return `refractor ${noun} reopen ${id}, and ${on} if it was`
}

function report(program: Program, { id, events }: ConcurrentStates): Diagnostic[] {
  const task = program.tasks.get(id)
  const entry = task ?? program.milestones.get(id)
  if (entry === undefined) return []
  const noun = task === undefined ? 'milestone' : 'task'
  const states = task === undefined ? program.states.milestone : program.states.task
  const state = wordOf(entry.record.state, states)
  const said = events.map((one) => `${stateIn(one)} (${who(one)})`).join(' and ')
  return [
    diagnostic('merge/concurrent-states', `${id} was set to ${said} on branches that did not know of each other; now it is ${state}`, {
      location: locationOfEntry(entry, ...(entry.record.state === undefined ? [] : ['state'])),
      related: events.map((one) => ({
        message: `${one.event.type} by ${one.event.actor} at ${one.event.at}`,
        location: { file: one.path, line: 1, column: 1 },
      })),
      help: `agree on one, and say it once more: ${again(noun, id, state === states[0])}`,
    }),
  ]
}

/** Records that branches left in different states. The log is read only where branches were merged in it. */
export async function concurrentStatesIn({ root, tree, programs }: WorkspaceContext): Promise<Diagnostic[]> {
  const log = await readBranchedLog(tree ?? workTree(root))
  if (log === undefined) return []
  const byId = new Map(programs.map((program) => [program.id, program]))
  return concurrentStates(log, (program, id) => above(byId.get(program), id)).flatMap((one) => {
    const program = byId.get(one.program)
    return program === undefined ? [] : report(program, one)
  })
}
