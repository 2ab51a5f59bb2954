import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import type { RecordFile } from '../../../src/gates/case.ts'
import { isInForce, requesterOf, type Waiver, waiversOf } from '../../../src/gates/waivers/waiver-standing.ts'
import type { PolicyFile } from '../../../src/schema/policy.ts'
import type { Person } from '../../../src/schema/program.ts'
import type { WaiverRecord } from '../../../src/schema/waiver.ts'
import { caseOf, fileOf } from '../build.ts'
import { approved, caseWith, facts, folder, now, programOf, request, standingOf, stepOf, withProofs } from './build.ts'

const program = programOf()
const state = (files: readonly RecordFile<WaiverRecord>[], at?: string): string =>
  standingOf(program, files, at === undefined ? {} : { now: at }).state

describe('the life of a waiver', () => {
  it('is asked for, approved, and ends', () => {
    const asked = request(program)
    const given = [asked, stepOf(asked)]
    expect(standingOf(program, [asked])).toMatchObject({ state: 'requested', because: 'nobody has approved it', approvedBy: [] })
    expect(standingOf(program, given)).toMatchObject({ state: 'active', because: 'approved by Grace <grace@example.org>', renewals: 0 })
    expect(state(given, '2026-12-05T23:59:59Z')).toBe('active')
    expect(state(given, '2026-12-06T00:00:00Z')).toBe('expiring')
    expect(state([...given, stepOf(asked, { step: 'revoked' })])).toBe('revoked')
    expect(state([asked, stepOf(asked, { step: 'rejected', comment: 'no\nnever' })])).toBe('rejected')
    expect(standingOf(program, [asked, stepOf(asked, { step: 'rejected', comment: 'no\nnever' })]).because).toBe(
      'rejected by Grace <grace@example.org>: no',
    )
  })

  it('counts to the end of its last day', () => {
    const given = approved(program)
    expect(state(given, '2026-12-20T23:59:59.999Z')).toBe('expiring')
    expect(standingOf(program, given, { now: '2026-12-21T00:00:00Z' })).toMatchObject({
      state: 'expired',
      because: 'ended 2026-12-20, 1 day ago',
    })
    const until = approved(program, { expires: '2026-12-19T10:00:00Z' })
    expect(state(until, '2026-12-19T10:00:00Z')).toBe('expiring')
    expect(standingOf(program, until, { now: '2026-12-19T10:00:01Z' })).toMatchObject({
      state: 'expired',
      because: 'ended 2026-12-19T10:00Z',
    })
  })

  test.each([
    '2026-02-30',
    '2026-12-20T25:00:00Z',
    '20 December',
    '',
    '2026-13-01',
    '2026-12-20Z',
    '2026-12-20T10:00:00+01:00',
    '2027-02-29',
  ])('has ended when %j is its end', (expires) => {
    expect(state(approved(program, { expires }, { expires }), '2020-01-01T00:00:00Z')).toBe('expired')
  })

  test.each([
    ['2026-12-20', 'active', 30],
    ['2026-12-21', 'expired', 31],
  ])('lasts 30 days at most: %s', (expires, expected) => {
    expect(state(approved(program, { expires }))).toBe(expected)
  })

  it('takes the longest time from policy, and counts from when it was approved, or landed before', () => {
    const policed = programOf({
      policy: { waive: { roles: ['TL'], people: ['grace'], maxDays: 7 } },
      people: [{ id: 'grace', name: 'Grace' }],
    })
    const given = approved(policed, { expires: '2026-11-27' })
    const landed = { commit: 'c', at: '2026-11-19T10:00:00Z', author: 'Grace <grace@example.org>' }
    expect(standingOf(policed, given).state).toBe('expiring')
    expect(standingOf(policed, given, { facts: withProofs({ [`${folder}/W-001.approved-1.json`]: { landed } }) })).toMatchObject({
      state: 'expired',
      because: 'is to last 8 days, and 7 are the most',
    })
  })
})

