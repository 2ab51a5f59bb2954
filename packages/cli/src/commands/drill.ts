import {
  command,
  type Diagnostic,
  diagnostic,
  drillStanding,
  type EvidenceRecord,
  type Found,
  instantOf,
  type Playbook,
  type Program,
  restoreChanges,
  rollback,
  type SnapshotFile,
  type Stamp,
  sameScenario,
  shellWord,
} from '@refractor/core'
import {
  contentDigest,
  type DrillRequest,
  type Rehearsed,
  readSnapshotTree,
  readWorkTree,
  recordDrill,
  rehearse,
} from '@refractor/workspace'
import { type Answer, refused } from '../answer.ts'
import type { WorkspaceContext } from '../context.ts'
import { type DrillOptions, isExercise, readExercise } from '../drill-request.ts'
import { criteriaAsking, nobodyAsks, notAsked } from '../drill-target.ts'
import { evidenceContext } from '../evidence-context.ts'
import { foldersOf, judge } from '../judge.ts'
import { mutate } from '../mutate.ts'
import { partOf, restoresSnapshot } from '../playbook-data.ts'
import { withStamp } from '../program-command.ts'
import { programOfGates } from '../program-of-gates.ts'
import type { DrillData } from '../reporters/text/drill.ts'
import { repositoryPaths } from '../repository-path.ts'
import { resolveId, resolveIds } from '../resolve-id.ts'
import { isSigning, signed } from '../signing.ts'
import { findSnapshots, readSnapshots } from '../snapshot-data.ts'
import { unfit } from '../unfit.ts'

/** What is rehearsed, and for whom. */
interface Aim {
  readonly program: Program
  readonly scenario: string
  readonly criteria: readonly string[]
  readonly playbook?: Playbook
}

const usage = (message: string, help: string): Diagnostic => diagnostic('cli/usage', message, { help })

/** What is given and belongs to the other way of rehearsing. */
function misuse(options: DrillOptions): Diagnostic[] {
  if (isExercise(options))
    return options.snapshot === undefined
      ? []
      : [usage('what people did restores no snapshot here', 'leave --snapshot out, or leave out how it went: the rehearsal finds it out')]
  const measured = (['rto', 'rpo'] as const).filter((name) => options[name] !== undefined)
  return measured.map((name) => usage(`--${name} is measured by the rehearsal`, 'give it with --scenario, for what people did'))
}

/** The program, the scenario, its playbook and the criteria that it is for. */
function aimOf(context: WorkspaceContext, options: DrillOptions): Aim | Answer {
  const ids = options.for ?? []
  const { found, problems } = resolveIds(context, ids, ['criterion'])
  const playbook = options.playbook === undefined ? undefined : resolveId(context, options.playbook, ['playbook'])
  const wrong = [...misuse(options), ...problems, ...(playbook && !playbook.ok ? [playbook.diagnostic] : [])]
  if (wrong.length > 0) return refused(context.command, wrong)
  const named: Found[] = [...found, ...(playbook?.ok ? [playbook.found] : [])]
  const programs = [...new Set(named.map((one) => one.program))]
  if (programs.length > 1) return refused(context.command, [usage('these are of several programs', 'rehearse for one program at a time')])
  const program = programs[0] ?? programOfGates(context, [])
  if ('command' in program) return program
  const scenario = options.scenario?.trim() || rollback
  const rehearses = !isExercise(options)
  const criteria = found.length > 0 ? [...new Set(found.map(({ entry }) => entry.id))] : criteriaAsking(program, scenario)
  const strange = found.flatMap(({ entry }) => {
    const criterion = program.criteria.get(entry.id)
    return (criterion && notAsked(program, criterion, scenario, rehearses)) ?? []
  })
  if (strange.length > 0) return refused(context.command, strange)
  if (criteria.length === 0 && !rehearses) return refused(context.command, [nobodyAsks(scenario)])
  const record = playbook?.ok ? (playbook.found.entry.record as Playbook) : undefined
  if (record !== undefined && rehearses && !restoresSnapshot(program, record)) {
    const how = `${command(program, 'drill --playbook', record.id)} --scenario ${shellWord(record.id)} --step 1=OUTCOME`
    return refused(context.command, [
      usage(
        `no step of playbook ${record.id} restores a snapshot, so this rehearsal would not be one of it`,
        `record what people did: ${how}`,
      ),
    ])
  }
  return { program, scenario, criteria, ...(record && { playbook: record }) }
}

