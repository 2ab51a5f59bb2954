import {
  command,
  type Entry,
  type EvidenceRecord,
  locationOfEntry,
  type Playbook,
  type Program,
  type RecordFile,
  shellWord,
  suggestOf,
} from '@refractor/core'
import { criteriaAsking } from './drill-target.ts'

/** A rehearsal, or the real thing, that followed a playbook. */
export interface Rehearsal {
  readonly path: string
  readonly date: string
  readonly scenario: string
  readonly outcome: string | null
  /** Steps that were done, where others were skipped. */
  readonly done?: { readonly steps: number; readonly of: number }
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
  /** How it is rehearsed; null: no criterion asks for it. */
  readonly drill: string | null
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

/** The steps that were done of all; undefined where none was skipped. */
export function partOf(steps: readonly { readonly outcome: string }[] = []): { readonly steps: number; readonly of: number } | undefined {
  const done = steps.filter(({ outcome }) => outcome !== 'skipped').length
  return done === steps.length ? undefined : { steps: done, of: steps.length }
}

/** Whether the tool can rehearse a playbook by itself: one of its steps restores a snapshot, or it has none at all. */
export const restoresSnapshot = (program: Program, { steps = [] }: Playbook): boolean =>
  steps.length === 0 ||
  steps.some((title) => /`[^`]*\bsnapshot restore\b/.test(title) || commandFor(program, title)?.includes('snapshot restore'))

/** The command that rehearses a playbook; null where people do it and no criterion asks for it. */
function drillOf(program: Program, { id, record }: Entry<Playbook>): string | null {
  if (restoresSnapshot(program, record)) return command(program, 'drill --playbook', id)
  const scenario = [id, record.title].find((one) => criteriaAsking(program, one).length > 0)
  return scenario === undefined ? null : `${command(program, 'drill --playbook', id)} --scenario ${shellWord(scenario)} --outcome OUTCOME`
}

function rehearsalsOf(id: string, program: Program, evidence: readonly RecordFile<EvidenceRecord>[]): Rehearsal[] {
  return evidence
    .flatMap(({ record, source }): Rehearsal[] => {
      const drill = record?.result?.drill
      if (record === undefined || drill?.playbook !== id || (record.program ?? program.id) !== program.id) return []
      const done = drill.snapshot === undefined ? partOf(drill.steps) : undefined
      const outcome = record.result?.outcome ?? null
      return [{ path: source.path, date: record.date, scenario: drill.scenario, outcome, ...(done && { done }) }]
    })
    .sort((a, b) => (a.date === b.date ? (a.path < b.path ? -1 : 1) : a.date < b.date ? 1 : -1))
}

export function playbookData(program: Program, entry: Entry<Playbook>, evidence: readonly RecordFile<EvidenceRecord>[]): PlaybookData {
  const { id, record } = entry
  const steps = (record.steps ?? []).map((title): PlaybookStep => {
    const found = commandFor(program, title)
    return { title, ...(found !== undefined && { command: found }) }
  })
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
    drill: drillOf(program, entry),
    location: locationOfEntry(entry),
  }
}
