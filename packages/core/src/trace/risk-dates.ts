import { diagnostic } from '../diagnostics/catalog.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { qualifiedId } from '../link/find.ts'
import { placeOf } from '../link/planned-place.ts'
import { locationOfEntry, type Program } from '../link/program-types.ts'
import type { RegisteredRisk, RiskTask } from './risk-register.ts'

const because = ({ id, due }: RiskTask): string => {
  if (due === undefined || due.id === id) return `${id} was due on ${due?.date}`
  return due.from === 'window'
    ? `${id} was due on ${due.date}, when the weeks of ${due.id} ended`
    : `${id} was due on ${due.date}, with ${due.id}`
}

/** Open risks whose tasks are late, and those that nobody looked at again on the day that the plan names. */
export function checkRiskDates(program: Program, risks: readonly RegisteredRisk[]): Diagnostic[] {
  const found: Diagnostic[] = []
  for (const { entry, isOpen, tasks, isReviewDue, review } of risks) {
    if (!isOpen) continue
    const late = tasks.filter((task) => task.late)
    if (late.length > 0)
      found.push(
        diagnostic('trace/risk-late', `risk ${entry.id} leans on late work: ${late.map(because).join('; ')}`, {
          location: placeOf(entry, 'id').location,
          related: late.flatMap(({ id }) => {
            const task = program.tasks.get(id)
            return task === undefined ? [] : [{ message: `task ${id}`, location: locationOfEntry(task, 'id') }]
          }),
          help: `finish ${late.map((one) => one.id).join(', ')} (refractor task done ${qualifiedId(program, (late[0] as RiskTask).id)}), or give it a new date`,
        }),
      )
    if (isReviewDue)
      found.push(
        diagnostic('trace/risk-review-due', `risk ${entry.id} was to be looked at again by ${review}`, {
          location: locationOfEntry(entry, 'review'),
          help: `look at it, and set review of risk ${entry.id} to the next date, or status to closed`,
        }),
      )
  }
  return found
}
