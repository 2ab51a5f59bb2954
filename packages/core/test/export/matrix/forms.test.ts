import { XMLValidator } from 'fast-xml-parser'
import { describe, expect, it } from 'vitest'
import { matrixCsv } from '../../../src/export/matrix/csv.ts'
import { matrixHtml } from '../../../src/export/matrix/html.ts'
import { matrixMarkdown } from '../../../src/export/matrix/markdown.ts'
import { matrixXlsx } from '../../../src/export/matrix/xlsx.ts'
import { gapsOf, type Matrix, traceMatrix } from '../../../src/trace/matrix.ts'
import { type TinyLink, tinyGraph } from '../../trace/tiny-graph.ts'
import { readZip } from '../xlsx/read-zip.ts'

const graph = tinyGraph(
  [
    ['task:T1', 'mitigates', 'risk:R1'],
    ['task:T2', 'mitigates', 'risk:R1'],
  ],
  ['risk:R2', 'task:T3'],
)
const matrix = traceMatrix(graph, 'risk', 'task', { isSuspect: ({ from }) => from === 'task:T2' })
/** So many tasks that no grid of Markdown holds them. */
const wide = traceMatrix(
  tinyGraph(
    Array.from({ length: 60 }, (_, index): TinyLink => [`task:T${index}`, 'mitigates', 'risk:R1']),
    ['risk:R2', 'task:T99'],
  ),
  'risk',
  'task',
)
const evil = '</script><script>alert(1)</script> | `x` "q" \'a\' &amp; =cmd() [l](javascript:1) \u202e\u0007'
const hostile = traceMatrix(tinyGraph([[`task:${evil}`, 'mitigates', `risk:${evil}`]]), 'risk', 'task')

describe('a matrix as CSV', () => {
  it('is a grid of the links', () => {
    expect(matrixCsv(matrix)).toBe('risk,title,T1,T2,T3,linked\r\nR1,About R1,mitigates,"mitigates, suspect",,2\r\nR2,About R2,,,,0\r\n')
  })

  it('is a list of them when asked to be, with what is linked with nothing', () => {
    expect(matrixCsv(matrix, 'list').split('\r\n').slice(1)).toEqual([
      'R1,About R1,mitigates,T1,About T1',
      'R1,About R1,"mitigates, suspect",T2,About T2',
      'R2,About R2,,,',
      ',,,T3,About T3',
      '',
    ])
    expect(matrixCsv(gapsOf(matrix), 'list').split('\r\n').length).toBe(4)
  })
})

describe('a matrix as Markdown', () => {
  it('is a table with its legend, its gaps and its size', () => {
    expect(matrixMarkdown(matrix, 'Demo: risks × tasks').split('\n')).toEqual([
      '## Demo: risks × tasks',
      '',
      '| risk | T1 | T2 | T3 | linked |',
      '| --- | :-: | :-: | :-: | --: |',
      '| **R1** About R1 | ● | ! |  | 2 |',
      '| **R2** About R2 |  |  |  | **0** |',
      '',
      '● linked · ! suspect: the target has changed since the link was reviewed',
      '',
      '**1 of 2 risks without a task:** R2',
      '',
      '**1 of 3 tasks without a risk:** T3',
      '',
      '2 risks × 3 tasks, 2 linked pairs.',
      '',
    ])
  })

  it('is a list where the grid would be too wide', () => {
    const text = matrixMarkdown(wide, 'Wide')
    expect(text).toContain('| **R1** About R1 | T0, T1, T2,')
    expect(text).toContain('| **R2** About R2 | **none** |')
    expect(matrixMarkdown(matrix, 'Demo', 'list')).toContain('| **R1** About R1 | T1, T2 (!) |')
  })

  it('lets no text out of its cell', () => {
    const rows = matrixMarkdown(hostile, evil)
      .split('\n')
      .filter((line) => line.startsWith('|'))
    expect(rows.map((row) => row.match(/(?<!\\)\|/g)?.length)).toEqual([4, 4, 4])
    expect(matrixMarkdown(hostile, evil)).not.toMatch(/(?<!\\)<script/)
  })

  it('says why it is empty', () => {
    expect(matrixMarkdown(traceMatrix(graph, 'milestone', 'task'), 'Demo')).toContain('There are no milestones.')
  })
})

