import { runGit } from './git-process.ts'

/** A value of the configuration of git; undefined where it has none, or where there is no git. */
export function readGitConfig(root: string, key: string): string | undefined {
  const read = runGit(root, ['config', '--get', '--', key])
  return read.ok ? read.stdout.replace(/\n$/, '') : undefined
}

/** What became of a change of the configuration. */
export type GitConfigured = { readonly ok: true; readonly changed: boolean } | { readonly ok: false; readonly problem: string }

/** Sets values in the configuration of this clone alone; what is set already stays. */
export function setGitConfig(root: string, values: Readonly<Record<string, string>>): GitConfigured {
  let changed = false
  for (const [key, value] of Object.entries(values)) {
    const read = runGit(root, ['config', '--local', '--get-all', '--', key])
    if (read.ok && read.stdout === `${value}\n`) continue
    const set = runGit(root, ['config', '--local', '--replace-all', '--', key, value])
    if (!set.ok) return { ok: false, problem: set.problem }
    changed = true
  }
  return { ok: true, changed }
}
