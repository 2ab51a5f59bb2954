import { command } from '../link/command-line.ts'
import type { EvidenceRecord } from '../schema/records.ts'
import { inputsKey } from './case.ts'
import { allOf, type PartFinding } from './compose.ts'
import { about, count, met, unmet, unreadable } from './finding.ts'
import { ago, instantOf } from './instant.ts'
import type { JudgeContext } from './judging.ts'
import { isNamedAs } from './moved-evidence.ts'
import { inputsOf } from './record-claims.ts'
import { type Difference, differenceOf } from './record-outputs.ts'
import type { RecordStateName } from './record-state.ts'
import type { EvidenceUse, Reason } from './result.ts'
import { type ReadEvidence, unreadableFor } from './speaks-for.ts'

/** What a record says to a check. `flaw`: why it proves nothing although its result is plain (too few samples, say). */
export type Judgement =
  | { readonly says: 'nothing' }
  | { readonly says: 'unclear'; readonly reason: 'invalid' | 'missing'; readonly because: string }
  | {
      readonly says: 'passed' | 'failed'
      readonly because: string
      readonly expected?: string | undefined
      readonly found?: string | undefined
      readonly flaw?: { readonly reason: 'invalid' | 'missing'; readonly because: string } | undefined
      /** A failure that says nothing about the opposite: the run crashed, whatever it would have found. */
      readonly oneSided?: boolean | undefined
      /** Everything that failed, by name; left out where that is not known completely. */
      readonly about?: readonly string[] | undefined
    }

/** How one kind of check reads records. */
export interface RecordTest {
  judge(record: EvidenceRecord): Judgement
  /** Only records of this environment say anything. */
  readonly environment?: string | undefined
  /** What is missing when no record says anything: "no record speaks for P2.2". */
  readonly nothing: string
  readonly fix: string
  /** The command that makes as many more records as are lacking in a row; default: `fix`. */
  again?(lacking: number): string
}

/** A record, weighed: what it says, and whether it can prove it. */
interface Weighed {
  readonly file: ReadEvidence
  /** When it was made; a date stands for the start of its day. */
  readonly at: number
  readonly state: RecordStateName
  readonly reason: string
  readonly judgement: Judgement
}

type Said = Weighed & { readonly judgement: Extract<Judgement, { says: 'passed' | 'failed' }> }

/** Where a criterion names its inputs, a record with digests must have been made for exactly these. */
function madeForOthers(record: EvidenceRecord, patterns: readonly string[] | undefined): boolean {
  const sets = inputsOf(record)
  if (patterns === undefined || sets.length === 0) return false
  const wanted = inputsKey(patterns)
  return !sets.some((input) => 'patterns' in input && inputsKey(input.patterns) === wanted)
}

function weigh(file: ReadEvidence, context: JudgeContext, test: RecordTest): Weighed {
  const state = context.stateOf(file)
  const judgement = test.judge(file.record)
  const at = instantOf(file.record.date)
  const weighed = { file, at: Number.isNaN(at) ? Number.POSITIVE_INFINITY : at, judgement }
  if (state.state !== 'valid') return { ...weighed, state: state.state, reason: state.because }
  if (judgement.says === 'unclear') return { ...weighed, state: judgement.reason, reason: judgement.because }
  if (madeForOthers(file.record, context.criterion.record.inputs))
    return { ...weighed, state: 'invalid', reason: 'the record was made for other inputs' }
  if (judgement.says !== 'nothing' && judgement.flaw) return { ...weighed, state: judgement.flaw.reason, reason: judgement.flaw.because }
  return { ...weighed, state: 'valid', reason: '' }
}

const passed = (one: Weighed): one is Said => one.judgement.says === 'passed'
const failed = (one: Weighed): one is Said => one.judgement.says === 'failed'
const newest = <T extends Weighed>(list: readonly T[]): T | undefined =>
  list.reduce<T | undefined>((best, one) => (best === undefined || one.at > best.at ? one : best), undefined)

const isNamed = (names: ReadonlySet<string>, { file }: Pick<Weighed, 'file'>): boolean => isNamedAs(names, file)

/** The records that some records supersede. */
const supersededBy = (list: readonly Weighed[]): ReadonlySet<string> => new Set(list.flatMap((one) => one.file.record.supersedes ?? []))

