import { placeOf } from '../link/planned-place.ts'
import type { PhaseEntry, Program } from '../link/program-types.ts'
import { daysOfWeek, weeksOf, workingDays } from '../link/working-time.ts'
import { defineRule } from './rule.ts'

/** Working days from the start of the first milestone to the end of the last: one after the other, but where their relations say otherwise. */
function neededDays(program: Program, phase: PhaseEntry, week: number): number {
  const spans = new Map<string, readonly [number, number]>()
  let end = 0
  let last = 0
  for (const id of phase.milestones) {
    const record = program.milestones.get(id)?.record
    const days = workingDays(record?.duration, week)
    if (record === undefined || days === undefined) continue
    const starts = (record.relations ?? []).flatMap(({ type, milestone, amount, text }) => {
      const other = spans.get(milestone)
      if (other === undefined || type === 'before') return []
      if (type === 'after') return [other[1]]
      return [type === 'overlaps' ? Math.max(other[0], other[1] - (workingDays(amount ?? text, week) ?? 0)) : other[0]]
    })
    const start = starts.length === 0 ? last : Math.max(...starts)
    last = start + days
    spans.set(id, [start, last])
    end = Math.max(end, last)
  }
  return end
}

const counted = (days: number): string => `${Number(days.toFixed(2))} working days`

/** A window that is shorter than the milestones in it. */
export const windowTooShort = defineRule({
  code: 'plan/window-too-short',
  find(program, report) {
    const week = daysOfWeek(program.file.record)
    for (const phase of program.phases.values()) {
      const weeks = weeksOf(phase.record.window, program.file.record.weeks)
      if (weeks === undefined) continue
      const needed = neededDays(program, phase, week)
      if (needed <= weeks * week + 1e-9) continue
      report(
        `phase ${phase.id} has ${counted(weeks * week)} in its window (${phase.record.window}), and its milestones need ${counted(needed)}`,
        {
          ...placeOf(phase, 'window'),
          help: 'widen the window, or say which milestones overlap: relations: [{type: parallel, milestone: …}]',
        },
      )
    }
  },
})
