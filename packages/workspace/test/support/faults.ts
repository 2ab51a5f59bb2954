import { copyFileSync, linkSync, lstatSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { type FaultPoint, watchFaultPoints } from '../../src/fault-points.ts'

export const failure = (code: string): Error => Object.assign(new Error(code), { code })

/** Runs `work` with a hook, and takes the hook away again. */
export function watched<T>(hook: (point: FaultPoint, moment: 'before' | 'after', count: number) => void, work: () => T): T {
  let count = 0
  watchFaultPoints((point, moment) => hook(point, moment, count++))
  try {
    return work()
  } finally {
    watchFaultPoints(undefined)
  }
}

/** How many fault points there are on the way, counting before and after each call. */
export function countPoints(work: () => void): number {
  let total = 0
  watched(() => void total++, work)
  return total
}

/** The call with this number fails; the ones after it do not. */
export const failingAt = <T>(number: number, code: string, work: () => T): T =>
  watched((_point, _moment, count) => {
    if (count === number) throw failure(code)
  }, work)

/** As a process that is killed at this point: nothing changes on disk from there on, whatever is tried. */
export const killedAt = <T>(number: number, work: () => T): T =>
  watched((_point, _moment, count) => {
    if (count >= number) throw failure('KILLED')
  }, work)

/** Everything below a folder: files with content and mode, folders with a slash. */
export function treeOf(root: string, skip: (path: string) => boolean = () => false): Record<string, string> {
  const tree: Record<string, string> = {}
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    const absolute = join(entry.parentPath, entry.name)
    const path = absolute.slice(root.length + 1)
    if (skip(path)) continue
    if (entry.isDirectory()) tree[`${path}/`] = ''
    else if (entry.isFile()) tree[path] = `${(statSync(absolute).mode & 0o777).toString(8)} ${readFileSync(absolute, 'latin1')}`
    else tree[path] = 'link'
  }
  return Object.fromEntries(Object.entries(tree).sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** The tree without what the engine keeps for itself: but for open journals and the drafts of files, which must not be left. */
export const visibleTree = (root: string): Record<string, string> =>
  treeOf(root, (path) => /^\.refractor\/journal(?:\/(?:\.gitignore|last))?$|^\.refractor$|^\.refractor\/audit/.test(path))

/** Copies a tree as `cp -a` does: two names of one file stay names of one file. */
export function copyTree(from: string, to: string): void {
  const known = new Map<number, string>()
  const copy = (source: string, target: string): void => {
    mkdirSync(target)
    for (const entry of readdirSync(source, { withFileTypes: true })) {
      const [one, other] = [join(source, entry.name), join(target, entry.name)]
      if (entry.isDirectory()) {
        copy(one, other)
        continue
      }
      const { ino } = lstatSync(one)
      const same = known.get(ino)
      if (same === undefined) copyFileSync(one, other)
      else linkSync(same, other)
      known.set(ino, other)
    }
  }
  copy(from, to)
}
