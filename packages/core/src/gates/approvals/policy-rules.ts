import { matchesName } from '../../link/name-pattern.ts'
import type { GateEntry, Program } from '../../link/program-types.ts'
import type { Authority, PolicyFile } from '../../schema/policy.ts'

type RuleOf<K extends 'approve' | 'accept' | 'review'> = NonNullable<PolicyFile[K]>[number]

/** A rule of policy.yaml and where it stands in it, as a JSON pointer. */
export interface PolicyRule<T extends Authority = Authority> {
  readonly rule: T
  readonly pointer: string
}

/** True for no patterns at all, or when one fits; `*` and `?` stand for what they do in the names of tests. */
const fits = (patterns: readonly string[] | undefined, id: string): boolean =>
  patterns === undefined || patterns.some((pattern) => matchesName(pattern, id))

function first<T>(rules: readonly T[] | undefined, key: string, test: (rule: T) => boolean): { rule: T; pointer: string } | undefined {
  const index = (rules ?? []).findIndex(test)
  const rule = rules?.[index]
  return rule === undefined ? undefined : { rule, pointer: `/${key}/${index}` }
}

/** Who may approve a gate: the first rule that fits; undefined when policy says nothing about it. */
export function approvalRule(program: Program, { id, stage }: Pick<GateEntry, 'id' | 'stage'>): PolicyRule<RuleOf<'approve'>> | undefined {
  return first(program.policy?.record.approve, 'approve', ({ gates, stages }) => fits(gates, id) && (stages?.includes(stage) ?? true))
}

/** Who may accept a milestone. */
export function acceptanceRule(program: Program, milestone: string): PolicyRule<RuleOf<'accept'>> | undefined {
  return first(program.policy?.record.accept, 'accept', ({ milestones }) => fits(milestones, milestone))
}

/** Who may close a phase. */
export function reviewRule(program: Program, phase: string): PolicyRule<RuleOf<'review'>> | undefined {
  return first(program.policy?.record.review, 'review', ({ phases }) => fits(phases, phase))
}
