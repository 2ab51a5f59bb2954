import { describe, expect, it, test } from 'vitest'
import type { Case, RecordFile } from '../../src/gates/case.ts'
import { judgeGates } from '../../src/gates/judge.ts'
import type { Finding } from '../../src/gates/result.ts'
import { isInForce, waiversOf } from '../../src/gates/waivers/waiver-standing.ts'
import type { CriterionEntry, Program } from '../../src/link/program-types.ts'
import { sha256Hex } from '../../src/load/digest.ts'
import type { Planned, Stamp } from '../../src/plan/plan.ts'
import { planWaiverDecision, type WaiverDecision } from '../../src/plan/waiver-decision.ts'
import { planWaiver, type WaiverRequest } from '../../src/plan/waiver-request.ts'
import { WaiverRecord } from '../../src/schema/waiver.ts'
import { caseOf, criterion, exitOf } from '../gates/build.ts'
import { absent, approved, facts, folder, type Parts, present, programOf, request, stepOf } from '../gates/waivers/build.ts'

const ada: Stamp = { now: '2026-11-21T12:00:00Z', author: 'Ada <ada@example.org>', commit: 'a'.repeat(40) }
const grace: Stamp = { ...ada, author: 'Grace <grace@example.org>' }
const reason = 'the part is delivered next week'
const missing: Finding = {
  outcome: 'unmet',
  reason: 'missing',
  because: 'no',
  evidence: [],
  open: [{ reason: 'missing', about: 'no' }],
  fix: 'make it',
}

/** What a plan writes, as files of a case. */
function written(outcome: Planned): RecordFile<WaiverRecord>[] {
  if (!outcome.ok) throw new Error(outcome.diagnostics.map(({ message }) => message).join('; '))
  return outcome.plan.steps.map((step) => {
    if (step.type !== 'create') throw new Error('no new file')
    const record = WaiverRecord.parse(JSON.parse(step.text))
    return { source: { path: step.path, text: step.text }, record, positions: {}, diagnostics: [], sha256: sha256Hex(step.text) }
  })
}

const ask = (program: Program, asked: Partial<WaiverRequest> = {}, records: Case = caseOf(), stamp = ada, finding = missing) =>
  planWaiver(program, records, facts, program.criteria.get('P0.1') as CriterionEntry, finding, { reason, days: 14, ...asked }, stamp)

const decide = (program: Program, records: Case, step: WaiverDecision['step'], stamp = grace, more: Partial<WaiverDecision> = {}) =>
  planWaiverDecision(program, records, facts, { id: 'W-001', step, ...more }, stamp)

const said = (outcome: Planned): string[] => outcome.diagnostics.map(({ code, message }) => `${code}: ${message}`)
const with_ = (parts: Parts): Program => programOf(parts)
const program = programOf()

