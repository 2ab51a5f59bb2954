import type { ForgeRemote } from '@refractor/workspace'

/** Where files and commits of the workspace can be seen. */
export interface ForgeLinks {
  /** A file at the commit of the report, at a line. */
  file(path: string, line?: number): string | undefined
  commit(id: string): string | undefined
}

export type ForgeKind = 'github' | 'gitlab' | 'gitea' | 'bitbucket'

/** No links: the forge is not known. */
export const noLinks: ForgeLinks = { file: () => undefined, commit: () => undefined }

const hostOf = (url: string | undefined): string | undefined => /^https?:\/\/([^/@\s]+)/i.exec(url ?? '')?.[1]?.toLowerCase()

/** Which forge a host is: by its name, else by what the runner of a forge says of itself. */
export function forgeOf(host: string, env: Readonly<Record<string, string | undefined>> = {}): ForgeKind | undefined {
  const names = host.replace(/:\d+$/, '').split('.')
  if (names.includes('github')) return 'github'
  if (names.includes('gitlab')) return 'gitlab'
  if (names.includes('bitbucket')) return 'bitbucket'
  if (names.some((name) => ['gitea', 'forgejo', 'codeberg'].includes(name))) return 'gitea'
  // Runners of Gitea speak as those of GitHub do.
  if (hostOf(env['GITHUB_SERVER_URL']) === host) return env['GITEA_ACTIONS'] || env['FORGEJO_ACTIONS'] ? 'gitea' : 'github'
  if (hostOf(env['CI_SERVER_URL']) === host) return 'gitlab'
  return undefined
}

const encoded = (path: string): string => path.split('/').map(encodeURIComponent).join('/')

/** A page that shows a document rendered has no lines. */
const isRendered = (path: string): boolean => /\.(?:md|markdown|adoc|rst|ipynb|svg)$/i.test(path)

type Page = (path: string, commit: string, line: number | undefined) => string

const pages: Readonly<Record<ForgeKind, { readonly file: Page; readonly commit: string }>> = {
  github: {
    file: (path, commit, line) => `/blob/${commit}/${path}${line === undefined ? '' : `${isRendered(path) ? '?plain=1' : ''}#L${line}`}`,
    commit: '/commit/',
  },
  gitlab: {
    file: (path, commit, line) => `/-/blob/${commit}/${path}${line === undefined ? '' : `${isRendered(path) ? '?plain=1' : ''}#L${line}`}`,
    commit: '/-/commit/',
  },
  gitea: {
    file: (path, commit, line) =>
      `/src/commit/${commit}/${path}${line === undefined ? '' : `${isRendered(path) ? '?display=source' : ''}#L${line}`}`,
    commit: '/commit/',
  },
  bitbucket: {
    file: (path, commit, line) => `/src/${commit}/${path}${line === undefined ? '' : `#lines-${line}`}`,
    commit: '/commits/',
  },
}

const oid = /^[0-9a-f]{7,64}$/

/**
 * Links into the pages of a forge. `isAsCommitted`: the file is in the commit as it is here; of any other one the page would show
 * something else, so it gets no link.
 */
export function forgeLinks(
  remote: ForgeRemote | undefined,
  commit: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
  isAsCommitted: (path: string) => boolean,
): ForgeLinks {
  const kind = remote === undefined ? undefined : forgeOf(remote.host, env)
  if (remote === undefined || kind === undefined) return noLinks
  const base = `${remote.scheme}://${remote.host}/${encoded(remote.path)}`
  const page = pages[kind]
  return {
    file: (path, line) =>
      commit !== undefined && path !== '' && isAsCommitted(path)
        ? `${base}${page.file(encoded(`${remote.folder}${path}`), commit, line)}`
        : undefined,
    commit: (id) => (oid.test(id) ? `${base}${page.commit}${id}` : undefined),
  }
}
