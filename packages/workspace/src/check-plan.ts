import { accessSync, constants, lstatSync, readdirSync, readFileSync, type Stats } from 'node:fs'
import { dirname, join } from 'node:path'
import { type Basis, type Diagnostic, diagnostic, isRepoPath, type Plan, type Step } from '@refractor/core'
import { errorCode, fileProblem } from './find-path.ts'
import { listingOf } from './folder-basis.ts'
import { linkAbove, standingAt } from './journal-steps.ts'
import { sha256Of } from './read-file.ts'

/** A step and what stood in its way or at its start when the plan was checked. */
export interface CheckedStep {
  readonly step: Step
  /** Bytes and mode of the file that is edited or moved. */
  readonly original: { readonly bytes: Buffer; readonly mode: number } | undefined
}

/** The steps with what they start from, or everything that is in their way. */
export type PlanCheck =
  | { readonly ok: true; readonly steps: readonly CheckedStep[] }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] }

const fold = (path: string): string => path.normalize('NFC').toLowerCase()
const at = (file: string) => ({ location: { file, line: 1, column: 1 } })

/** Paths that a step reads or writes: the one it starts from (if any) and the one it leaves behind. */
function ends(step: Step): { from: string | undefined; to: string; all: readonly string[] } {
  if (step.type === 'move') return { from: step.from, to: step.to, all: [step.from, step.to] }
  return { from: step.type === 'create' ? undefined : step.path, to: step.path, all: [step.path] }
}

const unsafe = (path: string, why: string): Diagnostic =>
  diagnostic('workspace/unsafe-path', `refused to write ${JSON.stringify(path)}: ${why}`, {
    ...(isRepoPath(path) && at(path)),
    help: 'use a plain path inside the workspace',
  })
/** A file that is not what the plan was made from. */
export const changed = (path: string, why: string): Diagnostic =>
  diagnostic('workspace/changed-underneath', `${path} ${why} while the command ran`, { ...at(path), help: 'run the command again' })
/** A place that is taken. */
export const occupied = (path: string, by: string = path): Diagnostic =>
  diagnostic('workspace/would-overwrite', by === path ? `${path} exists already` : `${path} would take the place of ${by}`, {
    ...at(by),
    help: `move ${by} away, or choose another name`,
  })
/** A file that the system does not let us write. */
export const unwritable = (path: string, problem: string): Diagnostic =>
  diagnostic('workspace/unwritable', `cannot write ${path}: ${problem}`, {
    ...at(path),
    help: 'make the folder one that you may write to, and free some space',
  })

/** The plan was made from another state. */
const stale = (path: string): Diagnostic =>
  diagnostic('workspace/stale-plan', `${path} is not what it was when the plan was made`, { ...at(path), help: 'run the command again' })

function statOf(path: string): Stats | undefined {
  return lstatSync(path, { throwIfNoEntry: false })
}

/** Every folder above must be a real one: a link could lead the write out of the workspace. */
function checkParents(root: string, path: string): Diagnostic | undefined {
  const parts = path.split('/').slice(0, -1)
  for (let length = 1; length <= parts.length; length++) {
    const folder = parts.slice(0, length).join('/')
    const stats = statOf(join(root, folder))
    if (stats === undefined) return undefined
    if (stats.isSymbolicLink()) return unsafe(path, `${folder} is a symbolic link`)
    if (!stats.isDirectory()) return unsafe(path, `${folder} is not a directory`)
  }
  return undefined
}

/** What stands where a new file is to go, in whatever case it is spelled. */
function occupant(root: string, path: string): string | undefined {
  const slash = path.lastIndexOf('/')
  const [folder, name] = [path.slice(0, Math.max(slash, 0)), path.slice(slash + 1)]
  if (statOf(join(root, path)) !== undefined) return path
  if (statOf(join(root, folder)) === undefined) return undefined
  const twin = readdirSync(join(root, folder)).find((other) => fold(other) === fold(name))
  return twin === undefined ? undefined : folder === '' ? twin : `${folder}/${twin}`
}

