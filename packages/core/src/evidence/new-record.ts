import { idToFileName } from '../link/file-name.ts'
import type { Program } from '../link/program-types.ts'
import type { EvidenceRecord } from '../schema/records.ts'

type Field<K extends keyof EvidenceRecord> = NonNullable<EvidenceRecord[K]>

/** What a record is made of; the caller has measured all of it. */
export interface RecordParts {
  readonly program: string
  readonly kind?: string | undefined
  readonly gate?: string | undefined
  readonly milestone?: string | undefined
  readonly criteria?: readonly string[] | undefined
  /** "Name <address>", as stamped. */
  readonly author: string
  /** RFC 3339, UTC. */
  readonly date: string
  readonly commit?: string | undefined
  readonly dirty: boolean
  readonly inputs: readonly Field<'inputs'>[number][]
  readonly artifacts: readonly Field<'artifacts'>[number][]
  readonly producer?: Field<'producer'> | undefined
  readonly environment?: Field<'environment'> | undefined
  readonly result?: Field<'result'> | undefined
  /** RFC 3339 or a day. */
  readonly expires?: string | undefined
  readonly supersedes?: readonly string[] | undefined
  readonly remembers?: Field<'remembers'> | undefined
  readonly secretsAllowed?: string | undefined
  readonly redactions?: Field<'redactions'> | undefined
  readonly notes?: string | undefined
}

/** A record with its keys in the order in which people read them; what is not known is left out. */
export function newRecord(parts: RecordParts): EvidenceRecord {
  const record = {
    format: 1,
    program: parts.program,
    kind: parts.kind,
    gate: parts.gate,
    milestone: parts.milestone,
    criteria: parts.criteria?.length ? [...parts.criteria] : undefined,
    author: parts.author,
    date: parts.date,
    commit: parts.commit,
    dirty: parts.dirty,
    inputs: [...parts.inputs],
    artifacts: [...parts.artifacts],
    producer: parts.producer,
    environment: parts.environment,
    result: parts.result,
    validity: parts.expires === undefined ? undefined : { expires: parts.expires },
    supersedes: parts.supersedes?.length ? [...parts.supersedes] : undefined,
    remembers: parts.remembers?.length ? [...parts.remembers] : undefined,
    secretsAllowed: parts.secretsAllowed === undefined ? undefined : { reason: parts.secretsAllowed },
    redactions: parts.redactions?.length ? [...parts.redactions] : undefined,
    notes: parts.notes,
  }
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as EvidenceRecord
}

/** The text of `metadata.json`. */
export function formatRecord(record: EvidenceRecord): string {
  return `${JSON.stringify(record, null, 2)}\n`
}

/**
 * The folder of a new record: `<evidence>/<gate or milestone>/<target>-<YYYYMMDDTHHMMSSZ>`; a criterion lies under its
 * gate. Ids are percent-encoded where a file system would not keep them.
 */
export function recordFolder(program: Program, target: string, now: string): string {
  const under = program.criteria.get(target)?.gate ?? target
  const time = `${now.slice(0, 19).replace(/[-:]/g, '')}Z`
  return `${program.folders.evidence}/${idToFileName(under)}/${idToFileName(target)}-${time}`
}

/** The name of the record file in its folder. */
export const recordName = 'metadata.json'
