import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseChecklist } from '../../src/load/checklist.ts'
import { insertKey, removeKey, setMark, setScalar } from '../../src/load/edit.ts'
import { pointer } from '../../src/load/loaded.ts'
import { parseYaml } from '../../src/load/yaml.ts'

const source = (text: string) => ({ path: 'f.yaml', text })
const set = (text: string, at: string, value: string) => setScalar(source(text), parseYaml(source(text)).positions, at, value)
const insert = (text: string, at: string, key: string, value: string, after?: string) =>
  insertKey(source(text), parseYaml(source(text)).positions, at, key, value, after)
const remove = (text: string, at: string, key: string) => removeKey(source(text), at, key)

describe('setScalar', () => {
  it.each([
    ['plain', 'a: open # why\nb: 1\n', '/a', 'done', 'a: done # why\nb: 1\n'],
    ['double quotes', 'a: "open"\n', '/a', 'done', 'a: "done"\n'],
    ['single quotes', "a: 'open'\n", '/a', "it's", "a: 'it''s'\n"],
    ['single quotes and a line break', "a: 'open'\n", '/a', 'x\ny', 'a: "x\\ny"\n'],
    ['a number', 'a: open\n', '/a', '0.10', 'a: "0.10"\n'],
    ['a word of YAML', 'a: open\n', '/a', 'true', 'a: "true"\n'],
    ['a null word', 'a: open\n', '/a', '~', 'a: "~"\n'],
    ['an empty text', 'a: open\n', '/a', '', 'a: ""\n'],
    ['a comment sign', 'a: open\n', '/a', 'x #y', 'a: "x #y"\n'],
    ['a colon', 'a: open\n', '/a', 'x: y', 'a: "x: y"\n'],
    ['a dash', 'a: open\n', '/a', '- x', 'a: "- x"\n'],
    ['a star', 'a: open\n', '/a', '*x', 'a: "*x"\n'],
    ['control characters', 'a: open\n', '/a', '\u0007\u0085\u2028\uFEFF', 'a: "\\u0007\\u0085\\u2028\\ufeff"\n'],
    ['space around', 'a: open\n', '/a', ' x ', 'a: " x "\n'],
    ['no value yet', 'a:\nb: 1\n', '/a', 'x', 'a: x\nb: 1\n'],
    ['no value yet, before a comment', 'a: # why\nb: 1\n', '/a', 'x', 'a: x # why\nb: 1\n'],
    ['no entry yet', 'a:\n  -\n  - b\n', '/a/0', 'x', 'a:\n  - x\n  - b\n'],
    ['null', 'a: null\n', '/a', 'x', 'a: x\n'],
    ['within braces', 'a: {b: open, c: [x, y]} # z\n', '/a/b', 'a, b', 'a: {b: "a, b", c: [x, y]} # z\n'],
    ['within a list', 'a: {b: open, c: [x, y]}\n', '/a/c/1', 'done', 'a: {b: open, c: [x, done]}\n'],
    ['CR LF', 'a: open\r\nb: 1\r\n', '/a', 'done', 'a: done\r\nb: 1\r\n'],
    ['a byte order mark', '\uFEFFa: open\n', '/a', 'done', '\uFEFFa: done\n'],
    ['the last line', 'a: open', '/a', 'done', 'a: done'],
    ['a tag', 'a: !!str 1\n', '/a', '2', 'a: !!str 2\n'],
  ])('%s', (_, text, at, value, expected) => {
    expect(set(text, at, value)).toBe(expected)
  })

  it.each([
    ['a mapping', 'a: {b: 1}\n', '/a'],
    ['a list', 'a: [1]\n', '/a'],
    ['the whole', 'text\n', ''],
    ['a block', 'a: |\n  x\n', '/a'],
    ['several lines', 'a: x\n  y\n', '/a'],
    ['a place that is not there', 'a: 1\n', '/b'],
    ['a text that does not parse', 'a: [\n', '/a'],
  ])('refuses %s', (_, text, at) => {
    expect(setScalar(source(text), { ...parseYaml(source(text)).positions, '/b': [0, 1] }, at, 'x')).toBeUndefined()
  })

  it('refuses places of another text', () => {
    expect(setScalar(source('a: open\nb: done\n'), { '/a': [1, 2] }, '/a', 'x')).toBeUndefined()
  })
})

