import { describe, expect, it, test } from 'vitest'
import type { FileFact } from '../../../src/gates/case.ts'
import type { LeafOf } from '../../../src/schema/check.ts'
import { aFile, hash, judge, missing, outcome, textFile, unreadable } from '../build.ts'

type Check = Omit<Partial<LeafOf<'content'>>, 'kind'>
const of = (check: Check, file: string | FileFact | undefined, path = 'a.md') =>
  judge(
    { kind: 'content', paths: [path], ...check },
    { files: file === undefined ? {} : { [path]: typeof file === 'string' ? textFile(file) : file } },
  )

describe('files', () => {
  const check: Check = { contains: ['x'] }
  test.each<[string, Check, FileFact | undefined, string]>([
    ['there', {}, textFile('x'), 'met'],
    ['missing', {}, missing, 'unmet missing'],
    ['a directory', {}, { state: 'directory' }, 'unmet missing'],
    ['unreadable', {}, unreadable, 'unknown unreadable'],
    ['not asked', {}, undefined, 'unknown unreadable'],
    ['no text', {}, aFile, 'unknown unreadable'],
    ['empty', {}, textFile(''), 'unmet missing'],
    ['blank', {}, textFile(' \n\t'), 'unmet missing'],
  ])('%s', (_, more, file, expected) => expect(outcome(of({ ...check, ...more }, file))).toBe(expected))

  it('every file of every pattern', () => {
    const files = { 'a.md': textFile('x'), 'b.md': textFile('y'), 'd/c.md': textFile('x') }
    const globs = { '*.md': ['a.md', 'b.md'], 'd/**': ['d/c.md'], '*.txt': [] }
    const on = (paths: string[]): string => outcome(judge({ kind: 'content', paths, contains: ['x'] }, { files, globs }))
    expect([on(['*.md']), on(['*.md', '!b.md']), on(['d/']), on(['*.txt']), on(['?.md']), on(['!a.md'])]).toEqual([
      'unmet failed',
      'met',
      'met',
      'unmet missing',
      'unknown unreadable',
      'unmet undefined',
    ])
  })

  it('says what it lacks, and that there is more', () => {
    expect(of({ contains: ['x', 'y', 'z'] }, 'x')).toMatchObject({
      because: 'a.md does not say "y" (and 1 more)',
      evidence: [{ path: 'a.md', sha256: hash('a') }],
      fix: 'refractor gate explain P0 P0.1',
    })
    expect(of({ contains: ['x'] }, 'x')).toMatchObject({ because: 'a.md says what it must', evidence: [{ path: 'a.md' }] })
    expect(of({ contains: ['x'] }, missing).because).toBe('a.md does not exist')
    expect(of({ contains: ['x'] }, { state: 'directory' }).because).toBe('a.md is a directory')
    expect(of({ contains: ['x'] }, ' ').because).toBe('a.md is empty')
  })

  it('a document that says otherwise is a failure, one that is not there is none', () => {
    const not = (file: FileFact): string =>
      outcome(judge({ not: { kind: 'content', paths: ['a.md'], contains: ['TODO'] } }, { files: { 'a.md': file } }))
    expect([not(textFile('done')), not(textFile('TODO')), not(missing), not(textFile('')), not(unreadable)]).toEqual([
      'met',
      'unmet failed',
      'unmet missing',
      'unmet missing',
      'unknown unreadable',
    ])
  })
})

