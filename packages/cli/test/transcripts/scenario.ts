import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Io } from '../../src/io.ts'
import { run } from '../../src/run.ts'

const fixtures = fileURLToPath(new URL('../fixtures/', import.meta.url))

const words = (line: string): string[] => (line.match(/"[^"]*"|'[^']*'|\S+/g) ?? []).map((word) => word.replace(/^(["'])(.*)\1$/, '$2'))

/** A workspace in a folder of its own, with git, a clock that stands still, and a transcript of all that is done in it. */
export class Scenario {
  readonly root: string
  readonly #lines: string[] = []
  readonly #commits: string[] = []
  #now = '2026-11-21T10:00:00Z'
  /** Overrides of the process that a run sees. */
  io: Partial<Io> = {}

  constructor(fixture?: string) {
    // Lines are wrapped before the path is taken out of them: it is as long in any of the usual places.
    const prefix = 'refractor-'.slice(0, Math.max(3, '/tmp/refractor-'.length - tmpdir().length - 1))
    this.root = join(realpathSync(mkdtempSync(join(tmpdir(), prefix))), 'harbour-library')
    mkdirSync(this.root)
    if (fixture !== undefined) cpSync(join(fixtures, fixture), this.root, { recursive: true })
    this.git('init', '-q', '-b', 'main')
    this.#identity('Lead', 'lead@example.org')
  }

  remove(): void {
    rmSync(dirname(this.root), { recursive: true, force: true })
  }

  git(...args: string[]): string {
    const env = {
      ...process.env,
      GIT_AUTHOR_DATE: this.#now,
      GIT_COMMITTER_DATE: this.#now,
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_CONFIG_NOSYSTEM: '1',
    }
    return execFileSync('git', args, { cwd: this.root, encoding: 'utf8', env })
  }

  #identity(name: string, email: string): void {
    this.git('config', 'user.name', name)
    this.git('config', 'user.email', email)
  }

  /** From here on somebody else works. */
  as(name: string, email: string): void {
    this.#identity(name, email)
    this.note(`now ${name} <${email}>`)
  }

  /** From here on it is later. */
  at(now: string): void {
    this.#now = now
    this.note(`now it is ${now}`)
  }

  note(text: string): void {
    this.#lines.push(`# ${text}`, '')
  }

  write(path: string, text: string | Uint8Array, what = `write ${path}`): void {
    mkdirSync(dirname(join(this.root, path)), { recursive: true })
    writeFileSync(join(this.root, path), text)
    this.note(what)
  }

  commit(message: string): void {
    this.git('add', '-A')
    this.git('commit', '-q', '--allow-empty', '-m', message)
    this.#commits.push(this.git('rev-parse', 'HEAD').trim())
    this.note(`git commit: ${message}`)
  }

  /** HEAD was made by a command: from here on it is a number, as those that were made by `commit` are. */
  sawCommit(): void {
    this.#commits.push(this.git('rev-parse', 'HEAD').trim())
  }

  /** Runs a command line in this process and writes down what it says. */
  async refractor(line: string): Promise<{ code: number; stdout: string; stderr: string }> {
    let [stdout, stderr] = ['', '']
    const io: Io = {
      cwd: this.root,
      env: {},
      version: '0.0.0',
      isTTY: false,
      interactive: false,
      width: 100,
      pagesDirs: [],
      now: () => this.#now,
      stdout: (text) => {
        stdout += text
      },
      stderr: (text) => {
        stderr += text
      },
      ask: () => Promise.resolve(false),
      askText: () => Promise.resolve(undefined),
      ...this.io,
    }
    const code = await run(words(line), io)
    const errors =
      stderr === ''
        ? []
        : stderr
            .trimEnd()
            .split('\n')
            .map((one) => `! ${one}`.trimEnd())
    this.#lines.push(`$ refractor ${line}`.trimEnd(), ...(stdout === '' ? [] : [stdout.trimEnd()]), ...errors, `Exit code: ${code}`, '')
    return { code, stdout, stderr }
  }

  /** Everything so far, without what differs from machine to machine. */
  transcript(): string {
    let text = this.#lines.join('\n')
    for (const [index, commit] of this.#commits.entries())
      text = text.replaceAll(commit, `<commit ${index + 1}>`).replaceAll(commit.slice(0, 7), `<commit ${index + 1}>`)
    // Every event has a nonce, so its digest is another one in every run.
    text = text.replace(/(?<![0-9a-f])[0-9a-f]{16}(?![0-9a-f])/g, '<digest>')
    return text.replaceAll(this.root, '<root>').replace(/(-(?:approve|reject|revoke)-|links\/\d{8}T\d{6}Z-)[0-9a-f]{12}/g, '$1<digest>')
  }
}
