import { readlinkSync } from 'node:fs'
import { join } from 'node:path'
import { type Diagnostic, diagnostic, fetchSnapshots, type SnapshotRecord, snapshotPath, snapshotRefs } from '@refractor/core'
import { objectFormat, oidPattern } from './git-head.ts'
import { runGitBytes } from './git-process.ts'
import type { SnapshotEntry } from './snapshot-content.ts'
import { treeObjects } from './snapshot-tree.ts'

const failed = (problem: string): Diagnostic =>
  diagnostic('git/unavailable', `git cannot keep the snapshot: ${problem}`, { help: 'git status' })

const changedUnderneath = (path: string): Diagnostic =>
  diagnostic('workspace/changed-underneath', `${path} was changed while the snapshot was taken`, {
    location: { file: path, line: 1, column: 1 },
    help: 'run the command again',
  })

/** Which of these objects are not here. */
function missingOf(root: string, oids: readonly string[]): ReadonlySet<string> | { readonly problem: string } {
  if (oids.length === 0) return new Set()
  const answer = runGitBytes(root, ['cat-file', '--batch-check=%(objectname)'], { input: `${oids.join('\n')}\n` })
  if (!answer.ok) return answer
  const lines = answer.stdout.toString('latin1').split('\n')
  return new Set(lines.filter((line) => line.endsWith(' missing')).map((line) => line.slice(0, line.indexOf(' '))))
}

