import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { Gate } from '../schema/gate.ts'
import type { PhaseFile } from '../schema/phase.ts'
import type {
  ActionItem,
  Alert,
  Component,
  Decision,
  MetricRecord,
  Playbook,
  Property,
  Question,
  Requirement,
  Risk,
  Task,
} from '../schema/plan-records.ts'
import type { Genre, ProgramFile } from '../schema/program.ts'

/** A document that was read: `lines` counts a last line without line end, `sha256` is over its bytes as UTF-8. */
export interface ImportedSource {
  readonly file: string
  readonly lines: number
  readonly sha256: string
}

/** What became of one non-blank line of a document: part of a field of a record, or kept as a note of it. */
export interface LineUse {
  readonly file: string
  /** From 1. */
  readonly line: number
  readonly use: 'mapped' | 'kept'
  /** The type and id of the record: "phase P1", "milestone P0.M1", "program", "checklist inbox/P1/setup.md". */
  readonly record: string
  /** The field of the record (`notes` for a kept line). */
  readonly field: string
}

/** What the documents hold (not the workspace); the keys are contract. */
export interface ImportCounts {
  readonly phases: number
  readonly milestones: number
  readonly tasks: number
  readonly tasksDone: number
  readonly tasksOptional: number
  readonly checkboxes: number
  readonly checked: number
  readonly gates: number
  readonly criteria: number
  readonly deliverables: number
  readonly risks: number
  readonly riskEdges: number
  readonly requirementRefs: number
  readonly properties: number
  readonly roles: number
}

export interface Accounting {
  readonly nonBlank: number
  readonly mapped: number
  readonly kept: number
  readonly unmapped: number
}

/** Boxes without ids stay Markdown: a checklist that goes to the inbox of its phase. */
export interface ImportedChecklist {
  /** Name of the file without folder and extension. */
  readonly name: string
  readonly phase: string
  readonly title: string
  /** The lines of the checklist as the plan has them, raw marks and indentation included. */
  readonly lines: readonly string[]
  readonly source: { readonly file: string; readonly lines: string }
}

/** The records of a program, as the YAML files will hold them. Every record carries its source. */
export interface ProgramRecords {
  readonly program: ProgramFile
  readonly phases: readonly PhaseFile[]
  readonly tasks: readonly Task[]
  readonly risks: readonly Risk[]
  readonly requirements: readonly Requirement[]
  readonly properties: readonly Property[]
  readonly components: readonly Component[]
  readonly playbooks: readonly Playbook[]
  readonly gates: readonly Gate[]
  readonly metrics: readonly MetricRecord[]
  readonly alerts: readonly Alert[]
  readonly questions: readonly Question[]
  readonly decisions: readonly Decision[]
  readonly actions: readonly ActionItem[]
  readonly checklists: readonly ImportedChecklist[]
}

/** One program read from one or several documents. */
export interface ImportedProgram extends ProgramRecords {
  readonly genre: Genre
  /** Every id is one that the documents write; none is counted. */
  readonly writesIds?: true
  readonly sources: readonly ImportedSource[]
  readonly uses: readonly LineUse[]
  readonly counts: ImportCounts
  readonly accounting: Accounting
  readonly diagnostics: readonly Diagnostic[]
}
