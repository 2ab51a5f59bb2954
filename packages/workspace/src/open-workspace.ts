import {
  type Diagnostic,
  diagnostic,
  dueGates,
  explainGate,
  type GateExplanation,
  type GateResult,
  type Plan,
  type PlannedReview,
  type Program,
  type ReviewContext,
  type Stamp,
  sortDiagnostics,
} from '@refractor/core'
import { applyPlan } from './apply-plan.ts'
import { type Chosen, chooseGate, chooseProgram } from './choose.ts'
import { discover } from './discover.ts'
import type { EvidencePlanned, EvidenceRequest } from './evidence-types.ts'
import { readHead } from './git.ts'
import { judgeProgram } from './judge-program.ts'
import { transactionStamp } from './open-journal.ts'
import { readCase } from './read-case.ts'
import { readIdentity } from './read-identity.ts'
import { readSnapshot } from './read-snapshot.ts'
import { recordEvidence } from './record-evidence.ts'
import { repositoryName } from './repository-name.ts'
import { reviewProgram } from './review-program.ts'
import { type RunOptions, type RunPlanned, runCriterion } from './run-criterion.ts'
import type { Applied, ApplyOptions, CaseRead, Identity, ReadOptions, Snapshot } from './types.ts'
import { whyNotReadable } from './why-not-readable.ts'

/** How a workspace is opened. */
export interface WorkspaceOptions extends ReadOptions {
  /** The clock: RFC 3339, UTC. Default: the one of the machine. */
  readonly now?: () => string
}

/** Which gates are judged. */
export interface CheckOptions {
  /** Look for the gates in this program only. */
  readonly programId?: string
  /** Without ids: every gate, not only those that are due. */
  readonly all?: boolean
}

/** Gates with their verdicts. */
export interface GateCheck {
  readonly gates: readonly GateResult[]
  /** Why gates could not be judged, and what was found on the way; sorted. */
  readonly diagnostics: readonly Diagnostic[]
}

/**
 * A workspace as it was when it was opened. Nothing here prints, asks or exits, and problems are values. What computes a plan changes
 * nothing; `apply` does. After a change, open it again.
 */
export interface Workspace {
  /** Absolute path of the folder that holds refractor.yaml. */
  readonly root: string
  readonly snapshot: Snapshot
  /** The programs that could be linked, in the order of refractor.yaml. */
  readonly programs: readonly Program[]
  /** Findings of loading and linking. A program with errors is not judged and not changed. */
  readonly diagnostics: readonly Diagnostic[]
  /** The program with this id; without one, the default program. */
  program(id?: string): Chosen<Program>
  /** Who, when and at which commit: what records are stamped with. Refused while git does not know who is at work. */
  stamp(): Chosen<Stamp>
  /** Evidence, approvals, checklists and reviews as they lie on disk. */
  readCase(programId?: string): Promise<Chosen<CaseRead>>
  /** Judges gates: the named ones (`P2`, `program/P2`), or all that are due. Writes nothing but `.refractor/cache`. */
  checkGates(ids?: readonly string[], options?: CheckOptions): Promise<GateCheck>
  /** What each criterion of a gate (or one of them) asks for, and which commands would satisfy it. */
  explainGate(id: string, options?: { readonly criterion?: string; readonly programId?: string }): Promise<Chosen<GateExplanation>>
  /**
   * The plan that closes a phase; there is one only when the gate is met on the state after it. Minutes and a snapshot, where the program
   * demands them, are made before and given.
   */
  planReview(phase: string, options?: { readonly programId?: string } & Pick<ReviewContext, 'minutes' | 'snapshot'>): Promise<PlannedReview>
  /** The plan that records evidence for a criterion, gate or milestone. */
  recordEvidence(request: EvidenceRequest, options?: { readonly programId?: string }): Promise<EvidencePlanned>
  /** Runs the command of a criterion, and plans the record of what happened. This is the only function that runs code of the project. */
  runCriterion(criterion: string, options?: RunOptions & { readonly programId?: string }): Promise<RunPlanned>
  /** Applies a plan as a whole, or not at all. */
  apply(plan: Plan, options?: ApplyOptions): Applied
}

/** An open workspace, or why there is none to open. */
export type OpenedWorkspace =
  | { readonly ok: true; readonly workspace: Workspace }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] }

const clock = (): string => new Date().toISOString().replace(/\.\d{3}Z$/, 'Z')

const nobody = diagnostic('git/no-identity', 'git does not know who is at work', {
  help: 'git config user.name "Your Name" && git config user.email you@example.org',
})

