import type { Diagnostic, Location } from '../diagnostics/diagnostic.ts'
import { type Loaded, locate } from '../load/loaded.ts'
import type { Criterion, Gate } from '../schema/gate.ts'
import type { Milestone, PhaseFile } from '../schema/phase.ts'
import type {
  ActionItem,
  Component,
  Decision,
  Deliverable,
  Playbook,
  Property,
  Question,
  Requirement,
  Risk,
  Task,
} from '../schema/plan-records.ts'
import type { PolicyFile } from '../schema/policy.ts'
import type { Person, ProgramFile, Role } from '../schema/program.ts'

/** A record and where it stands. `pointer` is a JSON pointer into the file it was read from. */
export interface Entry<T> {
  readonly id: string
  readonly record: T
  readonly file: Pick<Loaded<unknown>, 'source' | 'positions'>
  readonly pointer: string
}

/** The place of a record, or of one of its fields. */
export function locationOfEntry(entry: Pick<Entry<unknown>, 'file' | 'pointer'>, ...fields: readonly (string | number)[]): Location {
  return locate(entry.file, fields.length === 0 ? entry.pointer : `${entry.pointer}/${fields.join('/')}`)
}

export type GateStage = 'entry' | 'exit' | 'acceptance' | 'checkpoint' | 'quality' | 'tier'

export interface CriterionEntry extends Entry<Criterion> {
  readonly gate: string
}

export interface GateEntry extends Entry<Omit<Gate, 'criteria'>> {
  readonly title: string
  readonly stage: GateStage
  readonly phase: string | undefined
  readonly milestone: string | undefined
  /** Own criteria, then those of included gates, in order. */
  readonly criteria: readonly CriterionEntry[]
}

export interface TaskEntry extends Entry<Task> {
  /** Where it is written: a phase, a milestone, tasks.yaml (neither), or under a parent task. */
  readonly milestone: string | undefined
  readonly parent: string | undefined
  readonly children: readonly string[]
  /** Every phase that holds or references it, in order of the phases. */
  readonly phases: readonly string[]
}

export interface MilestoneEntry extends Entry<Milestone> {
  readonly phase: string
  readonly tasks: readonly string[]
  readonly deliverables: readonly string[]
}

export interface DeliverableEntry extends Entry<Deliverable> {
  readonly phase: string
  readonly milestone: string | undefined
}

export interface PhaseEntry extends Entry<PhaseFile> {
  /** Position in the order of the phases (window, then dependency order, then id), from 0. */
  readonly order: number
  readonly milestones: readonly string[]
  /** Every task of the phase and its milestones, references included, parents before children. */
  readonly tasks: readonly string[]
  readonly deliverables: readonly string[]
  readonly dependsOn: readonly string[]
  /** Gate ids: entry (if any), exit (if any), then the others. */
  readonly gates: readonly string[]
}

/** Where the folders of one program are, relative to the workspace root, without trailing slash. */
export interface ProgramFolders {
  readonly specification: string
  readonly inbox: string
  readonly outbox: string
  readonly evidence: string
}

/**
 * A linked program. Maps keep the order of the plan: phases by window and dependency, everything else by file and place.
 * It is a value: nothing in it changes.
 */
export interface Program {
  readonly id: string
  readonly name: string
  readonly isDefault: boolean
  /** The workspace has other programs: an id without its program may mean a record of one of them. */
  readonly hasNeighbours?: boolean
  readonly folders: ProgramFolders
  readonly file: Entry<ProgramFile>
  readonly phases: ReadonlyMap<string, PhaseEntry>
  readonly milestones: ReadonlyMap<string, MilestoneEntry>
  readonly tasks: ReadonlyMap<string, TaskEntry>
  readonly deliverables: ReadonlyMap<string, DeliverableEntry>
  readonly gates: ReadonlyMap<string, GateEntry>
  readonly criteria: ReadonlyMap<string, CriterionEntry>
  readonly risks: ReadonlyMap<string, Entry<Risk>>
  readonly requirements: ReadonlyMap<string, Entry<Requirement>>
  readonly properties: ReadonlyMap<string, Entry<Property>>
  readonly components: ReadonlyMap<string, Entry<Component>>
  readonly playbooks: ReadonlyMap<string, Entry<Playbook>>
  readonly questions: ReadonlyMap<string, Entry<Question>>
  readonly decisions: ReadonlyMap<string, Entry<Decision>>
  readonly actions: ReadonlyMap<string, Entry<ActionItem>>
  readonly roles: ReadonlyMap<string, Entry<Role>>
  /** People of program.yaml, then of policy.yaml. */
  readonly people: ReadonlyMap<string, Entry<Person>>
  /** policy.yaml; absent without one. */
  readonly policy?: Entry<PolicyFile> | undefined
  /** Risk id → task ids, from both sides (risk.tasks and task.risks), in order. */
  readonly tasksOfRisk: ReadonlyMap<string, readonly string[]>
  /** State words in order; the last one means finished. */
  readonly states: { readonly milestone: readonly string[]; readonly task: readonly string[] }
  /** Of the program that a change is judged on: that of head, for what its records mean now. */
  readonly after?: Program | undefined
}

export interface LinkResult {
  readonly program: Program | undefined
  readonly diagnostics: readonly Diagnostic[]
}
