import type { Location } from '../../diagnostics/diagnostic.ts'
import type { Milestone, PhaseFile } from '../../schema/phase.ts'
import type { Task } from '../../schema/plan-records.ts'
import type { Heading } from '../scan/block.ts'
import { foldedLabel } from '../scan/inline.ts'
import { addAttribute, type WithAttributes } from './attribute.ts'
import type { ContainerHeading } from './container-heading.ts'
import type { Draft } from './draft.ts'
import { proposedState } from './proposed-state.ts'
import type { Reading, Scope } from './reading.ts'
import { writableId } from './table-cells.ts'
import type { TitleParts } from './title-parts.ts'

/** The phases and milestones of a draft as the headings call them, so that a second heading of the same one finds it. */
const known = new WeakMap<Draft, { readonly phases: Map<string, PhaseFile>; readonly milestones: Map<string, Milestone> }>()

function knownOf(draft: Draft): { readonly phases: Map<string, PhaseFile>; readonly milestones: Map<string, Milestone> } {
  const maps = known.get(draft) ?? { phases: new Map<string, PhaseFile>(), milestones: new Map<string, Milestone>() }
  known.set(draft, maps)
  return maps
}

/** Whether two titles name the same thing: one of them says nothing of its own, or all that the other says. */
function isSame(one: string, other: string): boolean {
  const words = (text: string) => new Set(foldedLabel(text).match(/[\p{L}\p{N}]+/gu) ?? [])
  const [first, second] = [words(one), words(other)]
  const plain = /^\W*(?:phase|fase|stage|milestone|этап|阶段|フェーズ)?\W*(?:\p{L}{0,3}\d[\w.]*|\p{L}|[ivx]+)?\W*$/iu
  return (
    plain.test(one) || plain.test(other) || [...first].every((word) => second.has(word)) || [...second].every((word) => first.has(word))
  )
}

const placeOf = (heading: Heading, { file }: Reading): Location => ({ file, line: heading.lines[0]?.number ?? 1, column: 1 })

/** The id that a heading gives to what it opens. */
export function wantedId({ kind, word, label }: ContainerHeading, parent: PhaseFile | undefined): string {
  if (kind === 'phase') return writableId(/^\d/.test(label) ? `P${label}` : label)
  const name = `${word.charAt(0).toUpperCase()}${word.slice(1)}`.replace(/\s+/g, '-')
  const own = word === '' ? label : /^\d/.test(label) ? `${name}${label}` : `${name}-${label}`
  return writableId(parent ? `${parent.id}.${own}` : own)
}

/** Keeps what the end of a heading says; a second text goes to the attributes. */
function keepParts(
  record: WithAttributes & {
    window?: string | undefined
    duration?: string | undefined
    due?: string | undefined
    status?: string | undefined
  },
  parts: TitleParts,
  fields: readonly ('window' | 'duration' | 'due' | 'status')[],
): void {
  for (const field of fields) {
    const text = parts[field]
    if (text === undefined) continue
    if (record[field] === undefined) record[field] = text
    else if (record[field] !== text) addAttribute(record, field, text)
  }
}

/** The phase that a heading speaks of without opening it: "Phase 1 targets" below or beside "Phase 1: Build". */
export function phaseSpokenOf(found: ContainerHeading, { draft }: Reading): PhaseFile | undefined {
  return found.isLoose && found.kind === 'phase' ? knownOf(draft).phases.get(wantedId(found, undefined)) : undefined
}

/** The phase that a heading opens: made, or found when the plan named it before. */
export function openPhase(heading: Heading, found: ContainerHeading, scope: Scope, reading: Reading): PhaseFile {
  const { draft, account } = reading
  const { phases } = knownOf(draft)
  const parent = scope.phase
  const wanted = wantedId(found, found.kind === 'phase' ? undefined : parent)
  const before = phases.get(wanted)
  let phase = before
  if (!phase || phase === parent || !isSame(phase.title, found.title)) {
    const made: PhaseFile = { format: 1, id: wanted, title: found.title }
    phase = draft.giveId(made, 'phase', wanted, placeOf(heading, reading), parent && `${parent.id}.${wanted}`)
    if (parent) phase.parent = parent.id
    draft.phases.push(phase)
    if (!before) phases.set(wanted, phase)
  }
  keepParts(phase, found, ['window', 'duration', 'due', 'status'])
  if (phase.title !== found.title) addAttribute(phase, 'title', found.title)
  account.map(heading.lines, phase, 'title')
  return phase
}