/** The gate to look at afterwards. */
function nextFor({ program, criteria: [first] }: Aim): string | undefined {
  const gate = first === undefined ? undefined : program.criteria.get(first)?.gate
  return gate === undefined ? undefined : command(program, 'gate check', gate)
}

/** Records a rehearsal; one that failed is recorded as well. */
async function record(
  context: WorkspaceContext,
  aim: Aim,
  stamp: Stamp,
  request: Omit<DrillRequest, 'criteria' | 'isSigned'>,
  options: DrillOptions,
  told: { readonly diagnostics: readonly Diagnostic[]; readonly drill: Partial<DrillData['drill']> },
): Promise<Answer> {
  const { program, criteria } = aim
  const isSigned = isSigning(options)
  const made = await recordDrill(evidenceContext(context, program, stamp), { ...request, criteria, isSigned })
  const { record: written, path, ...planned } = made
  const outcome = signed(context, program, stamp, planned, options)
  const next = nextFor(aim)
  const { outcome: ended, drill } = request
  const done = ended === 'passed' && drill.snapshot === undefined ? partOf(drill.steps) : undefined
  const data = {
    drill: { program: program.id, criteria, outcome: ended, ...told.drill, ...drill, ...(done && { done }), path: path ?? null },
    ...(written && { record: written }),
  }
  const answer = await mutate(context, outcome, { root: context.root, data, ...(next !== undefined && { next }) })
  return { ...answer, diagnostics: [...told.diagnostics, ...answer.diagnostics], ...(ended === 'failed' && { negative: true }) }
}

/** What people did: a drill of the kill switch, say, or a restore in another place. */
function recordExercise(context: WorkspaceContext, aim: Aim, options: DrillOptions): Promise<Answer> {
  const read = readExercise(options, aim.playbook)
  const artifacts = repositoryPaths(context, options.artifact ?? [])
  const problems = [...(read.ok ? [] : read.diagnostics), ...artifacts.problems]
  if (!read.ok || problems.length > 0) return Promise.resolve(refused(context.command, problems))
  const { outcome, drill } = read.exercise
  const { environment, note: notes, allowSecret, again } = options
  return withStamp(context, (stamp) => {
    const request = {
      outcome,
      drill: { scenario: aim.scenario, ...drill },
      artifacts: artifacts.paths,
      environment,
      notes,
      allowSecret,
      again,
    }
    return record(context, aim, stamp, request, options, { diagnostics: [], drill: {} })
  })
}

/** The snapshot that is named, or the newest one of the program. */
async function snapshotOf(context: WorkspaceContext, program: Program, id: string | undefined): Promise<SnapshotFile | Answer> {
  const read = (await readSnapshots(context)).filter((one) => one.program === program)
  const told = read.flatMap((one) => one.diagnostics)
  if (id !== undefined) {
    const { found, problems } = findSnapshots(read, [id])
    return found[0]?.file ?? refused(context.command, [...told, ...problems])
  }
  const newest = read[0]?.snapshots[0]
  if (newest !== undefined) return newest
  const none = diagnostic('drill/no-snapshot', `there is no snapshot of ${program.id} to go back to`, {
    help: command(program, 'snapshot create'),
  })
  return refused(context.command, [...told, none])
}

/** The record that says already how the way back to this snapshot went: it went well, and every criterion has what it asks for. */
async function settledBy(
  context: WorkspaceContext,
  aim: Aim,
  snapshot: string,
  environment: string | undefined,
): Promise<string | undefined> {
  const { program, criteria, scenario } = aim
  const gates = criteria.flatMap((id) => program.criteria.get(id)?.gate ?? [])
  const { case: records, facts } = await judge(context, program, () => gates)
  const standing = criteria.map((id) => drillStanding(program, records, facts, id, scenario, { now: context.now, environment }))
  if (standing.some((one) => one !== undefined && one.outcome !== 'met')) return undefined
  const says = (one: EvidenceRecord): boolean => {
    const drill = one.result?.drill
    return (
      drill?.snapshot === snapshot &&
      sameScenario(drill.scenario, scenario) &&
      drill.playbook === aim.playbook?.id &&
      one.result?.outcome === 'passed' &&
      (environment === undefined || one.environment?.name === environment) &&
      criteria.every((id) => one.criteria?.includes(id))
    )
  }
  return records.evidence.find((file) => file.record !== undefined && says(file.record))?.source.path
}

