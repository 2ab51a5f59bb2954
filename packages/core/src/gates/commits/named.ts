import { nearest } from '../../diagnostics/nearest.ts'
import type { Mention } from '../../link/commit-mentions.ts'
import { findRecords, knownIds, qualifiedId } from '../../link/find.ts'
import type { Program } from '../../link/program-types.ts'

/** What a commit is about: a phase, or a milestone and its phase. */
export interface NamedWork {
  readonly program: Program
  readonly phase: string
  readonly milestone: string | undefined
}

/** What a word of a message stands for. */
export type Meaning =
  | { readonly is: 'work'; readonly works: readonly NamedWork[] }
  /** It is not meant as an id, or it is the id of something that a commit need not name. */
  | { readonly is: 'other' }
  /** The word names something in each of these programs; `expected` are the ids that say which. */
  | { readonly is: 'ambiguous'; readonly works: readonly NamedWork[]; readonly expected: readonly string[] }
  | { readonly is: 'unknown'; readonly expected: readonly string[]; readonly type: string | undefined }

const named = ['milestone', 'phase', 'task'] as const

/** What an id names, in each program that has it: a task stands for its milestone, or for its phases. */
function worksNamed(programs: readonly Program[], id: string): NamedWork[] {
  const found = findRecords(programs, id)
  return programs.flatMap((program): NamedWork[] => {
    const own = found.filter((one) => one.program === program)
    const entry = named.map((type) => own.find((one) => one.type === type)).find((one) => one !== undefined)
    if (entry === undefined) return []
    if (entry.type === 'phase') return [{ program, phase: entry.entry.id, milestone: undefined }]
    const task = entry.type === 'task' ? program.tasks.get(entry.entry.id) : undefined
    const milestone = program.milestones.get(task === undefined ? entry.entry.id : (task.milestone ?? ''))
    if (milestone !== undefined) return [{ program, phase: milestone.phase, milestone: milestone.id }]
    return (task?.phases ?? []).map((phase) => ({ program, phase, milestone: undefined }))
  })
}

const shapeOf = (id: string): string => id.toLowerCase().replace(/\d+/g, '0')
const bareOf = (id: string): string => id.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')

/** What is known of ids that commits may name: computed once for many messages. */
interface NameIndex {
  readonly programs: readonly Program[]
  readonly ids: readonly string[]
  readonly shapes: ReadonlySet<string>
  readonly bare: ReadonlyMap<string, string>
}

export function nameIndex(programs: readonly Program[]): NameIndex {
  const ids = knownIds(programs, named)
  const withNumber = ids.filter((id) => /\d/.test(id))
  return { programs, ids, shapes: new Set(withNumber.map(shapeOf)), bare: new Map(ids.map((id) => [bareOf(id), id])) }
}

/** A word in a subject is a mistaken id only where it is built like one: "P3.M9" or "p3m2" beside P3.M2, but not "fix" or "v2". */
const looksLikeId = (word: string, { shapes, bare }: NameIndex): boolean => {
  const local = word.slice(word.lastIndexOf('/') + 1)
  return /\d/.test(local) && (shapes.has(shapeOf(local)) || bare.has(bareOf(local)))
}

function suggestions(word: string, index: NameIndex): string[] {
  const same = index.bare.get(bareOf(word))
  return [...new Set([...(same === undefined ? [] : [same]), ...nearest(word, index.ids)])]
}

/** What a word of a message stands for. */
export function meaningOf({ word, where }: Pick<Mention, 'word' | 'where'>, index: NameIndex): Meaning {
  const works = worksNamed(index.programs, word)
  const programs = [...new Set(works.map((work) => work.program))]
  if (programs.length === 1) return { is: 'work', works }
  // What was folded in was checked when it was committed.
  if (programs.length > 1) return { is: 'ambiguous', works, expected: programs.map((program) => `${program.id}/${word}`) }
  if (where === 'squash') return { is: 'other' }
  const other = findRecords(index.programs, word)[0]
  if (where === 'subject' && (other !== undefined || !looksLikeId(word, index))) return { is: 'other' }
  const expected = suggestions(word, index)
  return { is: 'unknown', expected, type: other?.type }
}

/** An id of some work as a person types it. */
export const idOfWork = ({ program, phase, milestone }: NamedWork): string => qualifiedId(program, milestone ?? phase)
