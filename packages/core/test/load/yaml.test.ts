import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseYaml } from '../../src/load/yaml.ts'
import { places } from './places.ts'

const read = (text: string) => parseYaml({ path: 'f.yaml', text })

describe('values', () => {
  it.each([
    ['', null],
    ['# only a comment\n', null],
    [
      'a: 1\nb: "0.10"\nc: 2026-01-31\nd: yes\ne: true\nf: ~\ng:\n',
      { a: 1, b: '0.10', c: '2026-01-31', d: 'yes', e: true, f: null, g: null },
    ],
    ['a: 0x10\nb: 010\nc: 1e3\nd: 0o17\n', { a: 16, b: 10, c: 1000, d: 15 }],
    ['- [x, {y: }]\n- >-\n  a\n  b\n- |\n  c\n', [['x', { y: null }], 'a b', 'c\n']],
    ['<<: {a: 1}\nb: 2\n', { '<<': { a: 1 }, b: 2 }],
    ['"&a": "*b"\nc: R&D *x\nd: |\n  *x\n  &y\n', { '&a': '*b', c: 'R&D *x', d: '*x\n&y\n' }],
    ['|\n*x\n', '*x\n'],
    ['!!str a: !!str 1\n', { a: '1' }],
    ['%YAML 1.1\n---\na: yes\n', { a: 'yes' }],
    ['---\na: 1\n...\n', { a: 1 }],
    ['constructor: 1\ntoString: 2\nhasOwnProperty: 3\n', { constructor: 1, toString: 2, hasOwnProperty: 3 }],
  ])('%j', (text, value) => {
    expect(places(read(text).diagnostics)).toEqual([])
    expect(read(text).value).toEqual(value)
  })

  it('reads the same with a byte order mark and CR LF, and the offsets are those of the text', () => {
    const text = '\uFEFFa: 1\r\nb:\r\n  - "x" # c\r\n  - y\r\n'
    const { value, positions, keys } = read(text)
    expect(value).toEqual({ a: 1, b: ['x', 'y'] })
    expect(text.slice(...(positions['/b/0'] as [number, number]))).toBe('"x"')
    expect(text.slice(...(positions['/b/1'] as [number, number]))).toBe('y')
    expect(text.slice(...(keys['/b'] as [number, number]))).toBe('b')
  })

  it('escapes slashes and tildes in pointers', () => {
    expect(read('a/b: {c~d: 1}').positions).toHaveProperty(['/a~1b/c~0d'])
  })
})

