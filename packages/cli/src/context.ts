import type { Diagnostic, Program } from '@refractor/core'
import { diagnostic, nearest } from '@refractor/core'
import {
  discover,
  discoverJournal,
  type FileTree,
  type HeldLock,
  openJournal,
  type ProgramSnapshot,
  readSnapshot,
  type Snapshot,
  transactionStamp,
} from '@refractor/workspace'
import type { CommandSpec } from './command-spec.ts'
import type { CommonOptions } from './common-options.ts'
import type { Io } from './io.ts'
import type { Settled } from './journal-guard.ts'
import type { SeenState } from './seen-state.ts'

/** What every command gets. */
export interface CommandContext {
  readonly io: Io
  /** The words of the command, as the report names it. */
  readonly command: string
  /** Absolute; `-C` is applied. */
  readonly cwd: string
  /** RFC 3339, UTC, whole seconds. */
  readonly now: string
  readonly common: CommonOptions
  /** The lock, for a command that is run again because others changed the workspace meanwhile. */
  readonly lock?: HeldLock
  /** Every command that there is. */
  readonly commands: readonly CommandSpec[]
}

/** What a command gets that works on a workspace. */
export interface WorkspaceContext extends CommandContext {
  readonly root: string
  readonly snapshot: Snapshot
  /** The programs that could be linked, or the one that --program names. */
  readonly programs: readonly Program[]
  /** Which state of the workspace this is. */
  readonly seen?: SeenState
  /** What was recovered before anything was read. */
  readonly notes?: readonly Diagnostic[]
  /** Findings of loading and linking these programs. */
  readonly diagnostics: readonly Diagnostic[]
  /** The files of the revision that --at names; without it the work tree is looked at. */
  readonly tree?: FileTree
}

export type Opened =
  | { readonly ok: true; readonly context: WorkspaceContext }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[]; readonly seen?: SeenState }

function programsNamed(snapshot: Snapshot, id: string | undefined): readonly ProgramSnapshot[] {
  return id === undefined ? snapshot.programs : snapshot.programs.filter((one) => one.id === id)
}

function unknownProgram(id: string, snapshot: Snapshot): Diagnostic {
  const ids = snapshot.programs.map((one) => one.id)
  const close = nearest(id, ids)
  return diagnostic('cli/unknown-id', `there is no program ${id}`, {
    help: `use one of: ${ids.join(', ')}`,
    expected: close.length > 0 ? close : ids,
  })
}

/** Finds the workspace above the working folder and reads its specification. */
export async function openWorkspaceContext(context: CommandContext): Promise<Opened> {
  const discovery = discover(context.cwd)
  if (!discovery.ok) return { ok: false, diagnostics: [discovery.diagnostic] }
  const settled = await settle(context, discovery.root)
  if (!settled.ok) return settled
  const seen = { root: discovery.root, stamp: transactionStamp(discovery.root), hasApplied: false }
  const opened = contextOf(context, discovery.root, await readSnapshot(discovery.root))
  if (!opened.ok) return { ...opened, seen }
  return { ok: true, context: { ...opened.context, seen, ...(settled.notes.length > 0 && { notes: settled.notes }) } }
}

/** Looks whether a change is open; nearly always there is none, and nothing more is loaded. */
export async function settle(context: CommandContext, root: string): Promise<Settled> {
  if (context.command === 'config show' || (await openJournal(root)) === undefined) return { ok: true, notes: [] }
  return (await import('./journal-guard.ts')).settleJournal(context, root)
}

/** For a command that finds its workspace itself, if there is one: `init`, `import`. What cannot be recovered, its plan is refused for. */
export async function recoveredFirst(context: CommandContext): Promise<readonly Diagnostic[]> {
  const discovery = discover(context.cwd)
  const root = discovery.ok ? discovery.root : discoverJournal(context.cwd)
  if (context.command === 'recover' || root === undefined) return []
  const settled = await settle(context, root)
  return settled.ok ? settled.notes : []
}

/** The context of a workspace that was read: all its programs, or the one that --program names. */
export function contextOf(context: CommandContext, root: string, snapshot: Snapshot): Opened {
  const { program: id } = context.common
  const chosen = programsNamed(snapshot, id)
  if (id !== undefined && chosen.length === 0)
    return { ok: false, diagnostics: [...snapshot.workspace.diagnostics, unknownProgram(id, snapshot)] }
  const diagnostics =
    id === undefined ? snapshot.diagnostics : [...snapshot.workspace.diagnostics, ...chosen.flatMap((one) => one.diagnostics)]
  return {
    ok: true,
    context: { ...context, root, snapshot, programs: chosen.flatMap((one) => one.program ?? []), diagnostics },
  }
}

/** Folders of plans and checklists: their lines may be shown beside a finding. */
export const quotableFolders = ({ programs }: Snapshot): string[] =>
  programs.flatMap(({ folders }) => [folders.specification, folders.inbox, folders.outbox])

/** Findings of refractor.yaml and of the files of these programs. */
export function diagnosticsOf({ snapshot }: Pick<WorkspaceContext, 'snapshot'>, programs: Iterable<Program>): Diagnostic[] {
  const ids = new Set([...programs].map((program) => program.id))
  return [...snapshot.workspace.diagnostics, ...snapshot.programs.filter((one) => ids.has(one.id)).flatMap((one) => one.diagnostics)]
}

/** What makes a program unfit to be decided on or changed: errors of its own files, and of refractor.yaml. */
export function errorsOf(context: Pick<WorkspaceContext, 'snapshot'>, program: Program): Diagnostic[] {
  return diagnosticsOf(context, [program]).filter((one) => one.severity === 'error')
}
