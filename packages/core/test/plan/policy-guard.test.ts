import { describe, expect, test } from 'vitest'
import type { Case, Facts, FileFact } from '../../src/gates/case.ts'
import { gateDefinition } from '../../src/gates/definition.ts'
import type { Program } from '../../src/link/program-types.ts'
import { type ApprovalRequest, approvalFactsNeeded, planApproval } from '../../src/plan/approval.ts'
import { planMilestoneState } from '../../src/plan/milestone-state.ts'
import type { Planned, Stamp } from '../../src/plan/plan.ts'
import { planReview } from '../../src/plan/review.ts'
import { planRevocation, type RevocationRequest } from '../../src/plan/revocation.ts'
import { ApprovalRecord } from '../../src/schema/records.ts'
import { buildProgram } from '../build-program.ts'
import { approvalOf, caseOf, fileOf } from '../gates/build.ts'
import { phaseYaml, programYaml } from './sample.ts'

const ada: Stamp = { now: '2026-11-20T10:00:00Z', author: 'Ada <ada@example.org>', commit: undefined }
const grace: Stamp = { ...ada, author: 'Grace Hopper <grace@example.org>' }
const stranger: Stamp = { ...ada, author: 'Mallory <m@example.org>' }
const left: Stamp = { ...ada, author: 'left@example.org' }
const robot: Stamp = { ...ada, author: 'robot' }

const roster = `people:
  - { id: ada, emails: [ada@example.org], roles: [TL] }
  - { id: left, emails: [left@example.org], roles: [TL], active: { to: "2026-06-30" } }
`
const programOf = (policy: string): Program =>
  buildProgram({
    'specification/program.yaml': programYaml.replace('roles:\n', 'roles:\n  - { id: QA }\n'),
    'specification/phases/P0.yaml': phaseYaml.replace('state: planned', 'state: under-review'),
    'specification/policy.yaml': `format: 1\nversion: 1\n${policy}`,
  })

const file: FileFact = { state: 'file', sha256: '1'.repeat(64) }
const facts: Facts = {
  head: undefined,
  knownCommits: undefined,
  files: new Map([['docs/charter.md', file]]),
  globs: new Map(),
  inputs: new Map(),
}

/** "yes", or the codes of the refusal; warnings in brackets. */
function said(planned: Planned): string {
  const codes = planned.diagnostics.filter(({ code }) => code !== 'git/no-commit')
  if (!planned.ok) return codes.map(({ code }) => code).join(' ')
  return ['yes', ...codes.filter(({ severity }) => severity === 'warning').map(({ message }) => `[${message}]`)].join(' ')
}

const decide = (policy: string, by: Stamp, request: Partial<ApprovalRequest> = {}): string =>
  said(planApproval(programOf(policy), caseOf(), facts, { decision: 'approve', id: 'P0', ...request }, by)).replace(/ \[the plan.*?\]/g, '')

const firstWord = (text: string): string => text.split(' ')[0] as string