describe('insertKey', () => {
  it.each([
    ['at the end', 'a: 1\nb: 2\n', '', 'c', undefined, 'a: 1\nb: 2\nc: new\n'],
    ['after a key', 'a: 1 # one\nb: 2\n', '', 'c', 'a', 'a: 1 # one\nc: new\nb: 2\n'],
    ['after a key that is not there', 'a: 1\n', '', 'c', 'z', 'a: 1\nc: new\n'],
    ['without a line break at the end', 'a: 1', '', 'c', undefined, 'a: 1\nc: new'],
    ['CR LF', 'a: 1\r\nb: 2\r\n', '', 'c', 'a', 'a: 1\r\nc: new\r\nb: 2\r\n'],
    ['a byte order mark', '\uFEFFa: 1\n', '', 'c', undefined, '\uFEFFa: 1\nc: new\n'],
    ['in a list', 'l:\n  - id: X\n    t: y\n  - id: Z\n', '/l/0', 'c', 'id', 'l:\n  - id: X\n    c: new\n    t: y\n  - id: Z\n'],
    ['in a list with one key', 'l:\n- id: X\n- id: Z\n', '/l/0', 'c', undefined, 'l:\n- id: X\n  c: new\n- id: Z\n'],
    [
      'after a block, before the comment that follows',
      'a:\n  b: 1\n\n# next\nd: 2\n',
      '',
      'c',
      'a',
      'a:\n  b: 1\nc: new\n\n# next\nd: 2\n',
    ],
    ['after a text block', 'a: |\n  x\n  y\nd: 2\n', '', 'c', 'a', 'a: |\n  x\n  y\nc: new\nd: 2\n'],
    ['after a text block that keeps its blank lines', 'a: |+\n  x\n\nd: 2\n', '', 'c', 'a', 'a: |+\n  x\n\nc: new\nd: 2\n'],
    ['after no value', 'a:\nd: 2\n', '', 'c', 'a', 'a:\nc: new\nd: 2\n'],
    ['in braces', 'l: [{id: X, t: y}]\n', '/l/0', 'c', undefined, 'l: [{id: X, t: y, c: new}]\n'],
    ['in braces after a key', 'l: [{ id: X, t: y }] # z\n', '/l/0', 'c', 'id', 'l: [{ id: X, c: new, t: y }] # z\n'],
    ['in empty braces', 'a: {}\n', '/a', 'c', undefined, 'a: {c: new}\n'],
    ['in braces over several lines', 'a: {\n  b: 1, # x\n  d: 2\n}\n', '/a', 'c', 'b', 'a: {\n  b: 1, c: new, # x\n  d: 2\n}\n'],
    ['a key that needs quotes', 'a: 1\n', '', '0.10', undefined, 'a: 1\n"0.10": new\n'],
  ])('%s', (_, text, at, key, after, expected) => {
    expect(insert(text, at, key, 'new', after)).toBe(expected)
  })

  it('quotes a value that would be read as something else', () => {
    expect(insert('a: 1\n', '', 'c', 'true')).toBe('a: 1\nc: "true"\n')
    expect(insert('a: {b: 1}\n', '/a', 'c', 'x, y')).toBe('a: {b: 1, c: "x, y"}\n')
  })

  it.each([
    ['a key that is there', 'a: 1\nc: 2\n', ''],
    ['a list', '- a\n', ''],
    ['an empty file', '', ''],
    ['a place that is not there', 'a: 1\n', '/z'],
    ['a text that does not parse', 'a: [\n', ''],
    ['a mapping behind question marks', '? a\n: 1\n? b\n: 2\n', '/x'],
  ])('refuses %s', (_, text, at) => {
    expect(insert(text, at, 'c', 'new')).toBeUndefined()
  })
})

describe('removeKey', () => {
  it.each([
    ['a line with its comment', 'a: 1\nb: 2 # two\nc: 3\n', '', 'b', 'a: 1\nc: 3\n'],
    ['the last line', 'a: 1\r\nb: 2\r\n', '', 'b', 'a: 1\r\n'],
    ['a block', 'a:\n  - x\n  - y\n# next\nb: 1\n', '', 'a', '# next\nb: 1\n'],
    ['a key without a value', 'a:\nb: 1\n', '', 'a', 'b: 1\n'],
    ['in a list', 'l:\n  - id: X\n    s: y\n  - id: Z\n', '/l/0', 's', 'l:\n  - id: X\n  - id: Z\n'],
    ['in braces, the first', 'l: {a: 1, b: 2}\n', '/l', 'a', 'l: {b: 2}\n'],
    ['in braces, the last', 'l: {a: 1, b: 2 }\n', '/l', 'b', 'l: {a: 1 }\n'],
  ])('%s', (_, text, at, key, expected) => {
    expect(remove(text, at, key)).toBe(expected)
  })

  it.each([
    ['a key that is not there', 'a: 1\n', '', 'z'],
    ['the only key', 'a: 1\n', '', 'a'],
    ['the only key in braces', 'l: {a: 1}\n', '/l', 'a'],
    ['a key beside a dash', '- id: X\n  s: y\n', '/0', 'id'],
    ['a text that does not parse', 'a: [\n', '', 'a'],
  ])('refuses %s', (_, text, at, key) => {
    expect(remove(text, at, key)).toBeUndefined()
  })
})

