import { type Case, type FileFact, openEnvelope, preAuthentication, type RecordFile } from '@refractor/core'
import { sha256Of } from './read-file.ts'
import type { SignedRecord } from './ssh-keygen.ts'

/** A file that something may stand behind: a record, with the signature beside it, or a verdict, with those of its envelope. */
export interface Provable {
  readonly path: string
  /** As git holds it. */
  readonly text: string
  readonly type: SignedRecord
  /** Armored signatures, and what they have to be over; none when it is not signed. One good one is enough. */
  readonly signatures: readonly string[]
  readonly signedText: string
  /** The file of the signature, where it is one of its own. */
  readonly signaturePath?: string
  /** Why no signature of it can be good. */
  readonly problem?: string
}

function ofRecord(type: SignedRecord, { source, signature, sha256 }: RecordFile<unknown>): Provable {
  const { path, text } = source
  const plain = { path, text, type, signedText: text }
  if (signature === undefined) return { ...plain, signatures: [] }
  // The text is what was read of the file: of one that is too large, or no text, nothing was.
  const isWhole = sha256Of(Buffer.from(text)) === sha256
  return {
    ...plain,
    signatures: [signature.text],
    signaturePath: signature.path,
    ...(!isWhole && { problem: 'the record cannot be read' }),
  }
}

function ofVerdict(path: string, fact: FileFact | undefined): Provable[] {
  if (fact?.text === undefined) return []
  const envelope = openEnvelope(fact.parsed)
  const signedText = envelope === undefined ? fact.text : preAuthentication(envelope.payload)
  // More than a few are no honest envelope.
  return [{ path, text: fact.text, type: 'verdict', signatures: envelope?.signatures.slice(0, 4) ?? [], signedText }]
}

/** The files that proofs are asked of: records of the case, and verdicts among the other files that were read. */
export function provable(paths: readonly string[], records: Case, files: ReadonlyMap<string, FileFact>): Provable[] {
  const wanted = new Set(paths)
  const of = (type: SignedRecord, all: readonly RecordFile<unknown>[]): Provable[] =>
    all.filter(({ source }) => wanted.delete(source.path)).map((file) => ofRecord(type, file))
  const found = [
    ...of('approval', records.approvals),
    ...of('evidence', records.evidence),
    ...of('waiver', records.waivers ?? []),
    ...of('link-review', records.linkReviews ?? []),
    ...of('review', records.reviews),
  ]
  return [...found, ...[...wanted].flatMap((path) => ofVerdict(path, files.get(path)))]
}
