import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseYaml } from '../../src/load/yaml.ts'
import { planTemplate, refusedFiles, schemaOf } from '../../src/plan/template.ts'
import { fillTemplate, type Template } from '../../src/plan/template-fill.ts'
import { missingValues, templateValues, valueProblem } from '../../src/plan/template-values.ts'

const placeholders = [
  { key: 'name', prompt: 'Name' },
  { key: 'limit', prompt: 'Limit', type: 'number' as const, default: '30' },
]
const template = (files: Readonly<Record<string, string>>): Template => ({
  name: 'demo',
  label: './demo',
  placeholders,
  files: Object.entries(files).map(([path, text]) => ({ path, text })),
})
const fill = (files: Readonly<Record<string, string>>, name = 'Harbour', limit = '30') =>
  fillTemplate(
    template(files),
    new Map([
      ['name', name],
      ['limit', limit],
    ]),
  )
const textOf = (text: string, name?: string, path = 'a.yaml', limit?: string): string | undefined => {
  const filled = fill({ [path]: text }, name, limit)
  return filled.ok ? filled.files[0]?.text : undefined
}

describe('filling', () => {
  test.each([
    ['a: "{{name}}"\n', 'a.yaml', 'a: "say \\"no\\" \\\\ #"\n'],
    ['a: "x {{name}} y {{name}}"\n', 'a.yml', 'a: "x say \\"no\\" \\\\ # y say \\"no\\" \\\\ #"\n'],
    ['{"{{name}}": 1}', 'a.json', '{"say \\"no\\" \\\\ #": 1}'],
    ['---\nphase: "{{name}}"\n---\n# {{name}}\n', 'a.md', '---\nphase: "say \\"no\\" \\\\ #"\n---\n# say "no" \\ #\n'],
    ['# {{name}}\n', 'a.md', '# say "no" \\ #\n'],
    ['{{name}} {{ name }} {{a.b}}', 'a.txt', 'say "no" \\ # {{ name }} {{a.b}}'],
  ])('%j of %s', (text, path, expected) => expect(textOf(text, 'say "no" \\ #', path)).toBe(expected))

  test('a number that is a whole scalar loses its quotes', () => {
    expect(textOf('v: "{{limit}}"\ns: "at most {{limit}} ms"\nw: ["{{limit}}"]\n', undefined, 'a.yaml', '0.5')).toBe(
      'v: 0.5\ns: "at most 0.5 ms"\nw: [0.5]\n',
    )
    expect(textOf('v: "{{name}}"\n', '7')).toBe('v: "7"\n')
  })

  test.each([
    ['a: {{name}}\n', '1:4'],
    ["a: '{{name}}'\n", '1:5'],
    ['a: b # {{name}}\n', '1:8'],
    ['a: |\n  {{name}}\n', '2:3'],
    ['a: "{{nam}}"\n', '1:5'],
  ])('%j is refused, at its place', (text, place) => {
    const filled = fill({ 'a.yaml': text })
    expect(filled.ok ? [] : filled.diagnostics.map(({ code, location: l }) => `${code} ${l?.file} ${l?.line}:${l?.column}`)).toEqual([
      `template/placeholder ./demo/a.yaml ${place}`,
    ])
  })

  test('names of files are filled with what is safe in a name', () => {
    const filled = fill({ 'inbox/{{name}}/a.md': '', '{{name}}.md': '' }, '../x/y')
    expect(filled.ok && filled.files.map(({ path }) => path)).toEqual(['inbox/%2E.%2Fx%2Fy/a.md', '%2E.%2Fx%2Fy.md'])
    expect(fill({ '{{nope}}.md': '' }).ok).toBe(false)
    const twice = fill({ '{{name}}.md': '', 'harbour.md': '' })
    expect(!twice.ok && twice.diagnostics.map(({ code }) => code)).toEqual(['template/invalid'])
  })

  test('whatever the value: the YAML stays valid, and holds exactly it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }), (value) => {
        fc.pre(valueProblem(placeholders[0] as (typeof placeholders)[0], value) === undefined)
        const text = textOf('a: "{{name}}"\nb: { "{{name}}": ["x{{name}}x"] }\n', value) as string
        expect(parseYaml({ path: 'a.yaml', text }).value).toEqual({ a: value, b: { [value]: [`x${value}x`] } })
      }),
    )
  })
})

