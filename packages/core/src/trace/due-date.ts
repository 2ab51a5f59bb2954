import type { Program, TaskEntry } from '../link/program-types.ts'

/** When a task has to be done, and what says so. */
export interface DueDate {
  /** The last day, YYYY-MM-DD. */
  readonly date: string
  readonly from: 'task' | 'milestone' | 'phase' | 'window'
  /** The record that says it. */
  readonly id: string
}

const dayLength = 86_400_000

const isDay = (text: string): boolean => {
  const at = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text)
}

/** The last date of a text of the plan ("2026-10-01", "2026/10/01 to 2026/11/15"); undefined where it names none. */
export function lastDateIn(text: string | undefined): string | undefined {
  const found = [...(text ?? '').slice(0, 400).matchAll(/(?<!\d)(\d{4})[-/.](\d{2})[-/.](\d{2})(?!\d)/g)]
  return found
    .map((match) => match.slice(1).join('-'))
    .filter(isDay)
    .sort()
    .at(-1)
}

/** The last day of a window of weeks, counted from the start of the program; undefined for an open end. */
function lastDayOf(window: string | undefined, program: Program): string | undefined {
  const { start, weeks } = program.file.record
  const match = /^(\d+(?:\.\d+)?)(?:\s*[-–]\s*(\d+(?:\.\d+)?))?$/.exec(window?.trim() ?? '')
  if (start === undefined || match === null) return undefined
  // Where it is not said whether the last week belongs to it, it does: nobody is called late too soon.
  const isWhole = match[2] === undefined || weeks !== 'half-open'
  const days = Math.ceil((Number(match[2] ?? match[1]) + (isWhole ? 1 : 0)) * 7)
  const at = Date.parse(`${start}T00:00:00Z`) + (days - 1) * dayLength
  return Number.isFinite(at) && Math.abs(at) < 8e15 ? new Date(at).toISOString().slice(0, 10) : undefined
}

const latest = (dates: readonly DueDate[]): DueDate | undefined =>
  dates.reduce<DueDate | undefined>((best, one) => (best === undefined || one.date > best.date ? one : best), undefined)

/**
 * When a task is due: its own date, or else that of the task above it, of its milestone, of the last of its phases, or the last day of
 * the weeks of that phase. Undefined where the plan names no date: words ("next spring") are not guessed at.
 */
export function dueDateOf(program: Program, task: TaskEntry): DueDate | undefined {
  let at: TaskEntry | undefined = task
  // A cycle of parents cannot be written, but a program may hold anything.
  for (let depth = 0; at !== undefined && depth < 100; depth++) {
    const date = lastDateIn(at.record.due)
    if (date !== undefined) return { date, from: 'task', id: at.id }
    at = at.parent === undefined ? undefined : program.tasks.get(at.parent)
  }
  const milestone = task.milestone === undefined ? undefined : program.milestones.get(task.milestone)
  const accepted = lastDateIn(milestone?.record.due)
  if (milestone !== undefined && accepted !== undefined) return { date: accepted, from: 'milestone', id: milestone.id }
  const phases = task.phases.map((id): DueDate | undefined => {
    const phase = program.phases.get(id)?.record
    const date = lastDateIn(phase?.due)
    if (date !== undefined) return { date, from: 'phase', id }
    const last = lastDayOf(phase?.window, program)
    return last === undefined ? undefined : { date: last, from: 'window', id }
  })
  // A phase without an end leaves the task all the time there is.
  return phases.includes(undefined) ? undefined : latest(phases as DueDate[])
}
