import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { loadRecord } from '../../src/load/record.ts'
import { type SchemaName, schemas } from '../../src/schema/registry.ts'
import { places } from './places.ts'

const load = <N extends SchemaName>(name: N, text: string, path = 'f.yaml') => loadRecord(name, { path, text })
const phase = (rest: string) => load('phase', `format: 1\nid: P1\ntitle: T\n${rest}`)
/** A criterion whose check starts at 6:38. */
const check = (text: string) => phase(`exit:\n  criteria:\n    - {id: X.1, statement: s, check: ${text}}\n`)

describe('a valid file', () => {
  it('gives the record, the places and no finding', () => {
    const loaded = phase('tasks: [T-1, {id: "1.10", title: x}]\n')
    expect(loaded.record).toMatchObject({ id: 'P1', tasks: ['T-1', { id: '1.10' }] })
    expect(loaded.positions['/tasks/1/id']).toEqual([44, 50])
    expect(loaded.diagnostics).toEqual([])
  })

  it('is JSON when its name ends so, and keeps unknown keys of records', () => {
    const loaded = load('evidence', '{"author": "a", "date": "2026-01-31", "extra": {"x": 1}}', 'e/metadata.json')
    expect(loaded.record).toEqual({ author: 'a', date: '2026-01-31', extra: { x: 1 } })
  })

  it('may be a hand-written record in YAML', () => {
    expect(load('evidence', 'author: a\ndate: 2026-01-31\n').record).toEqual({ author: 'a', date: '2026-01-31' })
  })
})

describe('the format version comes first', () => {
  it.each([
    ['phase', '', ['schema/missing-key 1:1']],
    ['phase', '# nothing\n', ['schema/missing-key 1:1']],
    ['phase', '- a\n', ['schema/invalid-value 1:1']],
    ['phase', 'text', ['schema/invalid-value 1:1']],
    ['phase', 'format: 2\nunknown: 1\n', ['schema/format-version 1:9']],
    ['phase', 'unknown: 1\nformat: "1"\n', ['schema/format-version 2:9']],
    ['phase', 'format: 0\n', ['schema/format-version 1:9']],
    ['phase', 'format: 1.5\n', ['schema/format-version 1:9']],
    ['phase', 'format:\n', ['schema/format-version 1:8']],
    ['evidence', 'format: 2\n', ['schema/format-version 1:9']],
    ['review', 'format: 7\nkind: review\n', ['schema/format-version 1:9']],
    ['phase', 'id: P1\ntitle: T\n', ['schema/missing-key 1:1']],
  ] as const)('%s %j', (name, text, expected) => {
    const loaded = load(name, text)
    expect(loaded.record).toBeUndefined()
    expect(places(loaded.diagnostics)).toEqual(expected)
  })

  it('says what to write, or that the tool is old', () => {
    expect(load('phase', 'id: P1\ntitle: T\n').diagnostics[0]?.help).toContain('format: 1')
    expect(load('phase', 'format: 2\n').diagnostics[0]?.message).toContain('newer refractor')
  })
})

