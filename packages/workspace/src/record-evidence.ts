import { type Diagnostic, diagnostic, metricProblem, sortDiagnostics } from '@refractor/core'
import { evidenceTarget } from './evidence-target.ts'
import type { EvidenceContext, EvidencePlanned, EvidenceRequest } from './evidence-types.ts'
import { pathFinder } from './find-path.ts'
import { isError, planRecord } from './plan-record.ts'
import { readArtifacts } from './record-artifacts.ts'
import { dirtyWarning, readInputs, uncommitted } from './record-inputs.ts'
import { readReports } from './record-reports.ts'
import { recordedAlready } from './recorded-already.ts'
import { workspacePath } from './workspace-path.ts'

const usage = (message: string, help: string): Diagnostic => diagnostic('cli/usage', message, { help })

/** True for a day that exists, or a time in UTC. */
function isExpiry(text: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?Z)?$/.test(text) ? Date.parse(text) : Number.NaN
  return !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === text.slice(0, 10)
}

/** What is wrong with the values of a request, all at once. */
function requestProblems(context: EvidenceContext, request: EvidenceRequest): Diagnostic[] {
  const problems: Diagnostic[] = []
  const { artifacts = [], reports = [], metrics = [], observations = [], supersedes = [] } = request
  if (artifacts.length + reports.length + metrics.length + observations.length === 0 && request.metricsFile === undefined) {
    problems.push(usage(`there is nothing to record for ${request.target}`, 'give --artifact, --report, --metric, --metrics or --observe'))
  }
  for (const [index, metric] of metrics.entries()) {
    const problem = metricProblem(metric)
    if (problem) problems.push(usage(`metric ${index + 1} ${problem}`, 'give name=value with a finite number'))
  }
  for (const { claim, value } of observations) {
    if (claim === '' || (typeof value === 'number' && !Number.isFinite(value)))
      problems.push(usage('an observation has no claim or no finite value', 'give "claim" or "claim=value"'))
  }
  if (request.expires !== undefined && !isExpiry(request.expires))
    problems.push(usage(`${JSON.stringify(request.expires)} is no day and no time in UTC`, 'give 2027-01-31 or 2027-01-31T12:00:00Z'))
  if (request.allowSecret !== undefined && request.allowSecret.trim() === '')
    problems.push(usage('a secret is allowed without a reason', 'give the reason: --allow-secret "test key, revoked"'))
  const find = pathFinder(context.root)
  for (const one of supersedes) {
    const path = workspacePath(context.root, one)
    if (!/^[0-9a-f]{64}$/.test(one) && (path === undefined || find(path).state !== 'file'))
      problems.push(usage(`there is no record ${one} to supersede`, 'give the path of its metadata.json, or its SHA-256'))
  }
  return problems
}

/**
 * Plans an evidence record from what there is: files, reports, numbers, observations. Digests are those that the gate will
 * compute again. A record over uncommitted inputs is marked dirty, with a warning; what looks like a secret is refused.
 */
export async function recordEvidence(context: EvidenceContext, request: EvidenceRequest): Promise<EvidencePlanned> {
  const { program, stamp } = context
  const target = evidenceTarget(program, request.target)
  const problems = requestProblems(context, request)
  if ('code' in target) problems.unshift(target)
  if (stamp.commit === undefined)
    problems.push(diagnostic('git/no-commit', 'there is no commit that the evidence could be made at', { help: 'git init && git commit' }))
  if ('code' in target || problems.length > 0) return { ok: false, diagnostics: sortDiagnostics(problems) }

  const declared = target.criterion?.record.inputs
  // The gate wants the inputs that the criterion declares; others that are named come on top.
  const sets = [...(declared || !request.inputs?.length ? [declared ?? []] : []), ...(request.inputs?.length ? [request.inputs] : [])]
  const [found, reports, inputs] = [
    await readArtifacts(context, request.artifacts ?? []),
    await readReports(context, [...(request.reports ?? []), ...(request.metricsFile === undefined ? [] : [request.metricsFile])]),
    await readInputs(context, sets),
  ]
  const metrics = [...(request.metrics ?? []), ...reports.metrics]
  const diagnostics = [...found.diagnostics, ...reports.diagnostics, ...(inputs.ok ? [] : inputs.diagnostics)]
  const dirty = uncommitted(
    context,
    sets,
    found.artifacts.flatMap((one) => one.path ?? []),
  )
  if ('code' in dirty) diagnostics.push(dirty)
  if (!inputs.ok || 'code' in dirty || diagnostics.some(isError)) return { ok: false, diagnostics: sortDiagnostics(diagnostics) }
  if (dirty.paths.length > 0) diagnostics.push(dirtyWarning(dirty.paths))

  const failed = (reports.tests?.failed ?? 0) > 0
  if (failed && request.outcome !== undefined && request.outcome !== 'failed') {
    diagnostics.push(
      diagnostic('evidence/report', `the outcome is recorded as failed: ${reports.tests?.failed} tests failed`, {
        severity: 'warning',
        help: 'make the tests pass, and record again',
      }),
    )
  }
  const outcome = failed ? 'failed' : (request.outcome ?? (reports.tests && reports.tests.total > 0 ? 'passed' : undefined))
  const { observations } = request
  const result = {
    ...(outcome && { outcome }),
    ...(reports.tests && { tests: reports.tests }),
    ...(metrics.length > 0 && { metrics }),
    ...(observations?.length && { observations: [...observations] }),
  }
  const planned = await planRecord(context, {
    target: target.id,
    parts: {
      ...target.speaksFor,
      dirty: dirty.paths.length > 0,
      inputs: inputs.inputs,
      producer: { tool: 'refractor', ...(context.version && { version: context.version }) },
      environment: request.environment === undefined ? undefined : { name: request.environment },
      result: Object.keys(result).length > 0 ? result : undefined,
      expires: request.expires,
      supersedes: request.supersedes?.map((one) => workspacePath(context.root, one) ?? one),
      notes: request.notes,
    },
    artifacts: found.artifacts,
    copies: reports.copies,
    texts: found.texts,
    allowSecret: request.allowSecret,
    diagnostics,
  })
  if (!planned.ok || planned.record === undefined || planned.path === undefined || request.again) return planned
  const made = { path: planned.path, record: planned.record }
  const same = recordedAlready(context.root, made, { maxAge: target.criterion?.record.maxAge, isSigned: request.isSigned })
  return same === undefined ? planned : { ...planned, ...same, plan: { title: `the same is recorded for ${target.id} already`, steps: [] } }
}
