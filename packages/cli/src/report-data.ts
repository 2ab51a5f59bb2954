import { checkRules, type Diagnostic, type GateResult, isSatisfied, type Program, sortDiagnostics } from '@refractor/core'
import type { Report } from '@refractor/core/page'
import { dirtyPaths, forgeRemote, readHead } from '@refractor/workspace'
import { diagnosticsOf, errorsOf, type WorkspaceContext } from './context.ts'
import { judge } from './judge.ts'
import { nextSteps } from './next-steps.ts'
import { overdueSteps } from './overdue.ts'
import { actionsPart, approvalsPart, waiversPart } from './report/decisions-part.ts'
import { eventsPart } from './report/events-part.ts'
import { forgeLinks } from './report/forge-links.ts'
import { gatesPart, phasesPart } from './report/gates-part.ts'
import { historyPart } from './report/history-part.ts'
import { matricesPart } from './report/matrices-part.ts'
import { given, placeOf, type ReportSource } from './report/report-source.ts'
import { risksPart } from './report/risks-part.ts'
import { readSchedules, schedulePart } from './report/schedule-part.ts'
import { surroundingsOf } from './surroundings.ts'

/** What a report shows beside what it always shows. */
export interface ReportAsked {
  /** A revision of git or a snapshot: the plan as it was then. */
  readonly baseline?: string | undefined
  /** Default true: the past, as far as git knows it. */
  readonly history?: boolean | undefined
}

/** A report, and why something of it is missing; or why there is none. What is wrong with the plan stands in the report. */
export interface ReportMade {
  readonly report: Report | undefined
  readonly diagnostics: readonly Diagnostic[]
}

const stepsShown = 8

const isOpen = (gate: GateResult): boolean => gate.due && gate.closed === undefined && gate.verdict !== 'met'

const count = (many: number, noun: string): string => `${many} ${noun}${many === 1 ? '' : 's'}`

/** One line: what is open, when it ends, and what comes next. */
function summaryOf(report: Omit<Report, 'summary'>, gates: readonly GateResult[], hasErrors: boolean): string {
  if (hasErrors) return 'files of the program have errors: no gate is decided until they are mended'
  const { phases, schedule, next } = report
  const due = gates.filter((gate) => gate.due && gate.stage !== 'acceptance')
  const open = due.filter(isOpen)
  const missing = open.flatMap(({ criteria }) => criteria.filter((one) => one.level === 'required' && !isSatisfied(one))).length
  const closed = phases.filter(({ state }) => state === 'closed').length
  const finish = schedule?.forecasts.at(-1)
  const ends = finish?.forecast ?? finish?.planned
  return [
    phases.length === 0 ? 'no phases' : `${closed} of ${count(phases.length, 'phase')} closed`,
    due.length === 0
      ? 'no gate is due'
      : open.length === 0
        ? 'every due gate is met'
        : `${count(open.length, 'due gate')} open (${missing} criteria)`,
    ...(schedule?.mode === 'dated' && ends !== undefined ? [`forecast to end ${ends}`] : []),
    ...(next[0] === undefined ? [] : [`next: ${next[0].command}`]),
  ].join('; ')
}

/** The files that are here as the commit has them. Outside of git, or where it cannot answer, none is known to be. */
function committed(root: string): (path: string) => boolean {
  const dirty = dirtyPaths(root)
  return dirty.ok ? (path) => !dirty.value.has(path) : () => false
}

/** Findings of the plan and of everything that it is judged on, each once, the gravest first. */
function findingsPart(source: ReportSource, found: readonly Diagnostic[]): Report['findings'] {
  const weight = { error: 0, warning: 1, info: 2 } as const
  const all = [...new Map(sortDiagnostics(found).map((one) => [JSON.stringify([one.code, one.message, one.location]), one])).values()]
  return all
    .sort((a, b) => weight[a.severity] - weight[b.severity])
    .map(({ severity, code, message, location, help }) => ({
      severity,
      code,
      message,
      ...given('place', location === undefined ? undefined : placeOf(source, location)),
      ...given('help', help),
    }))
}

/** Rules of the plan, without what the schedule knows better. */
function rulesPart({ context, program }: ReportSource, known: readonly Diagnostic[]): Diagnostic[] {
  const keyOf = ({ code, location }: Diagnostic): string => `${code} ${location?.file}:${location?.line}`
  const told = new Set(known.map(keyOf))
  return checkRules(program, surroundingsOf(context)).filter((one) => !told.has(keyOf(one)))
}

/** Everything that a report of a program shows. Writes nothing but the cache. */
export async function reportData(context: WorkspaceContext, program: Program, asked: ReportAsked = {}): Promise<ReportMade> {
  const head = readHead(context.root)
  const links = forgeLinks(forgeRemote(context.root), head.commit, context.io.env, committed(context.root))
  const judged = await judge(context, program, () => [...program.gates.keys()])
  const source: ReportSource = { context, program, judged, links }
  const hasErrors = errorsOf(context, program).length > 0
  const schedules = await readSchedules(source, asked.baseline)
  if (!schedules.ok) return { report: undefined, diagnostics: schedules.diagnostics }
  const history = asked.history === false ? undefined : await historyPart(source)
  const log = await eventsPart(source)
  const matrices = await matricesPart(source)
  const found = [
    ...diagnosticsOf(context, [program]),
    ...judged.diagnostics,
    ...log.diagnostics,
    ...matrices.diagnostics,
    ...rulesPart(source, schedules.diagnostics),
    ...schedules.diagnostics,
  ]
  const steps = [...overdueSteps(program, context.now), ...nextSteps(program, judged.case, judged.gates)]
  const parts: Omit<Report, 'summary'> = {
    program: { id: program.id, name: program.name },
    at: context.now,
    ...given('commit', head.commit),
    ...given('branch', head.branch),
    version: context.io.version,
    next: hasErrors ? [] : steps.slice(0, stepsShown).map(({ command, why }) => ({ command, why })),
    phases: phasesPart(source),
    gates: gatesPart(source),
    schedule: await schedulePart(source, schedules.value),
    risks: risksPart(source),
    matrices: matrices.matrices,
    history: history?.points ?? [],
    approvals: approvalsPart(source),
    waivers: waiversPart(source),
    actions: actionsPart(source),
    events: log.events,
    eventsTotal: log.total,
    findings: findingsPart(source, found),
  }
  return { report: { ...parts, summary: summaryOf(parts, judged.gates, hasErrors) }, diagnostics: history?.diagnostics ?? [] }
}
