import {
  clockBehind,
  type Diagnostic,
  diagnostic,
  dueInChange,
  type GateResult,
  judgeDigest,
  mergeGates,
  type PickedGate,
  type Program,
  qualifiedId,
  repositoryOf,
} from '@refractor/core'
import {
  auditOfChange,
  discover,
  type JudgedProgramChange,
  judgeChange,
  type OpenedChange,
  openChange,
  type ProgramBetween,
  repositoryName,
  toJudge,
} from '@refractor/workspace'
import { type Answer, refused } from '../answer.ts'
import { raisedTo } from '../blocking-level.ts'
import { changeData } from '../change-data.ts'
import type { CommandContext } from '../context.ts'
import { entryStates } from '../entry-states.ts'
import { gateData, playbooksFor } from '../gate-data.ts'
import { type GateCheckOptions, type InputOptions, inputsGiven, optionsAlone } from '../gate-inputs.ts'
import { nextForGates } from '../next-steps.ts'
import type { GateCheckData } from '../reporters/text/gate-check.ts'
import { resolveId } from '../resolve-id.ts'

export interface GateCheckChangeOptions extends GateCheckOptions {
  readonly base?: string
  readonly head?: string
  readonly changed?: string
}

interface Revisions {
  readonly base: string
  readonly head: string
}

const usage = (message: string, help: string): Diagnostic => diagnostic('cli/usage', message, { help })

/** "BASE..HEAD"; what is left out of it is HEAD, as git has it. Three dots would leave it to git where base is. */
function rangeOf(range: string): Revisions | undefined {
  const [base, head, ...more] = range.split('..')
  if (!base || head === undefined || head.startsWith('.') || more.length > 0) return undefined
  return { base, head: head === '' ? 'HEAD' : head }
}

function revisionsOf({ base, head, changed }: GateCheckChangeOptions): Revisions | Diagnostic {
  if (changed !== undefined && (base !== undefined || head !== undefined))
    return usage('--changed names both revisions already', 'leave --base and --head out')
  if (changed !== undefined)
    return rangeOf(changed) ?? usage(`${changed} is no range of revisions`, 'write it as BASE..HEAD, e.g. origin/main..HEAD')
  if (base === undefined) return usage('--head says nothing without --base', 'name the revision that decides: --base origin/main')
  return { base, head: head ?? 'HEAD' }
}

/** What contradicts itself on the command line. */
function wrongUse(context: CommandContext, ids: readonly string[], options: GateCheckChangeOptions): Diagnostic[] {
  const { all, changed } = options
  return [
    ...(context.common.now === undefined
      ? []
      : [usage('--now is not taken between two revisions: who judges a change must not choose the time', 'leave --now out')]),
    ...(changed !== undefined && (ids.length > 0 || all)
      ? [usage('--changed picks the gates itself', 'leave the ids out, or use --base and --head')]
      : []),
    ...optionsAlone(options, changed !== undefined),
  ]
}

/** Which gates of each program are asked for, and why. */
interface Asked {
  readonly gates: ReadonlyMap<string, readonly string[]>
  readonly picked?: readonly PickedGate[]
  readonly diagnostics: readonly Diagnostic[]
}

const idsOf = (gates: Iterable<readonly [string, string]>): Map<string, string[]> => {
  const byProgram = new Map<string, string[]>()
  for (const [program, id] of gates) byProgram.set(program, [...new Set([...(byProgram.get(program) ?? []), id])])
  return byProgram
}

/** Gates that are named: those of base. One that only head has cannot be asked for yet. */
function named(programs: readonly ProgramBetween[], ids: readonly string[]): Asked {
  const bases = { programs: programs.map(({ base }) => base.program) }
  const heads = { programs: programs.flatMap(({ head }) => head.program ?? []) }
  const found: [string, string][] = []
  const diagnostics: Diagnostic[] = []
  for (const id of ids) {
    const one = resolveId(bases, id, ['gate'])
    if (one.ok) found.push([one.found.program.id, one.found.entry.id])
    else if (one.diagnostic.code === 'cli/unknown-id' && resolveId(heads, id, ['gate']).ok) diagnostics.push(newGate(id))
    else diagnostics.push(one.diagnostic)
  }
  return { gates: idsOf(found), diagnostics }
}

const newGate = (id: string): Diagnostic =>
  diagnostic('change/new-gate', `${id} is not part of base: it is judged for information, and decides nothing yet`, {
    help: 'ask for it once it is merged',
  })

/** Gates that apply to the change by the rules for merging. */
function applying(opened: OpenedChange, programs: readonly ProgramBetween[], branch: string | undefined): Asked {
  const { gates, diagnostics } = mergeGates(programs, { ...opened.change, branch })
  return { gates: idsOf(gates.map(({ program, gate }) => [program, gate] as const)), picked: gates, diagnostics }
}

function asked(opened: OpenedChange, programs: readonly ProgramBetween[], ids: readonly string[], options: GateCheckChangeOptions): Asked {
  if (programs.length === 0) return { gates: new Map(), diagnostics: [] }
  if (options.changed !== undefined) return applying(opened, programs, options.branch)
  if (ids.length > 0) {
    const { gates, diagnostics } = named(programs, ids)
    // A gate that is not found may well be one of a program that cannot be used; that there is none would mislead.
    return { gates, diagnostics: diagnostics.filter(({ code }) => opened.unusable.size === 0 || code !== 'cli/unknown-id') }
  }
  const gates = new Map(programs.map((one) => [one.id, options.all ? [...one.base.program.gates.keys()] : dueInChange(toJudge(one))]))
  const isNone = [...gates.values()].every((list) => list.length === 0)
  const help = 'refractor gate check ID decides one all the same, --all every one'
  return { gates, diagnostics: isNone ? [diagnostic('gate/nothing-due', 'no gate of base is due', { help })] : [] }
}

