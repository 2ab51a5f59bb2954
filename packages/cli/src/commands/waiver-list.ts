import { type CriterionResult, daysUntil, isInForce, type Program, requesterOf, timestampOf, type Waiver, waiversOf } from '@refractor/core'
import type { Answer } from '../answer.ts'
import { diagnosticsOf, type WorkspaceContext } from '../context.ts'
import { judge } from '../judge.ts'

/** A waiver that is in force although its criterion needs none. */
const isUnused = (waiver: Waiver, result: CriterionResult | undefined): boolean =>
  isInForce(waiver) && (result?.outcome === 'met' || result?.outcome === 'not-applicable')

function line(program: Program, waiver: Waiver, result: CriterionResult | undefined, now: string): object {
  const { id, state, because, request, approvedBy, breakGlass, end, renewals, file } = waiver
  const known = !Number.isNaN(end)
  return {
    program: program.id,
    id,
    state: isUnused(waiver, result) ? 'unused' : state,
    because: isUnused(waiver, result) ? `${request?.criterion} ${result?.outcome === 'met' ? 'is met' : 'does not apply'}` : because,
    gate: request?.gate ?? null,
    criterion: request?.criterion ?? null,
    outcome: result?.outcome ?? null,
    reason: request?.reason ?? null,
    ...(request?.finding && { finding: request.finding }),
    ...(request?.risk !== undefined && { risk: request.risk }),
    ...(request?.tasks && { tasks: request.tasks }),
    ...(request?.compensating && { compensating: request.compensating }),
    requestedBy: requesterOf(program, waiver) ?? null,
    approvedBy,
    breakGlass,
    until: known ? timestampOf(end) : null,
    daysLeft: known && isInForce(waiver) ? daysUntil(end, Date.parse(now)) : null,
    renewals,
    ...(request?.renews !== undefined && { renews: request.renews }),
    path: file.source.path,
  }
}

/** True for a waiver that one of these ids names: itself, its criterion, its gate. */
function isAsked({ id, request }: Waiver, program: Program, ids: readonly string[]): boolean {
  const names = [id, request?.criterion, request?.gate].flatMap((one) => (one === undefined ? [] : [one, `${program.id}/${one}`]))
  return ids.length === 0 || ids.some((one) => names.includes(one))
}

/** The waivers there are. The list is the answer: an expired one in it is not a "no". */
export async function run(context: WorkspaceContext, ids: readonly string[], options: { readonly all?: boolean }): Promise<Answer> {
  const diagnostics = [...diagnosticsOf(context, context.programs)]
  const waivers: object[] = []
  for (const program of context.programs) {
    const judged = await judge(context, program, (read) => {
      const gates = (read.waivers ?? []).flatMap(({ record }) => program.criteria.get(record?.criterion ?? '')?.gate ?? [])
      return [...new Set(gates)]
    })
    const results = new Map(judged.gates.flatMap(({ criteria }) => criteria.map((one) => [one.id, one] as const)))
    const shown = waiversOf(program, judged.case, judged.facts, context.now)
      .filter((one) => isAsked(one, program, ids))
      .filter(({ state }) => options.all || (state !== 'rejected' && state !== 'revoked'))
    waivers.push(...shown.map((one) => line(program, one, results.get(one.request?.criterion ?? ''), context.now)))
    const integrity = judged.diagnostics.filter(({ code }) => code.startsWith('waiver/') || code.startsWith('signature/'))
    diagnostics.push(...integrity.filter(({ severity }) => severity === 'error'))
  }
  return { command: context.command, diagnostics, data: { waivers } }
}
