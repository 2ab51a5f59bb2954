import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import type { RecordFile } from '../../../src/gates/case.ts'
import { evidenceNeeded } from '../../../src/gates/evidence-needed.ts'
import { instantOf } from '../../../src/gates/instant.ts'
import { judgeGates } from '../../../src/gates/judge.ts'
import type { Finding, OpenPoint, Reason } from '../../../src/gates/result.ts'
import { covering, withWaivers } from '../../../src/gates/waivers/cover.ts'
import { waiversOf } from '../../../src/gates/waivers/waiver-standing.ts'
import type { Check } from '../../../src/schema/check.ts'
import type { WaiverRecord } from '../../../src/schema/waiver.ts'
import {
  aFile,
  approvalOf,
  caseOf,
  criterion,
  evidence,
  exitOf,
  factsOf,
  fileOf,
  gateOf,
  hash,
  missing,
  outcome,
  reviewOf,
} from '../build.ts'
import { absent, approved, caseWith, facts, folder, gateWith, now, present, programOf, request, stepOf, withProofs } from './build.ts'

const program = programOf()

/** Every finding about waivers, as "code: message". */
const said = (one = program, files: readonly RecordFile<WaiverRecord>[] = [], at = now): string[] =>
  judgeGates(one, caseWith(...files), facts, ['P0'], { now: at }).diagnostics.map(({ code, message }) => `${code}: ${message}`)

describe('a waived criterion', () => {
  it('with a bad signature is not: that is told of where signatures are', () => {
    const bad = { signature: { state: 'bad', because: 'forged' } } as const
    const at = withProofs({ [`${folder}/W-001.approved-1.json`]: bad })
    const { gates, diagnostics } = judgeGates(program, caseWith(...approved(program)), at, ['P0'], { now })
    expect([gates[0]?.criteria[0]?.outcome, diagnostics.map(({ code }) => code)]).toEqual(['unmet', ['waiver/pending']])
  })

  it('says until when, by what, and what it would be', () => {
    const gate = gateWith(program, approved(program))
    expect(gate.verdict).toBe('met')
    expect(gate.counts).toMatchObject({ met: 1, waived: 1, unmet: 0 })
    expect(gate.criteria[0]).toMatchObject({
      outcome: 'waived',
      because: 'waived until 2026-12-20 (W-001, 29 days left); no does not exist',
      waiver: {
        id: 'W-001',
        path: `${folder}/W-001.json`,
        until: '2026-12-20T23:59:59Z',
        breakGlass: false,
        covered: { outcome: 'unmet', reason: 'missing', because: 'no does not exist' },
      },
    })
    expect(gate.criteria[0]?.reason).toBeUndefined()
    expect(gate.criteria[0]?.fix).toBeDefined()
  })

  test.each([
    ['2026-12-19T10:00:00Z', '1 day left'],
    ['2026-12-20T10:00:00Z', 'the last day'],
    ['2026-12-21T00:00:00Z', undefined],
  ])('counts the days: %s', (at, left) => {
    const [one] = gateWith(program, approved(program), { now: at }).criteria
    expect(one?.outcome).toBe(left === undefined ? 'unmet' : 'waived')
    if (left !== undefined) expect(one?.because).toContain(left)
  })

  it('shouts when the glass is broken', () => {
    const broken = request(program, { breakGlass: true, at: '2026-11-21T11:00:00Z', expires: '2026-11-23T11:00:00Z' })
    const [one] = gateWith(program, [broken]).criteria
    expect(one?.because).toBe('BREAK GLASS, waived until 2026-11-23T11:00Z (W-001, 47 hours left); no does not exist')
    expect(gateWith(program, [broken], { now: '2026-11-23T10:30:00Z' }).criteria[0]?.because).toContain('less than an hour left')
    expect(said(program, [broken])).toEqual([
      'waiver/break-glass: BREAK GLASS: W-001 waives P0.1 until 2026-11-23T11:00Z (47 hours left), by Ada <ada@example.org>: the part is delivered next week',
    ])
  })

  it('never makes a gate met of which nothing is met', () => {
    const only = exitOf([criterion('P0.1', absent)])
    expect(gateWith(only, approved(only)).verdict).toBe('unknown')
  })

  it('satisfies what waits for it', () => {
    const one = exitOf([criterion('P0.1', absent), criterion('P0.2', present, { after: ['P0.1'] })])
    expect(gateWith(one, approved(one)).criteria.map(outcomeOf)).toEqual(['waived', 'met'])
    expect(gateWith(one, []).criteria.map(outcomeOf)).toEqual(['unmet missing', 'unmet blocked'])
  })

  it('is judged as it is now when its phase was closed with it', () => {
    const files = approved(program)
    const criteria = [
      { id: 'P0.1', definition: files[0]?.record?.definition as string, outcome: 'waived', because: 'waived', evidence: [] },
      { id: 'P0.2', definition: gateWith(program, []).criteria[1]?.definition as string, outcome: 'met', because: 'yes', evidence: [] },
    ]
    const records = caseOf({ waivers: files, reviews: [reviewOf({ criteria })] })
    const at = (time: string) => gateOf(program, records, facts, 'P0', { now: time })
    expect(at(now)).toMatchObject({ verdict: 'met', closed: {}, counts: { waived: 1 } })
    expect(at('2026-12-21T00:00:00Z')).toMatchObject({ verdict: 'unmet', closed: {} })
  })

  it('may have no check, or only a proposed one', () => {
    const none = exitOf([criterion('P0.1', undefined), criterion('P0.2', present)])
    expect(gateWith(none, approved(none)).criteria[0]?.outcome).toBe('waived')
    expect(evidenceNeeded(none, caseWith(...approved(none)), ['P0']).proofs).toBeUndefined()
    const signature = { path: `${folder}/W-001.json.sig`, text: '' }
    const keys = ['ssh-ed25519 AAAA']
    const keyed = exitOf([criterion('P0.1', undefined), criterion('P0.2', present)], { program: { people: [{ id: 'grace', keys }] } })
    expect(evidenceNeeded(keyed, caseWith({ ...request(keyed), signature }), ['P0']).proofs).toEqual([`${folder}/W-001.json`])
  })

  const outcomeOf = (one: Parameters<typeof outcome>[0]): string => (one.outcome === 'waived' ? 'waived' : outcome(one))
})

