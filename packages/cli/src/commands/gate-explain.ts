import { diagnostic, explainGate, nearest, type Program } from '@refractor/core'
import { type Answer, refused } from '../answer.ts'
import type { WorkspaceContext } from '../context.ts'
import { gateData } from '../gate-data.ts'
import { judge } from '../judge.ts'
import { resolveId } from '../resolve-id.ts'

function unknownCriterion(program: Program, gate: string, criterion: string): Answer['diagnostics'] {
  const known = program.gates.get(gate)?.criteria.map((one) => one.id) ?? []
  const expected = nearest(criterion, known)
  const help = expected.length > 0 ? `did you mean ${expected.join(' or ')}?` : `${gate} has ${known.join(', ') || 'no criteria'}`
  return [diagnostic('cli/unknown-id', `there is no criterion ${criterion} in ${gate}`, { help, expected })]
}

/** What each criterion of a gate asks for, who can do it, and how. The id of a criterion alone means its gate. */
export async function run(context: WorkspaceContext, [id = '', asked]: readonly string[]): Promise<Answer> {
  const resolved = resolveId(context, id, ['gate', 'criterion'])
  if (!resolved.ok) return refused(context.command, [resolved.diagnostic])
  const { program, type, entry } = resolved.found
  const gate = type === 'gate' ? entry.id : (program.criteria.get(entry.id)?.gate ?? entry.id)
  const criterion = type === 'gate' ? asked : entry.id
  const { case: read, facts, diagnostics } = await judge(context, program, () => [gate])
  const explanation = explainGate(program, read, facts, gate, { now: context.now, criterion })
  if (explanation === undefined || (criterion !== undefined && explanation.criteria.length === 0)) {
    return refused(context.command, unknownCriterion(program, gate, criterion ?? ''))
  }
  return {
    command: context.command,
    diagnostics: [...context.diagnostics, ...diagnostics],
    data: {
      gate: gateData(explanation.gate),
      criteria: explanation.criteria.map(({ result, ...rest }) => ({ id: result.id, outcome: result.outcome, ...rest })),
    },
  }
}
