import { leavesOf } from '../../link/checks-of.ts'
import type { CriterionEntry, GateEntry, Program } from '../../link/program-types.ts'
import type { Check } from '../../schema/check.ts'
import type { EvidenceRecord } from '../../schema/records.ts'
import type { Case, Facts } from '../case.ts'
import { kindOf } from '../criteria/index.ts'
import type { JudgeContext } from '../judging.ts'
import { type EvidenceFile, isRead, recordsFor } from '../speaks-for.ts'

const noFacts: Facts = { head: undefined, knownCommits: undefined, files: new Map(), globs: new Map(), inputs: new Map() }

/** The run itself says that it failed, whatever it was asked for. */
function saysFailed({ result, producer }: EvidenceRecord): boolean {
  const { exitCode, signal, timedOut } = producer ?? {}
  const ended = (typeof exitCode === 'number' && exitCode !== 0) || signal !== undefined || timedOut === true
  return result?.outcome === 'failed' || (result?.tests?.failed ?? 0) > 0 || ended
}

function inverts(check: Check): boolean {
  if ('kind' in check) return false
  if ('not' in check) return true
  return ('all' in check ? check.all : 'any' in check ? check.any : check.nOf.of).some(inverts)
}

/** What a record alone says against a criterion: a threshold missed, a test failed; under `not`, that it passed. */
function speaksAgainst(program: Program, file: EvidenceFile, alone: Case, criterion: CriterionEntry): boolean {
  const { check } = criterion.record
  if (check === undefined) return false
  // Only the result matters here: how old it is, where it ran and on what is for the judgement of the gate.
  const { maxAge: _, environments: __, repeat: ___, inputs: ____, ...record } = criterion.record
  const context: JudgeContext = {
    program,
    case: alone,
    gate: program.gates.get(criterion.gate) as GateEntry,
    criterion: { ...criterion, record },
    facts: noFacts,
    now: file.record?.date ?? '',
    stateOf: () => ({ state: 'valid', because: '' }),
    standingOf: () => undefined,
  }
  return leavesOf(criterion.record).some(({ leaf }) => {
    const { reason, outcome, evidence } = kindOf(leaf).judge(leaf, context)
    return evidence.some(({ path }) => path === file.source.path) && (reason === 'failed' || (outcome === 'met' && inverts(check)))
  })
}

/** True for evidence that speaks against a criterion of the program: a failed run, a missed threshold. Taking it away is never innocent. */
export function isNegativeEvidence(program: Program, file: EvidenceFile): boolean {
  if (!isRead(file)) return false
  if (saysFailed(file.record)) return true
  const alone: Case = { evidence: [file], approvals: [], inbox: [], outbox: [], reviews: [], unreadable: [] }
  return [...program.criteria.values()].some(
    (criterion) => recordsFor(program, alone, criterion).length > 0 && speaksAgainst(program, file, alone, criterion),
  )
}
