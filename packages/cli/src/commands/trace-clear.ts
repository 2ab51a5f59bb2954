import { type Diagnostic, diagnostic, findRecords, type Program, planClearLinks, qualifiedId } from '@refractor/core'
import { type Answer, refused } from '../answer.ts'
import type { WorkspaceContext } from '../context.ts'
import { mutate } from '../mutate.ts'
import { withStamp } from '../program-command.ts'
import type { SignOptions } from '../sign-options.ts'
import { isSigning, signed } from '../signing.ts'
import { traced } from '../trace-context.ts'
import { unfit } from '../unfit.ts'

export interface TraceClearOptions extends SignOptions {
  readonly reason?: string
  readonly dependents?: boolean
  readonly all?: boolean
}

const usage = (message: string, help: string): Diagnostic => diagnostic('cli/usage', message, { help })

/** What contradicts itself on the command line. */
function misuse(ids: readonly string[], { reason = '', all = false, dependents = false }: TraceClearOptions): Diagnostic[] {
  return [
    ...(ids.length === 0 && !all ? [usage('trace clear needs a record', 'name it, or give --all for a first review of every link')] : []),
    ...(ids.length > 0 && all ? [usage('--all is about every link, whatever is named', 'leave --all out, or name nothing')] : []),
    ...(all && dependents ? [usage('--all holds the links that --dependents would add', 'leave --dependents out')] : []),
    ...(reason.trim() === ''
      ? [usage('a review of links has a reason', 'say what you looked at: --reason "the new limit is met as well"')]
      : []),
  ]
}

/** The one program that the ids are of. What is no record of any is looked for among the files and citations of the default one. */
function programOf({ programs }: WorkspaceContext, ids: readonly string[]): Program | Diagnostic {
  const owners = ids.map((id) => new Set(findRecords(programs, id).map((found) => found.program)))
  const possible = programs.filter((program) => owners.every((own) => own.size === 0 || own.has(program)))
  const [only, other] = possible
  if (only !== undefined && other === undefined) return only
  const main = possible.find(({ isDefault }) => isDefault)
  if (main !== undefined && owners.some((own) => own.size === 0)) return main
  const names = possible.map((program) => program.id)
  const [id = ''] = ids
  if (names.length === 0) return usage(`${ids.join(' and ')} are records of several programs`, 'review the links of one program at a time')
  return id === ''
    ? usage(`there are several programs: ${names.join(', ')}`, `say whose links: --program ${names[0]}`)
    : diagnostic('link/ambiguous-id', `${id} is found in ${names.join(' and ')}`, {
        help: `say which: ${possible.map((program) => qualifiedId({ id: program.id, isDefault: false }, id)).join(' or ')}`,
        expected: possible.map((program) => `${program.id}/${id}`),
      })
}

/** Records that somebody looked at links since what they lead to changed: who, when, why. */
export async function run(context: WorkspaceContext, ids: readonly string[], options: TraceClearOptions): Promise<Answer> {
  const problems = misuse(ids, options)
  const program = problems.length > 0 ? undefined : programOf(context, ids)
  if (program === undefined || 'code' in program)
    return refused(context.command, program === undefined ? problems : [program], { applied: false, cleared: [] })
  const errors = unfit(context, [program])
  if (errors !== undefined) return errors
  return withStamp(context, async (stamp) => {
    const { case: records, links } = await traced(context, program)
    const { reason = '', dependents, all } = options
    const request = { ids, reason: reason.trim(), dependents, all, ...(isSigning(options) && { trust: 'signed' as const }) }
    const outcome = planClearLinks(program, records, links, request, stamp)
    return mutate(context, signed(context, program, stamp, outcome, options), { root: context.root, data: { cleared: outcome.cleared } })
  })
}
