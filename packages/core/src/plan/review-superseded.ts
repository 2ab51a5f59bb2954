import type { Case, Facts, FactsNeeded } from '../gates/case.ts'
import { evidenceNeeded } from '../gates/evidence-needed.ts'
import { isNamedAs } from '../gates/moved-evidence.ts'
import { artifactsOf } from '../gates/record-claims.ts'
import type { CriterionResult } from '../gates/result.ts'
import { isRead, type ReadEvidence, recordsFor, targetsOf } from '../gates/speaks-for.ts'
import { supersededFolder, supersededPlace } from '../link/evidence-folder.ts'
import type { CriterionEntry, Program } from '../link/program-types.ts'
import { sha256Hex } from '../load/digest.ts'
import { matcher } from '../load/glob.ts'
import type { ReviewRecord } from '../schema/records.ts'
import type { Step } from './plan.ts'

type Move = Extract<Step, { type: 'move' }>
type File = { readonly path: string; readonly sha256: string }

/** Evidence that another record supersedes, and the moves that take it out of the way. */
export interface SupersededEvidence {
  readonly record: ReadEvidence
  readonly by: string
  readonly moves: readonly Move[]
}

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1)

/** The criteria that a record speaks for. */
function criteriaOf(program: Program, records: Case, file: ReadEvidence): CriterionEntry[] {
  const named = targetsOf(program, file).flatMap((id) => [program.criteria.get(id) ?? [], program.gates.get(id)?.criteria ?? []].flat())
  return [...new Set(named)].filter((criterion) => recordsFor(program, records, criterion).includes(file))
}

/**
 * The record in whose favour another one can go: every criterion that this speaks for belongs to the phase and is met by a proof that
 * supersedes it, and by nothing of itself.
 */
function successorOf(
  program: Program,
  records: Case,
  file: ReadEvidence,
  phase: string,
  results: ReadonlyMap<string, CriterionResult>,
): ReadEvidence | undefined {
  const criteria = criteriaOf(program, records, file)
  let by: ReadEvidence | undefined
  for (const { id, gate } of criteria) {
    const result = results.get(id)
    if (program.gates.get(gate)?.phase !== phase || result?.outcome !== 'met') return undefined
    const used = new Set(result.evidence.map(({ path }) => path))
    if (used.has(file.source.path)) return undefined
    by = records.evidence
      .filter(isRead)
      .find((one) => one !== file && used.has(one.source.path) && isNamedAs(new Set(one.record.supersedes), file))
    if (by === undefined) return undefined
  }
  return by
}

/** The files of a record: itself, its signature, and what it lists in its own folder; undefined when one of them is not what it was. */
function filesOf(file: ReadEvidence, facts: Facts): File[] | undefined {
  const own: File[] = [{ path: file.source.path, sha256: file.sha256 }]
  const { signature } = file
  // A signature that could not be read has no text.
  if (signature?.text === '') return undefined
  if (signature !== undefined) own.push({ path: signature.path, sha256: sha256Hex(signature.text) })
  const folder = folderOf(file.source.path)
  for (const { path, sha256 } of artifactsOf(file.record)) {
    if (!path.startsWith(folder)) continue
    const fact = facts.files.get(path)
    if (sha256 === undefined || fact?.state !== 'file' || fact.sha256 !== sha256) return undefined
    own.push({ path, sha256 })
  }
  return own
}

const boundIn = ({ criteria, approvals, archived, artifacts, minutes }: ReviewRecord): readonly { readonly path: string }[] => [
  ...criteria.flatMap(({ evidence }) => evidence),
  ...approvals,
  ...archived,
  ...artifacts,
  ...(minutes === undefined ? [] : [minutes]),
]

/** Tells which files something of the program looks at, or has bound, where they are now. */
function lookedAt(program: Program, records: Case, without: ReadonlySet<ReadEvidence>): (path: string) => boolean {
  const others: Case = { ...records, evidence: records.evidence.filter((file) => !isRead(file) || !without.has(file)) }
  const needed: FactsNeeded = evidenceNeeded(program, others, [...program.gates.keys()])
  const bound = new Set([
    ...records.reviews.flatMap(({ record }) => (record === undefined ? [] : boundIn(record).map(({ path }) => path))),
    ...records.approvals.flatMap(({ record }) => record?.subjects.map(({ path }) => path) ?? []),
  ])
  // What a record lists may go with it, if no other one lists it too.
  const listed = new Set<string>()
  for (const { record } of records.evidence) {
    for (const path of new Set(record === undefined ? [] : artifactsOf(record).map((one) => one.path))) {
      if (listed.has(path)) bound.add(path)
      listed.add(path)
    }
  }
  const exact = new Set([...needed.files, ...needed.texts])
  const folders = [...exact, ...bound].map((path) => `${path.replace(/\/$/, '')}/`)
  const globs = matcher([...needed.globs, ...(needed.parse ?? []), ...needed.inputs.flat()].filter((one) => !one.startsWith('!')))
  return (path) => exact.has(path) || bound.has(path) || folders.some((folder) => path.startsWith(folder)) || globs(path)
}

/**
 * Superseded evidence of a phase that can go out of the way with its review. What something else looks at, or what a review or an
 * approval has bound, stays where it is; so does everything whose move could change a judgement.
 */
export function supersededEvidence(
  program: Program,
  records: Case,
  phase: string,
  criteria: readonly CriterionResult[],
  facts: Facts,
  now: string,
): SupersededEvidence[] {
  const root = `${program.folders.evidence}/`
  // Where records are not read, one that failed would be gone.
  if (!`${supersededFolder(program)}/`.startsWith(root)) return []
  const results = new Map(criteria.map((one) => [one.id, one]))
  const found = records.evidence.filter(isRead).flatMap((record) => {
    if (record.was !== undefined || !record.source.path.startsWith(root)) return []
    const by = successorOf(program, records, record, phase, results)
    const files = by === undefined ? undefined : filesOf(record, facts)
    return by === undefined || files === undefined ? [] : [{ record, by: by.source.path, files }]
  })
  if (found.length === 0) return []
  const isLookedAt = lookedAt(program, records, new Set(found.map(({ record }) => record)))
  const place = supersededPlace(program, now)
  return found.flatMap(({ record, by, files }) => {
    if (files.some(({ path }) => isLookedAt(path))) return []
    const moves = files.map(
      ({ path, sha256 }): Move => ({
        type: 'move',
        from: path,
        to: `${place}/${path.slice(root.length)}`,
        before: sha256,
        why: `superseded by ${by}`,
      }),
    )
    return [{ record, by, moves }]
  })
}
