import { command, type Diagnostic, diagnostic, type Found, leavesOf, runStanding, type Stamp } from '@refractor/core'
import { runCriterion, runKey } from '@refractor/workspace'
import { type Answer, refused } from '../answer.ts'
import { timestamp } from '../common-options.ts'
import type { WorkspaceContext } from '../context.ts'
import { evidenceContext } from '../evidence-context.ts'
import { judge } from '../judge.ts'
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
  readonly times?: string
  readonly again?: boolean
}

/** More runs in a row than anybody waits for. */
const mostTimes = 1000

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

/** How often to run; undefined when that is no number. */
function timesOf(text = '1'): number | undefined {
  const times = /^[0-9]{1,4}$/.test(text) ? Number(text) : 0
  return times >= 1 && times <= mostTimes ? times : undefined
}

/** What fresh records say already: to run it once more would change nothing, neither for the gate nor for what is known. */
async function settledBy(
  context: WorkspaceContext,
  found: readonly Found[],
  environment: string | undefined,
): Promise<Map<Found, RunLine>> {
  const settled = new Map<Found, RunLine>()
  for (const program of new Set(found.map((one) => one.program))) {
    const own = found.filter((one) => one.program === program)
    const gates = own.flatMap(({ entry }) => program.criteria.get(entry.id)?.gate ?? [])
    const { case: records, facts } = await judge(context, program, () => gates)
    for (const one of own) {
      const standing = runStanding(program, records, facts, one.entry.id, { now: context.now, environment })
      if (standing?.outcome === 'met')
        settled.set(one, { ...preview([one]), already: standing.because, path: standing.evidence[0]?.path ?? '' })
    }
  }
  return settled
}

/** The stamp of a later run: its own time, unless the time of everything was given. */
const stampedLater = (context: WorkspaceContext, stamp: Stamp): Stamp =>
  context.common.now === undefined ? { ...stamp, now: timestamp(context.io.now()) ?? stamp.now } : stamp

/** Several runs in a row, each recorded; the first that does not pass is the last. */
async function runTimes(context: WorkspaceContext, group: Group, stamp: Stamp, options: EvidenceRunOptions, times: number): Promise<Run[]> {
  const runs: Run[] = []
  while (runs.length < times) {
    runs.push(await runGroup(context, group, runs.length === 0 ? stamp : stampedLater(context, stamp), options))
    if (runs.at(-1)?.line?.outcome !== 'passed') break
  }
  return runs
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
  const { diagnostics, refused: unwritten } = await mutate(context, outcome, { root: context.root, inAnyState: true })
  if (unwritten || record === undefined || path === undefined) return { diagnostics }
  const { outcome: result, tests } = record.result ?? {}
  return { line: { ...preview(group), exitCode, ...(result && { outcome: result }), ...(tests && { tests }), path }, diagnostics }
}

/**
 * Runs the commands of criteria one after the other, and records what happened to each; a failing run is recorded too. What fresh records
 * prove already is not run, unless it is asked for.
 */
export async function run(context: WorkspaceContext, ids: readonly string[], options: EvidenceRunOptions): Promise<Answer> {
  const { found, problems } = resolveIds(context, ids, ['criterion'])
  const times = timesOf(options.times)
  const misuse = times === undefined ? [notTimes(options.times)] : []
  const wrong = [...misuse, ...problems]
  const invalid = wrong.length > 0 ? refused(context.command, wrong) : unfit(context, [...new Set(found.map((one) => one.program))])
  if (invalid !== undefined || times === undefined) return invalid ?? refused(context.command, wrong)
  const dryRun = context.common.dryRun === true
  const settled = options.again ? new Map<Found, RunLine>() : await settledBy(context, found, options.environment)
  const groups = grouped(found.filter((one) => !settled.has(one)))
  const already = [...settled.values()]
  const [first] = found
  const gate = first?.program.criteria.get(first.entry.id)?.gate
  const next = first && gate && command(first.program, 'gate check', gate)
  const base: EvidenceRunData = { runs: already, dryRun, applied: false, ...(next && { next }) }
  if (groups.length === 0) return { command: context.command, diagnostics: [], data: base }
  if (dryRun) return { command: context.command, diagnostics: [], data: { ...base, runs: [...already, ...groups.map(preview)] } }
  return withStamp(context, async (stamp) => {
    const runs: Run[] = []
    for (const group of groups) runs.push(...(await runTimes(context, group, stamp, options, times)))
    const lines = runs.flatMap(({ line }) => line ?? [])
    const diagnostics = runs.flatMap((one) => one.diagnostics)
    const data: EvidenceRunData = { ...base, runs: [...already, ...lines], applied: lines.length > 0 }
    if (lines.length === 0) return refused(context.command, diagnostics, data)
    return { command: context.command, diagnostics, data, negative: lines.some(({ outcome }) => outcome !== 'passed') }
  })
}

const notTimes = (times: string | undefined): Diagnostic =>
  diagnostic('cli/usage', `--times ${times} is no number of runs`, { help: `give a whole number from 1 to ${mostTimes}` })
