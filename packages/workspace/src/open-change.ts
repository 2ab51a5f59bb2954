import { type Case, type Diagnostic, diagnostic, type JudgeFiles, type Program, type ProgramFolders } from '@refractor/core'
import { gitObjects } from './git-objects.ts'
import { governed, judgeFiles } from './judge-files.ts'
import { readCase } from './read-case.ts'
import { type Change, readChange } from './read-change.ts'
import { readSnapshot } from './read-snapshot.ts'
import { openRevision, type RevisionTree } from './revision-tree.ts'
import type { ProgramSnapshot, Snapshot } from './types.ts'

/** A program of base between two revisions. */
export interface ProgramBetween {
  readonly id: string
  readonly base: { readonly program: Program; readonly case: Case; readonly files: JudgeFiles }
  /** `program` is undefined where head takes the program away, or where its files make none. */
  readonly head: { readonly program: Program | undefined; readonly case: Case; readonly files: JudgeFiles }
  /** The same where head left base; undefined where head holds all of base. */
  readonly since: { readonly program: Program | undefined; readonly case: Case; readonly files: JudgeFiles } | undefined
  /** Why the program of head cannot be read: then nothing of it is met. */
  readonly invalid: readonly Diagnostic[]
  /** Files that only the policy of base counts as part of the judge, and that differ. */
  readonly dropped: readonly string[]
  /** What was found while the case of head was read. */
  readonly diagnostics: readonly Diagnostic[]
}

/** Two revisions of a workspace, read from git objects only. */
export interface OpenedChange {
  readonly root: string
  readonly base: RevisionTree
  readonly head: RevisionTree
  /** Where head left base: base itself, unless base went on since. */
  readonly since: RevisionTree
  readonly change: Change
  readonly programs: readonly ProgramBetween[]
  /** Ids of programs that only head has. */
  readonly newPrograms: readonly string[]
  /** Programs of base that cannot be judged by, with their errors. */
  readonly unusable: ReadonlyMap<string, readonly Diagnostic[]>
  /** Folders of all programs of base. */
  readonly folders: readonly ProgramFolders[]
  readonly diagnostics: readonly Diagnostic[]
}

export type ChangeOpened =
  | { readonly ok: true; readonly value: OpenedChange }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] }

const errorsIn = (diagnostics: readonly Diagnostic[]): Diagnostic[] => diagnostics.filter((one) => one.severity === 'error')

/** "base 1a2b3c4": short enough to read, long enough to find. */
export const shortName = (side: 'base' | 'head', tree: RevisionTree): string => `${side} ${tree.commit.slice(0, 7)}`

/** Findings of a revision. Their places are in that revision, which the message has to say; the code says whose fault it is. */
export function said(code: 'change/invalid-head' | 'change/invalid-base', where: string, found: readonly Diagnostic[]): Diagnostic[] {
  return found.map(({ code: own, message, severity: _, ...rest }) => diagnostic(code, `${where}: ${message} (${own})`, rest))
}

/** A base without a workspace is not helped by making one here. */
const inBase = (one: Diagnostic): Diagnostic =>
  one.code === 'workspace/not-found' ? { ...one, help: 'merge the workspace first, then judge changes of it' } : one

/** Paths that head no longer counts as part of its judge, and that differ from where it left base. */
function droppedPaths(head: Program | undefined, before: JudgeFiles, now: JudgeFiles): string[] {
  const kept = head?.policy?.record.governance?.paths
  const isKept = kept === undefined ? () => false : governed(kept)
  return [...new Set([...before.files.keys(), ...now.files.keys()])]
    .filter((path) => {
      const [was, is] = [before.files.get(path), now.files.get(path)]
      return was !== is && !isKept(path, is ?? was)
    })
    .sort()
}

interface Sides<T> {
  readonly base: T
  readonly head: T
  readonly since: T
}

