import { spawnSync } from 'node:child_process'
import { lstatSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** The output of git, or why there is none. `exitCode` is null when it did not end by itself. */
export type GitAnswer =
  | { readonly ok: true; readonly stdout: string }
  | { readonly ok: false; readonly problem: string; readonly exitCode: number | null }

/** Where the user's own configuration is may be said; everything else in GIT_* could point git at another repository. */
const keptVariables: readonly string[] = ['GIT_CONFIG_GLOBAL', 'GIT_CONFIG_SYSTEM', 'GIT_CONFIG_NOSYSTEM']

function environment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^GIT_/i.test(name) || keptVariables.includes(name.toUpperCase()))
  // Optional locks would make a mere question write to the index.
  return { ...Object.fromEntries(kept), LC_ALL: 'C', GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0' }
}

/** No hook and no monitor is run, nothing is fetched (a partial clone would), paths are no patterns. */
const safety = ['-c', 'core.hooksPath=/dev/null', '-c', 'core.fsmonitor=false', '-c', 'protocol.allow=never', '--literal-pathspecs']

/** The folder that holds `.git` (a directory, or the file of a worktree or submodule), from `root` (its real path) upwards. */
export function gitRoot(root: string): string | undefined {
  for (let folder = realpathSync.native(root); ; folder = dirname(folder)) {
    if (lstatSync(join(folder, '.git'), { throwIfNoEntry: false }) !== undefined) return folder
    if (dirname(folder) === folder) return undefined
  }
}

/** Runs git without a shell. `args` are the subcommand and its arguments; callers put `--end-of-options` or `--` before what is not theirs. */
export function runGit(
  root: string,
  args: readonly string[],
  options: { readonly input?: string; readonly timeoutMs?: number } = {},
): GitAnswer {
  const { input = '', timeoutMs = 30_000 } = options
  const run = spawnSync('git', [...safety, ...args], {
    cwd: root,
    env: environment(),
    input,
    timeout: timeoutMs,
    maxBuffer: 1 << 30,
    encoding: 'utf8',
    windowsHide: true,
  })
  if (run.error !== undefined) {
    const code = 'code' in run.error ? run.error.code : undefined
    const problem =
      code === 'ENOENT'
        ? 'git is not installed'
        : code === 'ETIMEDOUT'
          ? `git ${args[0]} took longer than ${timeoutMs / 1000} s`
          : `git ${args[0]} could not be run (${String(code)})`
    return { ok: false, problem, exitCode: null }
  }
  if (run.status === 0) return { ok: true, stdout: run.stdout }
  const said = run.stderr.trim().split('\n')[0]?.slice(0, 200)
  return { ok: false, problem: said || `git ${args[0]} ended with ${run.signal ?? run.status}`, exitCode: run.status }
}
