import { type CriterionEntry, type Diagnostic, diagnostic, findRecords, knownIds, leavesOf, nearest, type Program } from '@refractor/core'

/** What a record speaks for. */
export interface EvidenceTarget {
  readonly id: string
  readonly criterion: CriterionEntry | undefined
  /** Fields of the record that say so. */
  readonly speaksFor: { readonly kind?: string; readonly gate?: string; readonly milestone?: string; readonly criteria?: readonly string[] }
}

const types = ['criterion', 'milestone', 'gate'] as const

/** The criterion, milestone or gate that an id stands for. The acceptance gate of a milestone is reached through the milestone. */
export function evidenceTarget(program: Program, id: string): EvidenceTarget | Diagnostic {
  const found = findRecords([program], id)
  const hit = types.map((type) => found.find((one) => one.type === type)).find((one) => one !== undefined)
  if (!hit) {
    const other = found[0]
    const message = other
      ? `${id} is a ${other.type}; evidence speaks for a criterion, a milestone or a gate`
      : `there is no criterion, milestone or gate ${id} in ${program.id}`
    return diagnostic('cli/unknown-id', message, {
      expected: nearest(id, knownIds([program], types)),
      help: 'list the gates: refractor gate list',
    })
  }
  const own = hit.entry.id
  const criterion = hit.type === 'criterion' ? program.criteria.get(own) : undefined
  if (criterion) {
    const kind = leavesOf(criterion.record)[0]?.leaf.kind
    return { id: own, criterion, speaksFor: { ...(kind && { kind }), gate: criterion.gate, criteria: [own] } }
  }
  return { id: own, criterion: undefined, speaksFor: hit.type === 'milestone' ? { milestone: own } : { gate: own } }
}
