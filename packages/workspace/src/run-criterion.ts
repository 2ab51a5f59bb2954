import {
  type CriterionEntry,
  canonicalJson,
  type Diagnostic,
  diagnostic,
  durationOf,
  inputsKey,
  leavesOf,
  locationOfEntry,
  nearest,
  sortDiagnostics,
} from '@refractor/core'
import { earlierRuns } from './earlier-runs.ts'
import { evidenceTarget } from './evidence-target.ts'
import type { EvidenceContext, EvidencePlanned } from './evidence-types.ts'
import { pathFinder } from './find-path.ts'
import { isError, planRecord } from './plan-record.ts'
import { dirtyWarning, readInputs, uncommitted } from './record-inputs.ts'
import { type CommandCheck, readOutputs, reportsBefore } from './run-outputs.ts'
import { type ProcessRun, runProcess } from './run-process.ts'

export interface RunOptions {
  /** Is given everything that the command prints, as it comes. */
  readonly onOutput?: ((chunk: Uint8Array) => void) | undefined
  /** Name of the environment that it runs in. */
  readonly environment?: string | undefined
  readonly allowSecret?: string | undefined
  /** How long the command may take to end once it has to, in milliseconds; default 3,000. */
  readonly graceMs?: number | undefined
}

/** `exitCode` is that of the command; null when it did not run, or a signal ended it. */
export type RunPlanned = EvidencePlanned & { readonly exitCode: number | null }

interface Runnable {
  readonly criterion: CriterionEntry
  /** Every criterion that the run speaks for, this one first. */
  readonly speaksFor: readonly string[]
  readonly check: CommandCheck
  /** Absolute. */
  readonly cwd: string
}

/** The command of a criterion and where to run it, or every reason why it cannot be run. */
function runnableOne(context: EvidenceContext, id: string): Runnable | readonly Diagnostic[] {
  const target = evidenceTarget(context.program, id)
  if ('code' in target) return [target]
  const { criterion } = target
  if (!criterion) {
    const withCommand = [...context.program.criteria.values()]
      .filter((one) => leavesOf(one.record).some(({ leaf }) => leaf.kind === 'command'))
      .map((one) => one.id)
    return [
      diagnostic('cli/unknown-id', `${id} is not a criterion, so it has no command`, {
        expected: nearest(id, withCommand),
        help: `refractor gate explain ${id}`,
      }),
    ]
  }
  const leaf = leavesOf(criterion.record).find((one) => one.leaf.kind === 'command')
  if (leaf?.leaf.kind !== 'command') {
    return [
      diagnostic('evidence/not-run', `criterion ${id} has no command`, {
        location: locationOfEntry(criterion),
        help: `record evidence that was made otherwise: refractor evidence add ${id}`,
      }),
    ]
  }
  const location = locationOfEntry(criterion, leaf.pointer)
  const problems: Diagnostic[] = []
  if (leaf.proposed)
    problems.push(
      diagnostic('evidence/not-run', `the command of ${id} is only proposed`, {
        location,
        help: `read it, then: refractor gate accept-check ${id}`,
      }),
    )
  if (context.stamp.commit === undefined)
    problems.push(diagnostic('git/no-commit', 'there is no commit that the evidence could be made at', { help: 'git init && git commit' }))
  const folder = pathFinder(context.root)(leaf.leaf.cwd ?? '')
  if (folder.state !== 'directory')
    problems.push(
      diagnostic('evidence/not-run', `the folder ${leaf.leaf.cwd} of the command of ${id} is not there`, {
        location,
        help: 'change cwd in the check',
      }),
    )
  return problems.length > 0 || folder.state !== 'directory'
    ? problems
    : { criterion, speaksFor: [id], check: leaf.leaf, cwd: folder.absolute }
}

/** What a run depends on: criteria that agree in it can share one run. */
export function runKey(criterion: CriterionEntry): string | undefined {
  const leaf = leavesOf(criterion.record).find((one) => one.leaf.kind === 'command')?.leaf
  return leaf && canonicalJson([leaf, inputsKey(criterion.record.inputs ?? [])])
}

/** One run for several criteria: all of them demand the same command on the same inputs. */
function runnable(context: EvidenceContext, ids: readonly string[]): Runnable | readonly Diagnostic[] {
  const all = ids.map((id) => runnableOne(context, id))
  const problems = all.flatMap((one) => ('check' in one ? [] : one))
  const ready = all.flatMap((one) => ('check' in one ? one : []))
  const [first] = ready
  if (problems.length > 0 || first === undefined) return problems
  const other = ready.find((one) => runKey(one.criterion) !== runKey(first.criterion))
  if (other) {
    return [
      diagnostic('evidence/not-run', `${other.criterion.id} demands another command or other inputs than ${first.criterion.id}`, {
        location: locationOfEntry(other.criterion),
        help: `refractor evidence run ${other.criterion.id}`,
      }),
    ]
  }
  return { ...first, speaksFor: ready.map((one) => one.criterion.id) }
}

