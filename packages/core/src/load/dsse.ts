import { utf8ToBytes } from '@noble/hashes/utils.js'
import { isMapping } from './parsed.ts'

// DSSE v1 (secure-systems-lab/dsse, protocol.md and envelope.md): a payload, what it is, and signatures over both together.

/** A payload as it is signed: pre-authentication encoding. */
export interface SignedPayload {
  readonly type: string
  readonly text: string
}

/** The signature of SSH (PROTOCOL.sshsig) as its armor has it, without the lines around it: that is what stands in `sig`. */
const armorBegin = '-----BEGIN SSH SIGNATURE-----'
const armorEnd = '-----END SSH SIGNATURE-----'

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

function toBase64(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 3) {
    const [a, b, c] = [bytes[at] as number, bytes[at + 1], bytes[at + 2]]
    const group = (a << 16) | ((b ?? 0) << 8) | (c ?? 0)
    const letter = (shift: number): string => alphabet[(group >> shift) & 63] as string
    text += letter(18) + letter(12) + (b === undefined ? '=' : letter(6)) + (c === undefined ? '=' : letter(0))
  }
  return text
}

/** UTF-8 text of base64 (with padding, nothing else between); undefined for anything else. */
function textOfBase64(base64: string): string | undefined {
  if (base64.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(base64)) return undefined
  let percent = ''
  for (let at = 0; at < base64.length; at += 4) {
    const letters = [0, 1, 2, 3].map((index) => Math.max(0, alphabet.indexOf(base64[at + index] as string)))
    const [a, b, c, d] = letters as [number, number, number, number]
    const group = (a << 18) | (b << 12) | (c << 6) | d
    const padding = (base64.slice(at, at + 4).match(/=/g) ?? []).length
    for (let byte = 0; byte < 3 - padding; byte++) percent += `%${((group >> (16 - 8 * byte)) & 255).toString(16).padStart(2, '0')}`
  }
  try {
    return decodeURIComponent(percent)
  } catch {
    return undefined
  }
}

/** The text that a signature of an envelope is made over. */
export function preAuthentication({ type, text }: SignedPayload): string {
  return `DSSEv1 ${utf8ToBytes(type).length} ${type} ${utf8ToBytes(text).length} ${text}`
}

/** An envelope as text. `armored` is what `ssh-keygen -Y sign` writes for `preAuthentication(payload)`. */
export function envelopeOf(payload: SignedPayload, armored: string): string {
  const sig = armored.replace(armorBegin, '').replace(armorEnd, '').replace(/\s+/g, '')
  const envelope = { payloadType: payload.type, payload: toBase64(utf8ToBytes(payload.text)), signatures: [{ sig }] }
  return `${JSON.stringify(envelope, null, 2)}\n`
}

export interface OpenedEnvelope {
  readonly payload: SignedPayload
  /** Armored, as `ssh-keygen -Y verify` reads them; nothing is known of their worth here. */
  readonly signatures: readonly string[]
}

/** An envelope, opened; undefined when the value is none. */
export function openEnvelope(value: unknown): OpenedEnvelope | undefined {
  if (!isMapping(value)) return undefined
  const { payloadType: type, payload, signatures } = value
  if (typeof type !== 'string' || typeof payload !== 'string' || !Array.isArray(signatures)) return undefined
  const text = textOfBase64(payload)
  if (text === undefined) return undefined
  const armored = signatures.flatMap((one): string[] => {
    const sig: unknown = isMapping(one) ? one['sig'] : undefined
    if (typeof sig !== 'string' || !/^[A-Za-z0-9+/]+={0,2}$/.test(sig)) return []
    return [`${armorBegin}\n${(sig.match(/.{1,70}/g) ?? []).join('\n')}\n${armorEnd}\n`]
  })
  return { payload: { type, text }, signatures: armored }
}
