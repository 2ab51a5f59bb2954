import { realpathSync } from 'node:fs'
import { relative, sep } from 'node:path'
import { gitRoot } from './git-process.ts'
import { originUrl } from './repository-name.ts'

/** Where the files of a workspace can be seen, as the remote "origin" says; never a user, a password or a token. */
export interface ForgeRemote {
  readonly scheme: 'http' | 'https'
  /** With a port where it is not the usual one. */
  readonly host: string
  /** "owner/name", "group/subgroup/name": as it is spelt. */
  readonly path: string
  /** Folder of the workspace in the repository, with a slash at its end; empty at the top. */
  readonly folder: string
}

/** Doors of well-known forges that let ssh through where port 22 is closed. */
const sshDoors: Readonly<Record<string, string>> = {
  'ssh.github.com': 'github.com',
  'altssh.gitlab.com': 'gitlab.com',
  'altssh.bitbucket.org': 'bitbucket.org',
}

const hostName = /^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+$/

/** The parts of the URL of a remote that lead to a page of it. A name without a dot is an alias of somebody's ssh: no browser knows it. */
export function pageOfRemote(url: string): Pick<ForgeRemote, 'scheme' | 'host' | 'path'> | undefined {
  const web = /^(https?):\/\/(?:[^/@]*@)?([^/:@]+)(?::(\d+))?\/+([^?#]+)/i.exec(url)
  const ssh =
    /^(?:ssh|git|git\+ssh):\/\/(?:[^/@]*@)?([^/:@]+)(?::\d+)?\/+([^?#]+)/i.exec(url) ??
    /^(?:[^/@:]+@)?([^/:@]{2,}):(?!\/\/|\\)([^?#]+)$/.exec(url)
  const [name = '', port, rest = ''] = web ? [web[2], web[3], web[4]] : [ssh?.[1], undefined, ssh?.[2]]
  const lower = name.toLowerCase()
  const host = sshDoors[lower] ?? lower
  const path = rest
    .replace(/\/+$/, '')
    .replace(/\.git$/i, '')
    .replace(/^\/+/, '')
  if (!hostName.test(host) || path === '' || path.split('/').some((part) => part === '' || part === '.' || part === '..')) return undefined
  const scheme = web?.[1]?.toLowerCase() === 'http' ? 'http' : 'https'
  const isUsual = port === undefined || port === (scheme === 'http' ? '80' : '443')
  return { scheme, host: isUsual ? host : `${host}:${port}`, path }
}

/** Where the files around `root` can be seen; undefined where no remote says it. Reads the configuration of the repository, runs nothing. */
export function forgeRemote(root: string): ForgeRemote | undefined {
  const url = originUrl(root)
  const page = url === undefined ? undefined : pageOfRemote(url)
  if (page === undefined) return undefined
  const inside = relative(gitRoot(root) ?? root, realpathSync.native(root))
    .split(sep)
    .join('/')
  return { ...page, folder: inside === '' ? '' : `${inside}/` }
}
