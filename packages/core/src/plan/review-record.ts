import { diagnostic } from '../diagnostics/catalog.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { Case } from '../gates/case.ts'
import { caseDigest } from '../gates/present-digest.ts'
import type { CriterionResult, GateResult } from '../gates/result.ts'
import { isLinksCriterion } from '../gates/suspects/links-criterion.ts'
import type { Program } from '../link/program-types.ts'
import type { ReviewRecord } from '../schema/records.ts'
import type { Stamp } from './plan.ts'

type Bound = { readonly path: string; readonly sha256: string }

/** One entry for each path, in order of path. */
function sorted(bound: readonly Bound[]): Bound[] {
  const byPath = new Map(bound.map(({ path, sha256 }) => [path, { path, sha256 }]))
  return [...byPath.values()].sort((a, b) => (a.path < b.path ? -1 : 1))
}

/** Approvals and rejections that were given for the gates or one of their criteria, whether or not a result names them. */
function approvalsFor(program: Program, records: Case, gates: readonly GateResult[]): Bound[] {
  const ids = new Set(gates.flatMap(({ id, criteria }) => [id, ...criteria.map((criterion) => criterion.id)]))
  const milestones = new Set(gates.map(({ milestone }) => milestone))
  return records.approvals
    .filter(({ record }) => {
      if (record?.program !== program.id) return false
      const { type, id } = record.target
      return type === 'milestone' ? milestones.has(id) : ids.has(id)
    })
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

/** Every criterion of the gates once, in order: a gate may include those of another, and they are judged alike wherever they stand. */
function criteriaOf(gates: readonly GateResult[]): CriterionResult[] {
  return [...new Map(gates.flatMap(({ criteria }) => criteria.map((one) => [one.id, one]))).values()]
}

const pathsOf = (criteria: readonly CriterionResult[]): ReadonlySet<string> =>
  new Set(criteria.flatMap(({ evidence }) => evidence.map(({ path }) => path)))

/** What is not decided goes on being judged as it is, so its artifacts may go on changing. */
const isDecided = ({ outcome }: CriterionResult): boolean => outcome === 'met' || outcome === 'not-applicable'

/**
 * The record that closes a phase: what was decided by its exit gate and found by its other gates, by which definitions, and the digest
 * of everything it rests on. `records` is the case after archiving; `more` decides nothing but what happens to the minutes. A used file without a digest cannot be bound, and is said to be so.
 */
export function reviewRecord(
  program: Program,
  records: Case,
  phase: string,
  results: readonly GateResult[],
  stamp: Stamp,
  more: Partial<Pick<ReviewRecord, 'forum' | 'accepted' | 'superseded' | 'baseline' | 'minutes' | 'snapshot'>> = {},
): { record: ReviewRecord; diagnostics: Diagnostic[] } {
  // The exit gate, which has the id of the phase, comes first.
  const [exit, others] = [results.filter(({ id }) => id === phase), results.filter(({ id }) => id !== phase)]
  // What the plan does not declare is not there to be looked at when the phase is closed.
  const judged = criteriaOf([...exit, ...others]).filter((one) => !isLinksCriterion(program, one))
  // Digests of the bytes that were read go before what a result says of itself.
  const used = pathsOf(judged)
  const diagnostics: Diagnostic[] = []
  // What is still in the inbox is being worked on; nothing rests on it once the checklists are archived.
  const active = new Set(records.inbox.map((file) => file.checklist.source.path))
  const bind = (criterion: CriterionResult): Bound[] =>
    criterion.evidence.flatMap(({ path, sha256 }) => {
      if (active.has(path)) return []
      const digest = caseDigest(records, path) ?? sha256
      if (digest !== undefined) return [{ path, sha256: digest }]
      if (!isDecided(criterion)) return []
      diagnostics.push(
        diagnostic('evidence/unproven', `${criterion.id} rests on ${path}, which has no digest and is not bound by the review`, {
          location: criterion.location,
        }),
      )
      return []
    })
  const criteria = judged.map((criterion) => ({
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
    gate: phase,
    verdict: 'met',
    author: stamp.author,
    date: stamp.now,
    ...(stamp.commit !== undefined && { commit: stamp.commit }),
    ...(others.length > 0 && { gates: others.map(({ id, verdict }) => ({ id, verdict })) }),
    criteria,
    approvals: sorted([...approvals, ...approvalsFor(program, records, results)]),
    archived: sorted(archived),
    artifacts: sorted(artifactsOf(program, records, pathsOf(judged.filter(isDecided)))),
    ...more,
  }
  return { record, diagnostics }
}
