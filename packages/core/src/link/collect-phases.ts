import type { PhaseFile } from '../schema/phase.ts'
import type { Deliverable } from '../schema/plan-records.ts'
import { type Draft, type DraftMilestone, type DraftPhase, declare } from './draft.ts'
import { dependenciesOf, type LoadedPhase, orderPhases } from './phase-order.ts'
import type { Entry } from './program-types.ts'

/** One loaded file per phase id; the first in order of path wins, so that the order of reading does not matter. */
function distinctPhases(draft: Draft, files: readonly LoadedPhase[]): LoadedPhase[] {
  const known = new Map<string, Entry<PhaseFile>>()
  const byPath = [...files].sort((a, b) => (a.source.path < b.source.path ? -1 : 1))
  return byPath.filter((file) => declare(draft, known, 'phase', { id: file.record.id, record: file.record, file, pointer: '' }))
}

function declareDeliverables(
  draft: Draft,
  phase: DraftPhase,
  milestone: DraftMilestone | undefined,
  list: readonly Deliverable[] = [],
): string[] {
  const ids: string[] = []
  const base = milestone?.pointer ?? ''
  for (const [index, record] of list.entries()) {
    const entry = {
      id: record.id,
      record,
      file: phase.file,
      pointer: `${base}/deliverables/${index}`,
      phase: phase.id,
      milestone: milestone?.id,
    }
    if (declare(draft, draft.deliverables, 'deliverable', entry)) ids.push(record.id)
  }
  return ids
}

function declareMilestones(draft: Draft, phase: DraftPhase): void {
  for (const [index, record] of (phase.record.milestones ?? []).entries()) {
    const milestone: DraftMilestone = {
      id: record.id,
      record,
      file: phase.file,
      pointer: `/milestones/${index}`,
      phase: phase.id,
      tasks: [],
      deliverables: [],
    }
    if (!declare(draft, draft.milestones, 'milestone', milestone)) continue
    phase.milestones.push(record.id)
    milestone.deliverables = declareDeliverables(draft, phase, milestone, record.deliverables)
    for (const id of milestone.deliverables) phase.deliverables.push(id)
  }
}

/** Declares the phases in their order, with their milestones and deliverables. */
export function collectPhases(draft: Draft, files: readonly LoadedPhase[]): void {
  const ordered = orderPhases(distinctPhases(draft, files))
  for (const [order, file] of ordered.entries()) {
    const phase: DraftPhase = {
      id: file.record.id,
      record: file.record,
      file,
      pointer: '',
      order,
      milestones: [],
      tasks: [],
      deliverables: [],
      dependsOn: [],
      gates: [],
    }
    draft.phases.set(phase.id, phase)
  }
  for (const phase of draft.phases.values()) {
    phase.dependsOn = [...new Set(dependenciesOf(phase.record))].filter((id) => draft.phases.has(id))
    declareMilestones(draft, phase)
    for (const id of declareDeliverables(draft, phase, undefined, phase.record.deliverables)) phase.deliverables.push(id)
  }
}
