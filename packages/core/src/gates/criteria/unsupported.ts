import type { futureKinds } from '../../schema/check.ts'
import { unmet } from '../finding.ts'
import type { CriterionKind } from '../judging.ts'
import { explainCommand } from './explain-command.ts'

type FutureKind = (typeof futureKinds)[number]

/** Kinds that parse and that this version does not decide. */
const kinds = ['drill', 'snapshot'] as const satisfies readonly FutureKind[]

export const unsupported: CriterionKind<FutureKind> = {
  kinds,
  judge: (check, context) =>
    unmet('unsupported', `this version does not decide checks of kind ${check.kind}`, { fix: explainCommand(context) }),
  wants: (check) => `a version that decides checks of kind ${check.kind}, or a check of another kind`,
  command: (_check, context) => explainCommand(context),
}
