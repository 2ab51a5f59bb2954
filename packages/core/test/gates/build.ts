import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts'
import type { ArchivedChecklist, Case, ChecklistFile, Facts, FileFact, InputsFact, RecordFile } from '../../src/gates/case.ts'
import { inputsKey } from '../../src/gates/case.ts'
import { judgeGates } from '../../src/gates/judge.ts'
import type { CriterionResult, GateResult } from '../../src/gates/result.ts'
import { linkProgram } from '../../src/link/link-program.ts'
import type { Program, ProgramFolders } from '../../src/link/program-types.ts'
import type { Box, Checklist } from '../../src/load/checklist-types.ts'
import type { Loaded } from '../../src/load/loaded.ts'
import type { Check } from '../../src/schema/check.ts'
import type { Criterion, Gate } from '../../src/schema/gate.ts'
import type { PhaseFile } from '../../src/schema/phase.ts'
import type { PolicyFile } from '../../src/schema/policy.ts'
import type { ProgramFile } from '../../src/schema/program.ts'
import type { ApprovalRecord, ArchiveRecord, EvidenceRecord, ReviewRecord } from '../../src/schema/records.ts'
import type { RecordOf } from '../../src/schema/registry.ts'

export const now = '2026-11-21T12:00:00Z'
export const hash = (digit: string): string => digit.repeat(64)
export const commit = '4f1c2a9'.padEnd(40, '0')

export const folders: ProgramFolders = { specification: 'specification', inbox: 'inbox', outbox: 'outbox', evidence: 'docs/evidence' }

function loaded<T>(path: string, record: T): Loaded<T> {
  return { source: { path, text: '' }, record, positions: {}, diagnostics: [] }
}

export interface ProgramParts {
  readonly program?: Partial<ProgramFile>
  readonly phases?: readonly (Partial<PhaseFile> & { id: string })[]
  readonly gates?: readonly Gate[]
  readonly risks?: RecordOf<'risks'>['risks']
  readonly requirements?: RecordOf<'requirements'>['requirements']
  readonly tasks?: RecordOf<'tasks'>['tasks']
  readonly decisions?: Omit<RecordOf<'decisions'>, 'format'>
  /** policy.yaml, beside its format and version. */
  readonly policy?: Partial<PolicyFile>
  readonly isDefault?: boolean
  readonly folders?: ProgramFolders
}

/** A linked program of plain records; what the schema would refuse is not refused. */
export function programOf(parts: ProgramParts = {}): Program {
  const { phases = [], gates, risks, requirements, tasks, decisions, policy } = parts
  const { program } = linkProgram({
    folders: parts.folders ?? folders,
    isDefault: parts.isDefault ?? true,
    files: {
      program: loaded('specification/program.yaml', { format: 1, id: 'demo', name: 'Demo', ...parts.program } as ProgramFile),
      phases: phases.map((phase) => loaded(`specification/phases/${phase.id}.yaml`, { format: 1, title: phase.id, ...phase } as PhaseFile)),
      ...(policy && { policy: loaded('specification/policy.yaml', { format: 1, version: 1, ...policy } as PolicyFile) }),
      ...(gates && { gates: loaded('specification/gates.yaml', { format: 1 as const, gates: [...gates] }) }),
      ...(risks && { risks: loaded('specification/risks.yaml', { format: 1 as const, risks }) }),
      ...(requirements && { requirements: loaded('specification/requirements.yaml', { format: 1 as const, requirements }) }),
      ...(tasks && { tasks: loaded('specification/tasks.yaml', { format: 1 as const, tasks }) }),
      ...(decisions && { decisions: loaded('specification/decisions.yaml', { format: 1 as const, ...decisions }) }),
    },
  })
  if (!program) throw new Error('no program')
  return program
}

export const criterion = (id: string, check: Check | undefined, more: Partial<Criterion> = {}): Criterion =>
  ({ id, statement: `${id} holds`, ...(check && { check }), ...more }) as Criterion

/** A program of one phase P0 whose exit gate has these criteria. */
export function exitOf(criteria: readonly Criterion[], parts: ProgramParts = {}, phase: Partial<PhaseFile> = {}): Program {
  return programOf({ ...parts, phases: [{ id: 'P0', ...phase, exit: { criteria: [...criteria] } }, ...(parts.phases ?? [])] })
}

let serial = 0

/** A record file; each call gives it a digest of its own. */
export function fileOf(path: string, record: undefined, sha256?: string): RecordFile<never>
export function fileOf<T>(path: string, record: T | undefined, sha256?: string): RecordFile<T>
export function fileOf<T>(path: string, record: T | undefined, sha256?: string): RecordFile<T> {
  return { source: { path, text: '' }, record, positions: {}, diagnostics: [], sha256: sha256 ?? (++serial).toString(16).padStart(64, '0') }
}

/** An evidence record of an hour ago that speaks for P0.1 and proves nothing yet. */
export function evidence(
  record: Partial<EvidenceRecord> & Record<string, unknown> = {},
  path = `docs/evidence/P0/r${serial}/metadata.json`,
  sha256?: string,
): RecordFile<EvidenceRecord> {
  return fileOf(
    path,
    {
      author: 'Ada <ada@example.org>',
      date: '2026-11-21T11:00:00Z',
      criteria: ['P0.1'],
      commit,
      dirty: false,
      ...record,
    } as EvidenceRecord,
    sha256,
  )
}

