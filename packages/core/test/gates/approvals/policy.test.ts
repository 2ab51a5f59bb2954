import { describe, expect, it, test } from 'vitest'
import type { Case, Facts, Proof } from '../../../src/gates/case.ts'
import { criterionDefinition, gateDefinition } from '../../../src/gates/definition.ts'
import { evidenceNeeded } from '../../../src/gates/evidence-needed.ts'
import type { CriterionResult } from '../../../src/gates/result.ts'
import type { Program } from '../../../src/link/program-types.ts'
import type { LeafOf } from '../../../src/schema/check.ts'
import type { Criterion } from '../../../src/schema/gate.ts'
import type { PolicyFile } from '../../../src/schema/policy.ts'
import type { ApprovalRecord, EvidenceRecord } from '../../../src/schema/records.ts'
import {
  aFile,
  approvalOf,
  caseOf,
  criterion,
  diagnosticsOf,
  evidence,
  factsOf,
  fileOf,
  gateOf,
  hash,
  outcome,
  programOf,
  reviewOf,
} from '../build.ts'

type Check = Omit<LeafOf<'approval'>, 'kind'>
type Fields = Partial<ApprovalRecord>
type Policy = Partial<PolicyFile>

const people: PolicyFile['people'] = [
  { id: 'ada', name: 'Ada', emails: ['ada@example.org', 'ada@home.example'], roles: ['TL', 'RL'] },
  { id: 'grace', name: 'Grace', emails: ['grace@example.org'], roles: ['RL'] },
  { id: 'left', name: 'Left', emails: ['left@example.org'], roles: ['TL'], active: { from: '2026-01-01', to: '2026-06-30' } },
  { id: 'robot', emails: ['robot@example.org'], kind: 'bot', roles: ['TL'] },
]
const roles = [{ id: 'TL' }, { id: 'RL' }, { id: 'QL', owner: 'Joan <joan@example.org>' }]

const programWith = (policy: Policy, check: Check, more: Partial<Criterion> = {}): Program =>
  programOf({
    program: policy.people === undefined ? { people, roles } : { roles },
    policy,
    phases: [{ id: 'P0', exit: { criteria: [criterion('P0.1', { kind: 'approval', ...check }, more)] } }],
  })

interface Rest {
  readonly proofs?: Readonly<Record<string, Proof>>
  readonly editors?: Readonly<Record<string, string>>
  readonly change?: readonly string[]
  readonly repository?: string
  readonly case?: Partial<Case>
  readonly more?: Partial<Criterion>
}

function factsWith({ proofs, editors, change, repository }: Rest): Facts {
  return {
    ...factsOf({ files: { 'docs/a.md': aFile } }),
    ...(proofs && { proofs: new Map(Object.entries(proofs)) }),
    ...(editors && { editors: new Map(Object.entries(editors)) }),
    ...(change && { change: { base: 'b', head: 'h', authors: change } }),
    ...(repository !== undefined && { repository }),
  }
}

/** Judges an approval criterion under a policy; the records are named a0, a1, …, and are about the present definition. */
function under(policy: Policy, check: Check, given: readonly Fields[], rest: Rest = {}): CriterionResult {
  const program = programWith(policy, check, rest.more)
  const definition = criterionDefinition(program.criteria.get('P0.1') as never)
  const approvals = given.map((record, index) => approvalOf({ definition, ...record }, `a${index}`))
  return gateOf(program, caseOf({ approvals, ...rest.case }), factsWith(rest)).criteria[0] as CriterionResult
}

const ada: Fields = { by: 'Ada <ada@example.org>' }
const grace: Fields = { by: 'Grace <grace@example.org>' }
const joan: Fields = { by: 'Joan <joan@example.org>' }
const stranger: Fields = { by: 'Mallory <mallory@example.org>' }
const later: Fields = { at: '2026-11-21T11:00:00Z' }
const reject: Fields = { decision: 'reject', ...later }
const byTL: Policy = { approve: [{ roles: ['TL'] }] }
const pending = 'unmet pending'

