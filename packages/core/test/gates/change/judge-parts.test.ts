import { describe, expect, test } from 'vitest'
import { changesJudge, type JudgeFiles, judgeDifferences, judgeDigest } from '../../../src/gates/change/judge-parts.ts'
import { programOf, type Texts } from './change.ts'

const base: Texts = {
  program:
    'id: demo\nname: Demo\nroles: [{ id: TL, owner: Ada }]\npeople: [{ id: ada, name: Ada, roles: [TL] }]\nsettings: { strict: true }',
  policy: 'version: 1\ngovernance: { roles: [TL] }\npeople: [{ id: grace, name: Grace }]',
  'phases/P0': `id: P0
title: Start
paths: [src/**]
milestones: [{ id: P0.M1, title: m, state: planned, owner: Ada }]
exit: { criteria: [{ id: P0.1, statement: one, hint: h, check: { kind: attest, claim: done } }] }`,
}
const files: JudgeFiles = { workspace: { format: 1 }, files: new Map([['.github/gate.yml', 'a'.repeat(64)]]) }

const changed = (head: Texts, headFiles = files): string[] =>
  judgeDifferences({ program: programOf(base), files }, { program: programOf({ ...base, ...head }), files: headFiles }).map(
    ({ part, change }) => `${part} ${change}`,
  )
const withText = (name: string, from: string, to: string): Texts => ({ [name]: (base[name] as string).replace(from, to) })

describe('what differs between two judges', () => {
  test.each<[string, Texts, string[]]>([
    ['a statement', withText('phases/P0', 'statement: one', 'statement: two'), ['criterion P0.1 changed']],
    ['a check', withText('phases/P0', 'claim: done', 'claim: other'), ['criterion P0.1 changed']],
    [
      'another criterion',
      withText('phases/P0', '}] }', '}}, { id: P0.2, statement: s }] }'.replace('}}', '}')),
      ['criterion P0.2 added', 'gate P0 changed'],
    ],
    ['an owner of a role', withText('program', 'owner: Ada', 'owner: Grace'), ['role TL changed']],
    ['a person', withText('program', 'name: Ada, roles', 'name: Ada, emails: [ada@example.org], roles'), ['person ada changed']],
    [
      'a person of the policy',
      withText('policy', '{ id: grace, name: Grace }', '{ id: grace, name: Grace, roles: [TL] }'),
      ['person grace changed'],
    ],
    ['a setting', withText('program', 'strict: true', 'strict: false'), ['program settings changed']],
    ['words of states', { program: `${base['program']}\nstates: { milestone: [planned, done] }` }, ['program states added']],
    ['rules', { program: `${base['program']}\nrules: { acceptanceBeforeAccepted: false }` }, ['program rules added']],
    ['where evidence is', { program: `${base['program']}\nevidence: docs/golden` }, ['program evidence added']],
    ['a rule of the policy', withText('policy', 'roles: [TL]', 'people: [grace]'), ['policy governance changed']],
    ['its version', withText('policy', 'version: 1', 'version: 2'), ['policy version changed']],
    ['the policy itself', { policy: 'version: 1' }, ['person grace removed', 'policy governance removed']],
    ['paths of a phase', withText('phases/P0', 'src/**', 'lib/**'), ['paths of P0 changed']],
    ['another gate', { gates: 'gates: [{ id: Q, criteria: [] }]' }, ['gate Q added']],
  ])('%s', (_, head, expected) => {
    expect(changed(head)).toEqual(expected)
  })

  test.each<[string, Texts]>([
    ['a state', withText('phases/P0', 'state: planned', 'state: accepted')],
    ['an owner of a milestone', withText('phases/P0', 'owner: Ada', 'owner: Grace')],
    ['a hint', withText('phases/P0', 'hint: h', 'hint: other')],
    ['a title', withText('phases/P0', 'title: Start', 'title: Other')],
    ['a name', withText('program', 'name: Demo', 'name: Other')],
    ['a remark in the YAML', withText('policy', 'version: 1', 'version: 1 # why')],
    ['a task', { tasks: 'tasks: [{ id: T-1, title: t }]' }],
  ])('is not %s', (_, head) => {
    expect(changed(head)).toEqual([])
  })

  test('is also a file that belongs to the judge, and refractor.yaml', () => {
    expect(changed({}, { ...files, files: new Map([['.github/gate.yml', 'b'.repeat(64)]]) })).toEqual(['file .github/gate.yml changed'])
    expect(changed({}, { ...files, workspace: { format: 1, folders: { specification: 'spec' } } })).toEqual(['refractor.yaml changed'])
  })

  test('has no place where it is refractor.yaml as a whole', () => {
    const other: JudgeFiles = { ...files, workspace: { format: 1, folders: { inbox: 'in' } } }
    const [one] = judgeDifferences({ program: programOf(base), files }, { program: programOf(base), files: other })
    expect([one?.part, one?.location]).toEqual(['refractor.yaml', undefined])
  })

  test('stands where head has it, and of what is gone where base has it', () => {
    const program = programOf(base)
    const [one] = judgeDifferences(
      { program, files },
      { program: programOf(withText('policy', 'version: 1', '\nversion: 2') as Texts & typeof base), files },
    ).filter(({ part }) => part === 'policy version')
    expect(one?.location).toMatchObject({ file: 'specification/policy.yaml', line: 3 })
    const gone = judgeDifferences({ program, files }, { program: programOf({ ...base, policy: 'version: 1' }), files })
    expect(gone.map(({ location }) => location?.line)).toEqual([4, 3])
  })

  test('changes more than its version, or not', () => {
    const between = (head: Texts): boolean =>
      changesJudge(judgeDifferences({ program: programOf(base), files }, { program: programOf({ ...base, ...head }), files }))
    expect(between(withText('policy', 'version: 1', 'version: 2'))).toBe(false)
    expect(between(withText('phases/P0', 'claim: done', 'claim: other'))).toBe(true)
    expect(between({})).toBe(false)
  })
})

describe('the digest of a judge', () => {
  test('is that of its parts, whatever their order', () => {
    const two = { ...base, gates: 'gates: [{ id: A, criteria: [] }, { id: B, criteria: [] }]' }
    const turned = { ...base, gates: 'gates: [{ id: B, criteria: [] }, { id: A, criteria: [] }]' }
    expect(judgeDigest(programOf(two), files)).toBe(judgeDigest(programOf(turned), files))
    expect(judgeDigest(programOf(two), files)).toMatch(/^[0-9a-f]{64}$/)
  })

  test('changes with the version, so that an approval serves once', () => {
    expect(judgeDigest(programOf(base), files)).not.toBe(
      judgeDigest(programOf({ ...base, ...withText('policy', 'version: 1', 'version: 2') }), files),
    )
  })
})