describe('approving', () => {
  const byQA = 'approve: [{ roles: [QA] }]\n'
  test.each<[string, string, Stamp, Partial<ApprovalRequest>, string]>([
    ['who the rule names', byQA, grace, {}, 'state/guard'],
    ['who the rule does not name', byQA, stranger, {}, 'policy/refused'],
    ['who holds a role of the check', byQA, { ...ada, author: 'Ada Lovelace' }, {}, 'yes'],
    ['a rule for other gates', 'approve: [{ gates: ["P1*"], roles: [QA] }]\n', { ...ada, author: 'Ada Lovelace' }, {}, 'yes'],
    ['in the roster', roster, ada, {}, 'yes'],
    ['not in the roster', roster, stranger, {}, 'policy/refused'],
    ['not in the roster, rejecting', roster, stranger, { decision: 'reject' }, 'policy/refused'],
    ['in the roster, rejecting', roster, ada, { decision: 'reject' }, 'yes'],
    ['no longer active', roster, left, {}, 'policy/refused'],
    ['still active', roster, { ...left, now: '2026-06-30T10:00:00Z' }, {}, 'yes'],
    ['a role that is held by another', roster, stranger, { role: 'TL' }, 'state/guard'],
    ['a forum that is not known', 'forums: [{ id: board }]\n', { ...ada, author: 'Ada Lovelace' }, { forum: 'kitchen' }, 'policy/refused'],
    ['an aspect that is not known', 'aspects: [cost]\n', { ...ada, author: 'Ada Lovelace' }, { aspect: 'taste' }, 'policy/refused'],
    ['a day that is none', '', { ...ada, author: 'Ada Lovelace' }, { expires: 'soon' }, 'state/guard'],
    ['a day that is over', '', { ...ada, author: 'Ada Lovelace' }, { expires: '2026-11-19' }, 'state/guard'],
    ['today', '', { ...ada, author: 'Ada Lovelace' }, { expires: '2026-11-20' }, 'yes'],
    ['a forum on no day', '', { ...ada, author: 'Ada Lovelace' }, { forumDate: '20.11.2026' }, 'state/guard'],
  ])('%s', (_, policy, by, request, expected) => expect(firstWord(decide(policy, by, request))).toBe(expected))

  test('warns the last editor, where there is a roster that keeps them out', () => {
    const edited = (policy: string, editor: string | undefined, id = 'P0.1') =>
      said(
        planApproval(
          programOf(policy),
          caseOf(),
          { ...facts, ...(editor !== undefined && { editors: new Map([['docs/charter.md', editor]]) }) },
          { decision: 'approve', id },
          ada,
        ),
      )
    const words = 'edited docs/charter.md last'
    expect(edited(roster, 'A. L. <ada@example.org>')).toContain(words)
    expect(edited(roster, 'A. L. <ada@example.org>', 'P0')).toContain(words)
    expect(edited(roster, 'Grace Hopper <grace@example.org>')).not.toContain(words)
    expect(edited(roster, undefined)).not.toContain(words)
    expect(edited(`${roster}allow: [last-editor]\n`, 'A. L. <ada@example.org>')).not.toContain(words)
    const needed = (policy: string, subjects?: string[]) =>
      approvalFactsNeeded(programOf(policy), 'P0.1', { ...(subjects && { subjects }) }).editors
    expect(needed(roster)).toEqual(['docs/charter.md'])
    expect(needed(roster, ['docs/*.md', 'src/', '!src/a.ts', 'a.md'])).toEqual(['a.md'])
    expect(needed(`${roster}allow: [last-editor]\n`)).toBeUndefined()
    expect(needed('')).toBeUndefined()
  })

  test('warns where it would be in vain', () => {
    const lead = { ...ada, author: 'Ada Lovelace' }
    expect(decide('trust: { TL: signed }\n', lead)).toContain('will not count without --sign')
    expect(decide('trust: { TL: signed }\n', lead, { trust: 'signed' })).not.toContain('--sign')
    expect(decide('trust: { TL: commit }\n', lead)).not.toContain('--sign')
    expect(decide('forums: [{ id: Board, minutes: true, maxAgeDays: 9 }]\n', lead, { forum: 'board' })).toContain('--minutes FILE')
    expect(decide('forums: [{ id: Board, minutes: true, maxAgeDays: 9 }]\n', lead, { forum: 'board' })).toContain('--forum-date')
  })

  test('binds the policy to its digest', () => {
    const judge = 'd'.repeat(64)
    const planned = planApproval(programOf(roster), caseOf(), facts, { decision: 'approve', id: 'policy', judge }, ada)
    const [step] = planned.ok ? planned.plan.steps : []
    if (step?.type !== 'create') throw new Error('a new file was expected')
    expect(step.path).toMatch(/^\.refractor\/approvals\/policy-approve-/)
    expect(ApprovalRecord.parse(JSON.parse(step.text))).toMatchObject({
      target: { type: 'policy', id: 'demo' },
      definition: judge,
      subjects: [],
    })
    expect(said(planApproval(programOf(roster), caseOf(), facts, { decision: 'approve', id: 'policy', judge }, stranger))).toBe(
      'policy/refused',
    )
  })
})

const seconded = (program: Program, id: string, by: string): Case => {
  const gate = program.gates.get(id) as never
  const type = program.milestones.has(id) ? 'milestone' : 'gate'
  return caseOf({ approvals: [approvalOf({ target: { type, id }, definition: gateDefinition(gate), by })] })
}

