import { diagnostic } from '../diagnostics/catalog.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { Case } from '../gates/case.ts'
import { reviewOf } from '../gates/review-of.ts'
import { snapshotPath } from '../gates/snapshots/snapshot-files.ts'
import { shellWord } from '../link/command-line.ts'
import { fileNameToId } from '../link/file-name.ts'
import { locationOfEntry, type Program, type ProgramFolders } from '../link/program-types.ts'
import { matcher } from '../load/glob.ts'
import type { SnapshotRecord } from '../schema/snapshot.ts'
import { planned, refused } from './outcome.ts'
import type { Planned, Stamp, Step } from './plan.ts'
import { notAuthorized } from './policy-guard.ts'

/** A file on one side of a restore. */
export interface RestoreFile {
  readonly path: string
  /** 100644, 100755, or 120000 for a link. */
  readonly mode: string
  /** Of the content; for a file of Git LFS of what it stands for. */
  readonly sha256: string
  /** Of the bytes on disk, where that is another digest. */
  readonly raw?: string | undefined
}

/** What becomes of a file. */
export interface RestoreChange {
  readonly path: string
  readonly change: 'added' | 'changed' | 'removed'
}

/** What there is to restore, and from where to where. */
export interface RestoreSides {
  readonly record: SnapshotRecord
  /** The files of the snapshot. */
  readonly past: readonly RestoreFile[]
  /** The files of the work tree that a snapshot would hold. */
  readonly present: readonly RestoreFile[]
  /** The folders of all programs: evidence is only ever added back. */
  readonly folders: readonly ProgramFolders[]
  /** Only these files, folders or globs. */
  readonly paths: readonly string[]
}

/** The changes that lead back, and what stays as it is. */
export interface RestoreChanges {
  readonly changes: readonly (RestoreChange & { readonly past?: RestoreFile; readonly present?: RestoreFile })[]
  readonly diagnostics: readonly Diagnostic[]
}

const at = (file: string) => ({ file, line: 1, column: 1 })
const isLink = (file: RestoreFile | undefined): boolean => file?.mode === '120000'
const byPath = (files: readonly RestoreFile[]): ReadonlyMap<string, RestoreFile> => new Map(files.map((file) => [file.path, file]))

/** A pattern as people type it: a file, a folder with or without its slash, or a glob. */
function chosen(paths: readonly string[]): (path: string) => boolean {
  if (paths.length === 0) return () => true
  const globs = matcher(paths)
  const names = paths.map((path) => path.replace(/\/$/, ''))
  return (path) => globs(path) || names.some((name) => path === name || path.startsWith(`${name}/`))
}

function left(files: readonly string[], why: string, help: string): Diagnostic[] {
  const [first] = files
  if (first === undefined) return []
  const more = files.length > 1 ? ` (and ${files.length - 1} more)` : ''
  return [diagnostic('snapshot/not-restored', `${first} stays as it is: ${why}${more}`, { location: at(first), help })]
}

/** Some file systems take `.Refractor` for `.refractor`. */
const fold = (path: string): string => path.normalize('NFC').toLowerCase()

/**
 * What has to change so that the work tree is as the snapshot has it. Records of the tool (`.refractor`) never change, evidence and what
 * is known of past reviews is only added back, and links are left alone.
 */
