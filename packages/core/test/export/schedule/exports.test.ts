// tested-for: P5.R6
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ganttMermaid, longestDiagram, orderMermaid } from '../../../src/export/schedule/gantt.ts'
import { folded, scheduleCalendar } from '../../../src/export/schedule/icalendar.ts'
import { metricsText } from '../../../src/export/schedule/metrics/metrics-text.ts'
import { scheduleCsv } from '../../../src/export/schedule/table.ts'
import { taskJuggler } from '../../../src/export/schedule/task-juggler/task-juggler.ts'
import { quoted, remark } from '../../../src/export/schedule/task-juggler/write.ts'
import { scheduleOf } from '../../../src/schedule/index.ts'
import { made, task } from '../../schedule/made.ts'
import { planOf } from '../../schedule/plans.ts'

const stamp = '2026-02-03T10:00:00Z'
const octets = (text: string): number => new TextEncoder().encode(text).length

describe('Mermaid', () => {
  it('writes dates, marks and sections, and nothing that needs another line', () => {
    const { schedule } = scheduleOf(planOf({ A: 'estimate: 2 days', B: 'estimate: 1 day, prerequisites: [A]', C: 'estimate: 1 day' }))
    const [text, ...others] = ganttMermaid(schedule, 'Demo: one')
    expect(others).toEqual([])
    expect(text?.split('\n')).toEqual([
      'gantt',
      '  title Demo#58; one',
      '  dateFormat YYYY-MM-DD',
      '  axisFormat %Y-%m-%d',
      '  section P1 Build',
      '  P1 Build :crit, 2026-01-05, 2026-01-08',
      '  A Task A :crit, 2026-01-05, 2026-01-07',
      '  B Task B :crit, 2026-01-07, 2026-01-08',
      '  C Task C :2026-01-05, 2026-01-06',
      '',
    ])
  })

  it.each(['section x', '2026-01-01', 'click', 'Title', 'a: b', 'x; y', '# no', '%% no', '---', 'end', 'vert', 'a\n  section b'])(
    'no name is a statement: %j',
    (title) => {
      const { schedule } = scheduleOf(made([{ id: 'P1', title: 'Build', tasks: [{ id: title.slice(0, 3), title, estimate: '1 day' }] }]))
      const lines = (ganttMermaid(schedule, title)[0] as string).split('\n')
      expect(lines).toHaveLength(8)
      expect(lines[6]).toMatch(/^ {2}[^:;]*(?:#\d+;[^:;]*)* :(?:[a-z]+, )*2026-01-05, 2026-01-06$/)
      expect(lines[6]).not.toMatch(/^\s*(?:section|click|title|\d|%%)/i)
    },
  )

  it('stays below the limit of characters, and loses no activity', () => {
    const tasks = Array.from({ length: 1500 }, (_, n) => task(`T${n}`, { title: `A title that is long enough ${n}`, estimate: '1 day' }))
    const { schedule } = scheduleOf(made([{ id: 'P1', title: 'Build', tasks }]))
    const parts = ganttMermaid(schedule, 'Demo')
    expect(parts.length).toBeGreaterThan(1)
    for (const part of parts) expect(part.length).toBeLessThanOrEqual(longestDiagram)
    for (const part of parts) expect(part).toMatch(/^gantt\n.*\n.*\n.*\n {2}section P1 Build\n/)
    expect(parts.join('').match(/ :.*2026|:.*20\d\d-/g)).toHaveLength(1501)
  })

  it('draws the order where there are no durations', () => {
    const { schedule } = scheduleOf(planOf({ A: '', B: 'prerequisites: [A]', C: '' }))
    expect(ganttMermaid(schedule, 'Demo')).toEqual([])
    const [text] = orderMermaid(schedule, 'Demo')
    expect(text).toMatch(/flowchart LR\n/)
    expect(text?.match(/-->/g)).toHaveLength(1)
    for (const id of 'ABC') expect(text).toContain(`"${id} Task ${id}"`)
  })
})

describe('iCalendar', () => {
  it('writes to-dos with their days', () => {
    const { schedule } = scheduleOf(planOf({ A: 'estimate: 2 days', B: 'estimate: 1 day, prerequisites: [A]' }))
    const text = scheduleCalendar(schedule, { name: 'a,b;c\\d\ne', stamp, types: ['task'] })
    expect(text).toContain('X-WR-CALNAME:a\\,b\\;c\\\\d\\ne\r\n')
    expect(text).toContain(
      'BEGIN:VTODO\r\nUID:task-A@demo.refractor\r\nDTSTAMP:20260203T100000Z\r\nDTSTART;VALUE=DATE:20260105\r\nDUE;VALUE=DATE:20260106\r\n',
    )
    // One day: a to-do may not begin when it is due.
    expect(text).toContain('UID:task-B@demo.refractor\r\nDTSTAMP:20260203T100000Z\r\nDUE;VALUE=DATE:20260107\r\n')
  })

  it('folds at 75 octets, within no character, and says the same', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (text) => {
        const line = text.replace(/[\r\n]/g, '')
        const lines = folded(line).split('\r\n')
        expect(lines.pop()).toBe('')
        for (const one of lines) expect(octets(one)).toBeLessThanOrEqual(75)
        expect(folded(line).replaceAll('\r\n ', '').replace(/\r\n$/, '')).toBe(line)
      }),
    )
  })

  it('no title ends its line', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 120 }), (title) => {
        const { schedule } = scheduleOf(made([{ id: 'P1', title: 'Build', tasks: [{ id: 'A', title, estimate: '1 day' }] }]))
        const text = scheduleCalendar(schedule, { name: title, stamp, types: ['task'] }).replaceAll('\r\n ', '')
        expect(text.match(/[^\r]\n|\r[^\n]/)).toBeNull()
        expect(text.match(/^(?:BEGIN|END):V/gm)).toHaveLength(4)
      }),
      { numRuns: 30 },
    )
  })
})

