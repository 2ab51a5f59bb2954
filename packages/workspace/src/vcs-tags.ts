import { runGit } from './git-process.ts'
import type { ProofContext } from './proofs.ts'
import { keyOwners } from './roster.ts'
import { inPrivateFolder, verifySignature } from './ssh-keygen.ts'
import { readSshSignature } from './ssh-signature.ts'

/** A tag that exists. */
export interface ReadTag {
  readonly because: string
  /** Id of the person whose key signed it; absent without a good signature. */
  readonly signedBy?: string
}

const armor = '-----BEGIN SSH SIGNATURE-----'

interface TagObject {
  readonly oid: string
  readonly type: string
  readonly content: string
}

/** The objects that tags name, in one call; a tag that does not exist is left out. */
function objectsOf(root: string, names: readonly string[]): ReadonlyMap<string, TagObject> | undefined {
  const answer = runGit(root, ['cat-file', '--batch'], { input: names.map((name) => `refs/tags/${name}\n`).join('') })
  if (!answer.ok) return undefined
  const bytes = Buffer.from(answer.stdout)
  const found = new Map<string, TagObject>()
  let at = 0
  for (const name of names) {
    const end = bytes.indexOf(10, at)
    const header = /^([0-9a-f]{40,64}) (\w+) (\d+)$/.exec(bytes.toString('utf8', at, end))
    at = end + 1
    if (!header) continue
    const size = Number(header[3])
    found.set(name, { oid: header[1] as string, type: header[2] as string, content: bytes.toString('utf8', at, at + size) })
    at += size + 1
  }
  return found
}

/** What stands behind a tag. Only signatures of SSH keys of the roster count, made for git, by somebody who is active now. */
function read(name: string, { oid, type, content }: TagObject, context: ProofContext, folder: () => string): ReadTag {
  if (type !== 'tag') return { because: `${name} is at ${oid.slice(0, 7)}, without an object of its own` }
  // The tag says its name itself: the object of another tag under this name is a copy.
  const said = /^tag (.+)$/m.exec(content.slice(0, content.indexOf('\n\n')))?.[1]
  const commit = /^object ([0-9a-f]{40,64})$/m.exec(content)?.[1] ?? oid
  if (said !== name) return { because: `${name} is the tag ${said ?? 'of no name'} under another name` }
  const at = content.indexOf(armor)
  if (at < 0)
    return { because: `${name} is at ${commit.slice(0, 7)}, ${content.includes('-----BEGIN PGP') ? 'signed with PGP' : 'not signed'}` }
  const [text, signature] = [content.slice(0, at), content.slice(at)]
  const made = readSshSignature(signature)
  if (made === undefined || made.namespace !== 'git') return { because: `the signature of ${name} is none that git makes` }
  const owners = keyOwners(context.program).get(made.key) ?? []
  const [owner] = owners
  if (owner === undefined || owners.length > 1)
    return { because: `the key that signed ${name} belongs to ${owners.length > 1 ? 'several people' : 'nobody on the roster'}` }
  const state = verifySignature(folder(), { text, signature, namespace: 'git', key: made.key, at: context.now, active: owner.active })
  if (state.state === 'good') return { because: `${name} is at ${commit.slice(0, 7)}, signed by ${owner.person}`, signedBy: owner.person }
  return {
    because: `the signature of ${name} ${state.state === 'bad' ? `is bad: ${state.because}` : `cannot be verified: ${state.problem}`}`,
  }
}

/** Reads tags; undefined when git cannot be asked. */
export function readTags(root: string, names: readonly string[], context: ProofContext): ReadonlyMap<string, ReadTag> | undefined {
  const objects = objectsOf(root, [...new Set(names)])
  if (objects === undefined) return undefined
  const all = (folder: string): Map<string, ReadTag> =>
    new Map([...objects].map(([name, object]) => [name, read(name, object, context, () => folder)]))
  return [...objects.values()].some(({ content }) => content.includes(armor)) ? inPrivateFolder(all) : all('')
}
