/** What an SSH signature says of itself. Nothing is verified here: that is what ssh-keygen does. */
export interface SshSignature {
  /** The public key that it claims to be made with: "ssh-ed25519 AAAA…". */
  readonly key: string
  readonly namespace: string
}

/** No honest signature is longer: an RSA key of 16,384 bits makes one of 6 KiB. */
export const maxSignatureLength = 16 * 1024

const armored = /^-----BEGIN SSH SIGNATURE-----\r?\n((?:[A-Za-z0-9+/=]{1,76}\r?\n){1,300})-----END SSH SIGNATURE-----\r?\n?$/
const keyTypes = /^(?:ssh-(?:ed25519|rsa)|ecdsa-sha2-nistp(?:256|384|521)|sk-(?:ssh-ed25519|ecdsa-sha2-nistp256)@openssh\.com)$/

/** Fields of the wire format of SSH (RFC 4251, section 5): a length of four bytes, then so many bytes. */
class Fields {
  readonly #bytes: Buffer
  #at: number

  constructor(bytes: Buffer, at = 0) {
    this.#bytes = bytes
    this.#at = at
  }

  next(): Buffer | undefined {
    if (this.#at + 4 > this.#bytes.length) return undefined
    const start = this.#at + 4
    const end = start + this.#bytes.readUInt32BE(this.#at)
    if (end > this.#bytes.length) return undefined
    this.#at = end
    return this.#bytes.subarray(start, end)
  }

  isAtEnd(): boolean {
    return this.#at === this.#bytes.length
  }
}

/** A public key as "type base64", without options and remark; undefined when it is none, or claims to be of another type than it is. */
export function publicKey(text: string): string | undefined {
  const [type = '', encoded = ''] = text.split(' ')
  return keyTypes.test(type) && keyOf(Buffer.from(encoded, 'base64')) === `${type} ${encoded}` ? `${type} ${encoded}` : undefined
}

function keyOf(blob: Buffer): string | undefined {
  const type = new Fields(blob).next()?.toString('latin1')
  return type !== undefined && keyTypes.test(type) ? `${type} ${blob.toString('base64')}` : undefined
}

/**
 * Reads an armored signature (PROTOCOL.sshsig of OpenSSH): magic, version 1, public key, namespace, reserved, hash, signature.
 * Strict: one signature, nothing before and nothing after it.
 */
export function readSshSignature(text: string): SshSignature | undefined {
  const body = text.length <= maxSignatureLength ? armored.exec(text)?.[1] : undefined
  if (body === undefined) return undefined
  const blob = Buffer.from(body, 'base64')
  if (blob.toString('base64') !== body.replace(/[\r\n]/g, '')) return undefined
  if (blob.length < 10 || blob.subarray(0, 6).toString('latin1') !== 'SSHSIG' || blob.readUInt32BE(6) !== 1) return undefined
  const fields = new Fields(blob, 10)
  const [key, namespace, reserved, hash, signature] = [fields.next(), fields.next(), fields.next(), fields.next(), fields.next()]
  if (!key || !namespace || !reserved || !hash || !signature?.length || !fields.isAtEnd()) return undefined
  const named = keyOf(key)
  if (named === undefined || !/^sha(?:256|512)$/.test(hash.toString('latin1'))) return undefined
  return { key: named, namespace: namespace.toString('latin1') }
}
