import type { GateEntry, Program } from '../../link/program-types.ts'
import type { Authority } from '../../schema/policy.ts'
import { decisionsAbout } from '../approval-records.ts'
import { belongsTo, isEnough, membersOf, namesOf, type Trust } from '../approvals/authority.ts'
import { acceptanceRule } from '../approvals/policy-rules.ts'
import { standingOf } from '../approvals/standing.ts'
import type { Case, Facts } from '../case.ts'
import { gateDefinition } from '../definition.ts'
import { distinctPersons, type Identity, identityOf } from '../identity.ts'
import { outdatedDecision } from '../suspects/remembered.ts'
import { linkStanding } from '../suspects/suspects-of.ts'

const targetsOf = (gate: GateEntry) => {
  const definition = gateDefinition(gate)
  return (['gate', 'milestone'] as const).map((type) => ({ type, id: gate.id, definition }))
}

/** The approvals that may stand for the acceptance of some milestones: where a rule says who accepts them, their proofs matter. */
export function acceptanceDecisions(program: Program, records: Case, milestones: readonly string[]): string[] {
  const ruled = milestones.filter((id) => acceptanceRule(program, id) !== undefined)
  const gates = ruled.flatMap((id) => program.gates.get(id) ?? [])
  return gates.flatMap((gate) => decisionsAbout({ program, case: records }, targetsOf(gate)).map(({ file }) => file.source.path))
}

/** Who wrote the change, as far as the author of a commit is proof enough. */
function authorsOf(program: Program, facts: Facts, rule: Authority): Identity[] {
  const trust: Trust = rule.trust ?? 'self'
  if (!isEnough('commit', trust)) return []
  const authors = (facts.change?.authors ?? []).map((author) => identityOf(program, author))
  return authors.filter((one) => !one.bot && belongsTo(program, one, rule, 'commit'))
}

/** Who approved the gate as it is, and proved it as the rule demands. */
function approversOf(program: Program, gate: GateEntry, rule: Authority, { case: records, facts, now }: Decided): Identity[] {
  const { counting } = standingOf({
    program,
    case: records,
    facts,
    now,
    decisions: decisionsAbout({ program, case: records }, targetsOf(gate)),
    subjects: [],
    excluded: [],
    says: {},
    maxAge: undefined,
    roles: undefined,
    min: undefined,
    rule,
    trust: rule.trust ?? 'self',
    outdated: outdatedDecision(program, { gate }, () => linkStanding(program, records, facts, now)),
  })
  return counting.filter(({ by, proven }) => belongsTo(program, by, rule, proven.trust)).map(({ by }) => by)
}

interface Decided {
  readonly case: Case
  readonly facts: Facts
  readonly now: string
}

/**
 * Why a change may not accept a milestone by the policy of base; undefined when it may. Those who may accept it have to be among the
 * authors of the change, or to have approved the milestone.
 */
export function acceptanceRefused(program: Program, milestone: string, decided: Decided): string | undefined {
  const rule = acceptanceRule(program, milestone)?.rule
  if (rule === undefined) return undefined
  const gate = program.gates.get(milestone)
  const agreed = distinctPersons([
    ...authorsOf(program, decided.facts, rule),
    ...(gate ? approversOf(program, gate, rule, decided) : []),
  ]).length
  const wanted = rule.min ?? 1
  if (agreed >= wanted) return undefined
  const nobody = membersOf(program, rule).length === 0 ? ', which nobody is' : ''
  return `policy lets ${wanted === 1 ? '' : `${wanted} of `}${namesOf(rule)} accept it${nobody}, and ${agreed === 0 ? 'none of them has' : `${agreed} have`}`
}
