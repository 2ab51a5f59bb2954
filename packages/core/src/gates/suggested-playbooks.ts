import { leavesOf } from '../link/checks-of.ts'
import { matchesName } from '../link/name-pattern.ts'
import type { Entry, Program } from '../link/program-types.ts'
import type { CheckKind } from '../schema/check.ts'
import type { Playbook } from '../schema/plan-records.ts'
import type { CriterionResult, GateResult, Reason } from './result.ts'
import { isSatisfied } from './verdict.ts'

/** Triggers that plainly are the failure of a gate; what else they are, only people can tell. */
const gateFailure =
  /\bgates?\s(?:checks?\s)?(?:failures?|fails?|failed|failing|(?:is|are|was)\s(?:not met|unmet|red))\b|\bfail(?:ure|ures|ed|ing|s)?\s(?:of\s)?(?:an?\s|any\s|the\s|at\s)*(?:exit\s|entry\s|quality\s)?gates?\b|\broll-?\s?backs?\b/i

/** A gate that waits for work is not a gate that failed: what lists work (a query, a checklist) fails until all is done. */
const failures = {
  reasons: ['failed', 'tampered', 'rejected'] satisfies Reason[],
  kinds: ['test', 'metric', 'command', 'check', 'drill', 'snapshot', 'attest', 'evidence', 'approval'] satisfies CheckKind[],
}

type Suggest = NonNullable<Playbook['suggest']>

/** When a playbook speaks up: as it says, or where it says nothing, as its triggers do. */
export function suggestOf({ suggest, triggers = [] }: Playbook): Suggest | undefined {
  if (suggest !== undefined) return suggest
  return triggers.some((text) => gateFailure.test(text)) ? { kinds: [...failures.kinds], reasons: [...failures.reasons] } : undefined
}

function isMeant({ kinds, reasons }: Suggest, program: Program, open: CriterionResult): boolean {
  const criterion = program.criteria.get(open.id)
  const own = new Set([open.kind, ...(criterion === undefined ? [] : leavesOf(criterion.record).map(({ leaf }) => leaf.kind))])
  return (kinds === undefined || kinds.some((kind) => own.has(kind))) && (reasons === undefined || reasons.includes(open.reason ?? ''))
}

/** The playbooks that say what to do now, in the order of the plan: those that fit a gate that is not met and what is open in it. */
export function suggestedPlaybooks(program: Program, gate: Pick<GateResult, 'id' | 'verdict' | 'criteria'>): readonly Entry<Playbook>[] {
  if (gate.verdict === 'met' || program.playbooks.size === 0) return []
  const open = gate.criteria.filter((one) => one.level === 'required' && !isSatisfied(one))
  return [...program.playbooks.values()].filter(({ record }) => {
    const suggest = suggestOf(record)
    if (suggest === undefined || suggest.gates?.some((pattern) => matchesName(pattern, gate.id)) === false) return false
    const isAny = suggest.kinds === undefined && suggest.reasons === undefined
    return isAny || open.some((one) => isMeant(suggest, program, one))
  })
}
