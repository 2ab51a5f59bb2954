import { describe, expect, it, test } from 'vitest'
import type { Case } from '../../src/gates/case.ts'
import { type ChangeToMerge, mergeGates, type ProgramOfChange } from '../../src/gates/merge-gates.ts'
import type { Program } from '../../src/link/program-types.ts'
import type { MergeRule, PolicyFile } from '../../src/schema/policy.ts'
import { caseOf, criterion, programOf, reviewOf } from './build.ts'

const one = { criteria: [criterion('x', undefined)] }
const gateOf = (id: string) => ({ criteria: [criterion(`${id}.x`, undefined)] })

/** P1 (src/one/), P2 (src/two/, src/both/) with two milestones, P3 without gates, P4 without paths as well; a gate of no phase. */
function demo(states: Readonly<Record<string, string>> = {}, words?: readonly string[], id = 'demo'): Program {
  return programOf({
    program: { id, ...(words && { states: { milestone: [...words] } as never }) },
    isDefault: id === 'demo',
    phases: [
      { id: 'P1', paths: ['src/one/', 'src/both/'], entry: gateOf('P1.entry'), exit: gateOf('P1') },
      {
        id: 'P2',
        paths: ['src/two/**', 'src/both/**', '!src/two/docs/**'],
        entry: gateOf('P2.entry'),
        exit: gateOf('P2'),
        milestones: ['P2.M1', 'P2.M2'].map((name) => ({
          id: name,
          title: name,
          acceptance: gateOf(name).criteria,
          ...(states[name] !== undefined && { state: states[name] }),
        })),
      },
      { id: 'P3', paths: ['src/three.ts'] },
      { id: 'P4' },
    ],
    gates: [{ id: 'quality', ...one }],
  })
}

const withMerge = (program: Program, merge: PolicyFile['merge']): Program => ({
  ...program,
  policy: { id: 'policy', pointer: '', record: { format: 1, version: 1, merge }, file: program.file.file },
})

const commit = (subject: string, oid = '1234567'.padEnd(40, '0')) => ({ oid, subject, body: '' })

function of(base: Program, head: Program | undefined = base, cases: { base?: Partial<Case>; head?: Partial<Case> } = {}): ProgramOfChange {
  return { base: { program: base, case: caseOf(cases.base) }, head: { program: head, case: caseOf(cases.head) } }
}

const change = (paths: readonly string[], subjects: readonly string[] = [], branch?: string): ChangeToMerge => ({
  paths: paths.map((path) => ({ path })),
  commits: subjects.map((subject) => commit(subject)),
  branch,
})

const picked = (programs: readonly ProgramOfChange[], given: ChangeToMerge): string[] =>
  mergeGates(programs, given).gates.map(({ gate, because }) => `${gate}: ${because.join('; ')}`)
const by = (rules: readonly MergeRule[], given: ChangeToMerge): string[] => picked([of(withMerge(demo(), { require: [...rules] }))], given)

describe('without rules', () => {
  test.each<[string, string[], string[]]>([
    ['nothing of a phase', ['README.md'], []],
    ['a path of one phase', ['src/one/a.ts'], ['P1.entry: the change touches src/one/a.ts, which belongs to P1']],
    ['several paths', ['src/two/a.ts', 'src/two/b.ts', 'x'], ['P2.entry: the change touches src/two/a.ts and 1 more, which belong to P2']],
    [
      'a path of two phases',
      ['src/both/a.ts'],
      [
        'P1.entry: the change touches src/both/a.ts, which belongs to P1',
        'P2.entry: the change touches src/both/a.ts, which belongs to P2',
      ],
    ],
    ['what a phase excludes', ['src/two/docs/a.md'], []],
    ['a phase without an entry gate', ['src/three.ts'], []],
  ])('%s', (_, paths, expected) => {
    expect(picked([of(demo())], change(paths))).toEqual(expected)
    expect(picked([of(withMerge(demo(), { none: 'allow' }))], change(paths))).toEqual(expected)
  })

  it.each([
    ['a submodule that a phase lists', 'src/one', ['P1.entry: the change touches src/one/, which belongs to P1']],
    ['a submodule that holds what a phase lists', 'src/two', ['P2.entry: the change touches src/two/, which belongs to P2']],
    ['a submodule that no phase looks into', 'src/four', []],
  ])('%s', (_, path, expected) => {
    const given: ChangeToMerge = { paths: [{ path, submodule: true }], commits: [] }
    expect(picked([of(demo())], given)).toEqual(expected)
    // As a file it would be none of theirs.
    expect(picked([of(demo())], change([path]))).toEqual([])
  })

  it('an empty list of rules leaves only what always holds', () => {
    expect(picked([of(withMerge(demo(), { require: [] }))], change(['src/one/a.ts']))).toEqual([])
  })
})