describe('CSV', () => {
  it('has a line for each activity, with links and floats', () => {
    const { schedule } = scheduleOf(planOf({ A: 'estimate: 2 days', B: 'estimate: 1 day, depends: [{ on: A, type: SS, lag: "1 day" }]' }))
    const lines = scheduleCsv(schedule).trimEnd().split('\r\n')
    expect(lines).toHaveLength(4)
    expect(lines[3]).toMatch(/^task,B,Task B,P1,P1,,planned,0,2026-01-06,2026-01-06,1,2026-01-06,2026-01-06,0,0,yes,,A SS \+1 d,/)
  })

  it('counts weeks where the plan has no first day', () => {
    const { schedule } = scheduleOf(planOf({ A: 'estimate: 6 days' }, { program: '' }))
    expect(scheduleCsv(schedule)).toContain('W1 d1,W2 d1')
  })
})

describe('TaskJuggler', () => {
  const project = (tasks: Readonly<Record<string, string>>, program?: string) => {
    const plan = planOf(tasks, program === undefined ? {} : { program })
    return taskJuggler(plan, scheduleOf(plan).schedule)
  }

  it.each([
    ['prerequisites: [A]', 'depends p_P1.t_A'],
    ['depends: [{ on: A, lag: "1 day" }]', 'depends p_P1.t_A { gaplength 1d }'],
    ['depends: [{ on: A, lag: "3 calendar days" }]', 'depends p_P1.t_A { gapduration 3d }'],
    ['depends: [{ on: A, lag: "-1 day" }]', 'depends p_P1.t_A { onstart gaplength 1d }'],
    ['depends: [{ on: A, type: SS }]', 'depends p_P1.t_A { onstart }'],
    ['depends: [{ on: A, type: FF, lag: "2 days" }]', 'depends p_P1.t_A { gaplength 1d }'],
    ['depends: [{ on: A, type: SF, lag: "3 days" }]', 'depends p_P1.t_A { onstart gaplength 2d }'],
  ])('%s', (link, expected) => {
    const { text, warnings } = project({ A: 'estimate: 2 days', B: `estimate: 1 day, ${link}` })
    expect(text).toContain(`    ${expected}\n`)
    expect(warnings).toEqual([])
  })

  it('says what it has no words for', () => {
    const { text, warnings } = project({ A: 'estimate: 2 days', B: 'estimate: 1 day, depends: [{ on: A, type: SS, lag: "-1 day" }]' })
    expect(warnings).toEqual(['B Task B: its lead before the start of A Task A cannot be written'])
    expect(text).toContain('# not said: B Task B: its lead')
  })

  it('ends work with an event where something else decides its end', () => {
    const { text, warnings } = project({
      A: 'estimate: 2 days',
      B: 'estimate: 5 days, depends: [{ on: A, type: FF }]',
      C: 'prerequisites: [B]',
    })
    expect(warnings).toEqual([])
    expect(text).toMatch(/task t_B [\s\S]*task own [\s\S]*length 5d[\s\S]*task end_1 [\s\S]*depends p_P1\.t_A\n/)
  })

  it('names no other task twice, itself or by what holds it', () => {
    const program = made([
      { id: 'P1', title: 'One', tasks: [task('A', { estimate: '2 days' })] },
      {
        id: 'P2',
        title: 'Two',
        depends: [{ on: 'A' }],
        tasks: [task('B', { estimate: '1 day', prerequisites: ['A'], depends: [{ on: 'A', type: 'SS', lag: '3 days' }] })],
      },
    ])
    const { text, warnings } = taskJuggler(program, scheduleOf(program).schedule)
    expect(warnings).toEqual([])
    expect(text).toMatch(/task p_P2 "P2 Two" \{\n {2}depends p_P1\.t_A\n {2}task t_B "B" \{\n {4}depends all_waits\.wait_1\n/)
    expect(text).toMatch(/task wait_1 [^\n]*\n {4}depends p_P1\.t_A \{ onstart gaplength 3d \}\n/)
  })

  it('has the working days, hours and holidays of the plan', () => {
    const calendar =
      'start: 2026-01-05\ncalendar: { hours: 7.5, workingDays: [mon, tue], holidays: [{ from: 2026-01-06, to: 2026-01-07, name: "Off" }] }\n'
    const { text } = project({ A: 'estimate: 2 days' }, calendar)
    expect(text).toContain('workinghours mon, tue 0:00 - 7:30\n  workinghours wed, thu, fri, sat, sun off\n')
    expect(text).toContain('timingresolution 30min')
    expect(text).toContain('leaves holiday "Off" 2026-01-06 +2d')
  })

  it('gives every id a name of its own', () => {
    const { text } = project({ 'a-b': 'estimate: 1 day', 'a.b': 'estimate: 1 day', ä: 'estimate: 1 day', ö: 'estimate: 1 day' })
    const names = [...text.matchAll(/task (t_\w*) /g)].map(([, name]) => name)
    expect(new Set(names).size).toBe(4)
  })

  it('no text leaves its quotation marks, and none is a macro', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom('\\', '"', 'n', '$', '{', ' ', '\n') })),
        (text) => {
          // A quotation mark has one backslash before it, or is the first or the last.
          expect(quoted(text)).toMatch(/^"(?:[^"\n\r]|(?<!\\)\\")*(?<!\\)"$/u)
          expect(quoted(text).slice(1, -1)).not.toMatch(/(?<!\\)"|\\\\"/)
          expect(quoted(text)).not.toMatch(/\$[{(]/)
          expect(remark(text)).not.toMatch(/[\n\r]|\$[{(]/)
        },
      ),
    )
  })
})

