import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isTestPath, tagFinder, tagIds } from '../../src/trace/code-tags.ts'
import { expectLinear } from '../growth.ts'

const known = tagIds(['T-014', 'T-015', 'P2.M1', '1.1', '1.2', 'Property 3', 'Property 31', 'core', 'schedular', 'Größe-1'])
const find = tagFinder('refractor', known)
const ids = (text: string): string[] => find('src/a.ts', text).map(({ id }) => id)

describe('tags', () => {
  it.each([
    ['// refractor: T-014', ['T-014']],
    ['// refractor: T-014, T-015', ['T-014', 'T-015']],
    ['// refractor: T-014 T-015', ['T-014', 'T-015']],
    ['// refractor: T-014; T-015 and P2.M1', ['T-014', 'T-015', 'P2.M1']],
    ['//refractor:T-014', ['T-014']],
    ['# refractor : T-014', ['T-014']],
    ['--refractor: T-014', ['T-014']],
    ['-- refractor: T-014', ['T-014']],
    ['; refractor: T-014', ['T-014']],
    ['/* refractor: T-014 */ let a = 1', ['T-014']],
    ['/** @refractor: T-014, T-015. */', ['T-014', 'T-015']],
    ['<!-- refractor: T-014 -->', ['T-014']],
    ['{- refractor: T-014 -}', ['T-014']],
    ['% refractor: T-014', ['T-014']],
    ['"""refractor: T-014"""', ['T-014']],
    ["it('closes the gate [refractor: T-014]', () => {})", ['T-014']],
    ['test("refractor: T-014, 1.1")', ['T-014', '1.1']],
    ['// refractor: Property 3, Property 31', ['Property 3', 'Property 31']],
    ['// refractor: core', ['core']],
    ['// refractor: T-014 checks 3 things', ['T-014']],
    ['// refractor: T-014 2 retries', ['T-014']],
    ['// refractor: T-014, then more', ['T-014']],
    ['// refractor: Größe-1', ['Größe-1']],
    ['// refractor: task:1.2', ['task:1.2']],
    ['// refractor: alpha/T-014', ['alpha/T-014']],
    ['// refractor: T-014\n// refractor: T-015', ['T-014', 'T-015']],
  ])('are found in %j', (text, expected) => expect(ids(text)).toEqual(expected))

  it.each([
    ['an id that does not exist', '// refractor: T-999', ['T-999']],
    ['one of another shape', '// refractor: REQ-AUTH-2', ['REQ-AUTH-2']],
    ['a slip in a word', '// refractor: T-014, scheduler', ['T-014', 'scheduler']],
    ['a missing requirement', '// refractor: 9.9', ['9.9']],
  ])('tell of %s', (_, text, expected) => expect(ids(text)).toEqual(expected))

  it.each([
    '// refractor: the tool',
    '// refractor is for T-014',
    'refractor gate check T-014',
    "const name = 'refractor:'",
    '"refractor": "1.2"',
    'refractor: UTF-8',
    'refractor: v1.2.3',
    '// myrefractor: T-014',
    '// @acme/refractor: T-014',
    '// refractor.yaml: T-014',
    '// x.refractor: T-014',
    'a-refractor: T-014',
    '// refractor:\n// T-014',
    '// Refractor: T-014',
    '// refractor: , T-014',
    '',
  ])('are not seen in %j', (text) => expect(ids(text)).toEqual([]))

  it('stand where their id stands', () => {
    expect(find('src/a.ts', '\n  // refractor: T-014, T-015\r\n')).toEqual([
      { path: 'src/a.ts', line: 2, column: 17, as: 'file', id: 'T-014' },
      { path: 'src/a.ts', line: 2, column: 24, as: 'file', id: 'T-015' },
    ])
  })

  it('belong to a test where the path or the program says so', () => {
    const text = '// refractor: T-014'
    expect(find('test/a.ts', text)[0]?.as).toBe('test')
    expect(find('src/a.ts', text, 'test')[0]?.as).toBe('test')
    expect(find('test/a.ts', text, 'file')[0]?.as).toBe('file')
  })

  it('have the word of the program, whatever it holds', () => {
    expect(tagFinder('@req[x]', known)('a', '// @req[x]: T-014').map(({ id }) => id)).toEqual(['T-014'])
    expect(tagFinder('трасса', known)('a', '// трасса: T-014').map(({ id }) => id)).toEqual(['T-014'])
  })

  it('need no known ids', () => {
    expect(tagFinder('refractor', tagIds([]))('a', '// refractor: T-1, core, 1.2').map(({ id }) => id)).toEqual(['T-1'])
  })

  it('are not looked for far behind the beginning of a line, nor without end', () => {
    expect(ids(`${' '.repeat(3000)}refractor: T-014`)).toEqual([])
    expect(ids(`// refractor: ${'T-014, '.repeat(500)}`).length).toBe(100)
  })

  it('never throw, and all of them are in the text', () => {
    const word = fc.constantFrom('refractor: ', 'T-014', 'Property 3', ', ', ' ', '\n', '"', ']', '*/', 'x', '9', '-', '/')
    fc.assert(
      fc.property(
        fc.array(word, { maxLength: 40 }).map((all) => all.join('')),
        (text) => {
          const lines = text.split('\n')
          for (const { line, column, id } of find('a', text)) expect(lines[line - 1]?.slice(column - 1, column - 1 + id.length)).toBe(id)
        },
      ),
    )
  })

  it('are searched for slips only so often', () => {
    // Without a limit each of the words would be compared with each of the ids.
    expectLinear((size) => {
      const letters = (at: number): string => String(at).replace(/\d/g, (digit) => 'abcdefghij'[Number(digit)] as string)
      const many = tagIds(['T-1', ...Array.from({ length: size }, (_, at) => `part-${letters(at)}`)])
      const text = Array.from({ length: size }, (_, at) => `// refractor: T-1, wo${at}x\n`).join('')
      expect(tagFinder('refractor', many)('a', text).length).toBe(size)
    }, 1000)
  })

  it('take time in proportion to the text', () => {
    expectLinear((size) => expect(find('a', '// refractor: T-014, T-015\nconst a = 1\n'.repeat(size)).length).toBe(2 * size), 5000)
    // Also where all of it is one line.
    expectLinear((size) => expect(find('a', 'refractor: T-014 '.repeat(size)).length).toBe(117), 50_000)
  })
})

it.each([
  ['test/a.ts', true],
  ['packages/x/tests/unit/a.py', true],
  ['src/__tests__/a.js', true],
  ['src/a.test.ts', true],
  ['src/a.spec.tsx', true],
  ['pkg/a_test.go', true],
  ['tests.py', false],
  ['test_gate.py', true],
  ['spec/gate_spec.rb', true],
  ['src/GateTest.java', true],
  ['src/GateIT.java', true],
  ['src/latest.ts', false],
  ['src/contest/a.ts', false],
  ['src/attest.ts', false],
  ['src/testing-notes.md', false],
])('knows whether %s is a test', (path, expected) => expect(isTestPath(path)).toBe(expected))
