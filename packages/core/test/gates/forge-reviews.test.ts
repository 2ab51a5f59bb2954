import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readForgeReviews } from '../../src/gates/forge-reviews.ts'
import { commit } from './build.ts'

const rest = (login: string, state: string, at: string | null = '2026-11-20T10:00:00Z', more: object = {}): object => ({
  id: 7,
  user: { login, type: 'User' },
  state,
  commit_id: commit,
  submitted_at: at,
  ...more,
})

const said = (value: unknown) => readForgeReviews(value).reviews.map(({ account, decision }) => `${account} ${decision}`)

describe('reviews of GitHub', () => {
  test('are read from the REST interface, as one list or as pages of it', () => {
    const review = rest('octocat', 'APPROVED')
    expect(readForgeReviews([review])).toEqual({
      provider: 'github',
      reviews: [{ id: '7', account: 'octocat', bot: false, decision: 'approve', commit, at: '2026-11-20T10:00:00.000Z' }],
    })
    expect(said([[review], [rest('hubot', 'CHANGES_REQUESTED')]])).toEqual(['octocat approve', 'hubot reject'])
    expect(readForgeReviews([])).toEqual({ provider: 'github', reviews: [] })
  })

  test('are read from gh pr view', () => {
    const review = {
      id: 'PRR_1',
      author: { login: 'octocat' },
      state: 'APPROVED',
      submittedAt: '2026-11-20T10:00:00Z',
      commit: { oid: commit },
    }
    const read = { id: 'PRR_1', account: 'octocat', bot: false, decision: 'approve', commit, at: '2026-11-20T10:00:00.000Z' }
    expect(readForgeReviews({ reviews: [review] }).reviews).toEqual([read])
    expect(readForgeReviews({ latestReviews: [review] }).reviews).toEqual([read])
  })

  test('are put in order of their time', () => {
    const late = rest('a', 'DISMISSED', '2026-11-20T12:00:00Z')
    expect(said([late, rest('a', 'APPROVED'), rest('b', 'CHANGES_REQUESTED')])).toEqual(['a approve', 'b reject', 'a none'])
  })

  test('that say nothing for or against are left out, and so are those of an account that is gone', () => {
    expect(said([rest('a', 'COMMENTED'), rest('b', 'PENDING', null), { ...rest('c', 'APPROVED'), user: null }])).toEqual([])
  })

  test('tell bots', () => {
    const bots = [rest('a', 'APPROVED', undefined, { user: { login: 'a', type: 'Bot' } }), rest('b[bot]', 'APPROVED')]
    expect(readForgeReviews([...bots, rest('c', 'APPROVED')]).reviews.map(({ bot }) => bot)).toEqual([true, true, false])
  })

  test('whose commit is none have none', () => {
    expect(readForgeReviews([rest('a', 'APPROVED', undefined, { commit_id: 'main' })]).reviews[0]?.commit).toBeUndefined()
  })
})

describe('approvals of GitLab', () => {
  test('are read with the commit that is given beside them', () => {
    const approvals = { sha: commit, approved_by: [{ user: { username: 'tanuki' }, approved_at: '2026-11-20T10:00:00+01:00' }] }
    expect(readForgeReviews(approvals)).toEqual({
      provider: 'gitlab',
      reviews: [{ id: 'tanuki', account: 'tanuki', bot: false, decision: 'approve', commit, at: '2026-11-20T09:00:00.000Z' }],
    })
  })

  test('are read from the rules of approval_state, each person once', () => {
    const state = {
      diff_refs: { head_sha: commit },
      rules: [{ approved_by: [{ username: 'a' }, { username: 'b' }] }, { approved_by: [{ username: 'A' }] }, {}],
    }
    expect(said(state)).toEqual(['A approve', 'b approve'])
    expect(readForgeReviews(state).reviews[0]?.commit).toBe(commit)
  })

  test('know no commit without one, and changes that reviewers ask for', () => {
    const value = {
      approved_by: [{ user: { username: 'a' } }],
      reviewers: [
        { user: { username: 'a' }, state: 'requested_changes' },
        { user: { username: 'b' }, state: 'reviewed' },
      ],
    }
    expect(said(value)).toEqual(['a reject'])
    expect(readForgeReviews(value).reviews[0]?.commit).toBeUndefined()
  })

  test('tell the tokens of projects and groups', () => {
    const value = { approved_by: [{ user: { username: 'project_12_bot_ab' } }, { user: { username: 'x', bot: true } }, { user: {} }, null] }
    expect(readForgeReviews(value).reviews.map(({ bot }) => bot)).toEqual([true, true])
  })
})

test.each<[string, unknown]>([
  ['nothing', null],
  ['a text', 'APPROVED'],
  ['another object', { message: 'Not Found' }],
  ['a list of texts', ['APPROVED']],
  ['a review without a state', [{ user: { login: 'a' } }]],
  ['a state that is not known', [rest('a', 'approved')]],
  ['a state that every object has', [rest('a', 'constructor')]],
])('is no answer: %s', (_, value) => {
  expect(readForgeReviews(value)).toMatchObject({ provider: undefined, reviews: [], problem: expect.any(String) })
})

test('whatever a forge says, the answer is a value', () => {
  const word = fc.constantFrom('APPROVED', 'state', 'user', 'login', 'approved_by', 'reviews', 'rules', 'sha', 'reviewers', '__proto__')
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof({ maxDepth: 5 }, fc.jsonValue(), word, fc.array(tie('value')), fc.dictionary(word, tie('value'))),
  }))
  fc.assert(fc.property(value, (one) => Array.isArray(readForgeReviews(one).reviews)))
})
