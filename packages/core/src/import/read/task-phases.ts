import type { PhaseFile } from '../../schema/phase.ts'
import type { Words } from '../words/words.ts'
import { containerHeading } from './container-heading.ts'
import type { Reading } from './reading.ts'
import { writableId } from './table-cells.ts'
import type { TaskNode } from './task-tree.ts'
import type { TitleParts } from './title-parts.ts'

/** The phase that the title of a task, or a numbered heading, makes. */
export interface NamedPhase extends TitleParts {
  readonly id: string
}

const phasesOf = new WeakMap<object, Map<string, PhaseFile>>()

/** "Phase B1: Title" is phase B1, "Phase 1: Title" is P1; undefined when the title names none. */
function phaseNamed(text: string, words: Words): NamedPhase | undefined {
  const found = containerHeading(text, words)
  return found?.kind === 'phase' ? { ...found, id: /^\d/.test(found.label) ? `P${found.label}` : found.label } : undefined
}

/** The phase with this id as the documents call it; made when it is new. */
export function phaseOf(
  { id: wanted, title, window, duration, due, status }: NamedPhase,
  parent: PhaseFile | undefined,
  reading: Reading,
): PhaseFile {
  const { draft } = reading
  const known = phasesOf.get(draft) ?? new Map<string, PhaseFile>()
  phasesOf.set(draft, known)
  // Numbers of groups start anew in the next document, and in the next phase.
  const key = `${reading.file}\n${parent?.id ?? ''}\n${wanted}`
  const found = known.get(key)
  if (found) return found
  const id = draft.freeId('phase', writableId(wanted))
  const phase = draft.named<PhaseFile>({ format: 1, id, title: title === '' ? id : title }, 'phase', id)
  Object.assign(
    phase,
    parent && { parent: parent.id },
    window && { window },
    duration && { duration },
    due && { due },
    status && { status },
  )
  known.set(key, phase)
  draft.phases.push(phase)
  return phase
}

/** Top-level tasks that are named like phases become phases that hold them: "1. Phase B1: Title". Returns those that were placed so. */
export function phasesFromTasks(roots: readonly TaskNode[], reading: Reading): ReadonlySet<TaskNode> {
  const placed = new Set<TaskNode>()
  const counts = new Map<PhaseFile, number>()
  for (const node of roots) {
    const { phase: around, task: above } = node.group.scope
    if (around || above || node.children.length === 0) continue
    const named = phaseNamed(node.task.title, reading.words)
    if (!named) continue
    const phase = phaseOf(named, undefined, reading)
    const count = (counts.get(phase) ?? 0) + 1
    counts.set(phase, count)
    // Several tasks of one phase: the title of the first is not the title of it.
    if (count === 2) phase.title = /^P\d/.test(phase.id) ? `Phase ${phase.id.slice(1)}` : phase.id
    reading.account.map(node.item.lines, phase, 'title')
    phase.tasks ??= []
    phase.tasks.push(node.task)
    placed.add(node)
  }
  return placed
}
