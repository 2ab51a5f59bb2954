// tested-for: P4.R3
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseYaml } from '../../src/load/yaml.ts'
import { mergeYaml } from '../../src/merge/index.ts'
import { base, edits } from './plan.ts'

const marks = { size: 7, ours: 'ours (main)', theirs: 'theirs (feature)' }
const merge = (ours: string, theirs: string, from = base) => mergeYaml({ base: from, ours, theirs }, marks)

/** The text of a merge that had to succeed. */
function merged(ours: string, theirs: string, from = base): { text: string; clashes: readonly string[] } {
  const result = merge(ours, theirs, from)
  if (!result.ok) throw new Error(result.because)
  return result
}

/** The base with some texts replaced; each must be there. */
function changed(...pairs: readonly [string, string][]): string {
  return pairs.reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`there is no ${from}`)
    return text.replace(from, to)
  }, base)
}

const t1 = `      - id: "P0.M1.T1"
        title: "Carry the boxes"
        state: open # not yet
`

describe('what one side changed', () => {
  it('is taken over, beside what the other changed', () => {
    const ours = changed(['state: open # not yet', 'state: done # not yet'], ['accountable: ["lead"]', 'accountable: ["crew", "lead"]'])
    const theirs = changed(
      ['title: "Carry the boxes"', "title: 'Carry all boxes'"],
      ['accountable: ["lead"]', 'accountable: ["lead", "pilot"]'],
    )
    const both = changed(
      ['state: open # not yet', 'state: done # not yet'],
      ['title: "Carry the boxes"', "title: 'Carry all boxes'"],
      ['accountable: ["lead"]', 'accountable: ["crew", "lead", "pilot"]'],
    )
    expect(merged(ours, theirs)).toEqual({ ok: true, text: both, clashes: [], reordered: [] })
  })

  it.each<[string, [string, string][], [string, string][], [string, string][]]>([
    [
      'a value and the comment behind it',
      [['open # not yet', 'done # not yet']],
      [['# not yet', '# soon']],
      [['open # not yet', 'done # soon']],
    ],
    [
      'a value and its quotes',
      [['"Second"', '"2nd"']],
      [['"First"', "'First'"]],
      [
        ['"Second"', '"2nd"'],
        ['"First"', "'First'"],
      ],
    ],
    [
      'two comments',
      [['# The boxes', '# All boxes']],
      [['# Gates', '# The gates']],
      [
        ['# The boxes', '# All boxes'],
        ['# Gates', '# The gates'],
      ],
    ],
    [
      'a new key on each side',
      [['    tasks:', '    owner: "Robin"\n    tasks:']],
      [['    tasks:', '    summary: "All"\n    tasks:']],
      [['    tasks:', '    owner: "Robin"\n    summary: "All"\n    tasks:']],
    ],
    [
      'a key taken away',
      [['    state: planned\n', '']],
      [['"Second"', '"2nd"']],
      [
        ['    state: planned\n', ''],
        ['"Second"', '"2nd"'],
      ],
    ],
    [
      'members of a check, both the same',
      [['kind: artifact', 'kind: archived']],
      [['kind: artifact', 'kind: archived']],
      [['kind: artifact', 'kind: archived']],
    ],
    [
      'entries of a list of words',
      [['  - "First"\n', '']],
      [['  - "Third"\n', '  - "Third"\n  - "Fourth"\n']],
      [
        ['  - "First"\n', ''],
        ['  - "Third"\n', '  - "Third"\n  - "Fourth"\n'],
      ],
    ],
  ])('%s', (_, ours, theirs, both) => {
    expect(merged(changed(...ours), changed(...theirs))).toMatchObject({ text: changed(...both), clashes: [] })
  })

  it('follows a record to another list', () => {
    const theirs = changed([t1, ''], ['title: "Weigh them"\n', `title: "Weigh them"\n${t1}`])
    const text = merged(changed(['Carry the boxes', 'Carry all boxes']), theirs).text
    expect(text).toBe(theirs.replace('Carry the boxes', 'Carry all boxes'))
    expect(merged(theirs, changed(['Carry the boxes', 'Carry all boxes'])).text).toBe(text)
  })

  it('follows a record below a task, two columns further in', () => {
    const children = t1.replace(/^/gm, '    ').trimEnd()
    const theirs = changed([t1, ''], ['title: "Weigh them"\n', `title: "Weigh them"\n        children:\n${children}\n`])
    expect(merged(changed(['Carry the boxes', 'Carry all boxes']), theirs).text).toBe(theirs.replace('Carry the boxes', 'Carry all boxes'))
  })

  it('leaves a list of records empty, and takes a list of words away', () => {
    const from = 'format: 1\ntasks:\n  - id: "a"\n  - id: "b"\ngoals:\n  - "one two"\n  - "three"\n'
    const without = (...lines: string[]): string => lines.reduce((text, line) => text.replace(`${line}\n`, ''), from)
    expect(merged(without('  - id: "a"', '  - "one two"'), without('  - id: "b"', '  - "three"'), from)).toMatchObject({
      text: 'format: 1\ntasks: []\n',
      clashes: [],
    })
  })

  describe.each(['ours', 'theirs'])('a list of words with its key, taken away by %s', (side) => {
    const line = '    accountable: ["lead"]\n'
    const goals = 'goals:\n  - "First"\n  - "Second"\n  - "Third"\n'
    const merge = (kept: string, gone: string): object => (side === 'ours' ? merged(gone, kept) : merged(kept, gone))

    it.each<[string, string, string, string]>([
      ['is what the other one added to it', line, '    accountable: ["lead", "crew"]\n', '    accountable: ["crew"]\n'],
      ['and is gone where the other one took from it', goals, 'goals:\n  - "First"\n  - "Third"\n', ''],
      ['with a line for each', goals, `${goals}  - "Fourth"\n`, 'goals:\n  - "Fourth"\n'],
    ])('%s', (_, from, kept, left) => {
      expect(merge(changed([from, kept]), changed([from, '']))).toMatchObject({ text: changed([from, left]), clashes: [] })
    })

    it('is asked about where it is written in another way', () => {
      expect(merge(changed([goals, 'goals: ["First", "Second", "Fourth"]\n']), changed([goals, '']))).toMatchObject({ clashes: ['goals'] })
    })
  })

  it('keeps line ends, the mark of byte order and a missing last line end', () => {
    const windows = (text: string): string => text.replace(/\n/g, '\r\n')
    const theirs = changed(['"Second"', '"2nd"'])
    expect(merged(windows(changed(['"First"', '"1st"'])), windows(theirs), windows(base)).text).toBe(
      windows(changed(['"First"', '"1st"'], ['"Second"', '"2nd"'])),
    )
    expect(merged(windows(base), theirs).text).toBe(windows(theirs))
    expect(merged(`\ufeff${base}`, theirs).text).toBe(`\ufeff${theirs}`)
    expect(merged(base.trimEnd(), theirs).text).toBe(theirs.trimEnd())
  })

  it('keeps the order of whoever changed it', () => {
    const theirs = changed(['  - "First"\n  - "Second"\n', '  - "Second"\n  - "First"\n'])
    expect(merged(changed(['"Third"\n', '"Third"\n  - "Fourth"\n']), theirs).text).toBe(
      theirs.replace('"Third"\n', '"Third"\n  - "Fourth"\n'),
    )
  })

  it('is in a file that both added', () => {
    const added = merged('format: 1\nid: "P9"\ntitle: "Nine"\ngoals: ["a"]\n', 'format: 1\nid: "P9"\ntitle: "Nine"\ngoals: ["b"]\n', '')
    expect(added).toMatchObject({ text: 'format: 1\nid: "P9"\ntitle: "Nine"\ngoals: ["a", "b"]\n', clashes: [] })
  })
})

