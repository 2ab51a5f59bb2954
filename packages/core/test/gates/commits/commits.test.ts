import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { checkCommits } from '../../../src/gates/commits/check-commits.ts'
import { worksNamedBy } from '../../../src/gates/commits/works-named.ts'
import { mentionsIn } from '../../../src/link/commit-mentions.ts'
import type { Program } from '../../../src/link/program-types.ts'
import type { PolicyFile } from '../../../src/schema/policy.ts'
import { programOf } from '../build.ts'

/** A program with P2 (P2.M1, P2.M2 with the task P2.M2.T1), P3, and one with P2 as well. */
const demo = programOf({
  phases: [
    {
      id: 'P2',
      milestones: [
        { id: 'P2.M1', title: 'One' },
        { id: 'P2.M2', title: 'Two', tasks: [{ id: 'P2.M2.T1', title: 'Do' }] },
      ],
    },
    { id: 'P3', tasks: [{ id: 'P3.T1', title: 'Do' }], exit: { criteria: [{ id: 'P3.1', statement: 'S' }] } },
  ],
})
const other = programOf({ program: { id: 'other' }, isDefault: false, phases: [{ id: 'P2' }, { id: 'Q1' }] })

const withPolicy = (program: Program, commits: PolicyFile['commits']): Program => ({
  ...program,
  policy: { id: 'policy', pointer: '', record: { format: 1, version: 1, commits }, file: program.file.file },
})

const commit = (message: string, oid = 'a'.repeat(40), parents?: readonly string[]) => {
  const [subject = '', ...rest] = message.split('\n')
  return { oid, subject, body: rest.slice(1).join('\n'), ...(parents && { parents }) }
}

const check = (message: string, programs: readonly Program[] = [demo]) => checkCommits(programs, { commits: [commit(message)] })
const codes = (message: string, programs?: readonly Program[]): string[] => check(message, programs).diagnostics.map((one) => one.code)
const names = (message: string, programs?: readonly Program[]): readonly string[] => check(message, programs).messages[0]?.names ?? []

