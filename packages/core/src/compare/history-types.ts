import type { RecordType } from '../link/record-types.ts'
import type { FieldChange } from './compare-types.ts'
import type { RecordVersion, Within } from './record-version.ts'

/** A file that a commit changed against its first parent; an object id is left out where there was, or is, no file. */
export interface ChangedFile {
  readonly path: string
  readonly before?: string
  readonly after?: string
}

/** A commit that changed files of the specification, or that joins some that did. */
export interface HistoryCommit {
  readonly oid: string
  /** Commits of the same list. */
  readonly parents: readonly string[]
  /** "Name <address>". */
  readonly author: string
  /** RFC 3339, UTC: when it was written. */
  readonly at: string
  readonly subject: string
  readonly files: readonly ChangedFile[]
  /** What came before it is not here: a clone without its whole history. */
  readonly isCutOff?: boolean
}

/** Where a record lies, or what it is a part of, before and after. */
export interface PlaceChange {
  readonly what: 'file' | 'phase' | 'milestone' | 'parent' | 'gate'
  readonly before?: string
  readonly after?: string
}

/** What one parent of a merge said, that was written on its side only, and that the merge left out. */
export interface DroppedChange extends FieldChange {
  /** The commit that had said so. */
  readonly commit: string
}

/**
 * Something that happened to a record. `merged`: the merge itself says what neither side says, or leaves out what one of them says; a merge
 * that takes over what was written before it is no event. `unreadable`: its file could not be read as this commit left it.
 */
export interface RecordEvent {
  readonly event: 'added' | 'changed' | 'moved' | 'removed' | 'merged' | 'unreadable'
  /** null: it is in the work tree, and not committed. */
  readonly commit: string | null
  readonly author?: string
  readonly at?: string
  readonly subject?: string
  /** Where the record stands after it; of one that was removed, where it stood. */
  readonly file: string
  /** What it was a part of then. */
  readonly within: Within
  /** The word of its state then; absent for records without one. */
  readonly state?: string
  readonly fields: readonly FieldChange[]
  readonly places: readonly PlaceChange[]
  readonly dropped: readonly DroppedChange[]
  /** True: it was there already in the oldest commit that this clone has. */
  readonly isCutOff?: true
  /** The record as the event leaves it; as it was, when it is gone. */
  readonly version: RecordVersion
}

/** What a record was at one time. */
export interface RecordAt {
  readonly path: string
  readonly version: RecordVersion
}

export interface RecordPast {
  /** Oldest first, each after what it builds on. */
  readonly events: readonly RecordEvent[]
  /** As the newest commit has it; undefined when it is not there. */
  readonly now: RecordAt | undefined
}

/** The record in a file; undefined where it is not in it. */
export type LookUp = (path: string, blob: string) => RecordVersion | 'unreadable' | undefined

/** What a state is when a record does not say it. */
export type InitialState = (type: RecordType) => string | undefined
