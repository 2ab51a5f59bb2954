import { type FSWatcher, readdirSync, statSync, watch } from 'node:fs'
import { join } from 'node:path'
import type { WatchedFolder } from './watched-folders.ts'

export interface WatchOptions {
  /** Asked at the start and after every change, for folders come and go. */
  readonly folders: () => readonly WatchedFolder[]
  /** Called when something has changed and nothing more did for a while. */
  readonly onChange: () => void
  /** Quiet time before a change is told, and the longest that it is held back; milliseconds, default 150 and 1,000. */
  readonly quietMs?: number
  readonly mostMs?: number
  /** How often folders are looked at that the system does not watch; default 2,000. */
  readonly pollMs?: number
  /** Most folders that the system is asked to watch (default 2,000); as many again are looked at, and what is beyond that is not. */
  readonly most?: number
  /** Look at all folders: the system does not tell of changes that other machines make. */
  readonly poll?: boolean
}

/** How many folders the system watches, how many are looked at now and then, and how many are left out. */
export interface WatchState {
  readonly watched: number
  readonly polled: number
  readonly left: number
}

export interface FileWatch {
  state(): WatchState
  close(): void
}

interface Watched {
  readonly folder: WatchedFolder
  /** The folder itself: another one may take its place under the same name. */
  readonly inode: number
  /** Absent where it is looked at. */
  watcher?: FSWatcher | undefined
  stamp: string
}

/** Most entries of one folder that are looked at. */
const mostEntries = 20_000

/** What changes when a file of the folder does. */
function stampOf({ path, only }: WatchedFolder): string {
  try {
    const names = readdirSync(path).filter((name) => only === undefined || only.has(name))
    return names
      .slice(0, mostEntries)
      .map((name) => {
        const stats = statSync(join(path, name), { throwIfNoEntry: false })
        return stats === undefined || stats.isDirectory() ? name : `${name} ${stats.size} ${stats.mtimeMs} ${stats.ino}`
      })
      .join('\n')
  } catch {
    return ''
  }
}

function inodeOf(path: string): number | undefined {
  try {
    const stats = statSync(path)
    return stats.isDirectory() ? stats.ino : undefined
  } catch {
    return undefined
  }
}

/**
 * Tells of changes in folders, by what the system reports and, where it cannot (no more watches, a network), by looking. It reads names
 * and times only, follows no folder by itself, and keeps the process alive until it is closed.
 */
export function watchFiles(options: WatchOptions): FileWatch {
  const { quietMs = 150, mostMs = 1_000, pollMs = 2_000, most = 2_000, poll = false } = options
  const all = new Map<string, Watched>()
  let left = 0
  let isClosed = false
  let quiet: NodeJS.Timeout | undefined
  let since: number | undefined

  const settle = (): void => {
    quiet = undefined
    since = undefined
    refresh()
    options.onChange()
  }
  const changed = (): void => {
    if (isClosed) return
    const now = performance.now()
    since ??= now
    clearTimeout(quiet)
    quiet = setTimeout(settle, Math.max(0, Math.min(quietMs, since + mostMs - now)))
  }
  const lookAtIt = (one: Watched): void => {
    one.watcher?.close()
    one.watcher = undefined
    one.stamp = stampOf(one.folder)
  }
  const begin = (folder: WatchedFolder, inode: number, isWatched: boolean): Watched => {
    const one: Watched = { folder, inode, stamp: '' }
    if (isWatched) {
      try {
        one.watcher = watch(folder.path, { persistent: true }, (_event, name) => {
          if (name === null || folder.only === undefined || folder.only.has(name)) changed()
        })
        // A folder that goes away, or a system that has no more watches.
        one.watcher.on('error', () => lookAtIt(one))
        return one
      } catch {
        one.watcher = undefined
      }
    }
    one.stamp = stampOf(folder)
    return one
  }
  const refresh = (): void => {
    const wanted = options.folders()
    const taken = wanted.slice(0, most * 2)
    left = wanted.length - taken.length
    const paths = new Set(taken.map(({ path }) => path))
    for (const [path, one] of all) {
      if (paths.has(path) && inodeOf(path) === one.inode) continue
      one.watcher?.close()
      all.delete(path)
    }
    for (const [index, folder] of taken.entries()) {
      if (all.has(folder.path)) continue
      const inode = inodeOf(folder.path)
      if (inode !== undefined) all.set(folder.path, begin(folder, inode, !poll && index < most))
    }
  }
  const look = (): void => {
    let isChanged = false
    for (const one of all.values()) {
      if (one.watcher !== undefined) continue
      const stamp = stampOf(one.folder)
      if (stamp === one.stamp) continue
      one.stamp = stamp
      isChanged = true
    }
    if (isChanged) changed()
  }

  refresh()
  const timer = setInterval(look, pollMs)
  return {
    state: () => {
      const watched = [...all.values()].filter(({ watcher }) => watcher !== undefined).length
      return { watched, polled: all.size - watched, left }
    },
    close: () => {
      isClosed = true
      clearInterval(timer)
      clearTimeout(quiet)
      for (const { watcher } of all.values()) watcher?.close()
      all.clear()
    },
  }
}
