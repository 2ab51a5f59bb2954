import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { burnUpSvg } from '../../../src/page/picture/burn-up.ts'
import { spread } from '../../../src/page/picture/chart-lines.ts'
import { ganttSvg } from '../../../src/page/picture/gantt.ts'
import { dependencySvg } from '../../../src/page/picture/graph.ts'
import { matrixSvg } from '../../../src/page/picture/matrix.ts'
import { plainLinks, stepSpans, stepsOf } from '../../../src/page/picture/order-steps.ts'
import { pictureColors } from '../../../src/page/picture/picture-style.ts'
import { riskMatrixSvg } from '../../../src/page/picture/risk-matrix.ts'
import { slipSvg } from '../../../src/page/picture/slip.ts'
import type { ReportActivity, ReportLink, ReportSchedule } from '../../../src/page/report-model.ts'
import { dateAt, exampleHistory, exampleMatrix, exampleRisks, exampleSchedule } from './example-report.ts'

/** Whether every element that is opened is closed in its place, and what stands between is escaped. */
function isWellFormed(svg: string): boolean {
  const open: string[] = []
  const rest = svg.replace(/^<\?xml[^>]*\?>\s*/, '')
  for (const [whole, close, name, selfClosed] of rest.matchAll(/<(\/?)([a-zA-Z]+)(?:\s+[\w:-]+="[^"<]*")*\s*(\/?)>/g)) {
    if (whole.startsWith('</') || close === '/') {
      if (open.pop() !== name) return false
    } else if (selfClosed !== '/') open.push(name as string)
  }
  const text = rest.replace(/<(\/?)([a-zA-Z]+)(?:\s+[\w:-]+="[^"<]*")*\s*(\/?)>/g, '')
  return open.length === 0 && !/[<>]|&(?!(?:amp|lt|gt|quot|#\d+);)/.test(text)
}

const pictures: readonly (readonly [name: string, draw: (options?: { prefix?: string; standalone?: true }) => string])[] = [
  ['gantt', (options) => ganttSvg(exampleSchedule(2, 2, 3), options)],
  ['gantt by weeks', (options) => ganttSvg(exampleSchedule(2, 2, 3, 'relative'), options)],
  ['gantt by steps', (options) => ganttSvg(exampleSchedule(2, 2, 3, 'order'), options)],
  ['graph', (options) => dependencySvg(exampleSchedule(2, 2, 3), options)],
  ['risk matrix', (options) => riskMatrixSvg(exampleRisks, options)],
  ['matrix', (options) => matrixSvg(exampleMatrix, options)],
  ['burn-up', (options) => burnUpSvg(exampleHistory, options)],
  ['slip', (options) => slipSvg(exampleHistory, options)],
  ['gantt of nothing', (options) => ganttSvg({ ...exampleSchedule(1, 1, 1), activities: [] }, options)],
  ['graph of nothing', (options) => dependencySvg({ ...exampleSchedule(1, 1, 1), links: [] }, options)],
  ['no risks', (options) => riskMatrixSvg([], options)],
  ['matrix of nothing', (options) => matrixSvg({ title: 'Nothing', rows: [], columns: [], cells: [] }, options)],
  ['no history', (options) => burnUpSvg([], options)],
  ['no forecasts', (options) => slipSvg([], options)],
]

describe.each(pictures)('%s', (_name, draw) => {
  it('is one well-formed element with a title and a description, the same each time', () => {
    const svg = draw({ prefix: 'one' })
    expect(isWellFormed(svg)).toBe(true)
    expect(svg).toMatch(
      /^<svg [^>]*role="img" aria-labelledby="one-title one-desc"><title id="one-title">[^<]+<\/title><desc id="one-desc">[^<]+<\/desc>/,
    )
    expect(draw({ prefix: 'one' })).toBe(svg)
    expect(svg).not.toMatch(/NaN|undefined|Infinity/)
  })

  it('brings no style, script or address into a page, and its own style into a file', () => {
    expect(draw()).not.toMatch(/<style|<script|style=|href|url\(|onload/)
    const file = draw({ standalone: true })
    expect(file).toMatch(/^<\?xml/)
    expect(file).toContain('--pic-critical')
  })
})

describe('Gantt chart', () => {
  const svg = ganttSvg(exampleSchedule(2, 2, 5))
  const one = (activity: Partial<ReportActivity>, schedule: Partial<ReportSchedule> = {}): string => {
    const whole = exampleSchedule(1, 1, 1)
    return ganttSvg({
      ...whole,
      links: [],
      activities: [
        {
          key: 'task:A',
          type: 'task',
          id: 'A',
          title: 'Do it',
          state: '',
          progress: 'planned',
          done: 0,
          critical: false,
          start: dateAt(0),
          finish: dateAt(4),
          ...activity,
        },
      ],
      ...schedule,
    })
  }

  it('has a row for each activity, by its index', () => {
    const { activities } = exampleSchedule(2, 2, 5)
    expect([...svg.matchAll(/data-i="(\d+)"/g)].map((match) => Number(match[1]))).toEqual(activities.map((_, index) => index))
  })

  it.each<[string, Partial<ReportActivity>, RegExp]>([
    ['what is critical has stripes beside its colour', { critical: true }, /class="crit"[^>]*\/><path class="hatch"/],
    ['what is done is not critical any more', { critical: true, progress: 'done', done: 1 }, /class="did" d="M/],
    ['a gate is a diamond', { type: 'gate' }, /class="gate" d="M[\d.]+ 10l6 -6 6 6 -6 6z"/],
    ['work without a length is a small one', { event: true }, /class="event" d="M[\d.]+ 10l4 -4/],
    ['what has no end has a point', { open: true }, /l8 5 -8 5h-/],
    ['the baseline lies beneath', { baseline: { start: dateAt(-3), finish: dateAt(1) } }, /class="ghost"/],
    ['lateness is a word', { late: true }, />late</],
    ['a share that is done lies within', { done: 0.5, progress: 'started' }, /class="part"/],
    ['ids and titles are text', { id: '<b>', title: '"&' }, /&lt;b&gt;<\/tspan> &quot;&amp;/],
  ])('%s', (_words, activity, expected) => {
    expect(one(activity)).toMatch(expected)
  })

  it('marks today where it is near, and leaves it out where it would press everything together', () => {
    expect(one({}, { today: dateAt(2) })).toContain('>today<')
    expect(one({}, { today: dateAt(400) })).not.toContain('>today<')
  })

  it('draws upper rows only where there are too many, and says so; chosen rows as they are given', () => {
    const schedule = exampleSchedule(3, 4, 10)
    const upper = ganttSvg(schedule, { most: 50 })
    expect([...upper.matchAll(/data-i=/g)]).toHaveLength(3 + 12 + 3)
    expect(upper).toContain(`18 of ${schedule.activities.length} rows`)
    expect([...ganttSvg(schedule, { rows: [5, 1, 9999] }).matchAll(/data-i="(\d+)"/g)].map((match) => match[1])).toEqual(['5', '1'])
  })

  it('draws few paths for many links', () => {
    const big = ganttSvg(exampleSchedule(10, 10, 10), { most: 5000 })
    expect([...big.matchAll(/<path class="link/g)].length).toBeLessThanOrEqual(4)
  })

  it.each<[ReportSchedule['mode'], string]>([
    ['relative', '>W1<'],
    ['order', '>step 1<'],
    ['dated', '2 Mar 2026'],
  ])('counts %s time', (mode, tick) => {
    const schedule = exampleSchedule(2, 2, 3, mode)
    expect(ganttSvg({ ...schedule, activities: schedule.activities.map(({ baseline: _, ...rest }) => rest) })).toContain(tick)
  })

  it('reads weeks that are written as words', () => {
    expect(one({ start: 'W3 d2', finish: 'W4 d1' }, { mode: 'relative' })).toContain('>W3<')
  })
})

const link = (from: string, to: string, type: ReportLink['type'] = 'FS'): ReportLink => ({ from, to, type, driving: true })
const activity = (key: string, parent?: string): ReportActivity => ({
  key,
  type: key.split(':')[0] as ReportActivity['type'],
  id: key.split(':')[1] as string,
  title: key,
  ...(parent !== undefined && { parent }),
  state: '',
  progress: 'planned',
  done: 0,
  critical: false,
})

describe('steps of an order', () => {
  const activities = [
    activity('phase:A'),
    activity('task:A1', 'phase:A'),
    activity('task:A2', 'phase:A'),
    activity('gate:A', 'phase:A'),
    activity('gate:A.entry', 'phase:A'),
    activity('phase:B'),
    activity('task:B1', 'phase:B'),
  ]
  const spans = (links: readonly ReportLink[]) => stepSpans(activities, plainLinks(activities, links))

  it('lets what waits for a phase wait for all that is in it, and puts gates at its ends', () => {
    expect(spans([link('task:A1', 'task:A2'), link('phase:A', 'phase:B')])).toEqual([
      [0, 1],
      [0, 0],
      [1, 1],
      [2, 2],
      [0, 0],
      [2, 2],
      [2, 2],
    ])
  })

  it.each<[string, ReportLink[], readonly [number, number]]>([
    ['begins with', [link('task:A1', 'task:B1', 'SS')], [0, 0]],
    ['ends with', [link('task:A1', 'task:A2'), link('task:A2', 'task:B1', 'FF')], [1, 1]],
    ['ends with a phase', [link('task:A1', 'task:A2'), link('phase:A', 'phase:B', 'FF')], [0, 0]],
  ])('%s', (_words, links, expected) => {
    expect(spans(links)[6]).toEqual(expected)
  })

  it('leaves out links between a container and what it holds, and to what is not there', () => {
    expect(
      plainLinks(activities, [
        link('phase:A', 'task:A1'),
        link('task:A1', 'phase:A'),
        link('task:A1', 'task:Z'),
        link('task:A1', 'task:A1'),
      ]),
    ).toEqual([])
  })

  it('never puts an end before its beginning, whatever the links are', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(19), fc.nat(19)), { maxLength: 60 }), (pairs) => {
        const links = pairs.map(([from, to]) => ({ from, to, link: link('', '') }))
        const steps = stepsOf(20, links)
        const isAcyclic = pairs.every(([from, to]) => from < to)
        return (
          steps.every((step) => step >= 0 && step < 20) &&
          (!isAcyclic || pairs.every(([from, to]) => (steps[from] as number) < (steps[to] as number)))
        )
      }),
    )
  })
})

describe('dependency graph', () => {
  it('has a box for what is linked, and lifts links to milestones where there are too many', () => {
    const schedule = exampleSchedule(2, 3, 4)
    expect([...dependencySvg(schedule).matchAll(/data-i=/g)]).toHaveLength(24)
    const lifted = dependencySvg(schedule, { most: 10 })
    expect([...lifted.matchAll(/data-i=/g)]).toHaveLength(6)
    expect(lifted).toContain('without tasks')
    expect([...dependencySvg(schedule, { most: 1 }).matchAll(/data-i=/g)]).toHaveLength(1)
  })
})

describe('risk matrix', () => {
  it('has every risk in its cell, and names those that cannot be placed', () => {
    const svg = riskMatrixSvg([
      { id: 'R1', title: '', impact: 'High', likelihood: '80 %', tasks: [] },
      { id: 'R2', title: '', impact: 'grave', tasks: [] },
    ])
    expect(svg).toMatch(/class="cell critical"[^/]*\/><text[^>]*>critical<\/text><text[^>]*>R1</)
    expect(svg).toContain('without impact or likelihood: R2')
  })

  it('counts what does not fit a cell', () => {
    const many = Array.from({ length: 60 }, (_, index) => ({
      id: `NEW-RISK-${index}`,
      title: '',
      impact: 'low',
      likelihood: 'low',
      tasks: [],
    }))
    expect(riskMatrixSvg(many)).toMatch(/… and \d+ more/)
  })
})

describe('matrix', () => {
  it('frames rows and columns that have nothing, and says what is left out', () => {
    const svg = matrixSvg(exampleMatrix, { mostRows: 10, mostColumns: 10 })
    expect(matrixSvg(exampleMatrix)).toContain('2 rows and 8 columns have nothing')
    expect(svg).toContain('34 rows and columns are only in the table')
  })
})

describe('charts of the past', () => {
  it('names the lines at their ends with their last value', () => {
    const svg = burnUpSvg(exampleHistory)
    for (const words of ['tasks in scope 58', 'tasks done 45', 'milestones 12', 'accepted 7']) expect(svg).toContain(words)
  })

  it('tells how far each gate slipped, and leaves out those that moved least', () => {
    const svg = slipSvg(exampleHistory)
    for (const words of ['finish +30 d', 'P2 +15 d', 'P3 −15 d', 'P0 ±0 d']) expect(svg).toContain(words)
    expect(slipSvg(exampleHistory, { gates: ['P2'] })).not.toContain('P3')
  })

  it.each([
    ['one point', exampleHistory.slice(0, 1)],
    ['one that cannot be read', [{ ...exampleHistory[0]!, at: 'long ago' }]],
  ])('draws %s', (_words, points) => {
    expect(isWellFormed(burnUpSvg(points))).toBe(true)
    expect(isWellFormed(slipSvg(points))).toBe(true)
  })

  it('keeps names apart and inside', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 200, noNaN: true }), { minLength: 1, maxLength: 8 }), (wanted) => {
        const places = [...spread(wanted, 14, 0, 200)].sort((a, b) => a - b)
        return places.every(
          (place, index) => place >= -1e-6 && place <= 200 + 1e-6 && (index === 0 || place - (places[index - 1] as number) >= 14 - 1e-6),
        )
      }),
    )
  })
})

describe('colours', () => {
  const values = (text: string): Record<string, number> =>
    Object.fromEntries(
      text.split(';').map((one) => {
        const [name = '', color = ''] = one.split(':')
        const [red, green, blue] = [1, 3, 5].map((at) => {
          const part = Number.parseInt(color.slice(at, at + 2), 16) / 255
          return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
        }) as [number, number, number]
        return [name.slice('--pic-'.length), 0.2126 * red + 0.7152 * green + 0.0722 * blue]
      }),
    )
  const contrast = (a: number, b: number): number => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)

  it.each(Object.entries(pictureColors))('%s: words 4.5:1 on the page and its bands', (_theme, text) => {
    const colors = values(text)
    for (const name of ['text', 'faint', 'today', 'bad', '1', '2', '3', '4', '5', '6', '7', '8'])
      for (const ground of ['page', 'band'])
        expect([name, contrast(colors[name]!, colors[ground]!)]).toEqual([name, expect.toSatisfy((value: number) => value >= 4.5)])
    for (const name of ['done', 'critical', 'ghost']) expect(contrast(colors[name]!, colors['page']!)).toBeGreaterThanOrEqual(3)
  })
})