describe('what cannot be waived', () => {
  const finding = (reason: Reason, more: Partial<Finding> = {}): Finding => ({
    outcome: 'unmet',
    reason,
    because: 'so',
    evidence: [],
    fix: 'do',
    ...more,
  })
  const inForce = waiversOf(program, caseWith(...approved(program)), facts, now)

  test.each<[Reason, boolean]>([
    ['missing', true],
    ['stale', true],
    ['dirty', true],
    ['failed', true],
    ['pending', true],
    ['undefined', true],
    ['proposed', true],
    ['unsupported', true],
    ['conflict', true],
    ['suspect', true],
    ['expired', true],
    ['blocked', true],
    ['tampered', false],
    ['invalid', false],
    ['rejected', false],
    ['unreadable', false],
  ])('%s', (reason, expected) => {
    expect(covering(finding(reason), inForce) !== undefined).toBe(expected)
    expect(covering(finding('missing', { open: [{ reason: 'missing' }, { reason }] }), inForce) !== undefined).toBe(expected)
    if (!expected) expect(withWaivers(finding(reason), inForce, instantOf(now))).toEqual(finding(reason))
  })

  it('what is met, does not apply or is unknown', () => {
    for (const one of ['met', 'not-applicable', 'unknown'] as const)
      expect(covering(finding('missing', { outcome: one }), inForce)).toBeUndefined()
  })

  it('an artifact that was tampered with, in any part of the check', () => {
    const check: Check = { all: [absent, { kind: 'evidence', covers: ['yes'] }] }
    const one = programOf({ check })
    const record = evidence({ artifacts: [{ path: 'yes', sha256: hash('b') }] })
    const records = caseOf({ waivers: approved(one), evidence: [record] })
    expect(gateOf(one, records, factsOf({ files: { yes: aFile, no: missing } })).criteria[0]?.reason).toBe('tampered')
  })

  it('a rejection, also where something else is open', () => {
    const check: Check = { all: [absent, { kind: 'approval' }] }
    const one = programOf({ check })
    const waivers = approved(one)
    const reject = approvalOf({ decision: 'reject', definition: waivers[0]?.record?.definition as string, by: 'Bob' })
    expect(gateOf(one, caseOf({ waivers }), facts).criteria[0]?.outcome).toBe('waived')
    expect(gateOf(one, caseOf({ waivers, approvals: [reject] }), facts).criteria[0]?.outcome).toBe('unmet')
    const later = exitOf([
      criterion('P0.1', { kind: 'approval' }, { after: ['P0.3'] }),
      criterion('P0.3', absent),
      criterion('P0.2', present),
    ])
    const blocked = approved(later)
    const rejected = approvalOf({ decision: 'reject', definition: blocked[0]?.record?.definition as string, by: 'Bob' })
    expect(gateOf(later, caseOf({ waivers: blocked, approvals: [rejected] }), facts).criteria[0]?.reason).toBe('blocked')
  })
})