describe('asking for a waiver', () => {
  it('writes a request that counts once somebody else approves it', () => {
    const asked = ask(program, { risk: undefined, tasks: [], compensating: ['a watch at night'], role: 'TL', comment: 'soon' })
    const [file] = written(asked)
    expect(asked.id).toBe('W-001')
    expect(file?.source.path).toBe(`${folder}/W-001.json`)
    expect(file?.record).toMatchObject({
      step: 'requested',
      expires: '2026-12-05',
      renewals: 0,
      by: ada.author,
      trust: 'self',
      compensating: ['a watch at night'],
    })
    const records = caseOf({ waivers: written(asked) })
    expect(waiversOf(program, records, facts, ada.now)[0]?.state).toBe('requested')
    const approval = decide(program, records, 'approved')
    const after = caseOf({ waivers: [...written(asked), ...written(approval)] })
    expect(waiversOf(program, after, facts, ada.now)[0]?.state).toBe('expiring')
    expect(judgeGates(program, after, facts, ['P0'], { now: ada.now }).gates[0]?.verdict).toBe('met')
    expect([asked, approval].map((one) => one.ok && one.plan.event?.type)).toEqual(['waiver.requested', 'waiver.approved'])
  })

  it('counts at once when the glass is broken', () => {
    const broken = ask(program, { breakGlass: true, days: undefined })
    const records = caseOf({ waivers: written(broken) })
    expect(records.waivers?.[0]?.record?.expires).toBe('2026-11-24T12:00:00Z')
    expect(waiversOf(program, records, facts, ada.now)[0]).toMatchObject({ breakGlass: true, state: 'expiring' })
    expect(broken.ok && broken.plan.title).toBe('BREAK GLASS: waive P0.1 until 2026-11-24T12:00Z (W-001)')
    expect(broken.ok && broken.plan.event?.type).toBe('waiver.glass-broken')
  })

  it('names the risk that is taken, and the task that mends it', () => {
    const plan = { risks: [{ id: 'R1', title: 'late', probability: 3, impact: 3 }], tasks: [{ id: 'T1', title: 'mend' }] }
    const planned = exitOf([criterion('P0.1', absent), criterion('P0.2', present)], plan as never)
    expect(written(ask(planned, { risk: 'R1', tasks: ['T1'] }))[0]?.record).toMatchObject({ risk: 'R1', tasks: ['T1'] })
  })

  it('binds to one finding', () => {
    const [file] = written(ask(program, { locator: 'no' }))
    expect(file?.record?.finding).toEqual({ reason: 'missing', locator: 'no' })
  })

  it('lasts to the last day that it asks for', () => {
    expect(written(ask(program, { days: 30 }))[0]?.record?.expires).toBe('2026-12-21')
    expect(written(ask(program, { days: undefined, until: '2026-12-21' }))[0]?.record?.expires).toBe('2026-12-21')
  })

  test.each<[string, Partial<WaiverRequest>, string]>([
    ['no end', { days: undefined }, 'a waiver has an end'],
    ['a long time', { days: 31 }, '31 days are too long: 30 are the most'],
    ['a date that is none', { until: '2026-02-30' }, '2026-02-30 is no date'],
    ['yesterday', { until: '2026-11-20' }, '2026-11-20 is in the past'],
    ['a short reason', { reason: 'because' }, 'a reason has 20 to 4000 characters'],
    ['a reason of blanks', { reason: ' '.repeat(30) }, 'a reason has 20 to 4000 characters'],
    ['a long emergency', { breakGlass: true, days: undefined, until: '2026-11-24T12:00:01Z' }, 'breaking the glass lasts 72 hours at most'],
    ['something that is not open', { locator: 'yes' }, 'yes is not open in P0.1'],
    ['a risk that is none', { risk: 'R9' }, 'there is no risk R9 in demo'],
    ['a task that is none', { tasks: ['T9'] }, 'there is no task T9 in demo'],
  ])('is refused for %s', (_name, asked, message) => {
    const outcome = ask(program, asked)
    expect(outcome.ok).toBe(false)
    expect(said(outcome).join()).toContain(message)
  })

  it('is refused for what cannot be waived, and to nobody', () => {
    expect(said(ask(with_({ criterion: { waivable: false } })))).toEqual(['waiver/refused: P0.1 cannot be waived'])
    expect(said(ask(program, {}, caseOf(), ada, { ...missing, reason: 'rejected' }))).toEqual([
      'waiver/refused: P0.1 is rejected, and that cannot be waived',
    ])
    expect(said(ask(program, {}, caseOf(), { ...ada, author: 'TBD' }))).toEqual(['waiver/refused: TBD is nobody'])
    expect(said(ask(program, { locator: 'x' }, caseOf(), ada, { ...missing, open: [], evidence: [] }))).toEqual([
      'waiver/refused: x is not open in P0.1',
    ])
  })

  it('says so when there is nothing to waive', () => {
    expect(said(ask(program, {}, caseOf(), ada, { outcome: 'met', because: 'yes', evidence: [] }))).toEqual([
      'waiver/unused: P0.1 is met, so W-001 covers nothing now',
    ])
    expect(said(ask(program, {}, caseOf(), ada, { outcome: 'not-applicable', because: 'no', evidence: [] }))[0]).toContain('does not apply')
  })

  it('is not repeated', () => {
    const asked = request(program, { expires: '2026-12-05' })
    const other = { reason: 'another reason, which is long enough as well' }
    const open = caseOf({ waivers: [asked] })
    expect(ask(program, {}, open)).toMatchObject({ ok: true, id: 'W-001', plan: { title: 'W-001 asks for it already', steps: [] } })
    expect(said(ask(program, other, open))).toEqual(['waiver/refused: W-001 asks for it already'])
    const given = caseOf({ waivers: [asked, stepOf(asked)] })
    expect(ask(program, {}, given)).toMatchObject({ ok: true, plan: { title: 'W-001 waives it already', steps: [] } })
    expect(said(ask(program, other, given))).toEqual(['waiver/refused: W-001 waives it until 2026-12-05 already'])
    expect(ask(program, { locator: 'no' }, given).ok).toBe(true)
    // An emergency does not wait for an approval, and an approval takes the place of an emergency.
    expect(ask(program, { breakGlass: true, days: undefined }, caseOf({ waivers: [asked] })).ok).toBe(true)
    const broken = caseOf({ waivers: written(ask(program, { breakGlass: true, days: undefined })) })
    expect(ask(program, { breakGlass: true, days: undefined }, broken)).toMatchObject({ ok: true, plan: { steps: [] } })
    expect(said(ask(program, { ...other, breakGlass: true, days: undefined }, broken))[0]).toContain(
      'W-001 waives it until 2026-11-24T12:00Z already',
    )
    const next = ask(program, {}, broken)
    expect([next.id, written(next)[0]?.record?.renewals]).toEqual(['W-002', 0])
  })

  it('renews what was given before, as often as may be', () => {
    const first = approved(program, { expires: '2026-11-25' })
    const renewal = ask(program, { renews: 'W-001' }, caseOf({ waivers: first }))
    expect(written(renewal)[0]?.record).toMatchObject({ id: 'W-002', renews: 'W-001', renewals: 1, expires: '2026-12-05' })
    expect(renewal.ok && renewal.plan.event?.type).toBe('waiver.renewal-requested')
    const old = approved(program, { expires: '2026-11-01', at: '2026-10-20T10:00:00Z' }, { at: '2026-10-20T10:00:00Z' })
    expect(written(ask(program, {}, caseOf({ waivers: old })))[0]?.record).toMatchObject({ renews: 'W-001', renewals: 1 })
    const strict = with_({ policy: { waive: { roles: ['TL'], maxRenewals: 0 } }, people: [{ id: 'grace', name: 'Grace', roles: ['TL'] }] })
    const before = approved(strict, { expires: '2026-11-25' })
    expect(said(ask(strict, { renews: 'W-001' }, caseOf({ waivers: before })))).toEqual([
      'waiver/refused: P0.1 was waived 1 time, and can be renewed 0 times',
    ])
  })

  it('breaks the glass only for whom policy names', () => {
    const people = [{ id: 'ada', name: 'Ada', roles: ['OPS'] }]
    const emergency = { breakGlass: true, days: undefined }
    expect(said(ask(with_({ people, policy: { waive: { roles: ['TL'] } } }), emergency))).toEqual([
      'waiver/refused: policy.yaml lets nobody break the glass',
    ])
    expect(ask(with_({ people, policy: { waive: { roles: ['TL'], breakGlass: { roles: ['OPS'] } } } }), emergency).ok).toBe(true)
    expect(said(ask(with_({ people, policy: { waive: { roles: ['TL'], breakGlass: { roles: ['TL'] } } } }), emergency))[0]).toContain(
      'may not break the glass',
    )
    expect(
      written(ask(with_({ people, policy: { waive: { roles: ['TL'], breakGlass: { roles: ['OPS'], maxHours: 4 } } } }), emergency))[0]
        ?.record?.expires,
    ).toBe('2026-11-21T16:00:00Z')
  })

  it('gives ids that are free, with the name of the program outside the default one', () => {
    const others = [...approved(program, { id: 'W-041' }), request(program, { id: 'W-one' }), request(program, { id: 'W-x-099' })]
    expect(ask(program, { locator: 'no' }, caseOf({ waivers: others })).id).toBe('W-042')
    expect(ask({ ...program, isDefault: false, id: 'big garden' }).id).toBe('W-big-garden-001')
  })
})

