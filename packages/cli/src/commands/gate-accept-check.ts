import { type AcceptTarget, type Diagnostic, diagnostic, type Filling, type Program, planAcceptChecks } from '@refractor/core'
import { type Answer, refused } from '../answer.ts'
import type { WorkspaceContext } from '../context.ts'
import { mutate } from '../mutate.ts'
import { resolveIds } from '../resolve-id.ts'
import { unfit } from '../unfit.ts'

export interface AcceptCheckOptions {
  readonly all?: boolean
  readonly metric?: string
  readonly op?: NonNullable<Filling['op']>
  readonly value?: string
  readonly unit?: string
  readonly path?: readonly string[]
  readonly name?: readonly string[]
}

const usage = (message: string, help: string): Diagnostic => diagnostic('cli/usage', message, { help })

/** Criteria that are named come first; a gate stands for all that count in it. */
function targetsOf(
  context: WorkspaceContext,
  ids: readonly string[],
  all: boolean,
): { targets: AcceptTarget[]; problems: readonly Diagnostic[] } {
  const every = all
    ? context.programs.flatMap((program) => [...program.criteria.values()].map((criterion) => ({ program, criterion, named: false })))
    : []
  const { found, problems } = resolveIds(context, ids, ['criterion', 'gate'])
  const targets = found.flatMap(({ program, type, entry }): AcceptTarget[] => {
    const criteria = type === 'gate' ? (program.gates.get(entry.id)?.criteria ?? []) : [program.criteria.get(entry.id)]
    return criteria.flatMap((criterion) => (criterion === undefined ? [] : [{ program, criterion, named: type === 'criterion' }]))
  })
  return { targets: [...targets, ...every], problems }
}

/** A misuse of the options; undefined when they make sense together. */
function misuse(context: WorkspaceContext, ids: readonly string[], { all, value }: AcceptCheckOptions): Diagnostic | undefined {
  if (all && ids.length > 0)
    return usage('--all and ids do not go together', 'refractor gate accept-check --all, or with the ids that you mean')
  if (!all && ids.length === 0)
    return usage('say whose checks are accepted', 'refractor gate accept-check ID, or --all for the whole program')
  if (all && context.programs.length > 1)
    return usage('--all is about one program', `say which: --program ${context.programs.map(({ id }) => id).join(' or --program ')}`)
  if (all && !context.io.interactive && !context.common.yes && !context.common.dryRun)
    return usage('nobody can be asked whether to accept them all', 'look at them with --dry-run, then give -y')
  if (value !== undefined && (value.trim() === '' || !Number.isFinite(Number(value))))
    return usage(`${value} is not a number`, 'refractor gate accept-check ID --value 30')
  return undefined
}

/** Puts proposed checks in force. Only their marks leave the files, and what is to be filled in is written beside them. */
export async function run(context: WorkspaceContext, ids: readonly string[], options: AcceptCheckOptions): Promise<Answer> {
  const { command } = context
  const wrong = misuse(context, ids, options)
  if (wrong) return refused(command, [wrong])
  const { targets, problems } = targetsOf(context, ids, options.all === true)
  if (problems.length > 0) return refused(command, [...context.diagnostics.filter((one) => one.severity === 'error'), ...problems])
  const programs = [...new Set(targets.map(({ program }): Program => program))]
  const unable = unfit(context, programs)
  if (unable) return unable
  const { metric, op, value, unit, path, name } = options
  const outcome = planAcceptChecks(targets, {
    metric,
    op,
    value: value === undefined ? undefined : Number(value),
    unit,
    paths: path,
    names: name,
  })
  const { checks } = outcome
  const gates = [...new Set(checks.map(({ gate }) => gate))]
  const question = `Put ${checks.length} checks in force?`
  if (options.all && checks.length > 0 && context.io.interactive && !context.common.yes && !context.common.dryRun)
    context.io.stderr(`${checks.map(({ id, statement }) => `  ${id}  ${statement}`).join('\n')}\n`)
  return mutate(context, outcome, {
    root: context.root,
    ...(options.all && { ask: question }),
    ...(gates.length === 1 && { next: `refractor gate check ${gates[0]}` }),
    data: { checks },
  })
}
