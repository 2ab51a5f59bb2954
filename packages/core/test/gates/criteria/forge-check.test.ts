import { describe, expect, it, test } from 'vitest'
import type { ForgeCheck } from '../../../src/gates/case.ts'
import { readForgeChecks } from '../../../src/gates/forge-checks.ts'
import { judgeGates } from '../../../src/gates/judge.ts'
import type { CriterionResult } from '../../../src/gates/result.ts'
import type { Check, LeafOf } from '../../../src/schema/check.ts'
import { caseOf, commit, criterion, exitOf, factsOf, now, outcome } from '../build.ts'

type Fields = Omit<LeafOf<'check'>, 'kind'>

const report = (name: string, more: Partial<ForgeCheck> = {}): ForgeCheck => ({
  name,
  commit,
  conclusion: 'success',
  app: 'github-actions',
  ...more,
})

function of(
  fields: Fields,
  checks: readonly ForgeCheck[] | undefined,
  change?: { base: string; head: string; authors: string[] },
  wrap = (check: Check): Check => check,
): CriterionResult {
  const program = exitOf([criterion('P0.1', wrap({ kind: 'check', ...fields }))])
  const facts = { ...factsOf(), ...(checks && { checks }), ...(change && { change }) }
  return judgeGates(program, caseOf(), facts, ['P0'], { now }).gates[0]?.criteria[0] as CriterionResult
}

const build: Fields = { names: ['build'] }
const other = '9'.repeat(40)

describe('check', () => {
  test.each<[string, Fields, ForgeCheck[] | undefined, string]>([
    ['passed', build, [report('build')], 'met'],
    ['nothing was given', build, undefined, 'unmet missing'],
    ['an empty export', build, [], 'unmet missing'],
    ['another name', build, [report('lint')], 'unmet missing'],
    ['no names', {}, [report('build')], 'unmet undefined'],
    ['failed', build, [report('build', { conclusion: 'failure' })], 'unmet failed'],
    ['timed out', build, [report('build', { conclusion: 'timed_out' })], 'unmet failed'],
    ['not over', build, [report('build', { conclusion: 'pending' })], 'unmet pending'],
    ['skipped', build, [report('build', { conclusion: 'skipped' })], 'unmet missing'],
    ['skipped, where that passes', { ...build, conclusions: ['success', 'skipped'] }, [report('build', { conclusion: 'skipped' })], 'met'],
    ['success, where only neutral passes', { ...build, conclusions: ['neutral'] }, [report('build')], 'unmet missing'],
    ['of another commit', build, [report('build', { commit: other })], 'unmet stale'],
    ['of no commit', build, [report('build', { commit: '' })], 'unmet invalid'],
    ['of another commit as well', build, [report('build', { commit: other, conclusion: 'failure' }), report('build')], 'met'],
    ['two of one name, one failed', build, [report('build'), report('build', { conclusion: 'failure' })], 'unmet failed'],
    ['failed and pending', build, [report('build', { conclusion: 'pending' }), report('build', { conclusion: 'failure' })], 'unmet failed'],
    ['each name has to be there', { names: ['build', 'lint'] }, [report('build')], 'unmet missing'],
    ['all names', { names: ['build', 'lint'] }, [report('build'), report('lint')], 'met'],
    ['a pattern', { names: ['test (*)'] }, [report('test (a)'), report('test (b)')], 'met'],
    [
      'a pattern of which one failed',
      { names: ['test (*)'] },
      [report('test (a)'), report('test (b)', { conclusion: 'failure' })],
      'unmet failed',
    ],
    ['the app', { ...build, app: 'GitHub-Actions' }, [report('build')], 'met'],
    ['another app', { ...build, app: 'trusted' }, [report('build')], 'unmet invalid'],
    ['an unknown app', { ...build, app: 'trusted' }, [{ name: 'build', commit, conclusion: 'success' }], 'unmet invalid'],
    [
      'a failure of another app',
      { ...build, app: 'github-actions' },
      [report('build'), report('build', { app: 'x', conclusion: 'failure' })],
      'met',
    ],
    [
      'environments',
      { ...build, environments: ['a', 'b'] },
      [report('build', { environment: 'a' }), report('build', { environment: 'B' })],
      'met',
    ],
    ['an environment that is lacking', { ...build, environments: ['a', 'b'] }, [report('build', { environment: 'a' })], 'unmet missing'],
  ])('%s', (_, fields, checks, expected) => expect(outcome(of(fields, checks))).toBe(expected))

  it('is about the head of the change that is judged', () => {
    const change = { base: '8'.repeat(40), head: other, authors: [] }
    expect(outcome(of(build, [report('build')], change))).toBe('unmet stale')
    expect(outcome(of(build, [report('build', { commit: other })], change))).toBe('met')
  })

  it('is about nothing where no commit is judged', () => {
    const program = exitOf([criterion('P0.1', { kind: 'check', ...build })])
    const facts = { ...factsOf(), head: undefined, checks: [report('build')] }
    expect(outcome(judgeGates(program, caseOf(), facts, ['P0'], { now }).gates[0]?.criteria[0] as CriterionResult)).toBe('unmet stale')
  })

  it('only a failure is inverted', () => {
    const not = (conclusion: string): string =>
      outcome(of(build, [report('build', { conclusion })], undefined, (check) => ({ not: check })))
    expect([not('failure'), not('skipped'), not('pending'), not('success')]).toEqual([
      'met',
      'unmet missing',
      'unmet pending',
      'unmet failed',
    ])
  })

  it('says what is wrong and what to do', () => {
    expect(of({ ...build, app: 'trusted' }, [report('build')])).toMatchObject({
      because: 'build was reported by github-actions, not by trusted',
      expected: 'trusted',
      fix: 'refractor gate check P0 --checks FILE',
    })
    expect(of(build, [report('build'), report('build')]).because).toBe('build: 2 checks passed')
    expect(of({ ...build, environments: ['a'] }, [report('build', { environment: 'a', conclusion: 'cancelled' })])).toMatchObject({
      because: 'build in a ended with cancelled',
      expected: 'success',
      found: 'cancelled',
    })
  })
})

