import { diagnostic } from '../diagnostics/catalog.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { Case, Facts } from '../gates/case.ts'
import { command } from '../link/command-line.ts'
import { locationOfEntry, type PhaseEntry, type Program } from '../link/program-types.ts'
import { matcher } from '../load/glob.ts'
import { type FrozenFile, lastReview, type PlanFile, planDiffers, planNow, planPatterns } from './review-baseline.ts'

/** The meeting, as the program calls it. */
const forumOf = (program: Program): string => program.file.record.review?.forum ?? 'review'

/** The minutes of the meeting are missing, and the program demands them. */
export function minutesMissing(program: Program, phase: PhaseEntry, given: boolean): Diagnostic[] {
  if (given || program.file.record.review?.minutes !== true) return []
  return [
    diagnostic('review/minutes-missing', `${phase.id} is closed with the minutes of its ${forumOf(program)}, and there are none`, {
      location: locationOfEntry(program.file, 'review', 'minutes'),
      help: `${command(program, 'review', phase.id)} --minutes FILE`,
    }),
  ]
}

/**
 * The plan is what it was when the last phase was closed, and the program demands that it is updated after each such meeting. States do
 * not count: they move with the work. Where it is not known what the plan was, it is not known to be updated.
 */
export function planNotUpdated(program: Program, records: Case, files: readonly PlanFile[], facts: Facts): Diagnostic[] {
  const demand = program.file.record.review?.planUpdated
  const last = demand === undefined ? undefined : lastReview(program, records)
  if (last === undefined) return []
  const patterns = planPatterns(program)
  const folder = `${program.folders.specification}/`
  const covers = demand === true ? (path: string) => path.startsWith(folder) : matcher(patterns)
  const part = (all: readonly FrozenFile[]): FrozenFile[] => all.filter(({ path }) => covers(path))
  const [before, now] = [part(last.record.baseline?.plan ?? []), part(planNow(program, files, facts))]
  const details = { location: locationOfEntry(program.file, 'review', 'planUpdated') }
  const { phase } = last.record
  if (before.length === 0) {
    const message = `the review of ${phase} does not say what the plan was, so it is not known whether it was updated since`
    const help = `reopen ${phase} and review it again, or demand review.planUpdated from the next review on`
    return [diagnostic('review/plan-not-updated', message, { ...details, help })]
  }
  if (planDiffers(before, now)) return []
  const message = `the plan is what it was at the ${forumOf(program)} that closed ${phase} on ${last.record.date.slice(0, 10)}`
  const what = demand === true ? 'the specification' : patterns.join(', ')
  return [
    diagnostic('review/plan-not-updated', message, { ...details, help: `put into ${what} what was decided there, then review again` }),
  ]
}