describe('who may approve', () => {
  test.each<[string, Policy, Check, Fields[], string]>([
    ['a policy that says nothing about it', {}, {}, [stranger], 'met'],
    ['who holds the role', byTL, {}, [ada], 'met'],
    ['who does not', byTL, {}, [grace], pending],
    ['a stranger', byTL, {}, [stranger], pending],
    ['a bot that holds it', byTL, {}, [{ by: 'robot' }], pending],
    ['who is named', { approve: [{ people: ['grace'] }] }, {}, [grace], 'met'],
    ['who is not named', { approve: [{ people: ['grace'] }] }, {}, [ada], pending],
    ['the owner of a role', { approve: [{ roles: ['QL'] }] }, {}, [joan], 'met'],
    ['two of a rule', { approve: [{ roles: ['RL'], min: 2 }] }, {}, [ada, grace], 'met'],
    ['one of two', { approve: [{ roles: ['RL'], min: 2 }] }, {}, [ada], pending],
    ['one of two, and a stranger', { approve: [{ roles: ['RL'], min: 2 }] }, {}, [ada, stranger], pending],
    ['one of two, from both addresses', { approve: [{ roles: ['RL'], min: 2 }] }, {}, [ada, { by: 'ada@home.example' }], pending],
    ['a check that asks for more', byTL, { min: 2 }, [ada], pending],
    ['a role that only the check names, beside the rule', byTL, { roles: ['QL'] }, [joan, ada], 'met'],
    ['the role of the check alone', byTL, { roles: ['QL'] }, [joan], pending],
    ['the rule alone', byTL, { roles: ['QL'] }, [ada], pending],
    ['one person who is both', byTL, { roles: ['RL'] }, [ada], 'met'],
    ['another gate', { approve: [{ roles: ['TL'], gates: ['P1*'] }] }, {}, [stranger], 'met'],
    ['a pattern that fits', { approve: [{ roles: ['TL'], gates: ['P1', 'P?'] }] }, {}, [stranger], pending],
    ['a stage that fits', { approve: [{ roles: ['TL'], stages: ['exit'] }] }, {}, [stranger], pending],
    ['another stage', { approve: [{ roles: ['TL'], stages: ['entry'] }] }, {}, [stranger], 'met'],
    ['the first rule that fits', { approve: [{ roles: ['QL'] }, { roles: ['TL'] }] }, {}, [ada], pending],
    ['nobody is such a one', { approve: [{ roles: ['XX'] }] }, {}, [ada], pending],
  ])('%s', (_, policy, check, given, expected) => expect(outcome(under(policy, check, given))).toBe(expected))

  it('says whom policy wants', () => {
    expect(under(byTL, {}, []).because).toBe('nobody has approved: TL has not approved, as policy demands')
    expect(under({ approve: [{ roles: ['XX'] }] }, {}, []).because).toContain('nobody holds XX, as policy demands')
    expect(under({ approve: [{ roles: ['RL'], people: ['ada'], min: 2 }] }, {}, [ada]).because).toBe('1 of 2 approvals by RL or ada')
  })
})

describe('a roster', () => {
  const roster: Policy = { people }
  test.each<[string, Policy, Fields[], Rest, string]>([
    ['who is in it', roster, [ada], {}, 'met'],
    ['who is not', roster, [stranger], {}, pending],
    ['the owner of a role is known', roster, [joan], {}, 'met'],
    ['who is not rejects', roster, [ada, { ...stranger, ...reject }], {}, 'met'],
    ['who is in it rejects', roster, [ada, { ...grace, ...reject }], {}, 'unmet rejected'],
    ['anybody rejects where there is none', {}, [ada, { ...stranger, ...reject }], {}, 'unmet rejected'],
    ['who left', roster, [{ by: 'left', at: '2026-06-01T10:00:00Z' }], {}, pending],
    ['who left, and it landed before', roster, [{ by: 'left' }], { proofs: { a0: { landed: landed('2026-06-01T10:00:00Z') } } }, 'met'],
    ['who left, on the last day', roster, [{ by: 'left' }], { proofs: { a0: { landed: landed('2026-06-30T23:00:00Z') } } }, 'met'],
    ['who left, and it landed after', roster, [{ by: 'left' }], { proofs: { a0: { landed: landed('2026-07-01T00:00:00Z') } } }, pending],
    ['who was not there yet', roster, [{ by: 'left' }], { proofs: { a0: { landed: landed('2025-12-31T23:00:00Z') } } }, pending],
    [
      'the last editor of what is approved',
      roster,
      [{ ...ada, subjects: covered }],
      { editors: { 'docs/a.md': 'A <ada@home.example>' } },
      pending,
    ],
    ['an editor of something else', roster, [{ ...ada, subjects: covered }], { editors: { 'docs/b.md': 'Ada <ada@example.org>' } }, 'met'],
    [
      'the last editor, where policy allows it',
      { ...roster, allow: ['last-editor'] },
      [{ ...ada, subjects: covered }],
      { editors: { 'docs/a.md': 'Ada <ada@example.org>' } },
      'met',
    ],
    ['the last editor, where there is no roster', {}, [{ ...ada, subjects: covered }], { editors: { 'docs/a.md': 'ada' } }, 'met'],
  ])('%s', (_, policy, given, rest, expected) => expect(outcome(under(policy, {}, given, rest))).toBe(expected))
})

