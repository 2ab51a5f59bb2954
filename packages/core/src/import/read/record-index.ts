import type { Milestone, PhaseFile } from '../../schema/phase.ts'
import type { Risk, Task } from '../../schema/plan-records.ts'
import type { Draft } from './draft.ts'

/** The records of a draft by id, for rows that speak of what is declared elsewhere. Built once, when every document has been walked. */
export interface RecordIndex {
  readonly tasks: Map<string, Task>
  readonly risks: Map<string, Risk>
  readonly phases: Map<string, PhaseFile>
  readonly milestones: Map<string, { readonly milestone: Milestone; readonly phase: PhaseFile }>
  /** Phases by their title in lower case. */
  readonly titles: Map<string, PhaseFile>
  /** The ids that a list of tasks holds; built when it is first asked for. */
  readonly listed: WeakMap<object, Set<string>>
}

/** Puts a task or its id into a list, once. */
export function listTask(index: RecordIndex, list: (Task | string)[], entry: Task | string): void {
  const id = typeof entry === 'string' ? entry : entry.id
  let listed = index.listed.get(list)
  if (!listed) {
    listed = new Set(list.map((other) => (typeof other === 'string' ? other : other.id)))
    index.listed.set(list, listed)
  }
  if (typeof entry === 'string' && listed.has(id)) return
  listed.add(id)
  list.push(entry)
}

export function indexOf(draft: Draft): RecordIndex {
  const tasks = new Map<string, Task>()
  const add = (task: Task | string): void => {
    if (typeof task === 'string') return
    if (!tasks.has(task.id)) tasks.set(task.id, task)
    task.children?.forEach(add)
  }
  const phases = new Map<string, PhaseFile>()
  const titles = new Map<string, PhaseFile>()
  const milestones: RecordIndex['milestones'] = new Map()
  for (const phase of draft.phases) {
    if (!phases.has(phase.id)) phases.set(phase.id, phase)
    titles.set(phase.title.toLowerCase(), phase)
    phase.tasks?.forEach(add)
    for (const milestone of phase.milestones ?? []) {
      if (!milestones.has(milestone.id)) milestones.set(milestone.id, { milestone, phase })
      milestone.tasks?.forEach(add)
    }
  }
  draft.tasks.forEach(add)
  return { tasks, risks: new Map(draft.risks.map((risk) => [risk.id, risk])), phases, milestones, titles, listed: new WeakMap() }
}