export function restoreChanges({ record, past, present, folders, paths }: RestoreSides): RestoreChanges {
  const wanted = chosen(paths)
  const covered = record.paths === undefined ? () => true : matcher(record.paths)
  const [before, after] = [byPath(present), byPath(past)]
  const isOwn = (path: string): boolean => `${fold(path)}/`.startsWith('.refractor/')
  const evidenceFolders = folders.map((one) => `${fold(one.evidence)}/`)
  const isEvidence = (path: string): boolean => evidenceFolders.some((folder) => fold(path).startsWith(folder))
  const outboxes = folders.map((one) => `${fold(one.outbox)}/`)
  // `outbox/<phase>/_history/…`
  const isHistory = (path: string): boolean =>
    outboxes.some((outbox) => fold(path).startsWith(outbox) && fold(path).slice(outbox.length).split('/')[1] === '_history')
  const changes: RestoreChanges['changes'][number][] = []
  const [links, evidence, history]: [string[], string[], string[]] = [[], [], []]
  for (const path of [...new Set([...before.keys(), ...after.keys()])].sort()) {
    if (isOwn(path) || !wanted(path)) continue
    const [old, next] = [before.get(path), after.get(path)]
    if (next === undefined && !covered(path)) continue
    if (old !== undefined && next !== undefined && old.sha256 === next.sha256 && old.mode === next.mode) continue
    if (isLink(old) || isLink(next)) links.push(path)
    else if (old !== undefined && isEvidence(path)) evidence.push(path)
    else if (old !== undefined && isHistory(path)) history.push(path)
    else if (old === undefined) changes.push({ path, change: 'added', ...(next && { past: next }) })
    else changes.push({ path, change: next === undefined ? 'removed' : 'changed', present: old, ...(next && { past: next }) })
  }
  return {
    changes,
    diagnostics: [
      ...left(
        links,
        'a restore does not touch links',
        after.has(links[0] ?? '')
          ? `git checkout refs/refractor/snapshots/${record.id} -- ${links[0]}`
          : `remove it yourself: rm ${links[0]}`,
      ),
      ...left(evidence, 'evidence is only ever added back', 'supersede what no longer holds with a new record'),
      ...left(history, 'what is known of past reviews is only added back', 'leave it: no gate is judged by it'),
    ],
  }
}

/** Phases whose review the restore takes away, or brings back. */
function reviewsOf(program: Program, records: Case, { changes }: RestoreChanges, { id }: SnapshotRecord): Diagnostic[] {
  const changed = new Map(changes.map((one) => [one.path, one.change]))
  const prefix = `${program.folders.outbox}/`
  const gone = [...program.phases.keys()].flatMap((phase): Diagnostic[] => {
    const path = reviewOf(program, records, phase)?.source.path
    const change = path === undefined ? undefined : changed.get(path)
    if (path === undefined || change === undefined) return []
    const message = change === 'removed' ? `${phase} was closed after ${id}, and is open again` : `${phase} has another review in ${id}`
    return [diagnostic('snapshot/reopens', message, { location: at(path), help: `refractor review ${phase}` })]
  })
  const back = changes.flatMap(({ path, change }): Diagnostic[] => {
    const folder = path.startsWith(prefix) ? /^([^/]+)\/metadata\.json$/.exec(path.slice(prefix.length))?.[1] : undefined
    if (folder === undefined || change !== 'added') return []
    const phase = fileNameToId(folder) ?? folder
    const message = `the review that closed ${phase} comes back, so ${phase} counts as closed again`
    return [diagnostic('snapshot/reopens', message, { location: at(path), help: `refractor review reopen ${phase} --reason …` })]
  })
  return [...gone, ...back]
}

/** Who may not restore, by policy. */
function notByThem(program: Program, { id }: SnapshotRecord, { author, now }: Stamp): Diagnostic[] {
  const rule = program.policy?.record.restore
  if (rule === undefined) return []
  const deed = { what: `${id} is restored`, author, now, entry: program.file }
  if ((rule.min ?? 1) > 1)
    return [
      diagnostic('policy/refused', `a restore takes ${rule.min} persons, and a command is run by one`, {
        ...(program.policy && { location: locationOfEntry(program.policy, 'restore', 'min') }),
        help: `restore in a branch that others review: git checkout refs/refractor/snapshots/${id} -- .`,
      }),
    ]
  return notAuthorized(program, { rule, pointer: '/restore' }, deed, [], '')
}

