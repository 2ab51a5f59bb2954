import { type Case, commitsOf, type Diagnostic, type Program, type RecordCheck, recordsNeeded, verifyRecords } from '@refractor/core'
import { gatherCaseFacts } from '@refractor/workspace'
import { type Answer, refused } from './answer.ts'
import type { WorkspaceContext } from './context.ts'
import { foldersOf, readProgramCase } from './judge.ts'
import { resolveIds } from './resolve-id.ts'

/** A record as `evidence list` and `evidence verify` tell it. */
export interface RecordLine extends RecordCheck {
  readonly program: string
  readonly outcome: string | null
}

export interface CheckedRecords {
  readonly records: readonly RecordLine[]
  /** Findings of reading; those of checking. */
  readonly read: readonly Diagnostic[]
  readonly checked: readonly Diagnostic[]
}

const outcomeOf = (read: Case, path: string): string | null =>
  read.evidence.find((file) => file.source.path === path)?.record?.result?.outcome ?? null

async function ofProgram(context: WorkspaceContext, program: Program): Promise<CheckedRecords> {
  const { case: read, diagnostics } = await readProgramCase(context, program)
  const { root, now } = context
  const asked = { folders: foldersOf(context), commits: commitsOf(read) }
  const facts = await gatherCaseFacts(root, recordsNeeded(read, program), asked, { program, records: read, now })
  const isOfRecord = ({ code }: Diagnostic): boolean => code === 'signature/bad'
  const { records, diagnostics: checked } = verifyRecords(program, read, facts, { now: context.now })
  return {
    records: records.map((one) => ({ ...one, program: program.id, outcome: outcomeOf(read, one.path) })),
    read: [...diagnostics, ...facts.diagnostics.filter((one) => !isOfRecord(one))],
    checked: [...facts.diagnostics.filter(isOfRecord), ...checked],
  }
}

/** Everything that one of the ids stands for: a phase means its gates, a gate or milestone its criteria. */
function covered(program: Program, id: string): Set<string> {
  const gates = program.phases.get(id)?.gates ?? []
  const milestones = program.phases.get(id)?.milestones ?? []
  const all = new Set([id, ...gates, ...milestones])
  for (const criterion of program.criteria.values()) if (all.has(criterion.gate)) all.add(criterion.id)
  return all
}

/** Every record of the programs, checked against the files it speaks of; with ids, those that speak for them. */
export async function checkedRecords(context: WorkspaceContext, ids: readonly string[]): Promise<CheckedRecords | Answer> {
  const { found, problems } = resolveIds(context, ids, ['criterion', 'milestone', 'gate', 'phase'])
  if (problems.length > 0) return refused(context.command, problems, { records: [] })
  const programs = ids.length === 0 ? context.programs : [...new Set(found.map((one) => one.program))]
  const parts: CheckedRecords[] = []
  for (const program of programs) {
    const part = await ofProgram(context, program)
    const wanted = new Set(found.filter((one) => one.program === program).flatMap((one) => [...covered(program, one.entry.id)]))
    const records = part.records.filter((one) => ids.length === 0 || one.speaksFor.some((id) => wanted.has(id)))
    const paths = new Set(records.map((one) => one.path))
    // A finding may lie at an artifact, so it is kept when it names a record that is wanted.
    const checked = part.checked.filter(
      (one) => ids.length === 0 || [...paths].some((path) => one.location?.file === path || one.message.includes(path)),
    )
    parts.push({ records, read: part.read, checked })
  }
  return {
    records: parts.flatMap((one) => one.records),
    read: parts.flatMap((one) => one.read),
    checked: parts.flatMap((one) => one.checked),
  }
}
