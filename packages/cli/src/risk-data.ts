import type { Program, RegisteredRisk } from '@refractor/core'

/** A risk as `risk list` answers with it. `impact`, `likelihood` and `status` are the plan's words. */
export interface RiskLine {
  readonly program: string
  readonly id: string
  readonly title: string
  readonly category: string | null
  readonly impact: string | null
  readonly likelihood: string | null
  /** The level, and whether it is impact times likelihood or what the plan says. */
  readonly severity: { readonly level: string; readonly score: number | null; readonly from: 'plan' | 'derived' } | null
  readonly state: { readonly value: string; readonly from: 'plan' | 'tasks' }
  /** What the tasks alone say. */
  readonly stateFromTasks: string
  readonly status: string | null
  readonly open: boolean
  readonly owner: string | null
  readonly trigger: string | null
  readonly mitigation: string | null
  readonly contingency: string | null
  readonly review: string | null
  readonly reviewDue: boolean
  readonly tasks: readonly string[]
  readonly work: readonly {
    readonly id: string
    readonly state: string
    readonly done: boolean
    readonly due: string | null
    readonly late: boolean
    readonly scheduled: boolean
    readonly optional: boolean
  }[]
}

/** What is told of a risk. */
export function riskLine(program: Program, risk: RegisteredRisk): RiskLine {
  const { record } = risk.entry
  return {
    program: program.id,
    id: risk.id,
    title: record.title,
    category: record.category ?? null,
    impact: record.impact ?? null,
    likelihood: record.likelihood ?? null,
    severity:
      risk.severity === undefined
        ? null
        : { level: risk.severity, score: risk.score ?? null, from: risk.isSeverityDerived ? 'derived' : 'plan' },
    state: { value: risk.state, from: risk.isStateDerived ? 'tasks' : 'plan' },
    stateFromTasks: risk.stateFromTasks,
    status: record.status ?? null,
    open: risk.isOpen,
    owner: risk.owner ?? null,
    trigger: record.trigger ?? null,
    mitigation: record.mitigation ?? null,
    contingency: record.contingency ?? null,
    review: risk.review ?? null,
    reviewDue: risk.isReviewDue,
    tasks: program.tasksOfRisk.get(risk.id) ?? [],
    work: risk.tasks.map((task) => ({
      id: task.id,
      state: task.state,
      done: task.finished,
      due: task.due?.date ?? null,
      late: task.late,
      scheduled: task.scheduled,
      optional: task.optional,
    })),
  }
}
