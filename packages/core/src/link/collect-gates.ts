import type { Criterion, Gate } from '../schema/gate.ts'
import { collision, type Draft, type DraftGate, type DraftPhase, declare, duplicate, type EntryFile } from './draft.ts'
import { includeCriteria } from './include-criteria.ts'
import { foldId } from './natural-order.ts'
import type { CriterionEntry, Entry, GateEntry } from './program-types.ts'

/** Who holds the id of a gate: a phase and a milestone hold theirs even without a gate, for the id is a target of evidence. */
type HolderKind = 'phase' | 'entry' | 'milestone' | 'own'

interface Names {
  readonly draft: Draft
  readonly held: Map<string, Entry<unknown>>
  readonly folded: Map<string, { readonly kind: HolderKind; readonly entry: Entry<unknown> }>
}

/** Takes the id of a gate; false when another holds it. */
function hold(names: Names, kind: HolderKind, entry: Entry<unknown>): boolean {
  if (names.held.has(entry.id)) return false
  names.held.set(entry.id, entry)
  const key = foldId(entry.id)
  const near = names.folded.get(key)
  if (near === undefined) names.folded.set(key, { kind, entry })
  // Two phases or two milestones that fold together are reported as such.
  else if (near.kind !== kind || kind === 'own') names.draft.diagnostics.push(collision('gates', entry, near.entry))
  return true
}

/** Takes the id of a gate that is written, and adds the gate with its criteria; reports the id when another holds it. */
function addGate(names: Names, kind: HolderKind, gate: DraftGate, holder: Entry<unknown>, criteria: readonly Criterion[]): boolean {
  const { draft } = names
  const first = names.held.get(gate.id)
  if (first !== undefined && (first.file !== holder.file || first.pointer !== holder.pointer)) {
    draft.diagnostics.push(duplicate(`gate ${gate.id}`, kind === 'milestone' ? holder : gate, first))
    return false
  }
  hold(names, kind, holder)
  const list = kind === 'milestone' ? gate.pointer : `${gate.pointer}/criteria`
  draft.gates.set(gate.id, gate)
  for (const [index, record] of criteria.entries()) {
    const criterion: CriterionEntry = { id: record.id, record, file: gate.file, pointer: `${list}/${index}`, gate: gate.id }
    declare(draft, draft.criteria, 'criterion', criterion)
    // A repeated criterion is an error, and still counts in its gate: a gate never gets easier.
    gate.criteria.push(criterion)
  }
  return true
}

type GatePlace = Pick<GateEntry, 'title' | 'stage' | 'phase' | 'milestone' | 'file' | 'pointer'>

function newGate(id: string, record: Omit<Gate, 'id' | 'criteria'>, place: GatePlace): DraftGate {
  return { id, record: { id, ...record }, ...place, criteria: [] }
}

function addPhaseGate(names: Names, phase: DraftPhase, stage: 'entry' | 'exit'): void {
  const body = phase.record[stage]
  if (body === undefined) return
  const { criteria, ...rest } = body
  const place = {
    title: body.title ?? phase.record.title,
    stage,
    phase: phase.id,
    milestone: undefined,
    file: phase.file,
    pointer: `/${stage}`,
  }
  const gate = newGate(stage === 'exit' ? phase.id : `${phase.id}.entry`, { stage, ...rest }, place)
  const [kind, holder] = stage === 'exit' ? (['phase', phase] as const) : (['entry', gate] as const)
  if (!addGate(names, kind, gate, holder, criteria)) return
  // Entry and exit come first, whatever their place in the order of the plan.
  const entries = phase.gates.filter((id) => id === `${phase.id}.entry`).length
  phase.gates.splice(entries, 0, gate.id)
}

function addAcceptanceGates(names: Names, phase: DraftPhase): void {
  const { draft } = names
  for (const id of phase.milestones) {
    const milestone = draft.milestones.get(id)
    const criteria = milestone?.record.acceptance
    if (!milestone || criteria === undefined) continue
    const pointer = `${milestone.pointer}/acceptance`
    const place = { title: milestone.record.title, stage: 'acceptance', phase: phase.id, milestone: id, file: phase.file, pointer } as const
    addGate(names, 'milestone', newGate(id, { stage: 'acceptance' }, place), milestone, criteria)
  }
}

function addOwnGates(names: Names, phase: DraftPhase | undefined, file: EntryFile, gates: readonly Gate[] = []): void {
  for (const [index, body] of gates.entries()) {
    const { criteria, id, ...rest } = body
    const stage = body.stage ?? 'checkpoint'
    const pointer = `/gates/${index}`
    const gate = newGate(id, rest, { title: body.title ?? id, stage, phase: phase?.id, milestone: undefined, file, pointer })
    if (addGate(names, 'own', gate, gate, criteria)) phase?.gates.push(id)
  }
}

/** Declares every gate: of each phase the entry, the acceptance of its milestones, its own, the exit; then gates.yaml. */
export function collectGates(
  draft: Draft,
  gatesFile: (EntryFile & { readonly record: { readonly gates: readonly Gate[] } | undefined }) | undefined,
): void {
  const names: Names = { draft, held: new Map(), folded: new Map() }
  for (const phase of draft.phases.values()) hold(names, 'phase', phase)
  for (const { id, file, record } of draft.phases.values()) {
    if (record.entry) hold(names, 'entry', { id: `${id}.entry`, record: record.entry, file, pointer: '/entry' })
  }
  for (const milestone of draft.milestones.values()) hold(names, 'milestone', milestone)
  for (const phase of draft.phases.values()) {
    addPhaseGate(names, phase, 'entry')
    addAcceptanceGates(names, phase)
    addOwnGates(names, phase, phase.file, phase.record.gates)
    addPhaseGate(names, phase, 'exit')
  }
  if (gatesFile) addOwnGates(names, undefined, gatesFile, gatesFile.record?.gates)
  includeCriteria(draft)
}
