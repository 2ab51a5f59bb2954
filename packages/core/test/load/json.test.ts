import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { maxJsonLength, parseJson } from '../../src/load/json.ts'
import { pointer } from '../../src/load/loaded.ts'
import { places } from './places.ts'

const read = (text: string) => parseJson({ path: 'f.json', text })

describe('findings, each at its place', () => {
  it.each([
    ['nothing', '', 'json/syntax 1:1'],
    ['only space', ' \n ', 'json/syntax 2:2'],
    ['a trailing comma in an object', '{"a":1,\n}', 'json/syntax 2:1'],
    ['a trailing comma in a list', '[1,\n ]', 'json/syntax 2:2'],
    ['a missing comma', '[1 2]', 'json/syntax 1:4'],
    ['a missing colon', '{"a" 1}', 'json/syntax 1:6'],
    ['a missing brace', '{"a": 1', 'json/syntax 1:8'],
    ['a bare key', '{a: 1}', 'json/syntax 1:2'],
    ['a bare word', '[1, yes]', 'json/syntax 1:5'],
    ['single quotes', "['a']", 'json/syntax 1:2'],
    ['an unclosed text', '{"a": "x', 'json/syntax 1:9'],
    ['a line break in a text', '{"a": "x\n"}', 'json/syntax 1:9'],
    ['an unknown escape', '["a\\q"]', 'json/syntax 1:4'],
    ['half an escape', '["\\u12"]', 'json/syntax 1:3'],
    ['a leading zero', '[01]', 'json/syntax 1:3'],
    ['a lone minus', '[-]', 'json/syntax 1:2'],
    ['half a number', '[1.]', 'json/syntax 1:3'],
    ['a hexadecimal number', '[0x1f]', 'json/syntax 1:3'],
    ['a number that is too large', '[1e999]', 'json/syntax 1:2'],
    ['two values', '{} {}', 'json/syntax 1:4'],
    ['a comment', '{} // x', 'json/syntax 1:4'],
    ['NaN', '[NaN]', 'json/syntax 1:2'],
    ['the key of the prototype', '{"a": 1, "__proto__": {"x": 1}}', 'json/syntax 1:10'],
    ['lists 65 deep', `${'['.repeat(65)}${']'.repeat(65)}`, 'json/syntax 1:65'],
    ['a duplicate key', '{"a": 1,\n "b": {"c": 1},\n "a": {"c": 2}}', 'json/duplicate-key 3:2'],
    ['an escaped duplicate key', '{"a": 1, "\\u0061": 2}', 'json/duplicate-key 1:10'],
  ])('%s', (_, text, expected) => {
    expect(places(read(text).diagnostics)).toEqual([expected])
  })

  it('lists every duplicate key, keeps the first values and their places', () => {
    const { value, diagnostics, positions } = read('{"a": 1, "a": {"b": 2}, "a": 3, "c": {"d": 4, "d": 5}}')
    expect(places(diagnostics)).toEqual(['json/duplicate-key 1:10', 'json/duplicate-key 1:25', 'json/duplicate-key 1:47'])
    expect(diagnostics[0]?.related?.[0]?.location).toMatchObject({ line: 1, column: 2, endColumn: 5 })
    expect(value).toEqual({ a: 1, c: { d: 4 } })
    expect(Object.keys(positions).sort()).toEqual(['', '/a', '/c', '/c/d'])
  })

  it('points from an unclosed text to its start', () => {
    expect(read('["x').diagnostics[0]?.related?.[0]?.location).toMatchObject({ line: 1, column: 2 })
  })

  it('stops after a hundred duplicates', () => {
    const { value, diagnostics } = read(`{${'"a": 1,'.repeat(5000)}"a": 1}`)
    expect(diagnostics).toHaveLength(100)
    expect(value).toBeUndefined()
  })

  it('does not leave a trace on the prototype', () => {
    read('{"__proto__": {"polluted": 1}}')
    expect({}).not.toHaveProperty('polluted')
  })

  it('refuses a text beyond the limit', () => {
    expect(places(read(' '.repeat(maxJsonLength + 1)).diagnostics)).toEqual(['json/syntax 1:1'])
  })
})

describe('values', () => {
  it('lets a byte order mark and CR LF pass', () => {
    const text = '\uFEFF{\r\n "a": [1, "x"]\r\n}\r\n'
    const { value, positions } = read(text)
    expect(value).toEqual({ a: [1, 'x'] })
    expect(text.slice(...(positions['/a/1'] as [number, number]))).toBe('"x"')
  })

  it('agrees with JSON.parse on any JSON, and each place holds its value', () => {
    fc.assert(
      fc.property(fc.json(), fc.constantFrom(undefined, 1, '\t'), (json, indent) => {
        fc.pre(!json.includes('__proto__'))
        const text = JSON.stringify(JSON.parse(json), null, indent)
        const parsed = read(text)
        expect(parsed.diagnostics).toEqual([])
        expect(parsed.value).toEqual(JSON.parse(text))
        walk(parsed.value, '', (value, at) => expect(JSON.parse(text.slice(...(parsed.positions[at] as [number, number])))).toEqual(value))
      }),
    )
  })

  it('accepts no text that JSON.parse refuses, and never throws', () => {
    const jsonish = fc.string({
      unit: fc.constantFrom('{', '}', '[', ']', ',', ':', '"', 'a', '1', '0', '-', '.', 'e', '\\', 'u', ' ', '\n', 'true', 'null'),
    })
    fc.assert(
      fc.property(fc.oneof(jsonish, fc.string({ unit: 'binary' })), (text) => {
        const parsed = read(text)
        expect(read(text)).toEqual(parsed)
        if (parsed.diagnostics.length === 0) expect(parsed.value).toEqual(JSON.parse(text.replace(/^\uFEFF/, '')))
        else if (parsed.diagnostics.every((one) => one.code === 'json/syntax')) expect(parsed.value).toBeUndefined()
      }),
      { numRuns: 2000 },
    )
  })
})

function walk(value: unknown, at: string, visit: (value: unknown, at: string) => void): void {
  visit(value, at)
  if (typeof value === 'object' && value !== null) for (const [key, member] of Object.entries(value)) walk(member, pointer(at, key), visit)
}
