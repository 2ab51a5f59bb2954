import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'

/** UTF-8. Most definitions are ASCII, and for a few hundred bytes of it an encoder takes longer to load than to do without. */
function bytesOf(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length)
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (code > 127) return utf8ToBytes(text)
    bytes[index] = code
  }
  return bytes
}

/** SHA-256 of bytes, lower hex; meant for small ones, for a hash in JavaScript is slow. */
export function sha256OfBytes(bytes: Uint8Array): string {
  return bytesToHex(sha256(bytes))
}

/** SHA-256 of the UTF-8 form of a text, lower hex. */
export function sha256Hex(text: string): string {
  return bytesToHex(sha256(bytesOf(text)))
}

/**
 * The one text form of a JSON value (RFC 8785): no white space, keys in order of their UTF-16 units, numbers and strings
 * as ECMAScript writes them. What JSON cannot say follows JSON.stringify: undefined members are left out, undefined
 * elements and numbers that are not finite become null. Equal values have equal texts, so digests can be compared.
 */
export function canonicalJson(value: unknown): string {
  if (typeof value === 'bigint') return value.toString()
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null'
  if (Array.isArray(value)) return `[${Array.from(value, canonicalJson).join(',')}]`
  const members: string[] = []
  for (const key of Object.keys(value).sort()) {
    const member = (value as Record<string, unknown>)[key]
    if (member !== undefined && typeof member !== 'function' && typeof member !== 'symbol') {
      members.push(`${JSON.stringify(key)}:${canonicalJson(member)}`)
    }
  }
  return `{${members.join(',')}}`
}

/** SHA-256 over the canonical JSON of a value: the digest of a definition. */
export function digestOf(value: unknown): string {
  return sha256Hex(canonicalJson(value))
}