describe('setMark', () => {
  it('changes the mark and nothing else', () => {
    const text = '# T\r\n- [ ]* 1.2 a\r\n\t- [x]  b\r\n- [] c\r\n- [ x ] d\r\n'
    const checklist = parseChecklist({ path: 'l.md', text })
    const marked = checklist.boxes.map((box) => setMark(checklist.source, box, box.ticked ? ' ' : 'x'))
    expect(marked).toEqual([
      text.replace('[ ]*', '[x]*'),
      text.replace('[x]  b', '[ ]  b'),
      text.replace('[] c', '[x] c'),
      text.replace('[ x ]', '[   ]'),
    ])
  })

  it('leaves the text alone when the box is of another text or the mark is none', () => {
    const checklist = parseChecklist({ path: 'l.md', text: '- [ ] a\n' })
    const [box] = checklist.boxes
    if (!box) throw new Error('a box is expected')
    expect(setMark({ path: 'l.md', text: 'x\n- [ ] a\n' }, box, 'x')).toBe('x\n- [ ] a\n')
    for (const mark of ['xx', ']', '\n']) expect(setMark(checklist.source, box, mark)).toBe('- [ ] a\n')
    const glued = parseChecklist({ path: 'l.md', text: '- [ ]a\n' })
    expect(glued.boxes.map((one) => setMark(glued.source, one, '~'))).toEqual(['- [ ]a\n'])
  })
})

// YAML texts of nested mappings and lists in several styles, with comments, blank lines and either line break.
const word = fc.constantFrom('x', '"q: 1"', "'it''s'", '1', 'true', '~', '', 'a b', '0.10')
const comment = fc.constantFrom('', ' # note', ' #')
type Entry = (key: string) => string[]
const indented = (lines: readonly string[], by: string): string[] =>
  lines.map((line) => (line === '' || line.startsWith('#') ? line : by + line))
const block: fc.Arbitrary<string[]> = fc.letrec<{ lines: string[]; entry: Entry }>((tie) => ({
  lines: fc.array(tie('entry'), { minLength: 1, maxLength: 4 }).map((entries) => entries.flatMap((entry, index) => entry(`k${index}`))),
  entry: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.tuple(word, comment).map(
      ([value, note]): Entry =>
        (key) => [`${key}: ${value}${note}`],
    ),
    fc.tuple(word, word).map(
      ([one, two]): Entry =>
        (key) => [`${key}: {a: ${one || 'z'}, b: [${two || 'z'}, y]}`],
    ),
    fc.constant<Entry>((key) => [`${key}: |`, '  text', '  more']),
    fc.constant<Entry>((key) => ['', `# about ${key}`, `${key}: z`]),
    fc.tuple(tie('lines'), comment).map(
      ([lines, note]): Entry =>
        (key) => [`${key}:${note}`, ...indented(lines, '  ')],
    ),
    tie('lines').map(
      (lines): Entry =>
        (key) => [`${key}:`, '- first: 1', ...indented(lines, '  '), '-   z'],
    ),
  ),
})).lines
const files = fc.tuple(block, fc.constantFrom('\n', '\r\n')).map(([lines, eol]) => `${lines.join(eol)}${eol}`)
const values = fc.oneof(fc.constantFrom('done', 'true', '0.10', '', '# x', 'a: b', "it's", '"', '{', '- x', '😀'), fc.string())

describe('any edit', () => {
  it('of a scalar changes one line and one value', () => {
    fc.assert(
      fc.property(files, values, fc.nat(), (text, value, pick) => {
        const parsed = parseYaml(source(text))
        fc.pre(parsed.diagnostics.length === 0)
        const places = Object.keys(parsed.positions).filter(
          (at) => at !== '' && (typeof at_(parsed.value, at) !== 'object' || at_(parsed.value, at) === null),
        )
        const at = places[pick % places.length] as string
        const edited = set(text, at, value)
        const isBlock = /[\r\n]/.test(text.slice(...(parsed.positions[at] as [number, number])))
        expect(edited === undefined).toBe(isBlock)
        if (edited === undefined) return
        expect(differing(text, edited)).toBeLessThanOrEqual(1)
        expect(at_(parseYaml(source(edited)).value, at)).toBe(value)
      }),
      { numRuns: 400 },
    )
  })

  it('that adds a key adds one line, or changes one with braces; and taking the key away gives the old text', () => {
    fc.assert(
      fc.property(files, values, fc.nat(), fc.constantFrom(undefined, 'k0', 'k1', 'a'), (text, value, pick, after) => {
        const parsed = parseYaml(source(text))
        fc.pre(parsed.diagnostics.length === 0)
        const maps = Object.keys(parsed.positions).filter((at) => isMap(at_(parsed.value, at)))
        const at = maps[pick % maps.length] as string
        const edited = insert(text, at, 'state', value, after)
        expect(edited).toBeDefined()
        const now = edited as string
        expect(at_(parseYaml(source(now)).value, pointer(at, 'state'))).toBe(value)
        expect(remove(now, at, 'state')).toBe(text)
      }),
      { numRuns: 400 },
    )
  })
})

function at_(root: unknown, at: string): unknown {
  return at === ''
    ? root
    : at
        .slice(1)
        .split('/')
        .reduce<unknown>((here, step) => (here as Record<string, unknown>)[step], root)
}

function isMap(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Lines that differ between two texts with as many lines. */
function differing(one: string, other: string): number {
  const [a, b] = [one.split('\n'), other.split('\n')]
  return a.length === b.length ? a.filter((line, index) => line !== b[index]).length : Number.POSITIVE_INFINITY
}
