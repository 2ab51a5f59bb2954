import { runGit } from './git-process.ts'

/** A value of the configuration of git. */
export interface ConfiguredValue {
  readonly key: string
  readonly value: string
  /** system, global, local, worktree or command. */
  readonly scope: string
  /** As git names it: "file:/home/…/.gitconfig" without "file:". */
  readonly file: string
}

/** What refractor takes from the configuration of git: who is at work, how commits and tags are signed, the merge driver. */
const keys = '^(user\\.(name|email|signingkey)|gpg\\.(format|ssh\\..*)|(commit|tag)\\.gpgsign|merge\\.refractor\\..*)$'

/** These values, in the order in which git reads them: the last of a key holds. Empty without git. */
export function gitSettings(root: string): ConfiguredValue[] {
  const answer = runGit(root, ['config', '-z', '--show-scope', '--show-origin', '--get-regexp', keys])
  if (!answer.ok) return []
  const fields = answer.stdout.split('\0')
  const found = new Map<string, ConfiguredValue>()
  for (let index = 0; index + 2 < fields.length; index += 3) {
    const [scope, origin, pair] = fields.slice(index, index + 3) as [string, string, string]
    const [key, ...rest] = pair.split('\n')
    found.set(key as string, { key: key as string, value: rest.join('\n'), scope, file: origin.replace(/^file:/, '') })
  }
  return [...found.values()].sort((a, b) => (a.key < b.key ? -1 : 1))
}
