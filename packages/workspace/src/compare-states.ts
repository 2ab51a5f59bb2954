import {
  comparePrograms,
  type Diagnostic,
  diagnostic,
  type FieldChange,
  type GateResult,
  type Program,
  type ProgramDifference,
  type ProgramSide,
  workspaceChanges,
} from '@refractor/core'
import type { ScheduleDifference } from '@refractor/core/schedule'
import { type GitObjects, gitObjects } from './git-objects.ts'
import { runGitBytes } from './git-process.ts'
import { judgeProgram } from './judge-program.ts'
import { said, shortName } from './open-change.ts'
import { readSnapshot } from './read-snapshot.ts'
import { readStateAt } from './read-state-at.ts'
import { readTraceSources } from './read-trace-sources.ts'
import { isShallow, resolveRevision, unshallow } from './resolve-revision.ts'
import type { RevisionTree } from './revision-tree.ts'
import type { ParsedRecords, ProgramSnapshot, Snapshot } from './types.ts'
import { isWhole } from './whole-files.ts'

/** A state that is compared: a commit, or the work tree, which has none. */
export interface ComparedState {
  /** As it was asked for; undefined for the work tree. */
  readonly revision: string | undefined
  readonly commit: string | undefined
  /** RFC 3339, UTC. */
  readonly committedAt: string | undefined
}

/** A program that only one of the two states has. */
export interface OtherProgram {
  readonly id: string
  readonly name: string
  readonly change: 'added' | 'removed'
}

/** Everything in which two states of a workspace differ in meaning. */
export interface ComparedStates {
  readonly base: ComparedState
  readonly head: ComparedState
  /** Programs of both states, those without a difference too; without those that cannot be compared, for errors that are told. */
  readonly programs: readonly ProgramDifference[]
  /** How the dates of these programs differ, as the plans are written, by program; none where they do not. */
  readonly dates: ReadonlyMap<string, ScheduleDifference>
  readonly others: readonly OtherProgram[]
  /** Of refractor.yaml. */
  readonly workspace: readonly FieldChange[]
  readonly diagnostics: readonly Diagnostic[]
}

export type StatesCompared =
  | { readonly ok: true; readonly value: ComparedStates }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] }

/** Which states: without `head` it is the work tree; `sinceParting`: not base itself is meant, but where head left it. */
export interface StatesAsked {
  readonly base: string
  readonly head?: string | undefined
  readonly sinceParting?: boolean
}

interface Side {
  readonly state: ComparedState
  readonly tree: RevisionTree | undefined
  /** Undefined: there is no workspace in it. */
  readonly snapshot: Snapshot | undefined
}

type SideRead = { readonly ok: true; readonly side: Side } | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] }

const errorsIn = (diagnostics: readonly Diagnostic[]): Diagnostic[] => diagnostics.filter((one) => one.severity === 'error')

async function readRevision(root: string, revision: string, objects: GitObjects, parsed: ParsedRecords): Promise<SideRead> {
  const read = await readStateAt(root, revision, objects, parsed)
  if (read.ok) {
    const { tree, committedAt, snapshot } = read.value
    return { ok: true, side: { state: { revision, commit: tree.commit, committedAt }, tree, snapshot } }
  }
  const { tree, diagnostics } = read
  if (tree === undefined || diagnostics.some(({ code }) => code !== 'workspace/not-found')) return read
  return { ok: true, side: { state: { revision, commit: tree.commit, committedAt: undefined }, tree, snapshot: undefined } }
}

async function readWorkTree(root: string, parsed: ParsedRecords): Promise<SideRead> {
  const snapshot = await readSnapshot(root, { parsed })
  if (snapshot.workspace.record === undefined) return { ok: false, diagnostics: snapshot.diagnostics }
  return { ok: true, side: { state: { revision: undefined, commit: undefined, committedAt: undefined }, tree: undefined, snapshot } }
}

/** Where head left base: the commit that both have, and the last one of that kind. */
function partingOf(root: string, base: string, head: string): { ok: true; commit: string } | { ok: false; diagnostic: Diagnostic } {
  const [one, other] = [resolveRevision(root, base), resolveRevision(root, head)]
  if (!one.ok) return one
  if (!other.ok) return other
  const answer = runGitBytes(root, ['merge-base', one.commit, other.commit])
  if (answer.ok) return { ok: true, commit: answer.stdout.toString('latin1').trim() }
  if (answer.exitCode !== 1)
    return { ok: false, diagnostic: diagnostic('git/unavailable', `git cannot answer: ${answer.problem}`, { help: 'git status' }) }
  const help = isShallow(root) ? unshallow(root) : `compare them as they are: refractor diff ${base}..${head}`
  return { ok: false, diagnostic: diagnostic('git/missing-history', `this clone knows no commit that ${base} and ${head} share`, { help }) }
}

/** Findings of a side, told so that it is clear whose they are. Where there is something to compare all the same, those of base are no fault of now. */
function problemsOf(
  { tree }: Side,
  which: 'base' | 'head',
  program: ProgramSnapshot | undefined,
  errors: readonly Diagnostic[],
): Diagnostic[] {
  if (tree === undefined) return [...errors]
  const told = said(`change/invalid-${which}`, shortName(which, tree), errors)
  return which === 'base' && program?.program !== undefined && isWhole(program.files)
    ? told.map((one) => ({ ...one, severity: 'warning' }))
    : told
}

