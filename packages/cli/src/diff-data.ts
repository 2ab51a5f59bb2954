import {
  command,
  type FieldChange,
  type LinkChange,
  type LinkNowSuspect,
  type ProgramDifference,
  type RelationWords,
  relationWords,
  typeOfKey,
} from '@refractor/core'
import type { ScheduleDifference } from '@refractor/core/schedule'
import type { ComparedState, ComparedStates } from '@refractor/workspace'

/** One of the two states; null: the work tree. */
export interface StateData {
  readonly revision: string | null
  readonly commit: string | null
  readonly committedAt: string | null
}

/** A field of the schedule that was touched. */
export interface ScheduleChange extends FieldChange {
  readonly type: string
  readonly id: string
}

/** A state that is another one. */
export interface StateChange {
  readonly type: string
  readonly id: string
  readonly title: string
  readonly before: string
  readonly after: string
}

export interface DiffCounts {
  readonly added: number
  readonly removed: number
  readonly renamed: number
  readonly changed: number
  readonly moved: number
  readonly links: { readonly added: number; readonly removed: number; readonly suspect: number }
  /** Gates with another verdict than before; those that came or went are not counted. */
  readonly flipped: number
}

/** A link that came or went, and how it is told from either end. */
export interface DiffLink extends LinkChange {
  readonly words: RelationWords
}

export interface SuspectDiffLink extends LinkNowSuspect {
  readonly words: RelationWords
  /** The command that says that it still holds; there is none where nobody reviews links. */
  readonly clear?: string
}

export interface ProgramDiffData extends ProgramDifference {
  readonly links: {
    readonly added: readonly DiffLink[]
    readonly removed: readonly DiffLink[]
    readonly suspect: readonly SuspectDiffLink[]
  }
  /** Picked out of the fields of the records, where they stand too. */
  readonly schedule: readonly ScheduleChange[]
  readonly states: readonly StateChange[]
  /** How the dates follow from it, as the plans are written; left out where no date and no critical path differs. */
  readonly dates?: ScheduleDifference
  readonly counts: DiffCounts
}

/** The JSON document of `diff`. */
export interface DiffData {
  readonly base: StateData
  readonly head: StateData
  /** Base is not the revision that was named, but the commit at which head left it. */
  readonly sinceParting?: true
  /** Nothing differs in meaning. */
  readonly same: boolean
  readonly programs: readonly ProgramDiffData[]
  /** Programs that only one state has. */
  readonly others: ComparedStates['others']
  readonly workspace: readonly FieldChange[]
}

const stateData = ({ revision, commit, committedAt }: ComparedState): StateData => ({
  revision: revision ?? null,
  commit: commit ?? null,
  committedAt: committedAt ?? null,
})

function countsOf({ records, links, gates }: ProgramDifference): DiffCounts {
  const count = (change: string): number => records.filter((one) => one.change === change).length
  return {
    added: count('added'),
    removed: count('removed'),
    renamed: count('renamed'),
    changed: count('changed'),
    moved: count('moved'),
    links: { added: links.added.length, removed: links.removed.length, suspect: links.suspect.length },
    flipped: gates.filter(({ before, after }) => before !== null && after !== null && before !== after).length,
  }
}

function linksData({ links: { added, removed, suspect }, program, ...rest }: ProgramDifference): ProgramDiffData['links'] {
  const told = <L extends LinkChange>(link: L): L & { readonly words: RelationWords } => ({ ...link, words: relationWords[link.relation] })
  return {
    added: added.map(told),
    removed: removed.map(told),
    suspect: suspect.map((link) => ({
      ...told(link),
      ...(link.reviewed && {
        clear: `${command({ ...rest, id: program }, 'trace clear', typeOfKey(link.to).id)} --dependents --reason TEXT`,
      }),
    })),
  }
}

function programData(one: ProgramDifference, dates: ScheduleDifference | undefined): ProgramDiffData {
  const schedule: ScheduleChange[] = one.settings
    .filter(({ kind }) => kind === 'schedule')
    .map((field) => ({ type: 'program', id: one.program, ...field }))
  const states: StateChange[] = []
  for (const { type, id, title, fields, moved } of one.records) {
    for (const field of fields) {
      if (field.kind === 'schedule') schedule.push({ type, id, ...field })
      if (field.field === 'state') states.push({ type, id, title, before: String(field.before ?? ''), after: String(field.after ?? '') })
    }
    for (const { what, before, after } of moved)
      if (what === 'order' || what === 'phase')
        schedule.push({
          type,
          id,
          field: what,
          kind: 'schedule',
          ...(before !== undefined && { before }),
          ...(after !== undefined && { after }),
        })
  }
  return { ...one, links: linksData(one), schedule, states, ...(dates !== undefined && { dates }), counts: countsOf(one) }
}

const isSame = ({ records, files, settings, policy, links, gates, case: cases }: ProgramDifference): boolean =>
  [records, files, settings, policy, links.added, links.removed, links.suspect, gates, cases].every((list) => list.length === 0)

export function diffData({ base, head, programs, dates, others, workspace, diagnostics }: ComparedStates, sinceParting: boolean): DiffData {
  return {
    base: stateData(base),
    head: stateData(head),
    ...(sinceParting && { sinceParting }),
    same:
      diagnostics.every(({ severity }) => severity !== 'error') && programs.every(isSame) && others.length === 0 && workspace.length === 0,
    programs: programs.map((one) => programData(one, dates.get(one.program))),
    others,
    workspace,
  }
}
