import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { editYaml, type YamlEdit } from '../../src/load/edit-document.ts'
import { parseYaml } from '../../src/load/yaml.ts'
import { yamlText } from '../../src/load/yaml-text.ts'

const edit = (text: string, ...edits: YamlEdit[]): string | undefined => editYaml({ path: 'a.yaml', text }, edits)
const plan = `# Above
a: 1 # one
list:
  # first
  - id: "x" # the x
    title: "X"
  - id: "y"
    deep:
      - "p"

      - "q" # last
text: |
  Lines.
end: [1, 2]
`

describe('only the lines of the change change', () => {
  const cases: readonly (readonly [name: string, edits: YamlEdit[], from: string, to: string])[] = [
    ['a value', [{ type: 'set', path: ['list', 0, 'title'], value: 'Z' }], '"X"', '"Z"'],
    ['a value before a comment', [{ type: 'set', path: ['a'], value: 2 }], 'a: 1 #', 'a: 2 #'],
    ['a block of text', [{ type: 'set', path: ['text'], value: 'Other\nlines.\n' }], '  Lines.\n', '  Other\n  lines.\n'],
    [
      'a value that becomes a list',
      [{ type: 'set', path: ['a'], value: ['long enough to stand below it'] }],
      'a: 1 #',
      'a:\n  - "long enough to stand below it" #',
    ],
    ['a new member', [{ type: 'set', path: ['list', 0, 'note'], value: 'n' }], '"X"\n', '"X"\n    note: "n"\n'],
    ['a new member at the end', [{ type: 'set', path: ['more'], value: { b: [] } }], '2]\n', '2]\nmore:\n  b: []\n'],
    ['no member', [{ type: 'remove', path: ['list', 0, 'title'] }], '    title: "X"\n', ''],
    ['no entry', [{ type: 'remove', path: ['list', 1, 'deep', 1] }], '      - "q" # last\n', ''],
    [
      'an entry before',
      [{ type: 'insert', path: ['list', 1], entries: [{ value: { id: 'n' } }] }],
      '  - id: "y"',
      '  - id: "n"\n  - id: "y"',
    ],
    [
      'entries behind',
      [{ type: 'insert', path: ['list', 2], entries: [{ value: { id: 'n' } }, { value: 'm' }] }],
      '# last\n',
      '# last\n  - id: "n"\n  - "m"\n',
    ],
    [
      'an entry that moves with its comments',
      [
        { type: 'remove', path: ['list', 0] },
        { type: 'insert', path: ['list', 2], entries: [{ value: { id: 'x', title: 'X' }, from: ['list', 0] }] },
      ],
      '  - id: "x" # the x\n    title: "X"\n  - id: "y"\n    deep:\n      - "p"\n\n      - "q" # last\n',
      '  - id: "y"\n    deep:\n      - "p"\n\n      - "q" # last\n  - id: "x" # the x\n    title: "X"\n',
    ],
    [
      'a new member in the last entry, an entry behind it, and a member behind the list',
      [
        { type: 'set', path: ['list', 1, 'note'], value: 'n' },
        { type: 'insert', path: ['list', 2], entries: [{ value: 'm' }] },
      ],
      '# last\n',
      '# last\n    note: "n"\n  - "m"\n',
    ],
  ]
  it.each(cases)('%s', (_name, edits, from, to) => {
    expect(plan).toContain(from)
    expect(edit(plan, ...edits)).toBe(plan.replace(from, to))
  })
})

it.each([
  ['braces', 'a: { b: 1 } # one\n', [{ type: 'set', path: ['a', 'c'], value: 2 }], 'a: { b: 1, c: 2 } # one\n'],
  ['Windows line ends', 'a: 1\r\nb: 2\r\n', [{ type: 'set', path: ['a'], value: 3 }], 'a: 3\r\nb: 2\r\n'],
] as readonly [string, string, YamlEdit[], string][])(
  'what is written in %s is changed by the document model',
  (_name, text, edits, after) => {
    expect(edit(text, ...edits)).toBe(after)
  },
)

it.each([
  ['a text that cannot be read', 'a: [', [{ type: 'set', path: ['a'], value: 1 }]],
  ['a list at the top', '- a\n', [{ type: 'set', path: [0], value: 1 }]],
  ['a place that is not there', 'a: 1\n', [{ type: 'set', path: ['b', 'c'], value: 1 }]],
] as readonly [string, string, YamlEdit[]][])('%s is left alone', (_name, text, edits) => expect(edit(text, ...edits)).toBeUndefined())

it('nothing to do leaves the text', () => expect(edit('a:   1\n')).toBe('a:   1\n'))

it('reads back as the wanted values, or is refused', () => {
  const value = fc.oneof(
    fc.string({ maxLength: 8 }),
    fc.constant('a\nb'),
    fc.integer(),
    fc.array(fc.string({ maxLength: 4 }), { maxLength: 2 }),
  )
  const member = fc.constantFrom('a', 'b', 'c')
  const record = fc.dictionary(member, value, { minKeys: 1, maxKeys: 3, noNullPrototype: true })
  fc.assert(
    fc.property(fc.array(record, { minLength: 1, maxLength: 4 }), fc.nat(3), member, value, fc.nat(4), (list, at, key, value, before) => {
      const index = at % list.length
      const place = before % (list.length + 1)
      const text = edit(
        yamlText({ list }),
        { type: 'set', path: ['list', index, key], value },
        { type: 'insert', path: ['list', place], entries: [{ value: { a: 1 } }] },
      )
      const wanted: unknown[] = structuredClone(list)
      ;(wanted[index] as Record<string, unknown>)[key] = value
      wanted.splice(place, 0, { a: 1 })
      expect(parseYaml({ path: 'a.yaml', text: text ?? '' }).value).toEqual({ list: wanted })
    }),
    { numRuns: 300 },
  )
})
