import type { Case, Facts } from '../gates/case.ts'
import type { GateResult } from '../gates/result.ts'
import { linkStanding } from '../gates/suspects/suspects-of.ts'
import type { Program } from '../link/program-types.ts'
import { canonicalJson } from '../load/digest.ts'
import type { ProgramFiles } from '../load/program-files.ts'
import { type TraceKey, traceKey } from '../trace/trace-types.ts'
import { caseChanges } from './case-changes.ts'
import type { FieldChange, ProgramDifference } from './compare-types.ts'
import { fieldChanges } from './field-changes.ts'
import { gateChanges } from './gate-changes.ts'
import { type LinkSide, linkChanges } from './link-changes.ts'
import { type MatchedRecords, matchRecords } from './match-records.ts'
import { fileMoves } from './moves.ts'
import { recordChanges } from './record-changes.ts'

/** One of the two states that are compared. */
export interface ProgramSide {
  readonly program: Program
  readonly files: Pick<ProgramFiles, 'observability'>
  readonly case: Case
  /** Every gate, as it is judged on this state. */
  readonly gates: readonly GateResult[]
  /** What it was judged on; `trace` is what speaks of the records from outside of the program. */
  readonly facts: Facts
  /** RFC 3339: when it was judged. */
  readonly now: string
}

type Fields = Readonly<Record<string, unknown>>

/** Records of their own, and where the program came from. */
const notSettings = ['roles', 'people', 'imports']

function settingsChanges(base: ProgramSide, head: ProgramSide): FieldChange[] {
  const observability = ({ files }: ProgramSide): Fields => (files.observability?.record ?? {}) as Fields
  return [
    ...fieldChanges('program', base.program.file.record as Fields, head.program.file.record as Fields, {}, notSettings),
    ...fieldChanges('program', observability(base), observability(head)),
  ]
}

/** The records that both states have from the very same text, so that nothing of them has to be compared. */
function untouched(base: Program, head: Program, { pairs }: MatchedRecords): (key: TraceKey) => boolean {
  const fields = (program: Program): string => canonicalJson(program.file.record.trace?.fingerprint)
  if (fields(base) !== fields(head)) return () => false
  const same = new Set<string>()
  for (const { type, before, after } of pairs)
    if (before.record === after.record && before.id === after.id) same.add(traceKey(type, after.id))
  return (key) => same.has(key)
}

function policyChanges(base: Program, head: Program): FieldChange[] {
  return fieldChanges('policy', (base.policy?.record ?? {}) as Fields, (head.policy?.record ?? {}) as Fields, {}, ['people'])
}

function linkSide({ program, case: records, facts, now }: ProgramSide): LinkSide {
  const standing = linkStanding(program, records, facts, now)
  const isReviewed = (records.linkReviews?.length ?? 0) > 0
  return { program, graph: standing.graph, meaningOf: standing.meaningOf, ...(isReviewed && { stateOf: standing.suspects.stateOf }) }
}

/**
 * Everything in which two states of a program differ in meaning: how they are written, ordered where order says nothing, and spread over
 * files is no difference. Linear in the size of both.
 */
export function comparePrograms(base: ProgramSide, head: ProgramSide): ProgramDifference {
  const matched = matchRecords(base.program, head.program)
  const { files: tagged, ...links } = linkChanges(
    linkSide(base),
    linkSide(head),
    matched.idInHead,
    untouched(base.program, head.program, matched),
  )
  const records = recordChanges(base.program, head.program, matched)
  const placed = records.flatMap(({ type, id, moved }) => (moved.some(({ what }) => what !== 'order') ? [`${type}:${id}`] : []))
  return {
    program: head.program.id,
    isDefault: head.program.isDefault,
    ...(head.program.hasNeighbours && { hasNeighbours: true }),
    name: head.program.name,
    records,
    files: [...fileMoves(matched.pairs, new Set(placed)), ...tagged],
    settings: settingsChanges(base, head),
    policy: policyChanges(base.program, head.program),
    links,
    gates: gateChanges(base.gates, head.gates, matched.idInHead),
    case: caseChanges(base.case, head.case),
  }
}
