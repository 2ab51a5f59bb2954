import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import type { ProgramFolders } from '../../link/program-types.ts'
import type { YamlEdit } from '../../load/edit-document.ts'
import type { SourceFile } from '../../load/source.ts'
import type { ImportedSource } from '../imported.ts'
import type { ProgramFileContent } from '../write/files.ts'
import type { Baseline, BaselineRecord } from './baseline.ts'
import type { FileValue, Unit } from './units.ts'

/** Names of records ("task T-001") by what became of them. */
export interface MergeChanges {
  readonly added: readonly string[]
  readonly changed: readonly string[]
  readonly moved: readonly string[]
  /** Not in the plan any more; kept unless pruned. */
  readonly removed: readonly string[]
  readonly pruned: readonly string[]
  readonly conflicts: readonly string[]
}

export const noChanges = (): { [Key in keyof MergeChanges]: string[] } => ({
  added: [],
  changed: [],
  moved: [],
  removed: [],
  pruned: [],
  conflicts: [],
})

export interface MergeInput {
  readonly next: readonly FileValue[]
  readonly current: readonly (FileValue & { readonly source: SourceFile })[]
  readonly baseline: Baseline
  readonly isMade: (unit: Unit) => boolean
  readonly sources: readonly ImportedSource[]
  readonly prune: boolean
}

export interface MergedRecords {
  readonly edits: ReadonlyMap<FileValue, readonly YamlEdit[]>
  /** Files that the program did not have. */
  created(folders: ProgramFolders): (ProgramFileContent & { readonly text: string })[]
  readonly baseline: ReadonlyMap<string, BaselineRecord>
  readonly changes: MergeChanges
  readonly diagnostics: readonly Diagnostic[]
}
