import type { Case, Diagnostic, Facts, FactsNeeded, Loaded, Plan, Program, ProgramFiles, ProgramFolders, RecordOf } from '@refractor/core'

/** One program as it was read. `program` is absent when its files do not make one. */
export interface ProgramSnapshot {
  readonly id: string
  readonly isDefault: boolean
  readonly folders: ProgramFolders
  readonly files: ProgramFiles
  readonly program: Program | undefined
  readonly diagnostics: readonly Diagnostic[]
}

/** Everything that the specification says, read in one go. */
export interface Snapshot {
  /** Absolute path of the folder that holds refractor.yaml. */
  readonly root: string
  readonly workspace: Loaded<RecordOf<'workspace'>>
  readonly programs: readonly ProgramSnapshot[]
  /** Findings of loading and linking, all programs, sorted. Rules of the plan are not among them. */
  readonly diagnostics: readonly Diagnostic[]
}

export interface ReadOptions {
  /** Read and write `.refractor/cache`; default true. */
  readonly cache?: boolean
}

export interface CaseRead {
  readonly case: Case
  readonly diagnostics: readonly Diagnostic[]
}

export type Discovery = { readonly ok: true; readonly root: string } | { readonly ok: false; readonly diagnostic: Diagnostic }

export interface Identity {
  readonly name: string
  readonly email: string
}

export type Applied = { readonly ok: true; readonly paths: readonly string[] } | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] }

/** What the rest of the program sees of the effects; `openWorkspace` binds them to one root. */
export interface Effects {
  discover(from: string): Discovery
  readSnapshot(root: string, options?: ReadOptions): Promise<Snapshot>
  readCase(snapshot: Snapshot, program: Program, options?: ReadOptions): Promise<CaseRead>
  gatherFacts(root: string, needed: FactsNeeded, context: { readonly folders: readonly ProgramFolders[]; readonly commits?: readonly string[] }): Facts
  applyPlan(root: string, plan: Plan): Applied
  readIdentity(root: string): Identity | undefined
}