describe('headings', () => {
  test.each<[string, string, string]>([
    ['# Scope', 'Scope', 'met'],
    ['###### scope ##', 'Scope', 'met'],
    ['## *Scope* of `it`', 'scope of it', 'met'],
    ['## 2.1 Scope', 'Scope', 'met'],
    ['## 3. Scope', 'Scope', 'met'],
    ['## 3) Scope', 'Scope', 'met'],
    ['## 2024 Scope', '2023 Scope', 'unmet failed'],
    ['## 2024 Scope', '2024 Scope', 'met'],
    ['Scope\n=====', 'Scope', 'met'],
    ['Scope\n---', 'Scope', 'met'],
    ['- Scope\n---', 'Scope', 'unmet failed'],
    ['> Scope\n---', 'Scope', 'unmet failed'],
    ['\n---\nScope', 'Scope', 'unmet failed'],
    ['  # Scope', 'Scope', 'met'],
    ['    # Scope', 'Scope', 'unmet failed'],
    ['#Scope', 'Scope', 'unmet failed'],
    ['####### Scope', 'Scope', 'unmet failed'],
    ['## Scope#', 'Scope#', 'met'],
    ['## Scope and more', 'Scope', 'unmet failed'],
    ['Scope', 'Scope', 'unmet failed'],
    ['```\n# Scope\n```', 'Scope', 'unmet failed'],
    ['```\nx\n```\n# Scope', 'Scope', 'met'],
    ['~~~\n```\n# Scope\n~~~', 'Scope', 'unmet failed'],
    ['````\n```\n# Scope', 'Scope', 'unmet failed'],
    ['```md\nx\n``` not closed\n# Scope', 'Scope', 'unmet failed'],
    ['<!--\n# Scope\n-->', 'Scope', 'unmet failed'],
    ['<!-- # x -->\n# Scope', 'Scope', 'met'],
    ['---\ntitle: x\n# Scope\n---\ntext', 'Scope', 'unmet failed'],
    ['---\ntitle: x\n---\n# Scope', 'Scope', 'met'],
    ['---\n# Scope', 'Scope', 'met'],
    ['\uFEFF# Scope\r\n', 'Scope', 'met'],
    ['a\r# Scope', 'Scope', 'met'],
    ['#', 'Scope', 'unmet failed'],
  ])('%j asked for %j', (text, heading, expected) => expect(outcome(of({ headings: [heading] }, text))).toBe(expected))
  it('says which', () => expect(of({ headings: ['Scope'] }, 'x').because).toBe('a.md has no heading "Scope"'))
})

describe('contains', () => {
  test.each<[string, string, string]>([
    ['a b c', 'b', 'met'],
    ['a B c', 'b', 'unmet failed'],
    ['a\r\nb', 'a\nb', 'met'],
    ['a\nb', 'a\r\nb', 'met'],
    ['a\rb', 'a\nb', 'met'],
  ])('%j asked for %j', (text, wanted, expected) => expect(outcome(of({ contains: [wanted] }, text))).toBe(expected))
})

describe('front matter', () => {
  const front = (lines: string): string => `---\n${lines}\n---\ntext`
  test.each<[string, string]>([
    [front('owner: Ada'), 'met'],
    [front('owner: "Ada"'), 'met'],
    [front('owner:\n  - Ada'), 'met'],
    [front('owner:\n- Ada'), 'met'],
    [front('owner: [Ada]'), 'met'],
    [front('owner:'), 'unmet failed'],
    [front('owner: ""'), 'unmet failed'],
    [front("owner: ''"), 'unmet failed'],
    [front('owner: TBD'), 'unmet failed'],
    [front('owner: "TBD"'), 'unmet failed'],
    [front('owner: []'), 'unmet failed'],
    [front('owner: {}'), 'unmet failed'],
    [front('owner: null'), 'unmet failed'],
    [front('owner: ~'), 'unmet failed'],
    [front('owner: # later'), 'unmet failed'],
    [front('owner: Ada # first'), 'met'],
    [front('owner:\n\nphase: P0'), 'unmet failed'],
    [front('owner:Ada'), 'unmet failed'],
    [front('  owner: Ada'), 'unmet failed'],
    [front('# owner: Ada'), 'unmet failed'],
    [front('my owner: Ada'), 'unmet failed'],
    [front('Owner: Ada'), 'unmet failed'],
    ['owner: Ada', 'unmet failed'],
    ['---\nowner: Ada', 'unmet failed'],
    ['---\nowner: Ada\n...\ntext', 'met'],
    ['text\n---\nowner: Ada\n---', 'unmet failed'],
    [`\uFEFF${front('owner: Ada')}`, 'met'],
  ])('%j', (text, expected) => expect(outcome(of({ frontMatter: ['owner'] }, text))).toBe(expected))
  it('says which', () => expect(of({ frontMatter: ['owner'] }, 'x').because).toBe('a.md has no owner in its front matter'))
})

