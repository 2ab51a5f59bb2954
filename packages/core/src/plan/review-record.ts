import { diagnostic } from '../diagnostics/catalog.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { Case } from '../gates/case.ts'
import { caseDigests } from '../gates/present-digest.ts'
import type { CriterionResult, GateResult } from '../gates/result.ts'
import type { GateEntry, Program } from '../link/program-types.ts'
import type { ReviewRecord } from '../schema/records.ts'
import type { Stamp } from './plan.ts'

type Bound = { readonly path: string; readonly sha256: string }

/** One entry for each path, in order of path. */
function sorted(bound: readonly Bound[]): Bound[] {
  const byPath = new Map(bound.map(({ path, sha256 }) => [path, { path, sha256 }]))
  return [...byPath.values()].sort((a, b) => (a.path < b.path ? -1 : 1))
}

/** Approvals and rejections that were given for the gate or one of its criteria, whether or not a result names them. */
function approvalsFor(program: Program, records: Case, gate: GateEntry): Bound[] {
  const ids = new Set([gate.id, ...gate.criteria.map((criterion) => criterion.id)])
  return records.approvals
    .filter(({ record }) => record?.program === program.id && record.target.type !== 'milestone' && ids.has(record.target.id))
    .map((file) => ({ path: file.source.path, sha256: file.sha256 }))
}

/** What the used records list as artifacts and keep in the evidence folder: the proof itself, so that it is frozen too. */
function artifactsOf(program: Program, records: Case, used: ReadonlySet<string>): Bound[] {
  const folder = `${program.folders.evidence}/`
  return records.evidence
    .filter((file) => used.has(file.source.path))
    .flatMap(({ record }) => record?.artifacts ?? [])
    .flatMap((artifact) => {
      if (typeof artifact === 'string' || artifact.path === undefined || artifact.sha256 === undefined) return []
      return artifact.path.startsWith(folder) ? [{ path: artifact.path, sha256: artifact.sha256 }] : []
    })
}

/**
 * The record that closes a phase: what was decided, by which definitions, and the digest of everything it rests on. `records` is the
 * case after archiving. A used file without a digest cannot be bound, and is said to be so.
 */
export function reviewRecord(
  program: Program,
  records: Case,
  gate: GateEntry,
  phase: string,
  result: GateResult,
  stamp: Stamp,
): { record: ReviewRecord; diagnostics: Diagnostic[] } {
  // Digests of the bytes that were read go before what a result says of itself.
  const digests = caseDigests(records)
  const used = new Set(result.criteria.flatMap((criterion) => criterion.evidence.map((use) => use.path)))
  const diagnostics: Diagnostic[] = []
  // What is still in the inbox is being worked on; nothing rests on it once the checklists are archived.
  const active = new Set(records.inbox.map((file) => file.checklist.source.path))
  const bind = (criterion: CriterionResult): Bound[] =>
    criterion.evidence.flatMap(({ path, sha256 }) => {
      if (active.has(path)) return []
      const digest = digests.get(path) ?? sha256
      if (digest !== undefined) return [{ path, sha256: digest }]
      diagnostics.push(
        diagnostic('evidence/unproven', `${criterion.id} rests on ${path}, which has no digest and is not bound by the review`, {
          location: criterion.location,
        }),
      )
      return []
    })
  const criteria = result.criteria.map((criterion) => ({
    id: criterion.id,
    definition: criterion.definition,
    outcome: criterion.outcome,
    because: criterion.because,
    evidence: sorted(bind(criterion)),
  }))
  const approvals = records.approvals
    .filter((file) => used.has(file.source.path))
    .map((file) => ({ path: file.source.path, sha256: file.sha256 }))
  const archived = records.outbox
    .filter((file) => file.phase === phase)
    .flatMap((file) => [
      { path: file.checklist.source.path, sha256: file.sha256 },
      ...(file.metadata ? [{ path: file.metadata.source.path, sha256: file.metadata.sha256 }] : []),
    ])
  const record: ReviewRecord = {
    format: 1,
    kind: 'review',
    program: program.id,
    phase,
    gate: gate.id,
    verdict: 'met',
    author: stamp.author,
    date: stamp.now,
    ...(stamp.commit !== undefined && { commit: stamp.commit }),
    criteria,
    approvals: sorted([...approvals, ...approvalsFor(program, records, gate)]),
    archived: sorted(archived),
    artifacts: sorted(artifactsOf(program, records, used)),
  }
  return { record, diagnostics }
}
