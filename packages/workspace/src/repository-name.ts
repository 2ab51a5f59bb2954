import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gitFolders } from './git-head.ts'

/** The value of a line of a git configuration file (git-config(1)): quotes, escapes, remarks. */
function configValue(text: string): string {
  let value = ''
  let quoted = false
  for (let at = 0; at < text.length; at++) {
    const character = text[at] as string
    if (character === '\\') value += { n: '\n', t: '\t' }[text[++at] ?? ''] ?? text[at] ?? ''
    else if (character === '"') quoted = !quoted
    else if (!quoted && (character === '#' || character === ';')) break
    else value += character
  }
  return value.trim()
}

function originIn(config: string): string | undefined {
  let inside = false
  let url: string | undefined
  for (const line of config.split(/\r?\n/)) {
    const section = /^\s*\[\s*([^\]"]*?)\s*(?:"((?:[^"\\]|\\.)*)")?\s*\]/.exec(line)
    if (section) inside = section[1]?.toLowerCase() === 'remote' && section[2] === 'origin'
    const setting = inside ? /^\s*url\s*=\s*(.*)$/i.exec(section ? line.slice(section[0].length) : line) : null
    // The first one is what git fetches from.
    if (setting) url ??= configValue(setting[1] as string)
  }
  return url
}

/**
 * A URL as the name of a repository: "github.com/owner/name". However it is reached, the name is the same, and it holds no user, password
 * or port of the scheme. A path of this machine is no name.
 */
export function normalRepository(url: string): string | undefined {
  const parts =
    /^(?:https?|ssh|git|git\+ssh):\/\/(?:[^/@]*@)?([^/:@]+)(?::(\d+))?\/+([^?#]+)/i.exec(url) ??
    /^(?:[^/@:]+@)?([^/:@]{2,})(:)(?!\/\/|\\)([^?#]+)$/.exec(url)
  if (!parts) return undefined
  const [, host = '', port, path = ''] = parts
  const plain = path
    .replace(/\/+$/, '')
    .replace(/\.git$/i, '')
    .replace(/^\/+/, '')
  const usual = port === undefined || port === ':' || ['22', '80', '443'].includes(port)
  return plain === '' ? undefined : `${host}${usual ? '' : `:${port}`}/${plain}`.toLowerCase()
}

/** The URL of the remote "origin" in the configuration of the repository around `root`, read without any process. It may hold a password. */
export function originUrl(root: string): string | undefined {
  const folders = gitFolders(root)
  if (folders === undefined) return undefined
  try {
    return originIn(readFileSync(join(folders.common, 'config'), 'utf8'))
  } catch {
    return undefined
  }
}

/** What the repository around `root` is called: the remote "origin" of its own configuration, read without any process. */
export function repositoryName(root: string): string | undefined {
  const url = originUrl(root)
  return url === undefined ? undefined : normalRepository(url)
}
