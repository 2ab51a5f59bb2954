import type { GitAnswer } from './git-process.ts'

/** What says who commits and when, and where the configuration is; the rest of GIT_* could point git at another repository. */
const kept = /^GIT_(?:(?:AUTHOR|COMMITTER)_(?:NAME|EMAIL|DATE)|CONFIG_(?:GLOBAL|SYSTEM|NOSYSTEM))$/i
/** No editor and no pager is ever started. */
const dropped = /^(?:GIT_.*|EDITOR|VISUAL|PAGER|SSH_ASKPASS)$/i

function environment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => kept.test(name) || !dropped.test(name))
  return { ...Object.fromEntries(own), LC_ALL: 'C', GIT_TERMINAL_PROMPT: '0', GIT_LITERAL_PATHSPECS: '1' }
}

/**
 * Runs a git command that changes the repository, as people run it: with their hooks and their signing. Paths are taken literally.
 * simple-git is loaded when it is called.
 */
export async function porcelain(root: string, args: readonly string[]): Promise<GitAnswer> {
  const { simpleGit } = await import('simple-git')
  try {
    const env = environment()
    const allowEnvironment = Object.keys(env).filter((name) => /^GIT_/i.test(name))
    const git = simpleGit({
      baseDir: root,
      timeout: { block: 120_000 },
      allowEnvironment,
      unsafe: { allowUnsafeConfigPaths: true },
      // A hook may say no without a word.
      errors: (error, { exitCode }) => error ?? (exitCode === 0 ? undefined : new Error(`git ${args[0]} ended with ${exitCode}`)),
    }).env(env)
    return { ok: true, stdout: await git.raw([...args]) }
  } catch (error) {
    const lines = (error instanceof Error ? error.message : String(error)).trim().split('\n')
    const said = lines.find((line) => /^(?:error|fatal): /.test(line)) ?? lines[0] ?? ''
    return { ok: false, problem: said.replace(/^(?:error|fatal): /, '').slice(0, 300), exitCode: null }
  }
}
