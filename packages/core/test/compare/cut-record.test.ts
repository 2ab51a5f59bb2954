import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { cutRecords, type RecordCut } from '../../src/compare/cut-record.ts'
import type { SpecificationFile } from '../../src/compare/record-places.ts'
import { recordLooks } from '../../src/compare/record-sight.ts'
import { versionsIn } from '../../src/compare/record-version.ts'
import { parseYaml } from '../../src/load/yaml.ts'

/** A key that occurs twice makes a file invalid, and which of the two counts is nobody's promise. */
function read(text: string): unknown {
  const { value, diagnostics } = parseYaml({ path: 'x.yaml', text })
  return diagnostics.length > 0 ? undefined : value
}

/** What a file says of an id when it is read as a whole. */
function wholeOf(text: string, file: SpecificationFile, id: string) {
  const value = read(text)
  return value === undefined ? 'unreadable' : new Map(versionsIn(value, file, id).map((one) => [one.type, one]))
}

const looked = (text: string, file: SpecificationFile, id: string) => recordLooks(id, read).look(text, file)

const ids = ['A', 'B', 'A.1', 'P0', 'P0.M1', 'T-1', 'T-10', '1.1', '0.10', 'true', 'ü2']
const id = fc.constantFrom(...ids)
const odd = [
  '# no comment',
  'a: b',
  'id: A',
  '- id: "A"',
  'A',
  '',
  ' ',
  '|',
  'x\ny',
  'tasks:\n  - id: "A"\n',
  'a "quoted" text',
  "it's",
  '{ id: A }',
  '\\x41',
  'id:',
  '---',
  '\tid: A',
  'see id: "A" there',
]
const text = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('Pack the boxes', 'Carry them down the stairs to the van and up again') },
  fc.constantFrom(...odd),
  fc.string(),
)

const task = fc.letrec((tie) => ({
  task: fc.record(
    {
      title: text,
      id,
      detail: fc.oneof(text, fc.array(text, { maxLength: 2 })),
      prerequisites: fc.array(id, { maxLength: 2 }),
      notes: fc.array(fc.oneof(text, fc.record({ text })), { maxLength: 2 }),
      attributes: fc.dictionary(fc.constantFrom('id', 'tasks', 'Label'), text, { maxKeys: 2 }),
      children: fc.array(tie('task'), { maxLength: 2, depthIdentifier: 'children' }),
    },
    { requiredKeys: ['id', 'title'] },
  ),
})).task
const criterion = fc.record(
  { id, statement: text, check: fc.record({ kind: fc.constant('artifact'), paths: fc.array(text, { maxLength: 2 }) }) },
  { requiredKeys: ['id'] },
)
const gate = fc.record({ title: text, criteria: fc.array(criterion, { maxLength: 2 }) }, { requiredKeys: ['criteria'] })
const taskOrId = fc.oneof(task, id)
const deliverables = fc.array(fc.record({ id, title: text }), { maxLength: 2 })
const milestone = fc.record(
  {
    id,
    title: text,
    tasks: fc.array(taskOrId, { maxLength: 3 }),
    deliverables,
    acceptance: fc.array(criterion, { maxLength: 2 }),
    summary: text,
  },
  { requiredKeys: ['id'] },
)
const phaseFile = fc.record(
  {
    format: fc.constant(1),
    summary: text,
    id,
    title: text,
    milestones: fc.array(milestone, { maxLength: 2 }),
    tasks: fc.array(taskOrId, { maxLength: 2 }),
    deliverables,
    entry: gate,
    exit: gate,
    gates: fc.array(fc.record({ id, criteria: fc.array(criterion, { maxLength: 2 }) }), { maxLength: 2 }),
    notes: fc.array(text, { maxLength: 2 }),
  },
  { requiredKeys: ['id'] },
)
const files: fc.Arbitrary<readonly [SpecificationFile, object]> = fc.oneof(
  { weight: 4, arbitrary: phaseFile.map((value) => ['phase', value] as const) },
  fc.array(task, { maxLength: 3 }).map((tasks) => ['tasks', { format: 1, tasks }] as const),
  fc
    .record({
      requirements: fc.array(fc.record({ id, title: text, text }), { maxLength: 2 }),
      properties: fc.array(fc.record({ id, validates: fc.array(id) }), { maxLength: 2 }),
    })
    .map((value) => ['requirements', value] as const),
)
const styles = fc.record({
  indentSeq: fc.boolean(),
  indent: fc.constantFrom(2, 4),
  lineWidth: fc.constantFrom(0, 20, 80),
  collectionStyle: fc.constantFrom('block' as const, 'any' as const, 'flow' as const),
  defaultStringType: fc.constantFrom(
    'PLAIN' as const,
    'QUOTE_DOUBLE' as const,
    'QUOTE_SINGLE' as const,
    'BLOCK_LITERAL' as const,
    'BLOCK_FOLDED' as const,
  ),
  defaultKeyType: fc.constantFrom('PLAIN' as const, 'PLAIN' as const, 'QUOTE_DOUBLE' as const),
})

