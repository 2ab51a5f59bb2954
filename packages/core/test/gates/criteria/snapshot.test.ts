// tested-for: P4.R4
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import type { Case, Facts, RecordFile, SnapshotFact } from '../../../src/gates/case.ts'
import { evidenceNeeded } from '../../../src/gates/evidence-needed.ts'
import { judgeGates } from '../../../src/gates/judge.ts'
import type { CriterionResult } from '../../../src/gates/result.ts'
import type { Check, LeafOf } from '../../../src/schema/check.ts'
import type { EvidenceRecord } from '../../../src/schema/records.ts'
import type { SnapshotRecord } from '../../../src/schema/snapshot.ts'
import { caseOf, criterion, evidence, exitOf, factsOf, fileOf, gateOf, hash, now, outcome } from '../build.ts'

type Snapshot = Omit<LeafOf<'snapshot'>, 'kind'>

const pipeline = ['Plan', 'Test', 'Deploy']
const ago = (minutes: number): string => new Date(Date.parse(now) - minutes * 60_000).toISOString().replace('.000', '')
const oid = (digit: string): string => digit.repeat(40)

let serial = 0
/** A snapshot of so many minutes ago; its tree and its digest are made of one digit. */
function taken(
  minutes: number,
  gates: readonly string[] = ['P0'],
  digit = 'a',
  more: Partial<SnapshotRecord> = {},
  path?: string,
): RecordFile<SnapshotRecord> {
  const date = more.date ?? ago(minutes)
  const id = `${date.replace(/[-:]/g, '')}-${(++serial).toString(16).padStart(8, '0')}`
  const record: SnapshotRecord = {
    format: 1,
    kind: 'snapshot',
    program: 'demo',
    id,
    gates: [...gates],
    author: 'Ada <ada@example.org>',
    date,
    tree: oid(digit),
    digest: hash(digit),
    files: 2,
    bytes: 10,
    ...more,
  }
  return fileOf(path ?? `.refractor/snapshots/${record.id}.json`, record)
}

const whole = (digit: string): [string, SnapshotFact] => [oid(digit), { state: 'present', digest: hash(digit), files: 2 }]
const here = new Map<string, SnapshotFact>([whole('a'), whole('b'), whole('c')])
const factsWith = (snapshots: ReadonlyMap<string, SnapshotFact> | undefined = here): Facts => ({
  ...factsOf(),
  ...(snapshots && { snapshots }),
})

const programWith = (check: Check) => exitOf([criterion('P0.1', check)], { program: { snapshots: { gates: pipeline } } })

const of = (check: Snapshot, records: Partial<Case>, facts: Facts = factsWith()): CriterionResult =>
  gateOf(programWith({ kind: 'snapshot', ...check }), caseOf(records), facts).criteria[0] as CriterionResult

const drill = (snapshot: string | undefined, rto: number | undefined, ended: 'passed' | 'failed' = 'passed', at = 60) => {
  const measured = { ...(snapshot !== undefined && { snapshot }), ...(rto !== undefined && { rto }) }
  const record: Partial<EvidenceRecord> = {
    criteria: [],
    date: ago(at),
    result: { outcome: ended, drill: { scenario: 'rollback', ...measured } },
  }
  return evidence(record)
}

