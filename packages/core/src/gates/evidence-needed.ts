import { leavesOf } from '../link/checks-of.ts'
import type { GateEntry, Program } from '../link/program-types.ts'
import { askProofs, isSigned } from './ask-proofs.ts'
import { askRecords } from './ask-records.ts'
import type { Case, FactsNeeded } from './case.ts'
import { pathsBound } from './closed.ts'
import { kindOf } from './criteria/index.ts'
import { askFile, askProof, factsNeeded, nothingAsked } from './facts-asked.ts'
import { isJudged } from './judge-criterion.ts'
import { judgingOrder } from './judging-order.ts'
import { casePaths } from './present-digest.ts'
import { reviewProofs } from './review-trust.ts'
import { isRead, recordsFor } from './speaks-for.ts'
import { askLinks } from './suspects/ask-links.ts'
import { askWaivers } from './waivers/ask-waivers.ts'

/**
 * Everything that the judgement of some gates may ask about the repository, gates and criteria that they wait for included. With
 * `live` review records are left aside, as in `judgeGates`; with `change` two revisions are judged. A fact that is not fetched makes an
 * outcome unknown, never met.
 */
export function evidenceNeeded(
  program: Program,
  records: Case,
  gateIds: readonly string[],
  options: { readonly live?: boolean | undefined; readonly change?: boolean | undefined } = {},
): FactsNeeded {
  const asked = nothingAsked()
  const gates = [...new Set(gateIds)].flatMap((id) => program.gates.get(id) ?? [])
  const { nodes, closedOf } = judgingOrder(program, records, gates, options.live ?? false)
  const inCase = casePaths(records)
  const closed = nodes.flatMap(({ type, entry }) => (type === 'gate' ? (closedOf(entry) ?? []) : []))
  for (const path of pathsBound(closed, program)) if (!inCase.has(path)) askFile(asked, path)
  for (const { review } of closed) {
    if (isSigned(program, review)) askProof(asked, review.source.path)
    for (const path of reviewProofs(program, records, review)) askProof(asked, path)
  }
  for (const { type, entry } of nodes) {
    if (type === 'gate') continue
    askWaivers(asked, program, records, entry)
    if (!isJudged(program, entry)) continue
    const context = { program, case: records, gate: program.gates.get(entry.gate) as GateEntry, criterion: entry, change: options.change }
    askRecords(asked, recordsFor(program, records, entry))
    askProofs(asked, context)
    for (const { leaf } of leavesOf(entry.record)) kindOf(leaf).asks?.(leaf, context, asked)
  }
  askLinks(asked, program, records)
  return factsNeeded(asked)
}

/** Everything that the state of every record depends on, whatever it speaks for; with a program, whether its signatures hold. */
export function recordsNeeded(records: Case, program?: Program): FactsNeeded {
  const asked = nothingAsked()
  askRecords(asked, records.evidence.filter(isRead))
  if (program !== undefined) {
    for (const file of records.evidence) if (isSigned(program, file)) askProof(asked, file.source.path)
    askLinks(asked, program, records)
  }
  return factsNeeded(asked)
}

/** The commits that records name, each once, sorted. */
export function commitsOf(records: Case): string[] {
  const named = [...records.evidence, ...records.approvals, ...records.reviews].flatMap(({ record }) => record?.commit ?? [])
  return [...new Set(named)].sort()
}