/** A path as `hash-object --stdin-paths` takes it: quoted where it holds what ends a line. Absolute, for git starts from its own top. */
function quoted(path: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what has to be quoted
  if (!/^"|[\0-\x1f\x7f]/.test(path)) return path
  const octal = (char: string): string => `\\${char.charCodeAt(0).toString(8).padStart(3, '0')}`
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what has to be quoted
  return `"${path.replace(/["\\]/g, '\\$&').replace(/[\0-\x1f\x7f]/g, octal)}"`
}

/** Writes the blobs that are not here, bytes as they lie on disk. What git read must be what was hashed before. */
function writeBlobs(root: string, entries: readonly SnapshotEntry[]): Diagnostic[] {
  const wanted = new Map(entries.map((entry) => [entry.oid, entry]))
  const missing = missingOf(root, [...wanted.keys()])
  if ('problem' in missing) return [failed(missing.problem)]
  const lacking = [...wanted.values()].filter(({ oid }) => missing.has(oid))
  const files = lacking.filter(({ mode }) => mode !== '120000')
  if (files.length > 0) {
    const input = `${files.map(({ path }) => quoted(join(root, path))).join('\n')}\n`
    const answer = runGitBytes(root, ['hash-object', '-w', '--no-filters', '--stdin-paths'], { input, timeoutMs: 600_000 })
    if (!answer.ok) return [failed(answer.problem)]
    const written = answer.stdout.toString('latin1').split('\n')
    const other = files.filter(({ oid }, index) => written[index] !== oid)
    if (other.length > 0) return other.map(({ path }) => changedUnderneath(path))
  }
  for (const { path, oid } of lacking.filter(({ mode }) => mode === '120000')) {
    const answer = runGitBytes(root, ['hash-object', '-w', '--stdin'], { input: readlinkSync(join(root, path), { encoding: 'buffer' }) })
    if (!answer.ok) return [failed(answer.problem)]
    if (answer.stdout.toString('latin1').trim() !== oid) return [changedUnderneath(path)]
  }
  return []
}

/** Writes what of a snapshot is not in the repository yet. Nothing names these objects before `keepSnapshot`; git drops them in time. */
export function writeSnapshotObjects(root: string, entries: readonly SnapshotEntry[]): Diagnostic[] {
  const problems = writeBlobs(root, entries)
  if (problems.length > 0) return problems
  const trees = treeObjects(entries, objectFormat(root))
  const text = trees.map((tree) => `${tree.entries.map(({ mode, type, oid, name }) => `${mode} ${type} ${oid}\t${name}\0`).join('')}\0`)
  const answer = runGitBytes(root, ['mktree', '-z', '--batch'], { input: text.join(''), timeoutMs: 120_000 })
  if (!answer.ok) return [failed(answer.problem)]
  const written = answer.stdout.toString('latin1').trimEnd().split('\n')
  return written.length === trees.length && trees.every(({ oid }, index) => written[index] === oid)
    ? []
    : [failed('it made other trees than were asked for')]
}

/** Where each ref of a snapshot leads to: the tree of its commit, by id of the snapshot. */
export function keptSnapshots(root: string): ReadonlyMap<string, string> | { readonly problem: string } {
  const answer = runGitBytes(root, ['for-each-ref', '--format=%(refname) %(tree)', snapshotRefs.slice(0, -1)])
  if (!answer.ok) return answer
  const lines = answer.stdout
    .toString('utf8')
    .split('\n')
    .filter((line) => line.startsWith(snapshotRefs))
  return new Map(lines.map((line) => line.slice(snapshotRefs.length).split(' ') as [string, string]))
}

const authorOf = (record: SnapshotRecord): string =>
  typeof record.author === 'string' ? record.author : (record.author.name ?? record.author.id)

/** The commit that stands for a snapshot. It is made of the record alone, so that it is the same whoever makes it. */
function commitText(record: SnapshotRecord): string {
  const [, name = '', address = ''] = /^([^<>\n]*?) ?<([^<>\n]*)>$/.exec(authorOf(record)) ?? [
    undefined,
    authorOf(record).replace(/[<>\n]/g, ''),
  ]
  const who = `${name} <${address}> ${Math.floor(Date.parse(record.date) / 1000)} +0000`
  const at = record.gates === undefined ? '' : ` at ${record.gates.join(', ')}`
  return `tree ${record.tree}\nauthor ${who}\ncommitter ${who}\n\nsnapshot ${record.id}${at}\n\nprogram: ${record.program}\ndigest: sha256:${record.digest}\n`
}

/** True when every object of a tree is here; what is in them is not looked at. */
function isWhole(root: string, tree: string): boolean {
  const missing = missingOf(root, [tree])
  if ('problem' in missing || missing.size > 0) return false
  return runGitBytes(root, ['rev-list', '--objects', '--quiet', tree], { timeoutMs: 120_000 }).ok
}

/** That this clone does not hold a snapshot. */
export const absentSnapshot = ({ id }: Pick<SnapshotRecord, 'id'>): Diagnostic =>
  diagnostic('snapshot/absent', `the objects of ${id} are not in this clone`, {
    location: { file: snapshotPath(id), line: 1, column: 1 },
    help: fetchSnapshots,
  })

/**
 * Makes the ref that keeps the objects of a snapshot from being thrown away. Done twice, it changes nothing; a ref of that name that
 * leads elsewhere is left alone and told.
 */
export function keepSnapshot(root: string, record: SnapshotRecord): Diagnostic[] {
  if (!isWhole(root, record.tree)) return [absentSnapshot(record)]
  const commit = runGitBytes(root, ['hash-object', '-w', '-t', 'commit', '--stdin'], { input: commitText(record) })
  if (!commit.ok) return [failed(commit.problem)]
  const oid = commit.stdout.toString('latin1').trim()
  if (!oidPattern.test(oid)) return [failed('it made no commit')]
  const ref = `${snapshotRefs}${record.id}`
  const kept = runGitBytes(root, ['rev-parse', '--verify', '--quiet', '--end-of-options', ref])
  if (kept.ok && kept.stdout.toString('latin1').trim() === oid) return []
  const none = '0'.repeat(oid.length)
  const update = runGitBytes(root, ['update-ref', '--no-deref', '-m', `snapshot ${record.id}`, ref, oid, none])
  return update.ok ? [] : [failed(update.problem)]
}