describe('a snapshot', () => {
  test.each<[string, Snapshot, RecordFile<SnapshotRecord>[], string]>([
    ['of the gate', {}, [taken(5)], 'met'],
    ['of another gate', {}, [taken(5, ['P1'])], 'unmet missing'],
    ['of no gate', {}, [taken(5, [])], 'unmet missing'],
    ['of another program', {}, [taken(5, ['P0'], 'a', { program: 'other' })], 'unmet missing'],
    ['in a file of another name', {}, [taken(5, ['P0'], 'a', {}, '.refractor/snapshots/x.json')], 'unmet missing'],
    ['that nobody took', {}, [], 'unmet missing'],
    ['of a time to come', {}, [taken(-10)], 'unmet invalid'],
    ['of a clock that is a little fast', {}, [taken(-4)], 'met'],
    ['whose objects are not here', {}, [taken(5, ['P0'], 'd')], 'unknown unreadable'],
    ['that holds something else', {}, [taken(5, ['P0'], 'a', { digest: hash('e') })], 'unmet tampered'],
    ['that holds more files', {}, [taken(5, ['P0'], 'a', { files: 3 })], 'unmet tampered'],
    ['of every gate that is named', { gates: ['Plan', 'Test'] }, [taken(5, ['Plan', 'Test'])], 'met'],
    ['of one of the gates', { gates: ['Plan', 'Test'] }, [taken(5, ['Plan'])], 'unmet missing'],
    ['of every pipeline gate', { all: true }, pipeline.map((gate) => taken(5, [gate])), 'met'],
    ['of all but one', { all: true }, [taken(5, ['Plan', 'Deploy'])], 'unmet missing'],
    ['that is older than the newest that is spoiled', {}, [taken(9), taken(5, ['P0'], 'b', { digest: hash('e') })], 'unmet tampered'],
  ])('%s', (_, check, snapshots, expected) => expect(outcome(of(check, { snapshots }))).toBe(expected))

  it('that is recorded and not in this clone says what fetches it', () => {
    const facts = factsWith(new Map([[oid('a'), { state: 'absent' }]]))
    const result = of({}, { snapshots: [taken(5)] }, facts)
    expect(result).toMatchObject({ outcome: 'unmet', reason: 'missing', fix: "git fetch origin 'refs/refractor/*:refs/refractor/*'" })
    // An older one that is here is a way back, too.
    const older = factsWith(new Map([[oid('a'), { state: 'absent' }], whole('b')]))
    expect(outcome(of({}, { snapshots: [taken(5), taken(60, ['P0'], 'b')] }, older))).toBe('met')
  })

  it('that cannot be read leaves it open, unless another one is whole', () => {
    const facts = factsWith(new Map<string, SnapshotFact>([[oid('a'), { state: 'unreadable', because: 'the pack is broken' }], whole('b')]))
    expect(of({}, { snapshots: [taken(5)] }, facts)).toMatchObject({
      outcome: 'unknown',
      because: expect.stringContaining('the pack is broken') as string,
    })
    expect(outcome(of({}, { snapshots: [taken(5), taken(60, ['P0'], 'b')] }, facts))).toBe('met')
  })

  it('in a folder that cannot be read is not missing', () => {
    expect(outcome(of({}, { unreadable: [{ path: '.refractor/snapshots', reason: 'no' }] }))).toBe('unknown unreadable')
  })

  it('of every pipeline gate, in a program that names none, is not defined', () => {
    const program = exitOf([criterion('P0.1', { kind: 'snapshot', all: true })])
    const [result] = gateOf(program, caseOf(), factsWith()).criteria
    expect(result).toMatchObject({ reason: 'undefined', fix: 'refractor gate explain P0 P0.1' })
  })

  it('says which gates have none, and how to take one', () => {
    const result = of({ gates: ['Plan', 'Test', 'Deploy'] }, { snapshots: [taken(5, ['Test'])] })
    expect(result.open?.map(({ about }) => about)).toEqual(['Plan', 'Deploy'])
    expect(of({}, {}).fix).toBe('refractor snapshot create --gate P0')
    expect(result.evidence).toHaveLength(1)
  })

  it('is no evidence of a failure: `not` makes nothing of it', () => {
    const results = [caseOf(), caseOf({ snapshots: [taken(5)] }), caseOf({ snapshots: [taken(5, ['P0'], 'a', { digest: hash('e') })] })]
    for (const records of results) {
      const [result] = gateOf(programWith({ not: { kind: 'snapshot' } }), records, factsWith()).criteria
      expect(result?.outcome).toBe('unmet')
    }
  })

  it('is tampered with: an integrity finding, and exit code 3', () => {
    const records = caseOf({ snapshots: [taken(5, ['P0'], 'a', { digest: hash('e') })] })
    const { gates } = judgeGates(programWith({ kind: 'snapshot' }), records, factsWith(), ['P0'], { now })
    expect(gates[0]?.criteria[0]?.reason).toBe('tampered')
  })

  it('asks for the trees of its gates, each once', () => {
    const records = caseOf({ snapshots: [taken(5), taken(6), taken(7, ['P0'], 'b'), taken(8, ['P1'], 'c')] })
    expect(evidenceNeeded(programWith({ kind: 'snapshot' }), records, ['P0']).snapshots).toEqual([oid('a'), oid('b')])
    expect(evidenceNeeded(programWith({ kind: 'attest', claim: 'x' }), records, ['P0']).snapshots).toBeUndefined()
  })
})

