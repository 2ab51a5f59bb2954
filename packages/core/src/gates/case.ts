import type { Box, Checklist } from '../load/checklist-types.ts'
import type { Loaded } from '../load/loaded.ts'
import type { ApprovalRecord, ArchiveRecord, EvidenceRecord, ReviewRecord } from '../schema/records.ts'
import type { SnapshotRecord } from '../schema/snapshot.ts'
import type { LinkReview } from '../schema/trace.ts'
import type { WaiverRecord } from '../schema/waiver.ts'
import type { TraceSources } from '../trace/trace-types.ts'

/** A record file: what it holds (absent when it cannot be read) and the digest of its bytes. */
export interface RecordFile<T> extends Loaded<T> {
  /** SHA-256 of the file, lower hex. */
  readonly sha256: string
  /** The detached SSH signature beside it (`<path>.sig`), when there is one. Nothing is known of its worth here. */
  readonly signature?: { readonly path: string; readonly text: string } | undefined
  /** Where it lay before a review moved it: superseded evidence. */
  readonly was?: string
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

/** A checklist of the inbox of base that lost open boxes, or is gone without having been archived. */
export interface RemovedChecklist {
  /** As base has it. */
  readonly file: ChecklistFile
  readonly gone: boolean
  readonly boxes: readonly Box[]
}

/** The case: what is decided on. Everything here was read, nothing is judged yet. Lists are in order of path. */
export interface Case {
  readonly evidence: readonly RecordFile<EvidenceRecord>[]
  readonly approvals: readonly RecordFile<ApprovalRecord>[]
  readonly inbox: readonly ChecklistFile[]
  readonly outbox: readonly ArchivedChecklist[]
  readonly reviews: readonly RecordFile<ReviewRecord>[]
  /** Of a revision: digests of reviews that were taken back, and are kept in the history of their phase. */
  readonly takenBack?: readonly string[]
  /** Every step of every waiver. */
  readonly waivers?: readonly RecordFile<WaiverRecord>[]
  /** Every record of a snapshot. */
  readonly snapshots?: readonly RecordFile<SnapshotRecord>[]
  /** Every review of trace links. */
  readonly linkReviews?: readonly RecordFile<LinkReview>[]
  /** Of two revisions: what checklists of base ask for and head has taken away. It is still asked for. */
  readonly removed?: readonly RemovedChecklist[]
  /** Of two revisions with reviews of links: the checklists of base that head has not as they are. Links that they write down were reviewed. */
  readonly former?: readonly ChecklistFile[]
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
  /** Record files whose proof is needed (`Facts.proofs`). */
  readonly proofs?: readonly string[]
  /** Exact paths whose last editor is needed (`Facts.editors`). */
  readonly editors?: readonly string[]
  /** What speaks of the records from outside of the program (`Facts.trace`): tags in code, documents, commits. */
  readonly trace?: readonly (keyof TraceSources)[]
  /** Names and questions about the repository that checks of kind vcs ask (`Facts.vcs`). */
  readonly vcs?: readonly VcsQuestion[]
  /** Trees of snapshots, by object id, whose content is needed (`Facts.snapshots`). */
  readonly snapshots?: readonly string[]
}

/** What became of the objects of a snapshot. */
export type SnapshotFact =
  | { readonly state: 'present'; readonly digest: string; readonly files: number }
  | { readonly state: 'absent' }
  | { readonly state: 'unreadable'; readonly because: string }

/** A question to git, answered without any code of the project. */
export type VcsQuestion =
  | { readonly ask: 'clean' }
  | { readonly ask: 'tag'; readonly name: string }
  /** Is HEAD (or this path, as it is in HEAD) on the branch? */
  | { readonly ask: 'merged'; readonly into: string; readonly path?: string }

/** An answer; `because` in words for people: "v1.0 is no tag", "signed by Ada". */
export type VcsAnswer =
  | { readonly state: 'yes' | 'no'; readonly because: string; readonly signedBy?: string }
  | { readonly state: 'unreadable'; readonly because: string }

/** The key of a question in `Facts.vcs`. */
export function vcsKey(question: VcsQuestion): string {
  return JSON.stringify(Object.entries(question).sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** What stands behind a record file, found out by git and ssh-keygen. */
export interface Proof {
  /** Absent: there is no signature. `person`: an id of the roster; a key that belongs to nobody is bad. */
  readonly signature?: { readonly state: 'good'; readonly person: string } | { readonly state: 'bad'; readonly because: string }
  /** The first commit on the line of the base branch that holds the file as it is; absent while it has not landed. RFC 3339. */
  readonly landed?: { readonly commit: string; readonly at: string; readonly author: string }
  /** The commit that wrote the file as it is, landed or not; absent while it is not committed. Author: "Name <address>". */
  readonly written?: { readonly commit: string; readonly at: string; readonly author: string }
}

/** What is known of a change that is judged between two revisions. */
export interface ChangeFacts {
  /** Object ids of the commits. */
  readonly base: string
  readonly head: string
  /** Who made the commits between them: "Name <address>", each once. */
  readonly authors: readonly string[]
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
  /** By path of the record. A record that is not in it is not proven. */
  readonly proofs?: ReadonlyMap<string, Proof>
  /** Last editor by path: "Name <address>"; a path that is not in it was never committed. */
  readonly editors?: ReadonlyMap<string, string>
  readonly vcs?: ReadonlyMap<string, VcsAnswer>
  readonly trace?: TraceSources
  /** By object id of the tree. */
  readonly snapshots?: ReadonlyMap<string, SnapshotFact>
  /** Check conclusions of a forge, as a file or the forge gave them. */
  readonly checks?: readonly ForgeCheck[]
  /** Set while two revisions are judged. */
  readonly change?: ChangeFacts
  /** What the repository is called in records; undefined when it has no name. */
  readonly repository?: string | undefined
}

/** A conclusion of a check that a forge ran. */
export interface ForgeCheck {
  readonly name: string
  /** The app that reported it. */
  readonly app?: string
  readonly commit: string
  /** success, failure, neutral, cancelled, skipped, timed_out, action_required, pending. */
  readonly conclusion: string
  readonly environment?: string
}

/** The key of a set of input patterns in `Facts.inputs`; [] stands for the default inputs. */
export function inputsKey(patterns: readonly string[]): string {
  return JSON.stringify([...new Set(patterns)].sort())
}
