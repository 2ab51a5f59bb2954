import { command, diagnostic, explainWhy, recordTypes, type Why, type WhyType, whyTypes } from '@refractor/core'
import { type Answer, refused } from '../answer.ts'
import type { WorkspaceContext } from '../context.ts'
import { judge } from '../judge.ts'
import { withRecord } from '../program-command.ts'
import type { WhyData } from '../reporters/text/why.ts'
import { resolveId } from '../resolve-id.ts'
import { whyDates } from '../why-dates.ts'

/** The command that goes on: the step of the thing itself, else that of the nearest thing that holds it up. */
function nextOf({ step, chains, blockers }: Why): string | undefined {
  const first = chains[0]?.at(-1)
  return step ?? blockers.find((one) => one.key === first)?.command
}

/** What holds up a record, down to what can be done now. An explanation: that something is held up is no "no". */
export async function run(context: WorkspaceContext, [id = '']: readonly string[]): Promise<Answer> {
  const other = resolveId(context, id, whyTypes).ok ? undefined : resolveId(context, id, recordTypes)
  if (other?.ok) {
    const { program, type, entry } = other.found
    const help = `${command(program, 'trace show', entry.id)} shows what it is linked with`
    const message = `${entry.id} is a ${type}: only ${whyTypes.slice(0, -1).join(', ')} and ${whyTypes.at(-1)} can be held up`
    return refused(context.command, [diagnostic('cli/usage', message, { help })])
  }
  return withRecord(context, id, whyTypes, async ({ program, type, entry }) => {
    const judged = await judge(context, program, () => [...program.gates.keys()])
    const why = explainWhy(program, judged.case, judged.gates, { type: type as WhyType, id: entry.id }) as Why
    const next = nextOf(why)
    const dates = await whyDates(context, program, judged.case, { type: type as WhyType, id: entry.id })
    const data: WhyData = { program: program.id, ...why, ...(dates && { dates }), ...(next !== undefined && { next }) }
    return { command: context.command, diagnostics: [...context.diagnostics, ...judged.diagnostics], data: { ...data } }
  })
}
