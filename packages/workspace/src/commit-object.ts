import { TextDecoder } from 'node:util'

/** A commit as it was written. */
export interface Commit {
  readonly oid: string
  readonly parents: readonly string[]
  /** "Name <address>". */
  readonly author: string
  readonly committer: string
  /** RFC 3339, in UTC: when it was written, and when it was committed. */
  readonly authoredAt: string
  readonly committedAt: string
  readonly subject: string
  /** Everything after the subject, without blank lines around it. */
  readonly body: string
  /** `Key: value` lines of the last paragraph. */
  readonly trailers: readonly { readonly key: string; readonly value: string }[]
}

/** Beyond it a Date has no value. */
const latest = 8_640_000_000_000

function signature(value: string): { readonly person: string; readonly at: string } {
  const match = /^(.*?) ?<([^<>]*)> (-?\d{1,15})(?: [+-]\d{1,6})?$/.exec(value)
  const seconds = Math.min(Math.max(Number(match?.[3] ?? 0), 0), latest)
  const person = match === null ? value : `${match[1]} <${match[2]}>`
  return { person: person.trim(), at: new Date(seconds * 1000).toISOString().replace('.000Z', 'Z') }
}

function trailersOf(body: string): Commit['trailers'] {
  const last = body.split(/\n[ \t]*\n/).at(-1) ?? ''
  const found: { key: string; value: string }[] = []
  for (const line of last.split('\n')) {
    const match = /^([A-Za-z0-9][A-Za-z0-9-]*)[ \t]*:[ \t]*(.*)$/.exec(line)
    const before = found.at(-1)
    if (match !== null) found.push({ key: match[1] as string, value: (match[2] as string).trim() })
    else if (/^[ \t]+\S/.test(line) && before !== undefined) before.value += ` ${line.trim()}`
    else if (!/^\(cherry picked from commit [0-9a-f]+\)$/.test(line)) return []
  }
  return found
}

function decoder(encoding: string | undefined): TextDecoder {
  try {
    return new TextDecoder(encoding ?? 'utf-8')
  } catch {
    return new TextDecoder('utf-8')
  }
}

/** Takes a commit object apart. Nothing of it is trusted: all of it is what its author claims. */
export function parseCommit(oid: string, bytes: Buffer): Commit {
  const end = bytes.indexOf('\n\n')
  const raw = bytes.subarray(0, end < 0 ? bytes.length : end)
  const encoding = /^encoding (.+)$/m.exec(raw.toString('latin1'))?.[1]
  const decode = (part: Uint8Array): string => decoder(encoding).decode(part)
  const parents: string[] = []
  const fields = new Map<string, string>()
  for (const line of decode(raw).split('\n')) {
    const space = line.indexOf(' ')
    // Lines that go on (of a signature) begin with a space.
    if (space < 1) continue
    const [name, value] = [line.slice(0, space), line.slice(space + 1)]
    if (name === 'parent') parents.push(value)
    else if (!fields.has(name)) fields.set(name, value)
  }
  const message = end < 0 ? '' : decode(bytes.subarray(end + 2)).replaceAll('\r\n', '\n')
  // As git has it: the subject is the first paragraph, in one line.
  const text = message.replace(/^(?:[ \t]*\n)+/, '').trimEnd()
  const [head = ''] = text.split(/\n[ \t]*\n/, 1)
  const body = text.slice(head.length).replace(/^(?:[ \t]*\n)+/, '')
  const author = signature(fields.get('author') ?? '')
  const committer = signature(fields.get('committer') ?? '')
  return {
    oid,
    parents,
    author: author.person,
    committer: committer.person,
    authoredAt: author.at,
    committedAt: committer.at,
    subject: head
      .split('\n')
      .map((line) => line.trim())
      .join(' '),
    body,
    trailers: trailersOf(body),
  }
}