describe('findings of the schema, each at its place', () => {
  it.each([
    ['a missing key, at the record', 'milestones:\n  - id: M1\n    owner: x\n', ['schema/missing-key 5:5']],
    ['an unknown key, at the key', 'exitt: {}\n', ['schema/unknown-key 4:1']],
    ['an unknown key within', 'tasks:\n  - {id: a, title: b, detial: c}\n', ['schema/unknown-key 5:23']],
    ['several unknown keys', 'one: 1\nid2: 2\n', ['schema/unknown-key 4:1', 'schema/unknown-key 5:1']],
    ['an id without quotes', 'parent: 0.10\n', ['schema/unquoted-id 4:9']],
    [
      'ids without quotes where a record may stand too',
      'tasks: [1.10, true, null, a]\ndependencies: [0, {phase: 1}]\n',
      [
        'schema/unquoted-id 4:9',
        'schema/unquoted-id 4:15',
        'schema/unquoted-id 4:21',
        'schema/unquoted-id 5:16',
        'schema/unquoted-id 5:27',
      ],
    ],
    ['an id that is empty', 'parent:\n', ['schema/unquoted-id 4:8']],
    ['an id that is malformed', 'parent: "a/b"\n', ['schema/invalid-value 4:9']],
    ['an id that is an empty text', 'parent: ""\n', ['schema/invalid-value 4:9']],
    ['a wrong type', 'goals: {}\n', ['schema/invalid-value 4:8']],
    ['a number for a text', 'goals: [1]\n', ['schema/invalid-value 4:9']],
    ['a form', 'window: soon\n', ['schema/invalid-value 4:9']],
    ['paths', 'paths: [../x, "", /y, a/b]\n', ['schema/invalid-value 4:9', 'schema/invalid-value 4:15', 'schema/invalid-value 4:19']],
    ['a list where an id or a record may stand', 'tasks: [[x]]\n', ['schema/invalid-value 4:9']],
    ['the branch that was meant', 'tasks: [{id: 1, title: a, notes: [2]}]\n', ['schema/unquoted-id 4:14', 'schema/invalid-value 4:35']],
    ['a state', 'milestones: [{id: M, title: m, state: {value: x}}]\n', ['schema/missing-key 4:39']],
    ['nested tasks', 'tasks: [{id: a, title: b, children: [{id: c}]}]\n', ['schema/missing-key 4:38']],
  ])('%s', (_, text, expected) => {
    const loaded = phase(text)
    expect(loaded.record).toBeUndefined()
    expect(places(loaded.diagnostics)).toEqual(expected)
  })

  it.each([
    ['the kind that was named', '{kind: artifact, path: [x]}', ['schema/missing-key 6:38', 'schema/unknown-key 6:55']],
    ['a kind that is not one', '{kind: artefact}', ['schema/invalid-value 6:45']],
    ['a kind that is a number', '{kind: 1}', ['schema/invalid-value 6:45']],
    ['a misspelt kind', '{kinds: artifact}', ['schema/unknown-key 6:39']],
    ['no kind', '{proposed: true}', ['schema/missing-key 6:38']],
    ['not a mapping', 'artifact', ['schema/invalid-value 6:38']],
    [
      'parts of all',
      '{all: [{kind: gate}, {kind: gate, gate: 1}], foo: 1}',
      ['schema/missing-key 6:45', 'schema/unquoted-id 6:78', 'schema/unknown-key 6:83'],
    ],
    ['nOf', '{nOf: {n: 0, off: []}}', ['schema/missing-key 6:44', 'schema/invalid-value 6:48', 'schema/unknown-key 6:51']],
    ['not', '{not: {kind: gate}}', ['schema/missing-key 6:44']],
    ['a number that is not finite', '{kind: metric, metric: m, value: .inf}', ['schema/invalid-value 6:71']],
    ['a rule over several keys', '{kind: content, paths: [a]}', ['schema/invalid-value 6:38']],
    ['an alternative of texts', '{kind: evidence, covers: deliverable}', ['schema/invalid-value 6:63']],
    ['an empty list', '{kind: artifact, paths: []}', ['schema/invalid-value 6:62']],
    ['a number beyond its bounds', '{kind: test, passRate: 2}', ['schema/invalid-value 6:61']],
  ])('a check: %s', (_, text, expected) => {
    expect(places(check(text).diagnostics)).toEqual(expected)
  })

  it.each([
    [
      'program',
      'format: 1\nid: a\nname: x\nstart: 2026-13-01\nweeks: halfopen\nsettings: {a: , "": 1, b: [1]}\n',
      [
        'schema/invalid-value 4:8',
        'schema/invalid-value 5:8',
        'schema/invalid-value 6:15',
        'schema/invalid-value 6:17',
        'schema/invalid-value 6:27',
      ],
    ],
    [
      'program',
      'format: 1\nid: a\nname: x\nsources: {A: {path: /x, foo: 1}, B: 3}\n',
      ['schema/invalid-value 4:21', 'schema/unknown-key 4:25', 'schema/invalid-value 4:37'],
    ],
    [
      'policy',
      'format: 1\nversion: 0\ntrust: {a: sel, "x/y": self}\n',
      ['schema/invalid-value 2:10', 'schema/invalid-value 3:12', 'schema/invalid-value 3:17'],
    ],
    [
      'evidence',
      'author: 1\ndate: soon\ncommit: abc\nartifacts: [1, {path: ""}]\n',
      [
        'schema/invalid-value 1:9',
        'schema/invalid-value 2:7',
        'schema/invalid-value 3:9',
        'schema/invalid-value 4:13',
        'schema/invalid-value 4:23',
      ],
    ],
    [
      'archive',
      'format: 1\nkind: archive\n',
      [
        'schema/missing-key 1:1',
        'schema/missing-key 1:1',
        'schema/missing-key 1:1',
        'schema/missing-key 1:1',
        'schema/missing-key 1:1',
        'schema/missing-key 1:1',
        'schema/missing-key 1:1',
        'schema/invalid-value 2:7',
      ],
    ],
    ['phase', `format: 1\nid: ${'x'.repeat(129)}\ntitle: ""\n`, ['schema/invalid-value 2:5', 'schema/invalid-value 3:8']],
  ] as const)('%s %#', (name, text, expected) => {
    expect(places(load(name, text).diagnostics)).toEqual(expected)
  })

  it('shows an id as the file spells it', () => {
    expect(phase('parent: 0.10\n').diagnostics[0]?.help).toContain('"0.10"')
    expect(phase('parent: 1234567e8\n').diagnostics[0]?.help).toContain('"1234567e8"')
  })

  it('names the nearest keys and values, and all of them when none is near', () => {
    expect(phase('exitt: {}\n').diagnostics[0]?.expected).toEqual(['exit'])
    expect(phase('zzzzzzzzzz: {}\n').diagnostics[0]?.expected).toContain('milestones')
    expect(check('{kind: artefact}').diagnostics[0]).toMatchObject({ help: expect.stringContaining('artifact') })
    expect(check('{kind: gate}').diagnostics[0]?.help).toContain('an id')
    expect(check('{kind: gate, gate: G, level: x}').diagnostics[0]?.expected).toEqual([
      'gate',
      'kind',
      'program',
      'proposed',
      'roles',
      'verdict',
    ])
  })
})

