import type { Task } from '../../schema/plan-records.ts'
import type { Row } from '../scan/block.ts'
import { addAttribute } from './attribute.ts'
import { findPhase } from './find-phase.ts'
import { listTask } from './record-index.ts'
import { idIn } from './table-cells.ts'
import { filledCells, type TableReading } from './table-reading.ts'
import { type IdOrder, idsNamedIn } from './table-references.ts'

/** Reads the columns that name other records: what a task waits for, what waits for it, its risks, its phase and milestone. */
export function linkTasks(
  rows: readonly { row: Row; task: Task }[],
  keyed: ReadonlyMap<string, Task>,
  order: IdOrder,
  parts: TableReading,
): void {
  const { index, scope } = parts
  const prerequisites = new Map<Task, Set<string>>()
  const need = (task: Task, id: string): void => {
    if (id === task.id) return
    const known = prerequisites.get(task)
    if (known) known.add(id)
    else prerequisites.set(task, new Set([...(task.prerequisites ?? []), id]))
  }
  const taskBy = (id: string) => keyed.get(id) ?? index.tasks.get(id)
  for (const { row, task } of rows)
    for (const { column, cell } of filledCells(row, parts.columns)) {
      if (column.field === 'dependencies') {
        const named = idsNamedIn(cell, (id) => taskBy(id) !== undefined, order)
        // The id of a phase or milestone is a true reference, but not to a task.
        const ids = named.ids.filter(
          (id) => taskBy(id) !== undefined || !(index.phases.has(id) || index.milestones.has(id) || index.phases.has(`P${id}`)),
        )
        for (const id of ids) need(task, taskBy(id)?.id ?? id)
        if (!named.plain || ids.length < named.ids.length) addAttribute(task, column.label, cell)
      } else if (column.field === 'unblocks') {
        const named = idsNamedIn(cell, (id) => taskBy(id) !== undefined, order)
        const waiting = named.ids.map(taskBy)
        for (const other of waiting) if (other) need(other, task.id)
        if (!named.plain || waiting.includes(undefined)) addAttribute(task, column.label, cell)
      } else if (column.field === 'risks') {
        const named = idsNamedIn(cell, (id) => index.risks.has(id), order)
        const ids = named.ids.filter((id) => index.risks.has(id))
        if (ids.length > 0) task.risks = [...new Set([...(task.risks ?? []), ...ids])]
        if (!named.plain || ids.length < named.ids.length) addAttribute(task, column.label, cell)
      } else if (column.field === 'phase' || column.field === 'milestone') {
        const isPhase = column.field === 'phase'
        const holder = isPhase ? findPhase(cell, index) : index.milestones.get(idIn(cell) ?? cell)?.milestone
        if (holder && holder !== scope.phase && holder !== scope.milestone) {
          holder.tasks ??= []
          listTask(index, holder.tasks, task.id)
        }
        if (!holder || (isPhase && cell !== holder.id)) addAttribute(task, column.label, cell)
      }
    }
  for (const [task, ids] of prerequisites) task.prerequisites = [...ids]
}
