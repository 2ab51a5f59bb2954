import { containerHeading } from '../../import/read/container-heading.ts'
import type { PhaseFile } from '../../schema/phase.ts'
import type { Task } from '../../schema/plan-records.ts'
import { checklistLines } from './checklists.ts'
import { phaseGates } from './gates.ts'
import { phaseHeading } from './headings.ts'
import { milestoneSection } from './milestones.ts'
import { outrightOfPhase, phaseBody } from './phases.ts'
import { hasOverview } from './program-head.ts'
import { taskBoxes } from './task-boxes.ts'
import { outrightOfTasks } from './task-table.ts'
import { apart, fenced, heading, type Lines } from './text.ts'
import { partsOf, shown, type Writing } from './writing.ts'

const texts = (value: string | readonly string[] | undefined): string[] =>
  value === undefined ? [] : typeof value === 'string' ? [value] : [...value]

/** The first line of the plan that speaks of a record. */
const lineOf = (task: Task): number => Number.parseInt(task.source?.lines ?? '', 10)

/** "Phase B1: Title" is the task that makes its phase: it stands at the top, and the phase has no heading of its own. */
function makesPhase(task: Task, phase: PhaseFile, { words }: Writing): boolean {
  const found = containerHeading(task.title, words)
  return found?.kind === 'phase' && (phase.id === found.label || phase.id === `P${found.label}`) && task.children !== undefined
}

/** Roots under the headings that they were grouped by. */
function groups(tasks: readonly Task[]): { readonly label: string | undefined; readonly tasks: Task[] }[] {
  const all: { label: string | undefined; tasks: Task[] }[] = []
  for (const task of tasks) {
    const [label] = texts(task.attributes?.['group'])
    const last = all.at(-1)
    if (last && last.label === label) last.tasks.push(task)
    else all.push({ label, tasks: [task] })
  }
  return all
}

const shortForm = (text: string): string =>
  (
    text
      .replace(/[*`_~]+/g, '')
      .toLowerCase()
      .match(/[\p{L}\p{N}.]+/gu) ?? []
  )
    .join('-')
    .slice(0, 40)
    .replace(/[-.]+$/, '')

function groupLines(tasks: readonly Task[], prefix: string, level: number, mentions: Map<string, number>, writing: Writing): Lines {
  return apart(
    ...groups(tasks).map(({ label, tasks: own }) => {
      const short = label === undefined ? '' : shortForm(label)
      const name = short === '' ? prefix : prefix === '' ? short : `${prefix}.${short}`
      return apart(label === undefined ? [] : [heading(level, label)], taskBoxes(own, name, mentions, writing))
    }),
  )
}

/** How often property tests run, where the plan says it once for all of them. */
function iterationsLine({ records, outright }: Writing): Lines {
  const counts = new Set(
    records.properties.map(({ id, iterations }) => (outright.has(`property ${id}\niterations`) ? undefined : iterations)),
  )
  const [count] = counts
  return counts.size === 1 && count !== undefined ? [`- Property tests run ${count} iterations each`] : []
}

/** "{"waves": …}": which tasks can be done together. */
function waveGraph({ records }: Writing): Lines {
  const waves = texts(records.program.attributes?.['waves'])
  if (waves.length === 0) return []
  const graph = waves.map((wave) => {
    const at = wave.indexOf(': ')
    const id = wave.slice(0, at)
    return { id: /^\d+$/.test(id) ? Number(id) : id, tasks: wave.slice(at + 2).split(', ') }
  })
  return [heading(2, 'Task Dependency Graph'), '', ...fenced(JSON.stringify({ waves: graph }, null, 2), 'json')]
}

/** The phases and tasks of a task list. Returns what stands at the top, and the sections of the phases. */
export function taskListParts(writing: Writing): { readonly top: Lines; readonly sections: Lines; readonly end: Lines } {
  const { records } = writing
  const mentions = new Map<string, number>()
  for (const task of records.tasks) if (task.checkpoint) markCheckpoints(task, writing)
  const isTask = (task: Task | string): task is Task => typeof task !== 'string'
  const rootPhases = records.phases.filter((phase) => {
    const tasks = (phase.tasks ?? []).filter(isTask)
    return (
      !writing.marked.has('phases') &&
      phase.parent === undefined &&
      tasks.length > 0 &&
      tasks.every((task) => makesPhase(task, phase, writing))
    )
  })
  const roots = [...rootPhases.flatMap((phase) => (phase.tasks ?? []).filter(isTask)), ...records.tasks]
  if (rootPhases.length > 0 && roots.every((task) => Number.isFinite(lineOf(task)))) roots.sort((a, b) => lineOf(a) - lineOf(b))
  for (const phase of records.phases) for (const task of (phase.tasks ?? []).filter(isTask)) markCheckpoints(task, writing)
  for (const gate of records.gates) if (isDerived(gate.id, writing)) writing.written.add(gate)

  const section = (one: PhaseFile, level: number): Lines => {
    const phase = shown(`phase ${one.id}`, one, writing)
    for (const gate of one.gates ?? []) if (isDerived(gate.id, writing)) writing.written.add(gate)
    const title = phaseHeading(phase, level, writing)
    return apart(
      [title],
      phaseBody(one, writing, title).lines,
      groupLines((phase.tasks ?? []).filter(isTask), phase.id, level + 1, mentions, writing),
      phaseGates(phase.gates, writing),
      checklistLines(phase.id, writing),
      outrightOfPhase(one, writing),
      ...(phase.milestones ?? []).map((milestone) => milestoneSection(milestone, level + 1, writing)),
      ...(writing.marked.has('order') ? [] : partsOf(one.id, writing.records)).map((part) => section(part, level + 1)),
    )
  }
  const legend = texts(records.program.attributes?.['legend'])
  return {
    top: apart(
      iterationsLine(writing),
      legend,
      hasOverview(writing) && roots[0] && roots[0].attributes?.['group'] === undefined ? [heading(2, 'Tasks')] : [],
      groupLines(roots, '', 2, mentions, writing),
      outrightOfTasks(roots, writing),
      rootPhases.flatMap((phase) => outrightOfPhase({ ...phase, tasks: [] }, writing)),
    ),
    sections: apart(
      ...records.phases
        .filter((phase) => (phase.parent === undefined || writing.marked.has('order')) && !rootPhases.includes(phase))
        .map((phase) => section(phase, 2)),
    ),
    end: waveGraph(writing),
  }
}

const derived = new WeakMap<Writing, Set<string>>()

/** The gate of a checkpoint is read from its task. */
function markCheckpoints(task: Task, writing: Writing): void {
  const ids = derived.get(writing) ?? new Set<string>()
  derived.set(writing, ids)
  if (task.checkpoint) ids.add(`${task.id.slice(0, 100)}.checkpoint`)
  for (const child of task.children ?? []) markCheckpoints(child, writing)
}

const isDerived = (gate: string, writing: Writing): boolean => derived.get(writing)?.has(gate) ?? false
