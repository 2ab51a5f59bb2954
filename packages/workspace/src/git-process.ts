import { spawnSync } from 'node:child_process'
import { lstatSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** The output of git, or why there is none. `exitCode` is null when it did not end by itself. */
export type GitAnswer =
  | { readonly ok: true; readonly stdout: string }
  | { readonly ok: false; readonly problem: string; readonly exitCode: number | null }

/** Where the user's own configuration is may be said; everything else in GIT_* could point git at another repository. */
const keptVariables: readonly string[] = ['GIT_CONFIG_GLOBAL', 'GIT_CONFIG_SYSTEM', 'GIT_CONFIG_NOSYSTEM']

/** The environment of every git process. */
export function gitEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^GIT_/i.test(name) || keptVariables.includes(name.toUpperCase()))
  return {
    ...Object.fromEntries(kept),
    LC_ALL: 'C',
    // Optional locks would make a mere question write to the index.
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    // A partial clone would fetch what it lacks: no protocol is allowed, whatever the configuration says.
    GIT_NO_LAZY_FETCH: '1',
    GIT_ALLOW_PROTOCOL: 'none',
  }
}

/**
 * No hook and no monitor is run, no object stands in for another, and a folder that somebody made to look like a
 * repository of its own is none (a bare one is named with --git-dir).
 */
const safety = [
  ...[
    'core.hooksPath=/dev/null',
    'core.fsmonitor=false',
    'core.warnAmbiguousRefs=true',
    'protocol.allow=never',
    'safe.bareRepository=explicit',
  ].flatMap((one) => ['-c', one]),
  '--no-replace-objects',
]

/** What stands before the subcommand. */
export const gitSafety = (root: string, patterns = false): string[] => [
  ...safety,
  ...(patterns ? [] : ['--literal-pathspecs']),
  ...(isBare(root) ? ['--git-dir=.'] : []),
]

/** The folder that holds `.git` (a directory, or the file of a worktree or submodule), from `root` (its real path) upwards. */
export function gitRoot(root: string): string | undefined {
  for (let folder = realpathSync.native(root); ; folder = dirname(folder)) {
    if (lstatSync(join(folder, '.git'), { throwIfNoEntry: false }) !== undefined) return folder
    if (dirname(folder) === folder) return undefined
  }
}

/** True when `root` is itself a repository without a work tree. One that lies in another repository is none: anybody could plant it. */
export function isBare(root: string): boolean {
  const isFolder = (name: string): boolean => lstatSync(join(root, name), { throwIfNoEntry: false })?.isDirectory() ?? false
  return isFolder('objects') && isFolder('refs') && gitRoot(root) === undefined
}

interface GitOptions {
  readonly input?: string | Uint8Array
  readonly timeoutMs?: number
  /** The most that git may say; default 256 MiB, for more than that is no text in JavaScript. */
  readonly maxBytes?: number
  /** Paths may be patterns, for they are the caller's own. */
  readonly patterns?: boolean
}

/** The output of git as bytes, with what it warned of; or why there is none. */
export type GitBytes =
  | { readonly ok: true; readonly stdout: Buffer; readonly stderr: string }
  | { readonly ok: false; readonly problem: string; readonly exitCode: number | null }

/** As `runGit`, for output that need not be text. */
export function runGitBytes(root: string, args: readonly string[], options: GitOptions = {}): GitBytes {
  const { input = '', timeoutMs = 30_000, maxBytes = 256 << 20, patterns = false } = options
  const run = spawnSync('git', [...gitSafety(root, patterns), ...args], {
    cwd: root,
    env: gitEnvironment(),
    input,
    timeout: timeoutMs,
    maxBuffer: maxBytes,
    windowsHide: true,
  })
  const code = run.error !== undefined && 'code' in run.error ? run.error.code : undefined
  // Git that fails at once does not wait for what it would be told; why it failed is what it says.
  if (run.error !== undefined && !(code === 'EPIPE' && run.status)) {
    const problem =
      code === 'ENOENT'
        ? 'git is not installed'
        : code === 'ETIMEDOUT'
          ? `git ${args[0]} took longer than ${timeoutMs / 1000} s`
          : code === 'ENOBUFS'
            ? `git ${args[0]} said more than ${maxBytes >> 20} MiB`
            : `git ${args[0]} could not be run (${String(code)})`
    return { ok: false, problem, exitCode: null }
  }
  const stderr = run.stderr.toString('utf8')
  if (run.status === 0) return { ok: true, stdout: run.stdout, stderr }
  const said = stderr.trim().split('\n')[0]?.slice(0, 200)
  return { ok: false, problem: said || `git ${args[0]} ended with ${run.signal ?? run.status}`, exitCode: run.status }
}

/** Runs git without a shell. `args` are the subcommand and its arguments; callers put `--end-of-options` or `--` before what is not theirs. */
export function runGit(root: string, args: readonly string[], options: GitOptions = {}): GitAnswer {
  const answer = runGitBytes(root, args, options)
  return answer.ok ? { ok: true, stdout: answer.stdout.toString('utf8') } : answer
}
