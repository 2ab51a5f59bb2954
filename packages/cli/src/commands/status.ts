import { dueGates, type GateResult, isSatisfied, type Program, phaseState, stateWord } from '@refractor/core'
import { type Answer, refused } from '../answer.ts'
import type { WorkspaceContext } from '../context.ts'
import { type Judged, judge } from '../judge.ts'
import { nextSteps } from '../next-steps.ts'
import { overdueOf } from '../overdue.ts'
import type { Progress, StatusData, StatusMilestone, StatusPhase } from '../reporters/text/status.ts'
import { resolveId } from '../resolve-id.ts'

export interface StatusOptions {
  /** commander: `--no-chart`. */
  readonly chart?: boolean
}

function progressOf(ids: readonly string[], words: readonly string[], stateOf: (id: string) => string): Progress {
  const byState: Record<string, number> = {}
  for (const word of words) byState[word] = 0
  for (const id of ids) byState[stateOf(id)] = (byState[stateOf(id)] ?? 0) + 1
  return { total: ids.length, done: byState[words.at(-1) as string] ?? 0, byState }
}

function taskProgress(program: Program, ids: readonly string[]): Progress {
  const words = program.states.task
  const required = ids.filter((id) => program.tasks.get(id)?.record.optional !== true)
  return progressOf(required, words, (id) => stateWord(program.tasks.get(id)?.record.state, words[0] as string))
}

const verdictIn = (
  gates: readonly GateResult[],
  id: string,
  stage: GateResult['stage'],
): { id: string; verdict: GateResult['verdict'] } | null => {
  const gate = gates.find((one) => one.id === id && one.stage === stage)
  return gate === undefined ? null : { id, verdict: gate.verdict }
}

function phaseLine({ program, case: read, gates }: Judged, id: string): StatusPhase {
  const phase = program.phases.get(id)
  const words = program.states.milestone
  const state = phaseState(program, id, read)
  return {
    id,
    title: phase?.record.title ?? id,
    state,
    milestones: progressOf(phase?.milestones ?? [], words, (one) =>
      stateWord(program.milestones.get(one)?.record.state, words[0] as string),
    ),
    tasks: taskProgress(program, phase?.tasks ?? []),
    gate: verdictIn(gates, id, 'exit'),
  }
}

function milestoneLine({ program, gates }: Judged, id: string): StatusMilestone {
  const milestone = program.milestones.get(id)
  return {
    id,
    title: milestone?.record.title ?? id,
    state: stateWord(milestone?.record.state, program.states.milestone[0] as string),
    tasks: taskProgress(program, milestone?.tasks ?? []),
    gate: verdictIn(gates, id, 'acceptance'),
  }
}

function blockingOf(gates: readonly GateResult[]): StatusData['blocking'] {
  return gates
    .filter((gate) => gate.due && gate.closed === undefined && gate.stage !== 'acceptance')
    .flatMap((gate) =>
      gate.criteria
        .filter((one) => one.level === 'required' && !isSatisfied(one))
        .map(({ id, statement, reason, because }) => ({ gate: gate.id, id, statement, ...(reason && { reason }), because })),
    )
}

async function statusOf(
  context: WorkspaceContext,
  program: Program,
  only: string | undefined,
  options: StatusOptions,
): Promise<{ data: StatusData; diagnostics: Answer['diagnostics'] }> {
  const exits = [...program.phases.keys()].filter((id) => program.gates.has(id))
  const ofPhase = [...program.gates.values()].filter((gate) => only !== undefined && gate.phase === only).map((gate) => gate.id)
  const judged = await judge(context, program, (read) => [...new Set([...exits, ...ofPhase, ...dueGates(program, read)])])
  const phases = [...program.phases.keys()].filter((id) => only === undefined || id === only)
  const steps = nextSteps(program, judged.case, judged.gates)
  const milestones = only === undefined ? [] : (program.phases.get(only)?.milestones ?? []).map((id) => milestoneLine(judged, id))
  const overdue = overdueOf(program, context.now, only)
  const blocking = blockingOf(judged.gates.filter((gate) => only === undefined || gate.phase === only))
  // Without a first day there is no date to forecast, and nothing to load for it.
  const isDated = options.chart !== false && program.file.record.start !== undefined
  const forecast = isDated ? await (await import('../status-forecast.ts')).statusForecast(context, program, judged.case, only) : undefined
  return {
    data: {
      program: { id: program.id, name: program.name },
      phases: phases.map((id) => phaseLine(judged, id)),
      ...(only !== undefined && { milestones }),
      blocking,
      ...(overdue.length > 0 && { overdue }),
      ...(forecast && { forecast }),
      ...(options.chart === false && { chart: false }),
      next: steps.slice(0, 5),
    },
    diagnostics: judged.diagnostics,
  }
}

/** Where each program stands. With the id of a phase or milestone, that phase with its milestones. */
export async function run(context: WorkspaceContext, args: readonly string[], options: StatusOptions = {}): Promise<Answer> {
  const id = args[0]
  if (id !== undefined) {
    const resolved = resolveId(context, id, ['phase', 'milestone'])
    if (!resolved.ok) return refused(context.command, [...context.diagnostics, resolved.diagnostic])
    const { program, type, entry } = resolved.found
    const phase = type === 'phase' ? entry.id : (program.milestones.get(entry.id)?.phase ?? entry.id)
    const { data, diagnostics } = await statusOf(context, program, phase, options)
    return { command: context.command, diagnostics: [...context.diagnostics, ...diagnostics], data: { ...data } }
  }
  const all = []
  for (const program of context.programs) all.push(await statusOf(context, program, undefined, options))
  const [main, ...others] = all as [(typeof all)[number], ...typeof all]
  const diagnostics = [...context.diagnostics, ...all.flatMap((one) => one.diagnostics)]
  return {
    command: context.command,
    diagnostics,
    data: { ...main.data, ...(others.length > 0 && { programs: others.map((one) => one.data) }) },
  }
}
