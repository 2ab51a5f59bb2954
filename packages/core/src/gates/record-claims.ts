import type { EvidenceRecord } from '../schema/records.ts'

/** An artifact as a record lists it. */
export interface ListedArtifact {
  readonly path: string
  readonly sha256: string | undefined
  readonly gitTree: string | undefined
}

/** A digest over a set of inputs (`patterns`, [] for the default ones) or over one input (`path`). */
export type ProvenInput =
  | { readonly patterns: readonly string[]; readonly sha256: string; readonly files: number | undefined }
  | { readonly path: string; readonly sha256: string }

/** A text that names no path of the repository: an address elsewhere. */
const isAddress = (text: string): boolean => /^(?:[a-z][a-z0-9+.-]*:\/\/|(?:doi|urn):)/i.test(text)

/** The artifacts of a record that lie in the repository. */
export function artifactsOf(record: EvidenceRecord): ListedArtifact[] {
  return (record.artifacts ?? []).flatMap((artifact): ListedArtifact[] => {
    if (typeof artifact === 'string') return isAddress(artifact) ? [] : [{ path: artifact, sha256: undefined, gitTree: undefined }]
    const { path, sha256, gitTree } = artifact
    return path === undefined ? [] : [{ path, sha256, gitTree }]
  })
}

/** The inputs of a record that carry a digest. */
export function inputsOf(record: EvidenceRecord): ProvenInput[] {
  return (record.inputs ?? []).flatMap((input): ProvenInput[] => {
    if (typeof input === 'string' || input.sha256 === undefined) return []
    const { patterns, path, sha256, files } = input
    if (patterns === undefined && path !== undefined) return [{ path, sha256 }]
    return [{ patterns: patterns ?? [], sha256, files }]
  })
}

/** What a record claims and cannot prove, in words: artifacts without digests, inputs without digests, no inputs at all. */
export function unprovenClaims(record: EvidenceRecord): string[] {
  const claims: string[] = []
  for (const artifact of record.artifacts ?? []) {
    if (typeof artifact === 'string') claims.push(`artifact ${artifact} has no digest`)
    else if (artifact.path === undefined) claims.push(`artifact ${artifact.uri ?? '(unnamed)'} is not in the repository`)
    else if (artifact.sha256 === undefined && artifact.gitTree === undefined) claims.push(`artifact ${artifact.path} has no digest`)
  }
  for (const input of record.inputs ?? []) {
    if (typeof input === 'string') claims.push(`input ${input} has no digest`)
    else if (input.sha256 === undefined) claims.push(`input ${input.path ?? input.patterns?.join(' ') ?? '(unnamed)'} has no digest`)
  }
  if (inputsOf(record).length === 0 && (record.inputs ?? []).length === 0)
    claims.push('no inputs are recorded, so a later change is not noticed')
  return claims
}

/** Who made a record, as text. */
export function authorText(author: EvidenceRecord['author']): string {
  return typeof author === 'string' ? author : author.name === undefined ? author.id : `${author.name} <${author.id}>`
}