describe('what voids a waiver', () => {
  test.each<[string, Partial<WaiverRecord>, string]>([
    ['another definition', { definition: 'f'.repeat(64) }, 'P0.1 changed since it was asked for'],
    ['another gate', { gate: 'P1' }, 'P0.1 is in gate P0, and not in P1'],
    ['a criterion that is gone', { criterion: 'P0.9' }, 'there is no criterion P0.9'],
    ['too many renewals', { renewals: 3 }, 'was renewed 3 times, and 2 is the most'],
  ])('%s', (_name, record, because) => {
    expect(standingOf(program, approved(program, record))).toMatchObject({ state: 'void', because })
  })

  it('another repository', () => {
    const given = approved(program, { repository: 'example.org/one' })
    expect(standingOf(program, given).state).toBe('active')
    expect(standingOf(program, given, { facts: { ...facts, repository: 'example.org/two' } }).state).toBe('void')
    const elsewhere = approved(program, {}, { repository: 'example.org/one' })
    expect(standingOf(program, elsewhere, { facts: { ...facts, repository: 'example.org/two' } }).state).toBe('requested')
  })

  it('a criterion that cannot be waived', () => {
    const strict = programOf({ criterion: { waivable: false } })
    expect(standingOf(strict, approved(strict))).toMatchObject({ state: 'void', because: 'P0.1 cannot be waived' })
  })
})

