import type { SourceFile } from '../../load/source.ts'
import type { Reading, Scope } from '../read/reading.ts'
import type { Section } from '../scan/block.ts'
import { readBacklogMilestone } from './backlog-milestone.ts'
import { readBacklogTask } from './backlog-task.ts'
import { readCsv } from './csv.ts'
import { readTaskMaster } from './task-master.ts'

/** Reads a document that another tool writes and that is no Markdown plan; false when it is none, or a plan in Markdown. */
export function readFormat(source: SourceFile, root: Section, scope: Scope, reading: Reading): boolean {
  // JSON and CSV that are none of what is known are kept as they stand: they are no Markdown.
  if (/\.json$/i.test(source.path)) return readTaskMaster(source, reading) || true
  if (/\.(?:csv|tsv)$/i.test(source.path)) return readCsv(source, scope, reading) || true
  return readBacklogTask(root, reading) || readBacklogMilestone(root, scope, reading)
}
