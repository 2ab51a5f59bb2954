import type { TextBody } from '../reporter.ts'
import { cell, tableLines } from '../table.ts'
import { wrap, wrapBehind } from '../wrap.ts'
import { nextLine } from './gates.ts'

/** A plan in JSON: what is written where, and why; the texts themselves stay out of it. */
export interface PlanData {
  readonly title: string
  readonly steps: readonly {
    readonly type: 'create' | 'edit' | 'move' | 'remove'
    readonly path: string
    readonly from?: string
    readonly why: string
  }[]
}

export interface PlanAnswerData extends Record<string, unknown> {
  readonly plan: PlanData
  readonly applied: boolean
  readonly dryRun: boolean
  readonly next?: string
  /** What is left for people to do, in sentences without a full stop. */
  readonly todo?: readonly string[]
}

const marks = { create: '+', edit: '~', move: '>', remove: '-' } as const

type StepLine = PlanData['steps'][number]

/** More new files than this, in one folder and for one reason, are named by their folder. */
const listedPerFolder = 3

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1)

/** Steps as rows: what happens to which file, and why. */
function stepRows(steps: readonly StepLine[]): [string, string][] {
  const alike = (step: StepLine): StepLine[] =>
    steps.filter(
      (one) => one.type === 'create' && step.type === 'create' && one.why === step.why && folderOf(one.path) === folderOf(step.path),
    )
  const rows = steps.map(({ type, path, from, why }, index): [string, string] | undefined => {
    const group = alike(steps[index] as StepLine)
    if (group.length > listedPerFolder)
      return group[0] === steps[index] ? [`${marks[type]} ${folderOf(path)} (${group.length} files)`, why] : undefined
    return [`${marks[type]} ${from === undefined ? path : `${from} → ${path}`}`, why]
  })
  return rows.filter((row) => row !== undefined)
}

/** The title, a line for each file, and whether it was done. */
export const planText: TextBody = (answer, context) => {
  const { plan, applied, dryRun, next, todo = [] } = answer.data as PlanAnswerData
  const { width, paint } = context
  const rows = stepRows(plan.steps).map(([file, why]) => [cell(file), cell(why, paint.faint)])
  const lines = [...wrap(plan.title, width).map(paint.strong), ...tableLines(rows, width)]
  if (dryRun && plan.steps.length > 0) lines.push('Dry run: nothing was changed.')
  else if (!applied && plan.steps.length > 0) lines.push('Nothing was changed.')
  if (!applied) return lines
  const left = todo.flatMap((one, index) => wrapBehind(`  ${index + 1}. `, one, width))
  return [...lines, ...nextLine(next, context), ...(left.length > 0 ? ['  What is left to do:', ...left] : [])]
}