describe('approvals', () => {
  const grace: Person = { id: 'grace', name: 'Grace', emails: ['grace@example.org', 'g.h@example.org'], roles: ['TL'] }
  const ada: Person = { id: 'ada', name: 'Ada', emails: ['ada@example.org', 'countess@example.org'], roles: ['TL'] }
  const robot: Person = { id: 'robot', emails: ['robot@example.org'], kind: 'bot', roles: ['TL'] }
  const people = [grace, ada, robot]
  const standing = (policy: Partial<PolicyFile> | undefined, ...approvals: readonly Partial<WaiverRecord>[]) => {
    const one = programOf({ people, ...(policy && { policy }) })
    const asked = request(one)
    return standingOf(one, [
      asked,
      ...approvals.map((record, index) => stepOf(asked, record, `${folder}/W-001.approved-${index + 1}.json`)),
    ])
  }

  test.each<[string, Partial<PolicyFile> | undefined, Partial<WaiverRecord>, string]>([
    ['of the requester', undefined, { by: 'Ada <ada@example.org>' }, 'nobody has approved it: Ada <ada@example.org> asked for it'],
    [
      'of the requester from another address',
      undefined,
      { by: 'countess@example.org' },
      'nobody has approved it: countess@example.org asked for it',
    ],
    ['of a bot', undefined, { by: 'robot@example.org' }, 'robot@example.org is a bot'],
    ['of nobody', undefined, { by: 'TBD' }, 'TBD is nobody'],
    ['of the future', undefined, { at: '2026-11-22T10:00:00Z' }, 'is dated in the future'],
    ['of no time', undefined, { at: 'soon' }, 'does not say when'],
    ['of another request', undefined, { request: 'a'.repeat(64) }, 'is not what'],
    ['of no request', undefined, { request: undefined }, 'it is not about the request as it is now'],
    ['with another end', undefined, { expires: '2027-12-20' }, 'its expires is not that of the request'],
    ['of somebody without the role', { waive: { roles: ['SEC'] } }, {}, 'is not SEC'],
    ['of a stranger, where there is a roster', { people: [] }, { by: 'Stranger <s@example.org>' }, 'is not one of the people'],
    ['that is only asserted', { waive: { roles: ['TL'], trust: 'signed' } }, {}, 'has not proven'],
    ['that is only asserted, by its role', { waive: { roles: ['TL'] }, trust: { TL: 'commit' } }, {}, 'has not proven'],
    ['that is only asserted, by any role', { trust: { '*': 'commit' } }, {}, 'has not proven'],
  ])('%s does not count', (_name, policy, record, because) => {
    const found = standing(policy, record)
    expect(found.state).toBe('requested')
    expect(found.because).toContain(because)
    expect(found.approvedBy).toEqual([])
  })

  it('counts persons, and what policy asks for', () => {
    const two = { waive: { roles: ['TL'], min: 2 } }
    expect(standing(two, {}).because).toBe('1 of 2 approvals')
    expect(standing(two, {}, { by: 'g.h@example.org' }).because).toBe('1 of 2 approvals')
    expect(standing({ waive: { people: ['grace'] } }, {}).state).toBe('active')
    expect(standing({ waive: { people: ['ada'] }, allow: ['requester'] }, { by: 'Ada <ada@example.org>' }).state).toBe('active')
  })

  it('needs the trust of the criterion as well', () => {
    const one = programOf({ people, criterion: { trust: 'signed' } })
    const given = approved(one)
    const path = `${folder}/W-001.approved-1.json`
    expect(standingOf(one, given).state).toBe('requested')
    expect(standingOf(one, given, { facts: withProofs({ [path]: { signature: { state: 'good', person: 'grace' } } }) }).state).toBe(
      'active',
    )
  })

  it('takes who committed the request for the requester, where commits prove who somebody is', () => {
    const one = programOf({ people, policy: { waive: { roles: ['TL'], trust: 'commit' } } })
    const asked = request(one, { by: 'Somebody <else@example.org>' })
    const written = { commit: 'c', at: '2026-11-20T11:00:00Z', author: 'Grace <grace@example.org>' }
    const paths = [`${folder}/W-001.json`, `${folder}/W-001.approved-1.json`] as const
    const both = withProofs({ [paths[0]]: { written }, [paths[1]]: { written } })
    expect(standingOf(one, [asked, stepOf(asked)], { facts: both })).toMatchObject({ state: 'requested' })
    expect(standingOf(one, [asked, stepOf(asked)], { facts: withProofs({ [paths[1]]: { written } }) }).state).toBe('active')
  })

  it('never takes a bad signature for none', () => {
    const given = approved(program)
    const bad = { signature: { state: 'bad', because: 'forged' } } as const
    const ofApproval = standingOf(program, given, { facts: withProofs({ [`${folder}/W-001.approved-1.json`]: bad }) })
    expect(ofApproval).toMatchObject({ state: 'requested', spoiled: [{ because: 'forged' }] })
    expect(standingOf(program, given, { facts: withProofs({ [`${folder}/W-001.json`]: bad }) }).state).toBe('void')
  })

  it('counts nobody before or after their time', () => {
    const since = (active: Person['active']) => programOf({ people: [{ ...grace, active }] })
    const early = since({ from: '2026-12-01' })
    expect(standingOf(early, approved(early)).because).toContain('was not active then')
    const late = since({ to: '2026-11-20' })
    expect(standingOf(late, approved(late)).state).toBe('requested')
    const landed = { commit: 'c', at: '2026-11-20T20:00:00Z', author: 'Grace <grace@example.org>' }
    expect(standingOf(late, approved(late), { facts: withProofs({ [`${folder}/W-001.approved-1.json`]: { landed } }) }).state).toBe(
      'active',
    )
  })
})

