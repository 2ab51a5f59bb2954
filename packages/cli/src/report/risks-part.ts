import { locationOfEntry, rankNames, riskRegister } from '@refractor/core'
import type { ReportRisk } from '@refractor/core/page'
import { given, placeOf, type ReportSource } from './report-source.ts'

/** The register of risks. Impact and likelihood are words of one scale, whatever the plan writes; what cannot be read is left out. */
export function risksPart(source: ReportSource): ReportRisk[] {
  const { program, context } = source
  return riskRegister(program, context.now).map(({ id, entry, impact, likelihood, severity, owner, state, tasks }) => ({
    id,
    title: entry.record.title,
    ...given('impact', impact === undefined ? undefined : rankNames[impact]),
    ...given('likelihood', likelihood === undefined ? undefined : rankNames[likelihood]),
    ...given('severity', severity),
    ...given('owner', owner),
    status: state,
    tasks: tasks.map((task) => ({
      id: task.id,
      state: task.late ? `${task.state}, late` : task.state,
      ...given('phase', program.tasks.get(task.id)?.phases[0]),
    })),
    place: placeOf(source, locationOfEntry(entry)),
  }))
}
