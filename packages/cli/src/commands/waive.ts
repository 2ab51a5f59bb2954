import {
  type Case,
  type CriterionEntry,
  command,
  diagnostic,
  type Facts,
  type Finding,
  findRecords,
  judgeGates,
  type Planned,
  type Program,
  planWaiver,
  planWaiverDecision,
  type Stamp,
  type Waiver,
  waiversOf,
} from '@refractor/core'
import { type Answer, refused } from '../answer.ts'
import type { WorkspaceContext } from '../context.ts'
import { judge, readProgramCase } from '../judge.ts'
import { mutate } from '../mutate.ts'
import { withRecord, withStamp } from '../program-command.ts'
import { isSigning, signed } from '../signing.ts'
import { unfit } from '../unfit.ts'
import { actionOf, endOf, type WaiveOptions } from '../waive-options.ts'

const noFacts: Facts = { head: undefined, knownCommits: undefined, files: new Map(), globs: new Map(), inputs: new Map() }

/** The waiver of an id, and its program; `program/W-001` where several programs have one of that id. */
async function findWaiver(
  context: WorkspaceContext,
  id: string,
): Promise<{ readonly program: Program; readonly waiver: Waiver } | undefined> {
  for (const program of context.programs) {
    const local = id.startsWith(`${program.id}/`) ? id.slice(program.id.length + 1) : id
    if (!local.startsWith('W-')) continue
    const read = await readProgramCase(context, program)
    const waiver = waiversOf(program, read.case, noFacts, context.now).find((one) => one.id === local)
    if (waiver !== undefined) return { program, waiver }
  }
  return undefined
}

/** How a criterion stands without any waiver. */
function unwaived(program: Program, records: Case, facts: Facts, criterion: CriterionEntry, now: string): Finding {
  const { gates } = judgeGates(program, { ...records, waivers: [] }, facts, [criterion.gate], { now })
  return gates[0]?.criteria.find(({ id }) => id === criterion.id) as Finding
}

interface Asked {
  readonly program: Program
  readonly criterion: CriterionEntry
  readonly renews?: Waiver
}

/** Asks for a waiver, or for a longer one: what is not said anew stays as it was. */
function ask(context: WorkspaceContext, { program, criterion, renews }: Asked, options: WaiveOptions): Promise<Answer> {
  return withStamp(context, async (stamp) => {
    const { case: records, facts } = await judge(context, program, () => [criterion.gate])
    const before = renews?.request
    const finding = unwaived(program, records, facts, criterion, context.now)
    const outcome = planWaiver(
      program,
      records,
      facts,
      criterion,
      finding,
      {
        reason: options.reason ?? before?.reason ?? '',
        ...endOf(options, context.now),
        risk: options.risk ?? before?.risk,
        tasks: options.task ?? before?.tasks,
        compensating: options.compensating ?? before?.compensating,
        locator: options.finding ?? before?.finding?.locator,
        breakGlass: options.breakGlass,
        role: options.role,
        comment: options.comment,
        renews: renews?.id,
        ...(isSigning(options) && { trust: 'signed' }),
      },
      stamp,
    )
    const { id = '' } = outcome
    const next = options.breakGlass ? command(program, 'gate check', criterion.gate) : `${command(program, 'waive', id)} --approve`
    return mutate(context, signed(context, program, stamp, outcome, options), {
      root: context.root,
      data: outcome.ok ? { waiver: id } : {},
      next,
    })
  })
}

/** Approves, rejects or revokes a waiver. */
function decide(
  context: WorkspaceContext,
  program: Program,
  waiver: Waiver,
  step: 'approved' | 'rejected' | 'revoked',
  options: WaiveOptions,
): Promise<Answer> {
  return withStamp(context, async (stamp: Stamp) => {
    const gate = waiver.criterion?.gate
    const { case: records, facts } = await judge(context, program, () => (gate === undefined ? [] : [gate]))
    const { role, comment } = options
    const outcome: Planned = planWaiverDecision(
      program,
      records,
      facts,
      { id: waiver.id, step, role, comment, ...(isSigning(options) && { trust: 'signed' }) },
      stamp,
    )
    return mutate(context, signed(context, program, stamp, outcome, options), {
      root: context.root,
      data: { waiver: waiver.id },
      ...(gate !== undefined && { next: command(program, 'gate check', gate) }),
    })
  })
}

/** Asks to let a criterion pass for a time, or decides on a waiver that there is. */
export async function run(context: WorkspaceContext, [id = '']: readonly string[], options: WaiveOptions): Promise<Answer> {
  const found = await findWaiver(context, id)
  const isCriterion = findRecords(context.programs, id).some(({ type }) => type === 'criterion')
  if (found === undefined && !isCriterion && /^(?:[^/]+\/)?W-/.test(id)) {
    const help = 'list them: refractor waiver list'
    return refused(context.command, [
      ...context.diagnostics.filter((one) => one.severity === 'error'),
      diagnostic('cli/unknown-id', `there is no waiver ${id}`, { help }),
    ])
  }
  const chosen = actionOf(id, found !== undefined, options)
  if ('problems' in chosen) return refused(context.command, chosen.problems)
  const { action } = chosen
  if (found === undefined || action === 'ask')
    return withRecord(context, id, ['criterion'], ({ program, entry }) =>
      ask(context, { program, criterion: program.criteria.get(entry.id) as CriterionEntry }, options),
    )
  const { program, waiver } = found
  const errors = unfit(context, [program])
  if (errors !== undefined) return errors
  if (action !== 'renew') return decide(context, program, waiver, action, options)
  return withRecord(context, `${program.id}/${waiver.request?.criterion ?? waiver.id}`, ['criterion'], ({ entry }) =>
    ask(context, { program, criterion: program.criteria.get(entry.id) as CriterionEntry, renews: waiver }, options),
  )
}
