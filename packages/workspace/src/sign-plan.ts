import { type Diagnostic, diagnostic, identityOf, type Planned, type Program, recordName, type Step } from '@refractor/core'
import { keyOwners } from './roster.ts'
import { signingKey } from './signing-key.ts'
import { inPrivateFolder, namespaces, type SignedRecord, signText } from './ssh-keygen.ts'
import { readSshSignature } from './ssh-signature.ts'

export interface SigningRequest {
  /** Absolute path of the key; default: the key that git signs with. */
  readonly key?: string | undefined
  /** "Name <address>": who signs. */
  readonly author: string
  /** Only shows what would be written: no key is touched, and nobody is asked for a passphrase. */
  readonly dryRun?: boolean | undefined
}

/** What a file is as a record that can be signed; undefined when it is none. */
function typeOf(path: string, { folders }: Program): SignedRecord | undefined {
  if (/^\.refractor\/approvals\/.*\.json$/.test(path)) return 'approval'
  if (/^\.refractor\/waivers\/.*\.json$/.test(path)) return 'waiver'
  if (/^\.refractor\/links\/.*\.json$/.test(path)) return 'link-review'
  if (path.startsWith(`${folders.evidence}/`) && path.endsWith(`/${recordName}`)) return 'evidence'
  const [phase, name, ...rest] = path.startsWith(`${folders.outbox}/`) ? path.slice(folders.outbox.length + 1).split('/') : []
  return phase !== undefined && name === 'metadata.json' && rest.length === 0 ? 'review' : undefined
}

/** A signature by a key that nobody on the roster owns would be a bad one. */
function notOnRoster(program: Program, author: string, key: string): Diagnostic[] {
  const person = identityOf(program, author).person
  const owners = keyOwners(program).get(key) ?? []
  if (owners.length === 1 && owners[0]?.person === person?.id) return []
  const file = (program.policy ?? program.file).file.source.path
  const [other] = owners
  const problem =
    other === undefined
      ? 'belongs to nobody on the roster'
      : owners.length > 1
        ? 'belongs to several persons'
        : `belongs to ${other.person}`
  const help =
    other === undefined
      ? `add it to ${person ? `the keys: of ${person.id}` : `people: in ${file}, as keys: of ${author}`}, and have that merged: - ${key}`
      : 'sign with your own key: --key FILE'
  return [diagnostic('signature/unknown-key', `the key that ${author} signs with ${problem}`, { help })]
}

/**
 * A plan with a signature beside each record that it creates, `<record>.sig`, over exactly the bytes that it writes. Refused as a whole
 * where one cannot be made, or would count as a bad one.
 */
export function signPlan(root: string, program: Program, outcome: Planned, request: SigningRequest): Planned {
  if (!outcome.ok) return outcome
  const records = outcome.plan.steps.flatMap((step) => {
    const type = step.type === 'create' ? typeOf(step.path, program) : undefined
    return step.type === 'create' && type !== undefined ? [{ step, type }] : []
  })
  if (records.length === 0) return outcome
  const diagnostics: Diagnostic[] = []
  const signatures: Step[] = []
  const add = (path: string, text: string): void => {
    signatures.push({ type: 'create', path: `${path}.sig`, text, why: `signature of ${request.author}` })
  }
  if (request.dryRun) for (const { step } of records) add(step.path, '')
  else
    inPrivateFolder((folder) => {
      const key = request.key === undefined ? signingKey(root, folder) : ({ ok: true, path: request.key } as const)
      if (!key.ok) {
        diagnostics.push(key.diagnostic)
        return
      }
      for (const { step, type } of records) {
        const signed = signText(step.text, key.path, namespaces[type], folder)
        if (!signed.ok) {
          diagnostics.push(signed.diagnostic)
          return
        }
        const said = readSshSignature(signed.signature)
        const problems = said ? notOnRoster(program, request.author, said.key) : [unknownFormat()]
        diagnostics.push(...problems)
        if (problems.length > 0) return
        add(step.path, signed.signature)
      }
    })
  if (diagnostics.length > 0) return { ok: false, diagnostics: [...outcome.diagnostics, ...diagnostics] }
  return { ...outcome, plan: { ...outcome.plan, steps: [...outcome.plan.steps, ...signatures] } }
}

function unknownFormat(): Diagnostic {
  return diagnostic('signature/not-signed', 'ssh-keygen made a signature of a kind that is not known here', {
    help: 'sign with an Ed25519, ECDSA or RSA key',
  })
}
