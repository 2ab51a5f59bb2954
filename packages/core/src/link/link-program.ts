import { diagnostic } from '../diagnostics/catalog.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { sortDiagnostics } from '../diagnostics/order.ts'
import type { Loaded } from '../load/loaded.ts'
import { filesOf, type ProgramFiles } from '../load/program-files.ts'
import type { ActionItem, Component, Decision, Property, Question, Requirement, Risk } from '../schema/plan-records.ts'
import type { ProgramFile } from '../schema/program.ts'
import { collectGates } from './collect-gates.ts'
import { collectPhases } from './collect-phases.ts'
import { collectTasks, linkRisks } from './collect-tasks.ts'
import { checkCycles } from './cycle-check.ts'
import { collisions, type Declared, type Draft, declareAll, newDraft } from './draft.ts'
import { checkGateReferences } from './gate-references.ts'
import { collectObservability } from './observability.ts'
import type { LoadedPhase } from './phase-order.ts'
import { checkPlanReferences } from './plan-references.ts'
import { checkPolicyReferences } from './policy-references.ts'
import type { Entry, LinkResult, Program, ProgramFolders } from './program-types.ts'
import { referenceCheck, type Target } from './reference-check.ts'
import { milestoneStates, taskStates } from './state.ts'
import { unknownStates } from './state-check.ts'

export interface LinkInput {
  readonly folders: ProgramFolders
  readonly isDefault: boolean
  /** The workspace has other programs. */
  readonly hasNeighbours?: boolean | undefined
  readonly files: ProgramFiles
  /** May answer with the findings of an earlier link of exactly these files, instead of looking for them again. */
  readonly remember?: ((find: () => readonly Diagnostic[]) => readonly Diagnostic[]) | undefined
}

/** What each kind of file may declare: while one of them cannot be read, these ids may exist after all. */
const declaredBy: Partial<Record<keyof ProgramFiles, readonly Target[]>> = {
  program: ['role', 'person'],
  phases: ['phase', 'milestone', 'task', 'deliverable', 'gate', 'criterion'],
  tasks: ['task'],
  risks: ['risk'],
  requirements: ['requirement', 'property'],
  components: ['component'],
  playbooks: ['playbook'],
  gates: ['gate', 'criterion'],
  observability: ['metric'],
  decisions: ['question', 'decision', 'action'],
  policy: ['person'],
}

type Named = [keyof ProgramFiles, Loaded<unknown>]

function allFiles({ parts, ...files }: ProgramFiles): Named[] {
  const found: Named[] = []
  for (const [name, value] of [...Object.entries(files), ...Object.entries(parts ?? {})] as [keyof ProgramFiles, unknown][]) {
    for (const file of Array.isArray(value) ? value : [value]) if (file !== undefined) found.push([name, file as Loaded<unknown>])
  }
  return found
}

type Mutable<T> = Map<string, Entry<T>>

function declareRecords(draft: Draft, files: ProgramFiles): Declared {
  const { program, playbooks, policy } = files
  type Split = 'risks' | 'requirements' | 'properties' | 'components' | 'questions' | 'decisions' | 'actions'
  const declared: Pick<Declared, Split> = {
    risks: new Map(),
    requirements: new Map(),
    properties: new Map(),
    components: new Map(),
    questions: new Map(),
    decisions: new Map(),
    actions: new Map(),
  }
  for (const file of filesOf(files, 'risks')) {
    declareAll(draft, 'risk', file, { records: file.record?.risks, pointer: '/risks', before: declared.risks as Mutable<Risk> })
  }
  for (const file of filesOf(files, 'requirements')) {
    const { requirements, properties } = file.record ?? {}
    const before = declared.requirements as Mutable<Requirement>
    declareAll(draft, 'requirement', file, { records: requirements, pointer: '/requirements', before })
    declareAll(draft, 'property', file, { records: properties, pointer: '/properties', before: declared.properties as Mutable<Property> })
  }
  for (const file of filesOf(files, 'components')) {
    const before = declared.components as Mutable<Component>
    declareAll(draft, 'component', file, { records: file.record?.components, pointer: '/components', before })
  }
  for (const file of filesOf(files, 'decisions')) {
    const { questions, decisions, actions } = file.record ?? {}
    declareAll(draft, 'question', file, { records: questions, pointer: '/questions', before: declared.questions as Mutable<Question> })
    declareAll(draft, 'decision', file, { records: decisions, pointer: '/decisions', before: declared.decisions as Mutable<Decision> })
    declareAll(draft, 'action', file, { records: actions, pointer: '/actions', before: declared.actions as Mutable<ActionItem> })
  }
  return {
    ...declared,
    playbooks: declareAll(draft, 'playbook', playbooks, { records: playbooks?.record?.playbooks, pointer: '/playbooks' }),
    roles: declareAll(draft, 'role', program, { records: program?.record?.roles, pointer: '/roles' }),
    people: declareAll(draft, 'person', policy, {
      records: policy?.record?.people,
      pointer: '/people',
      before: declareAll(draft, 'person', program, { records: program?.record?.people, pointer: '/people' }),
    }),
  }
}