describe('values', () => {
  const read = (set: readonly string[], known: Readonly<Record<string, string>> = {}) =>
    templateValues('demo', placeholders, { set, known })

  test('given, known, or by default; what nobody gave is open', () => {
    expect([...read([]).values]).toEqual([['limit', '30']])
    expect(missingValues('demo', placeholders, read([]).values)).toMatchObject([{ code: 'cli/usage', expected: ['name'] }])
    const given = read(['name=a=b'], { limit: '7' })
    expect(Object.fromEntries(given.values)).toEqual({ name: 'a=b', limit: '7' })
    expect(given.open.map(({ key }) => key)).toEqual(['limit'])
    expect(missingValues('demo', placeholders, given.values)).toEqual([])
    expect(read([], { limit: 'many' }).values.get('limit')).toBe('30')
  })

  test('every fault is told', () => {
    const { diagnostics } = read(['name', 'nam=x', 'limit=30 ms', 'name=a', 'name=b'])
    expect(diagnostics.map(({ code, expected }) => [code, expected])).toEqual([
      ['cli/usage', undefined],
      ['cli/usage', ['name']],
      ['cli/usage', undefined],
      ['cli/usage', undefined],
    ])
    expect(templateValues('demo', [], { set: ['x=1'], known: {} }).diagnostics[0]?.help).toBe('it has no placeholders')
  })

  test.each([
    [{}, 'ok', true],
    [{}, '', false],
    [{}, '__proto__', false],
    [{}, 'two\nlines', false],
    [{}, 'x'.repeat(501), false],
    [{}, '\ud800', false],
    [{ type: 'number' as const }, '-0.5', true],
    [{ type: 'number' as const }, '1e3', false],
    [{ type: 'number' as const }, '007', false],
    [{ pattern: '\\d{4}|x' }, '2026', true],
    [{ pattern: '\\d{4}|x' }, '2026x', false],
    [{ pattern: '(' }, 'x', false],
  ])('%j takes %j: %s', (more, value, fits) => expect(valueProblem({ key: 'k', prompt: 'K', ...more }, value) === undefined).toBe(fits))
})

describe('the plan', () => {
  const file = (path: string, text = '') => ({ path, text })

  test('adds what every workspace has, where the template does not bring it', () => {
    const plan = planTemplate(
      't',
      [file('specification/program.yaml', 'evidence: "docs/proof/"\n'), file('inbox/.gitkeep'), file('.gitignore')],
      {
        schemas: { program: '{}' },
      },
    )
    expect(plan.steps.map((step) => (step.type === 'create' ? step.path : step.type))).toEqual([
      'refractor.yaml',
      'specification/program.yaml',
      'inbox/.gitkeep',
      'specification/policy.yaml',
      'outbox/.gitkeep',
      'docs/proof/.gitkeep',
      '.refractor/schema/program.schema.json',
      '.gitignore',
      '.gitattributes',
    ])
    const texts = Object.fromEntries(plan.steps.flatMap((step) => (step.type === 'create' ? [[step.path, step.text]] : [])))
    expect(texts['specification/program.yaml']).toMatch(/^# yaml-language-server: \$schema=\.\.\/\.refractor\/schema\/program/)
    expect(texts['.gitattributes']).toContain('docs/proof/** -text')
  })

  test('keeps the usual folder where the program names none that can be', () => {
    for (const text of ['evidence: ["x"]\n', 'evidence: "../x"\n', '- a\n', ''])
      expect(planTemplate('t', [file('specification/program.yaml', text)], { schemas: {} }).steps).toContainEqual(
        expect.objectContaining({ path: 'docs/evidence/.gitkeep' }),
      )
  })

  test.each([
    ['refractor.yaml', 'workspace'],
    ['specification/risks.yaml', 'risks'],
    ['specification/phases/P0.yaml', 'phase'],
    ['specification/other.yaml', undefined],
    ['specification/review.yaml', undefined],
    ['docs/risks.yaml', undefined],
  ])('%s holds %s', (path, schema) => expect(schemaOf(path)).toBe(schema))

  test.each(['../x', '/x', 'a/.git/b', '.refractor/approvals/a.json', 'outbox/P0/metadata.json', 'outbox/P0/a.metadata.json'])(
    'a template may not bring %s',
    (path) => expect(refusedFiles('t', [file(path), file('docs/a.md')]).map(({ code }) => code)).toEqual(['template/invalid']),
  )
})