/** Puts comments and blank lines between some lines, and another line break. */
function disturbed(source: string, places: readonly number[], crlf: boolean): string {
  const lines = source.split('\n')
  for (const place of places) {
    const at = place % lines.length
    lines.splice(at, 0, ['', '# a comment', '      # - id: A', '#- id: "T-1"'][place % 4] as string)
  }
  return lines.join(crlf ? '\r\n' : '\n')
}

describe('a cut says what the whole file says', () => {
  it('of any file, in any style, with comments anywhere', () => {
    let sure = 0
    let all = 0
    fc.assert(
      fc.property(
        files,
        styles,
        fc.array(fc.nat(500), { maxLength: 4 }),
        fc.boolean(),
        id,
        ([file, value], style, places, crlf, wanted) => {
          const source = disturbed(stringify(value, { ...style, aliasDuplicateObjects: false } as never), places, crlf)
          const whole = wholeOf(source, file, wanted)
          // Lines that are not YAML as a whole may still tell of one record.
          fc.pre(whole !== 'unreadable')
          all += 1
          if (cutRecords(source, file, wanted).sure) sure += 1
          expect(looked(source, file, wanted)).toEqual(whole)
        },
      ),
      { numRuns: 100 },
    )
    // Otherwise the test would say nothing of the cuts.
    expect(sure / all).toBeGreaterThan(0.3)
  })

  it('of a file with any line replaced', () => {
    fc.assert(
      fc.property(
        files,
        fc.nat(300),
        fc.constantFrom(...odd, '  ', '- id: "A"', '    - id: T-1', 'milestones:', '  tasks: |', '"', '  x: "', 'exit:'),
        id,
        ([file, value], place, line, wanted) => {
          const lines = stringify(value).split('\n')
          lines[place % lines.length] = line
          const source = lines.join('\n')
          const whole = wholeOf(source, file, wanted)
          fc.pre(whole !== 'unreadable')
          expect(looked(source, file, wanted)).toEqual(whole)
        },
      ),
      { numRuns: 100 },
    )
  })
})

const phaseText = `format: 1
id: "P0"
title: Prepare
milestones:
  - title: Plan
    id: 'P0.M1' # the first
    tasks:
      # before it
      - id: T-1
        title: One
        detail: |
          - id: T-9
            title: No task

      - T-7
      - id: T-2
        children:
        - title: Part
          id: T-2.1
        title: Two
exit:
  title: Out
  criteria:
    - id: P0.1
      statement: Done
tasks:
- id: T-3
  title: Three
`

const cutOf = (text: string, id: string, file: SpecificationFile = 'phase') => {
  const found = cutRecords(text, file, id)
  return found.sure ? found.cuts : 'unsure'
}

