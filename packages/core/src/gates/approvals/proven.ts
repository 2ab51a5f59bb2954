import type { Program } from '../../link/program-types.ts'
import type { Facts } from '../case.ts'
import { addressesOf, type Identity, identityOf, isSamePerson } from '../identity.ts'
import { instantOf } from '../instant.ts'
import type { Trust } from './authority.ts'

/** What is proven of a record. */
export interface Proven {
  readonly trust: Trust
  /** Why the signature beside it is not that of the person whom it names: a matter of integrity. */
  readonly bad?: string
  /** When it came into the line of the base branch, in milliseconds; undefined while it has not, or nobody asked. */
  readonly landed: number | undefined
}

/** True when a commit was written by a person: by one of their addresses where any is known, for a name is anybody's. */
function wroteCommit(program: Program, author: string, by: Identity): boolean {
  const writer = identityOf(program, author)
  const addresses = by.person === undefined ? by.addresses : addressesOf(by.person)
  if (addresses.length > 0) return writer.addresses.some((address) => addresses.includes(address))
  return by.person === undefined ? isSamePerson(writer, by) : writer.person?.id === by.person.id
}

/** What git and ssh-keygen found out about a record that `by` is said to have made. What is not known is not proven. */
export function provenOf(program: Program, path: string, by: Identity, facts: Pick<Facts, 'proofs'>): Proven {
  const { signature, landed, written } = facts.proofs?.get(path) ?? {}
  const at = landed === undefined ? Number.NaN : instantOf(landed.at)
  const when = { landed: Number.isNaN(at) ? undefined : at }
  if (signature?.state === 'bad') return { trust: 'self', bad: signature.because, ...when }
  if (signature?.state === 'good') {
    if (signature.person === by.person?.id) return { trust: 'signed', ...when }
    return { trust: 'self', bad: `it is signed by ${signature.person}, and not by ${by.label}`, ...when }
  }
  const author = (landed ?? written)?.author
  return { trust: author !== undefined && wroteCommit(program, author, by) ? 'commit' : 'self', ...when }
}
