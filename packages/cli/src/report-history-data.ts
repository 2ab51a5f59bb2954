import type { Program } from '@refractor/core'
import type { Commitment, HistoryPoint, ScopeStep, SlipSeries } from '@refractor/core/schedule'
import type { HistoryStep } from '@refractor/workspace'
import type { ProgramPast } from './program-history.ts'

/** The JSON document of `report history`. */
export interface ReportHistoryData {
  readonly program: { readonly id: string; readonly name: string }
  readonly by: HistoryStep
  readonly since: string | null
  /** Oldest first; the last one is the work tree (`commit` null), where it differs from the last commit. */
  readonly points: readonly HistoryPoint[]
  readonly slips: readonly SlipSeries[]
  readonly scope: {
    /** Tasks that have to be done, at the first point and at the last. */
    readonly first: number
    readonly last: number
    readonly added: number
    readonly removed: number
    readonly steps: readonly ScopeStep[]
  }
  /** From the first point to the last; null with fewer than two. */
  readonly commitment: Commitment | null
  /** From each point to the next. */
  readonly commitments: readonly Commitment[]
  readonly read: ProgramPast['read']
}

export function reportHistoryData({ id, name }: Program, past: ProgramPast, by: HistoryStep, since?: string): ReportHistoryData {
  const { points, slips, scope, commitment, commitments, read } = past
  const sum = (list: readonly (readonly string[])[]): number => list.reduce((all, one) => all + one.length, 0)
  return {
    program: { id, name },
    by,
    since: since ?? null,
    points,
    slips,
    scope: {
      first: points[0]?.scope ?? 0,
      last: points.at(-1)?.scope ?? 0,
      added: sum(scope.map(({ added }) => added)),
      removed: sum(scope.map(({ removed }) => removed)),
      steps: scope,
    },
    commitment: commitment ?? null,
    commitments,
    read,
  }
}
