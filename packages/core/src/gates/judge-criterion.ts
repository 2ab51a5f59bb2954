import { leavesOf } from '../link/checks-of.ts'
import { type CriterionEntry, locationOfEntry, type Program } from '../link/program-types.ts'
import { explainCommand } from './criteria/explain-command.ts'
import { criterionDefinition } from './definition.ts'
import { pointsOf, unmet } from './finding.ts'
import { judgeCheck, nameOfCheck } from './judge-check.ts'
import type { JudgeContext } from './judging.ts'
import { kindWithoutAuthor } from './record-trust.ts'
import type { CriterionResult, Finding } from './result.ts'
import { isSatisfied } from './verdict.ts'
import { appliesTo } from './when.ts'

/** True when the check, or any part of it, is only a proposal: then none of it is in force. */
export function isProposed(criterion: CriterionEntry): boolean {
  return leavesOf(criterion.record).some((leaf) => leaf.proposed)
}

/** Why the check of a criterion is not looked at; undefined when it is. */
function notJudged(program: Program, criterion: CriterionEntry, fix: string): Finding | undefined {
  const { check, when, trust = 'self' } = criterion.record
  const applies = appliesTo(when, program)
  if ('undefinedSetting' in applies)
    return unmet('undefined', `when asks for ${applies.undefinedSetting}, which is no setting of the program`, { fix })
  if (!applies.applies) return { outcome: 'not-applicable', because: applies.because, evidence: [], fix }
  if (check === undefined) return unmet('undefined', 'has no check', { fix })
  if (isProposed(criterion)) return unmet('proposed', 'its check is only proposed', { fix })
  const kind = trust === 'self' ? undefined : kindWithoutAuthor(criterion)
  return kind && unmet('unsupported', `trust: ${trust} asks who made a record, and a check of kind ${kind} rests on none`, { fix })
}

/** True when the check of a criterion decides it: it applies, and has a check that is in force. */
export function isJudged(program: Program, criterion: CriterionEntry): boolean {
  return notJudged(program, criterion, '') === undefined
}

/** Judges a criterion as it stands. `before` tells how another criterion stands; undefined where there is none or it waits for this one. */
export function judgeCriterion(context: JudgeContext, before: (id: string) => Finding | undefined): Finding {
  const { criterion, program } = context
  const { check, after = [] } = criterion.record
  const fix = explainCommand(context)
  const early = notJudged(program, criterion, fix)
  if (early || check === undefined) return early as Finding
  const { oneSided: _, ...finding } = judgeCheck(check, context)
  const open = after.map((id) => ({ id, other: before(id) })).find(({ other }) => other === undefined || !isSatisfied(other))
  // What was tampered with is said before anything else.
  if (open === undefined || finding.reason === 'tampered') return finding
  const blocked = unmet('blocked', `${open.id} has to be met first`, { evidence: finding.evidence, fix: open.other?.fix ?? fix })
  return { ...blocked, open: [{ reason: 'blocked', about: open.id }, ...pointsOf(finding)] }
}

/** A finding about a criterion, as a result of its own. */
export function criterionResult(criterion: CriterionEntry, finding: Finding): CriterionResult {
  const { check, level, statement } = criterion.record
  return {
    ...finding,
    id: criterion.id,
    gate: criterion.gate,
    statement,
    kind: nameOfCheck(check),
    level: level ?? 'required',
    location: locationOfEntry(criterion),
    definition: criterionDefinition(criterion),
  }
}
