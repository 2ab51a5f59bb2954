import type { Gate } from '../../schema/gate.ts'
import type { Milestone, PhaseFile } from '../../schema/phase.ts'
import type { Task } from '../../schema/plan-records.ts'
import type { Heading } from '../scan/block.ts'
import { withoutMark } from '../scan/heading-mark.ts'
import { homeOf, listUnder } from './phases.ts'
import type { Reading, Scope } from './reading.ts'
import { isWritableId } from './table-cells.ts'

/** Opens the record that a comment at the end of a heading names; undefined where there is none. */
export function openMarked(heading: Heading, scope: Scope, reading: Reading): Scope | undefined {
  const { mark } = withoutMark(heading.lines[0]?.text ?? '')
  if (!mark || !isWritableId(mark.id)) return undefined
  const { draft, account } = reading
  const { kind } = mark
  const id = draft.freeId(kind, mark.id)
  const title = heading.text === '' ? id : heading.text
  if (kind === 'phase') {
    const parent = scope.phase && { parent: scope.phase.id }
    const phase = draft.named<PhaseFile>({ format: 1, id, title, ...parent }, kind, id)
    draft.phases.push(phase)
    account.map(heading.lines, phase, 'title')
    return { phase, holder: phase }
  }
  if (kind === 'gate') {
    const gate = draft.named<Gate>({ id, title, stage: 'acceptance', criteria: [] }, kind, id)
    draft.gates.push(gate)
    account.map(heading.lines, gate, 'title')
    // Lists under the title of the last gate of the program are its criteria.
    return { field: 'acceptance', label: title, holder: gate }
  }
  if (kind === 'milestone') {
    const phase = homeOf(scope, reading)
    const milestone = draft.named<Milestone>({ id, title }, kind, id)
    phase.milestones ??= []
    phase.milestones.push(milestone)
    account.map(heading.lines, milestone, 'title')
    return { phase, milestone, holder: milestone }
  }
  const task = draft.named<Task>({ id, title }, kind, id)
  if (scope.task) {
    scope.task.children ??= []
    scope.task.children.push(task)
  } else listUnder(task, scope, draft)
  account.map(heading.lines, task, 'title')
  return { ...(scope.phase && { phase: scope.phase }), ...(scope.milestone && { milestone: scope.milestone }), task, holder: task }
}
