import { checkLevels, diagnostic, type Program, programLevels, stateWord, typeNamed } from '@refractor/core'
import { type Answer, refused } from '../answer.ts'
import type { WorkspaceContext } from '../context.ts'
import type { OrderData } from '../reporters/text/trace-order.ts'
import { unfit } from '../unfit.ts'

const orderable = ['component', 'task'] as const
type Orderable = (typeof orderable)[number]

function orderOf(program: Program, type: Orderable): OrderData {
  const { levelOf, order, cycles, without } = programLevels(program, type)
  const last = program.states.task.at(-1)
  const levels: { readonly id: string; readonly title: string; readonly done?: boolean }[][] = []
  for (const id of order) {
    const level = levelOf.get(id) as number
    levels[level] ??= []
    const task = type === 'task' ? program.tasks.get(id)?.record : undefined
    const title = task?.title ?? program.components.get(id)?.record.title ?? ''
    levels[level].push({ id, title, ...(task && { done: stateWord(task.state, '') === last }) })
  }
  return { program: program.id, type, levels, cycles, without }
}

/** Components, or tasks, by what they need: each level needs only what stands above it. */
export async function run(context: WorkspaceContext, [word]: readonly string[]): Promise<Answer> {
  const asked = orderable.find((type) => word !== undefined && typeNamed(word, [type]) !== undefined)
  if (word !== undefined && asked === undefined) {
    const help = `use one of: ${orderable.join(', ')}`
    return refused(context.command, [diagnostic('cli/usage', `there is no order of ${word}`, { help, expected: [...orderable] })])
  }
  const broken = unfit(context, context.programs)
  if (broken) return broken
  const orders = context.programs.map((program) => orderOf(program, asked ?? (program.components.size > 0 ? 'component' : 'task')))
  const levels = orders.some(({ type }) => type === 'component') ? context.programs.flatMap(checkLevels) : []
  return { command: context.command, diagnostics: [...context.diagnostics, ...levels], data: { orders } }
}