/** The programs that are looked at, and why others cannot be. */
function chosenPrograms(
  { programs, unusable }: OpenedChange,
  id: string | undefined,
): { programs: readonly ProgramBetween[]; diagnostics: readonly Diagnostic[] } {
  if (id === undefined) return { programs, diagnostics: [...unusable.values()].flat() }
  const chosen = programs.filter((one) => one.id === id)
  const known = [...programs.map((one) => one.id), ...unusable.keys()]
  const unknown = diagnostic('cli/unknown-id', `base has no program ${id}`, { help: `use one of: ${known.join(', ')}`, expected: known })
  return { programs: chosen, diagnostics: chosen.length > 0 ? [] : (unusable.get(id) ?? [unknown]) }
}

/** Writes the verdict down where --attest says so. What decided is the judge of base. */
async function attested(
  context: CommandContext,
  options: InputOptions,
  opened: OpenedChange,
  judged: readonly JudgedProgramChange[],
  gates: readonly GateResult[],
  diagnostics: readonly Diagnostic[],
): Promise<readonly Diagnostic[]> {
  const { attest: file, attestKey: key } = options
  if (file === undefined) return []
  const { attest } = await import('../attestation.ts')
  const programs = judged.map(({ toJudge }) => toJudge.base)
  const first = programs[0]
  return attest(
    { ...context, root: opened.root },
    { file, key },
    {
      programs,
      gates,
      diagnostics,
      head: { commit: opened.head.commit },
      base: { commit: opened.base.commit },
      judge: new Map(judged.map(({ program: { id, base } }) => [id, judgeDigest(base.program, base.files)])),
      ...(first && { repository: repositoryOf(first, repositoryName(opened.root)) }),
    },
  )
}

/** Judges a change: gates, policy and people as base has them, states and records as head has them. Only objects of git are read. */
export async function run(context: CommandContext, ids: readonly string[], options: GateCheckChangeOptions): Promise<Answer> {
  const { command, cwd, now, common } = context
  const nothing = { gates: [] }
  const revisions = revisionsOf(options)
  const misuse = [...('code' in revisions ? [revisions] : []), ...wrongUse(context, ids, options)]
  if ('code' in revisions || misuse.length > 0) return refused(command, misuse, nothing)
  // A bare clone, or one without a checkout, holds no refractor.yaml.
  const discovery = discover(cwd)
  const root = discovery.ok ? discovery.root : cwd
  const opening = await openChange(root, revisions)
  if (!opening.ok) return { ...refused(command, opening.diagnostics, nothing), revisions: { root } }
  const opened = opening.value
  const behind = clockBehind({ commit: opened.base.commit, committedAt: opened.change.baseCommittedAt }, now)
  if (behind.length > 0) return { ...refused(command, behind, nothing), revisions: { root } }
  const { programs, diagnostics: unusable } = chosenPrograms(opened, common.program)
  const question = asked(opened, programs, ids, options)
  const inputs = await inputsGiven(context, options, { root, commit: opened.head.commit })
  const judged: JudgedProgramChange[] = []
  for (const program of programs) judged.push(await judgeChange(opened, program, question.gates.get(program.id) ?? [], { ...inputs, now }))
  const gates = judged.flatMap((one) => one.gates.map((gate) => raisedTo(options.level ?? 'required', gate)))
  const before = [
    ...opened.diagnostics,
    ...unusable,
    ...question.diagnostics,
    ...inputs.diagnostics,
    ...judged.flatMap((one) => one.diagnostics),
    ...(await auditOfChange(opened)),
  ]
  const found = [...before, ...(await attested(context, options, opened, judged, gates, before))]
  const bases: Program[] = programs.map(({ base }) => base.program)
  const next = nextForGates(bases, gates)
  const data: GateCheckData = {
    ...changeData(opened, judged, question.picked),
    gates: gates.map((gate) => {
      const own = judged.find(({ program }) => program.id === gate.program)
      const states =
        own === undefined || (gate.stage !== 'exit' && gate.stage !== 'entry')
          ? []
          : entryStates(own.toJudge.program, own.toJudge.case, gate.phase)
      return gateData(gate, states, playbooksFor(own?.toJudge.program, gate))
    }),
    ...(ids.length === 0 && options.changed === undefined && { notDue: leftOut(bases, gates) }),
    ...(next !== undefined && { next }),
  }
  return { command, diagnostics: unique(found), gates, data, revisions: { root } }
}

function leftOut(programs: readonly Program[], gates: readonly GateResult[]): string[] {
  const decided = new Set(gates.map((gate) => `${gate.program}/${gate.id}`))
  return programs.flatMap((program) =>
    [...program.gates.keys()].filter((id) => !decided.has(`${program.id}/${id}`)).map((id) => qualifiedId(program, id)),
  )
}

/** What two programs of a workspace share is found for each of them. */
function unique(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return [...new Map(diagnostics.map((one) => [JSON.stringify([one.code, one.message, one.location]), one])).values()]
}