const unknownVerdict = (gate: GateResult): GateResult => ({ ...gate, verdict: 'unknown' })

/** A program as one side has it, every gate judged on it. While its files have errors there is no verdict. */
async function programSide(
  { tree }: Side,
  snapshot: Snapshot,
  found: ProgramSnapshot,
  program: Program,
  now: string,
): Promise<{ readonly side: ProgramSide; readonly diagnostics: readonly Diagnostic[] }> {
  const options = tree === undefined ? {} : { tree, cache: false }
  const judged = await judgeProgram(snapshot, program, () => [...program.gates.keys()], now, options)
  const isValid = errorsIn(found.diagnostics).length === 0
  const { sources, diagnostics } = await readTraceSources(snapshot, program, ['tags', 'boxes', 'documents'], { tree, case: judged.case })
  return {
    side: {
      program,
      files: found.files,
      case: judged.case,
      gates: isValid ? judged.gates : judged.gates.map(unknownVerdict),
      facts: { ...judged.facts, trace: { ...judged.facts.trace, ...sources } },
      now,
    },
    diagnostics: tree === undefined ? [...judged.diagnostics, ...diagnostics] : [],
  }
}

/**
 * Reads two states of a workspace, judges every gate of each on its own state and at the same time, and tells in what they differ.
 * Revisions are read from git objects only, each blob once; how often git is started does not depend on their size or history.
 */
export async function compareStates(
  root: string,
  { base, head, sinceParting = false }: StatesAsked,
  { now, program: only }: { readonly now: string; readonly program?: string | undefined },
): Promise<StatesCompared> {
  const objects = gitObjects(root)
  // Most files are the same in both: these are parsed once, and records of theirs need not be compared.
  const parsed: ParsedRecords = new Map()
  const parting = sinceParting ? partingOf(root, base, head ?? 'HEAD') : undefined
  if (parting?.ok === false) return { ok: false, diagnostics: [parting.diagnostic] }
  // First the work tree: it may be in the cache, which a revision never is.
  const after = head === undefined ? await readWorkTree(root, parsed) : await readRevision(root, head, objects, parsed)
  const before = await readRevision(root, parting?.commit ?? base, objects, parsed)
  if (!before.ok || !after.ok) return { ok: false, diagnostics: [before, after].flatMap((one) => (one.ok ? [] : one.diagnostics)) }
  const [was, is] = [before.side, after.side]
  const programsOf = ({ snapshot }: Side): ReadonlyMap<string, ProgramSnapshot> =>
    new Map(snapshot?.programs.filter((one) => only === undefined || one.id === only).map((one) => [one.id, one]))
  const [own, next] = [programsOf(was), programsOf(is)]
  if (only !== undefined && own.size + next.size === 0) {
    const known = [...new Set([was, is].flatMap(({ snapshot }) => snapshot?.programs.map(({ id }) => id) ?? []))].sort()
    const help = `use one of: ${known.join(', ')}`
    return { ok: false, diagnostics: [diagnostic('cli/unknown-id', `there is no program ${only}`, { help, expected: known })] }
  }
  const diagnostics: Diagnostic[] = [...(is.tree?.diagnostics ?? [])]
  for (const [side, which] of [
    [was, 'base'],
    [is, 'head'],
  ] as const)
    diagnostics.push(...problemsOf(side, which, undefined, errorsIn(side.snapshot?.workspace.diagnostics ?? [])))
  const programs: ProgramDifference[] = []
  const others: OtherProgram[] = []
  const dates = new Map<string, ScheduleDifference>()
  const { scheduleDifference, scheduleOf } = await import('@refractor/core/schedule')
  for (const id of new Set([...own.keys(), ...next.keys()])) {
    const [one, other] = [own.get(id), next.get(id)]
    diagnostics.push(...problemsOf(was, 'base', one, errorsIn(one?.diagnostics ?? [])))
    diagnostics.push(...problemsOf(is, 'head', other, errorsIn(other?.diagnostics ?? [])))
    if (one !== undefined && other !== undefined) {
      if (one.program === undefined || other.program === undefined || !isWhole(one.files) || !isWhole(other.files)) continue
      const left = await programSide(was, was.snapshot as Snapshot, one, one.program, now)
      const right = await programSide(is, is.snapshot as Snapshot, other, other.program, now)
      diagnostics.push(...right.diagnostics)
      programs.push(comparePrograms(left.side, right.side))
      const shifted = scheduleDifference(scheduleOf(one.program).schedule, scheduleOf(other.program).schedule)
      if (shifted !== undefined) dates.set(id, shifted)
    } else {
      const found = (one ?? other) as ProgramSnapshot
      others.push({ id, name: found.program?.name ?? id, change: one === undefined ? 'added' : 'removed' })
    }
  }
  return {
    ok: true,
    value: {
      base: { ...was.state, revision: base },
      head: is.state,
      programs,
      dates,
      others,
      workspace: workspaceChanges(was.snapshot?.workspace.record, is.snapshot?.workspace.record),
      diagnostics,
    },
  }
}
