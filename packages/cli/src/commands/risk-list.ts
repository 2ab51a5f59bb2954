import { checkRiskDates, diagnostic, nearest, type RiskOrder, riskMatrix, riskOrders, riskRegister, sortRisks } from '@refractor/core'
import { type Answer, refused } from '../answer.ts'
import type { WorkspaceContext } from '../context.ts'
import { riskLine } from '../risk-data.ts'
import { registerDocument } from '../risk-document.ts'
import { formOf, keepingOutput } from '../view-form.ts'

export interface RiskListOptions {
  readonly open?: boolean
  readonly by?: string
  readonly matrix?: boolean
  readonly as?: string
}

async function register(context: WorkspaceContext, options: RiskListOptions): Promise<Answer> {
  const { command, programs, now } = context
  const form = formOf(context, options.as, ['text', 'markdown', 'csv'])
  if (typeof form !== 'string') return refused(command, [form])
  // A list may be incomplete where its findings stand beside it; a file would not say so.
  if (form !== 'text' && context.diagnostics.some((one) => one.severity === 'error')) return refused(command, context.diagnostics)
  const by = riskOrders.find((one) => one === options.by) as RiskOrder | undefined
  if (options.by !== undefined && by === undefined) {
    const near = nearest(options.by, riskOrders)
    return refused(command, [
      diagnostic('cli/usage', `risks cannot be sorted by ${options.by}`, {
        help: `use one of: ${riskOrders.join(', ')}`,
        expected: near.length > 0 ? near : riskOrders,
      }),
    ])
  }
  const registers = programs.map((program) => {
    const all = riskRegister(program, now)
    const chosen = options.open === true ? all.filter((one) => one.isOpen) : all
    return { program, all, risks: by === undefined ? chosen : sortRisks(chosen, by) }
  })
  const findings = registers.flatMap(({ program, all }) => checkRiskDates(program, all))
  const counts = registers.flatMap(({ all }) => all)
  const lines = registers.flatMap(({ program, risks }) => risks.map((risk) => riskLine(program, risk)))
  const matrices = registers.map(({ program, risks }) => ({ program: program.id, ...riskMatrix(risks) }))
  return {
    command,
    diagnostics: [...context.diagnostics, ...findings],
    data: {
      risks: lines,
      total: counts.length,
      open: counts.filter((one) => one.isOpen).length,
      ...(options.matrix === true && { matrix: matrices }),
    },
    ...(form !== 'text' && { document: await registerDocument(form, lines, matrices) }),
  }
}

/** The risk register: how grave each risk is, what its tasks make of it, and what is late. */
export async function run(context: WorkspaceContext, _args: readonly string[], options: RiskListOptions): Promise<Answer> {
  return keepingOutput(await register(context, options))
}
