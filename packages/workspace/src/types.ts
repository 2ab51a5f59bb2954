import type { Case, Diagnostic, Facts, FactsNeeded, Loaded, Plan, Program, ProgramFiles, ProgramFolders, RecordOf } from '@refractor/core'
import type { FileTree } from './file-tree.ts'
import type { HeldLock } from './lock.ts'

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

/** How records are read. The result never depends on it, only the time. */
export interface ReadOptions {
  /** Read and write `.refractor/cache`; default true. */
  readonly cache?: boolean
  /** What made the records of the cache; default: the id that the bundle was built with. Without one nothing is cached. */
  readonly build?: string
  /** Where the files are; default: the work tree. What was read from a revision is never cached. */
  readonly tree?: FileTree
  /** What was parsed in this run already, by other readings with the same map: equal files give the same records. */
  readonly parsed?: ParsedRecords
}

/** Records by kind and path, with the bytes that they were parsed from. */
export type ParsedRecords = Map<string, { readonly bytes: Uint8Array; readonly loaded: Loaded<unknown> }>

/** The case of one program, and what is wrong with its files. */
export interface CaseRead {
  readonly case: Case
  readonly diagnostics: readonly Diagnostic[]
}

/** Absolute path of the workspace, or `workspace/not-found`. */
export type Discovery = { readonly ok: true; readonly root: string } | { readonly ok: false; readonly diagnostic: Diagnostic }

/** A person as git knows them. */
export interface Identity {
  readonly name: string
  readonly email: string
}

/** Says how far long work is. */
export type OnFile = (done: number, total: number) => void

/** What facts depend on beside the questions. */
export interface FactsContext {
  /** The folders of all programs: what lies in their evidence, inbox and outbox is no input. */
  readonly folders: readonly ProgramFolders[]
  /** Commits that records name. */
  readonly commits?: readonly string[]
  /** Where the files are; default: the work tree. */
  readonly tree?: FileTree
  /** All programs of the workspace: a tag that names a record of another one is no fault. */
  readonly programs?: readonly Program[] | undefined
  /** Called before each file that is read for the digest of inputs. */
  readonly onFile?: OnFile | undefined
}

/** Facts, and why some of them are missing. */
export interface GatheredFacts extends Facts {
  readonly diagnostics: readonly Diagnostic[]
}

/** How a plan is applied. */
export interface ApplyOptions {
  /** How long to wait for the lock, in milliseconds; default 5,000. */
  readonly waitMs?: number
  /** Who the audit log names, "Name <address>"; default: whom git names, else "unknown". */
  readonly actor?: string
  /** The time that the audit log names, RFC 3339, UTC; default: the clock of the machine. */
  readonly now?: string
  /** The program of an event that names none; default: "workspace". */
  readonly program?: string
  /** The `transactionStamp` of the state that the plan was made from: when another refractor changed something since, the plan is stale. */
  readonly stamp?: string
  /** The lock, when the caller holds it already; else it is taken for as long as it takes. */
  readonly lock?: HeldLock
  /** Who the lock names while it is held; default: the user of the system. */
  readonly owner?: string
}

/** The paths that a plan wrote, in its order, and what was recovered before it; or why nothing was written. */
export type Applied =
  | {
      readonly ok: true
      readonly paths: readonly string[]
      readonly diagnostics: readonly Diagnostic[]
      /** The `transactionStamp` of the state that it left. */
      readonly stamp: string
    }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] }

/** What the rest of the program sees of the effects; `openWorkspace` binds them to one root. */
export interface Effects {
  discover(from: string): Discovery
  readSnapshot(root: string, options?: ReadOptions): Promise<Snapshot>
  readCase(snapshot: Snapshot, program: Program, options?: ReadOptions): Promise<CaseRead>
  gatherFacts(root: string, needed: FactsNeeded, context: FactsContext): Promise<GatheredFacts>
  applyPlan(root: string, plan: Plan, options?: ApplyOptions): Applied
  readIdentity(root: string): Identity | undefined
}