describe('a cut', () => {
  it('is the lines of the record, and what it is a part of', () => {
    expect(cutOf(phaseText, 'T-3')).toEqual([{ type: 'task', within: { phase: 'P0' }, text: '- id: T-3\n  title: Three\n' }])
    expect(cutOf(phaseText, 'T-2.1')).toEqual([
      { type: 'task', within: { phase: 'P0', milestone: 'P0.M1', parent: 'T-2' }, text: '        - title: Part\n          id: T-2.1\n' },
    ])
    expect(cutOf(phaseText, 'P0.1')).toEqual([
      { type: 'criterion', within: { phase: 'P0', gate: 'P0' }, text: '    - id: P0.1\n      statement: Done\n' },
    ])
    expect(cutOf(phaseText, 'T-1')).toMatchObject([{ within: { phase: 'P0', milestone: 'P0.M1' } }])
  })

  it('keeps nothing but the ids of the records inside', () => {
    expect(cutOf(phaseText, 'P0.M1')).toEqual([
      {
        type: 'milestone',
        within: { phase: 'P0' },
        text: "  - title: Plan\n    id: 'P0.M1' # the first\n    tasks:\n      # before it\n      - id: T-1\n      - T-7\n      - id: T-2\n",
      },
    ])
    const [phase] = cutOf(phaseText, 'P0') as readonly RecordCut[]
    expect(phase?.text).not.toMatch(/T-1|One|Done|Three/)
    expect(phase?.text).toMatch(/P0\.M1.*title: Out.*P0\.1.*T-3/s)
    // What changes inside of a record leaves its cut as it is.
    expect(cutOf(phaseText.replace('title: One', 'title: Another'), 'P0')).toEqual(cutOf(phaseText, 'P0'))
  })

  it('is none where the id is only mentioned', () => {
    for (const id of ['T-9', 'T-7', 'T', 'One', 'T-22']) expect(cutOf(phaseText, id)).toEqual([])
    expect(cutOf('format: 1\nattributes:\n  tasks:\n    - id: T-1\n', 'T-1')).toEqual([])
    expect(cutOf('format: 1\nid: T-1\n', 'T-1', 'program')).toEqual([])
    expect(cutOf('format: 1\ntext: id: T-1 and so on\n', 'T-1')).toEqual([])
  })

  it.each([
    ['an id that needs quotes', phaseText, 'T 1'],
    ['a flow', 'tasks: [{ id: T-1, title: One }]\n', 'T-1'],
    ['a flow over lines', 'tasks: [{\n  id: T-1\n  }]\n', 'T-1'],
    ['an id on the next line', 'tasks:\n  - id:\n      T-1\n', 'T-1'],
    ['an id in other letters', 'tasks:\n  - id: "T\\x2d1"\n', 'T-1'],
    ['a key in quotes', 'tasks:\n  - "id": T-1\n', 'T-1'],
    ['a key with a mark', 'tasks:\n  - ? id\n    : T-1\n', 'T-1'],
    ['a dash alone', 'tasks:\n  -\n    id: T-1\n', 'T-1'],
    ['a conflict', '<<<<<<< HEAD\ntasks:\n  - id: T-1\n', 'T-1'],
    ['a list that is no mapping', '- id: T-1\n', 'T-1'],
    ['a text that is no mapping', '|\n  tasks:\n    - id: T-1\n', 'T-1'],
    ['a text at the top that looks like one', 'text\nid: T-1\n', 'T-1'],
    ['a mapping that does not begin at the left', '  format: 1\n  id: T-1\n', 'T-1'],
    ['a key with a tag', 'tasks: !!seq\n  - id: T-1\n', 'T-1'],
    ['a text in quotes over lines', 'tasks:\n    "one\n  - id: T-1\n  "\n', 'T-1'],
    ['an owner with an id over lines', 'milestones:\n  - id: A\n      B\n    tasks:\n      - id: T-1\n', 'T-1'],
    ['a phase with an id over lines', 'id: A\n  B\ntasks:\n  - id: T-1\n', 'T-1'],
    ['a gate that is written oddly', 'exit: !!map\n  criteria:\n    - id: T-1\n', 'T-1'],
    ['a gate with a stray line', 'exit:\n    x: 1\n  criteria:\n    - id: T-1\n', 'T-1'],
    ['nothing above', '  - id: T-1\n', 'T-1'],
  ])('is not sure of %s', (_what, text, id) => {
    expect(cutOf(text, id)).toBe('unsure')
  })

  it('takes no longer than the file is long', () => {
    const lines = `tasks:\n${'  - id: T-1\n    title: x\n'.repeat(20_000)}`
    expect(cutOf(lines, 'T-1', 'tasks')).toBe('unsure')
    expect(cutOf(`tasks:\n  - id: T-2\n    title: "${'{ id: T-9, '.repeat(50_000)}"\n`, 'T-2', 'tasks')).toHaveLength(1)
    expect(cutOf(`tasks:\n  - id: T-2\n    x: { ${'id: T-9, '.repeat(50_000)} }\n`, 'T-2', 'tasks')).toHaveLength(1)
  }, 5000)

  it('reads a file with a mark of a document, comments first, or a byte order mark', () => {
    for (const before of ['---\n', '# a file\n\n', '\n', '# x\n--- \n'])
      expect(cutOf(`${before}id: P0\ntasks:\n  - id: T-1\n`, 'T-1')).toMatchObject([{ within: { phase: 'P0' } }])
    expect(looked('\ufeffid: P0\ntasks:\n  - id: T-1\n', 'phase', 'T-1')).toEqual(
      wholeOf('\ufeffid: P0\ntasks:\n  - id: T-1\n', 'phase', 'T-1'),
    )
  })
})