describe('a waiver of one finding', () => {
  const tests = (failures: readonly string[]) =>
    evidence({
      result: { tests: { total: 10, passed: 10 - failures.length, failed: failures.length, skipped: 0, failures: [...failures] } },
    })
  const one = programOf({ check: { kind: 'test' } })
  const judged = (failures: readonly string[], ...found: readonly NonNullable<WaiverRecord['finding']>[]) => {
    const waivers = found.flatMap((finding, index) => approved(one, { id: `W-00${index + 1}`, finding }))
    return gateOf(one, caseOf({ waivers, evidence: [tests(failures)] }), facts).criteria[0]
  }

  it('covers no other', () => {
    expect(judged(['door'], { locator: 'door' })?.outcome).toBe('waived')
    expect(judged(['door'], { reason: 'failed', locator: 'door' })?.because).toContain('; found 9 passed, 1 failed')
    expect(judged(['door', 'lift'], { locator: 'door' })?.outcome).toBe('unmet')
    expect(judged(['lift'], { locator: 'door' })?.outcome).toBe('unmet')
    expect(judged(['door'], { reason: 'stale', locator: 'door' })?.outcome).toBe('unmet')
    expect(judged(['door'], { reason: 'failed' })?.outcome).toBe('waived')
  })

  it('is added to others', () => {
    const both = judged(['door', 'lift'], { locator: 'door' }, { locator: 'lift' })
    expect(both?.because).toContain('(W-001, W-002, 29 days left)')
  })

  it('that ends first ends the whole', () => {
    const waivers = [
      ...approved(one, { id: 'W-001', finding: { locator: 'door' } }),
      ...approved(one, { id: 'W-002', finding: { locator: 'lift' }, expires: '2026-12-01' }),
    ]
    const [both] = gateOf(one, caseOf({ waivers, evidence: [tests(['door', 'lift'])] }), facts).criteria
    expect(both?.because).toContain('waived until 2026-12-01 (W-001, W-002, 10 days left)')
    expect(both?.waiver).toMatchObject({ id: 'W-002', until: '2026-12-01T23:59:59Z' })
  })

  it('gives way to what needs no emergency', () => {
    const breakGlass = { breakGlass: true, at: '2026-11-21T11:00:00Z', expires: '2026-11-23T11:00:00Z' }
    for (const [emergency, other] of [
      ['W-001', 'W-002'],
      ['W-002', 'W-001'],
    ] as const) {
      const waivers = [request(program, { id: emergency, ...breakGlass }), ...approved(program, { id: other, expires: '2026-11-22' })]
      expect(gateWith(program, waivers).criteria[0]?.waiver).toMatchObject({ id: other, breakGlass: false })
    }
  })

  it('covers nothing when not every failure is named', () => {
    const record = evidence({ result: { tests: { total: 10, passed: 8, failed: 2, skipped: 0, failures: ['door'] } } })
    const waivers = approved(one, { finding: { locator: 'door' } })
    expect(gateOf(one, caseOf({ waivers, evidence: [record] }), facts).criteria[0]?.outcome).toBe('unmet')
  })

  test.each<[string, Check, string]>([
    ['a file', { kind: 'artifact', paths: ['yes', 'no'] }, 'no'],
    ['a record', { kind: 'evidence', covers: ['no'] }, 'no'],
    ['a record of the plan', { kind: 'query', from: 'phases', expect: 'all', that: { state: 'closed' } }, 'P0'],
  ])('names %s', (_name, check, locator) => {
    const other = programOf({ check })
    expect(gateWith(other, approved(other, { finding: { locator } })).criteria[0]?.outcome).toBe('waived')
    expect(gateWith(other, approved(other, { finding: { locator: 'x' } })).criteria[0]?.outcome).toBe('unmet')
    expect(said(other, approved(other, { finding: { locator: 'x' } }))[0]).toContain(
      'waiver/not-covered: W-001 (x) does not cover all that is open in P0.1',
    )
  })

  it('is told what is left', () => {
    const check: Check = { kind: 'artifact', paths: ['no', 'nothing', 'nowhere', 'never'] }
    const other = programOf({ check })
    const files = factsOf({ files: { yes: aFile, no: missing, nothing: missing, nowhere: missing, never: missing } })
    const { diagnostics } = judgeGates(other, caseWith(...approved(other, { finding: { locator: 'no' } })), files, ['P0'], { now })
    expect(diagnostics[0]?.message).toBe(
      'W-001 (no) does not cover all that is open in P0.1: missing no, missing nothing, missing nowhere and 1 more',
    )
  })
})

