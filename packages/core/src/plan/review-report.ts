import type { Case } from '../gates/case.ts'
import { instantOf } from '../gates/instant.ts'
import type { GateResult } from '../gates/result.ts'
import { command } from '../link/command-line.ts'
import type { Entry, PhaseEntry, Program } from '../link/program-types.ts'
import { outboxFolder } from './archive-name.ts'
import type { Plan, Stamp } from './plan.ts'
import type { Acceptances } from './review-acceptances.ts'
import type { SupersededEvidence } from './review-superseded.ts'

interface OpenPoint {
  readonly id: string
  readonly title: string
  readonly owner?: string
  /** YYYY-MM-DD. */
  readonly due?: string
  readonly overdue: boolean
}

/** What people want to know before they close a phase: beside its gate and the plan, everything that is open or was conceded. */
export interface ReviewReport {
  readonly phase: string
  readonly title: string
  readonly forum?: string
  /** The other gates of the phase. They decide nothing. */
  readonly gates: readonly Pick<GateResult, 'id' | 'stage' | 'verdict'>[]
  readonly approvals: readonly {
    readonly path: string
    readonly of: string
    readonly by: string
    readonly role?: string
    readonly at: string
  }[]
  readonly waivers: readonly {
    readonly id: string
    readonly criterion: string
    readonly until: string
    readonly breakGlass: boolean
    readonly found: string
  }[]
  readonly questions: readonly OpenPoint[]
  readonly actions: readonly OpenPoint[]
  readonly checklists: readonly { readonly from: string; readonly to: string }[]
  readonly states: readonly { readonly id: string; readonly to: string }[]
  /** Milestones under review that stay so. */
  readonly left: Acceptances['left']
  readonly superseded: readonly { readonly from: string; readonly to: string; readonly by: string }[]
  readonly seeds: readonly string[]
  readonly minutes?: string
  readonly snapshot?: string
  /** Phases that can begin then, and how. */
  readonly follows: readonly { readonly id: string; readonly title: string; readonly command: string }[]
}

type Asked = {
  readonly title: string
  readonly state?: string | undefined
  readonly owner?: string | undefined
  readonly due?: string | undefined
}

const over = /^(?:answered|closed|resolved|done|decided|withdrawn|dropped|cancell?ed|obsolete|complete[d]?)$/i

/** A point that nobody has settled. */
function openPoint({ id, record }: Entry<Asked>, now: string): OpenPoint[] {
  if (record.state !== undefined && over.test(record.state.trim())) return []
  const { title, owner, due } = record
  const overdue = due !== undefined && due < now.slice(0, 10)
  return [{ id, title, ...(owner !== undefined && { owner }), ...(due !== undefined && { due }), overdue }]
}

/** Open questions of a phase. An answer settles one, whatever its state says. */
export function openQuestions(program: Program, phase: string, now: string): OpenPoint[] {
  const own = [...program.questions.values()].filter(({ record }) => record.phase === phase)
  return own.flatMap((entry) => (entry.record.answer === undefined || entry.record.state !== undefined ? openPoint(entry, now) : []))
}

/** Open action items: those of the phase and of no phase, and those of other phases that are overdue. */
export function openActions(program: Program, phase: string, now: string): OpenPoint[] {
  return [...program.actions.values()].flatMap((entry) => {
    const isOwn = entry.record.phase === undefined || entry.record.phase === phase
    return openPoint(entry, now).filter(({ overdue }) => isOwn || overdue)
  })
}

/** What is known of a review beside its diagnostics. */
interface Parts {
  readonly program: Program
  /** The case that was judged. */
  readonly records: Case
  readonly phase: PhaseEntry
  readonly results: readonly GateResult[]
  readonly steps: Plan['steps']
  readonly acceptances: Acceptances
  readonly superseded: readonly SupersededEvidence[]
  readonly freed: readonly PhaseEntry[]
  readonly stamp: Stamp
  readonly minutes: string | undefined
  readonly snapshot: string | undefined
}

/** What people agreed to and conceded at some gates, as it was judged: of a closed phase as well. Waivers in the order in which they end. */
export function concessionsOf(records: Case, results: readonly GateResult[]): Pick<ReviewReport, 'approvals' | 'waivers'> {
  // Waivers are known in the order of time only.
  const waivers = [...waiversUsed(results)].sort((a, b) => instantOf(a.until) - instantOf(b.until))
  return { approvals: approvalsUsed(records, results), waivers }
}

function approvalsUsed(records: Case, results: readonly GateResult[]): ReviewReport['approvals'] {
  const used = new Set(results.flatMap(({ criteria }) => criteria.flatMap(({ evidence }) => evidence.map(({ path }) => path))))
  return records.approvals.flatMap(({ source, record }) => {
    if (record?.decision !== 'approve' || !used.has(source.path)) return []
    const { target, by, role, at } = record
    return [{ path: source.path, of: target.id, by, ...(role !== undefined && { role }), at }]
  })
}

function waiversUsed(results: readonly GateResult[]): ReviewReport['waivers'] {
  const criteria = new Map(results.flatMap((gate) => gate.criteria.map((one) => [one.id, one] as const)))
  return [...criteria.values()].flatMap(({ id: criterion, waiver }) => {
    if (waiver === undefined) return []
    const { id, until, breakGlass, covered } = waiver
    return [{ id, criterion, until, breakGlass, found: covered.because }]
  })
}

function followsOf({ program, freed }: Parts): ReviewReport['follows'] {
  return freed.map((phase) => {
    const [milestone] = phase.milestones
    const start = milestone === undefined ? command(program, 'status', phase.id) : command(program, 'milestone start', milestone)
    return { id: phase.id, title: phase.record.title, command: start }
  })
}

/** The report of a review, whether or not it can be carried out. */
export function reviewReport(parts: Parts): ReviewReport {
  const { program, phase, records, results, steps, acceptances, superseded, stamp, minutes, snapshot } = parts
  const { forum } = program.file.record.review ?? {}
  const outbox = `${outboxFolder(program, phase.id)}/`
  const inbox = `${program.folders.inbox}/`
  return {
    phase: phase.id,
    title: phase.record.title,
    ...(forum !== undefined && { forum }),
    gates: results.filter(({ id }) => id !== phase.id).map(({ id, stage, verdict }) => ({ id, stage, verdict })),
    ...concessionsOf(records, results),
    questions: openQuestions(program, phase.id, stamp.now),
    actions: openActions(program, phase.id, stamp.now),
    checklists: steps.flatMap((step) =>
      step.type === 'move' && step.from.startsWith(inbox) && step.to.startsWith(outbox) && !step.to.startsWith(`${outbox}minutes/`)
        ? [{ from: step.from, to: step.to }]
        : [],
    ),
    states: acceptances.accepted.map(({ entry, word }) => ({ id: entry.id, to: word })),
    left: acceptances.left,
    superseded: superseded.map(({ record, by, moves }) => ({ from: record.source.path, to: moves[0]?.to ?? '', by })),
    seeds: steps.flatMap((step) => (step.type === 'create' && step.path.startsWith(inbox) && step.path.endsWith('.md') ? [step.path] : [])),
    ...(minutes !== undefined && { minutes }),
    ...(snapshot !== undefined && { snapshot }),
    follows: followsOf(parts),
  }
}
