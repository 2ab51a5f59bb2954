import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseChecklist } from '../../src/load/checklist.ts'
import { lineStarts, pointAt } from '../../src/load/source.ts'
import { places } from './places.ts'

const read = (text: string) => parseChecklist({ path: 'inbox/P0/list.md', text })
const only = (line: string) => read(line).boxes[0]

describe('what is a box', () => {
  it.each([
    ['- [ ] open', ' ', false],
    ['* [x] star bullet', 'x', true],
    ['+ [X] plus bullet', 'X', true],
    ['1. [x] numbered', 'x', true],
    ['12) [✓] numbered', '✓', true],
    ['- [√] root', '√', true],
    ['- [✅] emoji', '✅', true],
    ['- [✔️] with a variation selector', '✔️', true],
    ['- [☑] ballot', '☑', true],
    ['- [✗] cross', '✗', false],
    ['- [-] dropped', '-', false],
    ['- [~] partly', '~', false],
    ['- [/] begun', '/', false],
    ['- [🟢] astral', '🟢', false],
    ['- [x]  two spaces', 'x', true],
    ['- [ ]', ' ', false],
    ['-\t[x]\ttabs', 'x', true],
    ['   - [x] indented', 'x', true],
    ['- [ ]\\* escaped', ' ', false],
    ['- [x]*star', 'x', true],
    ['-[ ] no space before', ' ', false],
    ['- [x]no space after', 'x', true],
    ['- [ ]任务', ' ', false],
    ['- [] no mark', '', false],
    ['- [  ] two spaces within', ' ', false],
    ['- [ x ] padded', 'x', true],
    ['- [ x] padded', 'x', true],
  ])('%s', (line, mark, ticked) => {
    const box = only(line)
    expect(box).toMatchObject({ mark, ticked, line: 1, inFence: false })
    expect(line.slice(box?.markOffset, (box?.markOffset ?? 0) + mark.length)).toBe(mark)
    expect(line.charAt((box?.markOffset ?? 0) + mark.length)).toMatch(/[\] ]/)
  })

  it.each([
    '- [1](link)',
    '- [x](link)',
    '- [x]: definition',
    '- [x][ref]',
    '- [01] number',
    '- [ab] word',
    '- plain',
    '[ ] no bullet',
    '- text [ ] later',
    '-[9] glued',
    '- [a]glued',
    '- [ a ] padded',
    '| [ ] |',
    '- [    \t    ] wide',
    '-- [ ] two bullets',
  ])('not %s', (line) => {
    expect(read(line).boxes).toEqual([])
  })
})

describe('what a box says', () => {
  it.each([
    ['- [ ]* 1.2 Write', '1.2', 'Write', true],
    ['- [x] * 2.4 Write', '2.4', 'Write', true],
    ['- [ ]\\* 3.1 Write', '3.1', 'Write', true],
    ['- [ ] \\* Write', undefined, 'Write', true],
    ['- [ ] *2.5 Write', '2.5', 'Write', true],
    ['- [ ]*', undefined, '', true],
    ['- [ ] Write (optional)', undefined, 'Write (optional)', true],
    ['- [ ] Write (OPTIONAL).', undefined, 'Write (OPTIONAL).', true],
    ['- [ ] *Must* be done', undefined, '*Must* be done', false],
    ['- [ ]*must* be done', undefined, '*must* be done', false],
    ['- [ ] **Must** be done', undefined, '**Must** be done', false],
    ['- [ ]**P1.T2** Write', 'P1.T2', 'Write', false],
    ['- [ ] (optional) at the start', undefined, '(optional) at the start', false],
  ])('%s', (line, id, text, optional) => {
    expect(only(line)).toMatchObject({ id, text, optional })
  })

  it('counts a tab to the next multiple of four', () => {
    expect(['- [ ] a', '  - [ ] a', '\t- [ ] a', '  \t- [ ] a', '\t  - [ ] a'].map((line) => only(line)?.indent)).toEqual([0, 2, 4, 4, 6])
  })

  it('stands from its bullet to the end of its text', () => {
    expect(read('# T\n\n  - [ ] a  \n').boxes[0]?.location).toEqual({
      file: 'inbox/P0/list.md',
      line: 3,
      column: 3,
      endLine: 3,
      endColumn: 10,
    })
  })
})

