import { writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { type Diagnostic, diagnostic } from '@refractor/core'
import { runGit } from './git-process.ts'

export type SigningKey = { readonly ok: true; readonly path: string } | { readonly ok: false; readonly diagnostic: Diagnostic }

function noKey(problem: string): SigningKey {
  return {
    ok: false,
    diagnostic: diagnostic('signature/no-key', `there is no key to sign with: ${problem}`, {
      help: 'git config gpg.format ssh && git config user.signingkey ~/.ssh/id_ed25519.pub, or give --key FILE',
    }),
  }
}

/**
 * The key that git signs with (user.signingkey, while gpg.format is ssh), as a path for ssh-keygen. A key that the configuration holds
 * as text is written to `folder`, for the agent has its private part. One git call; no program of the configuration is run.
 */
export function signingKey(root: string, folder: string): SigningKey {
  const answer = runGit(root, ['config', '-z', '--get-regexp', '^(user\\.signingkey|gpg\\.format)$'])
  const values = new Map(
    (answer.ok ? answer.stdout : '').split('\0').map((pair) => [pair.split('\n', 1)[0], pair.slice(pair.indexOf('\n') + 1)] as const),
  )
  const key = values.get('user.signingkey')
  const format = values.get('gpg.format') ?? 'openpgp'
  if (!key) return noKey('git knows none (user.signingkey)')
  if (format !== 'ssh') return noKey(`git signs with ${format}, and records are signed with SSH keys`)
  const literal = /^(?:key::)?((?:ssh|ecdsa|sk)-\S+ \S+)/.exec(key)?.[1]
  if (literal === undefined) return { ok: true, path: key.replace(/^~(?=[/\\])/, homedir()) }
  const path = join(folder, 'key.pub')
  writeFileSync(path, `${literal}\n`, { mode: 0o600 })
  return { ok: true, path }
}
