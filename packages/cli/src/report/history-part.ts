import type { Diagnostic } from '@refractor/core'
import type { ReportPoint } from '@refractor/core/page'
import { programHistory } from '../program-history.ts'
import { given, type ReportSource } from './report-source.ts'

/** Points of a chart: a year of weeks. */
const most = 60

/** The past of the program, oldest first, up to the work tree. What git cannot tell is left out, and said. */
export async function historyPart({ context, program }: Pick<ReportSource, 'context' | 'program'>): Promise<{
  readonly points: readonly ReportPoint[]
  readonly diagnostics: readonly Diagnostic[]
}> {
  const read = await programHistory(context, program, { by: 'week', max: most })
  // Outside of git there is no past, and nobody expects one.
  if (!read.ok) return { points: [], diagnostics: read.diagnostics.filter(({ code }) => code !== 'git/unavailable') }
  return {
    points: read.past.points.map(({ at, commit, scope, done, milestones, accepted, finish, gates }) => ({
      at,
      commit: commit ?? '',
      scope,
      done,
      milestones,
      accepted,
      ...given('finish', finish),
      ...(Object.keys(gates).length > 0 && { gates }),
    })),
    diagnostics: [],
  }
}
