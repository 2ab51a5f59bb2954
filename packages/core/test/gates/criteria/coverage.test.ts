// tested-for: P3.R2
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { FileFact } from '../../../src/gates/case.ts'
import { evidenceNeeded } from '../../../src/gates/evidence-needed.ts'
import { countMatches } from '../../../src/gates/key-matches.ts'
import type { Check } from '../../../src/schema/check.ts'
import { caseOf, criterion, exitOf, type FactParts, factsOf, gateOf, hash, type ProgramParts } from '../build.ts'

const parts: ProgramParts = {
  risks: [
    { id: 'R-1', title: 'Rain', severity: 'high', owner: 'ada' },
    { id: 'R-2', title: 'Wind', severity: 'low' },
  ],
  tasks: [{ id: 'T-1', title: 'One', state: 'done' }],
}
const file = (text: string): FileFact => ({ state: 'file', text, size: text.length, sha256: hash('f') })
const judge = (check: object, facts: FactParts = {}, plan = parts) => {
  const program = exitOf([criterion('P0.1', { kind: 'coverage', ...check } as Check)], plan)
  const { outcome, reason, because, found, expected, open, evidence } = gateOf(program, caseOf(), factsOf(facts)).criteria[0] ?? {}
  return { outcome, reason, because, found, expected, open: open?.map(({ about }) => about), evidence: evidence?.map(({ path }) => path) }
}

describe('what must be covered', () => {
  test('is met when each of it is there', () => {
    expect(judge({ each: { list: ['a', 'b', 'a'] }, in: { list: ['b', 'a', 'c'] } })).toMatchObject({
      outcome: 'met',
      because: '2 of 2 covered by b, a, c',
      expected: 'each of a, b, a in b, a, c',
      found: '2 of 2',
    })
  })

  test('names what is not', () => {
    expect(judge({ each: { list: ['a', 'b', 'c', 'd', 'e'] }, in: { list: ['a'] } })).toMatchObject({
      outcome: 'unmet',
      reason: 'missing',
      because: '1 of 5 covered by a: not b, c, d and 1 more',
      open: ['b', 'c', 'd', 'e'],
    })
  })

  test('may be a part of it, and never nothing', () => {
    const each = { list: ['a', 'b', 'c'] }
    expect(judge({ each, in: { list: ['a', 'b'] }, ratio: 2 / 3 }).outcome).toBe('met')
    expect(judge({ each, in: { list: ['a', 'b'] }, ratio: 0.67 })).toMatchObject({ outcome: 'unmet', expected: '67 % of a, b, c in a, b' })
    expect(judge({ each, in: { list: ['x'] }, ratio: 0 })).toMatchObject({ outcome: 'unmet', reason: 'missing' })
    expect(
      judge({ each: { list: Array.from({ length: 10 }, (_, n) => `${n}`) }, in: { list: ['0', '1', '2', '3', '4', '5', '6'] }, ratio: 0.7 })
        .outcome,
    ).toBe('met')
  })

  test('never lets its opposite pass because something is missing', () => {
    const program = exitOf([criterion('P0.1', { not: { kind: 'coverage', each: { list: ['a'] }, in: { list: ['b'] } } } as Check)], parts)
    expect(gateOf(program).criteria[0]).toMatchObject({ outcome: 'unmet', reason: 'missing' })
  })

  test.each([
    ['without sets', {}, 'undefined', 'says neither what is to be covered nor by what'],
    ['with only what it is about', { about: 'gates' }, 'undefined', 'says neither what is to be covered nor by what'],
    [
      'of nothing',
      { each: { records: 'tasks', where: { state: 'open' } }, in: { list: ['a'] } },
      'missing',
      'there is nothing to cover: tasks with state open',
    ],
    ['of records that there are not', { each: { records: 'cats' }, in: { list: ['a'] } }, 'undefined', 'there are no cats'],
    [
      'of a field that there is not',
      { each: { records: 'tasks', field: 'colour' }, in: { list: ['a'] } },
      'undefined',
      'tasks have no field colour',
    ],
    [
      'where a field is not',
      { each: { records: 'properties', where: { colour: 'x' } }, in: { list: ['a'] } },
      'undefined',
      'properties have no field colour',
    ],
    [
      'of too much',
      { each: { cross: [1, 2, 3, 4].map(() => ({ list: Array.from({ length: 50 }, (_, n) => `${n}`) })) }, in: { list: ['a'] } },
      'undefined',
      'the cross product has 6250000 keys, and 1000000 are the limit',
    ],
  ])('is not met %s', (_, check, reason, because) => {
    expect(judge(check)).toMatchObject({ outcome: 'unmet', reason, because })
  })
})