/** A milestone outside of any phase needs one to stand in: made on first use. */
export function homeOf(scope: Scope, { draft }: Reading): PhaseFile {
  if (scope.phase) return scope.phase
  const { phases } = knownOf(draft)
  const before = phases.get('\nmilestones')
  if (before) return before
  const id = draft.freeId('phase', 'milestones')
  const phase = draft.named<PhaseFile>({ format: 1, id, title: draft.program.name }, 'phase', id)
  impliedPhases.add(phase)
  phases.set('\nmilestones', phase)
  draft.phases.push(phase)
  return phase
}

/** Phases that the plan does not name: they only hold milestones that stand in none. */
const impliedPhases = new WeakSet<PhaseFile>()

export function isImplied(phase: PhaseFile): boolean {
  return impliedPhases.has(phase)
}

export function openMilestone(
  heading: Heading,
  found: ContainerHeading,
  scope: Scope,
  reading: Reading,
): { milestone: Milestone; phase: PhaseFile } {
  const { draft, account } = reading
  const { milestones } = knownOf(draft)
  const named = phaseOfLabel(found.label, draft)
  const phase = scope.phase ?? named ?? homeOf(scope, reading)
  const wanted = writableId(/^\d/.test(found.label) ? `M${found.label}` : found.label)
  const before = milestones.get(wanted)
  let milestone = before
  if (!milestone || !isSame(milestone.title, found.title)) {
    const made: Milestone = { id: wanted, title: found.title }
    milestone = draft.giveId(made, 'milestone', wanted, placeOf(heading, reading), `${phase.id}.${wanted}`)
    phase.milestones ??= []
    phase.milestones.push(milestone)
    if (!before) milestones.set(wanted, milestone)
  }
  keepParts(milestone, found, ['duration', 'due', 'status'])
  if (found.window !== undefined) addAttribute(milestone, 'weeks', found.window)
  if (milestone.title !== found.title) addAttribute(milestone, 'title', found.title)
  account.map(heading.lines, milestone, 'title')
  return { milestone, phase }
}

/** "P2.M1" stands in P2 wherever its heading is. */
function phaseOfLabel(label: string, draft: Draft): PhaseFile | undefined {
  const id = /^([A-Z]{1,3}\d+)[.-]M/.exec(label)?.[1]
  return id === undefined ? undefined : knownOf(draft).phases.get(id)
}

/** A task with a heading of its own: "Task 1.1: Title", "CMB-001 - Title". */
export function openTask(heading: Heading, found: ContainerHeading, scope: Scope, reading: Reading): Task {
  const { draft, account } = reading
  const wanted = writableId(found.label)
  const task = draft.giveId<Task>({ id: wanted, title: found.title }, 'task', wanted, placeOf(heading, reading))
  if (found.duration !== undefined) task.estimate = found.duration
  if (found.due !== undefined) task.due = found.due
  if (found.window !== undefined) addAttribute(task, 'weeks', found.window)
  if (found.status !== undefined) {
    addAttribute(task, 'status', found.status)
    task.state = proposedState(found.status, reading.words)
  }
  account.map(heading.lines, task, 'title')
  listUnder(task, scope, draft)
  return task
}

/** Puts a task where it stands: in its milestone or phase, or in the program. */
export function listUnder(task: Task, scope: Pick<Scope, 'phase' | 'milestone'>, draft: Draft): void {
  const holder = scope.milestone ?? scope.phase
  const tasks = holder ? (holder.tasks ?? []) : draft.tasks
  if (holder) holder.tasks = tasks
  tasks.push(task)
}
