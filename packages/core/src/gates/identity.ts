import type { Entry, Program } from '../link/program-types.ts'
import { isAssigned } from '../link/state.ts'
import type { Person } from '../schema/program.ts'
import type { EvidenceRecord } from '../schema/records.ts'

/** Somebody as a record names them. Two identities that share a key are the same person. */
export interface Identity {
  /** As the record has it. */
  readonly label: string
  /** Folded id, name and addresses; of a person of the program all that are known. Empty for nobody. */
  readonly keys: readonly string[]
  /** Those of the keys that the record itself gives and that are addresses. */
  readonly addresses: readonly string[]
  /** The person of the program, when exactly one fits. */
  readonly person: Person | undefined
  readonly bot: boolean
}

type Author = EvidenceRecord['author']

const fold = (text: string): string => text.normalize('NFC').trim().replace(/\s+/g, ' ').toLowerCase()

const indexes = new WeakMap<Program, ReadonlyMap<string, ReadonlySet<Entry<Person>>>>()

/** Persons by each of their folded words. */
function personsByWord(program: Program): ReadonlyMap<string, ReadonlySet<Entry<Person>>> {
  const known = indexes.get(program)
  if (known) return known
  const index = new Map<string, Set<Entry<Person>>>()
  for (const entry of program.people.values()) {
    for (const word of wordsOfPerson(entry.record)) index.set(word, (index.get(word) ?? new Set<Entry<Person>>()).add(entry))
  }
  indexes.set(program, index)
  return index
}

function wordsOfPerson({ id, name, emails = [] }: Person): string[] {
  return [id, ...(name === undefined ? [] : [name]), ...emails].map(fold)
}

/** "Name <address>" in its parts; anything else is one word. */
function partsOf(text: string): { readonly address: string | undefined; readonly rest: string } {
  const open = text.lastIndexOf('<')
  const isAddressed = open >= 0 && text.trimEnd().endsWith('>')
  if (!isAddressed) return { address: undefined, rest: fold(text) }
  return { address: fold(text.slice(open + 1, text.lastIndexOf('>'))), rest: fold(text.slice(0, open)) }
}

/** Address and name, the address first, for it tells persons apart better; a bare word is itself. */
function wordsOf(text: string): string[] {
  const { address, rest } = partsOf(text)
  return [address, rest].filter((word) => word !== undefined).filter(isAssigned)
}

/** The address that a record gives: a bare word may be one, a name that looks like one is none. */
function addressesIn(text: string): string[] {
  const { address, rest } = partsOf(text)
  return [address ?? rest].filter((word) => word.includes('@'))
}

/** The addresses of a person of the program, folded. */
export function addressesOf({ emails = [] }: Person): string[] {
  return emails.map(fold)
}

/** Who an author of a record is: a person of the program by address, id or name, else what the record says. */
export function identityOf(program: Program, author: Author): Identity {
  const label = typeof author === 'string' ? author : (author.name ?? author.id)
  const words = typeof author === 'string' ? wordsOf(author) : [...wordsOf(author.id), ...wordsOf(author.name ?? '')]
  const index = personsByWord(program)
  const persons = words.map((word) => index.get(word)).find((found) => found !== undefined)
  const person = persons?.size === 1 ? [...persons][0]?.record : undefined
  const keys = [...new Set([...words, ...(person ? wordsOfPerson(person) : [])])]
  const kind = typeof author === 'string' ? undefined : author.kind
  const bot = person?.kind === 'bot' || kind === 'bot' || kind === 'ci' || words.some((word) => word.includes('[bot]'))
  return { label, keys, addresses: addressesIn(typeof author === 'string' ? author : author.id), person, bot }
}

export function isSamePerson(a: Identity, b: Identity): boolean {
  return a.keys.some((key) => b.keys.includes(key))
}

/** One identity for each person, whichever of their names they used; who is nobody (TBD) is left out. */
export function distinctPersons(identities: readonly Identity[]): Identity[] {
  const distinct: Identity[] = []
  for (const identity of identities) {
    if (identity.keys.length === 0) continue
    // Somebody may turn out to be the same as two who looked different before.
    const same = distinct.filter((other) => isSamePerson(identity, other))
    const keys = [...new Set([identity, ...same].flatMap((one) => one.keys))]
    const first = same[0] ?? identity
    for (const other of same) distinct.splice(distinct.indexOf(other), 1)
    distinct.push({ ...first, keys, person: [first, identity, ...same].find((one) => one.person)?.person })
  }
  return distinct
}

/** True when a person holds a role: people[].roles lists it, or roles[].owner names the person. */
export function holdsRole(program: Program, identity: Identity, role: string): boolean {
  if (identity.person?.roles?.includes(role)) return true
  const owner = program.roles.get(role)?.record.owner
  return owner !== undefined && isAssigned(owner) && isSamePerson(identity, identityOf(program, owner))
}

/** Who holds a role, as the program names them, each person once; empty when nobody does. A bot holds none that it could decide in. */
export function holdersOf(program: Program, role: string): string[] {
  const owner = program.roles.get(role)?.record.owner
  const listed = [...program.people.values()].filter(({ record }) => record.kind !== 'bot' && record.roles?.includes(role))
  const isListed = (person: Person | undefined): boolean => listed.some(({ record }) => record === person)
  const owning = owner !== undefined && isAssigned(owner) && !isListed(identityOf(program, owner).person) ? [owner] : []
  return [...new Set([...owning, ...listed.map(({ id, record }) => record.name ?? id)])]
}
