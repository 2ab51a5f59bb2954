// tested-for: P5.R4
import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { packSchedule } from '../../src/page/explorer.ts'
import { reportHtml } from '../../src/page/html.ts'
import type { Report, ReportSchedule } from '../../src/page/report-model.ts'
import { pageScript } from '../../src/page/script/index.ts'
import { overviewRows } from '../../src/page/section-schedule.ts'
import { emptyReport, hostileReport, sampleReport, smallReport, undatedReport } from './sample-report.ts'

const relativeReport = sampleReport({ tasks: 12, phases: 3, milestones: 2, mode: 'relative' })
const pages: Readonly<Record<string, string>> = {
  small: reportHtml(smallReport),
  hostile: reportHtml(hostileReport),
  undated: reportHtml(undatedReport),
  relative: reportHtml(relativeReport),
  empty: reportHtml(emptyReport),
}
const pageOf = (name: string): string => pages[name] as string

const idsIn = (html: string): string[] =>
  [...html.replace(/<script>[\s\S]*?<\/script>/g, '').matchAll(/<[a-z][^>]* id="([^"]*)"/g)].map(([, id]) => id as string)

const digest = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

const scriptsIn = (html: string): string[] => [...html.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(([, text]) => text as string)

describe('one file', () => {
  test.each(Object.keys(pages))('the policy of the page names its style and its script, and nothing else may run: %s', (name) => {
    const html = pageOf(name)
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).not.toContain('unsafe')
    expect(policy).not.toContain('connect-src')
    expect(scriptsIn(html)).toHaveLength(1)
    for (const script of scriptsIn(html)) expect(policy).toContain(digest(script))
    expect(policy).toContain(digest(/<style>([\s\S]*?)<\/style>/.exec(html)?.[1] ?? ''))
  })

  test.each(Object.keys(pages))('it asks nothing of a network: %s', (name) => {
    const html = pageOf(name).replace(/<script[\s\S]*?<\/script>/g, '')
    expect(html).not.toMatch(/<(img|iframe|link|object|embed|form action|video|audio|base)\b|@import|url\(|\son[a-z]+="/i)
    expect(html.match(/<[^>]*\ssrc=/g) ?? []).toEqual([])
    // Addresses are followed by who clicks on them, and are of the web or of the page.
    for (const [, href] of html.matchAll(/href="([^"]*)"/g)) expect(href).toMatch(/^(https:\/\/forge\.example\/|#)/)
  })

  test('who serves the page may bring a second script, which may talk to its server alone', () => {
    const html = reportHtml(smallReport, { live: "new EventSource('/events')" })
    expect(scriptsIn(html)).toHaveLength(2)
    const policy = /content="(default-src[^"]*)"/.exec(html)?.[1] ?? ''
    expect(policy).toContain("connect-src 'self'")
    for (const script of scriptsIn(html)) expect(policy).toContain(digest(script))
  })

  test('the script is small, and a script', () => {
    expect(pageScript.length).toBeLessThan(20_480)
    expect(() => new Function(pageScript)).not.toThrow()
    // What is lean must still keep the spaces in quotes.
    expect(pageScript).toContain("' activities'")
    expect(pageScript).not.toMatch(/^ |\n\s*\/\//m)
  })

  test('the same report is the same page', () => {
    expect(reportHtml(sampleReport({ tasks: 12, phases: 3, milestones: 2 }))).toBe(pageOf('small'))
  })

  test('a thousand tasks have at most 400 kB', () => {
    expect(Buffer.byteLength(reportHtml(sampleReport({ tasks: 1000 })))).toBeLessThanOrEqual(400_000)
  })
})

describe('what a plan says is text', () => {
  test('no markup of a plan is markup of the page', () => {
    const html = pageOf('hostile')
    expect(html).not.toMatch(/<img|<!--|<!\[CDATA|alert\(\d\)<\/script>/)
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that none is left is the point
    expect(html).not.toMatch(/[\u0000-\u0008\u202e]/)
  })

  test('what ends a script or a table of words cannot be said in one', () => {
    const html = pageOf('hostile')
    const packed = /<script type="application\/json" id="packed">([\s\S]*?)<\/script>/.exec(html)?.[1] as string
    expect(() => JSON.parse(packed)).not.toThrow()
    const words = /<noscript id="rows">([\s\S]*?)<\/noscript>/.exec(html)?.[1] as string
    expect(words.split('<tr><th>').length - 1).toBe(hostileReport.schedule?.activities.length)
  })

  test.each(['javascript:alert(1)', 'data:text/html,x', '//elsewhere.example', 'HTTPS://"onclick="x'])(
    'an address that is none of the web is no link: %s',
    (href) => {
      const [gate] = smallReport.gates
      const report: Report = { ...smallReport, gates: gate === undefined ? [] : [{ ...gate, place: { file: 'a.yaml', line: 1, href } }] }
      expect(reportHtml(report)).not.toContain(`href="${href}"`)
    },
  )
})

describe('what can be found', () => {
  test.each(Object.keys(pages))('every name in the page is there once, and every link within it leads somewhere: %s', (name) => {
    const html = pageOf(name)
    const ids = idsIn(html)
    expect(new Set(ids).size).toBe(ids.length)
    const report = [smallReport, hostileReport, undatedReport, relativeReport, emptyReport].find(
      (one) => html === reportHtml(one),
    ) as Report
    const known = new Set([...ids, ...(report.schedule?.activities.map(({ id }) => id) ?? [])])
    const missing = [...html.matchAll(/href="#([^"]+)"/g)].map(([, id]) => decodeURIComponent(id as string)).filter((id) => !known.has(id))
    expect(missing).toEqual([])
  })

  test('several matrices are drawn apart', () => {
    const ids = idsIn(reportHtml({ ...smallReport, matrices: [...smallReport.matrices, ...smallReport.matrices] }))
    expect(new Set(ids).size).toBe(ids.length)
  })

  test('phases, their gates and each criterion have names of their own', () => {
    const ids = new Set(idsIn(pageOf('small')))
    for (const { id } of smallReport.phases) expect(ids).toContain(id)
    for (const { criteria } of smallReport.gates) for (const { id } of criteria) expect(ids).toContain(id)
    for (const { id } of smallReport.risks) expect(ids).toContain(id)
  })

  test('no id of a plan takes the name of a part', () => {
    const [phase] = smallReport.phases
    const html = reportHtml({
      ...smallReport,
      phases:
        phase === undefined
          ? []
          : [
              { ...phase, id: 'schedule' },
              { ...phase, id: 'rows' },
            ],
    })
    expect(html.match(/ id="schedule"/g)).toHaveLength(1)
    expect(html.match(/ id="rows"/g)).toHaveLength(1)
  })

  test('what is missing for a gate stands in the gate, with the command that mends it', () => {
    const html = pageOf('small')
    const gate = /<details class="gate due" [^>]*data-gate="P1">([\s\S]*?)<\/details>/.exec(html)?.[1] as string
    expect(gate).toContain('refractor evidence add P1.3')
    expect(gate).toContain('no evidence record speaks for P1.3')
    // Open criteria come first.
    expect(gate.indexOf('id="P1.3"')).toBeLessThan(gate.indexOf('id="P1.1"'))
  })

  test('what is not due has not failed', () => {
    const gate = smallReport.gates.find(({ criteria }) => criteria.some(({ outcome }) => outcome === 'unmet'))
    const planned = { ...(gate as NonNullable<typeof gate>), due: false, verdict: 'unmet' }
    const signs = (report: Report) => /<span class="strip"[^>]*>(.*?)<\/span>/.exec(reportHtml(report))?.[1] ?? ''
    expect(signs({ ...smallReport, gates: [{ ...planned, due: true }] })).toContain('class="bad"')
    expect(signs({ ...smallReport, gates: [planned] })).not.toContain('class="bad"')
  })

  test('weeks count from where the plan counts', () => {
    const schedule = relativeReport.schedule as NonNullable<Report['schedule']>
    expect(reportHtml({ ...relativeReport, schedule: { ...schedule, firstWeek: 0 } })).toContain('Counted from week 0')
    expect(reportHtml({ ...relativeReport, schedule: { ...schedule, firstWeek: 1 } })).toContain('Counted from week 1')
  })

  test('gates of no phase are shown', () => {
    const [gate] = smallReport.gates
    const { phase: _, ...free } = gate as NonNullable<typeof gate>
    expect(reportHtml({ ...smallReport, gates: [{ ...free, id: 'G-all' }] })).toContain('Gates of the program')
  })
})

describe('without a script', () => {
  test('every activity stands in a table', () => {
    const html = pageOf('small')
    for (const { id, title } of smallReport.schedule?.activities ?? []) {
      expect(html).toContain(`<tr><th>${id}`)
      expect(html).toContain(title)
    }
  })

  test('parts that have nothing to show are left out', () => {
    expect([...pageOf('empty').matchAll(/<section id="([a-z]+)"/g)].map(([, id]) => id)).toEqual(['status'])
    expect([...pageOf('small').matchAll(/<section id="([a-z]+)"/g)].map(([, id]) => id)).toEqual([
      'status',
      'schedule',
      'dependencies',
      'risks',
      'traceability',
      'history',
      'decisions',
      'audit',
      'findings',
    ])
  })

  test('headings go down by one at most', () => {
    for (const html of Object.values(pages)) {
      const levels = [...html.replace(/<script[\s\S]*?<\/script>/g, '').matchAll(/<h([1-6])[ >]/g)].map(([, level]) => Number(level))
      expect(levels.filter((level) => level === 1)).toHaveLength(1)
      levels.reduce((before, level) => {
        expect(level).toBeLessThanOrEqual(before + 1)
        return level
      }, 0)
    }
  })

  test('an order has steps in place of dates, and weeks stand where the plan names no start', () => {
    expect(pageOf('undated')).toContain('an order, without dates')
    expect(pageOf('relative')).toContain('<td>W1 d1<td>')
  })
})

describe('the rows that are packed for the script', () => {
  const scheduleOf = (report: Report): ReportSchedule => report.schedule as ReportSchedule

  /** The reading of the script, written once more. */
  function unpacked({ rows, phases, files }: ReturnType<typeof packSchedule>) {
    let [line, file] = [0, 0]
    const read: {
      parent: number
      phase: string | undefined
      from: number | undefined
      to: number | undefined
      place: string | undefined
      waits: [number, string, boolean][]
    }[] = []
    for (const [index, text] of rows.split(';').entries()) {
      const parts = text.split(',')
      const number = (at: number): number => Number(parts[at]) || 0
      const up = number(1)
      line += number(11)
      file = number(10) || file
      const from = parts[6] === 'x' ? undefined : number(6)
      read.push({
        parent: up === 0 ? -1 : index - up,
        phase: number(2) > 0 ? phases[number(2) - 1] : up > 0 ? read[index - up]?.phase : undefined,
        from,
        to: from === undefined ? undefined : from + number(7),
        place: parts[10] === 'x' ? undefined : `${files[file - 1]?.[1]}${line}`,
        waits: Array.from({ length: Math.max(0, Math.ceil((parts.length - 12) / 2)) }, (_, at) => [
          index - number(12 + at * 2),
          (['FS', 'SS', 'FF', 'SF'] as const)[number(13 + at * 2) & 3] as string,
          number(13 + at * 2) > 3,
        ]),
      })
    }
    return read
  }

  test.each([
    ['dated', smallReport],
    ['hostile', hostileReport],
    ['larger', sampleReport({ tasks: 200 })],
  ])('say what the report says: %s', (_, report) => {
    const schedule = scheduleOf(report)
    const packed = packSchedule(schedule)
    const read = unpacked(packed)
    const places = new Map(schedule.activities.map(({ key }, index) => [key, index]))
    const dayOf = (date: string | undefined): number | undefined =>
      date === undefined ? undefined : Date.parse(date) / 86_400_000 - packed.origin
    for (const [index, one] of schedule.activities.entries()) {
      expect(read[index]).toMatchObject({
        parent: one.parent === undefined ? -1 : places.get(one.parent),
        phase: one.phase,
        from: dayOf(one.start),
        to: dayOf(one.finish),
        place: one.place?.href,
      })
    }
    const links = read.flatMap(({ waits }, to) => waits.map(([from, type, driving]) => `${from} ${to} ${type} ${driving}`))
    expect(links.sort()).toEqual(
      schedule.links.map(({ from, to, type, driving }) => `${places.get(from)} ${places.get(to)} ${type} ${driving}`).sort(),
    )
  })

  test('steps stand for dates where there are none', () => {
    const read = unpacked(packSchedule(scheduleOf(undatedReport)))
    expect(read.every(({ from }) => from !== undefined)).toBe(true)
  })

  test('a place without an address, and none at all', () => {
    const { activities, ...others } = scheduleOf(smallReport)
    const [first, second, third] = activities.map(({ place: _, ...one }) => one)
    const packed = packSchedule({
      ...others,
      activities: [
        { ...(first as (typeof activities)[0]), place: { file: 'a.yaml', line: 7 } },
        second as (typeof activities)[0],
        { ...(third as (typeof activities)[0]), place: { file: 'a.yaml', line: 9, href: 'https://forge.example/a.yaml' } },
      ],
      links: [],
    })
    expect(packed.files).toEqual([['a.yaml', '']])
    expect(unpacked(packed).map(({ place }) => place)).toEqual(['7', undefined, '9'])
  })

  test('a day that is far away does not press everything together', () => {
    const schedule = scheduleOf(smallReport)
    expect(packSchedule({ ...schedule, today: '2050-01-01' }).today).toBeNull()
    expect(packSchedule(schedule).today).not.toBeNull()
  })
})

test('the picture has everything while it can be looked at, else the upper levels', () => {
  const rowsOf = (report: Report) => {
    const schedule = report.schedule as ReportSchedule
    return overviewRows(schedule).map((index) => schedule.activities[index]?.type)
  }
  expect(rowsOf(smallReport)).toHaveLength(smallReport.schedule?.activities.length as number)
  expect(new Set(rowsOf(sampleReport({ tasks: 1000 })))).toEqual(new Set(['phase', 'gate']))
  const flat = sampleReport({ tasks: 400 }).schedule as ReportSchedule
  const tasks = { ...flat, activities: flat.activities.filter(({ type }) => type === 'task') }
  expect(overviewRows(tasks).length).toBeLessThanOrEqual(90)
})
