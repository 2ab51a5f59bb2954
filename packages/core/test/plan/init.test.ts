import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts'
import { linkProgram } from '../../src/link/link-program.ts'
import { sha256Hex } from '../../src/load/digest.ts'
import { loadRecord } from '../../src/load/record.ts'
import { type InitAnswers, planInit } from '../../src/plan/init.ts'
import { checkRules } from '../../src/rules/index.ts'
import { jsonSchema, type SchemaName, schemas } from '../../src/schema/registry.ts'

const schemaTexts = Object.fromEntries(
  (Object.keys(schemas) as SchemaName[]).map((name) => [name, `${JSON.stringify(jsonSchema(name))}\n`]),
)
const textsOf = (answers: Partial<InitAnswers> = {}): Map<string, string> =>
  new Map(
    planInit({ id: 'demo', name: 'Demo', schemas: schemaTexts, ...answers }).steps.map((step) =>
      'text' in step ? [step.path, step.text] : ['?', '?'],
    ),
  )

/** Every finding about the files: parsing, schema, links and rules. */
function validate(texts: Map<string, string>): readonly Diagnostic[] {
  const load = <N extends SchemaName>(name: N, path: string) => loadRecord(name, { path, text: texts.get(path) ?? '' })
  const phases = [...texts.keys()].filter((path) => path.startsWith('specification/phases/'))
  const files = {
    program: load('program', 'specification/program.yaml'),
    policy: load('policy', 'specification/policy.yaml'),
    phases: phases.map((path) => load('phase', path)),
  }
  const folders = { specification: 'specification', inbox: 'inbox', outbox: 'outbox', evidence: 'docs/evidence' }
  const { program, diagnostics } = linkProgram({ folders, isDefault: true, files })
  return [...load('workspace', 'refractor.yaml').diagnostics, ...diagnostics, ...(program ? checkRules(program) : [])]
}

test('the workspace is complete, and clean', () => {
  const texts = textsOf()
  expect([...texts.keys()].filter((path) => !path.startsWith('.refractor/schema/'))).toEqual([
    'refractor.yaml',
    'specification/program.yaml',
    'specification/phases/P0.yaml',
    'specification/policy.yaml',
    'inbox/.gitkeep',
    'outbox/.gitkeep',
    'docs/evidence/.gitkeep',
    '.gitignore',
    '.gitattributes',
  ])
  expect(texts.get('.refractor/schema/phase.schema.json')).toBe(schemaTexts['phase'])
  expect(validate(textsOf({ owner: 'Ada' }))).toEqual([])
  // Nobody is known who could hold the role: the one thing that is left to say.
  expect(validate(texts).map((one) => one.code)).toEqual(['plan/owner-tbd'])
})

test('several phases, each after the one before', () => {
  const phases = [
    { id: 'A', title: 'Find: "out"' },
    { id: '0.10', title: 'Build # it' },
    { id: 'C D', title: 'Ship' },
  ]
  const texts = textsOf({ phases, owner: 'Ada Lovelace' })
  expect(validate(texts)).toEqual([])
  expect(texts.get('specification/phases/0.10.yaml')).toContain('dependencies: ["A"]')
  expect(texts.has('specification/phases/C%20D.yaml')).toBe(true)
  expect(texts.get('specification/program.yaml')).toContain('owner: "Ada Lovelace"')
})

test('every YAML file names its schema, relative to itself; without schemas there is no such line', () => {
  const texts = textsOf()
  expect(texts.get('refractor.yaml')).toMatch(/^# yaml-language-server: \$schema=\.refractor\/schema\/workspace\.schema\.json\n/)
  expect(texts.get('specification/policy.yaml')).toMatch(
    /^# yaml-language-server: \$schema=\.\.\/\.refractor\/schema\/policy\.schema\.json\n/,
  )
  expect(texts.get('specification/phases/P0.yaml')).toMatch(
    /^# yaml-language-server: \$schema=\.\.\/\.\.\/\.refractor\/schema\/phase\.schema\.json\n/,
  )
  expect([...textsOf({ schemas: {} }).values()].join()).not.toContain('yaml-language-server')
})

test('whatever the program is called', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', minLength: 1 }), fc.string({ unit: 'grapheme', minLength: 1 }), (name, title) => {
      const texts = textsOf({ name, owner: name, phases: [{ id: 'P0', title }], schemas: {} })
      expect(loadRecord('program', { path: 'p.yaml', text: texts.get('specification/program.yaml') ?? '' }).record?.name).toBe(name)
      expect(loadRecord('phase', { path: 'p.yaml', text: texts.get('specification/phases/P0.yaml') ?? '' }).record?.title).toBe(title)
    }),
    { numRuns: 40 },
  )
})

describe('.gitignore', () => {
  const step = (text: string | undefined) =>
    planInit({ id: 'demo', name: 'Demo', schemas: {}, existing: text === undefined ? {} : { '.gitignore': text } }).steps.find(
      (one) => one.type !== 'move' && one.path === '.gitignore',
    )
  const lines = '.refractor/cache/\n.refractor/journal/\n.refractor/lock\n'

  test('is made where there is none', () => {
    expect(step(undefined)).toMatchObject({ type: 'create', text: lines })
  })

  test.each([
    ['node_modules\n', `node_modules\n${lines}`],
    ['node_modules', `node_modules\n${lines}`],
    ['', lines],
    ['a\r\nb', `a\r\nb\r\n${lines.replace(/\n/g, '\r\n')}`],
    ['/.refractor/cache/\n .refractor/lock \n', '/.refractor/cache/\n .refractor/lock \n.refractor/journal/\n'],
  ])('%j is added to', (before, after) => {
    expect(step(before)).toMatchObject({ type: 'edit', before: sha256Hex(before), text: after })
  })

  test('is left alone when it has the lines', () => {
    expect(step(`x\n${lines}`)).toBeUndefined()
  })
})

test('placeholders and schemas that are there already stay', () => {
  const existing = { 'inbox/.gitkeep': '', '.refractor/schema/phase.schema.json': schemaTexts['phase'] as string }
  const texts = textsOf({ existing })
  expect(texts.has('inbox/.gitkeep')).toBe(false)
  expect(texts.has('.refractor/schema/phase.schema.json')).toBe(false)
  expect(texts.has('outbox/.gitkeep')).toBe(true)
})
