import { describe, expect, test } from 'vitest'
import type { Case, Facts } from '../../../src/gates/case.ts'
import { checkJudge } from '../../../src/gates/change/governance.ts'
import { policyDecisions } from '../../../src/gates/change/governance-approval.ts'
import { type JudgeFiles, judgeDigest } from '../../../src/gates/change/judge-parts.ts'
import type { ApprovalRecord } from '../../../src/schema/records.ts'
import { approvalOf, caseOf, factsOf, hash, now } from '../build.ts'
import { programOf, type Texts } from './change.ts'

const files: JudgeFiles = { workspace: { format: 1 }, files: new Map() }
const program = `id: demo
name: Demo
roles: [{ id: TL, owner: Ada }]
people: [{ id: ada, name: Ada, emails: [ada@example.org] }, { id: grace, name: Grace, emails: [grace@example.org] }, { id: bot, kind: bot, emails: [bot@example.org] }]`
const plan = (claim: string): Texts => ({
  'phases/P0': `id: P0\ntitle: t\nexit: { criteria: [{ id: P0.1, statement: s, check: { kind: attest, claim: ${claim} } }] }`,
})
const policy = (version: number, more = ''): Texts => ({ policy: `version: ${version}\n${more}` })
const governed = 'governance: { roles: [TL] }'
const judgeOf = (texts: Texts) => ({ program: programOf({ program, ...texts }), files })
const base = { ...plan('done'), ...policy(3, governed) }

interface Setting {
  readonly base?: Texts
  readonly head: Texts | undefined
  readonly since?: Texts
  readonly approvals?: Case['approvals']
  readonly facts?: Partial<Facts>
  readonly dropped?: readonly string[]
}

function codesOf(setting: Setting): string[] {
  const start = setting.base ?? base
  const judges = { base: judgeOf(start), head: setting.head && judgeOf(setting.head), since: judgeOf(setting.since ?? start) }
  const decided = { case: caseOf({ approvals: setting.approvals ?? [] }), facts: { ...factsOf(), ...setting.facts }, now }
  return checkJudge(judges, setting.dropped ?? [], decided).diagnostics.map(({ code }) => code)
}

const head = { ...plan('other'), ...policy(4, governed) }
const approves = (more: Partial<ApprovalRecord> = {}, of: Texts = head) =>
  approvalOf(
    { target: { type: 'policy', id: 'demo' }, definition: judgeDigest(judgeOf(of).program, files), by: 'Ada <ada@example.org>', ...more },
    `.refractor/approvals/policy-${more.decision ?? 'approve'}-${more.by ?? ''}.json`,
  )

describe('a change of the judge', () => {
  test('of the same judge is none', () => {
    expect(codesOf({ head: base })).toEqual([])
  })

  test('without a policy in base is listed and let through', () => {
    expect(codesOf({ base: plan('done'), head: plan('other') })).toEqual(['policy/judge-changed'])
    expect(codesOf({ base: plan('done'), head: { ...plan('done'), ...policy(1) } })).toEqual(['policy/judge-changed'])
    expect(codesOf({ base: plan('done'), head: plan('done') })).toEqual([])
  })

  test('that only takes something away is told at the place where it was', () => {
    const two = { ...plan('done'), 'phases/P1': 'id: P1\ntitle: t\nexit: { criteria: [{ id: P1.1, statement: s }] }' }
    const judges = { base: judgeOf(two), head: judgeOf(plan('done')), since: judgeOf(two) }
    const [found] = checkJudge(judges, [], { case: caseOf(), facts: factsOf(), now }).diagnostics
    expect([found?.code, found?.location?.file]).toEqual(['policy/judge-changed', 'specification/phases/P1.yaml'])
  })

  test('is approved by the owner of a role as well, who is no person of the program', () => {
    const owner = 'id: demo\nname: Demo\nroles: [{ id: TL, owner: Ada <ada@example.org> }]'
    const [before, after] = [
      { ...base, program: owner },
      { ...head, program: owner },
    ]
    expect(codesOf({ base: before, head: after, approvals: [approves({}, after)] })).toEqual([])
    expect(codesOf({ base: before, head: after, approvals: [approves({ by: 'Grace' }, after)] })).toEqual(['policy/unapproved-change'])
  })

  test('needs a version that grew, and without governance no more', () => {
    const free = { ...plan('done'), ...policy(3) }
    expect(codesOf({ base: free, head: { ...plan('other'), ...policy(4) } })).toEqual(['policy/judge-changed'])
    expect(codesOf({ base: free, head: { ...plan('other'), ...policy(3) } })).toEqual(['policy/version-kept', 'policy/judge-changed'])
  })

  test.each<[string, Texts | undefined]>([
    ['a lower version', { ...plan('done'), ...policy(2, governed) }],
    ['no policy', plan('done')],
    ['no program', undefined],
  ])('goes back with %s', (_, texts) => {
    expect(codesOf({ head: texts })).toContain('policy/rolled-back')
  })

  test('names the first parts, and how many more there are', () => {
    const people = `people: [${['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((id) => `{ id: ${id} }`).join(', ')}]`
    const judges = { base: judgeOf(plan('done')), head: judgeOf({ ...plan('done'), ...policy(1, people) }), since: judgeOf(plan('done')) }
    const [found] = checkJudge(judges, [], { case: caseOf(), facts: factsOf(), now }).diagnostics
    expect(found?.message).toContain(
      'person a added, person b added, person c added, person d added, person e added, person f added and 4 more',
    )
    expect(found?.location).toMatchObject({ file: 'specification/policy.yaml' })
  })

  test('without a policy, taking the program away is listed', () => {
    expect(codesOf({ base: plan('done'), head: undefined })).toEqual(['policy/judge-changed'])
  })
})

