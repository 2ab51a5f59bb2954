import type { ReviewReport } from '@refractor/core'
import type { GitEffects } from '../../review-effects.ts'
import type { ReporterContext, TextBody } from '../reporter.ts'
import { cell, tableLines } from '../table.ts'
import { wrapBehind } from '../wrap.ts'
import { gateLines } from './gates.ts'
import { type PlanAnswerData, planText } from './plan.ts'

/** What `review run` tells beside the gate and its plan. */
export interface ReviewRunData extends PlanAnswerData {
  readonly review?: ReviewReport
  /** The record that was filed is one of a review that failed. */
  readonly failed?: true
  readonly git?: GitEffects
}

type Rows = readonly (readonly [string, string])[]

/** A heading with rows below it; nothing where there are none. */
function section(heading: string, rows: Rows, { width, paint }: ReporterContext): string[] {
  if (rows.length === 0) return []
  const cells = rows.map(([first, second]) => [cell(first), cell(second, paint.faint)])
  return [`  ${heading}`, ...tableLines(cells, width - 2).map((line) => `  ${line}`)]
}

const some = (parts: readonly (string | undefined)[]): string => parts.filter((one) => one !== undefined && one !== '').join(' · ')

const openRows = (points: ReviewReport['questions']): Rows =>
  points.map(({ id, title, owner, due, overdue }) => [
    id,
    some([title, owner ?? 'nobody', due === undefined ? undefined : overdue ? `overdue since ${due}` : `due ${due}`]),
  ])

/** Everything that people want to know before they close a phase, in the order in which they ask. */
export function reviewLines(review: ReviewReport, context: ReporterContext): string[] {
  const { approvals, waivers, questions, actions, gates, left, forum, minutes, snapshot } = review
  return [
    ...(forum === undefined ? [] : wrapBehind('  Meeting: ', forum, context.width)),
    ...(minutes === undefined ? [] : wrapBehind('  Minutes: ', minutes, context.width)),
    ...(snapshot === undefined ? [] : wrapBehind('  Snapshot: ', snapshot, context.width)),
    ...section(
      'Other gates of the phase (they decide nothing):',
      gates.map(({ id, stage, verdict }) => [id, `${stage} · ${verdict}`]),
      context,
    ),
    ...section(
      'Approvals it rests on:',
      approvals.map(({ of, by, role, at }) => [of, some([by, role, at.slice(0, 10)])]),
      context,
    ),
    ...section(
      'Waivers:',
      waivers.map(({ id, criterion, until, breakGlass, found }) => [
        id,
        some([criterion, `until ${until.slice(0, 10)}`, breakGlass ? 'emergency' : undefined, found]),
      ]),
      context,
    ),
    ...section('Open questions:', openRows(questions), context),
    ...section('Open action items:', openRows(actions), context),
    ...section(
      'Milestones that stay under review:',
      left.map(({ id, because }) => [id, because]),
      context,
    ),
  ]
}

function gitLines({ git }: ReviewRunData): string[] {
  const { commit, tag } = git ?? {}
  return [
    ...(commit === undefined ? [] : [`  Commit: ${commit.id.slice(0, 7)}${commit.made ? '' : ' (committed already)'}`]),
    ...(tag === undefined ? [] : [`  Tag: ${tag.name}${tag.made ? '' : ' (tagged already)'}`]),
  ]
}

/** The gate that was judged, with every criterion, what is open or was conceded, what was done, and what can begin then. */
export const reviewRunText: TextBody = (answer, context) => {
  const data = answer.data as ReviewRunData
  const { review, dryRun, plan } = data
  const gates = (answer.gates ?? []).flatMap((gate) => [...gateLines(gate, context, review !== undefined), ''])
  const around = review === undefined ? [] : reviewLines(review, context)
  // A review that closed nothing has no plan, unless it is to be recorded.
  const done = plan === undefined ? [] : planText(answer, context)
  const follows = dryRun && review !== undefined && plan !== undefined && data.failed === undefined ? review.follows : []
  const then = follows.map(({ id, title }) => `${id} ${title}`).join(', ')
  return [
    ...gates,
    ...around,
    ...(around.length > 0 && done.length > 0 ? [''] : []),
    ...done,
    ...gitLines(data),
    ...(then === '' ? [] : wrapBehind('  Can begin then: ', then, context.width)),
  ]
}
