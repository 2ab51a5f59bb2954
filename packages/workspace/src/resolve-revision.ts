import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Diagnostic, diagnostic } from '@refractor/core'
import { gitFolders, oidPattern } from './git-head.ts'
import { runGitBytes } from './git-process.ts'

/** The commit that a revision names, as a full object id. */
export type RevisionResolved = { readonly ok: true; readonly commit: string } | { readonly ok: false; readonly diagnostic: Diagnostic }

const longest = 512
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what no revision may hold
const control = /[\0-\x1f\x7f]/
/** What can be pasted into any shell as it stands. */
const plain = /^[A-Za-z0-9][A-Za-z0-9._/-]*$/

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

/** The remote to fetch from: origin, or the only other one; `undefined` when there is none. */
function remoteOf(root: string): string | undefined {
  const folders = gitFolders(root)
  const config = folders === undefined ? '' : read(join(folders.common, 'config'))
  const names = [...config.matchAll(/^\s*\[remote "([^"\n]+)"\]/gm)].flatMap(([, name = '']) => (plain.test(name) ? name : []))
  return names.includes('origin') ? 'origin' : names[0]
}

/** True when the history of this clone was cut off. */
export function isShallow(root: string): boolean {
  const folders = gitFolders(root)
  return folders !== undefined && existsSync(join(folders.common, 'shallow'))
}

/** The command that gets the whole history. */
export const unshallow = (root: string): string => `git fetch --unshallow ${remoteOf(root) ?? 'origin'}`

/** The command that gets a revision that is not here. */
function fetchOf(root: string, revision: string): string {
  const remote = remoteOf(root)
  if (remote === undefined) return 'name a revision that this repository has: git log --oneline --all'
  if (oidPattern.test(revision)) return `git fetch ${remote} ${revision}`
  // Without its history a clone knows neither parents nor short ids.
  if (/[~^@]/.test(revision) || /^[0-9a-f]{4,}$/.test(revision)) return isShallow(root) ? unshallow(root) : `git fetch ${remote}`
  const branch = revision.replace(/^(?:refs\/)?(?:heads|remotes)\//, '')
  const own = branch.startsWith(`${remote}/`) ? branch.slice(remote.length + 1) : branch
  if (!plain.test(own) || own.includes('..')) return `git fetch ${remote}`
  if (/^(?:refs\/)?tags\//.test(own)) return `git fetch ${remote} tag ${own.replace(/^(?:refs\/)?tags\//, '')}`
  const fetch = `git fetch ${remote} +refs/heads/${own}:refs/remotes/${remote}/${own}`
  return branch === own ? `${fetch}, and name it ${remote}/${own}` : fetch
}

/**
 * The commit that `revision` names. It is never taken for an option, and a name that stands for two things (a tag and a branch, say)
 * is refused: who can make a tag must not choose what is judged. What is not here is `git/unknown-revision`, with the fetch that gets it.
 */
export function resolveRevision(root: string, revision: string): RevisionResolved {
  const refuse = (message: string, help: string): RevisionResolved => ({
    ok: false,
    diagnostic: diagnostic('git/unknown-revision', message, { help }),
  })
  const shown = JSON.stringify(revision.slice(0, 80))
  if (revision === '' || revision.length > longest || control.test(revision))
    return refuse(`${shown} is no revision`, 'name a branch, a tag or a commit')
  // Not --quiet: that would hide what git says of ambiguous names.
  const answer = runGitBytes(root, ['rev-parse', '--verify', '--end-of-options', `${revision}^{commit}`])
  if (!answer.ok) {
    if (answer.exitCode === null || /not a git repository|dubious ownership|bare repository/.test(answer.problem))
      return { ok: false, diagnostic: diagnostic('git/unavailable', `git cannot answer: ${answer.problem}`, { help: 'git status' }) }
    const because = isShallow(root) ? ', which has only a part of the history' : ''
    return refuse(`${shown} names no commit of this clone${because}`, fetchOf(root, revision))
  }
  const commit = answer.stdout.toString('latin1').trim()
  if (!oidPattern.test(commit)) return refuse(`${shown} does not name one commit`, 'name a branch, a tag or a commit')
  if (commit !== revision && /^warning: refname '.*' is ambiguous/m.test(answer.stderr))
    return refuse(`${shown} names more than one thing here`, `write it in full, as refs/heads/… or refs/tags/…`)
  return { ok: true, commit }
}
