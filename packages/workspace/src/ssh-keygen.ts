import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Diagnostic, diagnostic } from '@refractor/core'

/** One namespace for each type of record: a signature of an approval is worth nothing under a waiver. */
export const namespaces = {
  approval: 'refractor-approval-v1',
  waiver: 'refractor-waiver-v1',
  'link-review': 'refractor-link-review-v1',
  evidence: 'refractor-evidence-v1',
  review: 'refractor-review-v1',
  verdict: 'refractor-verdict-v1',
} as const
export type SignedRecord = keyof typeof namespaces

interface Ran {
  readonly status: number | null
  readonly stdout: string
  /** The first line that it said on standard error. */
  readonly said: string
  /** Why it could not be run at all. */
  readonly problem?: string
}

const timeoutMs = 15_000

interface RunOptions {
  readonly cwd: string
  readonly env: NodeJS.ProcessEnv
  readonly timeout?: number
  /** What it says on standard error is for a person to see at once. */
  readonly shown?: boolean
}

/** Runs ssh-keygen without a shell. */
function run(args: readonly string[], input: string, { shown = false, ...options }: RunOptions): Ran {
  const stdio = ['pipe', 'pipe', shown ? 'inherit' : 'pipe'] as const
  const ran = spawnSync('ssh-keygen', [...args], {
    ...options,
    stdio: [...stdio],
    input,
    encoding: 'utf8',
    maxBuffer: 1 << 20,
    windowsHide: true,
  })
  const said =
    (ran.stderr ?? '')
      .split(/\r?\n/)
      .find((line) => line.trim() !== '')
      ?.trim()
      .slice(0, 200) ?? ''
  const { error } = ran
  const code = error !== undefined && 'code' in error ? String(error.code) : ''
  // Where it ends before it has read what it was given, it has decided all the same.
  if (error === undefined || (code === 'EPIPE' && ran.status !== null)) return { status: ran.status, stdout: ran.stdout, said }
  const problem =
    code === 'ENOENT'
      ? 'ssh-keygen is not installed'
      : code === 'ETIMEDOUT'
        ? `ssh-keygen took longer than ${timeoutMs / 1000} s`
        : `ssh-keygen could not be run (${code})`
  return { status: null, stdout: '', said, problem }
}

/** A folder that only this user can look into, for as long as `work` takes. */
export function inPrivateFolder<T>(work: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'refractor-ssh-'))
  try {
    return work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Verifying needs nothing of the user: no agent, no configuration, and no time zone but UTC. */
function verifyingEnvironment(): NodeJS.ProcessEnv {
  const kept = ['PATH', 'Path', 'SystemRoot', 'SYSTEMROOT'].flatMap((name) =>
    process.env[name] === undefined ? [] : [[name, process.env[name]]],
  )
  return { ...Object.fromEntries(kept), LC_ALL: 'C', TZ: 'UTC' }
}

export interface SignatureToVerify {
  readonly text: string
  /** The armored signature. */
  readonly signature: string
  readonly namespace: string
  /** "ssh-ed25519 AAAA…": the one key that may have made it. */
  readonly key: string
  /** RFC 3339: when the key has to have been valid. */
  readonly at: string
  /** YYYY-MM-DD, both included. */
  readonly active?: { readonly from?: string | undefined; readonly to?: string | undefined } | undefined
}

export type Verified =
  | { readonly state: 'good' }
  | { readonly state: 'bad'; readonly because: string }
  | { readonly state: 'unavailable'; readonly problem: string }

const day = (date: string): string => date.replaceAll('-', '')
const dayAfter = (date: string): string => day(new Date(Date.parse(date) + 86_400_000).toISOString().slice(0, 10))

/** The principal stands for whoever owns the key: no name of a person ever gets into the file, where it would be a pattern. */
const principal = 'signer'

/** The line of an allowed_signers file (ssh-keygen(1)): one key, for one namespace, for the time in which its owner is active. */
function allowedSigner({ namespace, key, active }: SignatureToVerify): string {
  const options = [
    `namespaces="${namespace}"`,
    ...(active?.from === undefined ? [] : [`valid-after="${day(active.from)}"`]),
    ...(active?.to === undefined ? [] : [`valid-before="${dayAfter(active.to)}"`]),
  ]
  return `${principal} ${options.join(',')} ${key}\n`
}

const words: readonly (readonly [RegExp, string])[] = [
  [/incorrect signature/, 'the file is not what was signed'],
  [/key has expired|not yet valid/, 'the key was not valid when it landed'],
  [/namespace/, 'it was made for another purpose'],
]
// What an ssh-keygen says that does not know `-Y verify` with a time (before OpenSSH 8.9).
const tooOld = /unknown option|illegal option|invalid option|unsupported (?:option|operation)|usage:/i

/** Verifies one signature with ssh-keygen, over exactly these bytes and as of the given time. `folder` is private to this process. */
export function verifySignature(folder: string, request: SignatureToVerify): Verified {
  const [allowed, signature] = [join(folder, 'allowed_signers'), join(folder, 'signature')]
  writeFileSync(allowed, allowedSigner(request), { mode: 0o600 })
  writeFileSync(signature, request.signature, { mode: 0o600 })
  const time = new Date(request.at).toISOString().replace(/\D/g, '').slice(0, 14)
  const args = ['-Y', 'verify', '-f', allowed, '-I', principal, '-n', request.namespace, '-s', signature, `-Overify-time=${time}`]
  const ran = run(args, request.text, { cwd: folder, env: verifyingEnvironment(), timeout: timeoutMs })
  if (ran.problem !== undefined) return { state: 'unavailable', problem: ran.problem }
  if (ran.status === 0) return { state: 'good' }
  if (tooOld.test(ran.said)) return { state: 'unavailable', problem: `ssh-keygen is older than OpenSSH 8.9 (${ran.said})` }
  return { state: 'bad', because: words.find(([pattern]) => pattern.test(ran.said))?.[1] ?? 'it does not verify' }
}

export type Signed = { readonly ok: true; readonly signature: string } | { readonly ok: false; readonly diagnostic: Diagnostic }

/** The finding for an ssh-keygen that cannot be asked. */
export const keygenUnavailable = (problem: string): Diagnostic =>
  diagnostic('signature/unavailable', `signatures cannot be made or verified: ${problem}`, { help: 'install OpenSSH 8.9 or later: ssh -V' })

/**
 * Signs a text with a key: the path of a private key, or of a public one whose private part an agent holds. ssh-keygen asks for a
 * passphrase, or for a touch of the key, on the terminal by itself, and may wait for it as long as it takes.
 */
export function signText(text: string, key: string, namespace: string, cwd: string): Signed {
  const ran = run(['-Y', 'sign', '-q', '-n', namespace, '-f', key], text, { cwd, env: process.env, shown: process.stderr.isTTY })
  if (ran.problem !== undefined) return { ok: false, diagnostic: keygenUnavailable(ran.problem) }
  if (ran.status === 0) return { ok: true, signature: ran.stdout }
  return {
    ok: false,
    diagnostic: diagnostic('signature/not-signed', `ssh-keygen did not sign: ${ran.said || `it ended with ${ran.status}`}`, {
      help: 'give a private key, or the public key of one that the agent holds: --key ~/.ssh/id_ed25519.pub',
    }),
  }
}
