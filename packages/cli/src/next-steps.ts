import { type Case, command, type GateResult, isSatisfied, type PhaseEntry, type Program, phaseState, stateWord } from '@refractor/core'

/** A command worth running now, and why. */
export interface NextStep {
  readonly command: string
  readonly why: string
  /** What it is about. */
  readonly id: string
}

const first = (states: readonly string[]): string => states[0] as string
const last = (states: readonly string[]): string => states.at(-1) as string

const taskState = (program: Program, id: string): string => stateWord(program.tasks.get(id)?.record.state, first(program.states.task))
const milestoneState = (program: Program, id: string): string =>
  stateWord(program.milestones.get(id)?.record.state, first(program.states.milestone))

const isFinished = (program: Program, id: string): boolean => taskState(program, id) === last(program.states.task)
const isReady = (program: Program, id: string): boolean =>
  (program.tasks.get(id)?.record.prerequisites ?? []).every((other) => isFinished(program, other))

function taskSteps(program: Program, ids: Iterable<string>): NextStep[] {
  const tasks = [...ids].flatMap((id) => program.tasks.get(id) ?? [])
  const leaves = tasks.filter((task) => task.children.length === 0 && !task.record.optional)
  const step = (verb: 'done' | 'start', { id, record }: (typeof tasks)[number]): NextStep => ({
    command: command(program, `task ${verb}`, id),
    why: record.title,
    id,
  })
  const begun = leaves.filter(({ id }) => taskState(program, id) !== first(program.states.task) && !isFinished(program, id))
  const startable = leaves.filter(({ id }) => taskState(program, id) === first(program.states.task) && isReady(program, id))
  return [...begun.map((task) => step('done', task)), ...startable.map((task) => step('start', task))]
}

function milestoneSteps(program: Program, phaseId: string, gates: readonly GateResult[]): NextStep[] {
  const words = program.states.milestone
  return (program.phases.get(phaseId)?.milestones ?? []).flatMap((id): NextStep[] => {
    const milestone = program.milestones.get(id)
    if (milestone === undefined) return []
    const state = milestoneState(program, id)
    const milestoneCommand = (verb: string): string => command(program, `milestone ${verb}`, id)
    const allDone = milestone.tasks.every((task) => isFinished(program, task) || program.tasks.get(task)?.record.optional === true)
    const accepted = gates.find((gate) => gate.id === id && gate.stage === 'acceptance')?.verdict === 'met'
    if (state === words.at(-2) && words.length > 3 && accepted)
      return [{ command: milestoneCommand('accept'), why: `the acceptance criteria of ${id} are met`, id }]
    if (state === words[1] && words.length > 2 && allDone)
      return [{ command: milestoneCommand('submit'), why: `the work of ${id} is done`, id }]
    return []
  })
}

const notMet = (gate: GateResult): GateResult['criteria'] => gate.criteria.filter((one) => one.level === 'required' && !isSatisfied(one))

/** All that an exit gate still lacks is what its review does. */
const awaitsReview = (gate: GateResult): boolean => {
  const open = notMet(gate)
  return (
    gate.stage === 'exit' &&
    gate.due &&
    gate.closed === undefined &&
    (gate.verdict === 'met' || open.length > 0) &&
    open.every((one) => one.kind === 'archived' && one.reason === 'pending')
  )
}

function gateSteps(gates: readonly GateResult[]): NextStep[] {
  return gates.flatMap((gate) =>
    notMet(gate).flatMap((one) => (one.fix === undefined ? [] : [{ command: one.fix, why: `${one.id} ${one.statement}`, id: one.id }])),
  )
}

/** How a phase begins: its first milestone, or a task that is ready; where it has neither, its gate says what it lacks. */
function beginning(program: Program, { id, record, milestones, tasks: ids }: PhaseEntry): NextStep[] {
  const milestone = milestones[0]
  if (milestone !== undefined)
    return [{ command: command(program, 'milestone start', milestone), why: `begin ${id} ${record.title}`, id: milestone }]
  const tasks = taskSteps(program, ids)
  if (tasks.length > 0 || !program.gates.has(id)) return tasks.slice(0, 1)
  return [{ command: command(program, 'gate check', id), why: `${id} ${record.title} has no tasks: its gate says what it lacks`, id }]
}

/**
 * The beginning of the first phase that has one: in order, those whose dependencies are closed before the others. A program without
 * phases goes on with its tasks.
 */
function opening(program: Program, read: Case): NextStep[] {
  if (program.phases.size === 0) return taskSteps(program, program.tasks.keys())
  const planned = [...program.phases.values()].filter(({ id }) => phaseState(program, id, read) === 'planned')
  const isFree = ({ dependsOn }: PhaseEntry): boolean => dependsOn.every((id) => phaseState(program, id, read) === 'closed')
  return [...planned.filter(isFree), ...planned.filter((phase) => !isFree(phase))].flatMap((phase) => beginning(program, phase)).slice(0, 1)
}

/**
 * What to do next, most advanced work first: close what is met, accept and submit, finish what was begun, then what the
 * due gates lack, then new tasks; the gates of no phase come last. Where nothing of that is left, the next phase begins.
 */
export function nextSteps(program: Program, read: Case, gates: readonly GateResult[]): NextStep[] {
  const active = [...program.phases.keys()].filter((id) => phaseState(program, id, read) === 'in-progress')
  const steps = active.flatMap((phase) => {
    const own = gates.filter((gate) => gate.phase === phase && gate.program === program.id)
    const ready = own.filter((gate) => gate.id === phase && awaitsReview(gate))
    const review = ready.map(() => ({
      command: command(program, 'review', phase),
      why: `close ${phase}: nothing but its review is missing`,
      id: phase,
    }))
    const tasks = taskSteps(program, program.phases.get(phase)?.tasks ?? [])
    const begun = tasks.filter((step) => step.command.includes(' task done '))
    const startable = tasks.filter((step) => step.command.includes(' task start '))
    return [
      ...review,
      ...milestoneSteps(program, phase, own),
      ...begun,
      ...gateSteps(own.filter((gate) => gate.stage !== 'entry' && !ready.includes(gate))),
      ...startable,
    ]
  })
  const ofNoPhase = gates.filter((gate) => gate.phase === undefined && gate.due && gate.program === program.id)
  const all = [...steps, ...gateSteps(ofNoPhase)]
  return all.length === 0 ? opening(program, read) : [...new Map(all.map((step) => [step.command, step])).values()]
}

/** The one command after a check: what the first gate lacks, or the review of a phase that needs nothing else. */
export function nextForGates(programs: readonly Program[], gates: readonly GateResult[]): string | undefined {
  const lacking = gateSteps(gates.filter((gate) => !awaitsReview(gate)))[0]
  if (lacking !== undefined) return lacking.command
  const closable = gates.find(awaitsReview)
  const program = programs.find((one) => one.id === closable?.program)
  return closable === undefined || program === undefined ? undefined : command(program, 'review', closable.id)
}
