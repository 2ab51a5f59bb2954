import { command, type Diagnostic, type Found, leavesOf, type Stamp } from '@refractor/core'
import { runCriterion } from '@refractor/workspace'
import { type Answer, refused } from '../answer.ts'
import type { WorkspaceContext } from '../context.ts'
import { evidenceContext } from '../evidence-context.ts'
import { invalidProgram, mutate } from '../mutate.ts'
import { withStamp } from '../program-command.ts'
import type { EvidenceRunData, RunLine } from '../reporters/text/evidence-run.ts'
import { resolveIds } from '../resolve-id.ts'

export interface EvidenceRunOptions {
  readonly environment?: string
  readonly allowSecret?: string
}

/** What would be run: nothing is started with --dry-run. */
function preview({ program, entry }: Found): RunLine {
  const criterion = program.criteria.get(entry.id)
  const leaf = criterion && leavesOf(criterion.record).find((one) => one.leaf.kind === 'command')?.leaf
  return { id: entry.id, program: program.id, argv: leaf?.kind === 'command' ? leaf.argv : [] }
}

/** What the command prints is shown as it comes, on standard error: the answer is the record. */
function relay(context: WorkspaceContext): (chunk: Uint8Array) => void {
  const decoder = new TextDecoder()
  return (chunk) => {
    if (!context.common.quiet) context.io.stderr(decoder.decode(chunk, { stream: true }))
  }
}

async function runOne(
  context: WorkspaceContext,
  found: Found,
  stamp: Stamp,
  options: EvidenceRunOptions,
): Promise<{ line: RunLine; diagnostics: readonly Diagnostic[]; failed: boolean }> {
  const { record, path, exitCode, ...outcome } = await runCriterion(evidenceContext(context, found.program, stamp), found.entry.id, {
    onOutput: relay(context),
    environment: options.environment,
    allowSecret: options.allowSecret,
  })
  const written = await mutate(context, outcome, { root: context.root })
  const result = record?.result
  return {
    line: {
      ...preview(found),
      exitCode,
      ...(result?.outcome && { outcome: result.outcome }),
      ...(result?.tests && { tests: result.tests }),
      ...(path !== undefined && !written.refused && { path }),
    },
    diagnostics: written.diagnostics,
    failed: result?.outcome !== 'passed',
  }
}

/** Runs the commands of criteria one after the other, and records what happened to each; a failing run is recorded too. */
export async function run(context: WorkspaceContext, ids: readonly string[], options: EvidenceRunOptions): Promise<Answer> {
  const invalid = invalidProgram(context)
  if (invalid !== undefined) return invalid
  const { found, problems } = resolveIds(context, ids, ['criterion'])
  if (problems.length > 0) return refused(context.command, problems)
  const dryRun = context.common.dryRun === true
  if (dryRun) return { command: context.command, diagnostics: [], data: { runs: found.map(preview), dryRun } }
  return withStamp(context, async (stamp) => {
    const runs = []
    for (const one of found) runs.push(await runOne(context, one, stamp, options))
    const [first] = found as [Found]
    const gate = first.program.criteria.get(first.entry.id)?.gate ?? first.entry.id
    const data: EvidenceRunData = { runs: runs.map((one) => one.line), dryRun, next: command(first.program, 'gate check', gate) }
    return { command: context.command, diagnostics: runs.flatMap((one) => one.diagnostics), data, negative: runs.some((one) => one.failed) }
  })
}
