import { escaped } from '../import/page-text.ts'
import { count } from './markup.ts'
import { daysBetween, dayWords } from './report-days.ts'
import type { Report } from './report-model.ts'

interface Tile {
  readonly label: string
  /** Large; text. */
  readonly value: string
  readonly note: string
  readonly href: string
  readonly tone: 'good' | 'bad' | 'warn' | 'plain'
  readonly share?: number
}

/** Gates of phases and of the program: acceptance of milestones is counted beside the tasks. */
function gateTile({ gates: all }: Report): Tile | undefined {
  const decisive = all.filter(({ stage }) => stage !== 'acceptance')
  const gates = decisive.length === 0 ? all : decisive
  if (gates.length === 0) return undefined
  const met = gates.filter(({ verdict }) => verdict === 'met').length
  const due = gates.filter((gate) => gate.due && gate.verdict !== 'met').length
  const note = due === 0 ? 'nothing due is open' : `${due} due and open`
  return {
    label: 'Gates met',
    value: `${met} of ${gates.length}`,
    note,
    href: '#status',
    tone: due === 0 ? 'good' : 'bad',
    share: met / gates.length,
  }
}

function taskTile({ phases, schedule }: Report): Tile | undefined {
  // A task may be in several phases: the schedule has it once.
  const tasks = schedule?.activities.filter(({ type }) => type === 'task') ?? []
  const done =
    tasks.length > 0 ? tasks.filter(({ progress }) => progress === 'done').length : phases.reduce((sum, { tasks }) => sum + tasks.done, 0)
  const total = tasks.length > 0 ? tasks.length : phases.reduce((sum, { tasks }) => sum + tasks.total, 0)
  const accepted = phases.reduce((sum, { milestones }) => sum + milestones.done, 0)
  const milestones = phases.reduce((sum, phase) => sum + phase.milestones.total, 0)
  if (total + milestones === 0) return undefined
  if (total === 0)
    return {
      label: 'Milestones accepted',
      value: `${accepted} of ${milestones}`,
      note: '',
      href: '#status',
      tone: 'plain',
      share: accepted / milestones,
    }
  const note = milestones === 0 ? '' : `${accepted} of ${count(milestones, 'milestone')} accepted`
  return { label: 'Tasks done', value: `${done} of ${total}`, note, href: '#schedule', tone: 'plain', share: done / total }
}

function finishTile({ schedule }: Report): Tile | undefined {
  if (schedule === undefined || schedule.mode === 'order') return undefined
  const forecast = schedule.forecasts.find(({ id }) => id === 'finish') ?? schedule.forecasts.at(-1)
  const finish = forecast?.forecast ?? forecast?.planned ?? schedule.finish
  if (finish === undefined) return undefined
  const against = forecast?.baseline ?? forecast?.planned
  const slip = against === undefined || schedule.mode !== 'dated' ? 0 : daysBetween(against, finish)
  const name = forecast?.baseline === undefined ? 'the plan' : (schedule.baselineName ?? 'the baseline')
  const note = [
    slip === 0 ? '' : `${count(Math.abs(slip), 'day')} ${slip > 0 ? 'later' : 'earlier'} than ${name}`,
    forecast?.p80 === undefined ? '' : `P80 ${dayWords(forecast.p80, schedule)}`,
  ].filter((text) => text !== '')
  return {
    label: 'Forecast finish',
    value: dayWords(finish, schedule),
    note: note.join(' · '),
    href: '#schedule',
    tone: slip > 0 ? 'warn' : 'plain',
  }
}

function attentionTile({ actions, waivers, findings }: Report): Tile | undefined {
  const overdue = actions.filter((one) => one.overdue).length
  const soon = waivers.filter(({ daysLeft }) => daysLeft !== undefined && daysLeft <= 14).length
  const errors = findings.filter(({ severity }) => severity === 'error').length
  const warnings = findings.filter(({ severity }) => severity === 'warning').length
  const parts = [
    errors === 0 ? '' : count(errors, 'error'),
    warnings === 0 ? '' : count(warnings, 'warning'),
    overdue === 0 ? '' : `${overdue} overdue`,
    soon === 0 ? '' : `${count(soon, 'waiver')} ending soon`,
  ].filter((text) => text !== '')
  const total = errors + warnings + overdue + soon
  const href = errors + warnings > 0 ? '#findings' : '#decisions'
  if (total === 0)
    return { label: 'Needs attention', value: 'nothing', note: 'no error or warning, nothing overdue', href: '#top', tone: 'good' }
  return { label: 'Needs attention', value: String(total), note: parts.join(' · '), href, tone: errors + overdue > 0 ? 'bad' : 'warn' }
}

const tileHtml = ({ label, value, note, href, tone, share }: Tile): string =>
  `<a class="tile ${tone}" href="${href}"><span class="label">${escaped(label)}</span><span class="value">${escaped(value)}</span>${
    share === undefined ? '' : `<progress max="100" value="${Math.round(share * 100)}" aria-hidden="true"></progress>`
  }<span class="note">${escaped(note)}</span></a>`

/** The head of the page: what it is about, where it stands in one sentence, four figures, and what to do next. */
export function headSection(report: Report): string {
  const made = `${report.at.slice(0, 10)} ${report.at.slice(11, 16)} UTC`
  const meta = [
    `As of <time datetime="${escaped(report.at)}">${escaped(made)}</time>`,
    report.commit === undefined
      ? ''
      : `commit <code>${escaped(report.commit.slice(0, 10))}</code>${report.branch === undefined ? '' : ` on ${escaped(report.branch)}`}`,
    report.schedule?.baselineName === undefined ? '' : `compared with ${escaped(report.schedule.baselineName)}`,
  ].filter((text) => text !== '')
  const tiles = [gateTile(report), taskTile(report), finishTile(report), attentionTile(report)].filter((tile) => tile !== undefined)
  const next = report.next.map(({ command, why }) => `<li><code>${escaped(command)}</code><span>${escaped(why)}</span></li>`).join('')
  return `<header class="top" id="top">
<p class="kicker"><code>${escaped(report.program.id)}</code> program report</p>
<h1>${escaped(report.program.name)}</h1>
<p class="summary">${escaped(report.summary)}</p>
<p class="meta">${meta.join(' · ')}</p>
<div class="tiles">${tiles.map(tileHtml).join('')}</div>
${next === '' ? '' : `<div class="next"><h2>Next</h2><ol>${next}</ol></div>`}
</header>`
}