const covered = [{ path: 'docs/a.md', sha256: hash('a') }]
function landed(at: string): NonNullable<Proof['landed']> {
  return { commit: 'c', at, author: 'Ada <ada@example.org>' }
}

describe('a change', () => {
  test.each<[string, Policy, Rest, string]>([
    ['by somebody else', {}, { change: ['Grace <grace@example.org>'] }, 'met'],
    ['by who approves it', {}, { change: ['Grace <grace@example.org>', 'A <ada@home.example>'] }, pending],
    ['by who approves it, where policy allows it', { allow: ['author'] }, { change: ['ada'] }, 'met'],
    ['edited by who approves it', {}, { change: [], editors: { 'docs/a.md': 'ada' } }, pending],
    [
      'edited by who approves it, where policy allows it',
      { allow: ['last-editor'] },
      { change: [], editors: { 'docs/a.md': 'ada' } },
      'met',
    ],
    ['evidence by who approves it', {}, { case: { evidence: [evidence({ author: 'ada' })] } }, pending],
    [
      'evidence by who approves it, where policy allows it',
      { allow: ['author'] },
      { case: { evidence: [evidence({ author: 'ada' })] } },
      'met',
    ],
  ])('%s', (_, policy, rest, expected) => expect(outcome(under(policy, {}, [{ ...ada, subjects: covered }], rest))).toBe(expected))
})

