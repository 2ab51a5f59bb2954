import { type HistoryCommit, pathBelow, type SpecificationFile, specificationFile } from '@refractor/core'

/** How far the points of a history lie apart: the last state of each week (from Monday) or day, in UTC, or every commit. */
export const historySteps = ['week', 'day', 'commit'] as const
export type HistoryStep = (typeof historySteps)[number]

/** The files of a program as one commit left them: paths in the repository, and their blobs. */
export interface PastState {
  readonly commit: HistoryCommit
  /** The folder of the specification then. */
  readonly folder: string
  readonly files: ReadonlyMap<string, string>
  /** Records that may close phases: `<outbox>/<phase>/metadata.json`. */
  readonly reviews: ReadonlyMap<string, string>
}

/** Files of a specification that say what there is to do and when; dates depend on no others. */
const kinds: ReadonlySet<SpecificationFile | undefined> = new Set<SpecificationFile>(['program', 'phase', 'tasks', 'gates'])

/** Patterns of git for the names of these files, in any folder. */
export const stateNames: readonly string[] = ['program.yaml', 'phases/*.yaml', 'tasks.yaml', 'tasks/*.yaml', 'gates.yaml']

const isReview = (outbox: string, path: string): boolean => /^[^/]+\/metadata\.json$/.test(pathBelow(outbox, path) ?? '')

/** True for a path that the state of a program rests on. */
export function isOfState(path: string, folders: readonly string[], outbox: string): boolean {
  const belows = folders.map((one) => pathBelow(one, path)).filter((below) => below !== undefined)
  return belows.some((below) => kinds.has(specificationFile(below))) || isReview(outbox, path)
}

const dayLength = 24 * 60 * 60 * 1000
/** 1970-01-01 was a Thursday. */
const weekOf = (at: string): number => Math.floor((Math.floor(Date.parse(at) / dayLength) + 3) / 7)

const stepKey = (by: HistoryStep, { oid, at }: HistoryCommit): string =>
  by === 'commit' ? oid : by === 'day' ? at.slice(0, 10) : String(weekOf(at))

/** Evenly many of a list, never without its first and its last one. */
function thinned<T>(list: readonly T[], most: number): readonly T[] {
  if (list.length <= most) return list
  const last = Math.max(1, most - 1)
  return Array.from({ length: last + 1 }, (_, index) => list[Math.round((index * (list.length - 1)) / last)] as T)
}

/** No commit of a line can be older than the one before it, whatever the clock said that made it. */
function inOrder(commits: readonly HistoryCommit[]): HistoryCommit[] {
  let latest = ''
  return commits.map((commit) => {
    latest = commit.at > latest ? commit.at : latest
    return commit.at === latest ? commit : { ...commit, at: latest }
  })
}

/** Where a history begins: at the state that a day or a revision found. `after`: the commits of the line that came after the revision. */
export type HistoryStart = { readonly day: string } | { readonly after: ReadonlySet<string> }

/** What of a line of commits becomes points of a history, oldest first. */
interface PointsAsked {
  readonly by: HistoryStep
  readonly max: number
  readonly since?: HistoryStart | undefined
}

interface PointsPicked {
  readonly points: readonly HistoryCommit[]
  /** How many steps more there would have been. */
  readonly leftOut: number
}

/** The commits whose states are looked at: the last one of each step, of those too many only some, evenly. */
export function pickPoints(line: readonly HistoryCommit[], { by, max, since }: PointsAsked): PointsPicked {
  const commits = inOrder(line)
  const isLater = (commit: HistoryCommit): boolean =>
    since === undefined || ('day' in since ? commit.at.slice(0, 10) >= since.day : since.after.has(commit.oid))
  const first = commits.findIndex(isLater)
  const [before, rest] = first < 0 ? [commits, []] : [commits.slice(0, first), commits.slice(first)]
  const steps = [...before.slice(-1), ...rest.filter((commit, index) => stepKey(by, commit) !== keyAfter(rest, index, by))]
  const points = thinned(steps, max)
  return { points, leftOut: steps.length - points.length }
}

function keyAfter(commits: readonly HistoryCommit[], index: number, by: HistoryStep): string | undefined {
  const next = commits[index + 1]
  return next && stepKey(by, next)
}

/**
 * Goes along a line of commits, each of which says what it changed against the one before, and tells what was there at the chosen ones.
 * A commit without the program is passed over. `folders`: where the specification has been, from the present one back.
 */
export function pastStates(
  line: readonly HistoryCommit[],
  points: readonly HistoryCommit[],
  folders: readonly string[],
  outbox: string,
): PastState[] {
  const present = new Map<string, string>()
  const wanted = new Map(points.map((point) => [point.oid, point]))
  const states: PastState[] = []
  for (const commit of line) {
    for (const { path, after } of commit.files) {
      if (after === undefined) present.delete(path)
      else present.set(path, after)
    }
    const point = wanted.get(commit.oid)
    const folder = point && folders.find((one) => present.has(one === '' ? 'program.yaml' : `${one}/program.yaml`))
    if (point === undefined || folder === undefined) continue
    const [files, reviews] = [new Map<string, string>(), new Map<string, string>()]
    for (const [path, blob] of present) {
      const below = pathBelow(folder, path)
      if (below !== undefined && kinds.has(specificationFile(below))) files.set(path, blob)
      else if (isReview(outbox, path)) reviews.set(path, blob)
    }
    states.push({ commit: point, folder, files, reviews })
  }
  return states
}