export function approvalOf(record: Partial<ApprovalRecord>, path = `.refractor/approvals/a${serial}.json`): RecordFile<ApprovalRecord> {
  return fileOf(path, {
    format: 1,
    program: 'demo',
    decision: 'approve',
    target: { type: 'criterion', id: 'P0.1' },
    definition: hash('0'),
    subjects: [],
    by: 'Grace <grace@example.org>',
    at: '2026-11-21T10:00:00Z',
    trust: 'self',
    ...record,
  })
}

export function box(text: string, more: Partial<Box> = {}): Box {
  const ticked = text.startsWith('[x]')
  return {
    line: 1,
    location: { file: 'inbox/P0/list.md', line: 1, column: 1 },
    markOffset: 0,
    mark: ticked ? 'x' : ' ',
    ticked,
    optional: false,
    id: undefined,
    text: text.slice(3).trim(),
    indent: 0,
    inFence: false,
    ...more,
  }
}

export function checklistOf(path: string, boxes: readonly Box[], more: Partial<Checklist> = {}, sha256 = hash('c')): ChecklistFile {
  return {
    checklist: { source: { path, text: '' }, frontMatter: {}, title: undefined, boxes, diagnostics: [], ...more },
    phase: decodeURIComponent(path.split('/')[1] as string),
    sha256,
  }
}

export function archivedOf(
  path: string,
  boxes: readonly Box[] = [box('[x] done')],
  metadata: Partial<ArchiveRecord> | null = {},
  sha256 = hash('c'),
): ArchivedChecklist {
  const file = checklistOf(path, boxes, {}, sha256)
  const record: ArchiveRecord = {
    format: 1,
    kind: 'archived-checklist',
    program: 'demo',
    phase: file.phase,
    from: 'inbox',
    path,
    sha256,
    author: 'Ada',
    date: now,
    ...metadata,
  }
  return { ...file, metadata: metadata === null ? undefined : fileOf(path.replace(/\.md$/, '.metadata.json'), record) }
}

export function reviewOf(record: Partial<ReviewRecord> = {}, path = 'outbox/P0/metadata.json'): RecordFile<ReviewRecord> {
  return fileOf(path, {
    format: 1,
    kind: 'review',
    program: 'demo',
    phase: 'P0',
    gate: 'P0',
    verdict: 'met',
    author: 'Ada',
    date: '2026-11-20T10:00:00Z',
    criteria: [],
    approvals: [],
    archived: [],
    artifacts: [],
    ...record,
  })
}

export function caseOf(parts: Partial<Case> = {}): Case {
  return { evidence: [], approvals: [], inbox: [], outbox: [], reviews: [], unreadable: [], ...parts }
}

export interface FactParts {
  readonly files?: Readonly<Record<string, FileFact>>
  readonly globs?: Readonly<Record<string, readonly string[]>>
  /** By patterns, separated by spaces; "" stands for the default inputs. */
  readonly inputs?: Readonly<Record<string, InputsFact>>
  readonly commits?: readonly string[]
}

export function factsOf({ files = {}, globs = {}, inputs = {}, commits }: FactParts = {}): Facts {
  return {
    head: commit,
    knownCommits: commits && new Set(commits),
    files: new Map(Object.entries(files)),
    globs: new Map(Object.entries(globs)),
    inputs: new Map(Object.entries(inputs).map(([patterns, fact]) => [inputsKey(patterns === '' ? [] : patterns.split(' ')), fact])),
  }
}

export const textFile = (text: string, sha256 = hash('a')): FileFact => ({ state: 'file', size: text.length, sha256, text })
export const aFile: FileFact = { state: 'file', size: 10, sha256: hash('a') }
export const missing: FileFact = { state: 'missing' }
export const unreadable: FileFact = { state: 'unreadable', problem: 'denied' }

export interface Setting extends FactParts {
  readonly criterion?: Partial<Criterion>
  readonly parts?: ProgramParts
  readonly phase?: Partial<PhaseFile>
  readonly case?: Partial<Case>
  readonly now?: string
}

export function gateOf(
  program: Program,
  records: Case = caseOf(),
  facts: Facts = factsOf(),
  id = 'P0',
  options: { now?: string; live?: boolean } = {},
): GateResult {
  const [gate] = judgeGates(program, records, facts, [id], { now, ...options }).gates
  if (!gate) throw new Error(`no gate ${id}`)
  return gate
}

export function diagnosticsOf(
  program: Program,
  records: Case = caseOf(),
  facts: Facts = factsOf(),
  id = 'P0',
  options: { live?: boolean } = {},
): readonly Diagnostic[] {
  return judgeGates(program, records, facts, [id], { now, ...options }).diagnostics
}

/** Judges one check as criterion P0.1 of the exit gate of P0. */
export function judge(check: Check | undefined, setting: Setting = {}): CriterionResult {
  const program = exitOf([criterion('P0.1', check, setting.criterion)], setting.parts, setting.phase)
  const gate = gateOf(program, caseOf(setting.case), factsOf(setting), 'P0', setting.now === undefined ? {} : { now: setting.now })
  return gate.criteria[0] as CriterionResult
}

/** "met", "unmet failed", "unknown unreadable": outcome and reason. Whatever is not met has to name a next command. */
export function outcome(result: Pick<CriterionResult, 'outcome' | 'reason' | 'because' | 'fix'>): string {
  if (result.because === '') throw new Error('no reason is given')
  if ((result.outcome === 'met') !== (result.fix === undefined)) throw new Error(`${result.outcome} with the fix ${result.fix}`)
  return result.reason === undefined ? result.outcome : `${result.outcome} ${result.reason}`
}