/** The step of one change. `bytesOf` gives what the snapshot holds. */
function stepOf(
  { path, change, past, present }: RestoreChanges['changes'][number],
  bytesOf: (file: RestoreFile) => Uint8Array,
  why: string,
): Step {
  const before = present?.raw ?? present?.sha256 ?? ''
  if (past === undefined) return { type: 'remove', path, before, why: `not in ${why}` }
  const isExecutable = past.mode === '100755'
  const mode =
    present === undefined ? (isExecutable ? { mode: 0o755 } : {}) : present.mode === past.mode ? {} : { mode: isExecutable ? 0o755 : 0o644 }
  const content = { text: '', bytes: bytesOf(past), ...mode, why: `as in ${why}` }
  return change === 'added' ? { type: 'create', path, ...content } : { type: 'edit', path, before, ...content }
}

/** Folders where files of the snapshot are to be, and files where its folders are to be: a restore takes away no more than what it replaces. */
function inTheWay({ id }: SnapshotRecord, { changes }: RestoreChanges, present: readonly RestoreFile[]): Diagnostic[] {
  const files = new Set(present.map(({ path }) => path))
  const folders = new Set(present.flatMap(({ path }) => foldersOf(path)))
  const places = changes.flatMap(({ path, past }): [string, string][] => {
    if (past === undefined) return []
    const file = foldersOf(path).find((one) => files.has(one))
    if (file !== undefined) return [[file, `${file} is a file, and in ${id} it is a folder`]]
    return folders.has(path) ? [[path, `${path} is a folder, and in ${id} it is a file`]] : []
  })
  return [...new Map(places)].map(([path, message]) =>
    diagnostic('workspace/would-overwrite', message, {
      location: at(path),
      help: `give it another name, then restore again: mv ${shellWord(path)} …`,
    }),
  )
}

/** `a/b/c` lies in `a` and in `a/b`. */
const foldersOf = (path: string): string[] => [...path.matchAll(/\//g)].map(({ index }) => path.slice(0, index))

/** How a restore is carried out. */
export interface RestoreMeans {
  readonly bytesOf: (file: RestoreFile) => Uint8Array
  /** Keeps what is replaced, and is part of the same plan: the record of a snapshot. */
  readonly keep: { readonly id?: string; readonly steps: readonly Step[] }
  /** Of the record of the snapshot. */
  readonly sha256: string
}

/** Plans the way back to a snapshot. Empty when everything is as it was. */
export function planRestore(
  program: Program,
  records: Case,
  sides: RestoreSides,
  found: RestoreChanges,
  means: RestoreMeans,
  stamp: Stamp,
): Planned {
  const { record, paths, past, present } = sides
  const { id } = record
  const problems = notByThem(program, record, stamp)
  if (problems.length > 0) return refused(problems)
  const wanted = chosen(paths)
  if (paths.length > 0 && ![...past, ...present].some(({ path }) => wanted(path)))
    return refused([
      diagnostic('cli/usage', `nothing in ${id} or here is called ${paths.join(' or ')}`, {
        help: `refractor snapshot show ${id} --files`,
      }),
    ])
  const { changes } = found
  if (changes.length === 0) return planned(`everything is as in ${id} already`, [], found.diagnostics)
  const blocked = inTheWay(record, found, present)
  if (blocked.length > 0) return refused(blocked)
  const count = (change: RestoreChange['change']): number => changes.filter((one) => one.change === change).length
  const reviews = reviewsOf(program, records, found, record)
  const words = (['added', 'changed', 'removed'] as const).flatMap((change) => (count(change) === 0 ? [] : [`${count(change)} ${change}`]))
  const event = {
    type: 'snapshot.restored',
    program: program.id,
    details: {
      snapshot: id,
      ...(means.keep.id !== undefined && { kept: means.keep.id }),
      added: count('added'),
      changed: count('changed'),
      removed: count('removed'),
    },
  }
  const steps = [...means.keep.steps, ...changes.map((change) => stepOf(change, means.bytesOf, id))]
  const outcome = planned(`restore ${id}: ${words.join(', ')}`, steps, [...found.diagnostics, ...reviews], event)
  return { ...outcome, plan: { ...outcome.plan, basis: [{ path: snapshotPath(id), sha256: means.sha256 }] } }
}
