import type { Check } from '../schema/check.ts'
import { allOf, anyOf, nOf, not, type PartFinding } from './compose.ts'
import { explainCommand } from './criteria/explain-command.ts'
import { kindOf } from './criteria/index.ts'
import type { JudgeContext } from './judging.ts'
import { supposedLeaf } from './simulating/suppositions.ts'

/** Judges a check: a leaf by its kind, a composition by its parts. Every part is judged, so that nothing tampered with stays hidden. */
export function judgeCheck(check: Check, context: JudgeContext): PartFinding {
  if ('kind' in check) {
    const facts = check.kind === 'approval' ? context.suppose?.factsOfApprovals : undefined
    const finding = kindOf(check).judge(check, facts ? { ...context, facts } : context)
    return context.suppose?.evidence.has(context.criterion.id) ? supposedLeaf(finding, check, context.inverted ?? false) : finding
  }
  const fix = explainCommand(context)
  const each = (checks: readonly Check[]): PartFinding[] => checks.map((one) => judgeCheck(one, context))
  if ('all' in check) return allOf(each(check.all), fix)
  if ('any' in check) return anyOf(each(check.any), fix)
  if ('nOf' in check) return nOf(check.nOf.n, each(check.nOf.of), fix)
  return not(judgeCheck(check.not, context.suppose ? { ...context, inverted: !context.inverted } : context), fix)
}

/** How a check is called in results: its kind, or the word of its composition. */
export function nameOfCheck(check: Check | undefined): string {
  if (check === undefined) return 'undefined'
  if ('kind' in check) return check.kind
  return 'all' in check ? 'all' : 'any' in check ? 'any' : 'nOf' in check ? 'nOf' : 'not'
}