describe('covering', () => {
  const about = fc.constantFrom('a', 'b', 'c', undefined)
  const reasons = fc.constantFrom<Reason>('missing', 'failed', 'stale', 'tampered')
  const points = fc.array(fc.record({ reason: reasons, about }), { minLength: 1, maxLength: 4 })
  const narrow = fc.record({
    reason: fc.option(reasons, { nil: undefined }),
    locator: fc.option(fc.constantFrom('a', 'b', 'c'), { nil: undefined }),
  })

  it('needs a waiver for each thing that is open, and more of what is open never helps', () => {
    const property = fc.property(points, points, fc.array(narrow, { maxLength: 3 }), (open, more, found) => {
      const files = found.flatMap((finding, index) =>
        approved(program, { id: `W-00${index + 1}`, finding: finding as WaiverRecord['finding'] }),
      )
      const inForce = waiversOf(program, caseWith(...files), facts, now)
      const finding = (all: typeof open): Finding => ({
        outcome: 'unmet',
        reason: 'missing',
        because: 'so',
        evidence: [],
        fix: 'do',
        open: all as OpenPoint[],
      })
      const isCovered = (point: (typeof open)[number]): boolean =>
        point.reason !== 'tampered' &&
        found.some((one) => (one.reason ?? point.reason) === point.reason && (one.locator === undefined || one.locator === point.about))
      expect(covering(finding(open), inForce) !== undefined).toBe(open.every(isCovered))
      if (covering(finding([...open, ...more]), inForce)) expect(covering(finding(open), inForce)).toBeDefined()
    })
    fc.assert(property, { numRuns: 300 })
  })
})

