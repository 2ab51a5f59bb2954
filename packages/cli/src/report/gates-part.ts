import { type CriterionResult, type GateResult, isSatisfied, locationOfEntry, phaseState, reviewOf, stateWord } from '@refractor/core'
import type { ReportCount, ReportCriterion, ReportGate, ReportPhase } from '@refractor/core/page'
import { given, placeOf, type ReportSource } from './report-source.ts'

/** People are named without their addresses. */
const namesOnly = (text: string): string => text.replace(/ <[^<>\s]+@[^<>\s]+>/g, '')

function criterionOf(source: ReportSource, one: CriterionResult): ReportCriterion {
  const { id, statement, kind, level, outcome, reason, because, fix, location, evidence, waiver } = one
  return {
    id,
    statement,
    kind,
    level,
    outcome,
    ...given('reason', reason),
    because: namesOnly(
      waiver === undefined ? because : `waived by ${waiver.id} until ${waiver.until.slice(0, 10)}: ${waiver.covered.because}`,
    ),
    ...given('fix', fix),
    place: placeOf(source, location),
    evidence: evidence.map(({ path }) => ({ path, ...given('href', source.links.file(path)) })),
  }
}

/** Every gate with its criteria, in order of the plan. */
export function gatesPart(source: ReportSource): ReportGate[] {
  return source.judged.gates.map((gate) => ({
    id: gate.id,
    title: gate.title,
    ...given('phase', gate.phase),
    ...given('milestone', gate.milestone),
    stage: gate.stage,
    verdict: gate.verdict,
    due: gate.due,
    criteria: gate.criteria.map((one) => criterionOf(source, one)),
    place: placeOf(source, gate.location),
  }))
}

const openOf = (gate: GateResult): readonly CriterionResult[] =>
  gate.criteria.filter((one) => one.level === 'required' && !isSatisfied(one))

/** Why a phase stands where it stands, in one sentence. */
function becauseOf({ program, judged: { case: read } }: ReportSource, id: string, exit: GateResult | undefined): string {
  const state = phaseState(program, id, read)
  if (state === 'closed') {
    const date = reviewOf(program, read, id)?.record?.date
    return exit !== undefined && exit.verdict !== 'met'
      ? `closed, but its gate is ${exit.verdict} again`
      : `closed by its review${date === undefined ? '' : ` of ${date.slice(0, 10)}`}`
  }
  if (state === 'planned') {
    const waits = (program.phases.get(id)?.dependsOn ?? []).filter((one) => phaseState(program, one, read) !== 'closed')
    return waits.length === 0 ? 'nothing of it has begun' : `nothing of it has begun; it comes after ${waits.join(', ')}`
  }
  if (exit === undefined) return 'it has begun, and no exit gate says when it is done'
  const required = exit.criteria.filter(({ level }) => level === 'required').length
  const open = openOf(exit)
  if (exit.verdict === 'met') return 'its exit gate is met: only the review is missing'
  const [first] = open
  if (first === undefined) return `its exit gate is ${exit.verdict}`
  return `${open.length} of ${required} required criteria open, first ${first.id}: ${namesOnly(first.because)}`
}

function countOf(ids: readonly string[], isDone: (id: string) => boolean): ReportCount {
  return { done: ids.filter(isDone).length, total: ids.length }
}

/** Where each phase stands. */
export function phasesPart(source: ReportSource): ReportPhase[] {
  const { program, judged } = source
  const [milestoneWords, taskWords] = [program.states.milestone, program.states.task]
  const exits = new Map(judged.gates.filter(({ stage }) => stage === 'exit').map((gate) => [gate.id, gate]))
  return [...program.phases.values()].map((phase) => {
    const { id, record } = phase
    const exit = exits.get(id)
    const required = phase.tasks.filter((one) => program.tasks.get(one)?.record.optional !== true)
    return {
      id,
      title: record.title,
      state: phaseState(program, id, judged.case),
      because: becauseOf(source, id, exit),
      milestones: countOf(
        phase.milestones,
        (one) => stateWord(program.milestones.get(one)?.record.state, milestoneWords[0] as string) === milestoneWords.at(-1),
      ),
      tasks: countOf(required, (one) => stateWord(program.tasks.get(one)?.record.state, taskWords[0] as string) === taskWords.at(-1)),
      ...given('verdict', exit?.verdict),
      ...given('window', record.window === undefined ? undefined : String(record.window)),
      place: placeOf(source, locationOfEntry(phase)),
    }
  })
}
