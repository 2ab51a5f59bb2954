import { command, type Diagnostic, diagnostic, type Program, type RecordType } from '@refractor/core'
import type { ActivityKey, Schedule, ScheduleOptions } from '@refractor/core/schedule'
import { type Answer, refused } from '../answer.ts'
import type { WorkspaceContext } from '../context.ts'
import { oneProgram } from '../one-program.ts'
import { withProgress } from '../progress.ts'
import { resolveId } from '../resolve-id.ts'
import { scheduleBaseline } from '../schedule-baseline.ts'
import { dayOf, standingOf } from '../schedule-context.ts'
import { isDay } from '../schedule-day.ts'
import { riskView } from '../schedule-risk.ts'
import { scheduleView } from '../schedule-view.ts'
import { unfit } from '../unfit.ts'

export interface ScheduleCommandOptions {
  readonly plan?: boolean
  readonly forecast?: boolean
  readonly critical?: boolean
  readonly to?: string
  readonly owner?: string
  readonly from?: string
  readonly baseline?: string
  readonly risk?: boolean
  readonly seed?: string
  readonly trials?: string
  readonly health?: boolean
  /** commander: `--no-chart`. */
  readonly chart?: boolean
}

const usage = (message: string, help: string, expected?: readonly string[]): Diagnostic =>
  diagnostic('cli/usage', message, { help, ...(expected && { expected }) })

const isCount = (text: string, most: number): boolean => /^\d{1,10}$/.test(text) && Number(text) <= most

const mostTrials = 100_000
const largestSeed = 4_294_967_295

function problemsOf({ plan, forecast, from, risk, health, seed, trials, to, critical }: ScheduleCommandOptions): Diagnostic[] {
  const alone = (option: string): Diagnostic => usage(`${option} says nothing without --risk`, `give --risk, or leave ${option} out`)
  return [
    ...(plan && forecast ? [usage('--plan and --forecast contradict each other', 'give one of them')] : []),
    ...(risk && health ? [usage('--risk and --health are two views', 'give one of them')] : []),
    ...(critical && to !== undefined ? [usage('--critical is the path to the finish, --to another one', 'give one of them')] : []),
    ...(from !== undefined && !isDay(from) ? [usage(`--from ${from} is no day`, 'write it as 2027-01-04')] : []),
    ...(seed !== undefined && !isCount(seed, largestSeed)
      ? [usage(`--seed ${seed} is no number`, `give a whole number up to ${largestSeed}`)]
      : []),
    ...(trials !== undefined && (!isCount(trials, mostTrials) || trials === '0')
      ? [usage(`--trials ${trials} is no number of trials`, `give a whole number from 1 to ${mostTrials}`)]
      : []),
    ...(seed !== undefined && !risk ? [alone('--seed')] : []),
    ...(trials !== undefined && !risk ? [alone('--trials')] : []),
  ]
}

const types: readonly RecordType[] = ['phase', 'milestone', 'task', 'gate']
const ends: readonly RecordType[] = ['gate', 'phase', 'milestone', 'task']

interface Target {
  readonly program: Program
  readonly key?: ActivityKey
}

/** What ids name: a record, and with it the program; else the only one. */
function targetOf(context: WorkspaceContext, id: string | undefined, allowed: readonly RecordType[]): Target | Answer {
  if (id === undefined) {
    const program = oneProgram(context, 'a schedule')
    return 'diagnostics' in program ? program : { program }
  }
  const resolved = resolveId(context, id, allowed)
  if (!resolved.ok) return refused(context.command, [...context.diagnostics.filter((one) => one.severity === 'error'), resolved.diagnostic])
  const { program, type, entry } = resolved.found
  return unfit(context, [program]) ?? { program, key: `${type}:${entry.id}` as ActivityKey }
}

const isAnswer = (value: Target | Answer): value is Answer => 'diagnostics' in value