describe('whatever the policy says', () => {
  test.each<[string, Record<string, string>, Record<string, string>, string[]]>([
    ['accepting a milestone', {}, { 'P2.M1': 'accepted' }, ['P2.M1: the change makes P2.M1 accepted']],
    ['accepting what was under review', { 'P2.M1': 'under-review' }, { 'P2.M1': 'accepted' }, ['P2.M1: the change makes P2.M1 accepted']],
    ['what was accepted before', { 'P2.M1': 'accepted' }, { 'P2.M1': 'accepted' }, []],
    ['beginning a milestone', {}, { 'P2.M1': 'in-progress' }, []],
    ['reopening', { 'P2.M1': 'accepted' }, {}, []],
  ])('%s', (_, before, after, expected) => {
    for (const merge of [undefined, { require: [] }])
      expect(picked([of(withMerge(demo(before), merge), demo(after))], change([]))).toEqual(expected)
  })

  it('a change of the words of the states accepts nothing unseen', () => {
    const head = demo({ 'P2.M1': 'in-progress' }, ['planned', 'in-progress'])
    expect(picked([of(demo({ 'P2.M1': 'in-progress' }), head)], change([]))).toEqual(['P2.M1: the change makes P2.M1 in-progress'])
  })

  it('a milestone that only head has has no gate in base', () => {
    const head = demo()
    const extra = {
      ...head,
      milestones: new Map<string, unknown>([
        ...head.milestones,
        ['N', { ...[...head.milestones.values()][0], id: 'N', record: { id: 'N', title: 'N', state: 'accepted' } }],
      ]),
    }
    expect(picked([of(demo(), extra as unknown as Program)], change([]))).toEqual([])
  })

  it('a head that is no program accepts nothing that is known', () => {
    expect(picked([{ ...of(demo()), head: { program: undefined, case: caseOf() } }], change(['src/one/a.ts']))).toEqual([
      'P1.entry: the change touches src/one/a.ts, which belongs to P1',
    ])
  })

  it('adding, changing and removing a review', () => {
    const review = { ...reviewOf({ phase: 'P2' }, 'outbox/P2/metadata.json'), sha256: 'a' }
    const other = { ...review, sha256: 'b' }
    const verb = (base: readonly (typeof review)[], head: readonly (typeof review)[]): string[] =>
      picked([of(withMerge(demo(), { require: [] }), demo(), { base: { reviews: base }, head: { reviews: head } })], change([]))
    expect(verb([], [review])).toEqual(['P2: the change adds the review of P2'])
    expect(verb([review], [other])).toEqual(['P2: the change changes the review of P2'])
    expect(verb([review], [])).toEqual(['P2: the change removes the review of P2'])
    expect(verb([review], [{ ...review }])).toEqual([])
  })
})

