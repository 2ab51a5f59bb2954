import { describe, expect, it, test } from 'vitest'
import type { LeafOf } from '../../../src/schema/check.ts'
import { aFile, type FactParts, hash, judge, missing, outcome, unreadable } from '../build.ts'

type Check = Partial<LeafOf<'artifact'>>
const empty = { state: 'file' as const, size: 0, sha256: hash('e') }
const of = (check: Check, facts: FactParts) => judge({ kind: 'artifact', paths: ['a.md'], ...check }, facts)

describe('artifact', () => {
  test.each<[string, Check, FactParts, string]>([
    ['exists', {}, { files: { 'a.md': aFile } }, 'met'],
    ['is missing', {}, { files: { 'a.md': missing } }, 'unmet missing'],
    ['is unreadable', {}, { files: { 'a.md': unreadable } }, 'unknown unreadable'],
    ['was not asked', {}, {}, 'unknown unreadable'],
    ['is empty', {}, { files: { 'a.md': empty } }, 'unmet missing'],
    ['may be empty', { nonEmpty: false }, { files: { 'a.md': empty } }, 'met'],
    ['must not be empty', { nonEmpty: true }, { files: { 'a.md': empty } }, 'unmet missing'],
    ['has no known size', {}, { files: { 'a.md': { state: 'file' } } }, 'unknown unreadable'],
    ['a directory', { paths: ['d/'] }, { files: { 'd/': { state: 'directory', entries: 2 } } }, 'met'],
    ['an empty directory', { paths: ['d/'] }, { files: { 'd/': { state: 'directory', entries: 0 } } }, 'unmet missing'],
    [
      'an empty directory, where empty files are fine',
      { paths: ['d/'], nonEmpty: false },
      { files: { 'd/': { state: 'directory', entries: 0 } } },
      'unmet missing',
    ],
    ['a directory of unknown size', { paths: ['d/'] }, { files: { 'd/': { state: 'directory' } } }, 'unknown unreadable'],
    ['both exist', { paths: ['a.md', 'b.md'] }, { files: { 'a.md': aFile, 'b.md': aFile } }, 'met'],
    ['one is missing', { paths: ['a.md', 'b.md'] }, { files: { 'a.md': aFile, 'b.md': missing } }, 'unmet missing'],
    ['one is missing, one unreadable', { paths: ['a.md', 'b.md'] }, { files: { 'a.md': unreadable, 'b.md': missing } }, 'unmet missing'],
    ['a glob that matches', { paths: ['*.md'] }, { globs: { '*.md': ['a.md'] }, files: { 'a.md': aFile } }, 'met'],
    ['a glob that matches nothing', { paths: ['*.md'] }, { globs: { '*.md': [] } }, 'unmet missing'],
    ['a glob that was not asked', { paths: ['*.md'] }, {}, 'unknown unreadable'],
    ['a glob of empty files', { paths: ['*.md'] }, { globs: { '*.md': ['a.md'] }, files: { 'a.md': empty } }, 'unmet missing'],
    [
      'a glob with an empty file among others',
      { paths: ['*.md'] },
      { globs: { '*.md': ['a.md', 'b.md'] }, files: { 'a.md': empty, 'b.md': aFile } },
      'met',
    ],
    [
      'a glob with an unreadable file among others',
      { paths: ['*.md'] },
      { globs: { '*.md': ['a.md', 'b.md'] }, files: { 'a.md': unreadable, 'b.md': aFile } },
      'unknown unreadable',
    ],
    [
      'a glob of one empty and one unreadable file',
      { paths: ['*.md'] },
      { globs: { '*.md': ['a.md', 'b.md'] }, files: { 'a.md': empty, 'b.md': unreadable } },
      'unknown unreadable',
    ],
    [
      'a glob whose only file is excluded',
      { paths: ['*.md', '!a.md'] },
      { globs: { '*.md': ['a.md'] }, files: { 'a.md': aFile } },
      'unmet missing',
    ],
    [
      'a glob with one file excluded',
      { paths: ['*.md', '!a.md'] },
      { globs: { '*.md': ['a.md', 'b.md'] }, files: { 'b.md': aFile } },
      'met',
    ],
    ['exclusions only', { paths: ['!a.md'] }, { files: { 'a.md': aFile } }, 'unmet undefined'],
    [
      'each glob must match',
      { paths: ['*.md', '*.txt'] },
      { globs: { '*.md': ['a.md'], '*.txt': [] }, files: { 'a.md': aFile } },
      'unmet missing',
    ],
    ['enough', { paths: ['*.md'], minMatches: 2 }, { globs: { '*.md': ['a.md', 'b.md'] }, files: { 'a.md': aFile, 'b.md': aFile } }, 'met'],
    [
      'not enough',
      { paths: ['*.md'], minMatches: 3 },
      { globs: { '*.md': ['a.md', 'b.md'] }, files: { 'a.md': aFile, 'b.md': aFile } },
      'unmet missing',
    ],
    [
      'not enough that are not empty',
      { paths: ['*.md'], minMatches: 2 },
      { globs: { '*.md': ['a.md', 'b.md'] }, files: { 'a.md': aFile, 'b.md': empty } },
      'unmet missing',
    ],
    ['files in a directory count', { paths: ['d/'], minMatches: 2 }, { files: { 'd/': { state: 'directory', entries: 2 } } }, 'met'],
    ['too few in a directory', { paths: ['d/'], minMatches: 3 }, { files: { 'd/': { state: 'directory', entries: 2 } } }, 'unmet missing'],
    ['frozen', { sha256: hash('a') }, { files: { 'a.md': aFile } }, 'met'],
    ['frozen, and changed', { sha256: hash('b') }, { files: { 'a.md': aFile } }, 'unmet failed'],
    ['frozen, and the digest is not known', { sha256: hash('a') }, { files: { 'a.md': { state: 'file', size: 1 } } }, 'unknown unreadable'],
    [
      'frozen, and there are two',
      { sha256: hash('a'), paths: ['a.md', 'b.md'] },
      { files: { 'a.md': aFile, 'b.md': aFile } },
      'unmet undefined',
    ],
  ])('%s', (_, check, facts, expected) => expect(outcome(of(check, facts))).toBe(expected))

  it('is never met by absence or change under not', () => {
    const not = (facts: FactParts, sha256?: string): string =>
      outcome(judge({ not: { kind: 'artifact', paths: ['a.md'], ...(sha256 && { sha256 }) } }, facts))
    expect([not({ files: { 'a.md': missing } }), not({ files: { 'a.md': empty } }), not({}), not({ files: { 'a.md': aFile } })]).toEqual([
      'unmet missing',
      'unmet missing',
      'unknown unreadable',
      'unmet failed',
    ])
    expect(not({ files: { 'a.md': aFile } }, hash('b'))).toBe('unmet failed')
  })

  it('says what it found', () => {
    expect(of({}, { files: { 'a.md': aFile } })).toMatchObject({ because: 'a.md exists', evidence: [{ path: 'a.md', sha256: hash('a') }] })
    expect(of({ paths: ['d/'] }, { files: { 'd/': { state: 'directory', entries: 2 } } })).toMatchObject({
      because: '2 files exist',
      evidence: [{ path: 'd/' }],
    })
    expect(of({}, { files: { 'a.md': missing } })).toMatchObject({ because: 'a.md does not exist', fix: 'refractor gate explain P0 P0.1' })
    expect(of({}, { files: { 'a.md': empty } }).because).toBe('a.md is empty')
    expect(of({ paths: ['*.md'] }, { globs: { '*.md': [] } }).because).toBe('no file matches *.md')
    expect(of({ minMatches: 3 }, { files: { 'a.md': aFile } })).toMatchObject({
      because: '1 file, at least 3 are asked for',
      expected: '3 or more',
      found: '1',
    })
    expect(of({ sha256: hash('b') }, { files: { 'a.md': aFile } })).toMatchObject({
      because: 'a.md is not as it was frozen',
      expected: hash('b'),
      found: hash('a'),
    })
    expect(of({ sha256: hash('a') }, { files: { 'a.md': aFile } }).because).toBe('a.md is as it was frozen')
  })
})
