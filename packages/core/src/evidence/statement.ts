import type { EvidenceRecord } from '../schema/records.ts'

type Member<K extends keyof EvidenceRecord> = NonNullable<EvidenceRecord[K]>
type Artifact = Exclude<Member<'artifacts'>[number], string>

/** in-toto ResourceDescriptor v1, as far as it is used. */
export interface ResourceDescriptor {
  readonly name?: string
  readonly uri?: string
  readonly digest?: Readonly<Record<string, string>>
  readonly annotations?: Readonly<Record<string, unknown>>
}

/** in-toto Statement v1 (in-toto attestation framework, spec/v1/statement). */
export interface InTotoStatement {
  readonly _type: 'https://in-toto.io/Statement/v1'
  readonly subject: readonly ResourceDescriptor[]
  readonly predicateType: 'https://refractor.dev/evidence/v1'
  readonly predicate: Readonly<Record<string, unknown>>
}

/** Fields of a record that stand elsewhere in the predicate or under another name; the others go over as they are. */
const moved = new Set(['format', 'author', 'date', 'commit', 'dirty', 'inputs', 'artifacts', 'producer', 'supersedes', 'validity'])

function without(record: Readonly<Record<string, unknown>>, keys: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).filter(([key, value]) => !keys.includes(key) && value !== undefined))
}

function annotated(descriptor: ResourceDescriptor, annotations: Readonly<Record<string, unknown>>): ResourceDescriptor {
  return Object.keys(annotations).length > 0 ? { ...descriptor, annotations } : descriptor
}

function artifactDescriptor(artifact: Artifact | string): ResourceDescriptor {
  if (typeof artifact === 'string') return { name: artifact }
  const digest = without({ sha256: artifact.sha256, gitBlob: artifact.gitBlob, gitTree: artifact.gitTree }, []) as Record<string, string>
  return annotated(
    {
      ...(artifact.path !== undefined && { name: artifact.path }),
      ...(artifact.uri !== undefined && { uri: artifact.uri }),
      ...(Object.keys(digest).length > 0 && { digest }),
    },
    without(artifact, ['path', 'uri', 'sha256', 'gitBlob', 'gitTree']),
  )
}

/** The digest of a set of files is no SHA-256 of one file, so it has a name of its own. */
function inputDescriptor(input: Member<'inputs'>[number]): ResourceDescriptor {
  if (typeof input === 'string') return { name: input }
  const { path, patterns, sha256 } = input
  const name = path ?? (patterns?.length ? patterns.join(' ') : 'default inputs')
  const digest = sha256 === undefined ? {} : { digest: path === undefined ? { refractorInputSet: sha256 } : { sha256 } }
  return annotated({ name, ...digest }, without(input, ['path', 'sha256']))
}

function producerOf(producer: Member<'producer'>): Record<string, unknown> {
  const invocation = ['argv', 'cwd', 'exitCode', 'signal', 'timedOut', 'attempt', 'startedAt', 'durationMs', 'stdout', 'stderr']
  const called = without(
    producer,
    Object.keys(producer).filter((key) => !invocation.includes(key)),
  )
  return { ...without(producer, invocation), ...(Object.keys(called).length > 0 && { invocation: called }) }
}

/** in-toto wants an instant; a day means its first one. */
const instant = (date: string): string => (date.length === 10 ? `${date}T00:00:00Z` : date)

/**
 * A record as an in-toto Statement v1, one to one. Subjects are the artifacts that have a digest; artifacts without one
 * go into the predicate. A record without any is about itself: its own file is the subject.
 */
export function toStatement(record: EvidenceRecord, file: { readonly path: string; readonly sha256: string }): InTotoStatement {
  const artifacts = (record.artifacts ?? []).map(artifactDescriptor)
  const subjects = artifacts.filter((one) => one.digest !== undefined)
  const unbound = artifacts.filter((one) => one.digest === undefined)
  const { author, validity } = record
  const predicate = {
    format: record.format,
    ...without(record, [...moved]),
    author: typeof author === 'string' ? { id: author } : author,
    createdAt: instant(record.date),
    source:
      record.commit === undefined && record.dirty === undefined
        ? undefined
        : { digest: record.commit === undefined ? undefined : { gitCommit: record.commit }, dirty: record.dirty },
    inputs: record.inputs?.map(inputDescriptor),
    unboundArtifacts: unbound.length > 0 ? unbound : undefined,
    producer: record.producer && producerOf(record.producer),
    validity: validity && { ...validity, ...(validity.expires && { expires: instant(validity.expires) }) },
    supersedes: record.supersedes?.map((name) => (/^[0-9a-f]{64}$/.test(name) ? { digest: { sha256: name } } : { name })),
  }
  return {
    _type: 'https://in-toto.io/Statement/v1',
    subject: subjects.length > 0 ? subjects : [{ name: file.path, digest: { sha256: file.sha256 } }],
    predicateType: 'https://refractor.dev/evidence/v1',
    predicate: without(predicate, []),
  }
}
