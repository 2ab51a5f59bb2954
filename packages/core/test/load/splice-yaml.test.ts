import { describe, expect, it } from 'vitest'
import { editYaml, type YamlEdit } from '../../src/load/edit-document.ts'
import { YamlSplices } from '../../src/load/splice-yaml.ts'
import { parseYaml } from '../../src/load/yaml.ts'
import { yamlText } from '../../src/load/yaml-text.ts'

const splices = (text: string): YamlSplices => new YamlSplices({ path: 'a.yaml', text })
const edit = (text: string, ...edits: YamlEdit[]): string | undefined => editYaml({ path: 'a.yaml', text }, edits)

const garden = `name: orchard
empty:
beds:
  - id: one
    size: 2

    note: wet
  - id: two
only:
  - alone
nested:
  - - a
    - b
flow: { a: 1 }
row: [1]`

describe('what is not written in the common way is left to others', () => {
  it.each<[string, (one: YamlSplices) => unknown]>([
    ['a member of a text', (one) => one.set(['name', 'x'], 1)],
    ['a member in braces', (one) => one.set(['flow', 'b'], 1)],
    ['the removal of a member that is not there', (one) => one.remove(['nobody'])],
    ['the removal of a member in braces', (one) => one.remove(['flow', 'a'])],
    ['the removal of the member beside the dash', (one) => one.remove(['beds', 0, 'id'])],
    ['an entry for what is no list', (one) => one.insert(['name'], 0, [{ value: 1 }])],
    ['an entry for a list in brackets', (one) => one.insert(['row'], 0, [{ value: 1 }])],
    ['an entry beside a dash of its own', (one) => one.insert(['nested', 0], 0, [{ value: 'c' }])],
    ['the removal of the only entry', (one) => one.removeEntry(['only', 0])],
    ['the removal of an entry that is not there', (one) => one.removeEntry(['beds', 7])],
    ['the removal of an entry of nothing', (one) => one.removeEntry(['name', 0])],
  ])('%s', (_name, change) => {
    const one = splices(garden)
    expect(change(one)).toBe(false)
    expect(one.result()).toBe(garden)
  })

  it('lines that an entry shares with others are not its own', () => {
    const one = splices(garden)
    expect(one.linesOf(['beds', 0])).toEqual(['- id: one', '  size: 2', '', '  note: wet'])
    expect(one.linesOf(['name'])).toBeUndefined()
    expect(one.linesOf(['beds', 9])).toBeUndefined()
    expect(splices('list:\n  - a: 1\n# far left\n    b: 2\n  - c\n').linesOf(['list', 0])).toBeUndefined()
  })

  it('line ends of Windows are not known', () => expect(splices('a: 1\r\n').result()).toBeUndefined())
})

describe('changes', () => {
  it('reach the end of a file without a line end', () => {
    const one = splices('a: 1\nb: 2')
    expect([one.set(['b'], 3), one.set(['c'], 4)]).toEqual([true, true])
    expect(one.result()).toBe('a: 1\nb: 3\nc: 4')
  })

  it('fill a member that is empty', () => {
    const one = splices(garden)
    one.set(['empty'], 'now')
    expect(one.result()).toBe(garden.replace('empty:\n', 'empty: "now"\n'))
  })

  it('bring lines as they were, blank ones too', () => {
    const one = splices(garden)
    one.insert(['beds'], 2, [{ lines: one.linesOf(['beds', 0]) ?? [] }])
    expect(one.result()).toContain('  - id: two\n  - id: one\n    size: 2\n\n    note: wet\nonly:')
  })

  it('of one place are refused, of neighbours stand in the order of the file', () => {
    const both = splices(garden)
    both.set(['beds', 0, 'size'], 3)
    both.removeEntry(['beds', 0])
    expect(both.result()).toBeUndefined()
    const two = splices('a: 1\n')
    two.set(['c'], 3)
    two.set(['b'], 2)
    expect(parseYaml({ path: 'a.yaml', text: two.result() ?? '' }).value).toEqual({ a: 1, b: 2, c: 3 })
  })
})

describe('a file that the document model has to write', () => {
  const text = 'a: 1 # one\r\nlist:\r\n  - x\r\n  - y\r\n'

  it.each<[string, YamlEdit[], unknown]>([
    ['loses a member', [{ type: 'remove', path: ['a'] }], { list: ['x', 'y'] }],
    ['gets entries', [{ type: 'insert', path: ['list', 1], entries: [{ value: 'n' }] }], { a: 1, list: ['x', 'n', 'y'] }],
    ['gets a value', [{ type: 'set', path: ['a'], value: 2 }], { a: 2, list: ['x', 'y'] }],
    ['gets a list for a value', [{ type: 'set', path: ['a'], value: [2] }], { a: [2], list: ['x', 'y'] }],
    [
      'loses an entry for another',
      [
        { type: 'insert', path: ['list', 1], entries: [{ value: 'n' }] },
        { type: 'remove', path: ['list', 1] },
      ],
      { a: 1, list: ['x', 'n'] },
    ],
  ])('%s', (_name, edits, wanted) => {
    const after = edit(text, ...edits) ?? ''
    expect(parseYaml({ path: 'a.yaml', text: after }).value).toEqual(wanted)
    expect(after.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
  })

  it('keeps the comment beside a value', () => expect(edit(text, { type: 'set', path: ['a'], value: 2 })).toContain('a: 2 # one'))
})

it('an entry goes and another comes at its place', () => {
  const edits: YamlEdit[] = [
    { type: 'remove', path: ['beds', 0] },
    { type: 'insert', path: ['beds', 0], entries: [{ value: { id: 'new' } }] },
  ]
  for (const order of [edits, [...edits].reverse()]) expect(edit(garden, ...order)).toContain('beds:\n  - id: "new"\n  - id: two\n')
})

it.each<[string, unknown]>([
  ['lists in lists', { list: [['a', { b: 1 }], [[{ c: [2] }]]] }],
  ['long sources', { source: { file: 'a-rather-long-name-of-a-folder/'.repeat(6), lines: '1' } }],
])('%s are written so that they read back', (_name, value) => {
  expect(parseYaml({ path: 'a.yaml', text: yamlText(value as Record<string, unknown>) }).value).toEqual(value)
})
