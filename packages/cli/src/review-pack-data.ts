import {
  type Case,
  command,
  concessionsOf,
  explainGate,
  type GateResult,
  type PlannedReview,
  type Program,
  phaseState,
  reviewOf,
  riskRegister,
  type Stamp,
  snapshotsOf,
  sortRisks,
  stateWord,
} from '@refractor/core'
import type { PackChanges, PackDrill, PackMilestone, PackRisk, ReviewPack } from '@refractor/core/export'
import { compareStates, reviewProgram } from '@refractor/workspace'
import type { WorkspaceContext } from './context.ts'
import { type Judged, judge } from './judge.ts'

const changesShown = 60
const drillsShown = 5

/** The last review of any phase before this one, with the commit that it was stamped with. */
function lastReviewed(program: Program, records: Case, phase: string) {
  const reviews = [...program.phases.keys()].flatMap((id) => (id === phase ? [] : (reviewOf(program, records, id)?.record ?? [])))
  return reviews.filter(({ commit }) => commit !== undefined).sort((a, b) => (a.date < b.date ? 1 : -1))[0]
}

/** What changed since the last review, as far as git still knows it. */
async function changesSince(context: WorkspaceContext, program: Program, records: Case, phase: string): Promise<PackChanges | undefined> {
  const last = lastReviewed(program, records, phase)
  if (last?.commit === undefined) return undefined
  const about = { phase: last.phase, date: last.date, commit: last.commit, records: [], gates: [] }
  const compared = await compareStates(context.root, { base: last.commit }, { now: context.now, program: program.id })
  if (!compared.ok) return { ...about, unknown: 'What changed is not known: git has no such commit here.' }
  const found = compared.value.programs.find((one) => one.program === program.id)
  return {
    ...about,
    records: (found?.records ?? []).slice(0, changesShown).map(({ change, type, id, title, fields }) => ({
      change,
      type,
      id,
      title,
      fields: fields.map(({ field }) => field),
    })),
    gates: (found?.gates ?? []).filter(({ before, after }) => before !== after).map(({ id, before, after }) => ({ id, before, after })),
  }
}

function milestonesOf({ program, gates }: Judged, phase: string): PackMilestone[] {
  const [words, taskWords] = [program.states.milestone, program.states.task]
  return (program.phases.get(phase)?.milestones ?? []).flatMap((id) => {
    const milestone = program.milestones.get(id)
    if (milestone === undefined) return []
    const { record } = milestone
    const tasks = milestone.tasks.flatMap((one) => program.tasks.get(one) ?? []).filter((one) => one.record.optional !== true)
    const verdict = gates.find((gate) => gate.id === id && gate.stage === 'acceptance')?.verdict
    return {
      id,
      title: record.title,
      state: stateWord(record.state, words[0] as string),
      owners: record.owner === undefined ? (record.accountable ?? []) : [record.owner],
      tasks: {
        done: tasks.filter((one) => stateWord(one.record.state, taskWords[0] as string) === taskWords.at(-1)).length,
        total: tasks.length,
      },
      ...(verdict !== undefined && { verdict }),
    }
  })
}

/** Risks that lean on a task of the phase, the gravest first. */
function risksOf(program: Program, phase: string, now: string): PackRisk[] {
  const own = new Set(program.phases.get(phase)?.tasks ?? [])
  const found = riskRegister(program, now).filter(({ tasks }) => tasks.some(({ id }) => own.has(id)))
  return sortRisks(found, 'severity').map(({ id, entry, severity, state, isOpen, owner, tasks }) => ({
    id,
    title: entry.record.title,
    ...(severity !== undefined && { severity }),
    state,
    open: isOpen,
    ...(owner !== undefined && { owner }),
    ...(entry.record.mitigation !== undefined && { mitigation: entry.record.mitigation }),
    tasks: tasks.map((task) => task.id),
  }))
}

/** The newest rehearsals, whatever they were recorded for. */
function drillsOf(records: Case): PackDrill[] {
  return records.evidence
    .flatMap(({ record, source }) => {
      const drill = record?.result?.drill
      if (record === undefined || drill === undefined) return []
      const { scenario, rto, rpo } = drill
      const times = { ...(rto !== undefined && { rto }), ...(rpo !== undefined && { rpo }) }
      return [{ scenario, date: record.date, outcome: record.result?.outcome ?? 'unknown', ...times, path: source.path }]
    })
    .sort((a, b) => (a.date < b.date ? 1 : -1))
    .slice(0, drillsShown)
}