describe('texts that do not parse', () => {
  it('gives the findings of the parser and no others', () => {
    expect(places(load('phase', 'format: 1\nid: @x\n').diagnostics)).toEqual(['yaml/syntax 2:5'])
    expect(places(load('review', '{"format": 1,}', 'a.json').diagnostics)).toEqual(['json/syntax 1:14'])
  })

  it('gives findings of the schema beside duplicate keys', () => {
    expect(places(phase('id: P2\nfoo: 1\n').diagnostics)).toEqual(['yaml/duplicate-key 4:1', 'schema/unknown-key 5:1'])
    expect(phase('id: P2\n').record).toBeUndefined()
  })
})

describe('any file', () => {
  it('is a record or has findings that are errors with a place, the same ones each time', () => {
    const names = fc.constantFrom(...(Object.keys(schemas) as SchemaName[]))
    const word = fc.constantFrom(
      'format',
      'id',
      'title',
      'kind',
      'check',
      'all',
      'not',
      'nOf',
      'criteria',
      'exit',
      'tasks',
      'milestones',
      'gates',
      'children',
      'author',
      'date',
      'version',
    )
    const shape = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 5 },
        fc.constantFrom<unknown>(null, 1, 0.1, true, '', 'x', 'gate', 'artifact', '2026-01-31'),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(word, tie('value'), { maxKeys: 5 }),
      ),
    }))
    fc.assert(
      fc.property(names, shape.value, fc.constantFrom('f.json', 'f.yaml'), (name, value, path) => {
        const withFormat = typeof value === 'object' && !Array.isArray(value) ? { ...value, format: 1 } : value
        const source = { path, text: JSON.stringify(withFormat) }
        const loaded = loadRecord(name, source)
        expect(loaded.record === undefined).toBe(loaded.diagnostics.length > 0)
        expect(loaded.record !== undefined).toBe(schemas[name].safeParse(withFormat).success)
        expect(loaded.diagnostics.every((one) => one.severity === 'error' && one.location && !/undefined|\[object/.test(one.message))).toBe(
          true,
        )
        expect(loadRecord(name, { ...source })).toEqual(loaded)
      }),
      { numRuns: 500 },
    )
  })
})