describe('lines', () => {
  it.each(['\n', '\r\n', '\r'])('end with %j', (eol) => {
    const text = ['# Title', '- [ ] a', '', '- [x] b', ''].join(eol)
    const { boxes, title } = read(text)
    expect(boxes.map((box) => [box.line, box.text, box.mark])).toEqual([
      [2, 'a', ' '],
      [4, 'b', 'x'],
    ])
    expect(title).toBe('Title')
  })

  it('may begin with a byte order mark', () => {
    const text = '\uFEFF- [x] a'
    expect(read(text).boxes[0]).toMatchObject({ markOffset: 4, indent: 0, location: { line: 1, column: 2 } })
  })

  it('finds a box in an HTML comment, for somebody may still have to tick it', () => {
    expect(read('<!--\n- [ ] a\n-->\n').boxes).toHaveLength(1)
  })
})

describe('fences', () => {
  it.each([
    ['- [ ] a\n```\n- [ ] b\n```\n- [ ] c\n', [false, true, false], ['checklist/box-in-code 3:1']],
    ['~~~~\n- [ ] a\n~~~\n```\n~~~~~\n- [ ] b\n', [true, false], ['checklist/box-in-code 2:1']],
    ['```\n- [ ] a\n```js\n- [ ] b\n```\n- [ ] c\n', [true, true, false], ['checklist/box-in-code 2:1', 'checklist/box-in-code 4:1']],
    ['- [ ] a\n  ```sh\n  - [ ] b\n  ```\n- [ ] c\n', [false, true, false], ['checklist/box-in-code 3:3']],
    [
      'text\n\n  ````\n- [ ] a\n```\n- [ ] b',
      [true, true],
      ['checklist/unclosed-fence 3:3', 'checklist/box-in-code 4:1', 'checklist/box-in-code 6:1'],
    ],
    ['```a``` is code\n- [ ] a\n', [false], []],
    ['~~~', [], ['checklist/unclosed-fence 1:1']],
  ])('%j', (text, inFence, expected) => {
    const { boxes, diagnostics } = read(text)
    expect(boxes.map((box) => box.inFence)).toEqual(inFence)
    expect(places(diagnostics)).toEqual(expected)
  })
})

describe('titles', () => {
  it.each([
    ['# One\n# Two\n', 'One'],
    ['# Closed ##\n', 'Closed'],
    ['#\tTab # in # it #\n', 'Tab # in # it'],
    ['## Second\n#not\n', undefined],
    ['```\n# comment\n```\n# Real\n', 'Real'],
    ['#  \n# Later\n', 'Later'],
    ['---\ntitle: From the front\n---\n', 'From the front'],
    ['---\ntitle: From the front\n---\n# Heading\n', 'Heading'],
    ['---\ntitle: 1\n---\n', undefined],
  ])('%j', (text, title) => {
    expect(read(text).title).toBe(title)
  })
})

describe('front matter', () => {
  it('gives its values; boxes after it keep their lines', () => {
    const { frontMatter, boxes, diagnostics } = read('\uFEFF---\r\nphase: P0\r\nlist: [a, "b"]\r\nversion: 1\r\n---\r\n- [ ] a\r\n')
    expect(frontMatter).toEqual({ phase: 'P0', list: ['a', 'b'], version: 1 })
    expect(boxes[0]).toMatchObject({ line: 6 })
    expect(diagnostics).toEqual([])
  })

  it('keeps the spelling of an id that was not quoted', () => {
    expect(read('---\nphase: 0.10\nmilestone: 1e3\nother: 0.10\n---\n').frontMatter).toEqual({
      phase: '0.10',
      milestone: '1e3',
      other: 0.1,
    })
  })

  it.each([
    ['a syntax error', '---\na: 1\nb: @\n---\n- [ ] x\n', ['checklist/front-matter 3:4'], 1],
    ['a duplicate key', '---\na: 1\na: 2\n---\n', ['checklist/front-matter 3:1'], 0],
    ['several faults', '---\na: *x\nb: !y 1\n---\n', ['checklist/front-matter 2:4', 'checklist/front-matter 3:4'], 0],
    ['a list', '---\n- [ ]\n- [x]\n---\n- [ ] a\n', ['checklist/front-matter 2:1'], 3],
    ['no end', '---\nphase: P0\n- [ ] a\n', ['checklist/front-matter 1:1'], 1],
    ['no end, after a byte order mark', '\uFEFF---\nphase: P0\n', ['checklist/front-matter 1:2'], 0],
    ['only a rule', '---\n\n- [ ] a\n', [], 1],
    ['a rule and nothing else', '---', [], 0],
    ['an empty one', '---\n---\n- [ ] a\n', [], 1],
    ['dots at its end', '---\na: 1\n...\n- [ ] a\n', [], 1],
    ['a rule further down', 'text\n---\na: @\n---\n', [], 0],
  ])('%s', (_, text, expected, boxes) => {
    const checklist = read(text)
    expect(places(checklist.diagnostics)).toEqual(expected)
    expect(checklist.boxes).toHaveLength(boxes)
    if (expected.length > 0) expect(checklist.frontMatter).toEqual({})
  })
})