/** Criteria of the gate that wait for people. */
function neededOf({ program, case: records, facts }: Judged, gate: GateResult, now: string): ReviewPack['needed'] {
  const criteria = explainGate(program, records, facts, gate.id, { now })?.criteria ?? []
  const who = new Map(criteria.map((one) => [one.result.id, one] as const))
  return gate.criteria.flatMap(({ id, statement, outcome, because, fix }) => {
    const explained = who.get(id)
    const asks = fix !== undefined && /^refractor approve /.test(fix)
    if (outcome !== 'unmet' || explained === undefined || !asks) return []
    return [{ id, statement, who: explained.who.filter((one) => one !== 'anyone'), because, command: fix }]
  })
}

/** What keeps a phase open beside its gate, which is shown criterion by criterion; who may close it is found out when somebody does. */
function hindrancesOf(planned: PlannedReview): ReviewPack['hindrances'] {
  const elsewhere = new Set(['review/not-met', 'policy/refused'])
  return planned.diagnostics
    .filter(({ severity, code }) => severity === 'error' && !elsewhere.has(code))
    .map(({ message, help }) => ({ message, ...(help !== undefined && { help }) }))
}

function commandsOf(program: Program, phase: string, planned: PlannedReview, needed: ReviewPack['needed'], isClosed: boolean) {
  const review = command(program, 'review', phase)
  const after = (planned.review?.follows ?? []).map((one) => ({ command: one.command, why: `begin ${one.id} ${one.title}` }))
  // A phase without an exit gate cannot be closed, nor can a review of it fail.
  if (isClosed || program.gates.get(phase)?.stage !== 'exit') return after
  const asked = needed.flatMap((one) =>
    one.command === undefined ? [] : [{ command: one.command, why: `${one.id}: ${one.who.join('; ')}` }],
  )
  const approvals = new Set(asked.map((one) => one.command))
  const fixes = (planned.gate?.criteria ?? []).flatMap(({ id, statement, level, outcome, fix }) =>
    level === 'required' && outcome !== 'met' && fix !== undefined && !approvals.has(fix) && fix !== review
      ? [{ command: fix, why: `${id}: ${statement}` }]
      : [],
  )
  return [
    ...[...new Map([...fixes, ...asked].map((one) => [one.command, one])).values()],
    { command: `${review} --dry-run`, why: 'what closing the phase would do' },
    { command: `${review} --minutes FILE --commit --tag`, why: `close ${phase}, with the minutes of this meeting` },
    { command: `${review} --record-failed`, why: 'or file that it was not closed' },
    ...after,
  ]
}

export interface PackMade {
  readonly pack: ReviewPack
  readonly judged: Judged
  readonly planned: PlannedReview
}

/** Puts together what a meeting needs to close a phase. Writes nothing; the gate is judged as the review would. */
export async function reviewPack(context: WorkspaceContext, program: Program, phase: string, stamp: Stamp): Promise<PackMade> {
  const gates = [...program.gates.values()].filter((gate) => gate.phase === phase).map(({ id }) => id)
  const judged = await judge(context, program, () => gates)
  const planned = await reviewProgram(context.snapshot, program, phase, stamp, { case: judged.case, diagnostics: [] })
  const entry = program.phases.get(phase)
  const state = phaseState(program, phase, judged.case)
  const { gate, review } = planned
  const needed = gate === undefined || state === 'closed' ? [] : neededOf(judged, gate, context.now)
  const changes = await changesSince(context, program, judged.case, phase)
  const others = judged.gates.filter(({ id }) => id !== phase).map(({ id, title, stage, verdict }) => ({ id, title, stage, verdict }))
  const { forum } = program.file.record.review ?? {}
  const window = entry?.record.window
  const nothing = {
    approvals: [],
    waivers: [],
    questions: [],
    actions: [],
    checklists: [],
    states: [],
    left: [],
    superseded: [],
    seeds: [],
    follows: [],
  }
  return {
    pack: {
      ...nothing,
      ...(state === 'closed' && concessionsOf(judged.case, judged.gates)),
      ...review,
      phase,
      title: entry?.record.title ?? phase,
      ...(forum !== undefined && { forum }),
      program: { id: program.id, name: program.name },
      state,
      ...(window !== undefined && { window: String(window) }),
      goals: entry?.record.goals ?? [],
      at: context.now,
      ...(stamp.commit !== undefined && { commit: stamp.commit }),
      ...(gate !== undefined && { gate }),
      others,
      hindrances: planned.ok || state === 'closed' ? [] : hindrancesOf(planned),
      needed,
      milestones: milestonesOf(judged, phase),
      risks: risksOf(program, phase, context.now),
      snapshots: snapshotsOf(program, judged.case).map(({ record: { id, date, gates: at = [] } }) => ({ id, date, gates: at })),
      drills: drillsOf(judged.case),
      ...(changes !== undefined && { changes }),
      commands: commandsOf(program, phase, planned, needed, state === 'closed'),
    },
    judged,
    planned,
  }
}
