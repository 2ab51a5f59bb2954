import { type Diagnostic, diagnostic, type Plan, type Planned, type Stamp, secretsIn } from '@refractor/core'
import { applyPlan, readHead, readIdentity, repositoryName } from '@refractor/workspace'
import { type Answer, refused } from './answer.ts'
import type { CommandContext, WorkspaceContext } from './context.ts'
import { ignoredWarning } from './ignored-warning.ts'
import { networkWarningOnce } from './network-warning.ts'
import type { PlanData } from './reporters/text/plan.ts'
import type { SeenState } from './seen-state.ts'
import { lockOptions } from './waiting.ts'

export type Stamped = { readonly ok: true; readonly stamp: Stamp } | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] }

/** Who and when: the identity of git, the time of the run, HEAD. */
export function stampOf(context: WorkspaceContext): Stamped {
  const identity = readIdentity(context.root)
  if (identity === undefined) {
    const help = 'git config user.name "Your Name" && git config user.email you@example.org'
    return { ok: false, diagnostics: [diagnostic('git/no-identity', 'git does not know who you are', { help })] }
  }
  const author = `${identity.name} <${identity.email}>`
  return { ok: true, stamp: { now: context.now, author, commit: readHead(context.root).commit, repository: repositoryName(context.root) } }
}

export function planData(plan: Plan): PlanData {
  return {
    title: plan.title,
    steps: plan.steps.map((step) =>
      step.type === 'move'
        ? { type: step.type, path: step.to, from: step.from, why: step.why }
        : { type: step.type, path: step.path, why: step.why },
    ),
  }
}

export interface MutateOptions {
  readonly root: string
  /** A question for a person on a terminal; --yes answers it, and where nobody can be asked it is not asked. */
  readonly ask?: string
  /** What a person is shown before they are asked, in the place of a line for each step. */
  readonly preview?: () => Promise<string>
  /** What to run after it. */
  readonly next?: string
  readonly data?: Readonly<Record<string, unknown>>
  /** The plan holds whatever others changed since: it only adds what was measured. */
  readonly inAnyState?: boolean
}

/** The state that a plan was made from: when others changed something since, it is refused, and the command run again. */
function stampIn(seen: SeenState | undefined, { inAnyState, root }: MutateOptions): { readonly stamp?: string } {
  return seen === undefined || inAnyState || seen.root !== root ? {} : { stamp: seen.stamp }
}

async function mayProceed({ io, common }: CommandContext, { ask, preview }: MutateOptions, plan: Plan): Promise<boolean> {
  if (ask === undefined || common.yes || !io.interactive || plan.steps.length === 0) return true
  const steps = (): string =>
    `${plan.steps.map((step) => `  ${step.type} ${step.type === 'move' ? `${step.from} → ${step.to}` : step.path}`).join('\n')}\n`
  io.stderr(preview === undefined ? steps() : await preview())
  return io.ask(ask)
}

/** Words of people get into records with --comment and --reason: a secret among them would be committed. */
function secretsOf(plan: Plan): Diagnostic[] {
  return plan.steps.flatMap((step) => (step.type === 'create' && /^\.refractor\/(?!schema\/)/.test(step.path) ? secretsIn(step) : []))
}

/** The program that the audit log names for a plan that names none. */
function programOf(context: CommandContext): { readonly program?: string } {
  const programs = 'snapshot' in context ? (context as WorkspaceContext).snapshot.programs : []
  const main = programs.find((one) => one.isDefault) ?? programs[0]
  return main === undefined ? {} : { program: main.id }
}

/** Applies a plan, or only shows it with --dry-run. Refusals come back with the same exit code either way. */
export async function mutate(context: CommandContext, outcome: Planned, options: MutateOptions): Promise<Answer> {
  const { command } = context
  const dryRun = context.common.dryRun === true
  if (!outcome.ok) return refused(command, outcome.diagnostics, { applied: false, dryRun, ...options.data })
  const { plan } = outcome
  const secrets = secretsOf(plan)
  if (secrets.length > 0) return refused(command, [...outcome.diagnostics, ...secrets], { applied: false, dryRun, ...options.data })
  const data = { plan: planData(plan), dryRun, ...options.data, ...(options.next !== undefined && { next: options.next }) }
  if (dryRun || plan.steps.length === 0) return { command, diagnostics: outcome.diagnostics, data: { ...data, applied: false } }
  if (!(await mayProceed(context, options, plan)))
    return { command, diagnostics: outcome.diagnostics, data: { ...data, applied: false }, negative: true }
  const seen = 'seen' in context ? (context as WorkspaceContext).seen : undefined
  const applied = applyPlan(options.root, plan, {
    now: context.now,
    ...programOf(context),
    ...lockOptions(context),
    ...stampIn(seen, options),
  })
  if (!applied.ok) return refused(command, [...outcome.diagnostics, ...applied.diagnostics], { ...data, applied: false })
  if (seen !== undefined) Object.assign(seen, { stamp: applied.stamp, hasApplied: true })
  const diagnostics = [
    ...outcome.diagnostics,
    ...applied.diagnostics,
    ...ignoredWarning(options.root, plan),
    ...networkWarningOnce(options.root),
  ]
  return { command, diagnostics, data: { ...data, applied: true } }
}
