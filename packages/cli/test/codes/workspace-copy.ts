import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Diagnostic } from '@refractor/core'
import type { Io } from '../../src/io.ts'
import { run } from '../../src/run.ts'
import { type Files, lines, program } from './case.ts'

const now = '2026-11-21T10:00:00Z'

/** A workspace without any finding. */
const sound: Files = {
  'refractor.yaml': 'format: 1\n',
  '.gitignore': lines('reports/', '.refractor/cache/', '.refractor/journal/', '.refractor/lock'),
  'docs/route.md': '# The route\n',
  'specification/program.yaml': program(),
  'specification/phases/P0.yaml': lines(
    'format: 1',
    'id: "P0"',
    'title: "Plan the move"',
    'tasks:',
    '  - { id: "P0.T1", title: "Write docs/route.md" }',
    'exit:',
    '  criteria:',
    '    - id: "P0.1"',
    '      statement: "The route is written down."',
    '      check: { kind: artifact, paths: ["docs/route.md"] }',
  ),
}

function write(root: string, files: Files): void {
  for (const [path, content] of Object.entries(files)) {
    const absolute = join(root, path)
    rmSync(absolute, { recursive: true, force: true })
    if (content === null) continue
    mkdirSync(dirname(absolute), { recursive: true })
    if (typeof content === 'string' || content instanceof Uint8Array) writeFileSync(absolute, content)
    else symlinkSync(content.linkTo, absolute)
  }
}

/** A folder for copies of one template: git is started once, for all of them. */
export class WorkspaceCopies {
  readonly #folder = realpathSync(mkdtempSync(join(tmpdir(), 'refractor-codes-')))
  readonly #template = join(this.#folder, 'template')
  #made = 0

  constructor() {
    mkdirSync(this.#template)
    write(this.#template, sound)
    this.#git('init', '-q', '-b', 'main', '--template=')
    this.#git('config', 'user.name', 'Lead')
    this.#git('config', 'user.email', 'lead@example.org')
    this.#git('add', '-A')
    this.#git('commit', '-q', '-m', 'The plan of the move')
  }

  #git(...args: readonly string[]): void {
    execFileSync('git', args, { cwd: this.#template, env: { ...process.env, GIT_AUTHOR_DATE: now, GIT_COMMITTER_DATE: now } })
  }

  copy(): WorkspaceCopy {
    this.#made += 1
    const root = join(this.#folder, String(this.#made))
    cpSync(this.#template, root, { recursive: true })
    return new WorkspaceCopy(root)
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true })
  }
}

/** What a run with `--json` ended with. */
export interface Ended {
  readonly exitCode: number
  readonly diagnostics: readonly Diagnostic[]
}

/** One copy of the template, to be broken. */
export class WorkspaceCopy {
  readonly root: string

  constructor(root: string) {
    this.root = root
  }

  write(files: Files): void {
    write(this.root, files)
  }

  /** Runs a command line in this process. */
  async refractor(line: string, io: Partial<Io> = {}): Promise<Ended> {
    let stdout = ''
    const exitCode = await run([...line.split(' '), '--json'], {
      cwd: this.root,
      env: {},
      version: '0.0.0',
      isTTY: false,
      interactive: false,
      width: 100,
      pagesDirs: [],
      now: () => now,
      stdout: (text) => {
        stdout += text
      },
      stderr: () => {},
      ask: () => Promise.resolve(true),
      askText: () => Promise.resolve(undefined),
      ...io,
    })
    const document = JSON.parse(stdout) as Ended
    return { exitCode, diagnostics: document.diagnostics }
  }
}