describe('tables', () => {
  const table = '| Id | Owner |\n|---|:-:|\n| 1 | Ada |\n| 2 | TBD |\n'
  const csv = 'id,owner\n1,Ada\n2,Grace\n'
  test.each<[string, Check, string, string, string]>([
    ['columns', { columns: ['id', 'OWNER'] }, table, 'a.md', 'met'],
    ['a column too many', { columns: ['id', 'due'] }, table, 'a.md', 'unmet failed'],
    ['a value in each row', { eachRow: ['id'] }, table, 'a.md', 'met'],
    ['a row without value', { eachRow: ['owner'] }, table, 'a.md', 'unmet failed'],
    ['a column that there is not', { eachRow: ['due'] }, table, 'a.md', 'unmet failed'],
    ['enough rows', { minRows: 2 }, table, 'a.md', 'met'],
    ['too few rows', { minRows: 3 }, table, 'a.md', 'unmet failed'],
    ['no rows', { minRows: 1 }, '| Id |\n|---|\n', 'a.md', 'unmet missing'],
    ['no rows to have a value', { eachRow: ['id'] }, '| Id |\n|---|\n', 'a.md', 'unmet missing'],
    ['no rows, and columns only', { columns: ['id'] }, '| Id |\n|---|\n', 'a.md', 'met'],
    ['no table', { columns: ['id'] }, 'text', 'a.md', 'unmet missing'],
    ['a table in a fence', { columns: ['id'] }, `\`\`\`\n${table}\`\`\``, 'a.md', 'unmet missing'],
    ['the first table only', { columns: ['due'] }, `${table}\n| Due |\n|---|\n| x |`, 'a.md', 'unmet failed'],
    ['text after the table is no row', { minRows: 3 }, `${table}text\n`, 'a.md', 'unmet failed'],
    ['without outer bars', { eachRow: ['id', 'owner'] }, 'Id | Owner\n--|--\n1 | Ada', 'a.md', 'met'],
    ['a bar in a cell', { eachRow: ['owner'] }, '| Id | Owner |\n|--|--|\n| a \\| b | Ada |', 'a.md', 'met'],
    ['a short row', { eachRow: ['owner'] }, '| Id | Owner |\n|--|--|\n| 1 |', 'a.md', 'unmet failed'],
    ['emphasis in a header', { columns: ['owner'] }, '| **Id** | `Owner` |\n|--|--|\n', 'a.md', 'met'],
    ['a rule without a bar is none', { columns: ['id'] }, '| Id |\n---\n', 'a.md', 'unmet missing'],
    ['CSV', { eachRow: ['id', 'owner'], minRows: 2 }, csv, 'a.csv', 'met'],
    ['CSV in capitals', { eachRow: ['Owner'] }, csv, 'A.CSV', 'met'],
    ['CSV with a hole', { eachRow: ['owner'] }, 'id,owner\n1,-\n', 'a.csv', 'unmet failed'],
    ['CSV with quotes', { eachRow: ['owner'] }, 'id,owner\n1,"A ""B"", C\nD"\n', 'a.csv', 'met'],
    ['CSV with a header only', { eachRow: ['owner'] }, 'id,owner\n', 'a.csv', 'unmet missing'],
    ['CSV with an open quote', { eachRow: ['owner'] }, 'id,owner\n1,"A\n', 'a.csv', 'unmet missing'],
    ['CSV with empty lines', { minRows: 2 }, '\uFEFFid\r\n\r\n1\r\n\r\n', 'a.csv', 'unmet failed'],
    ['CSV without a last line end', { minRows: 1 }, 'id\n1', 'a.csv', 'met'],
    ['CSV with a lone CR', { minRows: 2 }, 'id\r1\r2', 'a.csv', 'met'],
    ['CSV with spaces around', { columns: ['owner'] }, 'id, owner \n', 'a.csv', 'met'],
    ['TSV', { eachRow: ['owner'] }, 'id\towner\n1\tAda, B\n', 'a.tsv', 'met'],
  ])('%s', (_, check, text, path, expected) => expect(outcome(of(check, text, path))).toBe(expected))

  it('says what is wrong, what is absent first', () => {
    expect(of({ eachRow: ['owner'] }, table).because).toBe('a.md owner is empty in 1 row, first in row 2')
    expect(of({ minRows: 3 }, table).because).toBe('a.md has 2 rows, at least 3 are asked for')
    expect(of({ columns: ['due'], eachRow: ['due', 'id'] }, table).because).toBe('a.md has no column due')
    expect(of({ contains: ['zzz'], columns: ['id'] }, 'text')).toMatchObject({
      reason: 'missing',
      because: 'a.md has no table (and 1 more)',
    })
    expect(of({ eachRow: ['id'] }, '| Id |\n|---|\n').because).toBe('a.md has a table without rows')
  })
})