describe('deciding on a waiver', () => {
  const asked = request(program, { expires: '2026-12-05' })
  const pending = caseOf({ waivers: [asked] })
  const given = caseOf({ waivers: [asked, stepOf(asked)] })

  it('is bound to the bytes of the request', () => {
    const [file] = written(decide(program, pending, 'approved', grace, { comment: 'yes' }))
    expect(file?.source.path).toBe(`${folder}/W-001.approved-1.json`)
    expect(file?.record).toMatchObject({
      step: 'approved',
      request: asked.sha256,
      by: grace.author,
      comment: 'yes',
      definition: asked.record?.definition,
    })
    const [next] = written(decide(program, given, 'approved', { ...grace, author: 'Bob <bob@example.org>' }))
    expect(next?.source.path).toBe(`${folder}/W-001.approved-2.json`)
  })

  it('ends it', () => {
    const revoked = written(decide(program, given, 'revoked', ada))
    expect(revoked[0]?.source.path).toBe(`${folder}/W-001.revoked.json`)
    const after = caseOf({ waivers: [...(given.waivers ?? []), ...revoked] })
    expect(waiversOf(program, after, facts, ada.now).some(isInForce)).toBe(false)
    expect(written(decide(program, pending, 'rejected'))[0]?.source.path).toBe(`${folder}/W-001.rejected.json`)
  })

  it('needs nothing when it was said before', () => {
    const again = decide(program, given, 'approved')
    expect(again.ok && again.plan.steps).toEqual([])
    const byRequester = decide(program, given, 'approved', ada)
    expect(byRequester.ok && byRequester.plan).toMatchObject({ title: 'W-001 is approved already', steps: [] })
    const ended = caseOf({ waivers: [asked, stepOf(asked, { step: 'revoked' })] })
    const twice = decide(program, ended, 'revoked')
    expect(twice.ok && twice.plan.steps).toEqual([])
  })

  test.each<[string, Case, WaiverDecision['step'], Stamp, string]>([
    ['the requester', pending, 'approved', ada, 'asks for W-001, so somebody else has to approve it'],
    ['nobody', pending, 'revoked', { ...ada, author: 'TBD' }, 'TBD is nobody, and does not revoke waivers'],
    ['one that was rejected', caseOf({ waivers: [asked, stepOf(asked, { step: 'rejected' })] }), 'approved', grace, 'W-001 is rejected'],
    ['one that is in force', given, 'rejected', grace, 'W-001 is expiring, and only what is asked for can be rejected'],
    [
      'one that ended',
      caseOf({ waivers: approved(program, { expires: '2026-11-20', at: '2026-11-10T10:00:00Z' }) }),
      'approved',
      grace,
      'W-001 is expired',
    ],
    [
      'one that is void',
      caseOf({ waivers: [request(program, { criterion: 'P0.9' })] }),
      'approved',
      grace,
      'W-001 is void: there is no criterion P0.9',
    ],
    ['one without a request', caseOf({ waivers: [stepOf(asked)] }), 'approved', grace, 'W-001 cannot be read: there is no request'],
    ['one that is not there', caseOf(), 'approved', grace, 'there is no waiver W-001 in demo'],
  ])('is refused for %s', (_name, records, step, stamp, message) => {
    const outcome = decide(program, records, step, stamp)
    expect(outcome.ok).toBe(false)
    expect(said(outcome).join()).toContain(message)
  })

  it('may be approved in an emergency by who may break the glass', () => {
    const people = ['ada', 'grace', 'bob'].map((id) => ({
      id,
      name: id,
      emails: [`${id}@example.org`],
      roles: [id === 'bob' ? 'QA' : 'OPS'],
    }))
    const policed = with_({ people, policy: { waive: { roles: ['TL'], breakGlass: { roles: ['OPS'], min: 2 } } } })
    const records = (breakGlass: boolean) =>
      caseOf({ waivers: [request(policed, { ...(breakGlass && { breakGlass }), at: '2026-11-21T11:00:00Z', expires: '2026-11-22' })] })
    expect(decide(policed, records(true), 'approved').ok).toBe(true)
    expect(said(decide(policed, records(true), 'approved', { ...grace, author: 'bob@example.org' }))[0]).toContain('is not TL')
    expect(said(decide(policed, records(false), 'approved'))[0]).toContain('is not TL')
    const without = with_({ people, policy: { waive: { roles: ['TL'] } } })
    const asks = request(without, { breakGlass: true, at: '2026-11-21T11:00:00Z', expires: '2026-11-22' })
    expect(said(decide(without, caseOf({ waivers: [asks] }), 'approved'))[0]).toContain('is not TL')
  })

  it('is what policy lets do', () => {
    const people = [
      { id: 'grace', name: 'Grace', roles: ['TL'] },
      { id: 'bot', emails: ['bot@example.org'], kind: 'bot' as const },
    ]
    const policed = with_({ people, policy: { waive: { roles: ['TL'], breakGlass: { roles: ['OPS'] } }, trust: { '*': 'signed' } } })
    const records = caseOf({ waivers: [request(policed)] })
    expect(said(decide(policed, records, 'approved'))).toEqual(['waiver/pending: an approval of W-001 counts only when it is signed'])
    expect(said(decide(policed, records, 'approved', grace, { trust: 'signed' }))).toEqual([])
    expect(said(decide(policed, records, 'approved', { ...grace, author: 'Bob' }))).toEqual([
      'waiver/refused: Bob is not TL, and does not approve waivers',
    ])
    expect(said(decide(policed, records, 'revoked', { ...grace, author: 'bot@example.org' }))[0]).toContain('is a bot')
    expect(written(decide(policed, records, 'approved', grace, { role: 'TL' }))[0]?.record?.role).toBe('TL')
    expect(said(decide(policed, records, 'approved', grace, { role: 'OPS' }))).toContain(
      'waiver/refused: Grace <grace@example.org> does not hold the role OPS',
    )
    const own = with_({ people: [{ id: 'ada', name: 'Ada', roles: ['TL'] }], policy: { waive: { roles: ['TL'] }, allow: ['requester'] } })
    expect(decide(own, caseOf({ waivers: [request(own)] }), 'approved', ada).ok).toBe(true)
  })
})
