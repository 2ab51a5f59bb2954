import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Id, IsoDuration, isRepoPath, PathPattern, Timestamp } from '../../src/schema/scalars.ts'

describe('paths', () => {
  test.each(['a', 'docs/golden/P0.M1/', '.github/workflows/ci.yml', 'a b/c', 'ü/é'])('%j is inside', (path) => {
    expect(isRepoPath(path)).toBe(true)
  })
  test.each([
    '',
    '/etc/passwd',
    '../up',
    'a/../b',
    'a/./b',
    'a//b',
    '.git/config',
    'a/.GIT/hooks',
    'GIT~1/hooks/pre-commit',
    '.git::$INDEX_ALLOCATION/config',
    '.g\u200cit/config',
    '.\ufeffgit/config',
    'a\\b',
    'a\u0000b',
    'a\u202eb',
    'dot.',
    'space /x',
    'e\u0301',
    'x'.repeat(513),
  ])('%j is refused', (path) => {
    expect(isRepoPath(path)).toBe(false)
  })
  test('whatever is accepted stays below the root', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('.', '/', 'a', '..', '\\', ' ', 'git', '.git') }), (path) => {
        if (!isRepoPath(path)) return
        const parts = path.replace(/\/$/, '').split('/')
        expect(parts).not.toContain('..')
        expect(parts).not.toContain('.git')
        expect(path.startsWith('/')).toBe(false)
      }),
    )
  })
  test.each([
    ['src/**/*.ts', true],
    ['!src/x', true],
    ['{a,b}/*.md', true],
    ['../**', false],
    ['/**', false],
    ['!../x', false],
  ])('pattern %j: %s', (pattern, ok) => {
    expect(PathPattern.safeParse(pattern).success).toBe(ok)
  })
})

describe('ids keep the spelling of the plan', () => {
  test.each(['P0', '0.10', 'P2.M1', 'NEW-RISK-003', 'A', 'B1', '阶段1', 'Phase A'])('%j', (id) => {
    expect(Id.safeParse(id).success).toBe(true)
  })
  test.each(['', ' P0', 'P0 ', 'a/b', 'a\\b', 'a\nb', 'x'.repeat(129)])('%j is refused', (id) => {
    expect(Id.safeParse(id).success).toBe(false)
  })
})

test.each([
  ['P30D', true],
  ['PT24H', true],
  ['P1DT2H30M', true],
  ['P2W', true],
  ['P', false],
  ['PT', false],
  ['30D', false],
  ['P1M', false],
])('duration %j: %s', (text, ok) => {
  expect(IsoDuration.safeParse(text).success).toBe(ok)
})

test.each([
  ['2026-11-21T05:00:00Z', true],
  ['2026-11-21T05:00:00.123Z', true],
  ['2026-11-21T05:00:00+01:00', false],
  ['2026-02-30T00:00:00Z', false],
  ['yesterday', false],
])('timestamp %j: %s', (text, ok) => {
  expect(Timestamp.safeParse(text).success).toBe(ok)
})
