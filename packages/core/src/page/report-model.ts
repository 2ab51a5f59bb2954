import type { Severity } from '../diagnostics/diagnostic.ts'

// Everything that a report shows, as a value that can be written as JSON: pictures and texts are made from it alone. Dates are YYYY-MM-DD,
// times RFC 3339 in UTC, durations working days. Lists are in order of the plan unless something else is said.

/** Where a record or a file is written, and where it can be seen. */
export interface ReportPlace {
  readonly file: string
  readonly line: number
  /** Deep link on the forge, at the commit of the report; absent where the forge is not known. */
  readonly href?: string
}

export interface ReportCount {
  readonly done: number
  readonly total: number
}

export interface ReportCriterion {
  readonly id: string
  readonly statement: string
  readonly kind: string
  readonly level: string
  readonly outcome: string
  readonly reason?: string
  readonly because: string
  readonly fix?: string
  readonly place?: ReportPlace
  readonly evidence: readonly { readonly path: string; readonly href?: string }[]
}

export interface ReportGate {
  readonly id: string
  readonly title: string
  readonly phase?: string
  readonly milestone?: string
  readonly stage: string
  readonly verdict: string
  readonly due: boolean
  readonly criteria: readonly ReportCriterion[]
  readonly place?: ReportPlace
}

export interface ReportPhase {
  readonly id: string
  readonly title: string
  readonly state: 'planned' | 'in-progress' | 'closed'
  /** One sentence: why it stands where it stands. */
  readonly because: string
  readonly milestones: ReportCount
  readonly tasks: ReportCount
  /** Verdict of the exit gate; absent without one. */
  readonly verdict?: string
  readonly window?: string
  readonly place?: ReportPlace
}

/** A row of the Gantt chart. */
export interface ReportActivity {
  readonly key: string
  readonly type: 'phase' | 'milestone' | 'task' | 'gate'
  readonly id: string
  readonly title: string
  readonly parent?: string
  readonly phase?: string
  readonly owner?: string
  readonly state: string
  readonly progress: 'planned' | 'started' | 'done'
  readonly done: number
  readonly start?: string
  readonly finish?: string
  /** Days of float; absent where there is none to speak of. */
  readonly float?: number
  readonly critical: boolean
  readonly open?: true
  /** It has a day and no length: an event, or work whose length the plan does not say. */
  readonly event?: true
  /** As the baseline had it. */
  readonly baseline?: { readonly start: string; readonly finish: string }
  readonly late?: true
  readonly place?: ReportPlace
}

export interface ReportLink {
  readonly from: string
  readonly to: string
  readonly type: 'FS' | 'SS' | 'FF' | 'SF'
  readonly driving: boolean
}

/** Forecast of a gate or of the finish. */
export interface ReportForecast {
  readonly id: string
  readonly title: string
  readonly planned?: string
  readonly forecast?: string
  readonly baseline?: string
  readonly p50?: string
  readonly p80?: string
  readonly p95?: string
}

export interface ReportSchedule {
  readonly mode: 'dated' | 'relative' | 'order'
  /** Of a relative schedule: the number of the week of its first day; absent: 1. */
  readonly firstWeek?: 0 | 1
  readonly start?: string
  readonly finish?: string
  readonly today?: string
  readonly baselineName?: string
  readonly activities: readonly ReportActivity[]
  readonly links: readonly ReportLink[]
  readonly criticalPath: readonly string[]
  readonly forecasts: readonly ReportForecast[]
  readonly assumptions: readonly string[]
  readonly health: readonly {
    readonly rule: string
    readonly value: string
    readonly limit: string
    readonly ok: boolean
    readonly offenders: readonly string[]
  }[]
}

export interface ReportRisk {
  readonly id: string
  readonly title: string
  readonly impact?: string
  readonly likelihood?: string
  readonly severity?: string
  readonly owner?: string
  readonly status?: string
  readonly tasks: readonly { readonly id: string; readonly state: string; readonly phase?: string }[]
  readonly place?: ReportPlace
}

/** Rows and columns by id; a cell lists what joins the two. */
export interface ReportMatrix {
  readonly title: string
  readonly rows: readonly { readonly id: string; readonly title: string; readonly phase?: string }[]
  readonly columns: readonly { readonly id: string; readonly title: string }[]
  /** [row, column, words] for cells that are not empty. */
  readonly cells: readonly (readonly [number, number, string])[]
}

/** One point of the past: a commit of the first-parent line, oldest first. */
export interface ReportPoint {
  readonly at: string
  readonly commit: string
  readonly scope: number
  readonly done: number
  readonly milestones: number
  readonly accepted: number
  /** Forecast finish as of then, of the program and of gates by id. */
  readonly finish?: string
  readonly gates?: Readonly<Record<string, string>>
}

export interface ReportApproval {
  readonly target: string
  readonly decision: 'approve' | 'reject' | 'revoke'
  readonly by: string
  readonly role?: string
  readonly at: string
  readonly expires?: string
  readonly standing: string
  readonly href?: string
}

export interface ReportWaiver {
  readonly id: string
  readonly criterion: string
  readonly state: string
  readonly reason: string
  readonly expires?: string
  readonly daysLeft?: number
  readonly href?: string
}

export interface ReportEvent {
  readonly at: string
  readonly actor: string
  readonly type: string
  readonly ids: readonly string[]
  readonly words: string
}

export interface Report {
  readonly program: { readonly id: string; readonly name: string }
  /** When it was made; part of the text only as given, so that the same input gives the same bytes. */
  readonly at: string
  readonly commit?: string
  readonly branch?: string
  readonly version: string
  /** One line at the top: what is open, and what comes next. */
  readonly summary: string
  readonly next: readonly { readonly command: string; readonly why: string }[]
  readonly phases: readonly ReportPhase[]
  readonly gates: readonly ReportGate[]
  readonly schedule: ReportSchedule | undefined
  /** Components or tasks and what they need: the dependency graph where there is no date. */
  readonly risks: readonly ReportRisk[]
  readonly matrices: readonly ReportMatrix[]
  readonly history: readonly ReportPoint[]
  readonly approvals: readonly ReportApproval[]
  readonly waivers: readonly ReportWaiver[]
  readonly actions: readonly {
    readonly id: string
    readonly title: string
    readonly owner?: string
    readonly due?: string
    readonly overdue: boolean
    readonly state: string
  }[]
  /** Newest first; older ones are left out, and `eventsTotal` says how many there are. */
  readonly events: readonly ReportEvent[]
  readonly eventsTotal: number
  readonly findings: readonly {
    readonly severity: Severity
    readonly code: string
    readonly message: string
    readonly place?: ReportPlace
    readonly help?: string
  }[]
}