describe('breaking the glass', () => {
  const broken = (one: ReturnType<typeof programOf>, record: Partial<WaiverRecord> = {}) =>
    request(one, { breakGlass: true, at: '2026-11-21T11:00:00Z', expires: '2026-11-24T11:00:00Z', ...record })

  it('counts at once, alone, for 72 hours at most', () => {
    expect(standingOf(program, [broken(program)])).toMatchObject({
      state: 'expiring',
      breakGlass: true,
      because: 'glass broken by Ada <ada@example.org>',
    })
    expect(standingOf(program, [broken(program, { expires: '2026-11-24T11:00:01Z' })])).toMatchObject({
      state: 'expired',
      because: 'is to last until 2026-11-24T11:00Z, longer than 72 hours',
    })
    expect(standingOf(program, [broken(program, { expires: '2026-11-24' })]).state).toBe('expired')
  })

  it('is never allowed for longer, only for shorter, and only to whom policy names', () => {
    const people = [{ id: 'ada', name: 'Ada', roles: ['OPS'] }]
    const with_ = (waive: PolicyFile['waive']) => programOf({ people, policy: { waive } })
    const longer = with_({ roles: ['TL'], breakGlass: { roles: ['OPS'], maxHours: 100 } })
    expect(standingOf(longer, [broken(longer)]).state).toBe('expiring')
    expect(standingOf(longer, [broken(longer, { expires: '2026-11-24T12:00:00Z' })]).state).toBe('expired')
    const shorter = with_({ roles: ['TL'], breakGlass: { roles: ['OPS'], maxHours: 12 } })
    expect(standingOf(shorter, [broken(shorter)]).state).toBe('expired')
    const others = with_({ roles: ['TL'], breakGlass: { roles: ['TL'] } })
    expect(standingOf(others, [broken(others)])).toMatchObject({
      state: 'requested',
      because: 'nobody has approved it: Ada <ada@example.org> is not TL',
    })
    const nobody = with_({ roles: ['TL'] })
    expect(standingOf(nobody, [broken(nobody)]).state).toBe('requested')
    const two = with_({ roles: ['TL'], breakGlass: { roles: ['OPS'], min: 2 } })
    expect(standingOf(two, [broken(two)]).because).toBe('1 of 2 approvals')
  })

  it('can be approved as any other waiver where nobody may break it', () => {
    const one = programOf({ people: [{ id: 'grace', name: 'Grace', roles: ['TL'] }], policy: { waive: { roles: ['TL'] } } })
    const asked = broken(one)
    expect(standingOf(one, [asked, stepOf(asked, { at: '2026-11-21T11:30:00Z' })]).state).toBe('expiring')
  })
})

describe('renewals', () => {
  const chain = (count: number, more: Partial<WaiverRecord> = {}): RecordFile<WaiverRecord>[] =>
    Array.from({ length: count }, (_, index) => {
      const asked = request(program, {
        id: `W-00${index + 1}`,
        at: `2026-0${index + 1}-01T10:00:00Z`,
        expires: `2026-0${index + 1}-20`,
        ...more,
      })
      return [asked, stepOf(asked, { at: `2026-0${index + 1}-01T11:00:00Z` })]
    }).flat()
  const last = (files: readonly RecordFile<WaiverRecord>[]) => waiversOf(program, caseWith(...files), facts, '2026-04-02T00:00:00Z').at(-1)

  it('are counted, whether or not a waiver calls itself one', () => {
    expect(last(chain(3))).toMatchObject({ renewals: 2, state: 'expired' })
    expect(last(chain(4))).toMatchObject({ renewals: 3, state: 'void' })
  })

  it('are those of the same criterion and finding, once approved', () => {
    const asked = request(program, { id: 'W-009', expires: '2026-04-20', at: '2026-04-01T10:00:00Z', finding: { locator: 'one' } })
    const given = [asked, stepOf(asked, { at: '2026-04-01T11:00:00Z' })]
    expect(last([...chain(3, { finding: { locator: 'other' } }), ...given])).toMatchObject({ renewals: 0, state: 'active' })
    expect(last([...chain(3, { finding: { locator: 'one' } }), ...given])).toMatchObject({ renewals: 3, state: 'void' })
    expect(last([...chain(3), ...given])?.renewals).toBe(3)
    expect(last([...chain(3).filter(({ record }) => record?.step === 'requested'), ...given])?.renewals).toBe(0)
    expect(last([...chain(3, { breakGlass: true }), ...given])?.renewals).toBe(0)
  })

  it('count also when they were revoked: that gives no new beginning', () => {
    const first = chain(3)
    const ends = first.filter(({ record }) => record?.step === 'requested').map((asked) => stepOf(asked, { step: 'revoked' }))
    expect(last([...first, ...ends, ...chain(4).slice(-2)])).toMatchObject({ renewals: 3, state: 'void' })
  })
})