describe('what a message names', () => {
  test.each<[string, string[]]>([
    ['P2.M1: Read trees', ['P2.M1']],
    ['[P2.M1] Read trees', ['P2.M1']],
    ['P2.M1, P2.M2: Read trees', ['P2.M1', 'P2.M2']],
    ['[P2.M1 & P3] Read trees', ['P2.M1', 'P3']],
    ['feat(P2.M1): read trees', ['P2.M1']],
    ['feat(P2.M1)!: read trees', ['P2.M1']],
    ['P3!: read trees', ['P3']],
    ['P2.M2.T1: do', ['P2.M2']],
    ['P3.T1: do', ['P3']],
    ['demo/P2.M1: qualified', ['P2.M1']],
    ['Read trees\n\nMilestone: P2.M1', ['P2.M1']],
    ['Read trees\n\nWhy not.\n\nMilestone: P2.M1, P2.M2\nPhase: P3\nSigned-off-by: Lead <lead@example.org>', ['P2.M1', 'P2.M2', 'P3']],
    ['Read trees\n\nmilestone:P2.M1', ['P2.M1']],
    ['fixup! P2.M1: Read trees', ['P2.M1']],
    ['squash! fixup! P2.M1: Read trees', ['P2.M1']],
    ['Revert "P2.M1: Read trees"\n\nThis reverts commit 1234567.', ['P2.M1']],
    ['Reapply "Revert "P2.M1: Read trees""', ['P2.M1']],
    ['Trees (#12)\n\n* P2.M1: Read trees\n\n* fix: more\n\nMilestone: P2.M2\n\n* P3: and more', ['P2.M1', 'P2.M2', 'P3']],
    ['Squashed commit of the following:\n\ncommit 123\nAuthor: Lead\n\n    P2.M1: Read trees', ['P2.M1']],
    ['Read trees\r\n\r\nMilestone: P2.M1\r\n', ['P2.M1']],
    ['Read trees for P2.M1', []],
    ['fix: read trees', []],
    ['v2: read trees', []],
    ['[WIP] Read trees', []],
    ['feat(core): read trees', []],
    ['P3.1: a criterion', []],
    ['', []],
  ])('%j', (message, expected) => {
    expect(names(message)).toEqual(expected)
    expect(codes(message)).toEqual([])
  })

  test.each<[string, string, string[], number, number]>([
    ['P2.M9: Read trees', 'P2.M9', ['P2.M1', 'P2.M2'], 1, 1],
    ['p2m1: Read trees', 'p2m1', ['P2.M1'], 1, 1],
    ['[P2.M1, P9] Read trees', 'P9', ['P2', 'P3'], 1, 9],
    ['fixup! P2.M9: Read trees', 'P2.M9', ['P2.M1', 'P2.M2'], 1, 8],
    ['Read trees\n\nMilestone: P2.M1, nothing', 'nothing', [], 3, 19],
    ['Read trees\n\nPhase: P3.1', 'P3.1', ['P3.T1'], 3, 8],
  ])('%j is mistaken', (message, word, expected, line, column) => {
    const [found] = check(message).diagnostics
    expect(found).toMatchObject({
      code: 'commit/unknown-id',
      message: expect.stringContaining(`(line ${line}, column ${column}) names ${word}, `),
    })
    for (const id of expected) expect(found?.expected).toContain(id)
    expect(found?.help).toMatch(expected.length > 0 ? /^did you mean/ : /milestone list/)
  })

  it('says what an id is that is of something else', () => {
    expect(check('x\n\nMilestone: P3.1').diagnostics[0]?.message).toContain('which is a criterion, and no milestone or phase')
  })

  it('an id of several programs has to say which', () => {
    expect(check('P2: x', [demo, other]).diagnostics).toMatchObject([{ code: 'commit/ambiguous-id', expected: ['demo/P2', 'other/P2'] }])
    expect(codes('other/P2: x', [demo, other])).toEqual([])
    expect(names('other/P2: x', [demo, other])).toEqual(['other/P2'])
    expect(names('Q1: x', [demo, other])).toEqual(['other/Q1'])
  })
})

describe('a message that is being written', () => {
  const draft = (text: string, programs: readonly Program[] = [demo]) =>
    checkCommits(programs, { draft: { text, path: '.git/COMMIT_EDITMSG' } })

  it('has its place, and comments and all below the scissors are none of it', () => {
    const text =
      '# P9: a comment\n\n  P2.M9: Read trees\n\n# Milestone: P9\n# ------------------------ >8 ------------------------\nMilestone: P9\n'
    const { diagnostics, messages } = draft(text)
    expect(diagnostics).toMatchObject([
      { code: 'commit/unknown-id', location: { file: '.git/COMMIT_EDITMSG', line: 3, column: 3, endLine: 3, endColumn: 8 } },
    ])
    expect(messages).toEqual([{ message: '.git/COMMIT_EDITMSG', subject: 'P2.M9: Read trees', names: [] }])
  })

  it('the same text is all there once it is committed', () => {
    expect(mentionsIn({ text: '# P9: x' }, []).map((one) => one.word)).toEqual(['# P9'])
  })

  it('may be empty, for then git gives up the commit', () => {
    expect(draft('# only\n# comments\n', [withPolicy(demo, { require: 'every' })])).toEqual({ messages: [], diagnostics: [] })
  })

  it('has to name something where policy says so, merges aside', () => {
    const strict = [withPolicy(demo, { require: 'every' })]
    expect(draft('fix: x', strict).diagnostics).toMatchObject([{ code: 'commit/names-nothing', location: { line: 1, column: 1 } }])
    expect(draft("Merge branch 'x'", strict).diagnostics).toEqual([])
    expect(draft('fix: x', [withPolicy(demo, { require: 'one' })]).diagnostics).toEqual([])
  })
})

