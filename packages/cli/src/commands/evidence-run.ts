import { command, type Diagnostic, type Found, leavesOf, type Stamp } from '@refractor/core'
import { runCriterion, runKey } from '@refractor/workspace'
import { type Answer, refused } from '../answer.ts'
import type { WorkspaceContext } from '../context.ts'
import { evidenceContext } from '../evidence-context.ts'
import { mutate } from '../mutate.ts'
import { withStamp } from '../program-command.ts'
import type { EvidenceRunData, RunLine } from '../reporters/text/evidence-run.ts'
import { resolveIds } from '../resolve-id.ts'
import type { SignOptions } from '../sign-options.ts'
import { signed } from '../signing.ts'
import { unfit } from '../unfit.ts'

export interface EvidenceRunOptions extends SignOptions {
  readonly environment?: string
  readonly allowSecret?: string
}

/** Criteria of one program that one run speaks for. */
type Group = readonly [Found, ...Found[]]

/** What would be run: nothing is started with --dry-run. */
function preview(group: Group): RunLine {
  const [{ program, entry }] = group
  const criterion = program.criteria.get(entry.id)
  const leaf = criterion && leavesOf(criterion.record).find((one) => one.leaf.kind === 'command')?.leaf
  return { id: group.map((one) => one.entry.id).join(', '), program: program.id, argv: leaf?.kind === 'command' ? leaf.argv : [] }
}

/** What the command prints is shown as it comes, on standard error: the answer is the record. */
function relay(context: WorkspaceContext): (chunk: Uint8Array) => void {
  const decoder = new TextDecoder()
  return (chunk) => {
    if (!context.common.quiet) context.io.stderr(decoder.decode(chunk, { stream: true }))
  }
}

interface Run {
  /** Absent when the command was not run, or nothing could be recorded; the findings say why. */
  readonly line?: RunLine
  readonly diagnostics: readonly Diagnostic[]
}

/** Criteria that demand the same command on the same inputs share one run. */
function grouped(found: readonly Found[]): Group[] {
  const groups = new Map<string, Group>()
  for (const one of found) {
    const criterion = one.program.criteria.get(one.entry.id)
    const key = JSON.stringify([one.program.id, (criterion && runKey(criterion)) ?? one.entry.id])
    const group = groups.get(key)
    groups.set(key, group ? [...group, one] : [one])
  }
  return [...groups.values()]
}

async function runGroup(context: WorkspaceContext, group: Group, stamp: Stamp, options: EvidenceRunOptions): Promise<Run> {
  const [found] = group
  const ids = group.map((one) => one.entry.id)
  const { record, path, exitCode, ...recorded } = await runCriterion(evidenceContext(context, found.program, stamp), ids, {
    onOutput: relay(context),
    environment: options.environment,
    allowSecret: options.allowSecret,
  })
  const outcome = signed(context, found.program, stamp, recorded, options)
  const { diagnostics, refused: unwritten } = await mutate(context, outcome, { root: context.root })
  if (unwritten || record === undefined || path === undefined) return { diagnostics }
  const { outcome: result, tests } = record.result ?? {}
  return { line: { ...preview(group), exitCode, ...(result && { outcome: result }), ...(tests && { tests }), path }, diagnostics }
}

/** Runs the commands of criteria one after the other, and records what happened to each; a failing run is recorded too. */
export async function run(context: WorkspaceContext, ids: readonly string[], options: EvidenceRunOptions): Promise<Answer> {
  const { found, problems } = resolveIds(context, ids, ['criterion'])
  const invalid = problems.length > 0 ? refused(context.command, problems) : unfit(context, [...new Set(found.map((one) => one.program))])
  if (invalid !== undefined) return invalid
  const dryRun = context.common.dryRun === true
  if (dryRun) return { command: context.command, diagnostics: [], data: { runs: grouped(found).map(preview), dryRun } }
  return withStamp(context, async (stamp) => {
    const runs: Run[] = []
    for (const group of grouped(found)) runs.push(await runGroup(context, group, stamp, options))
    const lines = runs.flatMap(({ line }) => line ?? [])
    const diagnostics = runs.flatMap((one) => one.diagnostics)
    const [first] = found
    const gate = first?.program.criteria.get(first.entry.id)?.gate
    const data: EvidenceRunData = { runs: lines, dryRun, ...(first && gate && { next: command(first.program, 'gate check', gate) }) }
    if (lines.length === 0) return refused(context.command, diagnostics, data)
    return { command: context.command, diagnostics, data, negative: lines.some(({ outcome }) => outcome !== 'passed') }
  })
}
