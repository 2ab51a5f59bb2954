import type { CriterionEntry } from '../../link/program-types.ts'
import type { LeafCheck } from '../../schema/check.ts'
import type { PartFinding } from '../compose.ts'
import { met, unmet } from '../finding.ts'
import type { Finding, Reason } from '../result.ts'
import { notWaivable } from '../waivers/cover.ts'

/** Kinds of check that no evidence meets: people, other gates, waivers and the plan do. */
const notByEvidence: ReadonlySet<string> = new Set(['approval', 'gate', 'waivers', 'schedule'])
/** More evidence does not mend these. */
const notMended: ReadonlySet<Reason> = new Set(['tampered', 'undefined', 'proposed', 'unsupported', 'blocked'])

/** True for a part of a check that evidence could meet. */
export const isByEvidence = ({ kind }: Pick<LeafCheck, 'kind'>): boolean => !notByEvidence.has(kind)

/** How a part of a check would stand with the evidence that is supposed; under a `not` that is evidence of the opposite. */
export function supposedLeaf(finding: PartFinding, leaf: LeafCheck, inverted: boolean): PartFinding {
  if (!isByEvidence(leaf) || (finding.reason !== undefined && notMended.has(finding.reason))) return finding
  if (inverted) {
    const isOpposite = finding.reason === 'failed' && !finding.oneSided
    return isOpposite ? finding : unmet('failed', 'supposed: evidence of the opposite', { fix: finding.fix ?? 'refractor gate explain' })
  }
  return finding.outcome === 'met' ? finding : met('supposed: good evidence')
}

/** Why a criterion cannot be waived, however it stands; undefined when it can. */
export function notWaived(criterion: CriterionEntry, finding: Finding): string | undefined {
  if (criterion.record.waivable === false) return `${criterion.id} says that it is not waivable`
  const reason = notWaivable(finding)
  return reason === undefined ? undefined : `what is ${reason} cannot be waived`
}

/** A criterion with the waiver that is supposed. */
export function supposedWaiver(criterion: CriterionEntry, finding: Finding): Finding {
  if (finding.outcome !== 'unmet' || notWaived(criterion, finding) !== undefined) return finding
  const { reason: _, open: _open, ...rest } = finding
  return { ...rest, outcome: 'waived', because: `supposed: waived; ${finding.because}` }
}