describe('a change', () => {
  const two = [commit('P2.M1: x', '1'.repeat(40)), commit('fix: y', '2'.repeat(40))]
  const of = (commits: PolicyFile['commits'], parts: Parameters<typeof checkCommits>[1]): string[] =>
    checkCommits([withPolicy(demo, commits)], parts).diagnostics.map((one) => `${one.code} ${one.message}`)

  it('every commit, one of them, or none has to name something', () => {
    expect(of({ require: 'none' }, { commits: two })).toEqual([])
    expect(of({ require: 'one' }, { commits: two })).toEqual([])
    expect(of({ require: 'one' }, { commits: two.slice(1) })).toEqual([
      'commit/names-nothing the only commit names no milestone and no phase',
    ])
    expect(of({ require: 'one' }, { commits: [two[1] as never, two[1] as never] })).toEqual([
      'commit/names-nothing not one of the 2 commits names a milestone or phase',
    ])
    expect(of({ require: 'every' }, { commits: two })).toEqual(['commit/names-nothing commit 2222222 names no milestone and no phase'])
  })

  it('merges name nothing of their own', () => {
    const merge = commit('Merge pull request #1', '3'.repeat(40), ['1', '2'])
    expect(of({ require: 'every' }, { commits: [merge] })).toEqual([])
    expect(of({ require: 'every' }, { commits: [{ ...merge, parents: ['1'] }] })).toHaveLength(1)
    expect(of({ require: 'every' }, { commits: [commit('Merge branch x')] })).toEqual([])
  })

  it('a title is the subject of what a squash merge makes', () => {
    expect(of({ require: 'every' }, { title: 'P2.M1: x' })).toEqual([])
    expect(of({ require: 'one' }, { title: 'x' })).toEqual(['commit/names-nothing the title names no milestone and no phase'])
    expect(of({ require: 'one' }, { title: 'x', commits: two })).toEqual([])
    expect(of({ require: 'one' }, { title: 'P2.M1: x', commits: two.slice(1) })).toEqual([])
    expect(of(undefined, { title: 'P2.M7: x' })).toEqual([
      'commit/unknown-id the title (line 1, column 1) names P2.M7, which is no milestone and no phase',
    ])
  })

  it('the strictest of several policies counts, and the trailers of all', () => {
    const programs = [withPolicy(demo, { require: 'one', trailers: ['Plan'] }), withPolicy(other, { require: 'every' })]
    expect(checkCommits(programs, { commits: [commit('x\n\nPlan: P3\nPhase: Q1'), commit('y')] })).toMatchObject({
      messages: [{ names: ['P3', 'other/Q1'] }, { names: [] }],
      diagnostics: [{ code: 'commit/names-nothing', help: expect.stringContaining('Plan: <id>') }],
    })
  })
})

it('names work in every program that an id may mean', () => {
  const works = worksNamedBy([demo, other], [commit('P2: x', '1'.repeat(40)), commit('P2, P2.M1: y', '2'.repeat(40))])
  expect(works.map(({ program, phase, milestone, commit: oid }) => [program.id, phase, milestone, oid[0]])).toEqual([
    ['demo', 'P2', undefined, '1'],
    ['other', 'P2', undefined, '1'],
    ['demo', 'P2', 'P2.M1', '2'],
  ])
})

it('reads any message, and every mention is where it says', () => {
  const part = fc.constantFrom(
    'P2.M1',
    'P9',
    ': ',
    '[',
    ']',
    '\n',
    '\n\n',
    '* ',
    '    ',
    'Milestone: ',
    'fixup! ',
    'Revert "',
    ',',
    'x',
    '\r',
    '# ',
    'é',
    '𝒳',
    '\t',
  )
  fc.assert(
    fc.property(fc.array(part, { maxLength: 30 }), fc.boolean(), (parts, isDraft) => {
      const text = parts.join('')
      const lines = text.split(/\r\n|\n|\r/)
      for (const { word, line, column } of mentionsIn({ text, isDraft }, ['Milestone'])) {
        expect(lines[line - 1]?.slice(column - 1, column - 1 + word.length)).toBe(word)
      }
      checkCommits([demo, other], { draft: { text, path: 'x' }, title: text })
    }),
    { seed: 7, numRuns: 500 },
  )
})