describe('several waivers', () => {
  it('use the one that is approved, then the one that lasts longest', () => {
    const broken = request(program, { id: 'W-001', breakGlass: true, at: '2026-11-21T11:00:00Z', expires: '2026-11-23T11:00:00Z' })
    const short = approved(program, { id: 'W-002', expires: '2026-12-01' })
    const long = approved(program, { id: 'W-003', expires: '2026-12-05' })
    const used = (...files: readonly RecordFile<WaiverRecord>[]) => gateWith(program, files).criteria[0]?.waiver?.id
    expect(used(broken, ...short)).toBe('W-002')
    expect(used(...short, broken)).toBe('W-002')
    expect(used(...long, ...short)).toBe('W-003')
    expect(used(...short, ...long)).toBe('W-003')
  })
})

describe('what is said', () => {
  it('nothing, while all is well', () => {
    expect(said(program, approved(program))).toEqual([])
    expect(said(program, [request(program), stepOf(request(program), { step: 'rejected' })])).toEqual([])
  })

  test.each<[string, string, RecordFile<WaiverRecord>[]]>([
    ['2026-12-10T00:00:00Z', 'waiver/expiring: W-001 waives P0.1 only until 2026-12-20 (10 days left)', approved(program)],
    ['2026-12-24T00:00:00Z', 'waiver/expired: W-001 ended 2026-12-20, 4 days ago, and P0.1 is not met', approved(program)],
    [now, 'waiver/pending: W-001, which Ada <ada@example.org> asks for, does not count yet: nobody has approved it', [request(program)]],
    [now, 'waiver/unused: W-001 covers nothing any more: P0.2 is met', approved(program, { criterion: 'P0.2' })],
    [now, 'waiver/void: W-001 is void: P0.1 changed since it was asked for', approved(program, { definition: hash('f') })],
    [
      now,
      'waiver/invalid-record: W-001 does not count: .refractor/waivers/W-001.revoked.json cannot be read',
      [...approved(program), fileOf(`${folder}/W-001.revoked.json`, undefined)],
    ],
  ])('%s %s', (at, expected, files) => {
    expect(said(program, files, at)).toEqual([expected])
  })

  it('that an edited request was tampered with, which is a matter of integrity', () => {
    const [asked, approval] = approved(program)
    const edited = request(program, { reason: 'a reason that nobody has approved' })
    expect(said(program, [edited, approval as RecordFile<WaiverRecord>])).toEqual([
      'waiver/pending: W-001, which Ada <ada@example.org> asks for, does not count yet: nobody has approved it: .refractor/waivers/W-001.json is not what .refractor/waivers/W-001.approved-1.json approved',
      'waiver/tampered: W-001 does not count: .refractor/waivers/W-001.json is not what .refractor/waivers/W-001.approved-1.json approved',
    ])
    expect(asked?.record?.id).toBe('W-001')
  })

  it('that what was tampered with is not covered', () => {
    const one = programOf({ check: { kind: 'evidence', covers: ['yes'] } })
    const records = caseOf({ waivers: approved(one), evidence: [evidence({ artifacts: [{ path: 'yes', sha256: hash('b') }] })] })
    const codes = judgeGates(one, records, facts, ['P0'], { now }).diagnostics.map(({ code }) => code)
    expect(codes).toContain('waiver/not-covered')
    expect(codes).toContain('evidence/tampered')
  })

  it('that it is of no use where its criterion does not apply', () => {
    const one = programOf({ criterion: { when: { phase: 'P7' } } })
    expect(said(one, approved(one))).toEqual(['waiver/unused: W-001 covers nothing any more: P0.1 does not apply'])
  })

  it('nothing of one that ended, once its criterion is met or waived anew', () => {
    const old = approved(program, { id: 'W-001', expires: '2026-11-20', at: '2026-11-10T10:00:00Z' }, { at: '2026-11-10T11:00:00Z' })
    const anew = approved(program, { id: 'W-002' })
    expect(said(program, [...old, ...anew])).toEqual([])
    const well = programOf({ check: present })
    expect(said(well, approved(well), '2026-12-24T00:00:00Z')).toEqual([])
  })
})