describe('files that cannot be read', () => {
  const asked = request(program)
  const given = [asked, stepOf(asked)]
  test.each<[string, readonly RecordFile<WaiverRecord>[], string]>([
    ['a request', [fileOf(`${folder}/W-001.json`, undefined)], 'malformed'],
    ['an end', [...given, fileOf(`${folder}/W-001.revoked.json`, undefined)], 'malformed'],
    ['something of the waiver', [...given, fileOf(`${folder}/W-001.x.json`, undefined)], 'malformed'],
    ['one approval of two', [...given, fileOf(`${folder}/W-001.approved-2.json`, undefined)], 'active'],
    ['no request', [stepOf(asked)], 'malformed'],
    ['two requests', [...given, request(program, {}, `${folder}/copy.json`)], 'malformed'],
    ['a request under another name', [request(program, {}, `${folder}/W-002.json`)], 'malformed'],
    ['an end under another name', [...given, stepOf(asked, { step: 'revoked' }, `${folder}/copy.json`)], 'revoked'],
  ])('%s', (_name, files, expected) => {
    expect(state(files)).toBe(expected)
  })

  it('an end that nobody can open', () => {
    const records = caseOf({ waivers: given, unreadable: [{ path: `${folder}/W-001.revoked.json`, reason: 'a link' }] })
    expect(waiversOf(program, records, facts, now)[0]?.state).toBe('malformed')
  })

  it('a request that nobody can open, beside no other file', () => {
    const records = caseOf({ unreadable: [{ path: `${folder}/W-007.json`, reason: 'a link' }] })
    expect(waiversOf(program, records, facts, now)).toMatchObject([
      { id: 'W-007', state: 'malformed', because: `${folder}/W-007.json cannot be read` },
    ])
    expect(requesterOf(program, waiversOf(program, records, facts, now)[0] as Waiver)).toBeUndefined()
  })

  it('says nothing about waivers of other programs', () => {
    expect(waiversOf(program, caseWith(...approved(program, { program: 'other' })), facts, now)).toEqual([])
    expect(waiversOf(program, caseOf(), facts, now)).toEqual([])
  })

  it('an edited request is no longer what was approved', () => {
    expect(standingOf(program, [request(program, { reason: 'another reason, longer than before' }), stepOf(asked)])).toMatchObject({
      state: 'requested',
      spoiled: [{ because: `${folder}/W-001.json is not what ${folder}/W-001.approved-1.json approved` }],
    })
  })
})

describe('time', () => {
  const instants = fc.integer({ min: Date.parse('2026-01-01'), max: Date.parse('2027-12-31') }).map((at) => new Date(at).toISOString())
  const days = instants.map((at) => at.slice(0, 10))
  const ends = fc.oneof(days, instants, fc.constantFrom('2026-02-30', 'never', ''))

  it('never brings back what has ended', () => {
    const property = fc.property(
      instants,
      instants,
      instants,
      ends,
      fc.boolean(),
      fc.nat(3),
      (asked, one, other, expires, breakGlass, renewals) => {
        const files = [request(program, { at: asked, expires, breakGlass, renewals })]
        const given = [...files, stepOf(files[0] as RecordFile<WaiverRecord>, { at: one, expires })]
        const [early, late] = [one, other].sort() as [string, string]
        if (state(given, early) === 'expired') expect(isInForce(standingOf(program, given, { now: late }))).toBe(false)
        if (isInForce(standingOf(program, given, { now: late }))) expect(state(given, early)).not.toBe('expired')
      },
    )
    fc.assert(property, { numRuns: 400 })
  })

  it('ends every waiver within the longest time that there is', () => {
    const property = fc.property(instants, ends, fc.boolean(), (asked, expires, breakGlass) => {
      const files = [request(program, { at: asked, expires, breakGlass })]
      const given = [...files, stepOf(files[0] as RecordFile<WaiverRecord>, { at: asked, expires })]
      const later = new Date(Date.parse(asked) + (breakGlass ? 72 : 31 * 24) * 3_600_000 + 1).toISOString()
      expect(isInForce(standingOf(program, given, { now: later }))).toBe(false)
    })
    fc.assert(property, { numRuns: 300 })
  })
})
