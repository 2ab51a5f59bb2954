import type { EvidenceRecord } from '../schema/records.ts'
import { isRepoPath } from '../schema/repo-path.ts'
import { type Facts, inputsKey, type RecordFile } from './case.ts'
import { ago, clockSkew, durationOf, earliestOf, endOf, instantOf } from './instant.ts'
import { artifactsOf, inputsOf, type ListedArtifact, type ProvenInput } from './record-claims.ts'

/**
 * Whether a record can prove anything now. `suspect`: what it rests on has another meaning by now, which only those find out who know the
 * program (`stateByMeaning`). `unreadable`: a fact that this depends on is not known.
 */
export type RecordStateName = 'valid' | 'stale' | 'suspect' | 'dirty' | 'missing' | 'tampered' | 'expired' | 'invalid' | 'unreadable'

export interface RecordState {
  readonly state: RecordStateName
  /** A short phrase: "src/main.ts changed since it was recorded"; empty when valid. */
  readonly because: string
  /** The file that decided it. */
  readonly path?: string
}

const valid: RecordState = { state: 'valid', because: '' }

function because(state: RecordStateName, why: string, path?: string): RecordState {
  return { state, because: why, ...(path !== undefined && { path }) }
}

function artifactState({ path, sha256, gitTree }: ListedArtifact, facts: Facts): RecordState {
  if (!isRepoPath(path)) return because('invalid', `${path} is not a path inside the workspace`, path)
  const fact = facts.files.get(path)
  if (fact === undefined || fact.state === 'unreadable') return because('unreadable', `${path} cannot be read`, path)
  if (fact.state === 'missing') return because('missing', `${path} is listed and does not exist`, path)
  if (sha256 === undefined && gitTree === undefined) return valid
  const [recorded, present] = sha256 === undefined ? [gitTree, fact.gitTree] : [sha256, fact.sha256]
  const isOther = (sha256 === undefined) !== (fact.state === 'directory')
  if (!isOther && present === undefined) return because('unreadable', `${path} has no digest to compare with`, path)
  return recorded === present ? valid : because('tampered', `${path} differs from its recorded digest`, path)
}

function inputState(input: ProvenInput, facts: Facts): RecordState {
  if ('path' in input) {
    const { path, sha256 } = input
    if (!isRepoPath(path)) return because('invalid', `${path} is not a path inside the workspace`, path)
    const fact = facts.files.get(path)
    if (fact === undefined || fact.state === 'unreadable') return because('unreadable', `${path} cannot be read`, path)
    return fact.sha256 === sha256 ? valid : because('stale', `${path} changed since it was recorded`, path)
  }
  const fact = facts.inputs.get(inputsKey(input.patterns))
  if (fact === undefined) return because('unreadable', 'the inputs cannot be read')
  if (fact.files === 0 || input.files === 0) return because('invalid', 'its inputs match no file')
  return fact.sha256 === input.sha256 ? valid : because('stale', 'the inputs changed since it was recorded')
}

function ageState(date: string, maxAge: string | undefined, now: number): RecordState {
  if (maxAge === undefined) return valid
  const age = now - instantOf(date)
  return age <= durationOf(maxAge) ? valid : because('stale', `recorded ${ago(instantOf(date), now)}, older than ${maxAge}`)
}

function expiryState(record: EvidenceRecord, now: number): RecordState {
  const expires = record.validity?.expires ?? undefined
  if (expires === undefined) return valid
  const end = endOf(expires)
  if (Number.isNaN(end)) return because('invalid', `${expires} is no time at which it can expire`)
  return now <= end ? valid : because('expired', `expired on ${expires.slice(0, 10)}`)
}

function dateState(date: string, now: number): RecordState {
  if (Number.isNaN(instantOf(date))) return because('invalid', `${date} is no date`)
  return earliestOf(date) <= now + clockSkew ? valid : because('invalid', `dated ${date}, in the future`)
}

function* findings(record: EvidenceRecord, facts: Facts, now: number, maxAge: string | undefined): Generator<RecordState> {
  const artifacts = artifactsOf(record).map((artifact) => artifactState(artifact, facts))
  // A changed artifact is a matter of integrity: nothing else about the record may hide it.
  yield* artifacts.filter(({ state }) => state === 'tampered')
  if (record.dirty === true) yield because('dirty', 'its inputs were not committed')
  yield dateState(record.date, now)
  yield* artifacts
  yield* inputsOf(record).map((input) => inputState(input, facts))
  yield ageState(record.date, maxAge, now)
  yield expiryState(record, now)
}

/**
 * Whether a record is valid and fresh: readable, from committed inputs, not from the future, its artifacts as recorded, its inputs as
 * recorded, not older than `maxAge` (ISO 8601), not expired. The first rule that fails, in the order of `findings`, names the state;
 * what cannot be read does so only when nothing else is wrong.
 */
export function recordState(
  file: RecordFile<EvidenceRecord>,
  facts: Facts,
  options: { readonly now: string; readonly maxAge?: string | undefined },
): RecordState {
  if (file.record === undefined) return because('invalid', 'the record cannot be read', file.source.path)
  let unknown: RecordState | undefined
  for (const finding of findings(file.record, facts, instantOf(options.now), options.maxAge)) {
    if (finding.state === 'unreadable') unknown ??= finding
    else if (finding.state !== 'valid') return finding
  }
  return unknown ?? valid
}
