import {
  type AuditEntry,
  type AuditEvent,
  type AuditLog,
  type AuditVerification,
  auditedPaths,
  auditFolder,
  type BrokenEvent,
  type EventSchema,
  type FileDigests,
  isAudited,
  type ProgramFolders,
  readEvent,
  verifyAudit,
} from '@refractor/core'
import type { FileTree } from './file-tree.ts'
import { limits } from './read-file.ts'

/** What the schema has to say about a value; it is loaded only where a log is read. */
async function eventSchema(): Promise<EventSchema> {
  const { schemas } = await import('@refractor/core/schema')
  return (value) => {
    const read = schemas.audit.safeParse(value)
    if (read.success) return { event: read.data satisfies AuditEvent }
    const issue = read.error.issues[0]
    return { problem: `${issue?.path.join('/') || 'it'}: ${issue?.message ?? 'it does not fit the schema'}` }
  }
}

function readOne(tree: FileTree, path: string, schema: EventSchema): AuditEntry | BrokenEvent | undefined {
  if (tree.stat(path).state === 'directory') return { path, problem: 'it is a directory' }
  const read = tree.readText(path, limits.text)
  if (read.ok) return readEvent(path, read.source.text, read.sha256, schema)
  if (read.kind === 'missing') return undefined
  return { path, problem: read.problem, ...(read.kind === 'unreadable' && { unreadable: true }) }
}

/** Reads every event of a tree. Hidden files are left aside: an editor or a crash may leave some behind. */
export async function readAuditLog(tree: FileTree): Promise<AuditLog> {
  const { names, problem } = tree.names(auditFolder)
  const paths = names.filter((name) => !name.startsWith('.')).map((name) => `${auditFolder}/${name}`)
  const entries: AuditEntry[] = []
  const broken: BrokenEvent[] = problem === undefined ? [] : [{ path: auditFolder, problem, unreadable: true }]
  if (paths.length === 0) return { entries, broken }
  tree.prefetch(paths)
  const schema = await eventSchema()
  for (const path of paths) {
    const one = readOne(tree, path, schema)
    if (one !== undefined) 'event' in one ? entries.push(one) : broken.push(one)
  }
  return { entries, broken }
}

type Folders = readonly Pick<ProgramFolders, 'evidence' | 'outbox'>[]

/** The files that must be as their last events say. One that cannot be read has no digest that any event could name. */
function digestsOf(tree: FileTree, log: AuditLog, folders: Folders): FileDigests {
  const paths = auditedPaths(log, folders)
  tree.prefetch(paths)
  const facts = tree.facts(() => undefined)
  return new Map(
    paths.map((path) => {
      const fact = facts.fact(path)
      if (fact.state === 'file') return [path, fact.sha256 ?? 'unknown'] as const
      return [path, fact.state === 'missing' ? null : fact.state] as const
    }),
  )
}

/** What a log is verified against. */
export interface AuditCheck {
  /** Folders of all programs: which files are records depends on them. */
  readonly folders: Folders
  /** A revision that is trusted. */
  readonly base?: { readonly name: string; readonly tree: FileTree; readonly folders?: Folders }
  /** Say which records no event speaks of. */
  readonly unlogged?: boolean
}

/** Verifies the log of a tree: its events, the records that they speak of, and that nothing of base is gone. */
export async function checkAudit(tree: FileTree, check: AuditCheck): Promise<AuditVerification> {
  const { folders, base, unlogged = false } = check
  const log = await readAuditLog(tree)
  const before = base && (await readAuditLog(base.tree))
  const listed = unlogged ? tree.files() : undefined
  return verifyAudit(log, {
    files: digestsOf(tree, log, folders),
    ...(base &&
      before && {
        base: {
          name: base.name,
          revision: base.tree.head() ?? base.name,
          log: before,
          files: digestsOf(base.tree, before, base.folders ?? folders),
        },
      }),
    ...(listed?.ok && { records: listed.value.filter(isAudited(folders)) }),
  })
}
