import { diagnostic } from '../diagnostics/catalog.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { Case, ChecklistFile } from '../gates/case.ts'
import { command, shellWord } from '../link/command-line.ts'
import type { Program } from '../link/program-types.ts'
import { parseChecklist } from '../load/checklist.ts'
import { splice } from '../load/edit-exact.ts'
import type { StateChange } from './edit-state.ts'
import { planned, refused } from './outcome.ts'
import type { Planned } from './plan.ts'
import { planStates } from './state-plan.ts'
import { openBefore } from './task-state.ts'
import { boxesOf, type TickConflict, tickConflicts } from './tick-conflicts.ts'
import { taskTransition } from './transition.ts'
import { unknownChecklist } from './unknown-checklist.ts'

type TaskConflict = Extract<TickConflict, { type: 'task' }>

/** Splices the marks in, from the last box to the first, and reads the result back: each box must be one with its new mark. */
function toBoxes(program: Program, file: ChecklistFile, conflicts: readonly TickConflict[]): Planned {
  const { source } = file.checklist
  let { text } = source
  for (const { box } of conflicts.toReversed())
    text = splice(text, box.markOffset, box.markOffset + box.mark.length, box.ticked ? ' ' : 'x')
  const after = new Map(parseChecklist({ path: source.path, text }).boxes.map((box) => [box.line, box]))
  const stuck = conflicts.filter(({ box }) => after.get(box.line)?.id !== box.id || after.get(box.line)?.ticked === box.ticked)
  if (stuck.length > 0) return refused(stuck.map(markByHand))
  const why = conflicts.map(({ box, entry }) => `${entry.id} ${box.ticked ? 'opened' : 'ticked'}`).join(', ')
  return planned(`carry the states over to ${source.path}`, [{ type: 'edit', path: source.path, before: file.sha256, text, why }], [], {
    type: 'checklist.carried-over',
    program: program.id,
    ids: conflicts.map(({ entry }) => entry.id),
    details: { direction: 'to-boxes', checklist: source.path },
  })
}

function markByHand({ box, entry }: TickConflict): Diagnostic {
  const help = `edit the line by hand: [${box.ticked ? ' ' : 'x'}]`
  return diagnostic('checklist/conflict', `the box of ${entry.id} cannot be changed without touching more`, {
    location: box.location,
    help,
  })
}

/** Ids whose boxes in one file contradict each other: there is no telling which tick to carry over. */
function contradictions(file: ChecklistFile, conflicts: readonly TickConflict[]): Diagnostic[] {
  const boxes = boxesOf(file.checklist)
  const ticked = new Set(boxes.filter((box) => box.ticked).map((box) => box.id))
  const open = new Set(boxes.filter((box) => !box.ticked).map((box) => box.id))
  return conflicts
    .filter(({ entry }) => ticked.has(entry.id) && open.has(entry.id))
    .map(({ box, entry }) =>
      diagnostic('checklist/conflict', `two boxes of ${entry.id} contradict each other`, {
        location: box.location,
        help: `remove one of the two boxes of ${entry.id}`,
      }),
    )
}

/** What forbids to carry these ticks over: the guards of `task done`, and those of milestones, which have a command of their own. */
function guards(program: Program, conflicts: readonly TickConflict[], tasks: readonly TaskConflict[]): Diagnostic[] {
  const willBeDone = new Set(tasks.filter(({ box }) => box.ticked).map(({ entry }) => entry.id))
  const reopened = new Set(tasks.filter(({ box }) => !box.ticked).map(({ entry }) => entry.id))
  const found = conflicts.flatMap((conflict) => {
    if (conflict.type === 'task') return conflict.box.ticked ? openBefore(program, conflict.entry, { done: willBeDone, reopened }) : []
    const { entry, box, state } = conflict
    const verb = box.ticked ? 'accept' : 'reopen'
    return [
      diagnostic('state/guard', `${entry.id} is ${state}: a tick does not ${verb} a milestone`, {
        location: box.location,
        help: command(program, `milestone ${verb}`, entry.id),
      }),
    ]
  })
  return found
}

function toStates(program: Program, file: ChecklistFile, conflicts: readonly TickConflict[]): Planned {
  const tasks = conflicts.filter((conflict): conflict is TaskConflict => conflict.type === 'task')
  const problems = [...contradictions(file, conflicts), ...guards(program, conflicts, tasks)]
  if (problems.length > 0) return refused(problems)
  const states = program.states.task
  const changes = new Map<string, StateChange>()
  for (const { box, entry } of tasks) {
    const word = taskTransition(states, box.ticked ? 'done' : 'reopen')?.to as string
    changes.set(entry.id, { entry, word, finished: box.ticked })
  }
  return planStates(`carry the ticks of ${file.checklist.source.path} over to the program`, [...changes.values()], {
    type: 'checklist.carried-over',
    program: program.id,
    ids: [...changes.keys()],
    details: { direction: 'to-states', checklist: file.checklist.source.path },
  })
}

/**
 * Carries ticks and states that disagree over, in the direction that the person chose. All or nothing: what the guards forbid is
 * refused, and an archived checklist is never edited.
 */
export function planTicks(program: Program, records: Case, path: string, direction: 'to-boxes' | 'to-states'): Planned {
  const inInbox = records.inbox.find((file) => file.checklist.source.path === path)
  const file = inInbox ?? records.outbox.find((one) => one.checklist.source.path === path)
  if (!file) return refused([unknownChecklist(records, path)])
  const conflicts = tickConflicts(program, file.checklist)
  if (conflicts.length === 0) return planned(`${path} agrees with the program`, [])
  if (direction === 'to-states') return toStates(program, file, conflicts)
  if (inInbox) return toBoxes(program, file, conflicts)
  const help = `carry the ticks into the program instead: refractor checklist check ${shellWord(path)} --to-states`
  return refused([
    diagnostic('state/guard', `${path} is archived and is never edited`, { location: { file: path, line: 1, column: 1 }, help }),
  ])
}