describe('trust', () => {
  const own: Proof = { written: landed('2026-11-21T10:00:00Z') }
  const good: Proof = { signature: { state: 'good', person: 'ada' } }
  const signedTL: Policy = { trust: { TL: 'signed' } }
  test.each<[string, Policy, Check, Proof | undefined, string, Partial<Criterion>?]>([
    ['self by default', {}, {}, undefined, 'met'],
    ['a role that signs, unsigned', signedTL, { roles: ['TL'] }, own, pending],
    ['a role that signs, signed', signedTL, { roles: ['TL'] }, good, 'met'],
    ['another role', signedTL, { roles: ['RL'] }, undefined, 'met'],
    ['every other role', { trust: { '*': 'commit' } }, { roles: ['RL'] }, undefined, pending],
    ['every other role, committed', { trust: { '*': 'commit' } }, { roles: ['RL'] }, own, 'met'],
    ['signed is more than committed', { trust: { '*': 'commit' } }, { roles: ['RL'] }, good, 'met'],
    ['no role at all', { trust: { '*': 'signed' } }, {}, own, pending],
    ['an own role before every other', { trust: { '*': 'signed', RL: 'self' } }, { roles: ['RL'] }, undefined, 'met'],
    ['the rule asks', { approve: [{ roles: ['RL'], trust: 'signed' }] }, {}, own, pending],
    ['the rule asks, and has it', { approve: [{ roles: ['RL'], trust: 'signed' }] }, {}, good, 'met'],
    ['the criterion asks', {}, {}, own, pending, { trust: 'signed' }],
    ['the criterion asks, and has it', {}, {}, good, 'met', { trust: 'signed' }],
    ['the criterion asks for a commit', {}, {}, own, 'met', { trust: 'commit' }],
    ['the criterion asks for a commit, and nothing is known', {}, {}, undefined, pending, { trust: 'commit' }],
    ['the strongest counts', { trust: { TL: 'commit' } }, { roles: ['TL'] }, own, pending, { trust: 'signed' }],
    ['one of two roles is proven', { trust: { TL: 'signed', RL: 'self' }, approve: [{ roles: ['TL', 'RL'] }] }, {}, undefined, 'met'],
    ['a bad signature where none is asked for', {}, {}, { signature: { state: 'bad', because: 'other bytes' } }, 'unmet invalid'],
    ['the signature of somebody else', {}, {}, { signature: { state: 'good', person: 'grace' } }, 'unmet invalid'],
  ])('%s', (_, policy, check, proof, expected, more = {}) => {
    const rest = { more, ...(proof && { proofs: { a0: proof } }) }
    expect(outcome(under(policy, check, [ada], rest))).toBe(expected)
  })

  it('leads to a signature where one is asked for', () => {
    const fix = 'refractor approve P0.1'
    expect(under(signedTL, { roles: ['TL'] }, []).fix).toBe(`${fix} --sign`)
    expect(under(signedTL, { roles: ['RL'] }, []).fix).toBe(fix)
    expect(under({ approve: [{ roles: ['RL'], trust: 'signed' }] }, {}, []).fix).toBe(`${fix} --sign`)
    expect(under({ ...signedTL, approve: [{ roles: ['TL'] }] }, {}, []).fix).toBe(`${fix} --sign`)
    expect(under({}, {}, [], { more: { trust: 'signed' } }).fix).toBe(`${fix} --sign`)
    expect(under({}, {}, [], { more: { trust: 'commit' } }).fix).toBe(fix)
  })

  it('says what is not proven', () => {
    expect(under({}, {}, [ada], { more: { trust: 'signed' } }).because).toBe(
      '0 of 1 approval: the approval of Ada <ada@example.org> is not signed by them',
    )
    expect(under(signedTL, { roles: ['TL'] }, [ada]).because).toContain('is not signed by them')
    expect(under({ trust: { '*': 'commit' } }, {}, [ada]).because).toContain('was not committed by them')
  })

  it('reports a signature of somebody else, whatever the gate says', () => {
    const program = programWith({}, {})
    const definition = criterionDefinition(program.criteria.get('P0.1') as never)
    const approvals = [approvalOf({ definition, ...ada }, 'a0'), approvalOf({ definition, ...grace }, 'a1')]
    const facts = factsWith({
      proofs: { a0: { signature: { state: 'good', person: 'grace' } }, a1: { signature: { state: 'good', person: 'grace' } } },
    })
    expect(gateOf(program, caseOf({ approvals }), facts).verdict).toBe('met')
    const [found, ...others] = diagnosticsOf(program, caseOf({ approvals }), facts)
    expect([found?.code, found?.location?.file, others]).toEqual(['signature/bad', 'a0', []])
  })

  it.each<[string, Partial<Case>]>([
    ['a waiver', { waivers: [fileOf('r', { by: 'Ada <ada@example.org>', program: 'other' } as never)] }],
    ['evidence', { evidence: [evidence({ author: 'Ada <ada@example.org>', criteria: ['P9'] }, 'r')] }],
    ['a review', { reviews: [reviewOf({ author: 'Ada <ada@example.org>' }, 'r')] }],
  ])('reports a signature of somebody else under %s', (_, records) => {
    const program = programWith({}, {})
    const by = (person: string) =>
      diagnosticsOf(program, caseOf(records), factsWith({ proofs: { r: { signature: { state: 'good', person } } } }))
        .filter(({ code }) => code === 'signature/bad')
        .map(({ location }) => location?.file)
    expect([by('grace'), by('ada')]).toEqual([['r'], []])
  })

  it('is asked of who made evidence, too', () => {
    const judged = (
      proof: Proof | undefined,
      trust: Criterion['trust'],
      result: EvidenceRecord['result'] = { outcome: 'passed', observations: [{ claim: 'done', value: true }] },
    ) => {
      const program = programOf({
        program: { people, roles },
        phases: [{ id: 'P0', exit: { criteria: [criterion('P0.1', { kind: 'attest', claim: 'done' }, trust ? { trust } : {})] } }],
      })
      const file = evidence({ author: 'Ada <ada@example.org>', result }, 'docs/evidence/P0/a/metadata.json')
      return outcome(
        gateOf(program, caseOf({ evidence: [file] }), factsWith(proof ? { proofs: { [file.source.path]: proof } } : {}))
          .criteria[0] as CriterionResult,
      )
    }
    expect(judged(undefined, undefined)).toBe('met')
    expect(judged(undefined, 'signed')).toBe('unmet invalid')
    expect(judged(own, 'signed')).toBe('unmet invalid')
    expect(judged(own, 'commit')).toBe('met')
    expect(judged(good, 'signed')).toBe('met')
    expect(judged({ signature: { state: 'bad', because: 'x' } }, undefined)).toBe('unmet invalid')
    // What is not proven says no all the same.
    expect(judged(undefined, 'signed', { outcome: 'failed', observations: [{ claim: 'done', value: false }] })).not.toBe('met')
  })

  it('can be asked of nothing that nobody recorded', () => {
    const result = gateOf(
      programOf({
        phases: [{ id: 'P0', exit: { criteria: [criterion('P0.1', { kind: 'artifact', paths: ['a'] }, { trust: 'signed' })] } }],
      }),
    ).criteria[0] as CriterionResult
    expect(outcome(result)).toBe('unmet unsupported')
  })
})

