import { command } from '../../link/command-line.ts'
import { type CriterionEntry, locationOfEntry, type Program } from '../../link/program-types.ts'
import { isFinished } from '../../link/state.ts'
import type { Check, LeafCheck } from '../../schema/check.ts'
import type { CriterionResult, GateResult } from '../result.ts'
import { isSatisfied, requiredOf } from '../verdict.ts'
import type { Blocking, Need, Standing } from './standing.ts'

/** The required criteria of a gate that stand in its way. */
function openCriteria({ criteria }: GateResult): Need[] {
  return requiredOf(criteria)
    .filter((one) => !isSatisfied(one))
    .map(({ id }): Need => ({ type: 'criterion', id, how: '' }))
}

/** What is missing until a gate is met; one without criteria, or with none that applies, never is. */
export function gateNeeds(gates: Blocking['gates'], id: string): Need[] {
  const gate = gates.get(id)
  if (gate?.verdict === 'met') return []
  const open = gate === undefined ? [] : openCriteria(gate)
  return open.length > 0 ? open : [{ type: 'gate', id, how: 'has nothing to decide on in' }]
}

/** The leaves that must all hold: those under a choice or a negation are left out. */
function demanded(check: Check | undefined): LeafCheck[] {
  if (check === undefined) return []
  if ('kind' in check) return [check]
  return 'all' in check ? check.all.flatMap(demanded) : []
}

/** The records that a query waits for, where it asks that their work be finished. */
function queriedNeeds({ program, stateOf }: Blocking, leaf: LeafCheck, about: ReadonlySet<string>): Need[] {
  if (leaf.kind !== 'query' || leaf.expect !== 'all') return []
  const wanted = leaf.that?.['state']
  const { task, milestone } = program.states
  const isOpen = {
    tasks: (id: string) => wanted === task.at(-1) && program.tasks.has(id) && !isFinished(program.tasks.get(id)?.record.state, task),
    milestones: (id: string) =>
      wanted === milestone.at(-1) && program.milestones.has(id) && !isFinished(program.milestones.get(id)?.record.state, milestone),
    phases: (id: string) => wanted === 'closed' && program.phases.has(id) && stateOf(id) !== 'closed',
  }
  const { from } = leaf
  if (from !== 'tasks' && from !== 'milestones' && from !== 'phases') return []
  const type = ({ tasks: 'task', milestones: 'milestone', phases: 'phase' } as const)[from]
  return [...about].filter(isOpen[from]).map((id): Need => ({ type, id, how: 'asks for' }))
}

/** Why a criterion stands where it does; the reason is named where the words do not. */
function inWords({ reason, because }: CriterionResult): string {
  return reason === undefined || because.includes(reason) || /^\w+:/.test(because) ? because : `${reason}: ${because}`
}

export function criterionStanding(blocking: Blocking, entry: CriterionEntry | undefined, id: string): Standing | undefined {
  const { criteria, gates } = blocking
  const result = criteria.get(id)
  if (result === undefined) return undefined
  const isOpen = !isSatisfied(result)
  const about = new Set((result.open ?? []).flatMap((point) => point.about ?? []))
  const after = (entry?.record.after ?? []).filter((one) => {
    const other = criteria.get(one)
    return other !== undefined && !isSatisfied(other)
  })
  const leaves = result.reason === 'proposed' ? [] : demanded(entry?.record.check)
  const awaited = leaves.flatMap((leaf): string[] =>
    leaf.kind === 'gate' && leaf.verdict === undefined && gates.has(leaf.gate) && gates.get(leaf.gate)?.verdict !== 'met'
      ? [leaf.gate]
      : [],
  )
  return {
    title: result.statement,
    state: inWords(result),
    location: result.location,
    needs: !isOpen
      ? []
      : [
          ...after.map((one): Need => ({ type: 'criterion', id: one, how: 'comes after' })),
          ...awaited.map((one): Need => ({ type: 'gate', id: one, how: 'waits for' })),
          ...leaves.flatMap((leaf) => queriedNeeds(blocking, leaf, about)),
        ],
    ...(isOpen && { command: result.fix }),
  }
}

export function gateStanding({ program, gates }: Blocking, id: string): Standing | undefined {
  const result = gates.get(id)
  const entry = program.gates.get(id)
  if (result === undefined || entry === undefined) return undefined
  return {
    title: result.title,
    state: result.criteria.length === 0 ? 'no criteria' : result.verdict,
    location: locationOfEntry(entry),
    needs: result.verdict === 'met' ? [] : openCriteria(result),
    ...(result.verdict !== 'met' && { command: command(program, 'gate explain', id) }),
  }
}

/** A gate that the plan does not have and that has to be there: its place is that of what lacks it. */
export function absentGate(program: Program, id: string): Standing | undefined {
  const milestone = program.milestones.get(id)
  const holder = milestone ?? program.phases.get(id)
  if (holder === undefined) return undefined
  const [title, key] = milestone === undefined ? ['exit gate', 'exit'] : ['acceptance gate', 'acceptance']
  return {
    title,
    state: 'absent',
    location: locationOfEntry(holder),
    needs: [],
    advice: `add ${key}: to ${id} in ${holder.file.source.path}`,
  }
}
