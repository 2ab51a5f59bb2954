import type { ProgramRecords } from '../../import/imported.ts'
import { wordsOf } from '../../import/words/table.ts'
import type { Words } from '../../import/words/words.ts'
import type { PhaseFile } from '../../schema/phase.ts'
import type { Genre } from '../../schema/program.ts'
import { statementsOf } from './statements.ts'

/** What the writers of all parts share. */
export interface Writing {
  readonly records: ProgramRecords
  readonly genre: Genre
  readonly words: Words
  /** Fields that are said outright, for their shape would be read as something else: "task T-001\ninputs". */
  readonly outright: ReadonlySet<string>
  /**
   * Lists of records whose ids the shapes of the genre would not give: their headings name them in a comment, their tables have ids.
   * "order" stands for phases that do not stand in the order of their parents.
   */
  readonly marked: ReadonlySet<string>
  /** Tasks and gates that a part has written, so that no other does. */
  readonly written: Set<object>
}

export const english = wordsOf()

interface Described {
  readonly notes?: readonly (string | { readonly text: string })[] | undefined
  readonly attributes?: Readonly<Record<string, string | string[]>> | undefined
}

/** The fields of a record that its shape may say; the others are said outright after it. */
export function shown<T extends object>(name: string, record: T, { outright }: Writing): T {
  if (outright.size === 0) return record
  const fields = Object.entries(record).filter(([field]) => !outright.has(`${name}\n${field}`))
  const copy = Object.fromEntries(fields) as T & Described
  const { attributes } = copy
  if (attributes === undefined) return copy
  const labels = Object.entries(attributes).filter(([label]) => !outright.has(`${name}\nattributes.${label}`))
  return { ...copy, attributes: Object.fromEntries(labels) }
}

/** Notes of a record, and what is said of it outright. */
export function saidOutright(name: string, record: object, { outright }: Writing): string[] {
  return statementsOf(name, record as Described & Record<string, unknown>, outright)
}

const parts = new WeakMap<ProgramRecords, ReadonlyMap<string, readonly PhaseFile[]>>()

function grouped(phases: readonly PhaseFile[]): ReadonlyMap<string, readonly PhaseFile[]> {
  const byParent = new Map<string, PhaseFile[]>()
  for (const phase of phases) {
    const list = byParent.get(phase.parent ?? '')
    if (list) list.push(phase)
    else byParent.set(phase.parent ?? '', [phase])
  }
  return byParent
}

/** The parts of a phase, in order. */
export function partsOf(phase: string, records: ProgramRecords): readonly PhaseFile[] {
  const known = parts.get(records) ?? grouped(records.phases)
  parts.set(records, known)
  return known.get(phase) ?? []
}
