import {
  command,
  type Entry,
  type EvidenceRecord,
  locationOfEntry,
  type Playbook,
  type Program,
  type RecordFile,
  suggestOf,
} from '@refractor/core'

/** A rehearsal, or the real thing, that followed a playbook. */
export interface Rehearsal {
  readonly path: string
  readonly date: string
  readonly scenario: string
  readonly outcome: string | null
}

export interface PlaybookStep {
  readonly title: string
  /** The command that does it, where this tool has one. */
  readonly command?: string
}

/** A playbook of the JSON document. */
export interface PlaybookData {
  readonly id: string
  readonly program: string
  readonly title: string
  readonly triggers: readonly string[]
  readonly decisions: readonly string[]
  readonly steps: readonly PlaybookStep[]
  readonly checkpoints: readonly string[]
  readonly attributes: Readonly<Record<string, unknown>>
  /** When `gate check` names it; null: never. */
  readonly suggest: ReturnType<typeof suggestOf> | null
  readonly rehearsals: readonly Rehearsal[]
  readonly drill: string
  readonly location: ReturnType<typeof locationOfEntry>
}

/** What steps of this kind are done with. The first that fits is taken; what nothing fits, people do. */
const doneWith: readonly (readonly [RegExp, string])[] = [
  [/\b(?:restore|roll(?:ed|ing)? ?-?back|revert)\b.*\bsnapshots?\b|\bsnapshots?\b.*\brestor/i, 'snapshot restore latest'],
  [/\b(?:take|create|make)\b.*\bsnapshots?\b/i, 'snapshot create'],
  [/\b(?:verify|check)\b.*\bsnapshots?\b/i, 'snapshot verify'],
  [/\b(?:capture|collect|save|keep|show)\b.*\b(?:diffs?|differences|changes)\b/i, 'diff'],
  [/\b(?:re-?run|run|check|repeat|judge)\b.*\bgates?\b/i, 'gate check -v'],
  [/\b(?:audit (?:log|trail))\b/i, 'audit log'],
  [/\b(?:ask for|request|grant)\b.*\bwaivers?\b/i, 'waiver list'],
]

/** A command in backticks is part of the plan's own words and needs no other. */
function commandFor(program: Program, title: string): string | undefined {
  if (/`[^`]+`/.test(title)) return undefined
  const verb = doneWith.find(([words]) => words.test(title))?.[1]
  return verb === undefined ? undefined : command(program, verb)
}

function rehearsalsOf(id: string, program: Program, evidence: readonly RecordFile<EvidenceRecord>[]): Rehearsal[] {
  return evidence
    .flatMap(({ record, source }): Rehearsal[] => {
      const drill = record?.result?.drill
      if (record === undefined || drill?.playbook !== id || (record.program ?? program.id) !== program.id) return []
      return [{ path: source.path, date: record.date, scenario: drill.scenario, outcome: record.result?.outcome ?? null }]
    })
    .sort((a, b) => (a.date === b.date ? (a.path < b.path ? -1 : 1) : a.date < b.date ? 1 : -1))
}

export function playbookData(program: Program, entry: Entry<Playbook>, evidence: readonly RecordFile<EvidenceRecord>[]): PlaybookData {
  const { id, record } = entry
  const steps = (record.steps ?? []).map((title): PlaybookStep => {
    const found = commandFor(program, title)
    return { title, ...(found !== undefined && { command: found }) }
  })
  // Without a step that restores, there is nothing that the tool could rehearse by itself.
  const restores = steps.length === 0 || steps.some((step) => step.command?.includes('snapshot restore'))
  return {
    id,
    program: program.id,
    title: record.title,
    triggers: record.triggers ?? [],
    decisions: record.decisions ?? [],
    steps,
    checkpoints: record.checkpoints ?? [],
    attributes: record.attributes ?? {},
    suggest: suggestOf(record) ?? null,
    rehearsals: rehearsalsOf(id, program, evidence),
    drill: command(program, restores ? 'drill --playbook' : `drill --outcome passed --scenario ${id} --playbook`, id),
    location: locationOfEntry(entry),
  }
}
