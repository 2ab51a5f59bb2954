import { type Case, command, type GateResult, isSatisfied, type Program, phaseState, stateWord } from '@refractor/core'

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

function taskSteps(program: Program, phaseId: string): NextStep[] {
  const tasks = (program.phases.get(phaseId)?.tasks ?? []).flatMap((id) => program.tasks.get(id) ?? [])
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

/** The first phase that can begin: in order, those whose dependencies are closed before the others. */
function opening(program: Program, read: Case): NextStep[] {
  const planned = [...program.phases.values()].filter(({ id }) => phaseState(program, id, read) === 'planned')
  const phase = planned.find(({ dependsOn }) => dependsOn.every((id) => phaseState(program, id, read) === 'closed')) ?? planned[0]
  if (phase === undefined) return []
  const milestone = phase.milestones[0]
  if (milestone !== undefined)
    return [{ command: command(program, 'milestone start', milestone), why: `begin ${phase.id} ${phase.record.title}`, id: milestone }]
  return taskSteps(program, phase.id).slice(0, 1)
}

/**
 * What to do next, most advanced work first: close what is met, accept and submit, finish what was begun, then what the
 * due gates lack, then new tasks.
 */
export function nextSteps(program: Program, read: Case, gates: readonly GateResult[]): NextStep[] {
  const active = [...program.phases.keys()].filter((id) => phaseState(program, id, read) === 'in-progress')
  if (active.length === 0) return opening(program, read)
  const steps = active.flatMap((phase) => {
    const own = gates.filter((gate) => gate.phase === phase && gate.program === program.id)
    const ready = own.filter((gate) => gate.id === phase && awaitsReview(gate))
    const review = ready.map(() => ({
      command: command(program, 'review', phase),
      why: `close ${phase}: nothing but its review is missing`,
      id: phase,
    }))
    const tasks = taskSteps(program, phase)
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
  return [...new Map(steps.map((step) => [step.command, step])).values()]
}

/** The one command after a check: what the first gate lacks, or the review of a phase that needs nothing else. */
export function nextForGates(programs: readonly Program[], gates: readonly GateResult[]): string | undefined {
  const lacking = gateSteps(gates.filter((gate) => !awaitsReview(gate)))[0]
  if (lacking !== undefined) return lacking.command
  const closable = gates.find(awaitsReview)
  const program = programs.find((one) => one.id === closable?.program)
  return closable === undefined || program === undefined ? undefined : command(program, 'review', closable.id)
}
