import { compareIds } from '../link/natural-order.ts'
import type { Entry, Program } from '../link/program-types.ts'
import { hasScheduledTasks, isScheduled } from '../link/scheduled-tasks.ts'
import { hasStarted, isAssigned, isFinished, wordOf } from '../link/state.ts'
import type { Risk } from '../schema/plan-records.ts'
import { type DueDate, dueDateOf } from './due-date.ts'
import type { Rank } from './rating-words.ts'
import { levelOf, levelOfScore, rankOf, type SeverityLevel, scaleOf, severityLevels } from './risk-rating.ts'
import { type RiskState, statedState, stateFromTasks } from './risk-state.ts'

/** A task against a risk. */
export interface RiskTask {
  readonly id: string
  readonly title: string
  readonly state: string
  readonly optional: boolean
  readonly started: boolean
  readonly finished: boolean
  readonly due: DueDate | undefined
  /** Past its date and not finished. */
  readonly late: boolean
  /** False where the phases of the program hold tasks and none holds this one. */
  readonly scheduled: boolean
}

/** A risk, what follows from its fields, and what follows from its tasks. */
export interface RegisteredRisk {
  readonly id: string
  readonly entry: Entry<Risk>
  readonly impact: Rank | undefined
  readonly likelihood: Rank | undefined
  /** Of the plan where it gives one that can be read, else impact times likelihood; undefined where neither says it. */
  readonly severity: SeverityLevel | undefined
  /** True when the severity is impact times likelihood. */
  readonly isSeverityDerived: boolean
  /** Impact times likelihood, 1 to 25. */
  readonly score: number | undefined
  readonly state: RiskState
  /** What the tasks alone say; the same as `state` unless the plan ends the risk. */
  readonly stateFromTasks: RiskState
  readonly isStateDerived: boolean
  /** Neither mitigated nor closed nor accepted. */
  readonly isOpen: boolean
  readonly tasks: readonly RiskTask[]
  /** Undefined for nobody: absent, TBD, "-". */
  readonly owner: string | undefined
  /** YYYY-MM-DD. */
  readonly review: string | undefined
  /** Open, and the day of its review is past. */
  readonly isReviewDue: boolean
}

/** The register of a program, in the order of the plan. `now` is RFC 3339; a day is over when it is over in UTC. Linear. */
export function riskRegister(program: Program, now: string): RegisteredRisk[] {
  const today = now.slice(0, 10)
  const records = [...program.risks.values()].map(({ record }) => record)
  const scales = {
    impact: scaleOf(records.map((one) => one.impact)),
    likelihood: scaleOf(records.map((one) => one.likelihood)),
    severity: scaleOf(
      records.map((one) => one.severity),
      [5, 10, 25],
    ),
  }
  const areScheduled = hasScheduledTasks(program)
  const known = new Map<string, RiskTask | undefined>()
  const taskOf = (id: string): RiskTask | undefined => {
    const task = program.tasks.get(id)
    if (task === undefined) return undefined
    const { state, title, optional } = task.record
    const words = program.states.task
    const finished = isFinished(state, words)
    const due = dueDateOf(program, task)
    return {
      id,
      title,
      state: wordOf(state, words),
      optional: optional === true,
      started: hasStarted(state, words),
      finished,
      due,
      late: due !== undefined && !finished && due.date < today,
      scheduled: !areScheduled || isScheduled(program, id),
    }
  }
  const taskOnce = (id: string): RiskTask[] => {
    if (!known.has(id)) known.set(id, taskOf(id))
    const task = known.get(id)
    return task === undefined ? [] : [task]
  }
  return [...program.risks.values()].map((entry) => {
    const { record, id } = entry
    const tasks = (program.tasksOfRisk.get(id) ?? []).flatMap(taskOnce)
    const impact = rankOf(record.impact, scales.impact)
    const likelihood = rankOf(record.likelihood, scales.likelihood)
    const score = impact === undefined || likelihood === undefined ? undefined : impact * likelihood
    const own = levelOf(record.severity, scales.severity)
    const fromTasks = stateFromTasks(tasks, isAssigned(record.mitigation) || isAssigned(record.contingency))
    const stated = statedState(record.status)
    const state = stated ?? fromTasks
    const isOpen = state !== 'mitigated' && state !== 'closed' && state !== 'accepted'
    return {
      id,
      entry,
      impact,
      likelihood,
      severity: own ?? (score === undefined ? undefined : levelOfScore(score)),
      isSeverityDerived: own === undefined && score !== undefined,
      score,
      state,
      stateFromTasks: fromTasks,
      isStateDerived: stated === undefined,
      isOpen,
      tasks,
      owner: isAssigned(record.owner) ? record.owner : undefined,
      review: record.review,
      isReviewDue: isOpen && record.review !== undefined && record.review < today,
    }
  })
}

export const riskOrders = ['severity', 'likelihood', 'impact', 'owner', 'review', 'state'] as const
export type RiskOrder = (typeof riskOrders)[number]

const stateOrder: readonly RiskState[] = ['unmitigated', 'open', 'mitigating', 'mitigated', 'accepted', 'closed']

const worst = (rank: Rank | undefined): number => -(rank ?? 0)
const severityAt = ({ severity }: RegisteredRisk): number =>
  severity === undefined ? severityLevels.length : severityLevels.indexOf(severity)

/** What is not said comes last. */
function compareTexts(a: string | undefined, b: string | undefined): number {
  if (a === b) return 0
  if (a === undefined || b === undefined) return a === undefined ? 1 : -1
  return a < b ? -1 : 1
}

const bySeverity = (a: RegisteredRisk, b: RegisteredRisk): number =>
  severityAt(a) - severityAt(b) ||
  (b.score ?? 0) - (a.score ?? 0) ||
  worst(a.impact) - worst(b.impact) ||
  worst(a.likelihood) - worst(b.likelihood)

const orders: Readonly<Record<RiskOrder, (a: RegisteredRisk, b: RegisteredRisk) => number>> = {
  severity: bySeverity,
  likelihood: (a, b) => worst(a.likelihood) - worst(b.likelihood) || bySeverity(a, b),
  impact: (a, b) => worst(a.impact) - worst(b.impact) || bySeverity(a, b),
  owner: (a, b) => compareTexts(a.owner, b.owner) || bySeverity(a, b),
  review: (a, b) => compareTexts(a.review, b.review) || bySeverity(a, b),
  state: (a, b) => stateOrder.indexOf(a.state) - stateOrder.indexOf(b.state) || bySeverity(a, b),
}

/** The worst, the nearest, the first of the alphabet on top; risks that are alike by their ids. */
export function sortRisks(risks: readonly RegisteredRisk[], by: RiskOrder): RegisteredRisk[] {
  return [...risks].sort((a, b) => orders[by](a, b) || compareIds(a.id, b.id))
}