describe('an approval of the judge', () => {
  const codes = (approvals: Case['approvals'], facts: Partial<Facts> = {}): string[] => codesOf({ head, approvals, facts })

  test('lets it in', () => {
    expect(codes([])).toEqual(['policy/unapproved-change'])
    expect(codes([approves()])).toEqual([])
  })

  test.each<[string, Partial<ApprovalRecord>, Texts?]>([
    ['somebody else', { by: 'Grace <grace@example.org>' }],
    ['a bot', { by: 'bot@example.org' }],
    ['another judge', {}, { ...plan('third'), ...policy(4, governed) }],
    ['the same judge under another version', {}, { ...plan('other'), ...policy(5, governed) }],
    ['another program', { program: 'other' }],
    ['the policy of another program', { target: { type: 'policy', id: 'other' } }],
    ['a gate', { target: { type: 'gate', id: 'demo' } }],
    ['a day that is over', { expires: '2026-11-20' }],
    ['the future', { at: '2026-11-22T10:00:00Z' }],
  ])('is not one of %s', (_, more, of) => {
    expect(codes([approves(more, of)])).toEqual(['policy/unapproved-change'])
  })

  test('is not one by the people of head', () => {
    const own = { ...head, program: program.replace('owner: Ada', 'owner: Grace') }
    const approvals = [approves({ by: 'Grace <grace@example.org>' }, own)]
    expect(codesOf({ head: own, approvals })).toEqual(['policy/unapproved-change'])
  })

  test('is not one by who wrote the change, unless base lets authors approve', () => {
    const change = { base: hash('1').slice(0, 40), head: hash('2').slice(0, 40), authors: ['A. <ada@example.org>'] }
    expect(codes([approves()], { change })).toEqual(['policy/unapproved-change'])
    const own = { ...plan('done'), ...policy(3, `allow: [author]\n${governed}`) }
    expect(codesOf({ base: own, head, approvals: [approves()], facts: { change } })).toEqual([])
  })

  test('is undone by a rejection that is as new, and by a revocation', () => {
    expect(codes([approves(), approves({ decision: 'reject' })])).toEqual(['policy/unapproved-change'])
    expect(codes([approves({ at: '2026-11-21T11:00:00Z' }), approves({ decision: 'reject' })])).toEqual([])
    const approval = approves()
    expect(codes([approval, approves({ decision: 'revoke', revokes: [approval.sha256] })])).toEqual(['policy/unapproved-change'])
  })

  test('has to come from as many as base says', () => {
    const two = 'governance: { people: [ada, grace], min: 2 }'
    const setting = { base: { ...plan('done'), ...policy(3, two) }, head: { ...plan('other'), ...policy(4, two) } }
    const one = approves({}, setting.head)
    const again = approves({ by: 'ada', at: '2026-11-21T11:00:00Z' }, setting.head)
    expect(codesOf({ ...setting, approvals: [one, again] })).toEqual(['policy/unapproved-change'])
    expect(codesOf({ ...setting, approvals: [one, approves({ by: 'grace' }, setting.head)] })).toEqual([])
  })

  test('has to be proven as base says', () => {
    const signed = 'governance: { roles: [TL], trust: signed }'
    const setting = { base: { ...plan('done'), ...policy(3, signed) }, head: { ...plan('other'), ...policy(4, signed) } }
    const approval = approves({}, setting.head)
    const proofs = (person: string): Partial<Facts> => ({
      proofs: new Map([[approval.source.path, { signature: { state: 'good' as const, person } }]]),
    })
    expect(codesOf({ ...setting, approvals: [approval] })).toEqual(['policy/unapproved-change'])
    expect(codesOf({ ...setting, approvals: [approval], facts: proofs('ada') })).toEqual([])
    expect(codesOf({ ...setting, approvals: [approval], facts: proofs('grace') })).toEqual(['policy/unapproved-change'])
  })

  test('covers no file that the new policy no longer counts in', () => {
    expect(codesOf({ head, approvals: [approves()], dropped: ['.github/gate.yml'] })).toEqual(['policy/unapproved-change'])
  })

  test('is found by program and target', () => {
    const approvals = [approves(), approves({ program: 'other' }), approvalOf({})]
    expect(policyDecisions(judgeOf(base).program, caseOf({ approvals }))).toEqual([approvals[0]])
  })
})

describe('a head that left base behind', () => {
  const newer = { ...plan('newer'), ...policy(4, governed) }

  test('changes nothing when it changed nothing since', () => {
    expect(codesOf({ base: newer, head: base, since: base })).toEqual([])
  })

  test('needs a version above that of base when it did', () => {
    const own = { ...plan('own'), ...policy(4, governed) }
    expect(codesOf({ base: newer, head: own, since: base, approvals: [approves({}, own)] })).toEqual(['policy/version-kept'])
    const next = { ...plan('own'), ...policy(5, governed) }
    expect(codesOf({ base: newer, head: next, since: base, approvals: [approves({}, next)] })).toEqual([])
  })

  test('goes back only behind where it started', () => {
    expect(codesOf({ base: newer, head: { ...plan('done'), ...policy(2, governed) }, since: base })).toContain('policy/rolled-back')
    expect(codesOf({ base: newer, head: plan('own'), since: plan('done') })).toContain('policy/version-kept')
    expect(codesOf({ base: newer, head: plan('done'), since: plan('done') })).toEqual([])
  })
})
