import type { Task } from '../../schema/plan-records.ts'
import { stateWord } from './marks.ts'
import { table } from './text.ts'
import { saidOutright, shown, type Writing } from './writing.ts'

const joined = (texts: readonly string[] | undefined, by = '<br>'): string | undefined => texts?.join(by)
const oneText = (texts: string | readonly string[] | undefined): string | undefined =>
  typeof texts === 'string' || texts === undefined ? texts : texts.join('<br>')

/** Tasks as rows: a column for each field that one of them has, and for each label of the plan. */
export function taskTable(all: readonly Task[], writing: Writing): string[] {
  const tasks = all.map((task) => shown(`task ${task.id}`, task, writing))
  const labels = [...new Set(tasks.flatMap((task) => Object.keys(task.attributes ?? {})))]
  const column = (label: string, cellOf: (task: Task) => string | undefined) => ({ label, cells: tasks.map(cellOf) })
  const isFlat = (task: Task): boolean => typeof task.detail === 'string'
  return table([
    column('ID', (task) => task.id),
    { ...column('Task', (task) => (task.title === task.id ? undefined : task.title)), isKept: true },
    column('Description', (task) => (isFlat(task) ? (task.detail as string) : undefined)),
    column('Status', (task) => stateWord(task.state, writing)),
    column('Owner', (task) => task.owner),
    column('Role', (task) => task.role),
    column('Inputs', (task) => joined(task.inputs)),
    column('Outputs', (task) => joined(task.outputs)),
    column('Prereqs', (task) => joined(task.prerequisites, ', ')),
    column('Priority', (task) => task.priority),
    column('Estimate', (task) => task.estimate),
    column('Due', (task) => task.due),
    column('Acceptance', (task) => joined(task.acceptance)),
    column('Requirements', (task) => joined(task.requirements, ', ')),
    column('Commands', (task) => joined(task.commands)),
    column('Risks', (task) => joined(task.risks, ', ')),
    column('Source', (task) => joined(task.sourceRefs, '; ')),
    ...labels.map((label) => column(label, (task) => oneText(task.attributes?.[label]))),
  ])
}

export function outrightOfTasks(all: readonly (Task | string)[] | undefined, writing: Writing): string[] {
  return (all ?? []).flatMap((task) =>
    typeof task === 'string'
      ? []
      : [...saidOutright(`task ${task.id}`, task, writing), ...outrightOfTasks(shown(`task ${task.id}`, task, writing).children, writing)],
  )
}
