import type { Location } from '../diagnostics/diagnostic.ts'
import { findCycles } from '../link/cycles.ts'
import { locationOfEntry, type Program } from '../link/program-types.ts'
import { hasScheduledTasks } from '../link/scheduled-tasks.ts'
import { absentGate, criterionStanding, gateStanding } from './blocking/gates-and-criteria.ts'
import { milestoneStanding, phaseStanding, taskStanding } from './blocking/plan-records.ts'
import type { BlockerType, Blocking, Need, Standing } from './blocking/standing.ts'
import type { Case } from './case.ts'
import { type PhaseState, phaseState } from './phase-state.ts'
import type { GateResult } from './result.ts'

/** What `why` can be asked about. */
export const whyTypes = ['phase', 'milestone', 'task', 'gate', 'criterion'] as const
export type WhyType = (typeof whyTypes)[number]

/** One thing that holds up another. */
export interface Blocker {
  /** "task:T-007" */
  readonly key: string
  readonly type: BlockerType
  readonly id: string
  readonly title: string
  /** "open, in no phase" */
  readonly state: string
  readonly location: Location
  /** The key of what it holds up, on the shortest way from what was asked about. */
  readonly holds: string
  /** What joins the two, read from what is held up: "needs"; empty for a criterion of a gate. */
  readonly how: string
  /** Keys of what holds it up in turn; each of them is among the blockers. */
  readonly needs: readonly string[]
  /** Steps from what was asked about. */
  readonly depth: number
  /** Nothing holds it up in turn: something can be done about it now. */
  readonly isRoot: boolean
  /** What takes a root on: a command, or where there is none what to do. */
  readonly command?: string
  readonly advice?: string
}

/** Why something does not go on. */
export interface Why {
  readonly target: Pick<Blocker, 'key' | 'id' | 'title' | 'state' | 'location'> & { readonly type: WhyType }
  /** It has come to its end: done, accepted, closed, met. */
  readonly isFinished: boolean
  /** How many needs come up only once it has begun: they are not among the blockers. */
  readonly later: number
  /** What takes it on itself, where nothing keeps that from being done. */
  readonly step?: string
  /** Everything that holds it up, each thing once, nearest first. */
  readonly blockers: readonly Blocker[]
  /** Keys from what was asked about down to what can be done now: one for each of these, shortest first, at most `chainsShown`. */
  readonly chains: readonly (readonly string[])[]
  /** Things that wait for each other; none of them can ever happen. */
  readonly circles: readonly (readonly string[])[]
}

/** More of them nobody reads; the list of blockers has them all. */
const chainsShown = 20

const keyOf = ({ type, id }: Pick<Need, 'type' | 'id'>): string => `${type}:${id}`

function lacking(program: Program, { type, id }: Need): Standing | undefined {
  if (type === 'owner') {
    const milestone = program.milestones.get(id)
    if (milestone === undefined) return undefined
    return {
      title: milestone.record.title,
      state: 'neither an owner nor an accountable role',
      location: locationOfEntry(milestone),
      needs: [],
      advice: `add owner: or accountable: to ${id} in ${milestone.file.source.path}`,
    }
  }
  const role = program.roles.get(id)
  return {
    title: role?.record.title ?? '',
    state: 'nobody holds this role',
    location: locationOfEntry(role ?? program.file),
    needs: [],
    advice: `name the owner of ${id} under roles: in ${program.file.file.source.path}`,
  }
}

function standingOf(blocking: Blocking, need: Need): Standing | undefined {
  const { program } = blocking
  const { type, id } = need
  if (type === 'task') {
    const task = program.tasks.get(id)
    return task && taskStanding(blocking, task)
  }
  if (type === 'milestone') {
    const milestone = program.milestones.get(id)
    return milestone && milestoneStanding(blocking, milestone)
  }
  if (type === 'phase') {
    const phase = program.phases.get(id)
    return phase && phaseStanding(blocking, phase)
  }
  if (type === 'gate') return gateStanding(blocking, id) ?? absentGate(program, id)
  if (type === 'criterion') return criterionStanding(blocking, program.criteria.get(id), id)
  return lacking(program, need)
}

