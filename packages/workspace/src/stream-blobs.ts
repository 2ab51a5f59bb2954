import { spawn } from 'node:child_process'
import { gitEnvironment, gitSafety } from './git-process.ts'

const newline = 10
const header = 200

/** Longer blobs are passed over: nothing that is read as a text is longer. */
const longest = 16 << 20

const absent = (count: number): string =>
  `this clone does not hold ${count === 1 ? 'one version of a file' : `${count} versions of files`}; git fetch --refetch --no-filter gets them`

/**
 * Reads many blobs with one process, one after the other, so that no more than one of them is in memory. `see` gets the bytes of each that
 * is here, which are only good while it runs. The answer is what went wrong, if anything did.
 */
export function streamBlobs(root: string, oids: readonly string[], see: (oid: string, bytes: Buffer) => void): Promise<string | undefined> {
  if (oids.length === 0) return Promise.resolve(undefined)
  const git = spawn('git', [...gitSafety(root), 'cat-file', '--batch', '--buffer'], {
    cwd: root,
    env: gitEnvironment(),
    stdio: ['pipe', 'pipe', 'pipe'],
    timeout: 300_000,
    windowsHide: true,
  })
  const reading = new BatchReading(oids, see)
  let [said, thrown] = ['', undefined as unknown]
  git.stderr.on('data', (part: Buffer) => {
    if (said.length < 1000) said += part.toString('utf8')
  })
  git.stdout.on('data', (part: Buffer) => {
    if (thrown !== undefined) return
    try {
      reading.add(part)
    } catch (error) {
      thrown = error
      git.kill()
    }
  })
  // Git that ends early takes no more questions; why it ended is told below.
  git.stdin.on('error', () => undefined)
  git.stdin.end(`${oids.join('\n')}\n`)
  return new Promise((resolve, reject) => {
    git.on('error', (error: NodeJS.ErrnoException) => resolve(error.code === 'ENOENT' ? 'git is not installed' : error.message))
    git.on('close', (code, signal) => {
      if (thrown !== undefined) reject(thrown)
      else if (code === 0 && reading.isDone) resolve(reading.missing === 0 ? undefined : absent(reading.missing))
      else resolve(said.trim().split('\n')[0]?.slice(0, 200) || `git cat-file ended with ${signal ?? code}`)
    })
  })
}

/** Takes apart what `cat-file --batch` answers, as it comes. */
class BatchReading {
  readonly #oids: readonly string[]
  readonly #see: (oid: string, bytes: Buffer) => void
  missing = 0
  #next = 0
  #parts: Buffer[] = []
  #length = 0
  /** Bytes of the present blob and of the line break behind it; undefined while its header is awaited. */
  #wanted: number | undefined
  #isPassedOver = false

  constructor(oids: readonly string[], see: (oid: string, bytes: Buffer) => void) {
    this.#oids = oids
    this.#see = see
  }

  get isDone(): boolean {
    return this.#next === this.#oids.length
  }

  add(part: Buffer): void {
    if (this.#isPassedOver && this.#wanted !== undefined && part.length < this.#wanted) {
      this.#wanted -= part.length
      return
    }
    this.#parts.push(part)
    this.#length += part.length
    if (this.#wanted !== undefined && this.#length < this.#wanted) return
    let rest = this.#parts.length === 1 ? part : Buffer.concat(this.#parts)
    for (;;) {
      const after = this.#step(rest)
      if (after === undefined) break
      rest = after
    }
    this.#parts = rest.length > 0 ? [rest] : []
    this.#length = rest.length
    if (this.#isPassedOver && this.#wanted !== undefined) {
      this.#wanted -= rest.length
      this.#parts = []
      this.#length = 0
    }
  }

  /** Takes a header or a blob from the start of the bytes; undefined when they do not hold all of it yet. */
  #step(bytes: Buffer): Buffer | undefined {
    if (this.isDone) return undefined
    if (this.#wanted === undefined) {
      const end = bytes.indexOf(newline)
      if (end < 0) return undefined
      const [, type, size] = bytes.toString('latin1', 0, Math.min(end, header)).split(' ')
      if (size === undefined) {
        this.#next += 1
        this.missing += 1
      } else {
        this.#wanted = Number(size) + 1
        this.#isPassedOver = type !== 'blob' || this.#wanted > longest
      }
      return bytes.subarray(end + 1)
    }
    if (bytes.length < this.#wanted) return undefined
    const blob = bytes.subarray(0, this.#wanted - 1)
    const rest = bytes.subarray(this.#wanted)
    if (!this.#isPassedOver) this.#see(this.#oids[this.#next] as string, blob)
    this.#next += 1
    this.#wanted = undefined
    this.#isPassedOver = false
    return rest
  }
}