describe('what forges export', () => {
  const sha = '1'.repeat(40)
  const run = (name: string, more: object = {}): object => ({
    name,
    head_sha: sha,
    status: 'completed',
    conclusion: 'success',
    app: { slug: 'github-actions' },
    ...more,
  })
  const good: ForgeCheck = { name: 'build', commit: sha, conclusion: 'success', app: 'github-actions' }

  it('may be a conclusion that nobody knows', () => {
    expect(readForgeChecks([run('build', { conclusion: 'Constructor' })]).checks).toMatchObject([{ conclusion: 'constructor' }])
  })

  test.each<[string, unknown, ForgeCheck[]]>([
    ['check runs', { total_count: 1, check_runs: [run('build')] }, [good]],
    [
      'pages of check runs',
      [
        { total_count: 2, check_runs: [run('build')] },
        { total_count: 2, check_runs: [run('build')] },
      ],
      [good, good],
    ],
    [
      'a run that is not over',
      { check_runs: [run('build', { status: 'in_progress', conclusion: null })] },
      [{ ...good, conclusion: 'pending' }],
    ],
    ['a run again, which had a conclusion', { check_runs: [run('build', { status: 'queued' })] }, [{ ...good, conclusion: 'pending' }]],
    [
      'a combined status',
      { state: 'failure', sha, statuses: [{ context: 'ci', state: 'error', creator: { login: 'bot' } }] },
      [{ name: 'ci', commit: sha, conclusion: 'failure', app: 'bot' }],
    ],
    [
      'statuses, newest first',
      [
        { context: 'ci', state: 'success', url: `https://api.example.org/repos/o/r/statuses/${sha}` },
        { context: 'ci', state: 'failure', url: `https://api.example.org/repos/o/r/statuses/${sha}` },
      ],
      [{ name: 'ci', commit: sha, conclusion: 'success' }],
    ],
    [
      'the rollup of a pull request',
      {
        headRefOid: sha,
        statusCheckRollup: [
          { name: 'build', status: 'COMPLETED', conclusion: 'SUCCESS' },
          { context: 'ci', state: 'PENDING' },
        ],
      },
      [
        { name: 'build', commit: sha, conclusion: 'success' },
        { name: 'ci', commit: sha, conclusion: 'pending' },
      ],
    ],
    [
      'gh pr checks, which says no commit',
      [{ name: 'build', state: 'FAILURE', bucket: 'fail' }],
      [{ name: 'build', commit: '', conclusion: 'failure' }],
    ],
    [
      'jobs of GitLab',
      [{ name: 'build', status: 'canceled', commit: { id: sha } }],
      [{ name: 'build', commit: sha, conclusion: 'cancelled' }],
    ],
    ['statuses of GitLab', [{ name: 'build', status: 'failed', sha }], [{ name: 'build', commit: sha, conclusion: 'failure' }]],
    ['a plain list', [{ ...good, environment: 'linux' }], [{ ...good, environment: 'linux' }]],
    [
      'a list in an object',
      { commit: sha, checks: [{ name: 'build', conclusion: 'success' }] },
      [{ name: 'build', commit: sha, conclusion: 'success' }],
    ],
    ['an empty list', [], []],
  ])('%s', (_, value, checks) => expect(readForgeChecks(value)).toMatchObject({ checks }))

  test.each<[string, unknown, string]>([
    ['a text', 'success', 'it holds no list of checks'],
    ['nothing', null, 'it holds no list of checks'],
    ['another object', { message: 'Not Found' }, 'it holds no list of checks'],
    ['pages that are missing', { total_count: 31, check_runs: [run('build')] }, 'it holds 1 of 31 checks: the other pages are missing'],
    ['an entry that is none', [{ name: 'build', conclusion: 'success', commit: sha }, 3], '1 of its entries is no check'],
    ['entries without a name', [{}, { name: 'x' }], '2 of its entries are no checks'],
  ])('%s is refused', (_, value, problem) => expect(readForgeChecks(value)).toEqual({ checks: [], withoutCommit: [], problem }))

  it('names the checks that say no commit', () => {
    expect(
      readForgeChecks([
        { name: 'a', state: 'SUCCESS' },
        { name: 'a', state: 'SUCCESS' },
      ]).withoutCommit,
    ).toEqual(['a'])
    expect(readForgeChecks([{ name: 'a', state: 'SUCCESS', commit: 'abc' }]).withoutCommit).toEqual(['a'])
  })
})