describe('the longest time without a snapshot', () => {
  const gates = ['Plan', 'Test']
  test.each<[string, Snapshot, RecordFile<SnapshotRecord>[], string]>([
    ['is short', { rpo: 'PT1H' }, [taken(60)], 'met'],
    ['is too long', { rpo: 'PT1H' }, [taken(61)], 'unmet stale'],
    ['counts from the newest', { rpo: 'PT1H' }, [taken(600), taken(10)], 'met'],
    ['between two gates is too long', { gates, rpo: 'PT1H' }, [taken(90, ['Plan']), taken(10, ['Test'])], 'unmet stale'],
    ['is cut by an older one of them', { gates, rpo: 'PT1H' }, [taken(90, ['Plan']), taken(50, ['Test'], 'b'), taken(10, ['Test'])], 'met'],
    [
      'is not cut by one that is not here',
      { gates, rpo: 'PT1H' },
      [taken(90, ['Plan']), taken(10, ['Test']), taken(50, ['Test'], 'f')],
      'unmet stale',
    ],
    ['is nothing to measure without a snapshot', { rpo: 'PT1H' }, [], 'unmet missing'],
    ['against a limit that is none', { rpo: 'soon' }, [taken(1)], 'unmet stale'],
  ])('%s', (_, check, snapshots, expected) => {
    const facts = factsWith(new Map<string, SnapshotFact>([...here, [oid('f'), { state: 'absent' }]]))
    expect(outcome(of(check, { snapshots }, facts))).toBe(expected)
  })

  it('is told, with the command that ends it', () => {
    expect(of({ rpo: 'PT1H' }, { snapshots: [taken(125)] })).toMatchObject({
      because: expect.stringContaining('2 h 5 min') as string,
      fix: 'refractor snapshot create --gate P0 --again',
    })
  })
})

describe('the way back', () => {
  const one = taken(10)
  const other = taken(10, ['P1'])
  const id = one.record?.id
  test.each<[string, RecordFile<EvidenceRecord>[], string]>([
    ['was quick', [drill(id, 60)], 'met'],
    ['was too slow', [drill(id, 301)], 'unmet failed'],
    ['was never measured', [], 'unmet missing'],
    ['was measured to another snapshot', [drill(other.record?.id, 60)], 'unmet missing'],
    ['was measured to none', [drill(undefined, 60)], 'unmet missing'],
    ['was not timed', [drill(id, undefined)], 'unmet missing'],
    ['failed since', [drill(id, 60, 'passed', 90), drill(id, 60, 'failed', 30)], 'unmet failed'],
    ['failed before', [drill(id, 60, 'failed', 90), drill(id, 60, 'passed', 30)], 'met'],
  ])('%s', (_, records, expected) => expect(outcome(of({ rto: 'PT5M' }, { snapshots: [one, other], evidence: records }))).toBe(expected))
})

it('taking a snapshot away never makes a gate met', () => {
  const snapshot = fc.record({
    minutes: fc.integer({ min: 0, max: 200 }),
    gates: fc.subarray(['P0', 'Plan', 'Test'], { minLength: 1 }),
    digit: fc.constantFrom('a', 'b', 'f', 'e'),
  })
  const checks = fc.constantFrom<Snapshot>({}, { rpo: 'PT1H' }, { gates: ['Plan', 'Test'] }, { gates: ['Plan', 'Test'], rpo: 'PT1H' })
  // f is not here, e cannot be read; none is spoiled, for what is spoiled blocks until it is gone.
  const facts = factsWith(
    new Map<string, SnapshotFact>([...here, [oid('f'), { state: 'absent' }], [oid('e'), { state: 'unreadable', because: 'no' }]]),
  )
  fc.assert(
    fc.property(fc.array(snapshot, { maxLength: 6 }), checks, fc.boolean(), fc.nat(), (all, check, inverted, index) => {
      const snapshots = all.map(({ minutes, gates, digit }) => taken(minutes, gates, digit))
      const leaf: Check = { kind: 'snapshot', ...check }
      const program = programWith(inverted ? { not: leaf } : leaf)
      const before = gateOf(program, caseOf({ snapshots }), facts).criteria[0]?.outcome
      const fewer = snapshots.filter((_, at) => at !== index % Math.max(1, snapshots.length))
      const after = gateOf(program, caseOf({ snapshots: fewer }), facts).criteria[0]?.outcome
      expect(before !== 'met' && after === 'met').toBe(false)
    }),
    { numRuns: 300 },
  )
})