describe('what both changed', () => {
  it('is marked around just that field', () => {
    const { text, clashes } = merged(
      changed(['state: open # not yet', 'state: done # not yet']),
      changed(['state: open # not yet', 'state: in-progress']),
    )
    expect(clashes).toEqual(['P0.M1.T1: state'])
    expect(text).toBe(
      changed([
        '        state: open # not yet\n',
        `<<<<<<< ours (main)
        state: done
=======
        state: in-progress
>>>>>>> theirs (feature)
`,
      ]),
    )
  })

  it.each<[string, [string, string][], [string, string][], string[]]>([
    ['a record that one took away', [[t1, '']], [['Carry the boxes', 'Carry all']], ['P0.M1.T1']],
    ['a record that one took away, and the other only remarked on', [[t1, '']], [['# not yet', '# soon']], ['P0.M1.T1']],
    ['a key that one took away', [['    state: planned\n', '']], [['state: planned', 'state: accepted']], ['P0.M1: state']],
    [
      'a check: half of each would be a third one',
      [['kind: artifact', 'kind: archived']],
      [['paths: ["a.md"]', 'paths: ["b.md"]']],
      ['P0.1: check'],
    ],
    [
      'a state with its mark',
      [['state: planned', 'state: { value: accepted, mark: "x" }']],
      [['state: planned', 'state: { value: planned, mark: "-" }']],
      ['P0.M1: state'],
    ],
    [
      'two records with one id',
      [[t1, `${t1}      - id: "N"\n        title: "One"\n`]],
      [[t1, `${t1}      - id: "N"\n        title: "Two"\n`]],
      ['N'],
    ],
    [
      'one record that both added',
      [[t1, `${t1}      - id: "N"\n        title: "One"\n        owner: "A"\n`]],
      [[t1, `${t1}      - id: "N"\n        title: "One"\n        owner: "B"\n`]],
      ['N: owner'],
    ],
    ['the wording of a goal', [['"First"', '"The first goal"']], [['"First"', '"A first goal"']], []],
    ['a comment', [['# Gates', '# The gates']], [['# Gates', '# All gates']], ['exit']],
    ['the last lines', [['# The end', '# The very end']], [['# The end', '# An end']], ['the end of the file']],
    [
      'the first line of a block',
      [['    tasks:\n', '    tasks: # few\n']],
      [
        ['    tasks:\n', '    tasks: # many\n'],
        ['"Weigh them"', '"Weigh"'],
      ],
      ['P0.M1: tasks'],
    ],
    [
      'a value that became a list',
      [['summary: "All"', 'summary: ["a", "b"]']],
      [['summary: "All"', 'summary:\n  - "c"\n  - "d"']],
      ['summary'],
    ],
    [
      'a text of several lines',
      [['summary: "All"', 'summary: |\n  one\n  two']],
      [['summary: "All"', 'summary: |\n  one\n  three']],
      ['summary'],
    ],
  ])('%s', (_, ours, theirs, places) => {
    const { text, clashes } = merged(changed(...ours), changed(...theirs))
    expect(clashes).toEqual(places)
    expect(text.match(/^<{7} ours \(main\)$/gm)?.length ?? 0).toBe(places.length)
    expect(parseYaml({ path: 'a.yaml', text }).diagnostics.length > 0).toBe(places.length > 0)
  })

  it('is marked as long as git says', () => {
    const result = mergeYaml(
      { base, ours: changed(['"Second"', '"2nd"'], ['planned', 'accepted']), theirs: changed(['planned', 'in-progress']) },
      { size: 9, ours: '', theirs: 'b' },
    )
    expect(result).toMatchObject({ ok: true, text: expect.stringMatching(/^<{9}\n.*\n={9}\n.*\n>{9} b$/m) })
  })

  it('is told where only the order is in question', () => {
    const ours = changed(['  - "First"\n  - "Second"\n  - "Third"\n', '  - "Third"\n  - "First"\n  - "Second"\n'])
    const theirs = changed(['  - "First"\n  - "Second"\n  - "Third"\n', '  - "Second"\n  - "First"\n  - "Third"\n'])
    const result = merge(ours, changed(['  - "First"\n  - "Second"\n  - "Third"\n', '  - "First"\n  - "Third"\n  - "Second"\n']))
    expect(result).toMatchObject({ ok: true, clashes: [] })
    expect(merge(ours, theirs)).toMatchObject({ ok: true, clashes: [] })
  })
})

