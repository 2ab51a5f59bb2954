import type { ArchivedChecklist, Case, ChecklistFile, RecordFile } from '../../src/gates/case.ts'
import type { GateResult } from '../../src/gates/result.ts'
import { fileNameToId } from '../../src/link/file-name.ts'
import type { Program } from '../../src/link/program-types.ts'
import { parseChecklist } from '../../src/load/checklist.ts'
import { sha256Hex } from '../../src/load/digest.ts'
import type { Plan, Planned, Stamp } from '../../src/plan/plan.ts'
import type { ApprovalRecord, ArchiveRecord, EvidenceRecord, ReviewRecord } from '../../src/schema/records.ts'
import { buildProgram } from '../build-program.ts'

export const stamp: Stamp = { now: '2026-11-20T10:00:00Z', author: 'Ada Lovelace <ada@example.org>', commit: 'a'.repeat(40) }

export const programYaml = `format: 1
id: demo
name: Demo
roles:
  - { id: TL, owner: "Ada Lovelace" }
  - { id: QL, owner: TBD }
people:
  - { id: grace, name: Grace Hopper, emails: [grace@example.org], roles: [QA] }
  - { id: robot, name: Robot, kind: bot }
`

export const phaseYaml = `format: 1
id: P0
title: Foundations
milestones:
  - id: P0.M1
    title: Charter   # agreed with everybody
    state: planned
    accountable: [TL]
    tasks:
      - id: P0.M1.T1
        title: Write
      - id: P0.M1.T2
        title: Check
        state: {value: open, mark: " "}   # from the plan
        prerequisites: [P0.M1.T1]
      - id: P0.M1.T3
        title: Polish
        optional: true
    deliverables:
      - { id: P0.M1.D1, title: The charter, path: docs/charter.md }
    acceptance:
      - id: P0.M1.1
        statement: The charter is there
        check: { kind: artifact, paths: [docs/charter.md] }
exit:
  criteria:
    - id: P0.1
      statement: The charter is approved
      check: { kind: approval, roles: [TL], subjects: [docs/charter.md] }
    - id: P0.2
      statement: The checklist is archived
      after: [P0.1]
      check: { kind: archived }
`

export interface SampleFiles {
  readonly program?: string
  /** Path below specification/ to text. */
  readonly phases?: Readonly<Record<string, string>>
  readonly tasks?: string
  readonly isDefault?: boolean
}

/** A linked program of the given texts. */
export function programOf({
  program = programYaml,
  phases = { 'phases/P0.yaml': phaseYaml },
  tasks,
  isDefault = true,
}: SampleFiles = {}): Program {
  const texts = { 'program.yaml': program, ...phases, ...(tasks !== undefined && { 'tasks.yaml': tasks }) }
  return buildProgram(Object.fromEntries(Object.entries(texts).map(([path, text]) => [`specification/${path}`, text])), { isDefault })
}

function checklistFile(path: string, text: string): ChecklistFile {
  return { checklist: parseChecklist({ path, text }), phase: fileNameToId(path.split('/')[1] as string) as string, sha256: sha256Hex(text) }
}

export function recordFile<T>(path: string, record: T): RecordFile<T> {
  const text = JSON.stringify(record)
  return { source: { path, text }, record, positions: {}, diagnostics: [], sha256: sha256Hex(text) }
}

export interface SampleCase {
  readonly inbox?: Readonly<Record<string, string>>
  readonly outbox?: Readonly<Record<string, string>>
  readonly metadata?: readonly RecordFile<ArchiveRecord>[]
  readonly evidence?: readonly RecordFile<EvidenceRecord>[]
  readonly approvals?: readonly RecordFile<ApprovalRecord>[]
  readonly reviews?: readonly RecordFile<ReviewRecord>[]
  readonly unreadable?: Case['unreadable']
}

export function caseOf({
  inbox = {},
  outbox = {},
  metadata = [],
  evidence = [],
  approvals = [],
  reviews = [],
  unreadable = [],
}: SampleCase = {}): Case {
  return {
    evidence,
    approvals,
    reviews,
    unreadable,
    inbox: Object.entries(inbox).map(([path, text]) => checklistFile(path, text)),
    outbox: Object.entries(outbox).map(
      ([path, text]): ArchivedChecklist => ({
        ...checklistFile(path, text),
        metadata: metadata.find((file) => file.record?.path === path),
      }),
    ),
  }
}

/** The plan of something that must succeed. */
export function planOf(result: Planned): Plan {
  if (!result.ok) throw new Error(JSON.stringify(result.diagnostics))
  return result.plan
}

/** `code file:line` of each finding, in order. */
export function findings(result: {
  readonly diagnostics: readonly { code: string; location?: { file: string; line: number } | undefined }[]
}): string[] {
  return result.diagnostics.map(({ code, location }) => (location ? `${code} ${location.file}:${location.line}` : code))
}

/** The lines in which two texts differ, as `-old` and `+new`; the texts must have as many common lines as they can. */
export function changedLines(before: string, after: string): string[] {
  const a = before.split('\n')
  const b = after.split('\n')
  let start = 0
  while (start < a.length && start < b.length && a[start] === b[start]) start++
  let end = 0
  while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end)) end++
  return [...a.slice(start, a.length - end).map((line) => `-${line}`), ...b.slice(start, b.length - end).map((line) => `+${line}`)]
}

export function gateResult(id: string, parts: Partial<GateResult> = {}): GateResult {
  const location = { file: 'specification/phases/P0.yaml', line: 1, column: 1 }
  return {
    id,
    program: 'demo',
    title: id,
    phase: 'P0',
    milestone: undefined,
    stage: 'exit',
    verdict: 'met',
    due: true,
    criteria: [],
    counts: { met: 0, unmet: 0, waived: 0, notApplicable: 0, unknown: 0 },
    location,
    ...parts,
  }
}