describe('accepting a milestone', () => {
  const accept = (policy: string, by: Stamp | undefined, approver?: string): string => {
    const program = programOf(policy)
    const acceptance = { id: 'P0.M1', verdict: 'met', criteria: [] } as never
    return said(
      planMilestoneState(program, 'P0.M1', 'accept', {
        acceptance,
        ...(by && { by }),
        ...(approver !== undefined && { case: seconded(program, 'P0.M1', approver) }),
      }),
    )
  }
  test.each<[string, string, Stamp | undefined, string | undefined, string]>([
    ['without a rule', '', undefined, undefined, 'yes'],
    ['by who may', 'accept: [{ roles: [QA] }]\n', grace, undefined, 'yes'],
    ['by who may not', 'accept: [{ roles: [QA] }]\n', stranger, undefined, 'policy/refused'],
    ['by a bot', 'accept: [{ people: [robot] }]\n', robot, undefined, 'policy/refused'],
    ['by nobody in particular', 'accept: [{ roles: [QA] }]\n', undefined, undefined, 'policy/refused'],
    ['another milestone', 'accept: [{ milestones: ["P1*"], roles: [QA] }]\n', stranger, undefined, 'yes'],
    ['by one of two', 'accept: [{ roles: [QA], people: [robot, grace], min: 2 }]\n', grace, undefined, 'policy/refused'],
    ['by one of two, and by the same', 'accept: [{ roles: [QA, TL], min: 2 }]\n', grace, 'grace@example.org', 'policy/refused'],
    ['by two', 'accept: [{ roles: [QA, TL], min: 2 }]\n', grace, 'Ada Lovelace', 'yes'],
    ['by one who is not active', `${roster}accept: [{ roles: [TL] }]\n`, left, undefined, 'policy/refused'],
  ])('%s', (_, policy, by, approver, expected) => expect(accept(policy, by, approver)).toBe(expected))
})

describe('what will be asked of who accepts', () => {
  const warned = (policy: string, approval?: { readonly by: string; readonly isSigned: boolean }): string[] => {
    const program = programOf(policy)
    const acceptance = { id: 'P0.M1', verdict: 'met', criteria: [] } as never
    const records = approval && seconded(program, 'P0.M1', approval.by)
    const approvals = records?.approvals.map((one) => ({
      ...one,
      ...(approval?.isSigned && { signature: { path: `${one.source.path}.sig`, text: '' } }),
    }))
    const planned = planMilestoneState(program, 'P0.M1', 'accept', {
      acceptance,
      by: grace,
      ...(approvals && { case: caseOf({ approvals }) }),
    })
    expect(planned.ok).toBe(true)
    return planned.diagnostics.map(({ code, severity, help }) => `${code} ${severity}: ${help}`)
  }
  const byApproval = ['state/guard warning: refractor approve P0.M1 --sign']
  const byQA = 'accept: [{ roles: [QA] }]\n'
  test.each<[string, string, Parameters<typeof warned>[1], string[]]>([
    ['their word', byQA, undefined, []],
    ['trust of others', `${byQA}trust: { TL: signed }\n`, undefined, []],
    ['their commit', 'accept: [{ roles: [QA], trust: commit }]\n', undefined, ['state/guard info: commit it under your own name']],
    ['a signature, says the rule', 'accept: [{ roles: [QA], trust: signed }]\n', undefined, byApproval],
    ['a signature, says the role', `${byQA}trust: { "*": signed }\n`, undefined, byApproval],
    ['a signature, and it is there', `${byQA}trust: { QA: signed }\n`, { by: 'grace@example.org', isSigned: true }, []],
    ['a signature, and another was given', `${byQA}trust: { QA: signed }\n`, { by: 'Ada Lovelace', isSigned: true }, byApproval],
    ['a signature, and none was given', `${byQA}trust: { QA: signed }\n`, { by: 'grace@example.org', isSigned: false }, byApproval],
  ])('%s', (_, policy, approval, expected) => expect(warned(policy, approval)).toEqual(expected))
})

test('who may accept is told, or that nobody can', () => {
  const helpOf = (policy: string): (string | undefined)[] => {
    const acceptance = { id: 'P0.M1', verdict: 'met', criteria: [] } as never
    const { diagnostics } = planMilestoneState(programOf(policy), 'P0.M1', 'accept', { acceptance, by: stranger })
    return diagnostics.flatMap(({ code, message, help }) => (code === 'policy/refused' ? [message, help] : []))
  }
  expect(helpOf('accept: [{ roles: [TL] }]\n')[1]).toBe('let one of them do it: Ada Lovelace')
  expect(helpOf('accept: [{ people: [robot] }]\n')).toEqual([expect.stringContaining('by robot, which nobody is'), 'give somebody robot'])
})

