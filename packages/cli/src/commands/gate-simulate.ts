import { type Diagnostic, diagnostic, nearest, type Program, type Simulation, simulateGate } from '@refractor/core'
import { type Answer, refused } from '../answer.ts'
import type { WorkspaceContext } from '../context.ts'
import { gateData } from '../gate-data.ts'
import { judge } from '../judge.ts'
import type { GateSimulateData } from '../reporters/text/gate-simulate.ts'
import { resolveId } from '../resolve-id.ts'
import { unfit } from '../unfit.ts'

export interface GateSimulateOptions {
  readonly withApproval?: readonly string[]
  readonly withWaiver?: readonly string[]
  readonly withEvidence?: readonly string[]
}

/** An id as the program has it: "harbour/P2.1" is P2.1 of harbour. */
const localId = ({ id }: Program, word: string): string => (word.startsWith(`${id}/`) ? word.slice(id.length + 1) : word)

function unknown(what: string, id: string, known: Iterable<string>): Diagnostic {
  const expected = nearest(id, known)
  const all = [...known]
  const help =
    expected.length > 0
      ? `did you mean ${expected.join(' or ')}?`
      : all.length > 0
        ? `there are ${all.slice(0, 10).join(', ')}`
        : `the program has no ${what}`
  return diagnostic('cli/unknown-id', `there is no ${what} ${id}`, { help, expected })
}

/** What does not exist of all that is supposed. */
function problemsOf(program: Program, roles: readonly string[], criteria: readonly string[]): Diagnostic[] {
  return [
    ...roles
      .filter((id) => !program.roles.has(id) && !program.people.has(id))
      .map((id) => unknown('role or person', id, [...new Set([...program.roles.keys(), ...program.people.keys()])])),
    ...criteria.filter((id) => !program.criteria.has(id)).map((id) => unknown('criterion', id, program.criteria.keys())),
  ]
}

/** Says what a gate would need, or how it would stand if some of that happened. Changes nothing. */
export async function run(context: WorkspaceContext, [id = '']: readonly string[], options: GateSimulateOptions): Promise<Answer> {
  const resolved = resolveId(context, id, ['gate', 'criterion'])
  if (!resolved.ok) return refused(context.command, [resolved.diagnostic])
  const { program, type, entry } = resolved.found
  const broken = unfit(context, [program])
  if (broken) return broken
  const gate = type === 'gate' ? entry.id : (program.criteria.get(entry.id)?.gate ?? entry.id)
  const local = (words: readonly string[] = []): string[] => words.map((word) => localId(program, word))
  const supposed = { approvals: local(options.withApproval), waivers: local(options.withWaiver), evidence: local(options.withEvidence) }
  const problems = problemsOf(program, supposed.approvals, [...supposed.waivers, ...supposed.evidence])
  if (problems.length > 0) return refused(context.command, problems)
  const { case: read, facts, diagnostics } = await judge(context, program, () => [gate])
  const simulation = simulateGate(program, read, facts, gate, supposed, context.now) as Simulation
  const asked = Object.values(supposed).flat().length > 0
  const data: GateSimulateData = {
    ...simulation,
    gate: gateData(simulation.gate),
    supposed: asked ? { ...supposed, gate: gateData(simulation.supposed) } : undefined,
  }
  const isYes = asked ? simulation.supposed.verdict === 'met' : simulation.steps !== undefined
  // No gates in the answer: a forge must not take it for a verdict.
  return { command: context.command, diagnostics, data, ...(!isYes && { negative: true }) }
}
