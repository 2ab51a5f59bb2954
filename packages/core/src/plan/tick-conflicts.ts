import { diagnostic } from '../diagnostics/catalog.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { shellWord } from '../link/command-line.ts'
import { locationOfEntry, type MilestoneEntry, type Program, type TaskEntry } from '../link/program-types.ts'
import { isFinished, wordOf } from '../link/state.ts'
import type { Box, Checklist } from '../load/checklist-types.ts'

/** A box whose tick says something else than the state that the program has for its id. */
export type TickConflict = {
  readonly box: Box
  readonly state: string
} & ({ readonly type: 'task'; readonly entry: TaskEntry } | { readonly type: 'milestone'; readonly entry: MilestoneEntry })

/** Boxes that count: those in a code fence are examples. */
export function boxesOf(checklist: Checklist): Box[] {
  return checklist.boxes.filter((box) => !box.inFence)
}

/** A Markdown file of the inbox is a checklist once it has a box, or a fence that may hide one; the others (RFCs, notes) stay where they are. */
export function isChecklist(checklist: Checklist): boolean {
  return boxesOf(checklist).length > 0 || checklist.diagnostics.some((one) => one.code === 'checklist/unclosed-fence')
}

/** Every box that mirrors a task or milestone and disagrees with it, in order. Ticked must mean: in the last state. */
export function tickConflicts(program: Program, checklist: Checklist): TickConflict[] {
  const conflicts: TickConflict[] = []
  for (const box of boxesOf(checklist)) {
    const task = box.id === undefined ? undefined : program.tasks.get(box.id)
    const milestone = box.id === undefined ? undefined : program.milestones.get(box.id)
    const words = task ? program.states.task : program.states.milestone
    const state = (task ?? milestone)?.record.state
    if (box.ticked === isFinished(state, words)) continue
    if (task) conflicts.push({ type: 'task', entry: task, box, state: wordOf(state, words) })
    else if (milestone) conflicts.push({ type: 'milestone', entry: milestone, box, state: wordOf(state, words) })
  }
  return conflicts
}

/** The finding for one conflict, with the commands that settle it either way (an archived file is never edited). */
export function conflictDiagnostic(conflict: TickConflict, path: string, archived: boolean): Diagnostic {
  const { box, entry, state } = conflict
  const file = shellWord(path)
  const toStates = `refractor checklist check ${file} --to-states`
  return diagnostic('checklist/conflict', `the box of ${entry.id} is ${box.ticked ? 'ticked' : 'open'}, its state is ${state}`, {
    location: box.location,
    related: [{ message: `${entry.id} is ${state} here`, location: locationOfEntry(entry, 'state') }],
    help: archived
      ? `carry the tick into the program: ${toStates}`
      : `carry it over: refractor checklist check ${file} --to-boxes (the program is right) or ${toStates} (the ticks are right)`,
  })
}
