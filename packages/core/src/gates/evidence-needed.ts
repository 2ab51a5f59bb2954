import { leavesOf } from '../link/checks-of.ts'
import type { GateEntry, Program } from '../link/program-types.ts'
import { askRecords } from './ask-records.ts'
import type { Case, FactsNeeded } from './case.ts'
import { pathsBound } from './closed.ts'
import { kindOf } from './criteria/index.ts'
import { askFile, factsNeeded, nothingAsked } from './facts-asked.ts'
import { isJudged } from './judge-criterion.ts'
import { judgingOrder } from './judging-order.ts'
import { casePaths } from './present-digest.ts'
import { isRead, recordsFor } from './speaks-for.ts'

/**
 * Everything that the judgement of some gates may ask about the repository, gates and criteria that they wait for included. With
 * `live` review records are left aside, as in `judgeGates`. A fact that is not fetched makes an outcome unknown, never met.
 */
export function evidenceNeeded(
  program: Program,
  records: Case,
  gateIds: readonly string[],
  options: { readonly live?: boolean | undefined } = {},
): FactsNeeded {
  const asked = nothingAsked()
  const gates = [...new Set(gateIds)].flatMap((id) => program.gates.get(id) ?? [])
  const { nodes, closedOf } = judgingOrder(program, records, gates, options.live ?? false)
  const inCase = casePaths(records)
  const closed = nodes.flatMap(({ type, entry }) => (type === 'gate' ? (closedOf(entry) ?? []) : []))
  for (const path of pathsBound(closed, program)) if (!inCase.has(path)) askFile(asked, path)
  for (const { type, entry } of nodes) {
    if (type === 'gate' || !isJudged(program, entry)) continue
    const context = { program, case: records, gate: program.gates.get(entry.gate) as GateEntry, criterion: entry }
    askRecords(asked, recordsFor(program, records, entry))
    for (const { leaf } of leavesOf(entry.record)) kindOf(leaf).asks?.(leaf, context, asked)
  }
  return factsNeeded(asked)
}

/** Everything that the state of every record depends on, whatever it speaks for. */
export function recordsNeeded(records: Case): FactsNeeded {
  const asked = nothingAsked()
  askRecords(asked, records.evidence.filter(isRead))
  return factsNeeded(asked)
}

/** The commits that records name, each once, sorted. */
export function commitsOf(records: Case): string[] {
  const named = [...records.evidence, ...records.approvals, ...records.reviews].flatMap(({ record }) => record?.commit ?? [])
  return [...new Set(named)].sort()
}
