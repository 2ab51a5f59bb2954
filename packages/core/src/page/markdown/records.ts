import { codeSpan, commandText, plainWords } from '../../export/markdown-text.ts'
import type { Report } from '../report-model.ts'
import { andMore, counted, linkTo, type MarkdownSection, named, placeText, shortWords, tableOf } from './blocks.ts'

const severities = ['critical', 'high', 'medium', 'low']
const isOver = (status: string | undefined): boolean => status === 'mitigated' || status === 'closed' || status === 'accepted'

/** Risks that are open, the gravest first. */
export const risksSection = ({ risks }: Report): MarkdownSection => ({
  title: 'Risks',
  body(most) {
    const rankOf = (severity: string | undefined): number => (severity === undefined ? severities.length : severities.indexOf(severity))
    const open = risks
      .map((risk, at) => ({ risk, at }))
      .filter(({ risk }) => !isOver(risk.status))
      .sort((a, b) => rankOf(a.risk.severity) - rankOf(b.risk.severity) || a.at - b.at)
    if (open.length === 0) return undefined
    const rows = open.map(({ risk: { id, title, severity, owner, status, tasks, place } }) => [
      named(id, title, place?.href),
      plainWords(severity ?? 'not rated'),
      plainWords(status ?? ''),
      shortWords(owner ?? 'nobody'),
      tasks.map((task) => `${codeSpan(task.id)} ${plainWords(task.state)}`).join(', '),
    ])
    return tableOf(['Risk', 'Severity', 'State', 'Owner', 'Tasks against it'], rows, most, andMore('risk'))
  },
})

/** What was conceded and until when, what is to be done by people, and who said no. */
export const decisionsSection = ({ waivers, actions, approvals }: Report): MarkdownSection => ({
  title: 'Decisions',
  body(most) {
    const waiverRows = waivers
      .filter(({ state }) => !/^(?:expired|void|malformed)/.test(state))
      .map(({ id, criterion, state, reason, expires, daysLeft, href }) => [
        linkTo(codeSpan(id), href),
        codeSpan(criterion),
        plainWords(state),
        daysLeft === undefined ? (expires ?? '') : `${expires ?? ''} (${counted(daysLeft, 'day')} left)`,
        shortWords(reason),
      ])
    const rejected = approvals
      .filter(({ decision, standing }) => decision === 'reject' && standing === 'stands')
      .map(({ target, by, role, at, href }) => [
        linkTo(codeSpan(target), href),
        shortWords(role === undefined ? by : `${by} (${role})`),
        at.slice(0, 10),
      ])
    const actionRows = actions
      .filter(({ overdue }) => overdue)
      .map(({ id, title, owner, due }) => [named(id, title), shortWords(owner ?? 'nobody'), due ?? ''])
    const parts = [
      ...(waiverRows.length === 0
        ? []
        : [tableOf(['Waiver', 'Criterion', 'State', 'Ends', 'Reason'], waiverRows, most, andMore('waiver'))]),
      ...(rejected.length === 0 ? [] : [tableOf(['Rejected', 'By', 'When'], rejected, most, andMore('rejection'))]),
      ...(actionRows.length === 0 ? [] : [tableOf(['Overdue', 'Owner', 'Was due'], actionRows, most, andMore('action'))]),
    ]
    return parts.length === 0 ? undefined : parts.join('\n\n')
  },
})

/** What is wrong with the plan and its records; notes are left out. */
export const findingsSection = ({ findings }: Report): MarkdownSection => ({
  title: 'Findings',
  body(most) {
    const told = findings.filter(({ severity }) => severity !== 'info')
    if (told.length === 0) return undefined
    const rows = told.map(({ severity, code, message, place }) => [
      plainWords(severity),
      shortWords(message),
      placeText(place),
      codeSpan(code),
    ])
    return tableOf(['', 'Finding', 'Where', 'Code'], rows, most, andMore('finding'))
  },
})

/** What to run now. */
export const nextSection = ({ next }: Report): MarkdownSection => ({
  title: 'Next',
  body: (most) => (next.length === 0 ? undefined : commandText(next.slice(0, most))),
})