/** Failing records that block older passing ones: all but those whose own inputs have gone, and those that a proof supersedes. */
function blockersOf(weighed: readonly Weighed[], proofs: readonly Weighed[], dead: ReadonlySet<RecordStateName>): Said[] {
  const superseded = supersededBy(proofs)
  return weighed.filter(failed).filter((one) => !dead.has(one.state) && !isNamed(superseded, one))
}

/** The proofs that are newer than every blocker; a tie counts against them. */
function standing(
  weighed: readonly Weighed[],
  alive: ReadonlySet<RecordStateName>,
  dead: ReadonlySet<RecordStateName>,
): { proofs: Said[]; blockers: Said[] } {
  const candidates = weighed.filter(passed).filter((one) => alive.has(one.state))
  const blockers = blockersOf(weighed, candidates, dead)
  const last = newest(blockers)?.at ?? Number.NEGATIVE_INFINITY
  return { proofs: candidates.filter((one) => one.at > last), blockers }
}

const onlyValid: ReadonlySet<RecordStateName> = new Set(['valid'])
const validOrUnread: ReadonlySet<RecordStateName> = new Set(['valid', 'unreadable'])
/** A run of other inputs says nothing about these; a failure that expired or lost its artifact still happened. */
const neverBlocks: ReadonlySet<RecordStateName> = new Set(['stale', 'dirty'])
const neverBlocksOrUnread: ReadonlySet<RecordStateName> = new Set(['stale', 'dirty', 'unreadable'])

const use = ({ file }: Weighed): EvidenceUse => ({ path: file.source.path, sha256: file.sha256 })

function recorded({ file, at }: Weighed, context: JudgeContext): string {
  const { commit } = file.record
  return `recorded ${ago(at, instantOf(context.now))}${commit === undefined ? '' : ` at ${commit.slice(0, 7)}`}`
}

function details(
  one: Said,
  fix: string,
): { expected: string | undefined; found: string | undefined; evidence: EvidenceUse[]; fix: string } {
  return { expected: one.judgement.expected, found: one.judgement.found, evidence: [use(one)], fix }
}

/** A copy of a record is no second run. */
const distinct = (list: readonly Weighed[]): number => new Set(list.map((one) => one.file.sha256)).size

/** What is in the way when no proof stands. */
function notProven(weighed: readonly Weighed[], blockers: readonly Said[], context: JudgeContext, test: RecordTest): PartFinding {
  const { fix } = test
  const failure = newest(blockers.filter((one) => one.state === 'valid'))
  const others = weighed.filter((one) => one.judgement.says === 'passed' || one.judgement.says === 'unclear')
  const later = newest(others)
  const mute = unreadableFor(context.program, context.case, context.criterion)
  if (failure && !(later && later.at > failure.at)) {
    const plain = unmet('failed', `${failure.judgement.because} · ${recorded(failure, context)}`, details(failure, fix))
    const finding = about(plain, failure.judgement.about ?? [])
    // What a spoiled record or an unreadable one had to say about the failure is not known, so nothing follows from it for `not`.
    const answered = isNamed(supersededBy(others), failure)
    return failure.judgement.oneSided || answered || mute.length > 0 ? { ...finding, oneSided: true } : finding
  }
  const flawed = newest(weighed.filter((one) => one.state !== 'valid' && one.judgement.says !== 'nothing'))
  if (flawed?.state === 'unreadable') return unreadable(flawed.reason, { evidence: [use(flawed)], fix })
  if (flawed) return unmet(flawed.state as Reason, `${flawed.reason} · ${recorded(flawed, context)}`, { evidence: [use(flawed)], fix })
  const note = mute.length === 0 ? '' : ` (${count(mute.length, 'record')} cannot be read: ${mute[0]}${mute.length > 1 ? ', …' : ''})`
  return unmet('missing', `${test.nothing}${note}`, { fix })
}

/** The newest proofs, so many of them; those that are as old as the oldest of these belong to them. */
function latestOf(proofs: readonly Said[], needed: number): readonly Said[] {
  const times = [...new Map(proofs.map((one) => [one.file.sha256, one.at])).values()].sort((a, b) => b - a)
  const since = times[needed - 1] as number
  return proofs.filter((one) => one.at >= since)
}

