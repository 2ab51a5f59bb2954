import { createHash } from 'node:crypto'
import {
  type Case,
  type Diagnostic,
  diagnostic,
  type Facts,
  type FactsNeeded,
  type FileFact,
  type Program,
  type Proof,
} from '@refractor/core'
import { objectFormat, readHead } from './git-head.ts'
import { gitRoot } from './git-process.ts'
import { type History, readHistory } from './landing.ts'
import { type Provable, provable } from './provable.ts'
import { type KeyOwner, keyOwners } from './roster.ts'
import { inPrivateFolder, keygenUnavailable, namespaces, type Verified, verifySignature } from './ssh-keygen.ts'
import { readSshSignature } from './ssh-signature.ts'

export interface ProofContext {
  /** Its people are the roster. */
  readonly program: Program
  /** The case that holds the records. */
  readonly records: Case
  /** RFC 3339. */
  readonly now: string
  /** Object id of the branch that records land on; default: HEAD. */
  readonly base?: string | undefined
  /** Object id of the commit that the records are of; default: HEAD. */
  readonly head?: string | undefined
}

/** What stands behind records, and why some of it is not known. */
export interface ProofsRead {
  readonly proofs: ReadonlyMap<string, Proof>
  readonly editors: ReadonlyMap<string, string>
  readonly diagnostics: readonly Diagnostic[]
}

function blobId(text: string, format: 'sha1' | 'sha256'): string {
  const bytes = Buffer.from(text)
  return createHash(format).update(`blob ${bytes.length}\0`).update(bytes).digest('hex')
}

const unknown: History = { landed: new Map(), written: new Map(), editors: new Map(), diagnostics: [] }

/** The history of the records and of the signatures beside them. Outside a repository, or before its first commit, there is none. */
function historyOf(root: string, records: readonly Provable[], editors: readonly string[], context: ProofContext): History {
  const known = gitRoot(root) === undefined ? undefined : readHead(root).commit
  const head = context.head ?? known
  if (head === undefined) return unknown
  const format = objectFormat(root)
  const files = new Map<string, string>()
  for (const { path, text, signaturePath, signatures } of records) {
    files.set(path, blobId(text, format))
    if (signaturePath !== undefined) files.set(signaturePath, blobId(signatures[0] as string, format))
  }
  return readHistory(root, { base: context.base ?? head, head, files, editors, now: context.now })
}

/** When a signature has to have been valid: once both the record and the signature had landed. What has not landed is as new as can be. */
function validAt({ path, signaturePath = path }: Provable, landed: History['landed'], now: string): string {
  const times = [landed.get(path), landed.get(signaturePath)].map((one) => one?.at ?? now)
  return times.reduce((latest, time) => (Date.parse(time) > Date.parse(latest) ? time : latest))
}

type Checked = Exclude<Verified, { readonly state: 'good' }> | { readonly state: 'good'; readonly person: string }

const bad = (because: string): Checked => ({ state: 'bad', because })

/** Checks one signature: everything that can be told without ssh-keygen first, so that it is only started for a key of the roster. */
function check(signature: string, one: Provable, owners: ReadonlyMap<string, readonly KeyOwner[]>, folder: string, at: string): Checked {
  const namespace = namespaces[one.type]
  if (one.problem !== undefined) return bad(one.problem)
  const said = readSshSignature(signature)
  if (said === undefined) return bad(`${one.signaturePath ?? 'what it holds'} is no SSH signature`)
  if (said.namespace !== namespace) return bad(`it was made for ${JSON.stringify(said.namespace.slice(0, 80))}, not for ${namespace}`)
  const [owner, other] = owners.get(said.key) ?? []
  if (owner === undefined) return bad('the key that made it belongs to nobody on the roster')
  if (other !== undefined) return bad(`the key that made it belongs to ${owner.person} and to ${other.person}`)
  const { key } = said
  const verified = verifySignature(folder, { text: one.signedText, signature, namespace, key, at, active: owner.active })
  return verified.state === 'good' ? { state: 'good', person: owner.person } : verified
}

/** The first good one of the signatures of a file, else what is wrong with the first. */
function checkAll(one: Provable, owners: ReadonlyMap<string, readonly KeyOwner[]>, folder: string, at: string): Checked | undefined {
  let first: Checked | undefined
  for (const signature of one.signatures) {
    const checked = check(signature, one, owners, folder, at)
    if (checked.state === 'good') return checked
    first ??= checked
  }
  return first
}

function badSignature(path: string, because: string): Diagnostic {
  return diagnostic('signature/bad', `the signature of ${path} is bad: ${because}`, {
    location: { file: path, line: 1, column: 1 },
    help: 'restore the record and its signature from git; whoever it names can sign it again',
  })
}

/**
 * Finds out what stands behind records: who signed them (one ssh-keygen for each signature), which commits wrote and landed them, and
 * who edited other files last (two git calls for all). A bad signature is a finding of its own, whether or not anything needs the record.
 */
export function readProofs(
  root: string,
  needed: Pick<FactsNeeded, 'proofs' | 'editors'>,
  context: ProofContext,
  files: ReadonlyMap<string, FileFact> = new Map(),
): ProofsRead {
  const records = provable(needed.proofs ?? [], context.records, files)
  const editors = needed.editors ?? []
  if (records.length === 0 && editors.length === 0) return { proofs: new Map(), editors: new Map(), diagnostics: [] }
  const history = historyOf(root, records, editors, context)
  const diagnostics = [...history.diagnostics]
  const proofs = new Map<string, Proof>()
  const owners = keyOwners(context.program)
  inPrivateFolder((folder) => {
    for (const one of records) {
      const { path } = one
      const [landed, written] = [history.landed.get(path), history.written.get(path)]
      const signature = checkAll(one, owners, folder, validAt(one, history.landed, context.now))
      const commits = { ...(landed && { landed }), ...(written && { written }) }
      if (signature?.state === 'bad') diagnostics.push(badSignature(path, signature.because))
      if (signature?.state !== 'unavailable') proofs.set(path, { ...(signature && { signature }), ...commits })
      // Of a signature that cannot be verified nothing is known: the record is not proven, and the finding says that there is no answer.
      else if (!diagnostics.some(({ code }) => code === 'signature/unavailable')) diagnostics.push(keygenUnavailable(signature.problem))
    }
  })
  return { proofs, editors: history.editors, diagnostics }
}

/** The facts, with what stands behind the records that were asked for. */
export function withProofs<T extends Facts & { readonly diagnostics: readonly Diagnostic[] }>(
  facts: T,
  root: string,
  needed: Pick<FactsNeeded, 'proofs' | 'editors'>,
  context: ProofContext,
): T {
  const { proofs, editors, diagnostics } = readProofs(root, needed, context, facts.files)
  return { ...facts, proofs, editors, diagnostics: [...facts.diagnostics, ...diagnostics] }
}
