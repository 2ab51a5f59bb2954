import type { EvidenceRecord } from '@refractor/core'
import type { TextBody } from '../reporter.ts'
import { wrapBehind } from '../wrap.ts'
import { nextLine } from './gates.ts'

type Result = NonNullable<EvidenceRecord['result']>

export interface RunLine {
  readonly id: string
  readonly program: string
  readonly argv: readonly string[]
  /** Of the command; null when it did not run, or a signal ended it. */
  readonly exitCode?: number | null
  readonly outcome?: Result['outcome']
  readonly tests?: Result['tests']
  /** What a fresh record says: nothing was run. */
  readonly already?: string
  /** The record; absent with --dry-run. */
  readonly path?: string
}

export interface EvidenceRunData extends Record<string, unknown> {
  readonly runs: readonly RunLine[]
  readonly dryRun: boolean
  /** Something was recorded. */
  readonly applied: boolean
  readonly next?: string
}

function summary({ exitCode, tests }: RunLine): string {
  const ended = exitCode === null || exitCode === undefined ? 'no exit code' : `exit code ${exitCode}`
  if (tests === undefined) return ended
  return `${ended} · ${tests.passed} of ${tests.total} tests passed${tests.skipped > 0 ? `, ${tests.skipped} skipped` : ''}`
}

/** For each criterion: what was run, how it ended, and where the record is. */
export const evidenceRunText: TextBody = (answer, context) => {
  const { runs, dryRun, next } = answer.data as EvidenceRunData
  const { width, paint } = context
  const lines = runs.flatMap((one) => {
    if (one.already !== undefined) return wrapBehind(`  = ${one.id}  `, `recorded already: ${one.already}`, width)
    if (dryRun) return wrapBehind(`  ${one.id}  would run `, one.argv.join(' '), width)
    const passed = one.outcome === 'passed'
    const mark = passed ? '✓' : '✗'
    const head = wrapBehind(`  ${mark} ${one.id}  `, `${one.argv.join(' ')}: ${summary(one)}`, width)
    head[0] = `  ${passed ? paint.good(mark) : paint.bad(mark)}${(head[0] as string).slice(3)}`
    return one.path === undefined ? head : [...head, ...wrapBehind('    + ', one.path, width)]
  })
  if (dryRun) return [...lines, 'Dry run: nothing was run and nothing was changed.']
  const all = runs.every((one) => one.already !== undefined)
  const again = all ? ['Nothing was run: --again runs it all the same.', ''] : []
  return [...lines, '', ...again, ...nextLine(next, context)]
}