/** Stands in for a program file that could not be read, so that the rest can still be checked. */
function programFile(input: LinkInput): Loaded<ProgramFile> & { readonly record: ProgramFile } {
  const { program } = input.files
  const source = program?.source ?? { path: `${input.folders.specification}/program.yaml`, text: '' }
  return { source, positions: program?.positions ?? {}, diagnostics: [], record: program?.record ?? { format: 1, id: '', name: '' } }
}

function missingProgram(input: LinkInput): Diagnostic[] {
  if (input.files.program !== undefined) return []
  const file = `${input.folders.specification}/program.yaml`
  return [
    diagnostic('workspace/no-program', `${file} does not exist`, {
      location: { file, line: 1, column: 1 },
      help: 'write it; refractor init in an empty folder shows one',
    }),
  ]
}

/**
 * Links the files of one program: declares every record, checks every reference, orders the phases. The result does not
 * depend on the order of the files. Diagnostics hold those of the files too, sorted. Without a readable program file there
 * is no program, and what can be checked is checked all the same.
 */
export function linkProgram(input: LinkInput): LinkResult {
  const { files } = input
  const loaded = allFiles(files)
  const draft = newDraft()
  const { record, ...file } = programFile(input)

  const declared = declareRecords(draft, files)
  collectPhases(
    draft,
    files.phases.filter((phase): phase is LoadedPhase => phase.record !== undefined),
  )
  collectTasks(draft, filesOf(files, 'tasks'))
  collectGates(draft, files.gates)
  const observability = collectObservability(draft, files.observability)

  const { phases, milestones, tasks, deliverables, gates, criteria } = draft
  let tasksOfRisk: Program['tasksOfRisk'] | undefined
  const program: Program = {
    id: record.id,
    name: record.name,
    isDefault: input.isDefault,
    ...(input.hasNeighbours && { hasNeighbours: true }),
    folders: input.folders,
    file: { id: record.id, record, file, pointer: '' },
    phases,
    milestones,
    tasks,
    deliverables,
    gates,
    criteria,
    ...declared,
    // Few questions are about risks, and there may be as many of them as tasks.
    get tasksOfRisk() {
      tasksOfRisk ??= linkRisks(tasks, declared.risks)
      return tasksOfRisk
    },
    ...(files.policy?.record && { policy: { id: record.id, record: files.policy.record, file: files.policy, pointer: '' } }),
    states: { milestone: record.states?.milestone ?? milestoneStates, task: record.states?.task ?? taskStates },
  }

  const known = files.program?.record !== undefined
  const { remember = (find: () => readonly Diagnostic[]) => find() } = input
  const checks = remember(() => checksOf(program, observability, loaded, draft, known))
  return {
    program: known ? program : undefined,
    diagnostics: sortDiagnostics([
      ...missingProgram(input),
      ...loaded.flatMap(([, { diagnostics }]) => diagnostics),
      ...draft.diagnostics,
      ...checks,
    ]),
  }
}

/** What does not fit together in a program that is linked. */
function checksOf(
  program: Program,
  observability: ReturnType<typeof collectObservability>,
  loaded: ReturnType<typeof allFiles>,
  draft: ReturnType<typeof newDraft>,
  known: boolean,
): readonly Diagnostic[] {
  const incomplete = new Set(loaded.flatMap(([name, { record }]) => (record === undefined ? (declaredBy[name] ?? []) : [])))
  const references = referenceCheck(program, observability.metrics, { incomplete, hidden: draft.hidden })
  checkPlanReferences(program, observability, references)
  checkGateReferences(program, references)
  checkPolicyReferences(program, references)
  const folded = [
    ...collisions('phases', program.phases),
    ...collisions('milestones', program.milestones),
    ...collisions('tasks', program.tasks),
  ]

  return [...references.diagnostics, ...folded, ...(known ? unknownStates(program) : []), ...checkCycles(program)]
}
