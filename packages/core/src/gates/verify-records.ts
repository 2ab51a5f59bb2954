import { type DiagnosticCode, diagnostic } from '../diagnostics/catalog.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { nearest } from '../diagnostics/nearest.ts'
import { sortDiagnostics } from '../diagnostics/order.ts'
import { command } from '../link/command-line.ts'
import { knownIds } from '../link/find.ts'
import type { Program } from '../link/program-types.ts'
import { locate } from '../load/loaded.ts'
import type { Case, Facts } from './case.ts'
import { authorText, unprovenClaims } from './record-claims.ts'
import { artifactLocation, tamperedDiagnostic, unknownCommit } from './record-diagnostics.ts'
import { type RecordState, type RecordStateName, recordState } from './record-state.ts'
import { signedByOthers } from './signature-diagnostics.ts'
import { isRead, type ReadEvidence, targetsOf } from './speaks-for.ts'
import { type RestingOn, stateByMeaning } from './suspects/remembered.ts'
import { linkStanding } from './suspects/suspects-of.ts'

/** What is known of one evidence record. */
export interface RecordCheck {
  readonly path: string
  readonly state: RecordStateName
  /** Why it is in this state; empty when valid. */
  readonly because: string
  /** Criteria that it names, else the gates and milestones that it speaks for as a whole. */
  readonly speaksFor: readonly string[]
  readonly author: string
  readonly date: string
  readonly commit: string | undefined
  /** Undefined when the record names no commit, or nobody asked git. */
  readonly commitKnown: boolean | undefined
  /** What it claims and cannot prove. */
  readonly unproven: readonly string[]
}

const codes: Readonly<Partial<Record<RecordStateName, DiagnosticCode>>> = {
  stale: 'evidence/stale',
  suspect: 'evidence/suspect',
  expired: 'evidence/stale',
  dirty: 'evidence/dirty',
  missing: 'evidence/missing-artifact',
  invalid: 'evidence/invalid-record',
}

function stateDiagnostic(file: ReadEvidence, state: RecordState, program: Program): Diagnostic[] {
  if (state.state === 'tampered') return [tamperedDiagnostic(file, state, program)]
  const code = codes[state.state]
  if (code === undefined) return []
  const [target] = targetsOf(program, file)
  const help =
    target === undefined
      ? 'record the evidence again'
      : `record the evidence again: ${command(program, 'gate explain', program.criteria.get(target)?.gate ?? target)}`
  return [diagnostic(code, `${file.source.path}: ${state.because}`, { location: artifactLocation(file, state.path), help })]
}

/** Ids that a record speaks for and that there are not: it proves nothing to anybody. */
function unknownTargets(file: ReadEvidence, program: Program): Diagnostic[] {
  const { criteria = [], gate, milestone } = file.record
  const wrong = [
    ...criteria.flatMap((id, index) => (program.criteria.has(id) ? [] : [{ id, noun: 'criterion' as const, at: `/criteria/${index}` }])),
    ...(gate === undefined || program.gates.has(gate) || program.milestones.has(gate) || program.phases.has(gate)
      ? []
      : [{ id: gate, noun: 'gate' as const, at: '/gate' }]),
    ...(milestone === undefined || program.milestones.has(milestone)
      ? []
      : [{ id: milestone, noun: 'milestone' as const, at: '/milestone' }]),
  ]
  return wrong.map(({ id, noun, at }) =>
    diagnostic('evidence/unknown-target', `${file.source.path} speaks for ${noun} ${id}, which does not exist`, {
      location: locate(file, at),
      expected: nearest(id, knownIds([program], [noun])),
      help: 'name what it speaks for by an id of the program',
    }),
  )
}

function unproven(file: ReadEvidence, claims: readonly string[]): Diagnostic[] {
  if (claims.length === 0) return []
  const more = claims.length > 1 ? ` (and ${claims.length - 1} more)` : ''
  return [
    diagnostic('evidence/unproven', `${file.source.path}: ${claims[0]}${more}`, {
      location: locate(file, ''),
      help: 'let `refractor evidence add` or `evidence run` make the record: it measures the digests',
    }),
  ]
}

/** The first criterion or gate that a record speaks for. */
function restingOn(program: Program, file: ReadEvidence): RestingOn {
  const [target = ''] = targetsOf(program, file)
  const criterion = program.criteria.get(target)
  return { gate: program.gates.get(criterion?.gate ?? target), ...(criterion && { criteria: [criterion] }) }
}

const isOwn = (file: ReadEvidence, program: Program): boolean => file.record.program === undefined || file.record.program === program.id

/**
 * Checks every evidence record of a program by itself, whatever gates make of it. Records that cannot be read are not listed: they were
 * reported when the case was read. `facts` answers `recordsNeeded`.
 */
export function verifyRecords(
  program: Program,
  records: Case,
  facts: Facts,
  options: { readonly now: string },
): { records: RecordCheck[]; diagnostics: Diagnostic[] } {
  const files = records.evidence.filter(isRead).filter((file) => isOwn(file, program))
  const checks = files.map((file): { check: RecordCheck; diagnostics: Diagnostic[] } => {
    const { author, commit, date } = file.record
    const state = stateByMeaning(recordState(file, facts, options), file, program, restingOn(program, file), () =>
      linkStanding(program, records, facts, options.now),
    )
    const claims = unprovenClaims(file.record)
    return {
      check: {
        path: file.source.path,
        state: state.state,
        because: state.because,
        speaksFor: targetsOf(program, file),
        author: authorText(author),
        date,
        commit,
        commitKnown: commit === undefined ? undefined : facts.knownCommits?.has(commit),
        unproven: claims,
      },
      diagnostics: [
        ...stateDiagnostic(file, state, program),
        ...unknownTargets(file, program),
        ...unproven(file, claims),
        ...unknownCommit(file, facts),
      ],
    }
  })
  return {
    records: checks.map((one) => one.check),
    diagnostics: sortDiagnostics([...checks.flatMap((one) => one.diagnostics), ...signedByOthers(program, records, facts)]),
  }
}
