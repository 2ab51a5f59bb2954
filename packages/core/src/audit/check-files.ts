import { diagnostic } from '../diagnostics/catalog.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { ProgramFolders } from '../link/program-types.ts'
import type { AuditEntry, AuditLog } from './audit-log.ts'
import { digestIn, lastWords } from './last-word.ts'
import { nameOf } from './log-problems.ts'

/** SHA-256 of files, lower hex; null: there is none. */
export type FileDigests = ReadonlyMap<string, string | null>

/** Folders of records that the tool alone writes. */
const recordFolders = ['.refractor/approvals/', '.refractor/waivers/', '.refractor/links/', '.refractor/snapshots/']

/**
 * Tells the files that must stay as their last event left them: records of evidence, approvals, waivers, reviews of links, snapshots, and
 * what the outbox holds.
 * Plans and checklists are edited by people; of these the log only says what commands did.
 */
export function isAudited(folders: readonly Pick<ProgramFolders, 'evidence' | 'outbox'>[]): (path: string) => boolean {
  const outboxes = folders.map(({ outbox }) => `${outbox}/`)
  const evidence = folders.map((one) => `${one.evidence}/`)
  return (path) =>
    recordFolders.some((folder) => path.startsWith(folder)) ||
    (outboxes.some((folder) => path.startsWith(folder)) && !path.endsWith('/.gitkeep')) ||
    (/\/metadata\.json(?:\.sig)?$/.test(path) && evidence.some((folder) => path.startsWith(folder)))
}

/** The files whose digests `verifyAudit` compares, in order. */
export function auditedPaths(log: AuditLog, folders: readonly Pick<ProgramFolders, 'evidence' | 'outbox'>[]): string[] {
  return [...lastWords(log.entries, isAudited(folders)).keys()].sort()
}

type Mismatch = 'removed' | 'changed' | 'returned'

function mismatch(words: readonly AuditEntry[], path: string, found: string | null): Mismatch | undefined {
  const expected = words.map((entry) => digestIn(entry, path))
  if (expected.includes(found)) return undefined
  if (found === null) return 'removed'
  return expected.every((one) => one === null) ? 'returned' : 'changed'
}

const verbs = { removed: 'was removed', changed: 'was changed', returned: 'is there again' } as const

const helps = {
  removed: (path: string) => `commit ${path} with its event, or put it back: git log -- ${path}`,
  changed: (path: string) => `put it back as it was: git log -- ${path}`,
  returned: (path: string) => `remove ${path} again, or record it anew`,
} as const

interface Before {
  readonly name: string
  readonly log: AuditLog
  readonly files?: FileDigests
}

/** Compares files with what the last events about them say. What differs in base already was let in before, and is a warning. */
export function checkFiles(
  entries: readonly AuditEntry[],
  files: FileDigests | undefined,
  base: Before | undefined,
): { readonly count: number; readonly diagnostics: readonly Diagnostic[] } {
  if (files === undefined) return { count: 0, diagnostics: [] }
  const words = lastWords(entries, (path) => files.has(path))
  const { files: filesBefore } = base ?? {}
  const wordsBefore = filesBefore && base ? lastWords(base.log.entries, (path) => filesBefore.has(path)) : undefined
  const diagnostics: Diagnostic[] = []
  for (const [path, last] of words) {
    const found = files.get(path) ?? null
    const difference = mismatch(last, path, found)
    if (difference === undefined) continue
    const before = filesBefore?.get(path) ?? null
    const wordBefore = wordsBefore?.get(path)
    const isOld = wordBefore !== undefined && before === found && mismatch(wordBefore, path, before) !== undefined
    const event = last[0] as AuditEntry
    diagnostics.push(
      diagnostic('audit/file-differs', `${path} ${verbs[difference]} after ${nameOf(event)}${isOld ? `, in ${base?.name} already` : ''}`, {
        ...(isOld && { severity: 'warning' }),
        location: { file: path, line: 1, column: 1 },
        related: last.map((one) => ({
          message: `${nameOf(one)} by ${one.event.actor}`,
          location: { file: one.path, line: 1, column: 1 },
        })),
        help: helps[difference](path),
      }),
    )
  }
  return { count: words.size, diagnostics }
}

/** Records that no event speaks of were written by hand, or before there was a log. */
export function unloggedRecords(entries: readonly AuditEntry[], records: readonly string[]): Diagnostic[] {
  const told = new Set(entries.flatMap(({ event }) => event.subjects.map(({ path }) => path)))
  const silent = records.filter((path) => !told.has(path)).sort()
  const first = silent[0]
  if (first === undefined) return []
  const rest = silent.length === 1 ? '' : ` and ${silent.length - 1} more`
  return [
    diagnostic('audit/unlogged', `no event speaks of ${first}${rest}`, {
      location: { file: first, line: 1, column: 1 },
      related: silent.slice(1, 10).map((file) => ({ message: 'nor of this one', location: { file, line: 1, column: 1 } })),
      help: 'records that commands write are in the log; look at who wrote these: git log',
    }),
  ]
}
