import type { Case, Facts, Proof, RecordFile } from '../../../src/gates/case.ts'
import { criterionDefinition } from '../../../src/gates/definition.ts'
import type { GateResult } from '../../../src/gates/result.ts'
import { type Waiver, waiversOf } from '../../../src/gates/waivers/waiver-standing.ts'
import type { CriterionEntry, Program } from '../../../src/link/program-types.ts'
import type { Check } from '../../../src/schema/check.ts'
import type { Criterion } from '../../../src/schema/gate.ts'
import type { PolicyFile } from '../../../src/schema/policy.ts'
import type { Person } from '../../../src/schema/program.ts'
import type { WaiverRecord } from '../../../src/schema/waiver.ts'
import { aFile, caseOf, criterion, exitOf, factsOf, fileOf, gateOf, missing, now } from '../build.ts'

export { now }

export const folder = '.refractor/waivers'

export const absent: Check = { kind: 'artifact', paths: ['no'] }
export const present: Check = { kind: 'artifact', paths: ['yes'] }

export interface Parts {
  readonly check?: Check
  readonly criterion?: Partial<Criterion>
  readonly people?: readonly Person[]
  readonly policy?: Partial<PolicyFile>
}

/** A program whose gate P0 has a criterion P0.1 that is not met (`absent`), and P0.2, which is. */
export function programOf({ check = absent, criterion: more, people, policy }: Parts = {}): Program {
  const program = exitOf([criterion('P0.1', check, more), criterion('P0.2', present)], {
    program: { ...(people && { people: [...people] }) },
  })
  if (policy === undefined) return program
  const file = { source: { path: 'specification/policy.yaml', text: '' }, positions: {} }
  return { ...program, policy: { id: 'demo', record: { format: 1, version: 1, ...policy } as PolicyFile, file, pointer: '' } }
}

export const facts: Facts = factsOf({ files: { yes: aFile, no: missing } })

export const withProofs = (proofs: Readonly<Record<string, Proof>>, more: Partial<Facts> = {}): Facts => ({
  ...facts,
  proofs: new Map(Object.entries(proofs)),
  ...more,
})

const definitionOf = (program: Program, id: string): string => criterionDefinition(program.criteria.get(id) as CriterionEntry)

/** A request of Ada for P0.1 of yesterday, until 20 December. */
export function request(program: Program, record: Partial<WaiverRecord> = {}, path?: string): RecordFile<WaiverRecord> {
  const id = record.id ?? 'W-001'
  return fileOf(path ?? `${folder}/${id}.json`, {
    format: 1,
    kind: 'waiver',
    step: 'requested',
    id,
    program: 'demo',
    gate: 'P0',
    criterion: 'P0.1',
    definition: definitionOf(program, record.criterion === 'P0.2' ? 'P0.2' : 'P0.1'),
    reason: 'the part is delivered next week',
    by: 'Ada <ada@example.org>',
    expires: '2026-12-20',
    renewals: 0,
    at: '2026-11-20T10:00:00Z',
    trust: 'self',
    ...record,
  })
}

/** The next step of a waiver: an approval by Grace, an hour later. */
export function stepOf(of: RecordFile<WaiverRecord>, record: Partial<WaiverRecord> = {}, path?: string): RecordFile<WaiverRecord> {
  const asked = of.record as WaiverRecord
  const step = record.step ?? 'approved'
  return fileOf(path ?? `${folder}/${asked.id}.${step === 'approved' ? 'approved-1' : step}.json`, {
    ...asked,
    step,
    request: of.sha256,
    by: 'Grace <grace@example.org>',
    at: '2026-11-20T11:00:00Z',
    ...record,
  })
}

export const caseWith = (...waivers: readonly RecordFile<WaiverRecord>[]): Case => caseOf({ waivers })

/** Approved by Grace. */
export function approved(
  program: Program,
  record: Partial<WaiverRecord> = {},
  approval: Partial<WaiverRecord> = {},
): RecordFile<WaiverRecord>[] {
  const asked = request(program, record)
  return [asked, stepOf(asked, approval)]
}

export interface At {
  readonly facts?: Facts
  readonly now?: string
}

export function standingOf(program: Program, files: readonly RecordFile<WaiverRecord>[], at: At = {}): Waiver {
  const [first] = waiversOf(program, caseWith(...files), at.facts ?? facts, at.now ?? now)
  if (first === undefined) throw new Error('no waiver')
  return first
}

export const gateWith = (program: Program, files: readonly RecordFile<WaiverRecord>[], at: At = {}): GateResult =>
  gateOf(program, caseWith(...files), at.facts ?? facts, 'P0', at.now === undefined ? {} : { now: at.now })
