// tested-for: P4.R6
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayIn } from '../../../src/import/minutes/day.ts'
import { readMinutes } from '../../../src/import/minutes/read-minutes.ts'
import { readTerms } from '../../../src/import/minutes/read-terms.ts'

const known = new Set(['ada', 'ben', 'ada lovelace', 'architect'])
const isPerson = (text: string): boolean => known.has(text.toLowerCase())
const read = (text: string) => readMinutes({ path: 'docs/minutes.md', text }, isPerson)

/** Entries without lines and empty lists, so that a table can be read. */
function entries(text: string) {
  return read(text).entries.map(({ lines: _, notes, owners, ...rest }) => ({
    ...rest,
    ...(owners.length > 0 && { owners }),
    ...(notes.length > 0 && { notes }),
  }))
}

describe('dayIn', () => {
  it.each([
    ['2026-12-01', '2026-12-01'],
    ['on 2026-12-01T10:00:00Z', '2026-12-01'],
    ['2026/12/1', '2026-12-01'],
    ['01.12.2026', '2026-12-01'],
    ['1. Dezember 2026', '2026-12-01'],
    ['1 December 2026', '2026-12-01'],
    ['1st of December, 2026', '2026-12-01'],
    ['Dec 1, 2026', '2026-12-01'],
    ['December 1st 2026', '2026-12-01'],
    ['2026年12月1日', '2026-12-01'],
    ['29 February 2028', '2028-02-29'],
    ['between 2026-12-05 and 2026-12-01', '2026-12-05'],
  ])('reads %s', (text, day) => {
    expect(dayIn(text)?.day).toBe(day)
  })
  it.each(['3/4/2026', '2026-13-01', '2026-02-29', '31.04.2026', 'next Friday', 'P2.M1', '1 Sometime 2026', ''])(
    'knows no day in %j',
    (text) => {
      expect(dayIn(text)).toBeUndefined()
    },
  )
})

describe('readTerms', () => {
  it.each([
    ['Write the report (owner: Ada, due: 2026-12-01)', 'Write the report', ['Ada'], '2026-12-01'],
    ['Write the report [owner: Ada; due 1 December 2026]', 'Write the report', ['Ada'], '2026-12-01'],
    ['Write the report (Ada, 2026-12-01)', 'Write the report', ['Ada'], '2026-12-01'],
    ['Write the report (owner: Zoe and Ben)', 'Write the report', ['Zoe', 'Ben'], undefined],
    ['Write the report (owner: Zoe, Yan, due: 2026-12-01)', 'Write the report', ['Zoe', 'Yan'], '2026-12-01'],
    ['@ada write the report by 2026-12-01', 'write the report', ['ada'], '2026-12-01'],
    ['Write the report by 2026-12-01 @ada', 'Write the report', ['ada'], '2026-12-01'],
    ['Write the report @ada @zoe', 'Write the report', ['zoe', 'ada'], undefined],
    ['Write the report — Owner: Zoe, Due: Dec 1, 2026', 'Write the report', ['Zoe'], '2026-12-01'],
    ['Write the report. Owner: Zoe. Due: 2026-12-01.', 'Write the report', ['Zoe'], '2026-12-01'],
    ['Ada: write the report', 'write the report', ['Ada'], undefined],
    ['**Ada**: write the report', 'write the report', ['Ada'], undefined],
    ['Ada to write the report until 01.12.2026', 'write the report', ['Ada'], '2026-12-01'],
    ['Write the report - Ada', 'Write the report', ['Ada'], undefined],
    ['Ask @zoe about the report', 'Ask @zoe about the report', ['zoe'], undefined],
    // What is not known to be a person is a part of the sentence.
    ['Risk: the supplier is late', 'Risk: the supplier is late', [], undefined],
    ['Decide by the end (of the year)', 'Decide by the end (of the year)', [], undefined],
    ['Look at the gap - P2', 'Look at the gap - P2', [], undefined],
    ['(owner: Ada)', '(owner: Ada)', ['Ada'], undefined],
    ['Write it (owner: TBD, due: -)', 'Write it', [], undefined],
  ] as const)('%s', (text, title, owners, due) => {
    const terms = readTerms(text, isPerson)
    expect({ title: terms.title, owners: [...terms.owners].sort(), due: terms.due }).toEqual({ title, owners: [...owners].sort(), due })
  })

  it('keeps a time that is no day', () => {
    expect(readTerms('Write it (owner: Ada, due: 3/4/2026)', isPerson)).toEqual({ title: 'Write it', owners: ['Ada'], unclear: '3/4/2026' })
  })

  it('takes time that grows with the length of a text', () => {
    const hostile = [
      '(owner: '.repeat(500),
      '@a'.repeat(1900),
      `${' – a'.repeat(900)}`,
      'by '.repeat(1300),
      'a: '.repeat(1300),
      `${'['.repeat(3000)}x`,
    ]
    const start = performance.now()
    for (const text of hostile) readTerms(text, isPerson)
    expect(performance.now() - start).toBeLessThan(500)
  })
})

