import { type Diagnostic, diagnostic, isSample, nearest, type ProgramFolders, type RecordOf } from '@refractor/core'
import { discover, type ProgramSnapshot, readCase, readSnapshot, type Snapshot } from '@refractor/workspace'
import type { CommandContext } from './context.ts'

/** Where the program of an import goes. */
export type ImportTarget =
  /** No workspace yet: one is made in the working folder. */
  | { readonly kind: 'new-workspace'; readonly root: string }
  /** A program of its own in a workspace; `onlyProgram` is the one that refractor.yaml does not list so far. */
  | {
      readonly kind: 'new-program'
      readonly root: string
      readonly snapshot: Snapshot
      readonly onlyProgram: string | undefined
      readonly isListed: boolean
      /** The sample of `init` that nobody has touched: the imported program takes its place. */
      readonly sample?: ProgramSnapshot
    }
  /** A new revision of a program that is there. */
  | { readonly kind: 'revision'; readonly root: string; readonly snapshot: Snapshot; readonly program: ProgramSnapshot }

export type FoundTarget =
  | { readonly ok: true; readonly target: ImportTarget }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] }

export interface TargetOptions {
  readonly into?: string
  readonly id?: string
}

type Imported = readonly { readonly path: string; readonly sha256: string }[]

const refuse = (...diagnostics: Diagnostic[]): FoundTarget => ({ ok: false, diagnostics })

/** The programs that one of the documents was imported into before: by its path, or by its content where it was moved. */
function programsOf(snapshot: Snapshot, documents: Imported): ProgramSnapshot[] {
  return snapshot.programs.filter(({ files }) =>
    (files.program?.record?.imports ?? []).some(({ file, sha256 }) => documents.some((one) => one.path === file || one.sha256 === sha256)),
  )
}

function revision(root: string, snapshot: Snapshot, program: ProgramSnapshot): FoundTarget {
  const errors = [...snapshot.workspace.diagnostics, ...program.diagnostics].filter((one) => one.severity === 'error')
  // What cannot be read cannot be compared; what merely does not fit together may be what the new revision mends.
  const unreadable = errors.filter((one) => !one.code.startsWith('link/'))
  return unreadable.length > 0 ? refuse(...unreadable) : { ok: true, target: { kind: 'revision', root, snapshot, program } }
}

function newProgram(root: string, snapshot: Snapshot): FoundTarget {
  const { workspace, programs } = snapshot
  const errors = workspace.diagnostics.filter((one) => one.severity === 'error')
  if (errors.length > 0) return refuse(...errors)
  const listed = workspace.record?.programs
  const only = listed === undefined ? programs.find((one) => one.files.program !== undefined) : undefined
  // Without a list, the folders belong to the one program; an empty specification is free for it.
  const isFree = listed === undefined && only === undefined
  if (only !== undefined && only.id === '') return refuse(...only.diagnostics)
  return { ok: true, target: { kind: 'new-program', root, snapshot, onlyProgram: only?.id, isListed: !isFree } }
}

/** The only program, while it is the sample of `init` as it was written, and nothing has been recorded for it. */
async function untouchedSample(snapshot: Snapshot): Promise<ProgramSnapshot | undefined> {
  const [only, ...more] = snapshot.programs
  if (snapshot.workspace.record?.programs !== undefined || only?.program === undefined || more.length > 0) return undefined
  if (!isSample(only.files)) return undefined
  const lists = Object.values((await readCase(snapshot, only.program)).case).filter((one) => Array.isArray(one))
  return lists.every((list) => list.length === 0) ? only : undefined
}

/** Finds where an import goes: a new workspace, a new program, or a program that was imported from the same documents before. */
export async function findTarget(context: CommandContext, documents: Imported, options: TargetOptions): Promise<FoundTarget> {
  const { into, id } = options
  const discovery = discover(context.cwd)
  if (!discovery.ok) {
    if (into === undefined) return { ok: true, target: { kind: 'new-workspace', root: context.cwd } }
    return refuse({ ...discovery.diagnostic, help: 'leave --into out: the import makes a workspace here' })
  }
  const { root } = discovery
  const snapshot = await readSnapshot(root)
  const ids = snapshot.programs.map((one) => one.id).filter((one) => one !== '')
  const sample = into === undefined || ids.includes(into) ? await untouchedSample(snapshot) : undefined
  if (sample !== undefined)
    return { ok: true, target: { kind: 'new-program', root, snapshot, onlyProgram: undefined, isListed: false, sample } }
  if (into !== undefined) {
    const program = snapshot.programs.find((one) => one.id === into)
    if (program !== undefined) return revision(root, snapshot, program)
    const near = nearest(into, ids)
    const help = ids.length > 0 ? `use one of: ${ids.join(', ')}` : 'leave --into out'
    return refuse(
      ...snapshot.workspace.diagnostics,
      diagnostic('cli/unknown-id', `there is no program ${into}`, { help, expected: near.length > 0 ? near : ids }),
    )
  }
  if (id !== undefined) {
    const same = snapshot.programs.find((one) => one.id === id)
    // The id only says again which program it is.
    if (same !== undefined && programsOf(snapshot, documents).includes(same)) return revision(root, snapshot, same)
    if (same !== undefined)
      return refuse(
        diagnostic('import/program-exists', `there is a program ${id} already`, { help: `--into ${id} imports a new revision of it` }),
      )
    return newProgram(root, snapshot)
  }
  const before = programsOf(snapshot, documents)
  if (before.length === 1) return revision(root, snapshot, before[0] as ProgramSnapshot)
  if (before.length > 1) {
    const help = `name one with --into: ${before.map((one) => one.id).join(', ')}`
    return refuse(diagnostic('link/ambiguous-id', `${before.length} programs were imported from these documents`, { help }))
  }
  if (snapshot.programs.every((one) => one.files.program === undefined)) return newProgram(root, snapshot)
  const help = `--into ${ids[0] ?? 'ID'} makes it a new revision of that program, --id ID a program of its own`
  return refuse(
    diagnostic('import/program-exists', `there is a program already that came from something else: ${ids.join(', ')}`, {
      help,
      expected: ids,
    }),
  )
}

/** The folders of a program: those of refractor.yaml, with its id below each unless it has them to itself. */
export function foldersOf(workspace: RecordOf<'workspace'> | undefined, fileName: string | undefined): ProgramFolders {
  const { specification = 'specification', inbox = 'inbox', outbox = 'outbox', evidence = 'docs/evidence' } = workspace?.folders ?? {}
  const at = (folder: string): string => folder.replace(/\/+$/, '') + (fileName === undefined ? '' : `/${fileName}`)
  return { specification: at(specification), inbox: at(inbox), outbox: at(outbox), evidence: at(evidence) }
}
