/** What a pointer of Git LFS says of the content that it stands for. */
export interface LfsPointer {
  /** SHA-256 of the content, lower hex. */
  readonly sha256: string
  readonly size: number
}

/** Why the text of such a file is not known. */
export const notHere = 'its content is kept by Git LFS, and is not read'

/** Pointers without extensions are between these sizes, in bytes; most files need not even be looked at. */
const shortest = 120
const longest = 160

const pointer = /^version https:\/\/git-lfs\.github\.com\/spec\/v1\noid sha256:([0-9a-f]{64})\nsize (0|[1-9]\d{0,15})\n$/

/** True when a file of this size could be a pointer. */
export const mayBePointer = (size: number): boolean => size >= shortest && size <= longest

/**
 * Reads a pointer, in the one form that Git LFS writes. The content has the digest that it names, so it is the same evidence whether a
 * clone has the content or only the pointer.
 */
export function lfsPointer(bytes: Uint8Array): LfsPointer | undefined {
  if (!mayBePointer(bytes.length)) return undefined
  const match = pointer.exec(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1'))
  return match === null ? undefined : { sha256: match[1] as string, size: Number(match[2]) }
}