/** Seconds of work that would be lost: none where a restore would change nothing (it keeps evidence), else all the time since the snapshot. */
async function lostWork(context: WorkspaceContext, { record }: SnapshotFile, now: string): Promise<number> {
  const { date, digest, paths } = record
  const present = readWorkTree(context.root, paths)
  if (present.ok && contentDigest(present.entries) === digest) return 0
  const tree = await readSnapshotTree(context.root, record)
  const sides = { record, folders: foldersOf(context), paths: [] }
  if (present.ok && tree.ok && restoreChanges({ ...sides, past: tree.entries, present: present.entries }).changes.length === 0) return 0
  return Math.max(0, (instantOf(now) - instantOf(date)) / 1000)
}

/** Why a rehearsal failed, with what to do about it. */
function failure({ program }: Aim, { record: { id }, source }: SnapshotFile, { steps }: Rehearsed & { readonly ok: true }): Diagnostic[] {
  return steps.flatMap(({ title, because }) =>
    because === undefined
      ? []
      : [
          diagnostic('drill/failed', `${title}: ${because}`, {
            location: { file: source.path, line: 1, column: 1 },
            help: `${command(program, 'snapshot verify', id)}; what git ignores is in no snapshot; ${command(program, 'snapshot create')}, then drill again`,
          }),
        ],
  )
}

async function rehearseNow(context: WorkspaceContext, aim: Aim, file: SnapshotFile, options: DrillOptions): Promise<Answer> {
  const { program, scenario, criteria, playbook } = aim
  const { id } = file.record
  const next = nextFor(aim)
  const nothing = (title: string, path: string | null): Answer => ({
    command: context.command,
    diagnostics: [],
    data: {
      plan: { title, steps: [] },
      applied: false,
      dryRun: context.common.dryRun === true,
      drill: { program: program.id, criteria, scenario, snapshot: id, path },
      ...(next !== undefined && { next }),
    },
  })
  const settled = options.again ? undefined : await settledBy(context, aim, id, options.environment)
  if (settled !== undefined) return nothing(`the way back to ${id} is rehearsed already: ${settled}`, settled)
  if (context.common.dryRun)
    return nothing(`would restore ${id} (${file.record.files} files) into a temporary folder and check it there`, null)
  return withStamp(context, async (stamp) => {
    const rpo = await lostWork(context, file, stamp.now)
    const went = await rehearse(context.root, file.record, () => performance.now())
    if (!went.ok) return refused(context.command, went.diagnostics)
    const drill = {
      scenario,
      snapshot: id,
      ...(playbook !== undefined && { playbook: playbook.id }),
      rto: went.rto,
      rpo,
      ...(options.participant !== undefined && { participants: [...options.participant] }),
      steps: went.steps.map(({ because: _, ...step }) => step),
    }
    const { environment, note: notes, allowSecret } = options
    const artifacts = repositoryPaths(context, options.artifact ?? []).paths
    const snapshot = { path: file.source.path, sha256: file.sha256 }
    const request = { outcome: went.outcome, drill, snapshot, artifacts, environment, notes, allowSecret, again: true }
    return record(context, aim, stamp, request, options, {
      diagnostics: failure(aim, file, went),
      drill: { gates: went.gates, files: went.files },
    })
  })
}

/**
 * Rehearses the way back: restores a snapshot into a temporary folder, checks what came back and records how it went; or records an
 * exercise that people did.
 */
export async function run(context: WorkspaceContext, _args: readonly string[], options: DrillOptions): Promise<Answer> {
  const aim = aimOf(context, options)
  if ('command' in aim) return aim
  const invalid = unfit(context, [aim.program])
  if (invalid !== undefined) return invalid
  if (isExercise(options)) return recordExercise(context, aim, options)
  const file = await snapshotOf(context, aim.program, options.snapshot)
  return 'command' in file ? file : rehearseNow(context, aim, file, options)
}
