import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import type { Facts, Proof, RecordFile } from '../../../src/gates/case.ts'
import { criterionDefinition } from '../../../src/gates/definition.ts'
import type { LeafOf } from '../../../src/schema/check.ts'
import type { PolicyFile } from '../../../src/schema/policy.ts'
import type { ApprovalRecord } from '../../../src/schema/records.ts'
import { approvalOf, caseOf, criterion, factsOf, gateOf, hash, programOf } from '../build.ts'

type Check = Omit<LeafOf<'approval'>, 'kind'>
interface Made {
  readonly record: Partial<ApprovalRecord>
  readonly proof: Proof
}

const people: NonNullable<PolicyFile['people']> = [
  { id: 'ada', name: 'Ada', emails: ['ada@example.org', 'ada@home.example'], roles: ['TL', 'RL'] },
  { id: 'grace', name: 'Grace', emails: ['grace@example.org'], roles: ['RL'] },
  { id: 'robot', emails: ['robot@example.org'], kind: 'bot', roles: ['TL', 'RL'] },
]
const policies: readonly Partial<PolicyFile>[] = [
  {},
  { people },
  { people, approve: [{ roles: ['RL'], min: 2 }] },
  { trust: { '*': 'commit', TL: 'signed' } },
]
const checks: readonly Check[] = [{}, { min: 2 }, { roles: ['TL', 'RL'] }, { roles: ['RL'], min: 1 }]

function verdict(policy: Partial<PolicyFile>, check: Check, files: readonly (RecordFile<ApprovalRecord> & { proof: Proof })[]): string {
  const program = programOf({
    program: policy.people === undefined ? { people } : {},
    policy,
    phases: [{ id: 'P0', exit: { criteria: [criterion('P0.1', { kind: 'approval', ...check })] } }],
  })
  const definition = criterionDefinition(program.criteria.get('P0.1') as never)
  const approvals = files.map((file) => ({
    ...file,
    record: { ...(file.record as ApprovalRecord), definition: file.record?.definition ?? definition },
  }))
  const now = approvals.map((file) => (file.record.definition === hash('0') ? { ...file, record: { ...file.record, definition } } : file))
  const facts: Facts = { ...factsOf(), proofs: new Map(files.map(({ source, proof }) => [source.path, proof])) }
  return gateOf(program, caseOf({ approvals: now }), facts).verdict
}

const file = ({ record, proof }: Made, path: string): RecordFile<ApprovalRecord> & { proof: Proof } => ({
  ...approvalOf(record, path),
  proof,
})

const person = fc.constantFrom(
  'Ada <ada@example.org>',
  'Ada <ada@home.example>',
  'Grace <grace@example.org>',
  'robot',
  'Mallory <m@example.org>',
  'TBD',
)
const time = fc.integer({ min: 0, max: 5 }).map((hour) => `2026-11-21T0${hour}:00:00Z`)
const commit = fc.record({ commit: fc.constant('c'), at: time, author: person })
const proof: fc.Arbitrary<Proof> = fc.record(
  {
    signature: fc.oneof(
      fc.constantFrom('ada', 'grace').map((id) => ({ state: 'good' as const, person: id })),
      fc.constant({ state: 'bad' as const, because: 'other bytes' }),
    ),
    landed: commit,
    written: commit,
  },
  { requiredKeys: [] },
)
const decision = (kind: ApprovalRecord['decision']): fc.Arbitrary<Made> =>
  fc.record({ record: fc.record({ decision: fc.constant(kind), by: person, at: time }), proof })
const any = fc.array(fc.oneof({ arbitrary: decision('approve'), weight: 4 }, decision('reject')), { maxLength: 5 })
const policy = fc.constantFrom(...policies)
const check = fc.constantFrom(...checks)

