import type { Milestone, PhaseFile } from '../../schema/phase.ts'
import type { Line } from '../scan/block.ts'
import { addAttribute } from './attribute.ts'
import type { Reading } from './reading.ts'
import { listTask } from './record-index.ts'
import { idsNamedIn } from './table-references.ts'
import { afterTables } from './tables.ts'

/**
 * "Tasks: T-001, T-002": the tasks of a phase or milestone by their ids. Ids that nothing declares stay, for the plan names them; a
 * range names the declared ones. Where words stand beside the ids, the line is kept whole too. False where the text names no id.
 */
export function readTaskReferences(
  text: string,
  lines: readonly Line[],
  holder: PhaseFile | Milestone,
  label: string,
  reading: Reading,
): boolean {
  const line = text.replace(/[.。]$/, '')
  if (line.length > 5000) return false
  const first = idsNamedIn(line, () => false, { ids: [], place: new Map() })
  const ranged = /\d\s*(?:–|—|\.{2,3}|…|~|to|bis|a|à|до|至)\s*\p{L}{0,8}[-.]?\d/u.test(line)
  if (first.ids.length === 0 && !ranged) return false
  afterTables(reading.draft, (index) => {
    const ids = [...index.tasks.keys()]
    const order = first.plain ? { ids: [], place: new Map<string, number>() } : { ids, place: new Map(ids.map((id, at) => [id, at])) }
    const named = idsNamedIn(line, (id) => index.tasks.has(id), order)
    if (named.ids.length > 0) {
      holder.tasks ??= []
      for (const id of named.ids) listTask(index, holder.tasks, id)
    }
    if (!named.plain || named.ids.length === 0) addAttribute(holder, label, text)
  })
  reading.account.map(lines, holder, 'tasks')
  return true
}
