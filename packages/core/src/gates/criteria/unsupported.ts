import { unmet } from '../finding.ts'
import type { CriterionKind } from '../judging.ts'
import { explainCommand } from './explain-command.ts'

/** A kind that this version does not know, of a plan that no schema has read: never met. */
export const unsupported: CriterionKind = {
  kinds: [],
  judge: (check, context) =>
    unmet('unsupported', `this version does not decide checks of kind ${check.kind}`, { fix: explainCommand(context) }),
  wants: (check) => `a version that decides checks of kind ${check.kind}, or a check of another kind`,
  command: (_check, context) => explainCommand(context),
}