function bind(snapshot: Snapshot, options: WorkspaceOptions, openedAt: string): Workspace {
  const { root } = snapshot
  let stateStamp = openedAt
  const now = options.now ?? clock
  const folders = snapshot.programs.map((one) => one.folders)
  const programs = snapshot.programs.flatMap((one) => one.program ?? [])
  let identity: Identity | undefined
  const stampNow = (): Chosen<Stamp> => {
    identity ??= readIdentity(root)
    if (identity === undefined) return { ok: false, diagnostics: [nobody] }
    return {
      ok: true,
      value: {
        now: now(),
        author: `${identity.name} <${identity.email}>`,
        commit: readHead(root).commit,
        repository: repositoryName(root),
      },
    }
  }
  const programOf = (id?: string): Chosen<Program> => chooseProgram(snapshot, id)
  const evidenceContext = (programId: string | undefined) => {
    const [program, stamped] = [programOf(programId), stampNow()]
    if (!program.ok) return program
    return stamped.ok ? ({ ok: true, value: { root, program: program.value, folders, stamp: stamped.value } } as const) : stamped
  }
  /** The programs to look in: all, or the named one; those with errors are told apart. */
  const usable = (programId: string | undefined): { programs: readonly Program[]; diagnostics: readonly Diagnostic[] } => {
    const chosen = programId === undefined ? snapshot.programs.map((one) => programOf(one.id)) : [programOf(programId)]
    return {
      programs: chosen.flatMap((one) => (one.ok ? one.value : [])),
      diagnostics: chosen.flatMap((one) => (one.ok ? [] : one.diagnostics)),
    }
  }

  return {
    root,
    snapshot,
    programs,
    diagnostics: snapshot.diagnostics,
    program: programOf,
    stamp: stampNow,
    async readCase(programId) {
      const program = programOf(programId)
      return program.ok ? { ok: true, value: await readCase(snapshot, program.value, options) } : program
    },
    async checkGates(ids = [], { programId, all = false } = {}) {
      const { programs: candidates, diagnostics: found } = usable(programId)
      const diagnostics = [...found]
      const wanted = new Map<Program, string[]>()
      for (const id of ids) {
        const chosen = chooseGate(candidates, id)
        if (chosen.ok) wanted.set(chosen.value.program, [...new Set([...(wanted.get(chosen.value.program) ?? []), chosen.value.gate])])
        else diagnostics.push(...chosen.diagnostics)
      }
      const gates: GateResult[] = []
      for (const program of ids.length > 0 ? wanted.keys() : candidates) {
        const judged = await judgeProgram(
          snapshot,
          program,
          (read) => wanted.get(program) ?? (all ? [...program.gates.keys()] : dueGates(program, read)),
          now(),
          options,
        )
        gates.push(...judged.gates)
        diagnostics.push(...judged.diagnostics)
      }
      if (gates.length === 0 && diagnostics.every((one) => one.severity !== 'error')) {
        diagnostics.push(diagnostic('gate/nothing-due', 'no phase has begun, so no gate is due', { help: 'name a gate, or ask for all' }))
      }
      return { gates, diagnostics: sortDiagnostics(diagnostics) }
    },
    async explainGate(id, { criterion, programId } = {}) {
      const { programs: candidates, diagnostics } = usable(programId)
      const chosen = chooseGate(candidates, id)
      if (!chosen.ok) return { ok: false, diagnostics: sortDiagnostics([...diagnostics, ...chosen.diagnostics]) }
      const { program, gate } = chosen.value
      const at = now()
      const { case: read, facts } = await judgeProgram(snapshot, program, () => [gate], at, options)
      return { ok: true, value: explainGate(program, read, facts, gate, { now: at, criterion }) as GateExplanation }
    },
    async planReview(phase, { programId, ...given } = {}) {
      const context = evidenceContext(programId)
      if (!context.ok) return context
      const { program, stamp: stamped } = context.value
      return reviewProgram(snapshot, program, phase, stamped, await readCase(snapshot, program, options), given)
    },
    async recordEvidence(request, { programId } = {}) {
      const context = evidenceContext(programId)
      return context.ok ? recordEvidence(context.value, request) : context
    },
    async runCriterion(criterion, { programId, ...rest } = {}) {
      const context = evidenceContext(programId)
      return context.ok ? runCriterion(context.value, criterion, rest) : { ...context, exitCode: null }
    },
    apply: (plan, applyOptions) => {
      const main = snapshot.programs.find((one) => one.isDefault) ?? snapshot.programs[0]
      const applied = applyPlan(root, plan, { now: now(), stamp: stateStamp, ...(main && { program: main.id }), ...applyOptions })
      // Its own change makes no other plan of this workspace stale.
      if (applied.ok) stateStamp = applied.stamp
      return applied
    },
  }
}

/**
 * Opens the workspace that a directory belongs to: the nearest `refractor.yaml` upwards, within the git repository. Fails when there
 * is none, when it cannot be read, or when a change was stopped half way (then `recover` comes first); a program with errors is part of
 * an open workspace, and its diagnostics say so.
 *
 * @example
 * const opened = await openWorkspace('.')
 * if (!opened.ok) throw new Error(opened.diagnostics.map((one) => one.message).join('\n'))
 * const review = await opened.workspace.planReview('P0')
 * if (review.ok) opened.workspace.apply(review.plan)
 */
export async function openWorkspace(dir: string, options: WorkspaceOptions = {}): Promise<OpenedWorkspace> {
  const discovery = discover(dir)
  if (!discovery.ok) return { ok: false, diagnostics: [discovery.diagnostic] }
  const problem = await whyNotReadable(discovery.root)
  if (problem !== undefined) return { ok: false, diagnostics: [problem] }
  const stamp = transactionStamp(discovery.root)
  const snapshot = await readSnapshot(discovery.root, options)
  if (snapshot.workspace.record === undefined) return { ok: false, diagnostics: snapshot.diagnostics }
  return { ok: true, workspace: bind(snapshot, options, stamp) }
}
