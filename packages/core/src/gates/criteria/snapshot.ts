import { command, shellWord } from '../../link/command-line.ts'
import type { Program } from '../../link/program-types.ts'
import type { LeafOf } from '../../schema/check.ts'
import type { EvidenceRecord } from '../../schema/records.ts'
import { askRecords } from '../ask-records.ts'
import type { Case } from '../case.ts'
import { allOf, type PartFinding } from '../compose.ts'
import { askSnapshot } from '../facts-asked.ts'
import { about, count, met, unmet, unreadable } from '../finding.ts'
import { ago, durationOf, instantOf } from '../instant.ts'
import type { CriterionContext, CriterionKind, JudgeContext } from '../judging.ts'
import { type Judgement, verdictOnRecords } from '../record-verdict.ts'
import type { EvidenceUse } from '../result.ts'
import { fetchSnapshots, pipelineGates, type SnapshotFile, snapshotsFolder, snapshotsOf } from '../snapshots/snapshot-files.ts'
import { type SnapshotStanding, snapshotStanding } from '../snapshots/snapshot-standing.ts'
import type { ReadEvidence } from '../speaks-for.ts'
import { secondsInWords } from './drill.ts'
import { explainCommand } from './explain-command.ts'

type Check = LeafOf<'snapshot'>
type Context = Pick<CriterionContext, 'program' | 'gate'>

/** The gates that must have a snapshot: those that are named, every pipeline gate, or the gate of the criterion. */
const gatesOf = ({ gates, all }: Check, { program, gate }: Context): readonly string[] =>
  all ? pipelineGates(program) : [...new Set(gates ?? [gate.id])]

const isAt = ({ record }: SnapshotFile, gates: readonly string[]): boolean => record.gates?.some((gate) => gates.includes(gate)) ?? false

const create = (program: Program, gates: readonly string[], again = false): string =>
  [command(program, 'snapshot create'), ...gates.map((gate) => `--gate ${shellWord(gate)}`), ...(again ? ['--again'] : [])].join(' ')

const use = ({ file }: SnapshotStanding): EvidenceUse => ({ path: file.source.path, sha256: file.sha256 })

/** Records of rehearsals that say which snapshot they restored. */
const rehearsals = ({ program, case: records }: { readonly program: Program; readonly case: Case }): ReadEvidence[] =>
  records.evidence.filter(
    (file): file is ReadEvidence =>
      file.record?.result?.drill?.snapshot !== undefined && (file.record.program === undefined || file.record.program === program.id),
  )

/** How the snapshots at one gate stand: one that is here and whole is enough, and none may be spoiled. */
function atGate(gate: string, standings: readonly SnapshotStanding[], { program, now }: JudgeContext): PartFinding {
  const own = standings.filter(({ file }) => isAt(file, [gate]))
  const fix = create(program, [gate])
  const spoiled = own.find(({ state }) => state === 'tampered')
  if (spoiled) return unmet('tampered', spoiled.because, { evidence: [use(spoiled)], fix: command(program, 'snapshot verify') })
  const present = own.find(({ state }) => state === 'present')
  if (present) return met(`${present.file.record.id}, taken ${ago(present.at, instantOf(now))}`, { evidence: [use(present)] })
  const [newest] = own
  if (newest === undefined) return about(unmet('missing', `no snapshot was taken at ${gate}`, { fix }), [gate])
  const unread = own.find(({ state }) => state === 'unreadable')
  if (unread) return unreadable(unread.because, { evidence: [use(unread)], fix: command(program, 'snapshot verify') })
  const reason = newest.state === 'invalid' ? 'invalid' : 'missing'
  return about(unmet(reason, newest.because, { evidence: [use(newest)], fix: reason === 'missing' ? fetchSnapshots : fix }), [gate])
}

/**
 * The longest time without a snapshot, from when every gate had its latest one until now. Taking a snapshot away can only make it longer.
 */
function longestGap(gates: readonly string[], standings: readonly SnapshotStanding[], now: number): number {
  const present = standings.filter(({ file, state }) => state === 'present' && isAt(file, gates))
  const latest = gates.map((gate) => Math.max(...present.filter(({ file }) => isAt(file, [gate])).map(({ at }) => at)))
  const start = Math.min(...latest)
  const times = [...present.map(({ at }) => at).filter((at) => at >= start), now].sort((a, b) => a - b)
  return Math.max(...times.map((at, index) => (index === 0 ? 0 : at - (times[index - 1] as number))))
}