describe('a text that is not merged by records', () => {
  it.each<[string, string]>([
    ['it is not YAML', 'a: [\n'],
    ['it has marks of a conflict', '<<<<<<< ours\na: 1\n=======\na: 2\n>>>>>>> theirs\n'],
    ['it is a list', '- a\n'],
    ['it is in braces', '{ a: 1 }\n'],
    ['its lines end in different ways', 'a: 1\r\nb: 2\nc: 3\r\n'],
    ['a key is written in a rare way', '? a\n: 1\n'],
  ])('%s', (_, text) => {
    expect(merge(text, changed(['planned', 'accepted']))).toMatchObject({ ok: false, because: expect.any(String) })
  })
})

const decided = (text: string, side: '$1' | '$2'): unknown =>
  parseYaml({ path: 'a.yaml', text: text.replace(/^<{7} [^\n]*\n([\s\S]*?)^={7}\n([\s\S]*?)^>{7} [^\n]*\n/gm, side) }).value

describe('any two sides', () => {
  const sides = fc.tuple(edits, edits)

  it('merge with themselves and with the base to what they are', () => {
    fc.assert(
      fc.property(edits, (edit) => {
        const text = edit(base)
        expect(merged(text, text).text).toBe(text)
        expect(merged(text, base).text).toBe(text)
        expect(merged(base, text).text).toBe(text)
      }),
      { numRuns: 25 },
    )
  })

  it('merge to the same, whichever of them is ours', () => {
    fc.assert(
      fc.property(sides, ([one, other]) => {
        const [there, back] = [merged(one(base), other(base)), merged(other(base), one(base))]
        expect([...there.clashes].sort()).toEqual([...back.clashes].sort())
        const sorted = (value: unknown): string =>
          JSON.stringify(value)
            .split(/[[\]{},]/)
            .sort()
            .join()
        expect(sorted(decided(there.text, '$1'))).toBe(sorted(decided(back.text, '$2')))
      }),
      { numRuns: 25 },
    )
  })

  it('and no texts at all stop it', () => {
    const text = fc.oneof(fc.string(), fc.constantFrom(base, '', 'a: |\n  b\n\n', '- a: 1\n- b', 'a:\n- b:\n   - c\n', '# only this\n'))
    fc.assert(
      fc.property(text, text, text, (from, ours, theirs) => {
        const result = mergeYaml({ base: from, ours, theirs }, marks)
        if (result.ok && result.clashes.length === 0 && ours === theirs) expect(result.text).toBe(ours)
      }),
      { numRuns: 150 },
    )
  })
})