describe('closing a phase', () => {
  const close = (policy: string, by: Stamp): string => {
    const program = programOf(policy)
    const gates = program.gates
    const judge = (_: Case, ids: readonly string[]) =>
      ids.map(
        (id) =>
          ({
            ...(gates.get(id) as object),
            id,
            verdict: 'met',
            criteria: [],
            counts: {},
            location: { file: 'f', line: 1, column: 1 },
          }) as never,
      )
    return said(planReview(program, caseOf(), 'P0', judge, by))
  }
  test('is for who may', () => {
    expect(close('', stranger)).toMatch(/^yes/)
    expect(close('review: [{ roles: [QA] }]\n', grace)).toMatch(/^yes/)
    expect(close('review: [{ roles: [QA] }]\n', stranger)).toBe('policy/refused')
    expect(close('review: [{ roles: [QA], min: 2 }]\n', grace)).toBe('policy/refused')
  })
})

describe('taking back', () => {
  const given = (by: string, more: Partial<ApprovalRecord> = {}, path = 'a') =>
    approvalOf({ target: { type: 'criterion', id: 'P0.1' }, by, ...more }, path)
  const revoke = (approvals: Case['approvals'], by: Stamp, request: Partial<RevocationRequest> = {}, policy = '') =>
    planRevocation(programOf(policy), caseOf({ approvals }), { id: 'P0.1', ...request }, by)

  test('names every decision of the person that stands', () => {
    const [first, second, other] = [
      given('ada@example.org'),
      given('Ada <ada@example.org>', { decision: 'reject' }, 'b'),
      given('grace', {}, 'c'),
    ]
    const stamp = { ...ada, commit: 'c'.repeat(40) }
    const planned = revoke([first, second, other], stamp, { comment: 'a mistake', trust: 'signed' })
    const [step] = planned.ok ? planned.plan.steps : []
    if (step?.type !== 'create') throw new Error('a new file was expected')
    expect(ApprovalRecord.parse(JSON.parse(step.text))).toMatchObject({
      decision: 'revoke',
      revokes: [first.sha256, second.sha256].sort(),
      subjects: [],
      comment: 'a mistake',
      trust: 'signed',
      by: ada.author,
      commit: stamp.commit,
    })
    const inRole = revoke([given('ada@example.org')], ada, { role: 'TL' }, roster)
    expect(inRole.ok && inRole.plan.steps).toMatchObject([{ text: expect.stringContaining('"role": "TL"') }])
    expect(planned.ok && planned.plan).toMatchObject({
      title: 'revoke the approval and rejection of P0.1',
      event: { type: 'approval.revoked', ids: ['P0.1'] },
    })
  })

  test('needs something to take back, and takes it back once', () => {
    const mine = given('ada@example.org')
    expect(said(revoke([], ada))).toBe('state/guard')
    expect(said(revoke([given('grace')], ada))).toBe('state/guard')
    const done = given('ada@example.org', { decision: 'revoke', revokes: [mine.sha256] }, 'b')
    const planned = revoke([mine, done], ada)
    expect(planned.ok && planned.plan.steps).toEqual([])
    const again = given('ada@example.org', { at: '2026-11-20T09:00:00Z' }, 'c')
    expect(revoke([mine, done, again], ada)).toMatchObject({ ok: true, plan: { steps: [{}] } })
  })

  test('is for oneself, or for who governs', () => {
    const theirs = [given('grace@example.org')]
    expect(said(revoke(theirs, ada, { of: 'grace' }))).toBe('policy/refused')
    expect(said(revoke(theirs, ada, { of: 'grace' }, 'governance: { roles: [QA] }\n'))).toBe('policy/refused')
    expect(said(revoke(theirs, grace, { of: 'Grace Hopper' }))).toMatch(/^yes/)
    expect(said(revoke(theirs, { ...ada, author: 'Ada Lovelace' }, { of: 'grace' }, 'governance: { roles: [TL] }\n'))).toMatch(/^yes/)
    expect(said(revoke(theirs, stranger, {}, roster))).toBe('policy/refused')
    expect(said(revoke([given('robot')], robot))).toBe('state/guard')
  })

  test('is for what exists, the policy as well', () => {
    expect(said(revoke([], ada, { id: 'P9' }))).toBe('cli/unknown-id')
    const policy = given('ada@example.org', { target: { type: 'policy', id: 'demo' } })
    expect(revoke([policy], ada, { id: 'policy', judge: 'e'.repeat(64) })).toMatchObject({
      ok: true,
      plan: { title: 'revoke the approval of the policy of demo' },
    })
    expect(said(revoke([policy], grace, { id: 'policy', judge: 'e'.repeat(64), of: 'ada@example.org' }))).toBe('policy/refused')
    expect(fileOf('x', undefined).record).toBeUndefined()
  })
})
