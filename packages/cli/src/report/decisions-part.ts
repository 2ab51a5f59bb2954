import {
  type DecisionStanding,
  daysUntil,
  decisionStandings,
  identityOf,
  isInForce,
  isOpenAction,
  overdueActions,
  type Program,
  timestampOf,
  waiversOf,
} from '@refractor/core'
import type { Report, ReportApproval, ReportWaiver } from '@refractor/core/page'
import { given, type ReportSource } from './report-source.ts'

const standingWords = ({ state, because }: DecisionStanding, counts: boolean): string => {
  if (state === 'stands') return counts ? 'counts' : 'stands'
  return state === 'void' || state === 'answered' ? `${state === 'void' ? 'void' : 'answered'}: ${because}` : because
}

/** A person by name: an address is of no use to a reader of the page, and travels with it. */
function nameOf(program: Program, by: string): string {
  const { person, label } = identityOf(program, by)
  return person?.name ?? label.replace(/(.)\s*<[^<>]*>$/, '$1')
}

/** Approvals, rejections and revocations, the newest first, and what each is worth now. */
export function approvalsPart(source: ReportSource): ReportApproval[] {
  const { program, judged, context, links } = source
  const used = new Set(judged.gates.flatMap(({ criteria }) => criteria.flatMap(({ evidence }) => evidence.map(({ path }) => path))))
  return decisionStandings(program, judged.case, context.now)
    .sort((a, b) => (a.record.at === b.record.at ? 0 : a.record.at < b.record.at ? 1 : -1))
    .map((standing) => {
      const { file, record } = standing
      const { path } = file.source
      return {
        target: record.target.id,
        decision: record.decision,
        by: nameOf(program, record.by),
        ...given('role', record.role),
        at: record.at,
        ...given('expires', record.expires),
        standing: standingWords(standing, used.has(path)),
        ...given('href', links.file(path)),
      }
    })
}

/** Waivers that were not refused or taken back; those that end first are first. */
export function waiversPart(source: ReportSource): ReportWaiver[] {
  const { program, judged, context, links } = source
  return waiversOf(program, judged.case, judged.facts, context.now)
    .filter(({ state }) => state !== 'rejected' && state !== 'revoked')
    .map((waiver) => ({ waiver, end: Number.isNaN(waiver.end) ? Number.POSITIVE_INFINITY : waiver.end }))
    .sort((a, b) => (a.end === b.end ? 0 : a.end - b.end))
    .map(({ waiver, end }) => ({
      id: waiver.id,
      criterion: waiver.request?.criterion ?? '',
      state: waiver.breakGlass ? `${waiver.state} (emergency)` : waiver.state,
      reason: waiver.request?.reason ?? waiver.because,
      ...(Number.isFinite(end) && { expires: timestampOf(end).slice(0, 10) }),
      ...(isInForce(waiver) && { daysLeft: daysUntil(end, Date.parse(context.now)) }),
      ...given('href', links.file(waiver.file.source.path)),
    }))
}

/** Action items: what is overdue, then what is open, then the rest. */
export function actionsPart({ program, context }: ReportSource): Report['actions'] {
  const overdue = new Set(overdueActions(program, context.now).map(({ id }) => id))
  const place = ({ id, open }: { id: string; open: boolean }): number => (overdue.has(id) ? 0 : open ? 1 : 2)
  return [...program.actions.values()]
    .map(({ id, record }) => ({ id, record, open: isOpenAction(record) }))
    .sort((a, b) => place(a) - place(b))
    .map(({ id, record: { title, owner, due, state = 'open' } }) => ({
      id,
      title,
      ...given('owner', owner),
      ...given('due', due),
      overdue: overdue.has(id),
      state,
    }))
}
