import { escaped } from '../import/page-text.ts'
import type { Anchors } from './anchors.ts'
import { badge, count, idOf, link, section, table } from './markup.ts'
import type { Report } from './report-model.ts'

const days = (left: number | undefined): string =>
  left === undefined
    ? ''
    : left < 0
      ? `<b class="bad">ended ${count(-left, 'day')} ago</b>`
      : left <= 14
        ? `<b class="warn">${count(left, 'day')} left</b>`
        : `${count(left, 'day')} left`

const dated = (at: string | undefined): string =>
  at === undefined ? '' : `<time datetime="${escaped(at)}">${escaped(at.slice(0, 10))}</time>`

const approvals = ({ approvals: list }: Report): string =>
  list.length === 0
    ? ''
    : `<h3>Approvals</h3>${table(
        'Approvals, rejections and revocations',
        ['Of', 'Decision', 'By', 'Role', 'On', 'Ends', 'Standing'],
        list.map((one) => ({
          cells: [
            link(idOf(one.target), one.href),
            badge(one.decision),
            escaped(one.by),
            escaped(one.role ?? ''),
            dated(one.at),
            dated(one.expires),
            escaped(one.standing),
          ],
        })),
      )}`

const waivers = ({ waivers: list }: Report, anchors: Anchors): string =>
  list.length === 0
    ? ''
    : `<h3>Waivers</h3>${table(
        'Waivers',
        ['Waiver', 'Criterion', 'State', 'Reason', 'Ends', 'Left'],
        list.map((one) => ({
          cells: [
            link(idOf(one.id), one.href),
            idOf(one.criterion),
            badge(one.state),
            escaped(one.reason),
            dated(one.expires),
            days(one.daysLeft),
          ],
          anchor: anchors.of(one.id),
        })),
      )}`

const actions = ({ actions: list }: Report, anchors: Anchors): string =>
  list.length === 0
    ? ''
    : `<h3>Actions</h3>${table(
        'Actions',
        ['Action', 'Owner', 'Due', 'State'],
        list.map((one) => ({
          cells: [
            `${idOf(one.id)} ${escaped(one.title)}`,
            escaped(one.owner ?? ''),
            dated(one.due),
            one.overdue ? badge('overdue') : badge(one.state),
          ],
          anchor: anchors.of(one.id),
          owner: one.owner,
          state: one.state,
        })),
      )}`

/** What people decided: approvals, waivers with their end, actions. */
export function decisionSection(report: Report, anchors: Anchors): string {
  const body = [approvals(report), waivers(report, anchors), actions(report, anchors)].filter((text) => text !== '')
  return body.length === 0 ? '' : section('decisions', 'Decisions', body.join('\n'))
}