describe('keys', () => {
  const value = {
    'u.v': { w: 3 },
    build: { mode: 'strict', jobs: 4, 'a.b': 1, off: false, none: null, empty: '' },
    'x.y': 2,
    list: [{ name: 'first' }],
  }
  const yaml = (parsed: unknown): FileFact => ({ ...textFile('text'), parsed })
  const keys = (wanted: NonNullable<Check['keys']>, file: FileFact = yaml(value), path = 'a.yaml'): string =>
    outcome(of({ keys: wanted }, file, path))
  test.each<[string, NonNullable<Check['keys']>, string]>([
    ['a text', { 'build.mode': 'strict' }, 'met'],
    ['a number', { 'build.jobs': 4 }, 'met'],
    ['the text of a number', { 'build.jobs': '4' }, 'unmet failed'],
    ['no', { 'build.off': false }, 'met'],
    ['another value', { 'build.mode': 'loose' }, 'unmet failed'],
    ['any value', { 'build.mode': null }, 'met'],
    ['any value, and it is no', { 'build.off': null }, 'met'],
    ['any value, and it is null', { 'build.none': null }, 'unmet failed'],
    ['any value, and it is empty', { 'build.empty': null }, 'unmet failed'],
    ['any value, and it is absent', { 'build.other': null }, 'unmet failed'],
    ['a map', { build: null }, 'met'],
    ['a map in place of a text', { build: 'strict' }, 'unmet failed'],
    ['a key with a dot', { 'x.y': 2 }, 'met'],
    ['a key with a dot further in', { 'build.a.b': 1 }, 'met'],
    ['below a key with a dot', { 'u.v.w': 3 }, 'met'],
    ['through a text', { 'build.mode.x': null }, 'unmet failed'],
    ['in a list', { 'list.0.name': 'first' }, 'met'],
    ['what every object has', { 'build.toString': null }, 'unmet failed'],
    ['several', { 'build.mode': 'strict', 'x.y': 3 }, 'unmet failed'],
  ])('%s', (_, wanted, expected) => expect(keys(wanted)).toBe(expected))

  it('needs the parsed value, or JSON text', () => {
    expect(keys({ a: 1 }, textFile('a: 1'))).toBe('unknown unreadable')
    expect(keys({ a: 1 }, textFile('{"a":1}'), 'a.json')).toBe('met')
    expect(keys({ a: 1 }, textFile('\uFEFF{"a":1}'), 'A.JSON')).toBe('met')
    expect(keys({ a: 1 }, textFile('{"a":2}'), 'a.json')).toBe('unmet failed')
    expect(keys({ a: 1 }, textFile('{"a":'), 'a.json')).toBe('unmet invalid')
    expect(keys({ a: 1 }, { ...textFile('{"a":2}'), parsed: { a: 1 } }, 'a.json')).toBe('met')
    expect(keys({ a: 1 }, yaml(null))).toBe('unmet failed')
    expect(keys({ a: 1 }, yaml([1]))).toBe('unmet failed')
  })

  it('says what it found', () => {
    expect(of({ keys: { 'build.mode': 'loose' } }, yaml(value), 'a.yaml').because).toBe('a.yaml has "strict" at build.mode, not "loose"')
    expect(of({ keys: { build: 1 } }, yaml(value), 'a.yaml').because).toBe('a.yaml has another value at build, not 1')
    expect(of({ keys: { nope: 1 } }, yaml(value), 'a.yaml').because).toBe('a.yaml has no value at nope')
    expect(of({ keys: { a: 1 } }, textFile('{'), 'a.json').because).toBe('a.json is no valid JSON')
    expect(of({ keys: { a: 1 } }, textFile('a'), 'a.yaml').because).toBe('a.yaml cannot be parsed')
  })
})
