import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { writeFiles } from './temp.ts'

/** Who made a commit, and when. */
export interface By {
  /** "Name <address>". */
  readonly author: string
  /** RFC 3339: of the author and, unless `committed` is given, of the committer. */
  readonly at: string
  readonly committed?: string
}

/** Runs git as somebody at some time, without the configuration of the machine. */
export function gitAs(root: string, { author, at, committed = at }: By, ...args: string[]): string {
  const [name = '', email = ''] = author.replace('>', '').split(' <')
  const env = {
    PATH: process.env['PATH'],
    HOME: root,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_AUTHOR_NAME: name,
    GIT_AUTHOR_EMAIL: email,
    GIT_COMMITTER_NAME: name,
    GIT_COMMITTER_EMAIL: email,
    GIT_AUTHOR_DATE: at,
    GIT_COMMITTER_DATE: committed,
  }
  return execFileSync('git', args, { cwd: root, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim()
}

/** Writes files (null: removes one) and commits them; gives the object id. */
export function commitAs(root: string, by: By, files: Readonly<Record<string, string | null>>): string {
  for (const [path, text] of Object.entries(files)) {
    if (text === null) rmSync(join(root, path))
    else writeFiles(root, { [path]: text })
  }
  gitAs(root, by, 'add', '-A')
  gitAs(root, by, 'commit', '-q', '--allow-empty', '-m', 'change')
  return gitAs(root, by, 'rev-parse', 'HEAD')
}