describe('sets', () => {
  test('of records: ids or a field, chosen', () => {
    expect(judge({ each: { records: 'risks' }, in: { list: ['R-1', 'R-2'] } }).outcome).toBe('met')
    expect(judge({ each: { records: 'risks', where: { severity: ['high', 'severe'] } }, in: { list: ['R-1'] } }).outcome).toBe('met')
    expect(judge({ each: { records: 'risks', field: 'owner' }, in: { list: ['ada'] } })).toMatchObject({ found: '1 of 1' })
    expect(
      judge({ each: { records: 'phases', where: { state: 'in-progress' } }, in: { list: ['P0'] } }, {}, { ...parts, phases: [] }).reason,
    ).toBe('missing')
    expect(judge({ each: { records: 'components' }, in: { list: ['x'] } }).because).toBe('there is nothing to cover: components')
  })

  test('of files: by path, name, stem or folder', () => {
    const files = ['docs/R-1/notes.md', 'docs/R-2/notes.tar.gz', 'docs/.env']
    const facts = { globs: { 'docs/**': files, 'docs/*.x': [] } }
    const of = (key: string | undefined, ...list: string[]) =>
      judge({ each: { list }, in: { glob: 'docs/**', ...(key && { key }) } }, facts).found
    expect(of(undefined, 'docs/R-1/notes.md', 'notes.md')).toBe('1 of 2')
    expect(of('name', 'notes.md', 'notes.tar.gz')).toBe('2 of 2')
    expect(of('stem', 'notes', 'notes.tar', '.env', 'x')).toBe('3 of 4')
    expect(of('folder', 'R-1', 'R-2', 'docs')).toBe('3 of 3')
    expect(judge({ each: { glob: 'docs/', key: 'folder' }, in: { records: 'risks' } }, facts)).toMatchObject({
      open: ['docs'],
      evidence: files,
    })
    expect(judge({ each: { glob: 'docs/*.x' }, in: { list: ['a'] } }, facts)).toMatchObject({ outcome: 'unmet', reason: 'missing' })
    expect(judge({ each: { list: ['a'] }, in: { glob: 'other/*' } }, facts)).toMatchObject({
      outcome: 'unknown',
      because: 'the files of other/* cannot be listed',
    })
    const one = { each: { list: ['a.md'] }, in: { glob: 'a.md' } }
    expect(judge(one, { files: { 'a.md': file('') } }).outcome).toBe('met')
    expect(judge(one, { files: { 'a.md': { state: 'missing' } } }).outcome).toBe('unmet')
    expect(judge(one, { files: { 'a.md': { state: 'unreadable' } } }).outcome).toBe('unknown')
    expect(judge(one).outcome).toBe('unknown')
  })

  test('of a column of a table', () => {
    const check = { each: { list: ['R-1', 'R-2'] }, in: { csv: 'docs/m.csv', column: 'Risk' } }
    const of = (text: string, path = 'docs/m.csv') =>
      judge({ ...check, in: { csv: path, column: 'Risk' } }, { files: { [path]: file(text) } })
    expect(of('risk,task\r\n"R-1",T-1\r\nR-2,\r\nTBD,T-1\r\n').outcome).toBe('met')
    expect(of('| **Risk** | Task |\n|---|---|\n| `R-1` | T-1 |\n| - | T-2 |\n', 'docs/m.md')).toMatchObject({
      outcome: 'unmet',
      open: ['R-2'],
    })
    expect(of('task\nT-1\n')).toMatchObject({ outcome: 'unmet', reason: 'missing', because: 'docs/m.csv has no column Risk' })
    expect(of('')).toMatchObject({ outcome: 'unmet', reason: 'missing', because: 'docs/m.csv has no table' })
    expect(judge(check, { files: { 'docs/m.csv': { state: 'missing' } } })).toMatchObject({
      reason: 'missing',
      because: 'docs/m.csv does not exist',
    })
    expect(judge(check, { files: { 'docs/m.csv': { state: 'file' } } })).toMatchObject({
      outcome: 'unknown',
      because: 'docs/m.csv cannot be read',
    })
    expect(judge(check)).toMatchObject({ outcome: 'unknown' })
    const many = { ...check, in: { csv: 'docs/*.csv', column: 'Risk' } }
    expect(judge(many, { globs: { 'docs/*.csv': [] } })).toMatchObject({ reason: 'missing', because: 'no file matches docs/*.csv' })
    expect(
      judge(many, {
        globs: { 'docs/*.csv': ['docs/a.csv', 'docs/b.csv'] },
        files: { 'docs/a.csv': file('Risk\nR-1\n'), 'docs/b.csv': file('Risk\nR-2\n') },
      }).outcome,
    ).toBe('met')
  })

  test('of each with each', () => {
    const each = { cross: [{ records: 'risks' }, { list: ['unit', 'end'] }], join: ' ' }
    expect(judge({ each, in: { list: ['R-1 unit', 'R-1 end', 'R-2 unit'] } })).toMatchObject({ found: '3 of 4', open: ['R-2 end'] })
    expect(judge({ each: { cross: [{ list: ['a'] }, { list: ['b'] }] }, in: { list: ['a/b'] } }).outcome).toBe('met')
    expect(judge({ each: { cross: [{ list: ['a'] }, { glob: 'x/*' }] }, in: { list: ['a/b'] } }).outcome).toBe('unknown')
  })

  test('ask for their files', () => {
    const check = {
      kind: 'coverage',
      each: { cross: [{ csv: 'docs/m.csv', column: 'a' }, { glob: 'docs/' }] },
      in: { csv: 'tables/*.md', column: 'b' },
    } as Check
    expect(evidenceNeeded(exitOf([criterion('P0.1', check)]), caseOf(), ['P0'])).toMatchObject({
      files: ['docs/m.csv'],
      globs: ['docs/**', 'tables/*.md'],
      texts: ['docs/m.csv', 'tables/*.md'],
    })
    expect(evidenceNeeded(exitOf([criterion('P0.1', { kind: 'coverage' })]), caseOf(), ['P0']).files).toEqual([])
  })
})

