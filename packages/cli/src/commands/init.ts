import { diagnostic, type Plan, planInit, planTemplate } from '@refractor/core'
import { discover, readIdentity } from '@refractor/workspace'
import { type Answer, refused } from '../answer.ts'
import type { Forge } from '../ci/plan-ci.ts'
import type { CommandContext } from '../context.ts'
import { mutate } from '../mutate.ts'
import { readNewWorkspace } from '../new-workspace.ts'

export interface InitOptions {
  readonly id?: string
  readonly name?: string
  readonly template?: string
  readonly example?: string
  readonly set?: readonly string[]
  readonly ci?: Forge
  readonly tool?: string
}

/** Characters that an id may hold; the schema says the same and more, but it is not loaded for one word. */
const idPattern = /^[^\s/\\\p{Control}]+$/u

/** The workspace of a template or example, filled with what was given or is known. */
async function fromTemplate(context: CommandContext, options: InitOptions): Promise<Answer> {
  const { command, cwd, now } = context
  const { id, name, example, template = example as string } = options
  const { findTemplate } = await import('../templates.ts')
  const kind = example === undefined ? 'template' : 'example'
  const lookup = await findTemplate(template, kind, cwd)
  if (!lookup.ok) return refused(command, lookup.diagnostics)
  const { fillFound } = await import('../template-files.ts')
  const start = await readNewWorkspace(cwd)
  const owner = readIdentity(cwd)?.name
  const set = [...(options.set ?? []), ...(id === undefined ? [] : [`id=${id}`]), ...(name === undefined ? [] : [`name=${name}`])]
  const known = { id: start.id, name: id ?? start.name, ...(owner !== undefined && { owner }), start: now.slice(0, 10) }
  const filled = await fillFound(context, lookup.found, { set, known })
  if (!filled.ok) return refused(command, filled.diagnostics)
  const { manifest } = lookup.found
  const plan = planTemplate(`make a workspace from the ${kind} ${manifest.name}`, filled.files, start)
  return apply(context, plan, options, manifest.next)
}

/** The workspace, and the jobs of a forge where they were asked for. */
async function apply(context: CommandContext, plan: Plan, { ci, tool }: InitOptions, next = 'status'): Promise<Answer> {
  const { command, cwd: root } = context
  const made = { root, next: `refractor ${next}` }
  if (ci === undefined) return mutate(context, { ok: true, plan, diagnostics: [] }, made)
  const { planCi, todoOf } = await import('../ci/plan-ci.ts')
  const jobs = planCi(root, ci, tool)
  if (!jobs.ok) return refused(command, jobs.diagnostics)
  const all = { ...plan, steps: [...plan.steps, ...jobs.plan.steps] }
  return mutate(context, { ...jobs, plan: all }, { ...made, data: { todo: todoOf(ci) } })
}

/** Only the jobs, in a workspace that there is. */
async function addJobs(context: CommandContext, root: string, ci: Forge, tool: string | undefined): Promise<Answer> {
  const { planCi, todoOf } = await import('../ci/plan-ci.ts')
  const jobs = planCi(root, ci, tool)
  if (!jobs.ok) return refused(context.command, jobs.diagnostics)
  return mutate(context, jobs, { root, next: 'refractor gate check', data: { todo: todoOf(ci) } })
}

/** What the options say that cannot be. */
function contradiction({ template, example, set, ci, tool }: InitOptions): string | undefined {
  if (tool !== undefined && ci === undefined) return '--tool is for the jobs of --ci'
  if (template !== undefined && example !== undefined) return '--template and --example contradict each other'
  if (set !== undefined && template === undefined && example === undefined) return '--set is for the placeholders of a template'
  return undefined
}

/** Starts a workspace in the working folder, empty or from a template; overwrites nothing. */
export async function run(context: CommandContext, _args: readonly string[], options: InitOptions): Promise<Answer> {
  const { command, cwd } = context
  const discovery = discover(cwd)
  const { ci, tool, ...workspace } = options
  if (discovery.ok && ci !== undefined && ['id', 'name', 'template', 'example', 'set'].every((name) => !(name in workspace)))
    return addJobs(context, discovery.root, ci, tool)
  if (discovery.ok)
    return refused(command, [
      diagnostic('workspace/exists', `there is a workspace already: ${discovery.root}`, { help: 'refractor status' }),
    ])
  if (options.id !== undefined && (!idPattern.test(options.id) || options.id.length > 128)) {
    return refused(command, [
      diagnostic('cli/usage', `${JSON.stringify(options.id)} cannot be an id`, { help: 'use letters, digits, dots and dashes' }),
    ])
  }
  const problem = contradiction(options)
  if (problem !== undefined) return refused(command, [diagnostic('cli/usage', problem, { help: 'refractor template list' })])
  if (options.template !== undefined || options.example !== undefined) return fromTemplate(context, options)
  const { id, name, schemas, existing } = await readNewWorkspace(cwd)
  const owner = readIdentity(cwd)?.name
  const plan = planInit({
    id: options.id ?? id,
    name: options.name ?? options.id ?? name,
    ...(owner !== undefined && { owner }),
    schemas,
    existing,
  })
  return apply(context, plan, options)
}