/** The runs passed and did not make the same. Of the opposite nothing follows: other runs may make the same. */
function notReproduced(different: Difference, last: readonly Said[], latest: Said, test: RecordTest): PartFinding {
  const { reason, because, expected, found } = different
  const fix = test.again?.(last.length) ?? test.fix
  return { ...unmet(reason, because, { ...details(latest, fix), expected, found, evidence: last.map(use) }), oneSided: true }
}

function verdictIn(environment: string | undefined, files: readonly ReadEvidence[], context: JudgeContext, test: RecordTest): PartFinding {
  const wanted = [environment, test.environment].filter((name) => name !== undefined)
  const nothing = wanted.length === 0 ? test.nothing : `${test.nothing} from ${[...new Set(wanted)].join(' and ')}`
  const weighed = files
    .filter(({ record }) => wanted.every((name) => record.environment?.name === name))
    .map((file) => weigh(file, context, test))
  const { proofs, blockers } = standing(weighed, onlyValid, neverBlocks)
  const { consecutive, identical } = context.criterion.record.repeat ?? {}
  const needed = Math.max(1, consecutive ?? 1)
  const latest = newest(proofs)
  if (latest && distinct(proofs) >= needed) {
    const last = identical ? latestOf(proofs, needed) : proofs
    const different = identical ? differenceOf(last.map((one) => one.file)) : undefined
    if (different !== undefined) return notReproduced(different, last, latest, test)
    const inARow = needed > 1 ? ` · ${distinct(last)} in a row${identical ? ', all the same' : ''}` : ''
    const { fix: _, ...more } = details(latest, test.fix)
    return met(`${latest.judgement.because} · ${recorded(latest, context)}${inARow}`, { ...more, evidence: last.map(use) })
  }
  const unread = weighed.filter((one) => one.state === 'unreadable' && one.judgement.says !== 'nothing')
  const possible = standing(weighed, validOrUnread, neverBlocksOrUnread)
  if (distinct(possible.proofs) >= needed) {
    return unreadable((unread[0] as Weighed).reason, { evidence: unread.map(use), fix: test.fix })
  }
  if (latest) {
    const fix = test.again?.(needed - distinct(proofs)) ?? test.fix
    return unmet('missing', `${distinct(proofs)} of ${needed} passing records in a row`, details(latest, fix))
  }
  return notProven(weighed, blockers, context, { ...test, nothing })
}

/** A record that was tampered with, unless a proof from the same environment supersedes it: then that one speaks in its place. */
function spoiledOf(files: readonly ReadEvidence[], context: JudgeContext, test: RecordTest): ReadEvidence | undefined {
  const spoiled = files.filter((file) => context.stateOf(file).state === 'tampered')
  if (spoiled.length === 0) return undefined
  const proofs = files.map((file) => weigh(file, context, test)).filter((one) => passed(one) && one.state === 'valid')
  return spoiled.find((file) => {
    const environment = file.record.environment?.name
    const names = supersededBy(proofs.filter((one) => one.file.record.environment?.name === environment))
    return !isNamed(names, { file })
  })
}

/**
 * Judges some records by the one rule that all kinds share. Met: valid, fresh records pass (as many in a row as `repeat` asks for,
 * in each of the `environments`), and none that failed is as new or newer, unless a proof supersedes it. So taking away or spoiling
 * what proves a criterion never makes it met, also not under `not`: `failed` needs a valid failure that no spoiled proof is newer than.
 */
export function verdictOnRecords(files: readonly ReadEvidence[], context: JudgeContext, test: RecordTest): PartFinding {
  const tampered = spoiledOf(files, context, test)
  if (tampered) {
    const { because } = context.stateOf(tampered)
    return unmet('tampered', because, {
      evidence: [{ path: tampered.source.path, sha256: tampered.sha256 }],
      fix: command(context.program, 'evidence verify'),
    })
  }
  const environments = context.criterion.record.environments
  if (environments === undefined) return verdictIn(undefined, files, context, test)
  return allOf(
    environments.map((name) => verdictIn(name, files, context, test)),
    test.fix,
  )
}