describe('looking for a record', () => {
  it('parses what it says once, and whole files only where lines do not tell', () => {
    const looks = recordLooks('T-1', read)
    const first = looks.look(phaseText, 'phase')
    for (const title of ['Four', 'Five', 'Six']) expect(looks.look(phaseText.replace('Three', title), 'phase')).toEqual(first)
    expect(looks.parsed).toEqual({ cuts: 1, files: 0 })
    looks.look(phaseText.replace('title: One', 'title: Two'), 'phase')
    expect(looks.parsed).toEqual({ cuts: 2, files: 0 })
    looks.look('tasks: [{ id: T-1 }]', 'phase')
    expect(looks.parsed).toEqual({ cuts: 2, files: 1 })
  })

  it('takes the entry gate out of its phase', () => {
    const looks = recordLooks('P0.entry', read)
    const entry = 'id: P0\nentry:\n  title: In\n  criteria:\n    - id: P0.entry.1\n      statement: Keys\n'
    expect(looks.look(entry, 'phase')).toEqual(
      new Map([['gate', { type: 'gate', within: { phase: 'P0' }, fields: { title: 'In', criteria: ['P0.entry.1'] } }]]),
    )
    expect(looks.look('id: P0\ntitle: x\n', 'phase')).toEqual(new Map())
    expect(looks.look('id: P0\nentry: [1]\n', 'phase')).toEqual(new Map())
    expect(looks.look('tasks:\n  - id: P0\n    title: x\n', 'tasks')).toEqual(new Map())
    expect(looks.look('id: P0\nentry: "\n', 'phase')).toBe('unreadable')
    expect(looks.look('gates:\n  - id: P0.entry\n    criteria: []\n', 'phase')).toMatchObject(new Map([['gate', { type: 'gate' }]]))
  })

  it('knows a record by a text as its id, and reads the whole of what lines alone do not say', () => {
    expect(looked('tasks:\n  - id: 1.1\n    title: x\n', 'tasks', '1.1')).toEqual(new Map())
    expect(looked('tasks:\n  - id: T-1\n    title: "x\n', 'tasks', 'T-1')).toBe('unreadable')
  })
})
