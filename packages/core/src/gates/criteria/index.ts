import type { LeafCheck } from '../../schema/check.ts'
import type { CriterionKind } from '../judging.ts'
import { approval } from './approval.ts'
import { archived } from './archived.ts'
import { artifact } from './artifact.ts'
import { attest } from './attest.ts'
import { checklist } from './checklist.ts'
import { command } from './command.ts'
import { content } from './content.ts'
import { coverage } from './coverage.ts'
import { drill } from './drill.ts'
import { evidence } from './evidence.ts'
import { forgeCheck } from './forge-check.ts'
import { gate } from './gate.ts'
import { metric } from './metric.ts'
import { query } from './query.ts'
import { schedule } from './schedule.ts'
import { snapshot } from './snapshot.ts'
import { test } from './test.ts'
import { trace } from './trace.ts'
import { unsupported } from './unsupported.ts'
import { vcs } from './vcs.ts'
import { waivers } from './waivers.ts'

/** Every kind of check there is. A new kind is one file and one line here. */
const all = [
  artifact,
  evidence,
  content,
  query,
  checklist,
  archived,
  approval,
  test,
  metric,
  command,
  gate,
  attest,
  forgeCheck,
  vcs,
  waivers,
  trace,
  coverage,
  drill,
  snapshot,
  schedule,
]
// TypeScript cannot see that a leaf is only ever given to the kind that it names.
const criterionKinds = all as unknown as readonly CriterionKind[]

const byKind = new Map<string, CriterionKind>(criterionKinds.flatMap((one) => one.kinds.map((kind) => [kind, one] as const)))

/** The kind of a leaf; one that nobody knows is unsupported. */
export function kindOf(leaf: LeafCheck): CriterionKind {
  return byKind.get(leaf.kind) ?? unsupported
}