function blockingOf(program: Program, records: Case, gates: readonly GateResult[]): Blocking {
  const states = new Map<string, PhaseState>()
  const before = new Map<string, Set<string>>()
  const add = (later: string, first: string): void => {
    before.set(later, (before.get(later) ?? new Set()).add(first))
  }
  for (const { id, record } of program.milestones.values()) {
    for (const { type, milestone } of record.relations ?? []) {
      if (type === 'after') add(id, milestone)
      if (type === 'before') add(milestone, id)
    }
  }
  return {
    program,
    stateOf(id) {
      const state = states.get(id) ?? phaseState(program, id, records)
      states.set(id, state)
      return state
    },
    gates: new Map(gates.map((gate) => [gate.id, gate])),
    criteria: new Map(gates.flatMap((gate) => gate.criteria.map((one) => [one.id, one] as const))),
    hasSchedule: hasScheduledTasks(program),
    before: new Map([...before].map(([id, ids]) => [id, [...ids]])),
  }
}

interface Reached {
  readonly need: Need
  readonly standing: Standing
  readonly holds: string
  readonly depth: number
}

/** Everything that holds up one thing, by the shortest way: breadth first, each thing once. */
function reach(blocking: Blocking, target: Need, standing: Standing): Map<string, Reached> {
  const reached = new Map<string, Reached>([[keyOf(target), { need: target, standing, holds: '', depth: 0 }]])
  // A map grows while it is walked, in the order of what was put in.
  for (const [from, { standing: above, depth }] of reached) {
    for (const need of above.needs) {
      const key = keyOf(need)
      const found = reached.has(key) ? undefined : standingOf(blocking, need)
      if (found !== undefined) reached.set(key, { need, standing: found, holds: from, depth: depth + 1 })
    }
  }
  return reached
}

function blockerOf(key: string, { need, standing, holds, depth }: Reached): Blocker {
  const { title, state, location, command, advice } = standing
  const needs = standing.needs.map(keyOf)
  const isRoot = needs.length === 0
  const next = isRoot || standing.canStep ? { ...(command !== undefined && { command }), ...(advice !== undefined && { advice }) } : {}
  return { key, type: need.type, id: need.id, title, state, location, holds, how: need.how, needs, depth, isRoot, ...next }
}

/** The way from what was asked about down to one thing. */
function chainTo(key: string, reached: ReadonlyMap<string, Reached>): string[] {
  const chain: string[] = []
  for (let at = key; at !== ''; at = reached.get(at)?.holds ?? '') chain.push(at)
  return chain.reverse()
}

/**
 * Why a phase, milestone, task, gate or criterion does not come to its end: what has to happen first, down to what can be done now. All
 * that the tool refuses counts (open prerequisites and parts, missing owners, unmet criteria, phases that are not closed), and the order
 * of the plan: work of a phase that has not begun waits for the phases before it and for its entry gate. `gates`: every gate of the
 * program, judged. Undefined when there is no such record. Linear in the size of the program.
 */
export function explainWhy(
  program: Program,
  records: Case,
  gates: readonly GateResult[],
  asked: { readonly type: WhyType; readonly id: string },
): Why | undefined {
  const blocking = blockingOf(program, records, gates)
  const target: Need = { ...asked, how: '' }
  const standing = standingOf(blocking, target)
  if (standing === undefined) return undefined
  const reached = reach(blocking, target, standing)
  const key = keyOf(target)
  const blockers = [...reached].slice(1).map(([one, found]) => blockerOf(one, found))
  const edges = new Map(
    [...reached].map(
      ([
        from,
        {
          standing: { needs },
        },
      ]) => [from, needs.map((need) => ({ to: keyOf(need), why: need }))],
    ),
  )
  const isFinished = standing.command === undefined && standing.needs.length === 0 && standing.advice === undefined
  const canStep = (standing.needs.length === 0 || standing.canStep === true) && standing.command !== undefined
  return {
    target: { key, type: asked.type, id: asked.id, title: standing.title, state: standing.state, location: standing.location },
    isFinished,
    later: standing.later ?? 0,
    ...(canStep && standing.command !== undefined && { step: standing.command }),
    blockers,
    chains: blockers
      .filter((one) => one.isRoot)
      .slice(0, chainsShown)
      .map((one) => chainTo(one.key, reached)),
    circles: findCycles(edges).map(({ ids }) => ids),
  }
}
