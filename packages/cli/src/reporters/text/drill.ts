import { secondsInWords } from '../duration.ts'
import type { TextBody } from '../reporter.ts'
import { wrapBehind } from '../wrap.ts'
import { nextLine } from './gates.ts'
import { type PlanAnswerData, planText } from './plan.ts'

export interface DrillData extends PlanAnswerData {
  readonly drill: {
    readonly program: string
    readonly criteria: readonly string[]
    readonly scenario?: string
    readonly snapshot?: string
    readonly playbook?: string
    /** Absent where nothing was rehearsed. */
    readonly outcome?: 'passed' | 'failed'
    /** Seconds. */
    readonly rto?: number
    readonly rpo?: number
    readonly participants?: readonly string[]
    readonly steps?: readonly {
      readonly title: string
      readonly outcome: 'passed' | 'failed' | 'skipped'
      readonly seconds?: number | undefined
    }[]
    /** Steps that were done, where an exercise that passed skipped others. */
    readonly done?: { readonly steps: number; readonly of: number }
    readonly gates?: readonly { readonly id: string; readonly was: string; readonly is: string }[]
    readonly files?: number
    readonly path: string | null
  }
}

/** "RTO 0.42 s · RPO 2 h": how long it took, and how much work it would have lost. */
function times({ rto, rpo }: DrillData['drill']): string {
  const all = [
    ['RTO', rto],
    ['RPO', rpo],
  ] as const
  return all.flatMap(([name, seconds]) => (seconds === undefined ? [] : [`${name} ${secondsInWords(seconds)}`])).join(' · ')
}

const marks = { passed: '✓', failed: '✗', skipped: '-' } as const

/** What was rehearsed, its steps, how long it took, and where the record is. */
export const drillText: TextBody = (answer, context) => {
  const { drill, next, applied, plan } = answer.data as DrillData
  const { width, paint } = context
  if (drill.outcome === undefined || plan.steps.length === 0) return planText(answer, context)
  const what = drill.snapshot === undefined ? 'exercise' : drill.snapshot
  const { done } = drill
  const verdict = done === undefined ? drill.outcome.toUpperCase() : 'PASSED IN PART'
  const painted = done !== undefined ? paint.warn(verdict) : drill.outcome === 'passed' ? paint.good(verdict) : paint.bad(verdict)
  const head = wrapBehind(
    `${verdict}  `,
    `${drill.scenario} · ${what}${done === undefined ? '' : ` · ${done.steps} of ${done.of} steps`}`,
    width,
  )
  head[0] = painted + (head[0] as string).slice(verdict.length)
  const colours = { passed: paint.good, failed: paint.bad, skipped: paint.faint }
  const steps = (drill.steps ?? []).flatMap(({ title, outcome, seconds }) => {
    const mark = marks[outcome]
    const lines = wrapBehind(`  ${mark} `, seconds === undefined ? title : `${title}  ${secondsInWords(seconds)}`, width)
    return lines.map((line, index) => (index === 0 ? `  ${colours[outcome](mark)}${line.slice(2 + mark.length)}` : line))
  })
  const gates = drill.gates ?? []
  const judged = gates.length === 0 ? [] : wrapBehind('    ', gates.map(({ id, is }) => `${id} ${is}`).join(', '), width)
  const measured = times(drill)
  const people = drill.participants ?? []
  return [
    ...head,
    ...(steps.length > 0 ? ['', ...steps] : []),
    ...judged.map(paint.faint),
    ...(measured === '' ? [] : ['', `  ${measured}`]),
    ...(people.length === 0 ? [] : wrapBehind('  With ', people.join(', '), width)),
    '',
    ...(drill.path === null ? [] : wrapBehind('  + ', drill.path, width)),
    ...(applied ? nextLine(next, context) : ['Nothing was changed.']),
  ]
}
