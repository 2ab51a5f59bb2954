import { codeSpan, plainWords } from '../../export/markdown-text.ts'
import { dayWords, shiftWords } from '../report-days.ts'
import type { Report, ReportForecast } from '../report-model.ts'
import { andMore, denseTable, type MarkdownSection, named, shortWords } from './blocks.ts'
import { sparkline } from './sparkline.ts'

/** When it ends: planned, forecast, and how probable that is. */
export const datesSection = ({ schedule, gates }: Report): MarkdownSection => ({
  title: 'Dates',
  body(most) {
    if (schedule === undefined) return undefined
    const { mode, forecasts, baselineName, assumptions } = schedule
    if (mode === 'order')
      return 'The plan names no durations and no windows, so there is an order and there are no dates (`refractor schedule` shows it).'
    const words = (date: string | undefined): string => dayWords(date, schedule)
    const known = forecasts.filter(({ planned, forecast }) => planned !== undefined || forecast !== undefined)
    if (known.length === 0) return undefined
    const verdicts = new Map(gates.map(({ id, verdict }) => [id, verdict]))
    const row = ({ id, title, planned, forecast, baseline, p50, p80, p95 }: ReportForecast): string[] => {
      const [from, to] = [baseline ?? planned, forecast ?? planned]
      const moved = from !== undefined && to !== undefined && from !== to
      const expected = words(forecast)
      return [
        named(id, title),
        verdicts.get(id) === 'met' ? '✓' : '',
        words(planned),
        words(baseline),
        moved && from < to && expected !== '' ? `**${expected}**` : expected,
        moved ? shiftWords(from, to) : '',
        words(p50),
        words(p80),
        words(p95),
      ]
    }
    const head = ['Gate', 'Met', 'Planned', `Baseline ${baselineName ?? ''}`.trim(), 'Forecast', 'Slip', 'P50', 'P80', 'P95']
    const notes = assumptions.length === 0 ? [] : ['Assumed:', assumptions.map((text) => `- ${shortWords(text)}`).join('\n')]
    return [denseTable(head, known.map(row), most, andMore('date')), ...notes].join('\n\n')
  },
})

const pathShown = 14

/** What must not slip, and what is late already. */
export const criticalSection = ({ schedule }: Report): MarkdownSection => ({
  title: schedule?.mode === 'order' ? 'Longest chain' : 'Critical path',
  body(most) {
    if (schedule === undefined || schedule.criticalPath.length === 0) return undefined
    const byKey = new Map(schedule.activities.map((one) => [one.key, one]))
    // What is done cannot slip any more.
    const open = schedule.criticalPath.filter((key) => byKey.get(key)?.progress !== 'done').map((key) => key.slice(key.indexOf(':') + 1))
    // A phase and its exit gate have one name.
    const path = open.filter((id, at) => id !== open[at - 1])
    const left = path.length - pathShown
    const chain = `${path
      .slice(0, pathShown)
      .map((id) => codeSpan(id, false))
      .join(' → ')}${left > 0 ? ` → … (${left} more)` : ''}`
    const isLate = (key: string | undefined): boolean => key !== undefined && byKey.get(key)?.late === true
    // Where a milestone is late, so are its tasks: they are not told again.
    const late = schedule.activities.filter(({ key, type, parent }) => isLate(key) && !(type === 'task' && isLate(parent)))
    const rows = late.map(({ id, title, owner, finish, baseline }) => [
      named(id, title),
      shortWords(owner ?? ''),
      dayWords(finish, schedule),
      baseline === undefined || finish === undefined || baseline.finish === finish ? '' : shiftWords(baseline.finish, finish),
    ])
    const lateText =
      rows.length === 0
        ? []
        : [
            'Late, or longer than its window:',
            denseTable(['What', 'Owner', 'Forecast', 'Against baseline'], rows, most, andMore('late one', 'late ones')),
          ]
    const broken = schedule.health.filter(({ ok }) => !ok)
    const health =
      broken.length === 0
        ? []
        : [
            `Health of the schedule: ${broken.map(({ rule, value, limit }) => `${codeSpan(rule, false)} is ${plainWords(value)} (limit ${plainWords(limit)})`).join('; ')}.`,
          ]
    const parts = [...(path.length === 0 ? [] : [chain]), ...lateText, ...health]
    return parts.length === 0 ? undefined : parts.join('\n\n')
  },
})

const points = 24

/** The past as small charts of one line each. */
export const historySection = ({ history, schedule }: Report): MarkdownSection => ({
  title: 'Progress',
  body() {
    const [first, last] = [history[0], history.at(-1)]
    if (first === undefined || last === undefined || history.length < 2) return undefined
    const some = history.slice(-points)
    const from = some[0] ?? first
    const line = (label: string, values: readonly number[], now: string): string => `- ${label} ${sparkline(values)} ${now}`
    const lines = [
      line(
        'Done',
        some.map(({ done }) => done),
        `${from.done} → ${last.done} of ${last.scope} tasks`,
      ),
      line(
        'Scope',
        some.map(({ scope }) => scope),
        `${from.scope} → ${last.scope} tasks`,
      ),
      ...(last.milestones === 0
        ? []
        : [
            line(
              'Accepted',
              some.map(({ accepted }) => accepted),
              `${from.accepted} → ${last.accepted} of ${last.milestones} milestones`,
            ),
          ]),
      ...(from.finish === undefined || last.finish === undefined || schedule?.mode === 'relative'
        ? []
        : [`- Forecast finish ${from.finish} → ${last.finish} (${shiftWords(from.finish, last.finish)})`]),
    ]
    return [`Since ${from.at.slice(0, 10)}:`, lines.join('\n')].join('\n\n')
  },
})
