import { type Diagnostic, diagnostic } from '@refractor/core'
import type { EvidenceRequest } from '@refractor/workspace'
import type { WorkspaceContext } from './context.ts'
import { parseMetric, parseObservation } from './metric-argument.ts'
import { repositoryPaths } from './repository-path.ts'

/** What `evidence add` is told on the command line. */
export interface EvidenceAddOptions {
  readonly artifact?: readonly string[]
  readonly input?: readonly string[]
  readonly report?: readonly string[]
  readonly metric?: readonly string[]
  readonly metrics?: string
  readonly observe?: readonly string[]
  readonly link?: string
  readonly note?: string
  readonly environment?: string
  readonly expires?: string
  readonly outcome?: 'passed' | 'failed'
  readonly allowSecret?: string
  readonly supersedes?: readonly string[]
  readonly again?: boolean
}

function metricsOf(texts: readonly string[]): {
  readonly metrics: NonNullable<EvidenceRequest['metrics']>
  readonly problems: readonly Diagnostic[]
} {
  const parsed = texts.map((text) => ({ text, metric: parseMetric(text) }))
  return {
    metrics: parsed.flatMap(({ metric }) => (metric === undefined ? [] : [metric])),
    problems: parsed
      .filter(({ metric }) => metric === undefined)
      .map(({ text }) =>
        diagnostic('cli/usage', `--metric ${text} is not name=value`, {
          help: 'write it as latency=28.4ms@p95: name, number, unit, aggregation',
        }),
      ),
  }
}

function observationsOf({ observe = [], link, note }: EvidenceAddOptions): NonNullable<EvidenceRequest['observations']> {
  return observe.map((text) => ({ ...parseObservation(text), ...(link !== undefined && { link }), ...(note !== undefined && { note }) }))
}

/** The request that the options make, or everything that is wrong with them. Paths are relative to where they were typed. */
export function evidenceRequest(
  context: WorkspaceContext,
  target: string,
  options: EvidenceAddOptions,
): { readonly ok: true; readonly request: EvidenceRequest } | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] } {
  const { metrics, problems } = metricsOf(options.metric ?? [])
  const [artifacts, reports, files] = [
    options.artifact ?? [],
    options.report ?? [],
    options.metrics === undefined ? [] : [options.metrics],
  ].map((paths) => repositoryPaths(context, paths)) as [Paths, Paths, Paths]
  const diagnostics = [...problems, ...artifacts.problems, ...reports.problems, ...files.problems]
  if (options.link !== undefined && (options.observe ?? []).length === 0)
    diagnostics.push(
      diagnostic('cli/usage', '--link says where an observation can be seen, and there is none', { help: 'add --observe "claim"' }),
    )
  if (diagnostics.length > 0) return { ok: false, diagnostics }
  const request: EvidenceRequest = {
    target,
    artifacts: artifacts.paths,
    inputs: options.input,
    reports: reports.paths,
    metrics,
    metricsFile: files.paths[0],
    observations: observationsOf(options),
    outcome: options.outcome,
    environment: options.environment,
    expires: options.expires,
    notes: options.note,
    allowSecret: options.allowSecret,
    supersedes: options.supersedes,
    again: options.again,
  }
  return { ok: true, request }
}

type Paths = ReturnType<typeof repositoryPaths>
