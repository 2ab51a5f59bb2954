import { diagnostic, type Plan, planInit, planTemplate } from '@refractor/core'
import { discover, readHead, readIdentity, readSnapshot } from '@refractor/workspace'
import { type Answer, refused } from '../answer.ts'
import type { Forge } from '../ci/plan-ci.ts'
import type { CommandContext } from '../context.ts'
import { isMadeAlready } from '../init-again.ts'
import { mutate } from '../mutate.ts'
import { readNewWorkspace } from '../new-workspace.ts'
import type { PlanData } from '../reporters/text/plan.ts'

export interface InitOptions {
  readonly id?: string
  readonly name?: string
  readonly template?: string
  readonly example?: string
  readonly set?: readonly string[]
  readonly ci?: Forge
  readonly git?: true
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

/** The workspace, with what was asked for beside it: the jobs of a forge, the merge driver of git. */
async function apply(context: CommandContext, plan: Plan, options: InitOptions, next?: string): Promise<Answer> {
  if (options.git === undefined) return applyWithJobs(context, plan, options, next)
  const { installMergeDriver, planMergeDriver } = await import('../merge-setup.ts')
  const all = planMergeDriver(context.cwd, plan, ['specification'])
  return installMergeDriver(context.cwd, await applyWithJobs(context, all, options, next), context.common.dryRun === true)
}

async function applyWithJobs(context: CommandContext, plan: Plan, { ci, tool }: InitOptions, next = 'status'): Promise<Answer> {
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

/** Only the merge driver, in a workspace that there is. */
async function addMergeDriver(context: CommandContext, root: string): Promise<Answer> {
  const { installMergeDriver, planMergeDriver } = await import('../merge-setup.ts')
  const folders = (await readSnapshot(root)).programs.map((one) => one.folders.specification)
  const plan = planMergeDriver(root, { title: 'merge the plan by record and field', steps: [] }, folders)
  return installMergeDriver(root, await mutate(context, { ok: true, plan, diagnostics: [] }, { root }), context.common.dryRun === true)
}

/** Two answers of one run: what was written for the forge, and for git. */
function withJobs(jobs: Answer | undefined, driver: Answer): Answer {
  if (jobs === undefined || driver.refused) return driver
  const plans = [jobs, driver].map((one) => one.data['plan'] as PlanData)
  const plan = { title: plans.map((one) => one.title).join('; '), steps: plans.flatMap((one) => one.steps) }
  const applied = jobs.data['applied'] === true || driver.data['applied'] === true
  return { ...driver, diagnostics: [...jobs.diagnostics, ...driver.diagnostics], data: { ...driver.data, ...jobs.data, plan, applied } }
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
  const { ci, tool, git, ...workspace } = options
  if (git && readHead(cwd).branch === undefined && readHead(cwd).commit === undefined)
    return refused(command, [
      diagnostic('git/unavailable', 'this is not a git repository', { help: 'git init, then refractor init --git' }),
    ])
  const problem = contradiction(options)
  if (problem !== undefined) return refused(command, [diagnostic('cli/usage', problem, { help: 'refractor template list' })])
  const again = discovery.ok && (await isMadeAlready(discovery.root, cwd, workspace))
  const isBare = ['id', 'name', 'template', 'example', 'set'].every((name) => !(name in workspace))
  if (discovery.ok && (ci !== undefined || git) && (isBare || again)) {
    const jobs = ci === undefined ? undefined : await addJobs(context, discovery.root, ci, tool)
    return git && !jobs?.refused ? withJobs(jobs, await addMergeDriver(context, discovery.root)) : (jobs as Answer)
  }
  if (discovery.ok && again) {
    const plan = { title: `there is a workspace already: ${discovery.root}`, steps: [] }
    return mutate(context, { ok: true, plan, diagnostics: [] }, { root: discovery.root })
  }
  if (discovery.ok)
    return refused(command, [
      diagnostic('workspace/exists', `there is a workspace already: ${discovery.root}`, { help: 'refractor status' }),
    ])
  if (options.id !== undefined && (!idPattern.test(options.id) || options.id.length > 128)) {
    return refused(command, [
      diagnostic('cli/usage', `${JSON.stringify(options.id)} cannot be an id`, { help: 'use letters, digits, dots and dashes' }),
    ])
  }
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
