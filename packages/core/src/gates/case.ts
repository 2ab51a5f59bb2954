import type { Checklist } from '../load/checklist-types.ts'
import type { Loaded } from '../load/loaded.ts'
import type { ApprovalRecord, ArchiveRecord, EvidenceRecord, ReviewRecord } from '../schema/records.ts'

/** A record file: what it holds (absent when it cannot be read) and the digest of its bytes. */
export interface RecordFile<T> extends Loaded<T> {
  /** SHA-256 of the file, lower hex. */
  readonly sha256: string
}

export interface ChecklistFile {
  readonly checklist: Checklist
  /** The phase whose folder it lies in (inbox/<phase>/…). */
  readonly phase: string
  readonly sha256: string
}

export interface ArchivedChecklist extends ChecklistFile {
  /** `<name>.metadata.json` beside it; absent when there is none. */
  readonly metadata: RecordFile<ArchiveRecord> | undefined
}

/** The case: what is decided on. Everything here was read, nothing is judged yet. Lists are in order of path. */
export interface Case {
  readonly evidence: readonly RecordFile<EvidenceRecord>[]
  readonly approvals: readonly RecordFile<ApprovalRecord>[]
  readonly inbox: readonly ChecklistFile[]
  readonly outbox: readonly ArchivedChecklist[]
  readonly reviews: readonly RecordFile<ReviewRecord>[]
  /** Case files that exist and could not be read at all, with the reason. */
  readonly unreadable: readonly { readonly path: string; readonly reason: string }[]
}

/** What a gate has to know about the repository beyond the case: asked in one go, answered in one go. */
export interface FactsNeeded {
  /** Exact paths (a trailing slash names a directory): existence, size, digest. */
  readonly files: readonly string[]
  /** Exact paths, or globs that stand in `globs` as well, whose text is needed too. */
  readonly texts: readonly string[]
  /** Globs: the paths that match, and a fact for each of these files. */
  readonly globs: readonly string[]
  /** Exact paths, or globs that stand in `globs` as well, of YAML and JSON files whose value is needed (`FileFact.parsed`). */
  readonly parse?: readonly string[]
  /** Sets of input patterns; `undefined` patterns stand for the default inputs. Key: `inputsKey(patterns)`. */
  readonly inputs: readonly (readonly string[])[]
}

export interface FileFact {
  readonly state: 'file' | 'directory' | 'missing' | 'unreadable'
  readonly sha256?: string
  /** For a directory: the git tree id of its content. */
  readonly gitTree?: string
  readonly size?: number
  /** For a directory: how many files it holds. */
  readonly entries?: number
  readonly text?: string
  /** The value of a YAML or JSON file; absent when it was not asked for or cannot be parsed (`problem` says why). */
  readonly parsed?: unknown
  readonly problem?: string
}

export interface InputsFact {
  /** SHA-256 over the sorted list of matched paths and their digests. */
  readonly sha256: string
  readonly files: number
}

/** Facts about the repository at the time of the judgement. */
export interface Facts {
  /** HEAD, when there is one. */
  readonly head: string | undefined
  /** Commits named by records that exist in the repository; undefined when that was not asked. */
  readonly knownCommits: ReadonlySet<string> | undefined
  readonly files: ReadonlyMap<string, FileFact>
  readonly globs: ReadonlyMap<string, readonly string[]>
  readonly inputs: ReadonlyMap<string, InputsFact>
}

/** The key of a set of input patterns in `Facts.inputs`; [] stands for the default inputs. */
export function inputsKey(patterns: readonly string[]): string {
  return JSON.stringify([...new Set(patterns)].sort())
}
