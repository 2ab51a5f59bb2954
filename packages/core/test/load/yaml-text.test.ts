import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseYaml } from '../../src/load/yaml.ts'
import { yamlText } from '../../src/load/yaml-text.ts'
import { expectLinear } from '../growth.ts'

const readBack = (text: string): unknown => {
  const parsed = parseYaml({ path: 'a.yaml', text })
  expect(parsed.diagnostics, text).toEqual([])
  return parsed.value
}

const awkward = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    '\n',
    'a\n',
    'a\n\n',
    ' a\nb',
    'a \nb',
    'a\r\nb',
    '- a\n- b',
    '# a\n# b',
    '---\na',
    'a\n---',
    'a\n...\nb',
    'a\n\n\nb',
    '\ta\nb',
    'a\n\tb',
    '0.10',
    'true',
    'null',
    '~',
    '{a}',
    '[x] done',
    'a: b',
    '*x',
    '&y',
    '!z',
    '%w',
    '@v',
    '\u0085',
    'a\u2028b\nc',
    '\ufeffa\nb',
    'a\u0000b',
    '\ud800',
    '|',
    '>',
    'x #y',
    'yes',
  ),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.array(fc.constantFrom('a', ' ', '\n', '#', ':', '-', '"', "'", '\\', '\t', '|', '書'), { maxLength: 12 }).map((all) => all.join('')),
)
const key = fc
  .oneof(fc.constantFrom('id', 'title', 'state', 'source', 'notes', 'type', 'no', '', 'a b', '#'), awkward)
  .filter((one) => one !== '__proto__')
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    awkward,
    fc.integer(),
    fc.boolean(),
    fc.array(tie('tree'), { maxLength: 4 }),
    fc.dictionary(key, tie('tree'), { maxKeys: 4, noNullPrototype: true }),
  ),
}))

describe('yamlText', () => {
  it('is read back as the same values', () => {
    fc.assert(
      fc.property(fc.dictionary(key, tree, { maxKeys: 4, noNullPrototype: true }), (record) => {
        const text = yamlText(record as Record<string, unknown>)
        expect(Object.keys(record).length === 0 ? {} : readBack(text)).toEqual(record)
      }),
      { numRuns: 2_000 },
    )
  })

  it('writes what a person would', () => {
    const text = yamlText({
      format: 1,
      id: '0.10',
      window: undefined,
      source: { file: 'plan.md', lines: '3-9' },
      detail: 'First.\nSecond.\n',
      prerequisites: ['T-1', 'T-2'],
      goals: ['A goal that takes a line of its own.'],
      state: { value: 'in-progress', mark: '-' },
      tasks: [{ id: 'T1', state: 'done', children: [{ id: 'T1.1', title: 'a: b' }] }],
      none: [],
      short: ['a b', 'c'],
      attributes: { 'Done when': 'never', no: 'yes' },
    })
    expect(text).toBe(`format: 1
id: "0.10"
source: { file: "plan.md", lines: "3-9" }
detail: |
  First.
  Second.
prerequisites: ["T-1", "T-2"]
goals:
  - "A goal that takes a line of its own."
state: { value: in-progress, mark: "-" }
tasks:
  - id: "T1"
    state: done
    children:
      - id: "T1.1"
        title: "a: b"
none: []
short:
  - "a b"
  - "c"
attributes:
  "Done when": "never"
  "no": "yes"
`)
  })

  it('takes linear time', () => {
    expectLinear((size) => {
      const tasks = Array.from({ length: size }, (_, index) => ({ id: `T${index}`, title: 'Carry a box', detail: 'Up.\nDown.' }))
      expect(yamlText({ format: 1, tasks }).length).toBeGreaterThan(10 * size)
    }, 2_000)
  })
})
