// tested-for: P5.R4
import { describe, expect, it } from 'vitest'
import { sparkline } from '../../src/page/markdown/sparkline.ts'
import { commentMark, longestComment, reportMarkdown } from '../../src/page/report-markdown.ts'
import type { Report } from '../../src/page/report-model.ts'
import { emptyReport, hostileReport, hostileTitles, sampleReport, smallReport, undatedReport } from './sample-report.ts'

const headings = (text: string): string[] => proseOf(text).filter((line) => line.startsWith('#'))

/** Lines outside of fences, where Markdown is markup. */
function proseOf(text: string): string[] {
  let fenced = false
  return text.split('\n').filter((line) => {
    if (line.startsWith('```')) fenced = !fenced
    return !fenced && !line.startsWith('```')
  })
}

/** Cells of a row of a table: split at pipes that no backslash escapes. */
const cellsOf = (row: string): number => row.split(/(?<!\\)\|/).length

describe('the status of a program', () => {
  const text = reportMarkdown(smallReport)

  it('has a section for everything that there is, in order', () => {
    expect(headings(text)).toEqual([
      '# Status of Sample program',
      '## Phases',
      '## What is missing',
      '## Dates',
      '## Critical path',
      '## Progress',
      '## Risks',
      '## Decisions',
      '## Findings',
      '## Next',
    ])
  })

  it('says of an empty program only that nothing is planned', () => {
    expect(headings(reportMarkdown(emptyReport))).toEqual(['# Status of Empty'])
    expect(reportMarkdown(emptyReport)).toContain('nothing is planned yet')
  })

  it('names each phase with its state, and each missing criterion with the command that helps', () => {
    for (const { id } of smallReport.phases) expect(text).toContain(`\`${id}\``)
    const missing = smallReport.gates
      .filter(({ due }) => due)
      .flatMap(({ criteria }) => criteria.filter(({ outcome }) => outcome === 'unmet'))
    expect(missing.length).toBeGreaterThan(0)
    for (const { fix = '' } of missing) expect(text).toContain(fix)
  })

  it('does not tell what is planned for later as missing', () => {
    const later = smallReport.gates.filter(({ due }) => !due).flatMap(({ criteria }) => criteria)
    expect(later.length).toBeGreaterThan(0)
    const missing = text.slice(text.indexOf('## What is missing'), text.indexOf('## Dates'))
    for (const { id } of later) expect(missing).not.toContain(`\`${id}\``)
  })

  it('has no dates where the plan has none', () => {
    expect(reportMarkdown(undatedReport)).toContain('there are no dates')
  })

  it('tells days of a schedule without a start by week and day', () => {
    const relative = reportMarkdown(sampleReport({ tasks: 12, phases: 3, milestones: 2, mode: 'relative' }))
    expect(relative).toMatch(/\| W\d+ d\d /)
    const dates = relative.slice(relative.indexOf('## Dates'), relative.indexOf('## Critical path'))
    expect(dates).not.toMatch(/\d{4}-\d\d-\d\d/)
  })

  it('links to the forge', () => {
    expect(text).toContain('[`specification/tasks.yaml:12`](https://forge.example/')
  })

  it('is the same in every run', () => {
    expect(reportMarkdown(sampleReport({ tasks: 40 }))).toBe(reportMarkdown(sampleReport({ tasks: 40 })))
  })
})

describe('the comment under a pull request', () => {
  it('can be found again, and says at once how it stands', () => {
    const [mark, , head] = reportMarkdown(smallReport, 'comment').split('\n')
    expect(mark).toBe(commentMark)
    expect(head).toBe('### ✗ Sample program')
    expect(reportMarkdown(emptyReport, 'comment')).toContain('### ✓ Empty')
  })

  it('shows phases in progress, and all of them where none is', () => {
    const comment = reportMarkdown(smallReport, 'comment')
    expect(comment).toContain('▶ in progress')
    expect(comment).not.toContain('✓ closed')
    const planned = { ...smallReport, phases: smallReport.phases.map((phase) => ({ ...phase, state: 'planned' as const })) }
    expect(reportMarkdown(planned, 'comment')).toContain('| planned |')
  })

  it.each([12, 1000, 10_000])('fits into a comment with %i tasks', (tasks) => {
    const text = reportMarkdown(sampleReport({ tasks, phases: Math.min(200, tasks), hostile: true }), 'comment')
    expect(text.length).toBeLessThanOrEqual(longestComment)
    expect(text).toContain('</sub>')
  })

  it('is cut where even one row of everything is too long', () => {
    const because = 'x '.repeat(200)
    const gate = smallReport.gates[1] as Report['gates'][number]
    const criteria = Array.from({ length: 3 }, () => ({ ...gate.criteria[2], because }) as (typeof gate.criteria)[number])
    const next = [{ command: `refractor ${'y'.repeat(70_000)}`, why: 'long' }]
    const text = reportMarkdown({ ...smallReport, gates: [{ ...gate, criteria }], next }, 'comment')
    expect(text.length).toBeLessThanOrEqual(longestComment)
    expect(text).toContain('The rest is cut')
  })
})

describe('hostile text', () => {
  it.each(['status', 'comment'] as const)('is only text in a %s', (form) => {
    const prose = proseOf(reportMarkdown(hostileReport, form))
    const ours = /<\/?(?:details|summary|sub)>|<!-- refractor report -->/g
    for (const line of prose) {
      // Nothing but our own markup: every other angle bracket is escaped, or code.
      const bare = line.replace(ours, '').replace(/(`+)(?:(?!\1).)*\1/g, '')
      expect(bare).not.toMatch(/(?<!\\)[<>]/)
      expect(bare).not.toMatch(/(?<!\\)\]\((?!https:\/\/forge\.example\/)/)
      expect(bare).not.toContain('\u202e')
      expect(bare).not.toContain('\u0000')
    }
  })

  it('breaks no table', () => {
    const lines = proseOf(reportMarkdown(hostileReport))
    lines.forEach((line, at) => {
      if (!/^\| (?:---|:--)/.test(line)) return
      const columns = cellsOf(lines[at - 1] as string)
      for (let next = at; lines[next]?.startsWith('|'); next++) expect(cellsOf(lines[next] as string)).toBe(columns)
    })
  })

  it('ends no fence of commands', () => {
    const next = hostileTitles.map((why) => ({ command: 'refractor next', why: `${why}\n\`\`\`\n# no` }))
    const text = reportMarkdown({ ...smallReport, next })
    expect(text.split('\n').filter((line) => line.startsWith('```'))).toHaveLength(2)
  })
})

it.each([
  [[], ''],
  [[3, 3, 3], '▁▁▁'],
  [[0, 7], '▁█'],
  [[0, 1, 2, 3, 4, 5, 6, 7], '▁▂▃▄▅▆▇█'],
  [[0, Number.NaN, 7], '▁ █'],
])('draws %j as %s', (values, line) => {
  expect(sparkline(values)).toBe(line)
})