describe('whatever else was decided', () => {
  it('a rejection never helps', () => {
    fc.assert(
      fc.property(policy, check, any, decision('reject'), (rules, asked, made, more) => {
        const files = made.map((one, index) => file(one, `a${index}`))
        return verdict(rules, asked, files) === 'met' || verdict(rules, asked, [...files, file(more, 'b')]) !== 'met'
      }),
    )
  })

  it('a revocation never helps, of whatever it is', () => {
    fc.assert(
      fc.property(policy, check, any, decision('revoke'), fc.nat(4), (rules, asked, made, more, which) => {
        const files = made.map((one, index) => file(one, `a${index}`))
        const revokes = [files[which]?.sha256 ?? hash('f')]
        const revocation = file({ ...more, record: { ...more.record, revokes } }, 'b')
        return verdict(rules, asked, files) === 'met' || verdict(rules, asked, [...files, revocation]) !== 'met'
      }),
    )
  })

  it('an approval that is of another definition, of a bot, of nobody or badly signed never helps', () => {
    const useless = fc.oneof(
      decision('approve').map((one): Made => ({ ...one, record: { ...one.record, definition: hash('e') } })),
      decision('approve').map((one): Made => ({ ...one, record: { ...one.record, by: 'robot' } })),
      decision('approve').map((one): Made => ({ ...one, record: { ...one.record, by: 'TBD' } })),
      decision('approve').map((one): Made => ({ ...one, proof: { ...one.proof, signature: { state: 'bad', because: 'x' } } })),
    )
    fc.assert(
      fc.property(policy, check, any, useless, (rules, asked, made, more) => {
        const files = made.map((one, index) => file(one, `a${index}`))
        return verdict(rules, asked, files) === 'met' || verdict(rules, asked, [...files, file(more, 'b')]) !== 'met'
      }),
    )
  })

  it('taking away an approval never helps', () => {
    fc.assert(
      fc.property(policy, check, any, fc.nat(4), (rules, asked, made, which) => {
        const files = made.map((one, index) => file(one, `a${index}`))
        const fewer = files.filter((one, index) => index !== which || one.record?.decision !== 'approve')
        return verdict(rules, asked, files) === 'met' || verdict(rules, asked, fewer) !== 'met'
      }),
    )
  })

  it('one person is one, however they write and sign', () => {
    const own = fc.constantFrom('Ada <ada@example.org>', 'ada', 'Somebody <ada@home.example>', 'ADA')
    const proven = fc.constantFrom<Proof>(
      {},
      { signature: { state: 'good', person: 'ada' } },
      { written: { commit: 'c', at: '2026-11-21T00:00:00Z', author: 'Ada <ada@example.org>' } },
    )
    const list = fc.array(
      fc.record({ record: fc.record({ decision: fc.constant('approve' as const), by: own, at: time }), proof: proven }),
      { maxLength: 6 },
    )
    fc.assert(
      fc.property(policy, list, (rules, made) => {
        const files = made.map((one, index) => file(one, `a${index}`))
        return verdict(rules, { min: 2 }, files) !== 'met' && verdict(rules, { roles: ['TL', 'RL'] }, files) !== 'met'
      }),
    )
  })
})

describe('taking back', () => {
  const approve: Made = { record: { by: 'ada', at: '2026-11-21T01:00:00Z' }, proof: {} }
  const of = (record: Partial<ApprovalRecord>): Made => ({
    record: { decision: 'revoke', at: '2026-11-21T02:00:00Z', revokes: [hash('f')], ...record },
    proof: {},
  })
  const judged = (...made: Made[]) =>
    verdict(
      {},
      {},
      made.map((one, index) => file(one, `a${index}`)),
    )

  test('what one said before', () => expect(judged(approve, of({ by: 'ada' }))).toBe('unmet'))
  test('not what somebody else said', () => expect(judged(approve, of({ by: 'grace' }))).toBe('met'))
  test('not what one said afterwards', () => expect(judged(approve, of({ by: 'ada', at: '2026-11-21T00:00:00Z' }))).toBe('met'))
  test('not what one said of something else', () =>
    expect(judged(approve, of({ by: 'ada', target: { type: 'criterion', id: 'P0.2' } }))).toBe('met'))
  test('what is named by its digest, whoever does it, wherever it says it belongs', () => {
    const given = file(approve, 'a')
    for (const by of ['grace', 'Mallory'])
      expect(verdict({}, {}, [given, file(of({ by, revokes: [given.sha256], target: { type: 'gate', id: 'P7' } }), 'b')])).toBe('unmet')
    expect(verdict({}, {}, [given, file(of({ by: 'ada', program: 'other', revokes: [given.sha256] }), 'b')])).toBe('met')
  })
  test('a rejection, which is still to be answered', () => {
    const no = file({ record: { decision: 'reject', by: 'grace', at: '2026-11-21T02:00:00Z' }, proof: {} }, 'b')
    const back = file(of({ by: 'grace', at: '2026-11-21T03:00:00Z', revokes: [no.sha256] }), 'c')
    const again = file({ record: { by: 'ada', at: '2026-11-21T04:00:00Z' }, proof: {} }, 'd')
    expect(verdict({}, {}, [file(approve, 'a'), no, back])).toBe('unmet')
    expect(verdict({}, {}, [file(approve, 'a'), no, back, again])).toBe('met')
  })
})
