import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A key pair that was made for a test. */
export interface Key {
  /** The private key; its public part stands beside it. */
  readonly path: string
  /** "ssh-ed25519 AAAA…", without a remark. */
  readonly text: string
}

/** Makes keys in a folder that is removed when the process ends. */
export function makeKeys<N extends string>(types: Readonly<Record<N, 'ed25519' | 'rsa' | 'ecdsa'>>): Readonly<Record<N, Key>> {
  const folder = mkdtempSync(join(tmpdir(), 'refractor-keys-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  const made = Object.entries<string>(types).map(([name, type]) => {
    const path = join(folder, name)
    const size = type === 'rsa' ? ['-b', '2048'] : []
    execFileSync('ssh-keygen', ['-q', '-t', type, ...size, '-N', '', '-C', 'a remark', '-f', path])
    const text = readFileSync(`${path}.pub`, 'utf8').split(' ').slice(0, 2).join(' ')
    return [name, { path, text }] as const
  })
  return Object.fromEntries(made) as Readonly<Record<N, Key>>
}

/** Signs as ssh-keygen does. */
export function sign(text: string, key: Key, namespace: string): string {
  return execFileSync('ssh-keygen', ['-Y', 'sign', '-q', '-n', namespace, '-f', key.path], { input: text, encoding: 'utf8' })
}