/** Findings of the files that the schedule does not tell more exactly. */
function withoutTold(found: readonly Diagnostic[], told: readonly Diagnostic[]): Diagnostic[] {
  const place = ({ code, location }: Diagnostic): string => `${code} ${location?.file}:${location?.line}`
  const places = new Set(told.map(place))
  return found.filter((one) => !places.has(place(one)))
}

/** Dates of a program: as planned, or as they are to be expected now. It is an answer whatever it says: lateness is a finding, no "no". */
export async function run(context: WorkspaceContext, [id]: readonly string[], options: ScheduleCommandOptions): Promise<Answer> {
  const problems = problemsOf(options)
  if (problems.length > 0) return refused(context.command, problems)
  const about = targetOf(context, id, types)
  if (isAnswer(about)) return about
  const end = options.to === undefined ? undefined : targetOf(context, options.to, ends)
  if (end !== undefined && isAnswer(end)) return end
  if (end !== undefined && id !== undefined && end.program !== about.program)
    return refused(context.command, [usage(`${options.to} is a record of another program than ${id}`, 'name records of one program')])
  const { program } = end ?? about

  const core = await import('@refractor/core/schedule')
  const from: ScheduleOptions = options.from === undefined ? {} : { from: options.from }
  const planned = core.scheduleOf(program, from)
  const { mode } = planned.schedule
  if (options.forecast && mode !== 'dated') return refused(context.command, [undated(program, mode)])
  const isForecast = mode === 'dated' && options.plan !== true
  const standing = isForecast ? await standingOf(context, program) : undefined
  const { schedule, diagnostics } = standing === undefined ? planned : core.scheduleOf(program, { ...from, ...standing })

  const baseline = options.baseline === undefined ? undefined : await scheduleBaseline(context, program, options.baseline, from)
  if (baseline !== undefined && !baseline.ok) return refused(context.command, baseline.diagnostics)

  const data = scheduleView(
    { program, schedule, plan: planned.schedule, baseline: baseline?.value, core, today: dayOf(context.now) },
    {
      ...(about.key && { key: about.key }),
      ...(end?.key && { to: end.key }),
      ...(options.owner !== undefined && { owner: options.owner }),
      ...(options.critical && { critical: true }),
    },
  )
  if ('code' in data) return refused(context.command, [data])
  const answer = (more: object, findings: readonly Diagnostic[] = []): Answer => ({
    command: context.command,
    diagnostics: [...withoutTold(context.diagnostics, diagnostics), ...diagnostics, ...findings],
    data: { ...data, ...(options.chart === false && { chart: false }), ...more },
  })
  if (options.health) return answer({ health: core.healthOf(schedule, program, baseline?.value.schedule) })
  if (!options.risk) return answer({})
  const simulation = await withProgress(context, 'Playing the plan', (onProgress) =>
    core.simulate(program, {
      ...from,
      ...standing,
      ...(options.seed !== undefined && { seed: Number(options.seed) }),
      ...(options.trials !== undefined && { trials: Number(options.trials) }),
      onProgress,
    }),
  )
  if (simulation === undefined) return refused(context.command, [unplayable(program, mode)])
  return answer({ risk: riskView(simulation, schedule, core.dateWords) }, simulation.diagnostics)
}

function unplayable(program: Program, mode: Schedule['mode']): Diagnostic {
  return mode === 'order'
    ? undated(program, mode)
    : usage(`${program.id} has no end that could come sooner or later`, command(program, 'schedule'))
}

function undated(program: Program, mode: Schedule['mode']): Diagnostic {
  const { path } = program.file.file.source
  return mode === 'order'
    ? usage(
        `${program.id} has no duration that can be read, so there is nothing to forecast`,
        `say how long tasks take: estimate: "3 days"; then ${command(program, 'schedule')}`,
      )
    : usage(`${program.id} has no first day, so there is nothing to forecast`, `add start: to ${path}, or give --from DATE`)
}