describe('rules', () => {
  it('of the phases that are touched', () => {
    const rules: MergeRule[] = [{ paths: 'phase', gates: ['{phase}.entry', '{phase}'] }]
    expect(by(rules, change(['src/one/a.ts']))).toEqual([
      'P1.entry: the change touches src/one/a.ts, which belongs to P1',
      'P1: the change touches src/one/a.ts, which belongs to P1',
    ])
    expect(by(rules, change(['x']))).toEqual([])
  })

  it('of paths', () => {
    expect(by([{ paths: ['docs/**', '*.md'], gates: ['quality'] }], change(['a.md', 'docs/b']))).toEqual([
      'quality: the change touches a.md and 1 more',
    ])
    expect(by([{ paths: ['docs/**'], gates: ['quality'] }], change(['src/a']))).toEqual([])
  })

  it('of what commits name', () => {
    const rules: MergeRule[] = [{ milestones: 'named', gates: ['{milestone}', '{phase}.entry'] }]
    expect(by(rules, change([], ['P2.M1: x', 'fix: y']))).toEqual([
      'P2.entry: commit 1234567 names P2.M1',
      'P2.M1: commit 1234567 names P2.M1',
    ])
    expect(by(rules, change([], ['P1: x']))).toEqual(['P1.entry: commit 1234567 names P1'])
    expect(by(rules, change(['src/one/a.ts']))).toEqual([])
  })

  it('of branches', () => {
    const rules: MergeRule[] = [{ branches: ['main', 'release/*'], gates: ['quality'] }]
    for (const branch of ['main', 'refs/heads/main', 'release/1.2', 'release/1/2'])
      expect(by(rules, change([], [], branch))).toEqual([`quality: it is merged into ${branch.replace('refs/heads/', '')}`])
    expect(by(rules, change([], [], 'main2'))).toEqual([])
  })

  it('need all of their conditions', () => {
    const rules: MergeRule[] = [{ paths: 'phase', milestones: 'named', branches: ['main'], gates: ['{phase}', '{milestone}', 'quality'] }]
    const both = change(['src/two/a.ts', 'src/one/a.ts'], ['P2.M1: x', 'P2: y'], 'main')
    const why = 'it is merged into main, and the change touches src/two/a.ts, which belongs to P2, and commit 1234567 names P2'
    expect(by(rules, both)).toEqual(['P2.M1: it is merged into main, and commit 1234567 names P2.M1', `P2: ${why}`, `quality: ${why}`])
    expect(by(rules, { ...both, branch: 'dev' })).toEqual([])
    expect(by(rules, { ...both, paths: [{ path: 'src/one/a.ts' }] })).toEqual([])
    expect(by(rules, { ...both, commits: [] })).toEqual([])
  })

  it('without a condition about phases mean those that are touched or named', () => {
    const rules: MergeRule[] = [{ branches: ['main'], gates: ['{phase}'] }]
    expect(by(rules, change(['src/one/a.ts'], ['P2: x'], 'main'))).toEqual([
      'P1: it is merged into main, and the change touches src/one/a.ts, which belongs to P1',
      'P2: it is merged into main, and commit 1234567 names P2',
    ])
  })

  it('add up, and each reason is said once', () => {
    const rule: MergeRule = { paths: ['a'], gates: ['quality'] }
    expect(by([rule, rule, { paths: ['b'], gates: ['quality'] }], change(['a', 'b']))).toEqual([
      'quality: the change touches a; the change touches b',
    ])
  })

  it('a gate that does not exist is an error, that of a phase without one is not', () => {
    const found = mergeGates(
      [of(withMerge(demo(), { require: [{ paths: ['a'], gates: ['qualty', '{phase}.entry'] }] }))],
      change(['a', 'src/three.ts']),
    )
    expect(found).toMatchObject({ gates: [], diagnostics: [{ code: 'policy/unknown-gate', message: expect.stringContaining('qualty') }] })
  })

  it('a branch that nobody named is asked for', () => {
    const programs = [
      of(
        withMerge(demo(), {
          require: [
            { branches: ['main'], gates: ['quality'] },
            { paths: ['a'], gates: ['P1'] },
          ],
        }),
      ),
    ]
    expect(mergeGates(programs, change(['a']))).toMatchObject({
      gates: [{ program: 'demo', gate: 'P1' }],
      diagnostics: [{ code: 'gate/unknown-branch', severity: 'error' }],
    })
  })
})

describe('none at all', () => {
  const codes = (programs: readonly ProgramOfChange[]): string[] =>
    mergeGates(programs, change(['a', 'b'], ['x'])).diagnostics.map(({ code, severity, message }) => `${severity} ${code} ${message}`)

  it('is no yes, unless every policy allows it', () => {
    const refuse = ['error gate/none-applies no gate applies to this change (2 changed paths and 1 commit)']
    expect(codes([of(demo())])).toEqual(refuse)
    expect(codes([of(withMerge(demo(), { none: 'refuse' }))])).toEqual(refuse)
    expect(codes([of(withMerge(demo(), { none: 'allow' })), of(demo({}, undefined, 'other'))])).toEqual(refuse)
    expect(codes([])).toEqual(refuse)
    expect(codes([of(withMerge(demo(), { none: 'allow' }))])).toEqual([
      'info gate/none-applies no gate applies to this change (2 changed paths and 1 commit), and the policy allows that',
    ])
  })
})

it('asks every program, and names the program of each gate', () => {
  const other = demo({}, undefined, 'other')
  expect(mergeGates([of(demo()), of(other)], change(['src/one/a.ts'])).gates.map(({ program, gate }) => `${program}/${gate}`)).toEqual([
    'demo/P1.entry',
    'other/P1.entry',
  ])
})
