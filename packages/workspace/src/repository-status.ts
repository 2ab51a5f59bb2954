import { type Diagnostic, diagnostic } from '@refractor/core'

/** What a person wants to know of the repository before a review. */
export interface RepositoryStatus {
  /** "2.39.5" */
  readonly version: string
  /** Absent when HEAD is detached. */
  readonly branch: string | undefined
  /** Commits that the upstream does not have, and that are missing from it. */
  readonly ahead: number
  readonly behind: number
  /** Paths that differ from HEAD, new ones included. */
  readonly changed: number
}

export type RepositoryStatusRead =
  | { readonly ok: true; readonly status: RepositoryStatus }
  | { readonly ok: false; readonly version: string | undefined; readonly diagnostic: Diagnostic }

/**
 * What `git status` says. For people only: gates read through batched plumbing, so simple-git is loaded here and nowhere else.
 */
export async function repositoryStatus(root: string): Promise<RepositoryStatusRead> {
  const { simpleGit } = await import('simple-git')
  let version: string | undefined
  try {
    const git = simpleGit({ baseDir: root, timeout: { block: 30_000 } })
    const installed = await git.version()
    if (!installed.installed) throw new Error('git was not found')
    version = [installed.major, installed.minor, installed.patch].join('.')
    const { current, detached, ahead, behind, files } = await git.status()
    return { ok: true, status: { version, branch: detached ? undefined : (current ?? undefined), ahead, behind, changed: files.length } }
  } catch (error) {
    const [problem] = String(error instanceof Error ? error.message : error)
      .trim()
      .split('\n')
    return { ok: false, version, diagnostic: diagnostic('git/unavailable', `git cannot answer: ${problem}`, { help: 'git status' }) }
  }
}