describe('what an approval says', () => {
  const forums: Policy = { forums: [{ id: 'Steering', minutes: true, maxAgeDays: 30 }, { id: 'Board' }] }
  const steering: Fields = { ...ada, forum: 'steering', minutes: 'm.md', forumDate: '2026-11-01' }
  test.each<[string, Policy, Check, Fields, string, Rest?]>([
    ['a forum that policy knows', forums, {}, steering, 'met'],
    ['no forum', forums, {}, ada, 'met'],
    ['a forum that it does not know', forums, {}, { ...ada, forum: 'Kitchen' }, pending],
    ['any forum, where it lists none', {}, {}, { ...ada, forum: 'Kitchen' }, 'met'],
    ['without minutes', forums, {}, { ...steering, minutes: undefined }, pending],
    ['without a date', forums, {}, { ...steering, forumDate: undefined }, pending],
    ['too long ago', forums, {}, { ...steering, forumDate: '2026-10-20' }, pending],
    ['just in time', forums, {}, { ...steering, forumDate: '2026-10-22' }, 'met'],
    ['a forum without conditions', forums, { forum: 'board' }, { ...ada, forum: 'Board' }, 'met'],
    ['an aspect that policy knows', { aspects: ['Cost'] }, {}, { ...ada, aspect: 'cost' }, 'met'],
    ['an aspect that it does not know', { aspects: ['Cost'] }, {}, { ...ada, aspect: 'taste' }, pending],
    ['no aspect', { aspects: ['Cost'] }, {}, ada, 'met'],
    ['the last day', {}, {}, { ...ada, expires: '2026-11-21' }, 'met'],
    ['expired', {}, {}, { ...ada, expires: '2026-11-20' }, 'unmet expired'],
    ['a day that is none', {}, {}, { ...ada, expires: 'soon' }, 'unmet expired'],
    ['another repository', {}, {}, { ...ada, repository: 'example.org/fork' }, pending, { repository: 'example.org/main' }],
    ['this repository', {}, {}, { ...ada, repository: 'example.org/main' }, 'met', { repository: 'example.org/main' }],
    ['a repository without a name', {}, {}, { ...ada, repository: 'example.org/main' }, 'met'],
    [
      'older than it says, by when it landed',
      {},
      {},
      ada,
      'unmet stale',
      { more: { maxAge: 'P1D' }, proofs: { a0: { landed: landed('2026-11-19T10:00:00Z') } } },
    ],
    [
      'newer than it says, by when it landed',
      {},
      {},
      { ...ada, at: '2026-11-19T10:00:00Z' },
      'unmet stale',
      { more: { maxAge: 'P1D' }, proofs: { a0: { landed: landed('2026-11-21T10:00:00Z') } } },
    ],
  ])('%s', (_, policy, check, given, expected, rest = {}) => expect(outcome(under(policy, check, [given], rest))).toBe(expected))
})

