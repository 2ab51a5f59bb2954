import { type Case, type Diagnostic, diagnostic, dueGates, type GateResult, type Program, qualifiedId } from '@refractor/core'
import { readHead } from '@refractor/workspace'
import { type Answer, refused } from '../answer.ts'
import { raisedTo } from '../blocking-level.ts'
import { diagnosticsOf, errorsOf, type WorkspaceContext } from '../context.ts'
import { entryStates } from '../entry-states.ts'
import { gateData, playbooksFor } from '../gate-data.ts'
import type { GateCheckOptions, InputsGiven } from '../gate-inputs.ts'
import { judge } from '../judge.ts'
import { nextForGates } from '../next-steps.ts'
import type { GateCheckData } from '../reporters/text/gate-check.ts'
import { resolveIds } from '../resolve-id.ts'

/** Which gates of each program are asked for. */
type Choice = ReadonlyMap<Program, (read: Case) => readonly string[]>

function chosen(context: WorkspaceContext, ids: readonly string[], all: boolean): Choice | Answer {
  if (ids.length === 0)
    return new Map(context.programs.map((program) => [program, (read) => (all ? [...program.gates.keys()] : dueGates(program, read))]))
  const { found, problems } = resolveIds(context, ids, ['gate'])
  if (problems.length > 0) return refused(context.command, [...context.diagnostics, ...problems], { gates: [] })
  const wanted = new Map<Program, string[]>()
  for (const { program, entry } of found) wanted.set(program, [...new Set([...(wanted.get(program) ?? []), entry.id])])
  return new Map([...wanted].map(([program, list]) => [program, () => list]))
}

/** The gates that were not decided, as they are typed. */
function leftOut(program: Program, gates: readonly GateResult[]): string[] {
  const decided = new Set(gates.map((gate) => gate.id))
  return [...program.gates.keys()].filter((id) => !decided.has(id)).map((id) => qualifiedId(program, id))
}

function nothingDue(context: WorkspaceContext): Answer['diagnostics'] {
  if (context.programs.every((program) => program.gates.size === 0)) {
    return [
      diagnostic('gate/nothing-due', 'there is no gate', {
        help: 'give a phase exit criteria: exit: { criteria: [...] } in specification/phases/<phase>.yaml',
      }),
    ]
  }
  return [
    diagnostic('gate/nothing-due', 'no phase has begun, so no gate is due', {
      help: 'refractor gate check <id> decides one all the same, refractor gate check --all every one',
    }),
  ]
}

const names = ['checks', 'reviews', 'branch', 'attest', 'attestKey'] as const

/** What is asked for beside the repository; the everyday check loads nothing of it. */
async function extras(context: WorkspaceContext, options: GateCheckOptions): Promise<InputsGiven> {
  if (names.every((name) => options[name] === undefined)) return { diagnostics: [] }
  const { inputsGiven, optionsAlone } = await import('../gate-inputs.ts')
  const misuse = optionsAlone(options, false)
  if (misuse.length > 0) return { diagnostics: misuse }
  return inputsGiven(context, options, { root: context.root, commit: readHead(context.root).commit })
}

/** Writes the verdict down where --attest says so. */
async function attested(
  context: WorkspaceContext,
  options: GateCheckOptions,
  gates: readonly GateResult[],
  diagnostics: readonly Diagnostic[],
): Promise<readonly Diagnostic[]> {
  const { attest: file, attestKey: key } = options
  if (file === undefined) return []
  const [{ attest }, { judgesOnDisk }] = await Promise.all([import('../attestation.ts'), import('../judges-on-disk.ts')])
  const programs = context.programs.filter((program) => gates.some((gate) => gate.program === program.id))
  return attest(context, { file, key }, { programs, gates, diagnostics, ...judgesOnDisk(context, programs) })
}

/** Decides gates: those that are named, those that are due, or all of them. */
export async function run(context: WorkspaceContext, ids: readonly string[], options: GateCheckOptions): Promise<Answer> {
  const choice = chosen(context, ids, options.all === true)
  if (!(choice instanceof Map)) return choice as Answer
  const inputs = await extras(context, options)
  if (inputs.diagnostics.some((one) => one.code === 'cli/usage')) return refused(context.command, inputs.diagnostics, { gates: [] })
  const gates: GateResult[] = []
  const data: GateCheckData['gates'][number][] = []
  // What is wrong with another program is no matter of a gate that was named.
  const diagnostics = [...(ids.length === 0 ? context.diagnostics : diagnosticsOf(context, choice.keys())), ...inputs.diagnostics]
  const notDue: string[] = []
  const usable = [...choice].filter(([program]) => errorsOf(context, program).length === 0)
  for (const [program, choose] of usable) {
    const judged = await judge(context, program, choose, inputs)
    const raised = judged.gates.map((gate) => raisedTo(options.level ?? 'required', gate))
    gates.push(...raised)
    data.push(
      ...raised.map((gate) =>
        gateData(
          gate,
          gate.stage === 'exit' || gate.stage === 'entry' ? entryStates(program, judged.case, gate.phase) : [],
          playbooksFor(program, gate),
        ),
      ),
    )
    diagnostics.push(...judged.diagnostics)
    if (ids.length === 0) notDue.push(...leftOut(program, raised))
  }
  if (gates.length === 0) {
    const reasons = usable.length === choice.size ? nothingDue(context) : []
    return refused(context.command, [...diagnostics, ...reasons], { gates: [], notDue })
  }
  diagnostics.push(...(await attested(context, options, gates, diagnostics)))
  const next = nextForGates(context.programs, gates)
  const answer: GateCheckData = { gates: data, ...(ids.length === 0 && { notDue }), ...(next !== undefined && { next }) }
  return { command: context.command, diagnostics, gates, data: answer }
}