function withinRpo(
  check: Check,
  gates: readonly string[],
  standings: readonly SnapshotStanding[],
  context: JudgeContext,
): PartFinding | undefined {
  if (check.rpo === undefined) return undefined
  const gap = longestGap(gates, standings, instantOf(context.now))
  const found = secondsInWords(gap / 1000)
  const expected = `RPO ≤ ${check.rpo}`
  if (gap <= durationOf(check.rpo)) return met(`RPO ${found}`, { expected, found })
  // Time that has passed is no failure: `not` must not make a yes of it.
  return unmet('stale', `up to ${found} of work would be lost`, { expected, found, fix: create(context.program, gates, true) })
}

function judgeRestore(check: Check, known: ReadonlySet<string>, record: EvidenceRecord): Judgement {
  const { drill, outcome } = record.result ?? {}
  if (drill?.snapshot === undefined || !known.has(drill.snapshot)) return { says: 'nothing' }
  if (outcome === 'failed') return { says: 'failed', because: `the restore of ${drill.snapshot} failed`, found: 'failed' }
  if (drill.rto === undefined || outcome !== 'passed')
    return { says: 'unclear', reason: 'missing', because: `no time was measured for the restore of ${drill.snapshot}` }
  const found = secondsInWords(drill.rto)
  const expected = `RTO ≤ ${check.rto}`
  const isInTime = drill.rto * 1000 <= durationOf(check.rto as string)
  return { says: isInTime ? 'passed' : 'failed', because: `the way back took ${found}`, expected, found }
}

/** The way back was measured: by a rehearsal that restored one of these snapshots. */
function withinRto(check: Check, gates: readonly string[], context: JudgeContext): PartFinding | undefined {
  if (check.rto === undefined) return undefined
  const known = new Set(snapshotsOf(context.program, context.case).flatMap((file) => (isAt(file, gates) ? [file.record.id] : [])))
  return verdictOnRecords(rehearsals(context), context, {
    judge: (record) => judgeRestore(check, known, record),
    nothing: 'no rehearsal has measured the way back to one of these snapshots',
    fix: command(context.program, 'drill'),
  })
}

export const snapshot: CriterionKind<'snapshot'> = {
  kinds: ['snapshot'],
  asks(check, context, asked) {
    const gates = gatesOf(check, context)
    for (const file of snapshotsOf(context.program, context.case)) if (isAt(file, gates)) askSnapshot(asked, file.record.tree)
    if (check.rto !== undefined) askRecords(asked, rehearsals(context))
  },
  judge(check, context) {
    const { program, case: records, facts, now } = context
    const fix = this.command(check, context)
    const gates = gatesOf(check, context)
    if (gates.length === 0) return unmet('undefined', `${program.id} names no pipeline gates`, { fix })
    if (records.unreadable.some(({ path }) => path === snapshotsFolder)) return unreadable(`${snapshotsFolder} cannot be read`, { fix })
    const standings = snapshotsOf(program, records)
      .filter((file) => isAt(file, gates))
      .map((file) => snapshotStanding(file, facts, now))
    const found = gates.map((gate) => atGate(gate, standings, context))
    if (found.some(({ outcome }) => outcome !== 'met')) return allOf(found, fix)
    const measured = [withinRpo(check, gates, standings, context), withinRto(check, gates, context)].filter((one) => one !== undefined)
    return allOf([...(found.length > 2 ? [all(found)] : found), ...measured], fix)
  },
  wants(check, context) {
    const gates = gatesOf(check, context)
    const parts = [gates.length === 0 ? 'pipeline gates that the program names' : `a whole snapshot taken at ${gates.join(', ')}`]
    if (check.rpo !== undefined) parts.push(`never more than ${check.rpo} of work without one`)
    if (check.rto !== undefined) parts.push(`a way back of ${check.rto} at most, measured`)
    return parts.join(', ')
  },
  command(check, context) {
    const gates = gatesOf(check, context)
    return gates.length === 0 ? explainCommand(context) : create(context.program, gates)
  },
}

/** Many that are met, in few words. */
function all(findings: readonly PartFinding[]): PartFinding {
  return met(`${count(findings.length, 'gate')}, each with its snapshot`, { evidence: findings.flatMap(({ evidence }) => evidence) })
}