describe('a review that closes a phase', () => {
  const reviewFile = (program: Program, author: string, approvals: { path: string; sha256: string }[] = []) =>
    fileOf('outbox/P0/metadata.json', {
      format: 1,
      kind: 'review' as const,
      program: 'demo',
      phase: 'P0',
      gate: 'P0',
      verdict: 'met' as const,
      author,
      date: '2026-11-20T10:00:00Z',
      criteria: [
        { id: 'P0.1', definition: criterionDefinition(program.criteria.get('P0.1') as never), outcome: 'met', because: 'x', evidence: [] },
      ],
      approvals,
      archived: [],
      artifacts: [],
    })
  const closed = (policy: Policy, author: string, rest: Rest = {}, others: Fields[] = []) => {
    const program = programWith(policy, {})
    const definition = gateDefinition(program.gates.get('P0') as never)
    const approvals = others.map((one, index) => approvalOf({ target: { type: 'gate', id: 'P0' }, definition, ...one }, `a${index}`))
    const review = reviewFile(
      program,
      author,
      approvals.map(({ source, sha256 }) => ({ path: source.path, sha256 })),
    )
    const gate = gateOf(program, caseOf({ reviews: [review], approvals }), factsWith(rest))
    const codes = diagnosticsOf(program, caseOf({ reviews: [review], approvals }), factsWith(rest)).map(({ code }) => code)
    return [gate.closed !== undefined, gate.verdict, ...codes]
  }
  it('closes it where policy says nothing', () => expect(closed({}, 'Mallory')).toEqual([true, 'met']))
  it('closes it where its author may', () => expect(closed({ review: [{ roles: ['TL'] }] }, 'ada')).toEqual([true, 'met']))
  it('does not where its author may not, and says so', () =>
    expect(closed({ review: [{ roles: ['TL'] }] }, 'grace')).toEqual([false, 'unmet', 'review/not-allowed']))
  it('is not for a bot', () => expect(closed({ review: [{ roles: ['TL'] }] }, 'robot')[0]).toBe(false))
  it('is looked at only for phases that a rule fits', () =>
    expect(closed({ review: [{ roles: ['TL'], phases: ['P1'] }] }, 'grace')[0]).toBe(true))
  it('needs as many as policy says', () => {
    const two: Policy = { review: [{ roles: ['RL'], min: 2 }] }
    expect(closed(two, 'ada')[0]).toBe(false)
    expect(closed(two, 'ada', {}, [{ by: 'ada@home.example' }])[0]).toBe(false)
    expect(closed(two, 'ada', {}, [grace])[0]).toBe(true)
  })
  it('has to be proven where policy says so', () => {
    const rule: Policy = { review: [{ roles: ['TL'], trust: 'commit' }] }
    const path = 'outbox/P0/metadata.json'
    expect(closed(rule, 'ada')).toEqual([true, 'unmet'])
    expect(closed(rule, 'ada', { proofs: { [path]: { landed: landed('2026-11-20T10:00:00Z') } } })).toEqual([true, 'met'])
    expect(closed(rule, 'ada', { proofs: { [path]: { signature: { state: 'bad', because: 'x' } } } })[1]).toBe('unmet')
    const program = programWith(rule, {})
    expect(evidenceNeeded(program, caseOf({ reviews: [reviewFile(program, 'ada')] }), ['P0']).proofs).toEqual([path])
  })

  const path = 'outbox/P0/metadata.json'
  const signedBy = (person: string): Proof => ({ signature: { state: 'good', person } })

  it('has to be proven as policy says of the role that closes it', () => {
    const rule: Policy = { review: [{ roles: ['TL'] }], trust: { TL: 'signed', RL: 'self' } }
    expect(closed(rule, 'ada')).toEqual([true, 'unmet'])
    expect(closed(rule, 'ada', { proofs: { [path]: { landed: landed('2026-11-20T10:00:00Z') } } })[1]).toBe('unmet')
    expect(closed(rule, 'ada', { proofs: { [path]: signedBy('ada') } })).toEqual([true, 'met'])
    // Whoever may close it in several roles proves the least of them.
    expect(closed({ ...rule, review: [{ roles: ['TL', 'RL'] }] }, 'ada')).toEqual([true, 'met'])
  })

  it('is nothing with a signature that is bad, whether or not one is asked for', () => {
    expect(closed({}, 'ada', { proofs: { [path]: { signature: { state: 'bad', because: 'x' } } } })[1]).toBe('unmet')
    expect(closed({}, 'ada', { proofs: { [path]: signedBy('grace') } })).toEqual([true, 'unmet', 'signature/bad'])
  })

  it('counts the others only with the proof that policy wants of them', () => {
    const two: Policy = { review: [{ roles: ['RL'], min: 2, trust: 'signed' }] }
    const own = { [path]: signedBy('ada') }
    expect(closed(two, 'ada', { proofs: own }, [grace])[1]).toBe('unmet')
    expect(closed(two, 'ada', { proofs: { ...own, a0: signedBy('grace') } }, [grace])[1]).toBe('met')
    expect(closed(two, 'ada', { proofs: { ...own, a0: signedBy('ada') } }, [grace])[1]).toBe('unmet')
    const bad: Proof = { signature: { state: 'bad', because: 'x' } }
    expect(closed({ review: [{ roles: ['RL'], min: 2 }] }, 'ada', { proofs: { a0: bad } }, [grace])[1]).toBe('unmet')

    const program = programWith(two, {})
    const approval = approvalOf(
      { target: { type: 'gate', id: 'P0' }, definition: gateDefinition(program.gates.get('P0') as never), ...grace },
      'a0',
    )
    const review = reviewFile(program, 'ada', [{ path: 'a0', sha256: approval.sha256 }])
    expect(evidenceNeeded(program, caseOf({ reviews: [review], approvals: [approval] }), ['P0']).proofs).toEqual(['a0', path])
  })
})