describe('OpenMetrics', () => {
  it('escapes labels and help, and ends with EOF', () => {
    const text = metricsText([
      {
        name: 'a_days',
        type: 'gauge',
        unit: 'days',
        help: 'x\\y\n"z"',
        samples: [{ labels: { l: 'a"b\\c\nd', none: undefined }, value: 1.5 }],
      },
      { name: 'b', type: 'counter', help: 'b', samples: [{ labels: {}, value: 3 }] },
      { name: 'c', type: 'gauge', help: 'empty', samples: [{ labels: {}, value: Number.NaN }] },
    ])
    expect(text).toBe(
      '# TYPE a_days gauge\n# UNIT a_days days\n# HELP a_days x\\\\y\\n\\"z\\"\na_days{l="a\\"b\\\\c\\nd"} 1.5\n# TYPE b counter\n# HELP b b\nb_total 3\n# EOF\n',
    )
  })

  it('every line is one of the format, whatever a label says', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const lines = metricsText([{ name: 'a', type: 'gauge', help: text, samples: [{ labels: { l: text }, value: 1 }] }]).split('\n')
        expect(lines).toHaveLength(5)
        expect(lines[2]).toMatch(/^a\{l="(?:[^"\\]|\\[\\"n])*"\} 1$/u)
      }),
    )
  })
})