describe('a matrix as HTML', () => {
  /** The body without its script, as XML: everything that is opened is closed. */
  const body = (html: string): string =>
    html
      .slice(html.indexOf('<body>'))
      .replace(/<script>[\s\S]*<\/script>\n<\/body>\n<\/html>\n$/, '</body>')
      .replace(/<(?:input|br)\b[^>]*/g, '$&/')

  it.each([
    ['a grid', matrixHtml(matrix, 'Demo')],
    ['a list', matrixHtml(matrix, 'Demo', 'list')],
    ['hostile', matrixHtml(hostile, evil)],
    ['a hostile list', matrixHtml(hostile, evil, 'list')],
    ['empty', matrixHtml(traceMatrix(graph, 'milestone', 'task'), 'Demo')],
  ])('is well-formed and loads nothing: %s', (_, html) => {
    expect(XMLValidator.validate(body(html), { allowBooleanAttributes: true })).toBe(true)
    expect(html.match(/<script>/g)).toHaveLength(1)
    expect(html).not.toMatch(/https?:|url\(|@import/)
    for (const one of ['\u202e', '\u0007']) expect(html.includes(one)).toBe(false)
  })

  it('says in words what its signs and colours say', () => {
    const html = matrixHtml(matrix, 'Demo')
    expect(html).toContain('<td class="mark suspect" title="R1 × T2: mitigates, suspect">')
    expect(html).toContain('<span class="words">mitigates, suspect</span>')
    expect(html).toContain('<th scope="row" title="R2 About R2 · specification/risks.yaml:3">')
    expect(html).toContain('<tr class="open">')
    expect(html).toContain('<b>1 of 3 tasks without a risk:</b> T3')
  })

  it('is a list where a grid would have too many columns', () => {
    const many = traceMatrix(
      tinyGraph(
        Array.from({ length: 500 }, (_, index): TinyLink => [`task:T${index}`, 'mitigates', 'risk:R1']),
        ['risk:R2'],
      ),
      'risk',
      'task',
    )
    const html = matrixHtml(many, 'Many')
    expect(html).not.toContain('class="grid"')
    expect(html).toContain('<span class="none">none</span>')
  })
})

/** A matrix of letters, without titles and without a place. */
const bare: Matrix = {
  of: { rows: 'role', columns: 'milestone' },
  rows: [{ key: 'role:lead', id: 'lead', title: '', declared: true, filled: 1, place: () => undefined }],
  columns: [{ key: 'milestone:M1', id: 'M1', title: '', declared: true, filled: 1, place: () => undefined }],
  size: { rows: 1, columns: 1, pairs: 1 },
  cells: [[{ column: 0, marks: ['A', 'S'], indirect: false, suspect: false }]],
  cut: false,
}

it('a matrix needs neither titles nor places', () => {
  expect(matrixMarkdown(bare, 'RACI')).toContain('| **lead** | A/S | 1 |')
  expect(matrixMarkdown(bare, 'RACI', 'list')).toContain('| **lead** | M1 (A/S) |')
  expect(matrixHtml(bare, 'RACI')).toContain('<th scope="row" title="lead"><b>lead</b></th>')
  expect(matrixCsv(bare)).toBe('role,title,M1,linked\r\nlead,,"A, S",1\r\n')
})

it('chains of links have a look of their own', () => {
  const chain = traceMatrix(
    tinyGraph([
      ['property:P1', 'validates', 'requirement:1'],
      ['test:a', 'tests', 'property:P1'],
    ]),
    'requirement',
    'test',
    { deep: true },
  )
  expect(matrixHtml(chain, 'Chains')).toContain('<td class="mark indirect" title="1 × a: indirect">')
  expect(matrixHtml(chain, 'Chains')).toContain('<b>○</b> through a chain of links')
  expect(matrixMarkdown(chain, 'Chains', 'list')).toContain('a (○)')
})

it('many gaps are counted', () => {
  const many = traceMatrix(
    tinyGraph(
      [['task:T', 'mitigates', 'risk:R']],
      Array.from({ length: 200 }, (_, n) => `risk:R${n}`),
    ),
    'risk',
    'task',
  )
  expect(matrixMarkdown(many, 'Many')).toContain('R49 and 150 more')
  expect(matrixHtml(many, 'Many')).toContain('R99 and 100 more')
})

describe('a matrix as a workbook', () => {
  const sheets = (bytes: Uint8Array): string[] =>
    [...readZip(bytes)].flatMap(([name, text]) => (name.startsWith('xl/worksheets/') ? [text] : []))

  it('holds the grid and the links one by one', () => {
    const [grid = '', list = ''] = sheets(matrixXlsx(matrix))
    expect(grid.match(/<row /g)).toHaveLength(3)
    expect(grid).toContain('>!</t>')
    expect(grid).toContain('<pane xSplit="3" ySplit="1"')
    expect(list.match(/<row /g)).toHaveLength(5)
    expect(grid).toContain('<row r="1" ht="51" customHeight="1">')
    expect(list).toContain('specification/risks.yaml:3')
    expect(list).toContain('<autoFilter ref="A1:F5"/>')
    expect(sheets(matrixXlsx(matrix, 'list'))).toHaveLength(1)
    for (const sheet of sheets(matrixXlsx(hostile))) expect(XMLValidator.validate(sheet)).toBe(true)
  })

  it('is the same every time', () => {
    expect(matrixXlsx(matrix)).toEqual(matrixXlsx(matrix))
  })
})
