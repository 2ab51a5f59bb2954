import { command } from '../../link/command-line.ts'
import { ownersMissing } from '../../link/owners.ts'
import { locationOfEntry, type MilestoneEntry, type PhaseEntry, type Program, type TaskEntry } from '../../link/program-types.ts'
import { isScheduled } from '../../link/scheduled-tasks.ts'
import { hasStarted, isFinished, wordOf } from '../../link/state.ts'
import { gateNeeds } from './gates-and-criteria.ts'
import { type Blocking, firstNeeds, inWords, type Need, type Standing } from './standing.ts'

const isDone = ({ tasks, states }: Program, id: string): boolean => {
  const task = tasks.get(id)
  return task !== undefined && isFinished(task.record.state, states.task)
}

/** Required tasks of a list that are not done. */
function openTasks(program: Program, ids: readonly string[], how: string): Need[] {
  return ids.flatMap((id): Need[] => {
    const task = program.tasks.get(id)
    return task === undefined || task.record.optional === true || isDone(program, id) ? [] : [{ type: 'task', id, how }]
  })
}

/** What has to happen before a phase begins: the phases before it are closed, and its entry gate is met. `how` leads the words. */
function beginningOf({ stateOf, gates }: Blocking, phase: PhaseEntry, how = ''): Need[] {
  const before = phase.dependsOn.filter((id) => stateOf(id) !== 'closed')
  const entries = phase.gates.filter((id) => gates.get(id)?.stage === 'entry' && gates.get(id)?.verdict !== 'met')
  const [after, through] = how === '' ? ['comes after', 'begins with'] : [`${how}, which comes after`, `${how}, which begins with`]
  return [
    ...before.map((id): Need => ({ type: 'phase', id, how: after })),
    ...entries.map((id): Need => ({ type: 'gate', id, how: through })),
  ]
}

/** What holds up work of some phases while none of them has begun: the beginning of the first one. */
function notBegun(blocking: Blocking, phases: readonly string[]): Need[] {
  const { program, stateOf } = blocking
  if (phases.some((id) => stateOf(id) === 'in-progress')) return []
  const [first] = phases.flatMap((id) => (stateOf(id) === 'planned' ? (program.phases.get(id) ?? []) : []))
  return first === undefined ? [] : beginningOf(blocking, first, `is in ${first.id}`)
}

export function taskStanding(blocking: Blocking, task: TaskEntry): Standing {
  const { program, hasSchedule } = blocking
  const { task: states } = program.states
  const started = hasStarted(task.record.state, states)
  const isLost = hasSchedule && !isScheduled(program, task.id)
  const parts = openTasks(program, task.children, 'has the part')
  const isLeft = started || states.length < 3 || (task.children.length > 0 && parts.length === 0)
  const before = openTasks(program, task.record.prerequisites ?? [], 'needs')
  return {
    title: task.record.title,
    state: `${inWords(wordOf(task.record.state, states))}${isLost ? ', in no phase' : ''}`,
    location: locationOfEntry(task),
    ...(isDone(program, task.id)
      ? { needs: [] }
      : {
          ...firstNeeds([...before, ...(started ? [] : notBegun(blocking, task.phases))], parts),
          command: command(program, isLeft ? 'task done' : 'task start', task.id),
        }),
  }
}

/** What keeps a milestone from being started. */
function startNeeds(blocking: Blocking, milestone: MilestoneEntry): Need[] {
  const { program } = blocking
  const isFree = program.file.record.rules?.ownersBeforeStart === false
  const { roles, nobody } = isFree ? { roles: [], nobody: false } : ownersMissing(program, milestone)
  const before = (blocking.before.get(milestone.id) ?? []).filter((id) => {
    const other = program.milestones.get(id)
    return other !== undefined && !isFinished(other.record.state, program.states.milestone)
  })
  return [
    ...roles.map((id): Need => ({ type: 'role', id, how: 'has nobody as' })),
    ...(nobody ? [{ type: 'owner', id: milestone.id, how: 'has no owner:' } as const] : []),
    ...before.map((id): Need => ({ type: 'milestone', id, how: 'comes after' })),
    ...notBegun(blocking, [milestone.phase]),
  ]
}

/** What keeps it from being accepted once it has begun: its tasks, and its acceptance gate. */
function acceptanceNeeds({ program, gates }: Blocking, { id, tasks }: MilestoneEntry): Need[] {
  const known = new Set(tasks)
  const parts = tasks.filter((task) => !known.has(program.tasks.get(task)?.parent ?? ''))
  const open = openTasks(program, parts, 'has the task')
  if (program.file.record.rules?.acceptanceBeforeAccepted === false) return open
  return [...open, ...gateNeeds(gates, id)]
}

export function milestoneStanding(blocking: Blocking, milestone: MilestoneEntry): Standing {
  const { program } = blocking
  const { milestone: states } = program.states
  const { id, record } = milestone
  const isAccepted = isFinished(record.state, states)
  const start = hasStarted(record.state, states) || isAccepted ? undefined : startNeeds(blocking, milestone)
  const at = states.indexOf(wordOf(record.state, states))
  const verb = start !== undefined && states.length > 2 ? 'start' : at >= states.length - 2 || states.length < 4 ? 'accept' : 'submit'
  return {
    title: record.title,
    state: inWords(wordOf(record.state, states)),
    location: locationOfEntry(milestone),
    ...(isAccepted
      ? { needs: [] }
      : { ...firstNeeds(start ?? [], acceptanceNeeds(blocking, milestone)), command: command(program, `milestone ${verb}`, id) }),
    canStep: verb === 'start' && start?.length === 0,
  }
}

export function phaseStanding(blocking: Blocking, phase: PhaseEntry): Standing {
  const { program, stateOf, gates } = blocking
  const { id } = phase
  const state = stateOf(id)
  // What only the review does is done with it.
  const open = gateNeeds(gates, id).filter((need) => !isOfReview(blocking, need))
  // The tool closes no phase before those that it depends on, however far it is.
  const before = phase.dependsOn
    .filter((one) => stateOf(one) !== 'closed')
    .map((one): Need => ({ type: 'phase', id: one, how: 'comes after' }))
  return {
    title: phase.record.title,
    state: state === 'planned' ? 'not begun' : inWords(state),
    location: locationOfEntry(phase),
    ...(state === 'closed'
      ? { needs: [] }
      : {
          ...(state === 'planned' ? firstNeeds(beginningOf(blocking, phase), open) : { needs: [...before, ...open] }),
          command: command(program, 'review', id),
        }),
  }
}

const isOfReview = ({ criteria }: Blocking, { id }: Need): boolean => {
  const one = criteria.get(id)
  return one?.kind === 'archived' && one.reason === 'pending'
}