describe('readMinutes', () => {
  it('reads the head from front matter', () => {
    const { date, forum, participants } = read(
      '---\ndate: 2026-11-20\nforum: steering review\nparticipants: [Ada, Ben]\n---\n\n# Minutes\n',
    )
    expect({ date, forum, participants }).toEqual({ date: '2026-11-20', forum: 'steering review', participants: ['Ada', 'Ben'] })
  })

  it('reads the head from a title, label lines and a list of people', () => {
    const text = '# Steering review — 20 November 2026\n\n**Forum:** board\n\n## Participants\n\n- Ada (chair)\n- @ben\n'
    const { date, forum, participants } = read(text)
    expect({ date, forum, participants }).toEqual({ date: '2026-11-20', forum: 'board', participants: ['Ada', 'ben'] })
  })

  it('takes the title for the forum where nothing names one', () => {
    expect(read('# Minutes of the steering review, 2026-11-20\n').forum).toBe('steering review')
    expect(read('# Meeting of 3 March 2026\n\n- x\n')).toMatchObject({ date: '2026-03-03' })
    expect(read('# Meeting of 3 March 2026\n\n- x\n').forum).toBeUndefined()
    expect(read('# Steering group of 3 March 2026\n').forum).toBe('Steering group')
    expect(read('# Decisions\n\n- x\n').forum).toBeUndefined()
  })

  it.each([
    ['| Date | 2026-11-20 |\n|---|---|\n| Attendees | Ada, Ben |\n', '2026-11-20', ['Ada', 'Ben']],
    ['Datum: 20.11.2026\nTeilnehmer: Ada, Ben\n', '2026-11-20', ['Ada', 'Ben']],
    ['- Date: 2026-11-20\n- Attendees:\n  - Ada\n  - Ben\n', '2026-11-20', ['Ada', 'Ben']],
  ])('reads the head from %j', (text, date, participants) => {
    expect(read(text)).toMatchObject({ date, participants })
  })

  it('reads lists below headings', () => {
    const text = [
      '# Steering review',
      '## Discussion',
      '- The supplier is late.',
      '## Decisions',
      '- D-1: Close P2.',
      '- Go on with the second supplier',
      '## Action items',
      '- [ ] **A1** Write the report (owner: Ada, due: 2026-12-01)',
      '- [x] Ben: order the parts',
      '- Ask the board',
      '  - Owner: Zoe',
      '  - Due: 2026-12-03',
      '  - with the figures of November',
      '## Next meeting',
      '- 2026-12-18',
    ].join('\n')
    expect(entries(text)).toEqual([
      { type: 'decision', id: 'D-1', title: 'Close P2.' },
      { type: 'decision', title: 'Go on with the second supplier' },
      { type: 'action', id: 'A1', title: 'Write the report', owners: ['Ada'], due: '2026-12-01' },
      { type: 'action', title: 'order the parts', owners: ['Ben'], state: 'done' },
      { type: 'action', title: 'Ask the board', owners: ['Zoe'], due: '2026-12-03', notes: ['with the figures of November'] },
    ])
  })

  it('reads tables by their columns', () => {
    const text = [
      '## Actions',
      '| # | Action | Owner | Due date | Status | Remark |',
      '|---|---|---|---|---|---|',
      '| 1 | Write the report | Ada, Ben | 2026-12-01 | open | urgent |',
      '| AI-7 | Order the parts | TBD | soon | done | - |',
      '## Log',
      '| Decision | Date |',
      '|---|---|',
      '| Close P2 | 2026-11-20 |',
    ].join('\n')
    expect(entries(text)).toEqual([
      { type: 'action', title: 'Write the report', owners: ['Ada', 'Ben'], due: '2026-12-01', state: 'open', notes: ['Remark: urgent'] },
      { type: 'action', id: 'AI-7', title: 'Order the parts', unclear: 'soon', state: 'done' },
      { type: 'decision', title: 'Close P2', notes: ['Date: 2026-11-20'] },
    ])
  })

  it('reads lines that say what they are, wherever they stand', () => {
    const text =
      '## Discussion\n\nWe talked.\nDecision: close P2\n\n- **Action:** Ada to write the report\n- Decisions:\n  - go on\n- chat\n'
    expect(entries(text)).toEqual([
      { type: 'decision', title: 'close P2' },
      { type: 'action', title: 'write the report', owners: ['Ada'] },
      { type: 'decision', title: 'go on' },
    ])
  })

  it('reads a list below a label, and prose below a heading', () => {
    const text =
      '**Decisions:**\n\n- go on\n\n## Resolutions\n\nThe board resolved:\n\nP2 is closed\nas of today.\n\n### Details\n\nAll of it.\n'
    expect(entries(text).map(({ title }) => title)).toEqual(['go on', 'P2 is closed as of today.', 'All of it.'])
  })

  it('finds nothing where nothing was decided', () => {
    expect(entries('## Decisions\n\n- None\n- (none)\n- No new decisions.\n\n## Actions\n\n-\n')).toEqual([])
  })

  it('never fails, and keeps every line number', () => {
    const words = fc.constantFrom(
      '## Decisions',
      '## Actions',
      '- x',
      '- [ ] ',
      '| a | Owner |',
      '|---|---|',
      '| | ada |',
      '```',
      '---',
      '@ada',
      '(',
      'Decision:',
      '',
      '\u0000',
      '<!--',
    )
    fc.assert(
      fc.property(fc.array(fc.oneof(words, fc.string()), { maxLength: 30 }), (lines) => {
        const text = lines.join('\n')
        for (const entry of read(text).entries) {
          expect(entry.title).not.toBe('')
          expect(entry.lines.length).toBeGreaterThan(0)
        }
      }),
      { numRuns: 200 },
    )
  })
})