describe('findings, each at its place', () => {
  it.each([
    ['an unclosed list', 'a: [1\nb: 2\n', ['yaml/syntax 2:1']],
    ['an unclosed quote', 'a: "x\nb: 1\n', ['yaml/syntax 3:1']],
    ['a tab', 'a:\n\tb: 1\n', ['yaml/syntax 2:1']],
    ['a second colon', 'a: b: c\n', ['yaml/syntax 1:4']],
    ['an unknown escape', 'a: "\\q"\n', ['yaml/syntax 1:5']],
    ['an unknown tag', 'a: !foo 1\nb: !!binary x\n', ['yaml/syntax 1:4', 'yaml/syntax 2:4']],
    ['an unknown directive', '%FOO\n---\na: 1\n', ['yaml/syntax 1:1']],
    ['a reserved character', 'a: @b\n', ['yaml/syntax 1:4']],
    ['several faults', 'a: @b\nc: "\\q"\n', ['yaml/syntax 1:4', 'yaml/syntax 2:5']],
    ['stray brackets', 'a: ]\n', ['yaml/syntax 1:4']],
    ['a bracket after the end of a list', 'a: [1]]\n', ['yaml/syntax 1:7']],
    [
      'keys that are no texts',
      '1: a\ntrue: b\n: c\n? [x]\n: d\n',
      ['yaml/syntax 1:1', 'yaml/syntax 2:1', 'yaml/syntax 3:1', 'yaml/syntax 4:3'],
    ],
    ['the key of the prototype', 'a: 1\n__proto__: {b: 1}\n', ['yaml/syntax 2:1']],
    ['a duplicate key', 'a: 1\nb: {c: 1, d: 2, c: 3}\n"a": 3\n', ['yaml/duplicate-key 2:17', 'yaml/duplicate-key 3:1']],
    ['an anchor and an alias', 'a: &x 1\nb: *x\n*x : 2\n', ['yaml/alias 1:4', 'yaml/alias 2:4', 'yaml/alias 3:1']],
    ['bold text that looks like an alias', 'a: **bold** text\n', ['yaml/alias 1:4']],
    ['a bare indicator', 'a: *\nb: &\n', ['yaml/alias 1:4', 'yaml/alias 2:4']],
    ['a second document', 'a: 1\n---\nb: 2\n---\nc: 3\n', ['yaml/several-documents 2:1']],
    ['a NUL character', 'a: 1\nb: \0\n', ['yaml/not-text 2:4']],
    ['lists 65 deep', `${'['.repeat(65)}${']'.repeat(65)}`, ['yaml/too-deep 1:65']],
    ['dashes 65 deep', `${'- '.repeat(65)}a`, ['yaml/too-deep 1:129']],
    ['mappings 65 deep', Array.from({ length: 66 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n'), ['yaml/too-deep 65:66']],
  ])('%s', (_, text, expected) => {
    const { diagnostics } = read(text)
    expect(places(diagnostics)).toEqual(expected)
    expect(diagnostics.every((one) => one.severity === 'error' && !/[.]$/.test(one.message))).toBe(true)
  })

  it('reads 64 levels', () => {
    expect(places(read(`${'['.repeat(64)}${']'.repeat(64)}`).diagnostics)).toEqual([])
  })

  it('points from a duplicate key to the first one, whose value is kept', () => {
    const { value, diagnostics } = read('a: 1\na: {b: 2}\n')
    expect(value).toEqual({ a: 1 })
    expect(diagnostics[0]?.related?.[0]?.location).toEqual({ file: 'f.yaml', line: 1, column: 1, endLine: 1, endColumn: 2 })
  })

  it('points from the end of an unclosed quote to its start', () => {
    expect(read('a: 1\nb: "x\nc: 1\n').diagnostics[0]?.related?.[0]?.location).toMatchObject({ line: 2, column: 4 })
  })

  it('shows how to write a key that is not a text', () => {
    expect(read('0.10: a\n').diagnostics[0]?.help).toContain('"0.10"')
  })

  it('gives no value where the text cannot be read', () => {
    expect(read('a: 1\nb: @\n')).toMatchObject({ value: undefined, positions: {}, keys: {} })
  })
})

describe('limits', () => {
  it('counts bytes, not characters', () => {
    const text = `a: ${'€'.repeat(10)}😀`
    const bytes = new TextEncoder().encode(text).length
    expect(places(parseYaml({ path: 'f', text }, { maxBytes: bytes }).diagnostics)).toEqual([])
    expect(places(parseYaml({ path: 'f', text }, { maxBytes: bytes - 1 }).diagnostics)).toEqual(['yaml/too-large 1:1'])
  })

  it('refuses more than 1 MiB by default', () => {
    expect(places(read(`a: ${'x'.repeat(1024 * 1024)}`).diagnostics)).toEqual(['yaml/too-large 1:1'])
  })

  it.each([
    ['brackets', '['.repeat(40_000)],
    ['braces', '{a: '.repeat(40_000)],
    ['dashes', '- '.repeat(40_000)],
    ['question marks', '? '.repeat(40_000)],
    ['nested aliases', `a: &a [x]\n${Array.from({ length: 300 }, (_, i) => `b${i}: &b${i} [*a, *a, *a]`).join('\n')}`],
    ['stray brackets', 'a: ]\n'.repeat(8_000)],
    ['commas', `[${','.repeat(40_000)}]`],
    ['anchors', '&a '.repeat(13_000)],
    ['duplicate keys', 'a: 1\n'.repeat(8_000)],
    ['quotes', '"'.repeat(40_000)],
  ])('stops early at 40 kB of %s', (_, text) => {
    const { value, positions, diagnostics } = read(text)
    expect(positions).toEqual({})
    expect(diagnostics.length).toBeGreaterThan(0)
    expect(diagnostics.length).toBeLessThanOrEqual(100)
    expect(value).toBeUndefined()
  })

  it('reports just as many faults as it may', () => {
    expect(read('- @\n'.repeat(100)).diagnostics).toHaveLength(100)
    expect(read('- @\n'.repeat(101)).diagnostics).toHaveLength(100)
  })
})

describe('any text', () => {
  const yamlish = fc.string({
    unit: fc.constantFrom(
      'a',
      'b',
      ':',
      ' ',
      '\n',
      '-',
      '[',
      ']',
      '{',
      '}',
      ',',
      '"',
      "'",
      '#',
      '&',
      '*',
      '!',
      '|',
      '>',
      '?',
      '%',
      '\t',
      '\r',
      '@',
      '<',
      '~',
      '0',
      '\uFEFF',
      '.',
      '\\',
    ),
    maxLength: 60,
  })

  it('never throws, and has findings or a value', () => {
    fc.assert(
      fc.property(fc.oneof(yamlish, fc.string({ unit: 'binary' })), (text) => {
        const parsed = read(text)
        expect(read(text)).toEqual(parsed)
        for (const { location } of parsed.diagnostics) expect(location?.line).toBeGreaterThan(0)
        if (parsed.value === undefined) expect(parsed.diagnostics.length).toBeGreaterThan(0)
        for (const [start, end] of Object.values(parsed.positions)) expect(0 <= start && start <= end && end <= text.length).toBe(true)
      }),
      { numRuns: 600 },
    )
  })

  it('reads JSON as JSON', () => {
    const key = fc.string().filter((name) => name !== '__proto__')
    const json = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom(null, true, 1, -2.5),
        fc.string(),
        fc.array(tie('value')),
        fc.dictionary(key, tie('value')),
      ),
    }))
    fc.assert(
      fc.property(json.value, (value) => {
        const parsed = read(JSON.stringify(value, null, 1))
        // The parser refuses keys longer than 1024 characters and little else of JSON.
        expect(places(parsed.diagnostics)).toEqual([])
        expect(parsed.value).toEqual(JSON.parse(JSON.stringify(value)))
      }),
    )
  })
})