async function between(
  own: ProgramSnapshot,
  program: Program,
  snapshots: Sides<Snapshot>,
  trees: Sides<RevisionTree>,
): Promise<ProgramBetween> {
  const found = (side: keyof Sides<Snapshot>): ProgramSnapshot | undefined => snapshots[side].programs.find((one) => one.id === own.id)
  // Files that make no program may not even say which one they would make.
  const known = new Set(snapshots.base.programs.map((one) => one.id))
  const unnamed = snapshots.head.programs.filter((one) => one.program === undefined && !known.has(one.id))
  const next = found('head')
  const others = next === undefined ? unnamed : [next]
  const errors = errorsIn([...snapshots.head.workspace.diagnostics, ...others.flatMap((one) => one.diagnostics)])
  const isGone = others.length === 0 && errors.length === 0
  const isValid = errors.length === 0 && next?.program !== undefined
  const problems = isGone || isValid ? [] : errors.length > 0 ? errors : [unreadable(own.id)]
  const headProgram = isValid ? next?.program : undefined
  // Where the case lies is for base to say: a change cannot move the judge to records of its own.
  const read = (tree: RevisionTree) => readCase(snapshots.base, program, { tree, cache: false })
  const files = (side: keyof Sides<Snapshot>, judge: Program | undefined): JudgeFiles =>
    judgeFiles(trees[side], snapshots[side].workspace.record, judge?.policy?.record.governance?.paths)
  const [before, now] = [await read(trees.base), await read(trees.head)]
  const isBehind = trees.since !== trees.base
  const start = isBehind ? found('since')?.program : program
  return {
    id: own.id,
    base: { program, case: before.case, files: files('base', program) },
    head: { program: headProgram, case: now.case, files: files('head', headProgram) },
    since: isBehind ? { program: start, case: (await read(trees.since)).case, files: files('since', start) } : undefined,
    invalid: said('change/invalid-head', shortName('head', trees.head), problems),
    // What base counts as part of its judge and head does not: no approval of the judge of head covers it.
    dropped: droppedPaths(headProgram, files('since', program), files('head', program)),
    diagnostics: now.diagnostics,
  }
}

const unreadable = (id: string): Diagnostic =>
  diagnostic('workspace/no-program', `the program ${id} cannot be read`, { help: 'refractor validate' })

/**
 * Reads a workspace in two revisions: what decides from base, what is decided on from head. Nothing is checked out, nothing of the work
 * tree is looked at, and the cache is neither read nor written. Fails when a revision is not known.
 */
export async function openChange(root: string, revisions: { readonly base: string; readonly head: string }): Promise<ChangeOpened> {
  const objects = gitObjects(root)
  const [base, head] = [openRevision(root, revisions.base, { objects }), openRevision(root, revisions.head, { objects })]
  if (!base.ok || !head.ok) return { ok: false, diagnostics: [base, head].flatMap((one) => (one.ok ? [] : [one.diagnostic])) }
  const change = readChange(root, base.tree.commit, head.tree.commit)
  if (!change.ok) return { ok: false, diagnostics: [change.diagnostic] }
  // Where two lines merged each other, there is no one place at which head left base: then head has to hold all of it.
  const { mergeBase = base.tree.commit, isCrossed } = change.change
  const since = isCrossed || mergeBase === base.tree.commit ? base : openRevision(root, mergeBase, { objects })
  if (!since.ok) return { ok: false, diagnostics: [since.diagnostic] }
  const trees = { base: base.tree, head: head.tree, since: since.tree }
  const name = shortName('base', trees.base)
  const snapshot = await readSnapshot(root, { tree: trees.base, cache: false })
  const broken = errorsIn(snapshot.workspace.diagnostics)
  if (broken.length > 0 || snapshot.workspace.record === undefined)
    return { ok: false, diagnostics: said('change/invalid-base', name, broken.map(inBase)) }
  const next = await readSnapshot(root, { tree: trees.head, cache: false })
  const start = since === base ? snapshot : await readSnapshot(root, { tree: trees.since, cache: false })
  const programs: ProgramBetween[] = []
  const unusable = new Map<string, readonly Diagnostic[]>()
  for (const own of snapshot.programs) {
    const errors = errorsIn(own.diagnostics)
    if (own.program === undefined || errors.length > 0)
      unusable.set(own.id, said('change/invalid-base', name, errors.length > 0 ? errors : [unreadable(own.id)]))
    else programs.push(await between(own, own.program, { base: snapshot, head: next, since: start }, trees))
  }
  const known = new Set(snapshot.programs.map((one) => one.id))
  return {
    ok: true,
    value: {
      root,
      ...trees,
      change: change.change,
      programs,
      newPrograms: next.programs.map((one) => one.id).filter((id) => !known.has(id)),
      unusable,
      folders: snapshot.programs.map((one) => one.folders),
      diagnostics: [...trees.head.diagnostics, ...behind(change.change)],
    },
  }
}

function behind({ mergeBase, facts: { base } }: Change): Diagnostic[] {
  if (mergeBase === base) return []
  return [
    diagnostic('change/behind', 'head does not hold all of base: what base got in the meantime decides, and does not count for head', {
      help: 'merge base into the branch, or judge the commit of the merge',
    }),
  ]
}
