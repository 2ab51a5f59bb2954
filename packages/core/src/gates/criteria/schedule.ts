import { nearest } from '../../diagnostics/nearest.ts'
import { command } from '../../link/command-line.ts'
import type { Program } from '../../link/program-types.ts'
import { restsOnWork, scheduledOf, unknownBefore, unreadableBefore } from '../../schedule/before.ts'
import { type HealthMeasure, healthOf, healthRules } from '../../schedule/health.ts'
import type { Activity, Schedule } from '../../schedule/schedule-types.ts'
import type { LeafOf } from '../../schema/check.ts'
import { allOf, type PartFinding } from '../compose.ts'
import { about, met, unmet } from '../finding.ts'
import { forecastOf } from '../forecast-of.ts'
import type { CriterionKind, JudgeContext } from '../judging.ts'
import { explainCommand } from './explain-command.ts'

type Check = LeafOf<'schedule'>

const healthCommand = (program: Program): string => command(program, 'schedule --health --forecast')

/** "T-1, T-2, T-3 and 4 more". */
function listed(names: readonly string[]): string {
  const shown = names.slice(0, 3).join(', ')
  return names.length > 3 ? `${shown} and ${names.length - 3} more` : shown
}

const inWords = ({ rule, words, limitText, offenders }: HealthMeasure): string => {
  const who = offenders.length === 0 ? '' : `: ${listed(offenders.map(({ id }) => id))}`
  return `${rule}: ${words}, ${limitText}${who}`
}

/** Rules that are not kept, and rules that nothing can be said of: neither lets a schedule count as sound. */
function judgeRules(rules: NonNullable<Check['rules']>, schedule: Schedule, { program }: JudgeContext): PartFinding {
  const fix = healthCommand(program)
  const asked = rules === 'all' ? healthRules : rules
  const measures = healthOf(schedule, program, undefined, asked)
  const bad = measures.filter(({ ok }) => ok === false)
  const unknown = measures.filter(({ ok }) => ok === undefined)
  const details = { expected: `${asked.length} ${asked.length === 1 ? 'rule' : 'rules'} of schedule health`, fix }
  const found = `${measures.length - bad.length - unknown.length} of ${measures.length}`
  const [worst] = bad
  if (worst !== undefined) {
    const more = bad.length > 1 ? ` (and ${bad.length - 1} more: ${listed(bad.slice(1).map(({ rule }) => rule))})` : ''
    const finding = unmet('failed', `${inWords(worst)}${more}`, { ...details, found })
    // A rule can fail for what the plan does not say: from that the opposite does not follow.
    return { ...about(finding, bad.flatMap(pointsOf)), oneSided: true }
  }
  const [first] = unknown
  if (first === undefined) return met(`the schedule keeps ${found} rules of schedule health`, { expected: details.expected, found })
  const finding = unmet('missing', `${first.rule} cannot be measured: ${first.words}`, { ...details, found })
  return about(
    finding,
    unknown.map(({ rule }) => rule),
  )
}

const pointsOf = ({ rule, offenders }: HealthMeasure): string[] =>
  offenders.length === 0 ? [rule] : offenders.map(({ id }) => `${rule} ${id}`)

/** The forecast of one activity, or of everything. */
function judgeFinish({ of, by }: NonNullable<Check['finish']>, schedule: Schedule, context: JudgeContext): PartFinding {
  const { program } = context
  const target = of === undefined ? undefined : scheduledOf(schedule, of)
  const name = of ?? 'the program'
  if (of !== undefined && target === undefined) {
    const near = nearest(
      of,
      [...schedule.activities.values()].map(({ id }) => id),
    ).slice(0, 3)
    const guess = near.length === 0 ? '' : ` (near: ${near.join(', ')})`
    return unmet('undefined', `${of} is nothing that the plan schedules${guess}`, { fix: explainCommand(context) })
  }
  const fix = command(program, 'schedule --forecast', ...(of === undefined ? [] : [of]))
  const date = target === undefined ? schedule.finish : finishOf(target)
  const expected = `${by} or earlier`
  const lacking = unfinishedReason(schedule, target, name)
  if (lacking !== undefined) return unmet('missing', lacking, { expected, fix })
  const isDone = target?.progress === 'done'
  const blind = isDone ? [] : unknownBefore(schedule, program, target?.key)
  const unclear = (because: string, points: readonly string[]): PartFinding =>
    about(unmet('missing', `when ${name} ends cannot be known: ${because}`, { expected, fix }), points)
  if (blind.length > 0)
    return unclear(
      `${listed(blind.map(({ id }) => id))} ${blind.length === 1 ? 'has' : 'have'} no duration`,
      blind.map(({ id }) => id),
    )
  const [first, ...others] = isDone ? [] : unreadableBefore(schedule, program, target?.key)
  if (first !== undefined)
    return unclear(
      `${first.id} ${first.because}${others.length > 0 ? ` (and ${others.length} more: ${listed(others.map(({ id }) => id))})` : ''}`,
      [first, ...others].map(({ id }) => id),
    )
  // Without work the end is an empty day: of a plan in which everything is optional, or open.
  if (date === undefined || (!isDone && !restsOnWork(schedule, program, target?.key)))
    return unclear('nothing that has to be done leads to an end', of === undefined ? [] : [of])
  const ends = target?.progress === 'done' ? 'ended' : 'is forecast to end'
  if (date <= by) return met(`${name} ${ends} on ${date}`, { expected, found: date })
  return about(
    unmet('failed', `${name} ${ends} on ${date}, which is after ${by}`, { expected, found: date, fix }),
    of === undefined ? [] : [of],
  )
}

const finishOf = ({ dates }: Activity): string | undefined => dates?.finish

function unfinishedReason({ mode }: Schedule, target: Activity | undefined, name: string): string | undefined {
  if (mode === 'order') return 'the plan has no durations and no windows, so no end can be forecast'
  if (mode === 'relative') return 'the program has no start, so no end can be forecast'
  return target?.open ? `${name} has no end in the plan` : undefined
}

function judge(check: Check, context: JudgeContext): PartFinding {
  const forecast = forecastOf(context.program, context.case, context.now)
  if ('problem' in forecast) return unmet('invalid', forecast.problem, { fix: command(context.program, 'schedule') })
  const { schedule } = forecast
  const findings = [
    ...(check.rules === undefined ? [] : [judgeRules(check.rules, schedule, context)]),
    ...(check.finish === undefined ? [] : [judgeFinish(check.finish, schedule, context)]),
  ]
  const [first = unmet('undefined', 'asks for nothing: it needs rules or finish', { fix: explainCommand(context) })] = findings
  if (findings.length < 2) return first
  return allOf(findings, explainCommand(context))
}

/** That the schedule is sound, or that its forecast ends in time: judged on the plan, its states and the reviews, as of now. */
export const schedule: CriterionKind<'schedule'> = {
  kinds: ['schedule'],
  judge,
  wants({ rules, finish }) {
    const sound =
      rules === 'all' ? 'a schedule that keeps every rule of schedule health' : `a schedule that keeps ${(rules ?? []).join(', ')}`
    return [
      ...(rules === undefined ? [] : [sound]),
      ...(finish === undefined ? [] : [`a forecast of ${finish.of ?? 'everything'} that ends on ${finish.by} or earlier`]),
    ].join(', and ')
  },
  command: ({ rules, finish }, { program }) =>
    rules === undefined
      ? command(program, 'schedule --forecast', ...(finish?.of === undefined ? [] : [finish.of]))
      : healthCommand(program),
}
