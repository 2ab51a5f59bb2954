import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { SchemaProblems } from '../../src/load/schema-problems.ts'
import { concrete, pickOption, type Schema, schemaAt, wanted } from '../../src/load/schema-walk.ts'
import { parseYaml } from '../../src/load/yaml.ts'

const kinds = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('a'), x: z.number() }),
  z.strictObject({ kind: z.literal('b') }),
])

describe('the alternative that a value was meant for', () => {
  const options: Schema[] = [
    z.strictObject({ id: z.string() }),
    z.array(z.string()),
    z.number(),
    z.boolean(),
    z.string(),
    z.union([z.literal('never'), z.array(z.number())]),
  ]
  it.each<[unknown, number]>([
    [{ id: 1 }, 0],
    [[1], 1],
    [4, 2],
    [true, 3],
    ['x', 4],
    [null, 4],
  ])('%j is for number %i', (value, index) => expect(pickOption(options, value)).toBe(index))

  it('is a record for any mapping, and a union of kinds for one that has a kind', () => {
    expect(pickOption([z.string(), z.record(z.string(), z.number())], { any: 1 })).toBe(1)
    expect(pickOption([z.string(), z.record(z.string(), z.number())], [])).toBe(0)
    expect(pickOption([z.strictObject({ kind: z.string() }), kinds], { kind: 'x' })).toBe(1)
    expect(pickOption([z.strictObject({ other: z.string() }), kinds], { other: 'x' })).toBe(0)
    expect(pickOption([kinds, z.string()], 'text')).toBe(1)
    expect(concrete(kinds, 'text')).toBeInstanceOf(z.ZodObject)
  })
})

describe('the schema at a place', () => {
  const root = z.object({ list: z.array(z.object({ n: z.number().optional() })), map: z.record(z.string(), z.boolean()) })
  it.each<[readonly PropertyKey[], string]>([
    [['list'], 'a list'],
    [['list', 0, 'n'], 'a number'],
    [['map', 'any'], 'true or false'],
    [['map'], 'a mapping'],
    [['nobody'], 'something else'],
    [['list', 0, 'n', 'deeper'], 'something else'],
  ])('%j wants %s', (path, words) => expect(wanted(schemaAt(root, { list: [{}], map: {} }, path))).toBe(words))
})

describe('findings of a schema', () => {
  const problems = (schema: Schema, text: string): string[] => {
    const source = { path: 'a.yaml', text }
    const parsed = parseYaml(source)
    const all = new SchemaProblems(source, parsed)
    all.add(schema, [], z.safeParse(schema, parsed.value).error?.issues ?? [])
    return all.diagnostics.map(({ message, help }) => (help === undefined ? message : `${message} | ${help}`))
  }
  it.each<[string, Schema, string, string[]]>([
    ['too few entries', z.object({ a: z.array(z.number()).min(2) }), 'a: [1]', ['a needs at least 2 entries']],
    ['too many entries', z.object({ a: z.array(z.number()).max(1) }), 'a: [1, 2]', ['a needs at most 1 entry']],
    ['a short text', z.object({ a: z.string().min(3) }), 'a: ab', ['expected at least 3 characters, found "ab"']],
    ['an empty text', z.object({ a: z.string().min(3) }), 'a: ""', ['a is empty | write a text, or remove the key']],
    ['a small number', z.object({ a: z.number().min(3) }), 'a: 1', ['expected at least 3, found 1']],
    ['a number at its open limit', z.object({ a: z.number().positive() }), 'a: 0', ['expected more than 0, found 0']],
    ['a list of the whole', z.array(z.number()).min(1), '[]', ['the file needs at least 1 entry']],
    [
      'entries of the whole',
      z.array(z.array(z.number()).min(1)),
      '[[], [[]]]',
      ['[0] needs at least 1 entry', 'expected a number, found a list'],
    ],
    ['alternatives of lists', z.object({ a: z.union([z.array(z.number()), z.string()]) }), 'a: [x]', ['expected a number, found "x"']],
    [
      'alternatives for nothing',
      z.object({ a: z.union([z.array(z.number()), z.string()]) }),
      'a:',
      ['expected a list or a text, found nothing'],
    ],
    ['an unknown kind', z.object({ a: kinds }), 'a: { kind: c }', ['expected a kind of check, found "c" | did you mean a?']],
    ['a rule of its own', z.object({ a: z.string().refine(() => false, 'Never good') }), 'a: x', ['a: never good']],
  ])('%s', (_name, schema, text, messages) => expect(problems(schema, text)).toEqual(messages))

  it('are said once for a place', () => {
    const schema = z.object({ a: z.string().min(3).startsWith('b') })
    expect(problems(schema, 'a: x')).toHaveLength(1)
  })
})
