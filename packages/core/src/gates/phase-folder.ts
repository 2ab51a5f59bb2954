import { fileNameToId } from '../link/file-name.ts'
import type { Case } from './case.ts'

/** Files in the folder of a phase below `root` (inbox or outbox) that exist and cannot be read. */
export function unreadableIn(records: Case, root: string, phase: string): string[] {
  return records.unreadable
    .map((file) => file.path)
    .filter((path) => path.startsWith(`${root}/`) && fileNameToId(path.slice(root.length + 1).split('/')[0] as string) === phase)
}