describe('any text', () => {
  const line = fc.string({
    unit: fc.constantFrom('-', '*', ' ', '[', ']', 'x', '`', '~', '\t', '1', '.', '#', ':', 'a', '<', '!', '>', '\\', '√', '😀', '\uFEFF'),
    maxLength: 14,
  })
  const boxed = fc
    .tuple(fc.constantFrom('- ', '  * ', '1. ', '\t+ '), fc.constantFrom('[ ]', '[x]', '[]', '[ x ]', '[-]'), line)
    .map((parts) => parts.join(''))
  const texts = fc
    .array(fc.tuple(fc.oneof(line, boxed, fc.constantFrom('```', '~~~', '---', 'a: 1')), fc.constantFrom('\n', '\r\n', '\r')), {
      maxLength: 12,
    })
    .map((lines) => lines.flat().join(''))

  it('never throws; lines, places and marks are those of the text', () => {
    fc.assert(
      fc.property(fc.oneof(texts, fc.string({ unit: 'binary' })), (text) => {
        const checklist = read(text)
        expect(read(text)).toEqual(checklist)
        for (const box of checklist.boxes) {
          expect(text.slice(box.markOffset, box.markOffset + box.mark.length)).toBe(box.mark)
          expect(pointAt(checklist.source, box.markOffset).line).toBe(box.line)
          expect(box.location).toMatchObject({ line: box.line, endLine: box.line })
        }
        expect(checklist.boxes.map((box) => box.line)).toEqual([...new Set(checklist.boxes.map((box) => box.line))].sort((a, b) => a - b))
      }),
      { numRuns: 1000 },
    )
  })

  it.each([
    ['spaces in a bracket', `- [${' '.repeat(200_000)}`],
    ['spaces in a text', `- [ ] a${' '.repeat(200_000)}b`],
    ['spaces in a heading', `# a${' '.repeat(200_000)}b`],
    ['hashes', `# a ${'# '.repeat(100_000)}b`],
    ['digits', `- [ ] ${'1'.repeat(200_000)}`],
    ['dotted digits', `- [ ] ${'1.'.repeat(100_000)}`],
    ['capitals', `- [ ] ${'A'.repeat(200_000)}`],
    ['dashed capitals', `- [ ] ${'A-'.repeat(100_000)}`],
    ['stars', `- [ ] *a${' *'.repeat(100_000)}`],
    ['comments', `- [ ] ${'<!-- '.repeat(40_000)}-->`],
    ['backticks', `${'`'.repeat(200_000)}\n`.repeat(2)],
    ['boxes', '- [ ] a\n'.repeat(25_000)],
  ])('is read in linear time: %s', (_, text) => {
    expect(lineStarts(read(text).source).length).toBeGreaterThan(0)
  })
})

const shared = fileURLToPath(new URL('../../../../../shared/', import.meta.url))

describe.skipIf(!existsSync(shared))('plans in ../shared (skipped where the folder is absent)', () => {
  it('finds the 76 boxes of the orchestration plan', () => {
    const { boxes, diagnostics } = read(readFileSync(`${shared}seeds/orchestration-phase-b-tasks.md`, 'utf8'))
    expect(boxes).toHaveLength(76)
    expect(boxes.filter((box) => box.ticked)).toHaveLength(55)
    expect(boxes.filter((box) => box.optional)).toHaveLength(21)
    expect(boxes.filter((box) => box.optional && box.ticked).map((box) => box.id)).toEqual(['2.4'])
    expect(boxes.filter((box) => /^\d+$/.test(box.id ?? ''))).toHaveLength(13)
    expect(boxes.filter((box) => /^\d+\.\d+$/.test(box.id ?? ''))).toHaveLength(63)
    expect(diagnostics).toEqual([])
  })

  const [head = '', ...rows] = existsSync(shared) ? readFileSync(`${shared}acceptance/corpus-truth.tsv`, 'utf8').trimEnd().split('\n') : []
  const columns = head.split('\t')
  const documents = rows.map((row) => Object.fromEntries(row.split('\t').map((cell, index) => [columns[index], cell])))

  it.each(documents.map((one) => [`${one['genre']}/${one['file']}`, one] as const))('counts the boxes of %s', (path, truth) => {
    const boxes = read(readFileSync(`${shared}corpus/${path}`, 'utf8')).boxes
    const counted = boxes.filter((box) => !box.inFence)
    expect(
      [boxes.length, counted.length, counted.filter((box) => box.ticked).length, counted.filter((box) => box.optional).length].map(String),
    ).toEqual([truth['checkbox_raw'], truth['checkbox'], truth['checked'], truth['optional']])
  })
})
