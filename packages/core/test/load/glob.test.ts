import fc from 'fast-check'
import picomatch from 'picomatch'
import { describe, expect, it } from 'vitest'
import { isGlob, matcher, mayReachInto } from '../../src/load/glob.ts'

describe('matcher', () => {
  it.each([
    ['a/b.md', ['a/b.md'], ['a/b.mdx', 'b.md', 'a/b/c.md']],
    ['*.md', ['a.md', '.a.md'], ['a/b.md', 'a.mdx']],
    ['docs/*', ['docs/a', 'docs/.a'], ['docs', 'docs/', 'docs/a/b']],
    ['docs/**', ['docs/a', 'docs/a/b', 'docs/.a/b'], ['docs', 'docs/', 'docsx/a']],
    ['docs/', ['docs/a', 'docs/a/b'], ['docs', 'docsx/a']],
    ['**/*.ts', ['a.ts', 'a/b.ts', 'a/b/c.ts'], ['a.tsx', 'ts']],
    ['a/**/b', ['a/b', 'a/x/b', 'a/x/y/b'], ['a', 'ab', 'a/xb']],
    ['**', ['a', 'a/b'], []],
    ['a**b', ['ab', 'axb'], ['a/b']],
    ['?.md', ['a.md', '😀.md'], ['.md', 'ab.md', '/.md']],
    ['{a,b/c}.md', ['a.md', 'b/c.md'], ['{a,b/c}.md', 'c.md']],
    ['{a,{b,c}d}', ['a', 'bd', 'cd'], ['b', 'ad']],
    ['{,a}b', ['b', 'ab'], ['aab']],
    ['{*.md,src/**}', ['a.md', 'src/a/b'], ['src', 'a.ts']],
    ['{**/x,y}', ['x', 'a/b/x', 'y'], ['a/y']],
    ['{a,b', ['{a,b'], ['a']],
    ['{a}b', ['{a}b'], ['ab']],
    ['a}{b,c}', ['a}b'], ['ab']],
    ['[ab].md', ['a.md', 'b.md'], ['c.md', '[ab].md']],
    ['[a-c]', ['b'], ['d', '-']],
    ['[!a]', ['b'], ['a', '/']],
    ['[^a-]', ['b'], ['a', '-']],
    ['[]a]', [']', 'a'], ['b']],
    ['[a', ['[a'], ['a']],
    ['*a*b*', ['ab', 'xaxbx'], ['ba', 'a/b']],
    ['+(a|b)', ['+(a|b)'], ['a', 'ab']],
    ['a.c', ['a.c'], ['abc']],
  ])('%s', (pattern, inside, outside) => {
    const matches = matcher([pattern])
    expect(inside.filter((path) => !matches(path))).toEqual([])
    expect(outside.filter(matches)).toEqual([])
  })

  it('applies patterns in order, and a later ! takes away', () => {
    const matches = matcher(['docs/**', '!docs/drafts/', 'docs/drafts/kept.md', '!**/*.tmp'])
    expect(['docs/a.md', 'docs/drafts/a.md', 'docs/drafts/kept.md', 'docs/a.tmp', 'src/a.md'].map(matches)).toEqual([
      true,
      false,
      true,
      false,
      false,
    ])
  })

  it('covers nothing without patterns, or with exclusions only', () => {
    expect(matcher([])('a')).toBe(false)
    expect(matcher(['!b'])('a')).toBe(false)
  })

  it('lets a pattern beyond the limit match nothing', () => {
    expect(matcher([`${'a'.repeat(512)}*`])('a'.repeat(513))).toBe(false)
  })

  it('agrees with picomatch on the patterns that both read alike', () => {
    // picomatch also lets a/** stand for a itself, and does not know [!…].
    const part = fc.constantFrom(
      '*',
      '**',
      '?',
      'a*',
      '*.md',
      '{a,b}',
      '{a,b}*',
      'a?',
      '[ab]',
      '[a-c]b',
      '*b*',
      '{*.md,ab}',
      'a**',
      '{a,{b,ab}}',
      '.a',
      'b',
    )
    const name = fc.constantFrom('a', 'b', 'ab', '.a', 'a.md', 'b.md', 'aa', 'abc')
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 3 }), fc.array(name, { minLength: 1, maxLength: 4 }), (parts, names) => {
        fc.pre(parts.at(-1) !== '**' || parts.length === 1)
        const pattern = parts.join('/')
        const path = names.join('/')
        expect(`${pattern} ${path} ${matcher([pattern])(path)}`).toBe(
          `${pattern} ${path} ${picomatch(pattern, { dot: true, noextglob: true, nonegate: true })(path)}`,
        )
      }),
      { numRuns: 2000 },
    )
  })

  it.each([
    ['stars', `${'*a'.repeat(250)}b`],
    ['alternatives', `${'{a,{a,'.repeat(60)}b${'}}'.repeat(60)}`],
    ['parts', `${'**/'.repeat(160)}b`],
    ['a late decision', `*a${'?'.repeat(400)}`],
  ])('cannot be made to hang by %s', (_, pattern) => {
    const matches = matcher([pattern])
    expect(['a'.repeat(500), 'a/'.repeat(250), 'ab'.repeat(250)].map(matches)).toHaveLength(3)
  })

  it('forgets steps that it no longer needs', () => {
    const matches = matcher(['*x'])
    const paths = Array.from({ length: 6000 }, (_, index) => String.fromCodePoint(0x4e00 + index))
    expect(paths.filter((path) => matches(`${path}x`))).toHaveLength(6000)
    expect(paths.filter((path) => matches(path))).toHaveLength(0)
  })
})

describe('isGlob', () => {
  it.each([
    ['a/b.md', false],
    ['a/', true],
    ['*', true],
    ['a?', true],
    ['{a,b}', true],
    ['[a]', true],
  ])('%s', (pattern, expected) => {
    expect(isGlob(pattern)).toBe(expected)
  })
})

describe('mayReachInto', () => {
  it.each<[string, string[], string[]]>([
    ['lib/**', ['lib', 'lib/a'], ['src', 'li', 'libs']],
    ['lib/', ['lib'], ['src']],
    ['lib/a.ts', ['lib'], ['lib/a.ts', 'lib/a.ts/b', 'src']],
    ['lib/src/*.ts', ['lib', 'lib/src'], ['lib/src/a', 'lib/test']],
    ['**/*.ts', ['lib', 'lib/a/b'], []],
    ['*.md', [], ['lib']],
    ['*/a.md', ['lib'], ['lib/a']],
    ['{lib/a,src}', ['lib', 'src'], []],
    ['!lib/**', [], ['lib']],
    [`lib/${'a'.repeat(600)}`, [], ['lib']],
  ])('%s', (pattern, folders, others) => {
    for (const folder of folders) expect(mayReachInto([pattern], folder), folder).toBe(true)
    for (const folder of others) expect(mayReachInto([pattern], folder), folder).toBe(false)
  })
})
