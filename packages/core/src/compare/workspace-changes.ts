import type { WorkspaceFile } from '../schema/program.ts'
import type { FieldChange } from './compare-types.ts'
import { fieldChanges } from './field-changes.ts'

/** What refractor.yaml says otherwise. */
export function workspaceChanges(base: WorkspaceFile | undefined, head: WorkspaceFile | undefined): FieldChange[] {
  return fieldChanges('program', { ...base }, { ...head })
}
