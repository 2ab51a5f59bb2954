import { describe, expect, it } from 'vitest'
import type { LineUse } from '../../src/import/imported.ts'
import { importReport, reportMarker } from '../../src/import/report-page.ts'
import { imported } from './write/imported-sample.ts'

const text = '# The <orchard> & "co"\n\n- `a|b` <script>alert(1)</script>\nkept `` x\u202e\u0007\nlost\n'
const source = { path: 'plan.md', text }
const use = (line: number, use: LineUse['use'], record: string, field: string): LineUse => ({ file: 'plan.md', line, use, record, field })
const program = {
  ...imported({ program: { format: 1, id: 'orchard', name: 'The <b>orchard' } }),
  uses: [
    use(1, 'mapped', 'program', 'name'),
    use(3, 'mapped', 'task T<1>', 'title'),
    use(3, 'mapped', 'phase P0', 'goals'),
    use(4, 'kept', 'phase P0', 'notes'),
  ],
  accounting: { nonBlank: 4, mapped: 2, kept: 1, unmapped: 1 },
}

describe('as HTML', () => {
  const html = importReport(program, [source], 'html')

  it('shows each line beside what it became', () => {
    const rows = [
      ...html.matchAll(/<tr id="L(\d+)" class="([a-z ]+)">.*?<td class="plan">(.*?)<\/td><td class="became">(.*?)<\/td><\/tr>/g),
    ]
    expect(rows.map(([, line, kind, plan, became]) => [line, kind, plan, became?.replace(/<\/?span>/g, '')])).toEqual([
      ['1', 'mapped start', '# The &lt;orchard&gt; &amp; &quot;co&quot;', 'program · name'],
      ['2', 'blank', '', ''],
      ['3', 'mapped start', '- `a|b` &lt;script&gt;alert(1)&lt;/script&gt;', 'task T&lt;1&gt; · title<br>phase P0 · goals'],
      ['4', 'kept start', 'kept `` x\ufffd\u2407', 'phase P0 · notes'],
      ['5', 'lost start', 'lost', 'lost'],
    ])
  })

  it('needs nothing from elsewhere, and runs nothing of the plan', () => {
    expect(html.match(/<script>/g)).toHaveLength(1)
    expect(html).not.toMatch(/https?:|\bsrc=|@import|url\(/)
    expect(html).toContain('<title>The &lt;b&gt;orchard · import</title>')
    expect(html.slice(0, 1_000)).toContain(reportMarker)
  })

  it('has places of its own for each of several documents', () => {
    const two = importReport(program, [source, { path: 'other.md', text: 'lost' }], 'html')
    expect([two.includes('id="D1L1"'), two.includes('id="D2L1"')]).toEqual([true, true])
  })
})

it('as Markdown is a table that nothing in the plan breaks', () => {
  const markdown = importReport(program, [source], 'markdown')
  expect(markdown.slice(0, 1_000)).toContain(reportMarker)
  expect(markdown.split('\n').filter((line) => line.startsWith('| '))).toEqual([
    '| Line | Plan | Became |',
    '| ---: | ---- | ------ |',
    '| 1 | ` # The <orchard> & "co" ` | program · name |',
    '| 3 | `` - `a\\|b` <script>alert(1)</script> `` | task T\\<1\\> · title; phase P0 · goals |',
    '| 4 | ``` kept `` x\ufffd\u2407 ``` | **kept:** phase P0 · notes |',
    '| 5 | ` lost ` | **lost** |',
  ])
})
