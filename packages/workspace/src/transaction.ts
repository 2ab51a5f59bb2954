import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  closeSync,
  constants,
  copyFileSync,
  fsyncSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { errorCode } from './find-path.ts'
import { sha256Of } from './read-file.ts'

const hasNoLinks = (error: unknown): boolean => ['EPERM', 'ENOTSUP', 'ENOSYS', 'EOPNOTSUPP', 'EMLINK', 'EXDEV'].includes(errorCode(error))

/** Gives a file a second name, which must be free: this is the only way to put a file in place without overwriting one. */
function linkWithoutClobber(from: string, to: string): void {
  try {
    linkSync(from, to)
  } catch (error) {
    if (!hasNoLinks(error)) throw error
    copyFileSync(from, to, constants.COPYFILE_EXCL)
  }
}

/** Directories are synchronised where the system allows it; it makes the new name itself survive a power loss. */
function syncFolder(folder: string): void {
  try {
    const handle = openSync(folder, 'r')
    try {
      fsyncSync(handle)
    } finally {
      closeSync(handle)
    }
  } catch {}
}

/** What went wrong with a file between the check and the change. */
export class Conflict extends Error {
  readonly reason: 'changed' | 'occupied'

  constructor(reason: 'changed' | 'occupied') {
    super(reason)
    this.reason = reason
  }
}

/**
 * Writes to several files so that either all of them happen or none. Each change is prepared beside its place, put in place by
 * a single call of the system, and remembered with what undoes it. `root` is a real path; paths are relative to it.
 */
export class Transaction {
  readonly #root: string
  readonly #token = randomBytes(6).toString('hex')
  readonly #temporary = new Map<string, string>()
  readonly #undo: { readonly path: string | undefined; readonly run: () => void }[] = []
  readonly #folders = new Set<string>()

  constructor(root: string) {
    this.#root = root
  }

  /** Writes the new content of `path` beside it, durably; nothing is visible yet. */
  prepare(path: string, text: string | Buffer, mode?: number): void {
    const target = join(this.#root, path)
    this.#makeFolder(dirname(target))
    const temporary = join(dirname(target), `.${basename(target)}.${this.#token}.tmp`)
    const handle = openSync(temporary, 'wx')
    this.#temporary.set(path, temporary)
    try {
      writeFileSync(handle, text)
      fsyncSync(handle)
    } finally {
      closeSync(handle)
    }
    if (mode !== undefined) chmodSync(temporary, mode)
  }

  /** Puts a prepared new file in place; throws when something stands there. */
  create(path: string): void {
    const target = join(this.#root, path)
    const temporary = this.#temporary.get(path) as string
    const digest = sha256Of(readFileSync(temporary))
    this.#guard(() => linkWithoutClobber(temporary, target))
    this.#remember(path, () => {
      // What someone wrote there since is theirs.
      if (sha256Of(readFileSync(target)) === digest) unlinkSync(target)
    })
  }

  /** Puts prepared content in the place of a file that is still what it was. */
  replace(path: string, before: string, original: Buffer, mode: number): void {
    const target = join(this.#root, path)
    const temporary = this.#temporary.get(path) as string
    const after = sha256Of(readFileSync(temporary))
    this.#expect(target, before)
    renameSync(temporary, target)
    this.#remember(path, () => {
      this.#expect(target, after)
      const back = `${temporary}.back`
      writeFileSync(back, original, { flag: 'wx' })
      chmodSync(back, mode)
      renameSync(back, target)
    })
  }

  /** Moves a file that is still what it was to a free place. */
  move(from: string, to: string, before: string): void {
    const [source, target] = [join(this.#root, from), join(this.#root, to)]
    this.#makeFolder(dirname(target))
    this.#expect(source, before)
    this.#guard(() => linkWithoutClobber(source, target))
    this.#remember(to, () => {
      if (lstatSync(source, { throwIfNoEntry: false }) === undefined) linkWithoutClobber(target, source)
      // What stands at the source may be someone else's by now; then the moved file is the only copy, and it stays.
      this.#expect(source, before)
      unlinkSync(target)
    })
    unlinkSync(source)
    this.#folders.add(dirname(source))
  }

  /** Everything is in place: what was only prepared goes, and the folders are made durable. */
  commit(): void {
    this.#clear()
    for (const folder of this.#folders) syncFolder(folder)
  }

  /** Undoes everything, last change first. Returns the paths where that was not possible. */
  rollBack(): string[] {
    this.#clear()
    const stuck: string[] = []
    for (const { path, run } of this.#undo.reverse()) {
      try {
        run()
      } catch {
        // A folder that someone has used since may stay; a file is never left behind in silence.
        if (path !== undefined) stuck.push(path)
      }
    }
    return stuck
  }

  #clear(): void {
    for (const temporary of this.#temporary.values()) {
      try {
        rmSync(temporary, { force: true })
      } catch {}
    }
    this.#temporary.clear()
  }

  #remember(path: string, run: () => void): void {
    this.#undo.push({ path, run })
    this.#folders.add(dirname(join(this.#root, path)))
  }

  #makeFolder(folder: string): void {
    if (lstatSync(folder, { throwIfNoEntry: false }) !== undefined) return
    this.#makeFolder(dirname(folder))
    mkdirSync(folder)
    this.#folders.add(dirname(folder))
    this.#undo.push({ path: undefined, run: () => rmdirSync(folder) })
  }

  #expect(file: string, digest: string): void {
    let found: string | undefined
    try {
      found = sha256Of(readFileSync(file))
    } catch {}
    if (found !== digest) throw new Conflict('changed')
  }

  #guard(run: () => void): void {
    try {
      run()
    } catch (error) {
      throw errorCode(error) === 'EEXIST' ? new Conflict('occupied') : error
    }
  }
}