function producer(context: EvidenceContext, { criterion, check }: Runnable, run: ProcessRun) {
  return {
    tool: 'refractor',
    ...(context.version && { version: context.version }),
    argv: [...check.argv],
    ...(check.cwd !== undefined && { cwd: check.cwd }),
    exitCode: run.exitCode,
    ...(run.signal !== undefined && { signal: run.signal }),
    ...(run.timedOut && { timedOut: true }),
    attempt: 1 + earlierRuns(context.root, context.program, criterion.id, check.argv),
    startedAt: context.stamp.now,
    durationMs: run.durationMs,
    stdout: run.stdout,
    stderr: run.stderr,
  }
}

/**
 * Runs the command of a criterion (or the one command that several criteria demand) and plans the record of what happened;
 * a failing run is evidence as well. Inputs are digested before and after: a run that changes them, or starts from uncommitted ones, makes a dirty record. Nothing is
 * recorded when the command could not be started or was interrupted.
 */
export async function runCriterion(
  context: EvidenceContext,
  ids: string | readonly string[],
  options: RunOptions = {},
): Promise<RunPlanned> {
  const refuse = (diagnostics: readonly Diagnostic[], exitCode: number | null = null): RunPlanned => ({
    ok: false,
    diagnostics: sortDiagnostics(diagnostics),
    exitCode,
  })
  const ready = runnable(context, typeof ids === 'string' ? [ids] : ids)
  if (!('check' in ready)) return refuse(ready)
  const { criterion, speaksFor, check, cwd } = ready
  const id = criterion.id
  const sets = [criterion.record.inputs ?? []]
  const inputs = await readInputs(context, sets)
  const dirty = uncommitted(context, sets)
  if (!inputs.ok || 'code' in dirty) return refuse([...(inputs.ok ? [] : inputs.diagnostics), ...('code' in dirty ? [dirty] : [])])

  const before = reportsBefore(context.root, check)
  const startedAt = Date.now()
  const answer = await runProcess(check.argv, {
    cwd,
    timeoutMs: check.timeout === undefined ? undefined : durationOf(check.timeout),
    graceMs: options.graceMs,
    onOutput: options.onOutput,
  })
  const location = locationOfEntry(criterion)
  if (!answer.ok)
    return refuse([
      diagnostic('evidence/not-run', `the command of ${id} was not run: ${answer.problem}`, {
        location,
        help: 'install it, or change argv in the check',
      }),
    ])
  const { run } = answer
  if (run.interrupted)
    return refuse(
      [diagnostic('evidence/not-run', `the command of ${id} was interrupted`, { location, help: `refractor evidence run ${id}` })],
      run.exitCode,
    )

  const outputs = await readOutputs(context, check, before, startedAt)
  const after = await readInputs(context, sets)
  const changed = !after.ok || after.inputs[0]?.sha256 !== inputs.inputs[0]?.sha256
  const diagnostics = [...outputs.diagnostics]
  if (dirty.paths.length > 0) diagnostics.push(dirtyWarning(dirty.paths))
  else if (changed) {
    const now = uncommitted(context, sets)
    diagnostics.push(
      dirtyWarning(
        'code' in now ? [] : now.paths,
        'changed while the command ran; let it write where git ignores, or give the criterion inputs',
      ),
    )
  }
  const asExpected = run.exitCode !== null && (check.exitCodes ?? [0]).includes(run.exitCode) && !run.timedOut
  const outcome = asExpected && !outputs.diagnostics.some(isError) && (outputs.tests?.failed ?? 0) === 0 ? 'passed' : 'failed'
  const { tests, metrics, copies, artifacts } = outputs
  const planned = await planRecord(context, {
    target: criterion.id,
    parts: {
      kind: 'command',
      gate: criterion.gate,
      criteria: speaksFor,
      dirty: dirty.paths.length > 0 || changed,
      inputs: inputs.inputs,
      producer: producer(context, ready, run),
      environment: {
        ...(options.environment !== undefined && { name: options.environment }),
        os: process.platform,
        arch: process.arch,
        node: process.version,
      },
      result: { outcome, ...(tests && { tests }), ...(metrics.length > 0 && { metrics: [...metrics] }) },
    },
    artifacts: artifacts.artifacts,
    copies,
    texts: artifacts.texts,
    allowSecret: options.allowSecret,
    redacts: context.program.policy?.record.secrets?.redact !== false,
    diagnostics,
  })
  return { ...planned, exitCode: run.exitCode }
}