function checkOriginal(root: string, path: string, before: string): CheckedStep['original'] | Diagnostic {
  const stats = statOf(join(root, path))
  if (stats === undefined) return changed(path, 'was removed')
  if (!stats.isFile()) return unsafe(path, 'it is not a regular file')
  const bytes = readFileSync(join(root, path))
  return sha256Of(bytes) === before ? { bytes, mode: stats.mode & 0o7777 } : changed(path, 'was changed')
}

/** The nearest folder above that is there. */
function folderAbove(root: string, path: string): string {
  let folder = dirname(path)
  while (folder !== '.' && statOf(join(root, folder)) === undefined) folder = dirname(folder)
  return folder
}

/** What the system says about writing, before anything is written: to the folders, and to the file that gets another content. */
function checkAccess(root: string, step: Step): Diagnostic[] {
  return ends(step).all.flatMap((path) => {
    try {
      if (step.type === 'edit') accessSync(join(root, path), constants.W_OK)
      accessSync(join(root, folderAbove(root, path)), constants.W_OK | constants.X_OK)
      return []
    } catch (error) {
      // What is gone was said already.
      return errorCode(error) === 'ENOENT' ? [] : [unwritable(path, fileProblem(error))]
    }
  })
}

/** A file that the plan was made from, beside those that it changes. */
function checkBasis(root: string, { path, sha256, listing }: Basis): Diagnostic[] {
  if (!isRepoPath(path) || path.endsWith('/')) return [unsafe(path, 'it is not a file path inside the workspace')]
  if (listing !== undefined) return listingOf(root, path) === listing ? [] : [stale(path)]
  if (linkAbove(root, path) !== undefined) return sha256 === undefined ? [] : [stale(path)]
  try {
    return standingAt(join(root, path)) === sha256 ? [] : [stale(path)]
  } catch {
    return [stale(path)]
  }
}

function checkStep(root: string, step: Step): CheckedStep | Diagnostic[] {
  const { from, to, all } = ends(step)
  const bad = all.filter((path) => !isRepoPath(path) || path.endsWith('/'))
  if (bad.length > 0) return bad.map((path) => unsafe(path, 'it is not a file path inside the workspace'))
  const problems: Diagnostic[] = []
  let original: CheckedStep['original']
  try {
    for (const path of all) {
      const problem = checkParents(root, path)
      if (problem !== undefined) problems.push(problem)
    }
    if (problems.length > 0) return problems
    if (step.type !== 'create') {
      const answer = checkOriginal(root, from as string, step.before)
      if (answer !== undefined && 'code' in answer) problems.push(answer)
      else original = answer
    }
    const standing = step.type === 'create' || step.type === 'move' ? occupant(root, to) : undefined
    if (standing !== undefined) problems.push(occupied(to, standing))
    else problems.push(...checkAccess(root, step))
  } catch (error) {
    problems.push(unwritable(to, fileProblem(error)))
  }
  return problems.length > 0 ? problems : { step, original }
}

/** No two steps may touch one path, or a path and a folder of it; not even where a file system ignores case. */
function checkOverlaps(plan: Plan): Diagnostic[] {
  const paths = plan.steps.flatMap((step) => ends(step).all).filter(isRepoPath)
  const known = new Map<string, string>()
  const problems: Diagnostic[] = []
  for (const path of paths) {
    const other = known.get(fold(path))
    if (other !== undefined) problems.push(unsafe(path, other === path ? 'two steps of the plan use it' : `another step uses ${other}`))
    known.set(fold(path), path)
  }
  for (const path of paths) {
    const parts = fold(path).split('/')
    for (let length = 1; length < parts.length; length++) {
      const above = known.get(parts.slice(0, length).join('/'))
      if (above !== undefined) problems.push(unsafe(path, `another step uses ${above} as a file`))
    }
  }
  return problems
}

/** Checks every precondition of every step against the disk. `root` is a real path. One problem refuses the whole plan, and all are reported. */
export function checkPlan(root: string, plan: Plan): PlanCheck {
  const diagnostics = [...checkOverlaps(plan), ...(plan.basis ?? []).flatMap((one) => checkBasis(root, one))]
  const steps: CheckedStep[] = []
  for (const step of plan.steps) {
    const answer = checkStep(root, step)
    if (Array.isArray(answer)) diagnostics.push(...answer)
    else steps.push(answer)
  }
  return diagnostics.length > 0 ? { ok: false, diagnostics } : { ok: true, steps }
}
