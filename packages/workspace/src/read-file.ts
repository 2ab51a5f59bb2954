import { isUtf8 } from 'node:buffer'
import { createHash } from 'node:crypto'
import { closeSync, openSync, readFileSync, readSync } from 'node:fs'
import type { Diagnostic, DiagnosticCode, SourceFile } from '@refractor/core'
import { diagnostic, sha256OfBytes } from '@refractor/core'
import { type FindPath, fileProblem } from './find-path.ts'

/** Largest files that are read as text, in bytes. */
export const limits = {
  specification: 1 << 20,
  evidence: 1 << 20,
  record: 256 << 10,
  signature: 16 << 10,
  checklist: 1 << 20,
  text: 4 << 20,
} as const

/** A file that is text. Its text and its digest are made when somebody asks for them: what the cache knows needs neither. */
export interface TextFile {
  readonly ok: true
  readonly source: SourceFile
  readonly bytes: Buffer
  readonly sha256: string
}

/** A file as text, or the reason why not. A file that is not text, or too large, could be read: it just is no record. */
export type TextRead =
  | TextFile
  | {
      readonly ok: false
      readonly kind: 'missing' | 'unreadable' | 'too-large' | 'not-text'
      readonly problem: string
      readonly sha256?: string
    }

/** How many bytes are hashed in JavaScript: for the few small files of a check that is over before node:crypto would be loaded. */
let bytesInScript = 4096

/** SHA-256, lower hex; text is taken as UTF-8. */
export function sha256Of(bytes: Uint8Array | string): string {
  if (typeof bytes !== 'string' && bytes.length <= bytesInScript) {
    bytesInScript -= bytes.length
    return sha256OfBytes(bytes)
  }
  bytesInScript = 0
  return createHash('sha256').update(bytes).digest('hex')
}

/** UTF-8, strictly; a byte order mark stays, so that offsets in the text are offsets in the file. */
export function decodeText(bytes: Buffer): string | undefined {
  return isUtf8(bytes) ? bytes.toString('utf8') : undefined
}

/** A file as text, from its bytes, which are UTF-8. */
export function textFile(path: string, bytes: Buffer): TextFile {
  let text: string | undefined
  let sha256: string | undefined
  return {
    ok: true,
    bytes,
    source: {
      path,
      get text() {
        text ??= bytes.toString('utf8')
        return text
      },
    },
    get sha256() {
      sha256 ??= sha256Of(bytes)
      return sha256
    },
  }
}

/** Reads one file as text; its size is checked before. */
export function readText(find: FindPath, path: string, limit: number): TextRead {
  const found = find(path)
  if (found.state === 'missing') return { ok: false, kind: 'missing', problem: 'it does not exist' }
  if (found.state === 'unreadable') return { ok: false, kind: 'unreadable', problem: found.problem }
  if (found.state === 'directory') return { ok: false, kind: 'unreadable', problem: 'it is a directory' }
  const tooLarge = { ok: false, kind: 'too-large', problem: `it is larger than ${limit / 1024} KiB` } as const
  if (found.stats.size > limit) return tooLarge
  let bytes: Buffer
  try {
    bytes = readFileSync(found.absolute)
  } catch (error) {
    return { ok: false, kind: 'unreadable', problem: fileProblem(error) }
  }
  if (bytes.length > limit) return tooLarge
  return isUtf8(bytes) ? textFile(path, bytes) : { ok: false, kind: 'not-text', problem: 'it is not UTF-8 text', sha256: sha256Of(bytes) }
}

const codes: Readonly<Record<'unreadable' | 'too-large' | 'not-text', DiagnosticCode>> = {
  unreadable: 'workspace/unreadable',
  'too-large': 'yaml/too-large',
  'not-text': 'yaml/not-text',
}
const advice = {
  unreadable: 'make it a regular file that you may read, inside the workspace',
  'too-large': 'split the file, or move what is not part of the plan elsewhere',
  'not-text': 'save the file as UTF-8',
} as const

/** The finding for a file that should have been readable text. */
export function unreadableFile(path: string, kind: keyof typeof codes, problem: string): Diagnostic {
  return diagnostic(codes[kind], `cannot read ${path}: ${problem}`, { location: { file: path, line: 1, column: 1 }, help: advice[kind] })
}

/** One buffer for all files: hashing is synchronous, and a new one for each would cost more than a small file. */
let chunk: Buffer | undefined

/** Hashes a file in chunks of 1 MiB, so that memory stays constant; `prefix` is hashed before it; `size`, where it is known,
 * lets a small file be read at once. Throws what the file system throws. */
export function hashFile(absolute: string, algorithm: 'sha256' | 'sha1' = 'sha256', prefix = '', size = Number.POSITIVE_INFINITY): string {
  if (size <= bytesInScript && algorithm === 'sha256' && prefix === '') return sha256Of(readFileSync(absolute))
  const hash = createHash(algorithm).update(prefix)
  const file = openSync(absolute, 'r')
  try {
    chunk ??= Buffer.allocUnsafeSlow(1 << 20)
    for (;;) {
      const length = readSync(file, chunk, 0, chunk.length, null)
      if (length === 0) return hash.digest('hex')
      hash.update(chunk.subarray(0, length))
    }
  } finally {
    closeSync(file)
  }
}
