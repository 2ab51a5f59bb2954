import { describe, expect, it, test } from 'vitest'
import { type VcsAnswer, type VcsQuestion, vcsKey } from '../../../src/gates/case.ts'
import { evidenceNeeded } from '../../../src/gates/evidence-needed.ts'
import { explainGate } from '../../../src/gates/explain.ts'
import { judgeGates } from '../../../src/gates/judge.ts'
import type { CriterionResult } from '../../../src/gates/result.ts'
import { Check, type LeafOf } from '../../../src/schema/check.ts'
import { caseOf, criterion, exitOf, factsOf, now, outcome } from '../build.ts'

type Fields = Omit<LeafOf<'vcs'>, 'kind'>

const people = {
  roles: [{ id: 'RL', title: 'Release lead' }],
  people: [
    { id: 'ada', name: 'Ada', roles: ['RL'] },
    { id: 'grace', name: 'Grace' },
  ],
}
const program = (fields: Fields) => exitOf([criterion('P0.1', { kind: 'vcs', ...fields })], { program: people })

function of(fields: Fields, answers: readonly (readonly [VcsQuestion, VcsAnswer])[]): CriterionResult {
  const facts = { ...factsOf(), vcs: new Map(answers.map(([question, answer]) => [vcsKey(question), answer])) }
  return judgeGates(program(fields), caseOf(), facts, ['P0'], { now }).gates[0]?.criteria[0] as CriterionResult
}

const yes = (because = 'yes', signedBy?: string): VcsAnswer => ({ state: 'yes', because, ...(signedBy !== undefined && { signedBy }) })
const no: VcsAnswer = { state: 'no', because: 'there is no tag v1 here' }
const tag: VcsQuestion = { ask: 'tag', name: 'v1' }
const into: VcsQuestion = { ask: 'merged', into: 'main' }

describe('vcs', () => {
  test.each<[string, Fields, VcsQuestion, VcsAnswer, string]>([
    ['clean', { clean: true }, { ask: 'clean' }, yes(), 'met'],
    ['not clean', { clean: true }, { ask: 'clean' }, { state: 'no', because: 'a is not committed' }, 'unmet missing'],
    ['a tag', { tag: 'v1' }, tag, yes(), 'met'],
    ['no tag', { tag: 'v1' }, tag, no, 'unmet missing'],
    ['unreadable', { tag: 'v1' }, tag, { state: 'unreadable', because: 'git is not installed' }, 'unknown unreadable'],
    ['a signed tag', { tag: 'v1', signed: true }, tag, yes('yes', 'grace'), 'met'],
    ['a tag that is not signed', { tag: 'v1', signed: true }, tag, yes(), 'unmet invalid'],
    ['signed by a role', { tag: 'v1', roles: ['RL'] }, tag, yes('yes', 'ada'), 'met'],
    ['signed by somebody else', { tag: 'v1', signed: true, roles: ['RL'] }, tag, yes('yes', 'grace'), 'unmet invalid'],
    ['not signed, with a role', { tag: 'v1', roles: ['RL'] }, tag, yes(), 'unmet invalid'],
    ['merged', { merged: 'main' }, into, yes(), 'met'],
    ['a path that is merged', { merged: 'main', path: 'a' }, { ...into, path: 'a' }, yes(), 'met'],
    ['not asked', { merged: 'main', path: 'b' }, into, yes(), 'unknown unreadable'],
    ['a proposal of a branch', { merged: true }, into, yes(), 'unmet undefined'],
    ['a proposal of a tag', { tagged: true }, tag, yes(), 'unmet undefined'],
    ['nothing', {}, tag, yes(), 'unmet undefined'],
  ])('%s', (_, fields, question, answer, expected) => expect(outcome(of(fields, [[question, answer]]))).toBe(expected))

  it('asks git what it has to know, each question once', () => {
    const twice = exitOf([
      criterion('P0.1', {
        all: [
          { kind: 'vcs', tag: 'v1' },
          { kind: 'vcs', tag: 'v1', signed: true },
          { kind: 'vcs', merged: 'main', path: 'a' },
        ],
      }),
    ])
    expect(evidenceNeeded(twice, caseOf(), ['P0']).vcs).toEqual([{ ask: 'merged', into: 'main', path: 'a' }, tag])
    expect(evidenceNeeded(program({ clean: true }), caseOf(), ['P0']).vcs).toEqual([{ ask: 'clean' }])
    expect(evidenceNeeded(exitOf([criterion('P0.1', undefined)]), caseOf(), ['P0'])).not.toHaveProperty('vcs')
  })

  test.each<[Fields, string, string]>([
    [{ clean: true }, 'that everything is committed', 'git status'],
    [{ tag: 'v1' }, 'the tag v1', 'git tag -a v1'],
    [{ tag: 'v1', signed: true }, 'the tag v1, signed by a person of the program', 'git tag -s v1'],
    [{ tag: 'v1', roles: ['RL', 'TL'] }, 'the tag v1, signed by somebody who holds RL or TL', 'git tag -s v1'],
    [{ merged: 'main' }, 'that HEAD is merged into main', 'git switch main'],
    [{ merged: 'main', path: 'a' }, 'that a is merged into main', 'git switch main'],
    [{ merged: true }, 'that HEAD is merged into a branch that it names', 'refractor gate explain P0 P0.1'],
    [{ tagged: true }, 'a tag that it names', 'refractor gate explain P0 P0.1'],
    [{}, 'a question to git', 'refractor gate explain P0 P0.1'],
  ])('%j in words', (fields, wants, fix) => {
    const explained = explainGate(program(fields), caseOf(), { ...factsOf(), vcs: new Map() }, 'P0', { now })?.criteria[0]
    expect(explained?.wants).toBe(wants)
    expect(explained?.result.fix).toBe(fix)
  })

  test.each<[object, boolean]>([
    [{ clean: true }, true],
    [{ clean: true, tag: 'v1' }, false],
    [{ tag: 'v1', signed: true, roles: ['RL'] }, true],
    [{ signed: true, merged: 'main' }, false],
    [{ path: 'a' }, false],
    [{ merged: 'main', path: '../a' }, false],
    [{ merged: true }, true],
    [{ tagged: true }, true],
    [{ branch: 'main' }, false],
  ])('%j is read: %s', (fields, isRead) => expect(Check.safeParse({ kind: 'vcs', ...fields }).success).toBe(isRead))
})
