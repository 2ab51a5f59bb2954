import { type ProposalContext, proposeCheck, suggestChecks } from '../gates/suggest.ts'
import { canonicalJson } from '../load/digest.ts'
import type { Criterion, Gate } from '../schema/gate.ts'
import type { Milestone, PhaseFile } from '../schema/phase.ts'
import type { Task } from '../schema/plan-records.ts'
import type { ProgramRecords } from './imported.ts'

type Named = NonNullable<ProposalContext['deliverables']>[number]

/** What is the same for every criterion of a program. */
interface Surroundings {
  readonly phases: readonly string[]
  readonly gates: readonly Pick<Gate, 'id' | 'title'>[]
  readonly tasks: ReadonlyMap<string, Task>
  /** The folder of the results of a gate or milestone. */
  readonly folderOf: (id: string) => string | undefined
}

/** A path of the plan that stands as an output of a task: "limits.yaml, hooks". */
function outputsOf(task: Task): Named[] {
  return (task.outputs ?? []).flatMap((output) => {
    const paths = output.match(/[\w.@-]+(?:\/[\w.@-]+)*\/?/g)?.filter((word) => /[\w-]\.\w{1,8}$|\/$/.test(word)) ?? []
    return paths.slice(0, 10).map((path) => ({ title: task.title, path }))
  })
}

const tasksOf = (list: readonly (string | Task)[] | undefined, tasks: ReadonlyMap<string, Task>): Task[] =>
  (list ?? []).flatMap((task) => (typeof task === 'string' ? (tasks.get(task) ?? []) : [task]))

/** Deliverables of a milestone or phase; what its tasks put out is none. */
const handsOver = (...holders: readonly (PhaseFile | Milestone)[]): boolean =>
  holders.some(({ deliverables = [] }) => deliverables.length > 0)

const resultsOf = (holder: PhaseFile | Milestone, tasks: ReadonlyMap<string, Task>): Named[] => [
  ...(holder.deliverables ?? []),
  ...tasksOf(holder.tasks, tasks).flatMap(outputsOf),
]

/**
 * Where the plan keeps the results of a milestone: the folder that has its id as a name, when the paths of the plan show one. Results
 * that have no path yet are looked for there.
 */
function folders(phases: readonly PhaseFile[], evidence: string | undefined): (id: string) => string | undefined {
  if (evidence !== undefined) return (id) => `${evidence.replace(/\/+$/, '')}/${id}`
  for (const milestone of phases.flatMap((phase) => phase.milestones ?? [])) {
    for (const { path } of milestone.deliverables ?? []) {
      const end = path?.indexOf(`/${milestone.id}/`) ?? -1
      if (path !== undefined && end > 0) return (id) => `${path.slice(0, end)}/${id}`
    }
  }
  return () => undefined
}

function propose(criteria: readonly Criterion[] | undefined, around: ProposalContext): void {
  for (const criterion of criteria ?? []) {
    const { check, statement, commands, expected } = criterion
    // A check that the reader took from more than the wording is better than what the wording gives.
    if (check !== undefined && canonicalJson(check) !== canonicalJson(suggestChecks(statement)[0])) continue
    const better = proposeCheck(statement, { ...around, commands, expected })
    if (better !== undefined) criterion.check = better
  }
}

/** Every list of criteria of a program, with what lies around it. */
function criteriaIn(program: ProgramRecords): (readonly [readonly Criterion[] | undefined, ProposalContext])[] {
  const { phases, gates } = program
  const around: Surroundings = {
    phases: phases.map((phase) => phase.id),
    gates: [...gates, ...phases.flatMap((phase) => phase.gates ?? [])].map(({ id, title }) => ({ id, title })),
    tasks: new Map(program.tasks.map((task) => [task.id, task])),
    folderOf: folders(phases, program.program.evidence),
  }
  const shared = { phases: around.phases, gates: around.gates }
  return [
    ...phases.flatMap((phase) => {
      const { id, entry, exit, milestones = [] } = phase
      const all = [phase, ...milestones].flatMap((holder) => resultsOf(holder, around.tasks))
      const hasDeliverables = handsOver(phase, ...milestones)
      const here: ProposalContext = { ...shared, phase: id, deliverables: all, hasDeliverables, folder: around.folderOf(id) }
      return [
        ...[entry, exit, ...(phase.gates ?? [])].map((gate) => [gate?.criteria, here] as const),
        ...milestones.map((milestone) => {
          const deliverables = resultsOf(milestone, around.tasks)
          const there = { deliverables, hasDeliverables: handsOver(milestone), folder: around.folderOf(milestone.id) }
          return [milestone.acceptance, { ...here, ...there, milestone: milestone.id }] as const
        }),
      ]
    }),
    ...gates.map((gate) => [gate.criteria, { ...shared, hasDeliverables: false }] as const),
  ]
}

/**
 * Writes a proposed check to every criterion that has none and whose wording, with what the plan says around it, carries one. A
 * proposal decides nothing until a person accepts it.
 */
export function proposeChecks(program: ProgramRecords): void {
  for (const [criteria, around] of criteriaIn(program)) propose(criteria, around)
}

/** Takes every proposal out again. */
export function withoutProposals(program: ProgramRecords): void {
  for (const [criteria] of criteriaIn(program))
    for (const criterion of criteria ?? []) if (criterion.check?.proposed === true) delete criterion.check
}