describe('matching', () => {
  const found = (match: 'equal' | 'ignore-case' | 'contains', key: string, ...among: string[]) => countMatches([key], among, match).get(key)
  test.each([
    ['T-1', 'test-T-1.ts', 1],
    ['T-1', 'T-10', 0],
    ['T-1', 'AT-1', 0],
    ['T-1', 'T-1', 1],
    ['1.1', '1.1.2 notes', 0],
    ['1.1', '2.1.1', 0],
    ['1.1', 'see 1.1.', 1],
    ['1.1', '1.1.md', 1],
    ['P2.M1', 'docs/P2.M1/report.md', 1],
    ['§3', 'AP §3', 1],
    ['§3', 'AP §31', 0],
    ['two words', 'has two words in it', 1],
    ['two words', 'two wordsmiths', 0],
    ['---', 'a --- b', 0],
    ['t-1', 'T-1', 0],
    ['길', '한 길 가', 1],
    ['a', 'a a a', 1],
  ])('contains: %s in %s', (key, text, count) => expect(found('contains', key, text)).toBe(count))

  test('by the whole text', () => {
    expect(found('equal', 'A', 'A', 'a', 'A')).toBe(2)
    expect(found('ignore-case', 'A', 'A', 'a', 'ß')).toBe(2)
    expect(found('ignore-case', 'Straße', 'STRASSE')).toBe(1)
    expect(found('equal', '\u00e9', 'e\u0301')).toBe(1)
    expect(countMatches(['a', 'A'], ['a'], 'ignore-case')).toEqual(
      new Map([
        ['a', 1],
        ['A', 1],
      ]),
    )
  })

  test('counts how often', () => {
    const check = { each: { list: ['R-1'] }, in: { glob: 't/**', key: 'folder' }, min: 2 }
    expect(judge(check, { globs: { 't/**': ['t/R-1/a', 't/R-1/b'] } }).outcome).toBe('met')
    expect(judge(check, { globs: { 't/**': ['t/R-1/a'] } })).toMatchObject({
      outcome: 'unmet',
      expected: 'each of R-1 in the files of t/** by folder, 2 times',
    })
  })

  test('finds a key wherever it stands between other signs', () => {
    const word = fc.stringMatching(/^[A-Z]{1,3}-[0-9]{1,3}$/)
    const sign = fc.constantFrom(' ', '/', '_x ', '(', ', ')
    fc.assert(
      fc.property(word, sign, sign, (key, before, after) => {
        expect(found('contains', key, `x${before}${key}${after}x`)).toBe(1)
      }),
    )
  })
})
