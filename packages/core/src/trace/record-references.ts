import { evidenceFolderOf } from '../link/evidence-folder.ts'
import { compilePatterns, isGlob } from '../link/path-pattern.ts'
import type { Program } from '../link/program-types.ts'
import type { Loaded } from '../load/loaded.ts'
import type { ApprovalRecord, EvidenceRecord } from '../schema/records.ts'
import type { RecordReference, TaggedResult } from './trace-types.ts'

type Files<T> = readonly Pick<Loaded<T>, 'source' | 'record'>[]

/** The evidence of a program that can be read and does not say of itself that it failed. */
function passing(program: Program, evidence: Files<EvidenceRecord>): { readonly path: string; readonly record: EvidenceRecord }[] {
  return evidence.flatMap(({ source, record }) =>
    record === undefined ||
    (record.program !== undefined && record.program !== program.id) ||
    record.result?.outcome === 'failed' ||
    record.dirty === true
      ? []
      : { path: source.path, record },
  )
}

const bare = (path: string): string => path.replace(/\/$/, '')

/** The files that a record lists. */
const pathsOf = ({ artifacts = [] }: EvidenceRecord): string[] =>
  artifacts.flatMap((one) => (typeof one === 'string' ? one : (one.path ?? [])))

/** Tells which deliverables a file is, or is part of: by their path, their folder or their pattern. */
function deliverablesByPath(program: Program): (path: string) => readonly string[] {
  const exact = new Map<string, string[]>()
  const patterns: { readonly id: string; readonly matches: (path: string) => boolean }[] = []
  for (const { id, record } of program.deliverables.values()) {
    if (record.path === undefined) continue
    if (isGlob(record.path)) patterns.push({ id, matches: compilePatterns([record.path]) })
    else exact.set(bare(record.path), [...(exact.get(bare(record.path)) ?? []), id])
  }
  return (path) => {
    const ids: string[] = []
    for (let at = bare(path); at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('/')))) ids.push(...(exact.get(at) ?? []))
    return [...ids, ...patterns.flatMap(({ id, matches }) => (matches(path) ? id : []))]
  }
}

/**
 * What evidence and approvals speak for: the criteria and deliverables that a record names or lists as files, else its gate or milestone, or the one in
 * whose folder it lies. Whether they still hold is not asked here: that is what a gate judges.
 */
export function recordReferences(
  program: Program,
  evidence: Files<EvidenceRecord>,
  approvals: readonly (Files<ApprovalRecord>[number] & { readonly sha256: string })[],
): RecordReference[] {
  const found: RecordReference[] = []
  const delivered = deliverablesByPath(program)
  for (const { path, record } of passing(program, evidence)) {
    const { criteria = [], deliverables = [], gate, milestone } = record
    const named = [gate, milestone].filter((id) => id !== undefined)
    const folder = named.length > 0 ? undefined : evidenceFolderOf(program, path)
    const whole = criteria.length > 0 ? [] : folder === undefined ? named : [folder]
    const ids = [...new Set([...criteria, ...deliverables, ...pathsOf(record).flatMap(delivered), ...whole])]
    if (ids.length > 0) found.push({ path, type: 'evidence', ids })
  }
  const revoked = new Set(approvals.flatMap(({ record }) => record?.revokes ?? []))
  for (const file of approvals) {
    const { source, record } = file
    if (record?.decision !== 'approve' || record.program !== program.id || ['policy', 'change'].includes(record.target.type)) continue
    // A digest is made only where something was revoked.
    if (revoked.size > 0 && revoked.has(file.sha256)) continue
    found.push({ path: source.path, type: 'approval', ids: [record.target.id] })
  }
  return found
}

/** Results of tests by the id that they carry, for each record that has such; failed records as well, for a result may be bad. */
export function taggedResults(program: Program, evidence: Files<EvidenceRecord>): TaggedResult[] {
  return evidence.flatMap(({ source, record }) => {
    if (record === undefined || (record.program !== undefined && record.program !== program.id)) return []
    return Object.entries(record.result?.tests?.tagged ?? {}).map(([id, { total, passed, failed, skipped }]) => {
      return { path: source.path, id, total, passed, failed, skipped }
    })
  })
}
