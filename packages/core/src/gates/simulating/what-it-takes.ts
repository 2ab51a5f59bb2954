import { leavesOf } from '../../link/checks-of.ts'
import { command } from '../../link/command-line.ts'
import type { CriterionEntry, GateEntry, Program } from '../../link/program-types.ts'
import { approvalRule } from '../approvals/policy-rules.ts'
import type { CriterionResult, GateResult } from '../result.ts'
import { isLinksCriterion } from '../suspects/links-criterion.ts'
import { isMet, type Possible, type Setting } from './setting.ts'
import { type Approver, anybody, approversFor } from './supposed-approvals.ts'
import { isByEvidence, notWaived } from './suppositions.ts'

/** One thing that somebody would have to do. */
export interface NeededStep {
  readonly type: 'approval' | 'evidence' | 'waiver'
  /** What it is about. */
  readonly criteria: readonly string[]
  /** Whose approval it is: it, or that of another who could give it. Only of an approval. */
  readonly who?: string
  readonly others?: readonly string[]
  readonly command: string
}

/** What would meet a gate, or what stands in the way. */
export interface WhatItTakes {
  /** A set of steps after which the gate is met, of which none can be left out; undefined when no steps suffice. */
  readonly steps: readonly NeededStep[] | undefined
  /** What no step meets: why not, and where to look. */
  readonly blocked: readonly { readonly id: string; readonly because: string; readonly command: string }[]
}

/** Steps that are tried at most: with more, nobody would read the answer. */
const mostSteps = 200

/** Who might approve a criterion: holders of the roles that it asks for, whom policy names, else anybody. */
function candidates({ program }: Setting, criterion: CriterionEntry): Approver[] {
  const gate = program.gates.get(criterion.gate) as GateEntry
  const rule = approvalRule(program, gate)?.rule
  const words = leavesOf(criterion.record).flatMap(({ leaf }) => (leaf.kind === 'approval' ? (leaf.roles ?? []) : []))
  const named = [...words, ...(rule?.roles ?? []), ...(rule?.people ?? [])]
  if (named.length > 0) return named.flatMap((word) => approversFor(program, word))
  const people = anybody(program)
  // A program without people takes the word of whoever approves.
  return people.length > 0
    ? people
    : [1, 2, 3].map((n) => ({
        by: `somebody ${n} <somebody-${n}@invalid>`,
        name: 'somebody who did not make the evidence',
        person: undefined,
      }))
}

const uniqueBy = <T>(list: readonly T[], key: (one: T) => string): T[] => [...new Map(list.map((one) => [key(one), one])).values()]

/** Everything that could be done about what is open, approvals first. */
function possibleSteps(setting: Setting, open: ReadonlyMap<string, CriterionResult>): Possible[] {
  const entries = setting.criteria.filter(({ id }) => open.has(id))
  const approvers = entries
    .filter(({ record }) => leavesOf(record).some(({ leaf }) => leaf.kind === 'approval'))
    .flatMap((one) => candidates(setting, one))
  const byEvidence = entries.filter(({ record }) => leavesOf(record).some(({ leaf }) => isByEvidence(leaf)))
  return [
    ...uniqueBy(approvers, ({ by }) => by).map((approver): Possible => ({ type: 'approval', approver })),
    ...byEvidence.map((criterion): Possible => ({ type: 'evidence', criterion })),
  ].slice(0, mostSteps)
}

/** Leaves out one step after the other, as long as the gate stays met: waivers first, evidence last. */
function needed(setting: Setting, steps: readonly Possible[]): readonly Possible[] {
  let left = steps
  for (const step of [...steps].reverse()) {
    const without = left.filter((one) => one !== step)
    if (isMet(setting.judge(without))) left = without
  }
  return left
}

/** The steps as they are told: what each is about, and who else could do it. */
function told(
  setting: Setting,
  steps: readonly Possible[],
  tried: readonly Possible[],
  open: ReadonlyMap<string, CriterionResult>,
): NeededStep[] {
  const { program } = setting
  return steps.map((step): NeededStep => {
    if (step.type !== 'approval') {
      const { id } = step.criterion
      const fix = open.get(id)?.fix ?? command(program, 'gate explain', step.criterion.gate, id)
      return {
        type: step.type,
        criteria: [id],
        command: step.type === 'waiver' ? `${command(program, 'waive', id)} --reason TEXT --days DAYS` : fix,
      }
    }
    const others = steps.filter((one) => one !== step)
    const before = setting.open(setting.judge(others))
    const after = setting.open(setting.judge(steps))
    const criteria = [...before.keys()].filter((id) => !after.has(id) && isApproved(program, id))
    const instead = tried.flatMap((one) =>
      one.type === 'approval' && !steps.includes(one) && isMet(setting.judge([...others, one])) ? one.approver.name : [],
    )
    return {
      type: 'approval',
      criteria,
      who: step.approver.name,
      others: [...new Set(instead)].filter((name) => name !== step.approver.name),
      command: criteria.map((id) => command(program, 'approve', id)).join(' && ') || command(program, 'approve', setting.gate.id),
    }
  })
}

export const isApproved = (program: Program, id: string): boolean =>
  leavesOf(program.criteria.get(id)?.record ?? {}).some(({ leaf }) => leaf.kind === 'approval')

/** Adds waivers of what nothing else meets, where waivers may. */
function withWaiversOf(setting: Setting, steps: readonly Possible[]): Possible[] {
  const left = setting.open(setting.judge(steps))
  const waivable = setting.criteria.filter((criterion) => {
    const result = left.get(criterion.id)
    return result !== undefined && result.reason !== 'blocked' && notWaived(criterion, result) === undefined
  })
  return [...steps, ...waivable.map((criterion): Possible => ({ type: 'waiver', criterion }))]
}

/** People approve what is there, so they come after the evidence. */
const turns: readonly NeededStep['type'][] = ['evidence', 'approval', 'waiver']
const inOrder = (steps: readonly NeededStep[]): NeededStep[] => [...steps].sort((a, b) => turns.indexOf(a.type) - turns.indexOf(b.type))

/** Suspect links under the gates: somebody has to look at them, which no step supposes. */
const suspectLinks = ({ program }: Setting, gates: readonly GateResult[]): CriterionResult[] =>
  uniqueBy(
    gates.flatMap(({ criteria }) => criteria.filter((one) => isLinksCriterion(program, one) && one.level === 'required')),
    ({ id }) => id,
  )

export function whatItTakes(setting: Setting, open: ReadonlyMap<string, CriterionResult>): WhatItTakes {
  const tried = possibleSteps(setting, open)
  const all = isMet(setting.judge(tried)) ? tried : withWaiversOf(setting, tried)
  const gates = setting.judge(all)
  if (isMet(gates)) return { steps: inOrder(told(setting, needed(setting, all), tried, open)), blocked: [] }
  const stuck = setting.open(gates)
  const left = [...[...stuck.values()].filter((one) => one.reason !== 'blocked' || stuck.size === 1), ...suspectLinks(setting, gates)]
  const blocked = left.map((one) => ({
    id: one.id,
    because: one.because,
    command: one.fix ?? command(setting.program, 'gate explain', one.gate, one.id),
  }))
  return { steps: undefined, blocked }
}
