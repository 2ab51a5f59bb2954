import { type Diagnostic, diagnostic, nearest, type Program, type SnapshotRecord, snapshotPath, snapshotsFolder } from '@refractor/core'
import { readHead } from './git.ts'
import { runGitBytes } from './git-process.ts'
import { said } from './open-change.ts'
import { readCommits } from './read-change.ts'
import { limits } from './read-file.ts'
import { readSnapshot } from './read-snapshot.ts'
import { openRecordCache } from './record-cache.ts'
import { resolveRevision } from './resolve-revision.ts'
import { openRevision, openTree, type RevisionTree } from './revision-tree.ts'
import { absentSnapshot } from './snapshot-objects.ts'
import { isWhole } from './whole-files.ts'
import { workTree } from './work-tree.ts'

/** A state of a program that later ones are held against. */
export interface Baseline {
  /** As it was asked for. */
  readonly name: string
  readonly kind: 'revision' | 'day' | 'snapshot'
  /** The commit that it was read from; of a snapshot, HEAD when it was taken. */
  readonly commit: string | undefined
  readonly snapshot: string | undefined
  /** RFC 3339, UTC: when it was committed or taken. */
  readonly at: string
  readonly program: Program
}

export type BaselineRead =
  | { readonly ok: true; readonly value: Baseline }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] }

const refuse = (...diagnostics: readonly Diagnostic[]): { ok: false; diagnostics: readonly Diagnostic[] } => ({ ok: false, diagnostics })

interface Found {
  readonly kind: Baseline['kind']
  readonly tree: RevisionTree
  readonly commit: string | undefined
  readonly snapshot: string | undefined
  readonly at: string
}

/** Ids of snapshots begin with the time; nothing else that names a state does. */
const snapshotLike = /^(?:latest|\d{8}T[0-9a-fZ-]*)$/
const day = /^\d{4}-\d\d-\d\d$/
const isDay = (name: string): boolean => day.test(name) && !Number.isNaN(Date.parse(name))

/** The records of snapshots of a program as they lie in the work tree, the newest first. */
async function snapshotRecords(root: string, program: string): Promise<SnapshotRecord[]> {
  const [tree, cache] = [workTree(root), openRecordCache(root, { cache: false })]
  const records: SnapshotRecord[] = []
  for (const name of tree.names(snapshotsFolder).names.filter((one) => one.endsWith('.json'))) {
    const read = tree.readText(`${snapshotsFolder}/${name}`, limits.record)
    const record = read.ok ? (await cache.record('snapshot', read)).record : undefined
    if (record?.program === program && snapshotPath(record.id) === `${snapshotsFolder}/${name}`) records.push(record)
  }
  return records.sort((a, b) => Date.parse(b.date) - Date.parse(a.date) || (a.id < b.id ? 1 : -1))
}

/** A snapshot by its id, the beginning of one, or "latest": the newest that no restore took. */
async function findSnapshot(root: string, name: string, program: string): Promise<Found | Diagnostic> {
  const records = await snapshotRecords(root, program)
  const exact = records.filter(({ id }) => id === name)
  const fits =
    name === 'latest'
      ? [records.find(({ replacedBy }) => replacedBy === undefined) ?? records[0]].filter((one) => one !== undefined)
      : exact.length > 0
        ? exact
        : records.filter(({ id }) => id.startsWith(name))
  const [record, another] = fits
  if (record === undefined) {
    const known = records.map(({ id }) => id)
    const expected = nearest(name, known)
    const help = known.length === 0 ? 'refractor snapshot create takes one' : 'refractor snapshot list shows what there is'
    return diagnostic('cli/unknown-id', name === 'latest' ? 'there is no snapshot yet' : `there is no snapshot ${name}`, { help, expected })
  }
  if (another !== undefined)
    return diagnostic('link/ambiguous-id', `${name} is the beginning of ${fits.length} snapshots`, {
      help: 'write more of it',
      expected: fits.slice(0, 5).map(({ id }) => id),
    })
  const opened = openTree(root, record.tree, record.id)
  if (!opened.ok) return absentSnapshot(record)
  return { kind: 'snapshot', tree: opened.tree, commit: record.commit, snapshot: record.id, at: record.date }
}

/** The last commit of the branch on a day, or before it. */
function commitOfDay(root: string, name: string): string | Diagnostic {
  const { commit } = readHead(root)
  const args = ['rev-list', '-1', '--first-parent', `--before=${name}T23:59:59Z`, commit ?? 'HEAD', '--']
  const answer = runGitBytes(root, args)
  if (!answer.ok) return diagnostic('git/unavailable', `git cannot answer: ${answer.problem}`, { help: 'git status' })
  const found = answer.stdout.toString('latin1').trim()
  return found === ''
    ? diagnostic('git/unknown-revision', `the branch has no commit of ${name} or before`, { help: 'name a later day, or a revision' })
    : found
}

function findRevision(root: string, name: string): Found | Diagnostic {
  const resolved = resolveRevision(root, name)
  let commit: string
  if (resolved.ok) commit = resolved.commit
  else {
    if (!isDay(name)) return resolved.diagnostic
    const found = commitOfDay(root, name)
    if (typeof found !== 'string') return found
    commit = found
  }
  const opened = openRevision(root, commit)
  if (!opened.ok) return opened.diagnostic
  const commits = readCommits(root, [commit])
  if (!commits.ok) return commits.diagnostic
  const at = commits.commits[0]?.committedAt as string
  return { kind: resolved.ok ? 'revision' : 'day', tree: opened.tree, commit, snapshot: undefined, at }
}

/**
 * A program as a baseline has it: a revision of git (tag, branch, commit), a day (YYYY-MM-DD: the last commit of the branch until then), or
 * a snapshot by its id, the beginning of one, or "latest". A tag that is called like a day is meant before the day. It is read from git
 * objects only, and git is started a fixed number of times.
 */
export async function readBaseline(root: string, name: string, program: string): Promise<BaselineRead> {
  const found = snapshotLike.test(name) ? await findSnapshot(root, name, program) : findRevision(root, name)
  if ('code' in found) return refuse(found)
  const { tree, ...rest } = found
  const snapshot = await readSnapshot(root, { tree, cache: false })
  const shown = `baseline ${name}`
  if (snapshot.workspace.record === undefined) {
    const help = 'name a state that has a workspace: git log -- refractor.yaml'
    return refuse(...said('change/invalid-base', shown, snapshot.workspace.diagnostics).map((one) => ({ ...one, help })))
  }
  const ids = snapshot.programs.map(({ id }) => id)
  const own = snapshot.programs.find(({ id }) => id === program)
  if (own === undefined) {
    const expected = nearest(program, ids)
    const help = ids.length === 0 ? 'name a later state' : `name a state that has it; this one has ${ids.join(', ')}`
    return refuse(diagnostic('cli/unknown-id', `${shown} has no program ${program}`, { help, expected }))
  }
  if (own.program === undefined || !isWhole(own.files)) {
    const errors = own.diagnostics.filter(({ severity }) => severity === 'error')
    return refuse(...said('change/invalid-base', shown, errors))
  }
  return { ok: true, value: { name, ...rest, program: own.program } }
}
