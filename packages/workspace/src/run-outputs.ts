import { type Diagnostic, diagnostic, type Leaf, type TestTotals } from '@refractor/core'
import type { Copy, EvidenceContext, Metric } from './evidence-types.ts'
import { type FindPath, pathFinder } from './find-path.ts'
import { type ArtifactsRead, readArtifacts } from './record-artifacts.ts'
import { readReports } from './record-reports.ts'

export type CommandCheck = Extract<Leaf['leaf'], { kind: 'command' }>

/** File systems keep time in coarser steps than the clock of the process. */
const timeStep = 100

/** The state of a report before the run; a report that is the same afterwards was not written by it. */
export type ReportsBefore = ReadonlyMap<string, string>

const stamp = (find: FindPath, path: string): string | undefined => {
  const found = find(path)
  return found.state === 'file' ? `${found.stats.ino} ${found.stats.mtimeMs} ${found.stats.ctimeMs} ${found.stats.size}` : undefined
}

const reportsOf = (check: CommandCheck): string[] => [check.report, check.metrics].filter((path) => path !== undefined)

export function reportsBefore(root: string, check: CommandCheck): ReportsBefore {
  const find = pathFinder(root)
  return new Map(reportsOf(check).map((path) => [path, stamp(find, path) ?? '']))
}

function isFresh(find: FindPath, path: string, before: ReportsBefore, startedAt: number): boolean {
  const found = find(path)
  return found.state === 'file' && stamp(find, path) !== before.get(path) && found.stats.mtimeMs >= startedAt - timeStep
}

export interface RunOutputs {
  readonly tests: TestTotals | undefined
  readonly metrics: readonly Metric[]
  readonly copies: readonly Copy[]
  readonly artifacts: ArtifactsRead
  /** An error among them: something that the command should have made is not there or not readable. */
  readonly diagnostics: readonly Diagnostic[]
}

/** What the command made: its report and metrics, if this run wrote them, and its artifacts. `startedAt`: milliseconds since 1970. */
export async function readOutputs(
  context: EvidenceContext,
  check: CommandCheck,
  before: ReportsBefore,
  startedAt: number,
): Promise<RunOutputs> {
  const find = pathFinder(context.root)
  const fresh: string[] = []
  const diagnostics: Diagnostic[] = []
  for (const path of reportsOf(check)) {
    if (isFresh(find, path, before, startedAt)) fresh.push(path)
    else {
      const why = find(path).state === 'missing' ? 'does not exist' : 'was not written by this run'
      diagnostics.push(
        diagnostic('evidence/report', `the report ${path} ${why}`, {
          location: { file: path, line: 1, column: 1 },
          help: 'make the command write it, or change the path in the check',
        }),
      )
    }
  }
  const [reports, artifacts] = [await readReports(context, fresh), await readArtifacts(context, check.artifacts ?? [])]
  return {
    tests: reports.tests,
    metrics: reports.metrics,
    copies: reports.copies,
    artifacts,
    diagnostics: [...diagnostics, ...reports.diagnostics, ...artifacts.diagnostics],
  }
}
