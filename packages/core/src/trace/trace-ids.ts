import type { Program } from '../link/program-types.ts'
import { type RecordType, recordsOf, recordTypes } from '../link/record-types.ts'
import { type TagIds, tagIds } from './code-tags.ts'

/** The ids of every record of a program. */
export function* recordIds(program: Program): Iterable<string> {
  for (const type of recordTypes) yield* recordsOf(program, type).keys()
}

const name = /^[\p{L}\p{N}][\p{L}\p{N}._-]*\d[a-z]?$/u
const range = /^\d[\d.]*-\d/

/** Requirements that the plan refers to without declaring any; none where it declares some. */
export function undeclaredRequirements(program: Program): ReadonlySet<string> {
  const ids = new Set<string>()
  if (program.requirements.size > 0) return ids
  const add = (texts: readonly string[] | undefined): void => {
    for (const text of texts ?? []) if (text.length <= 40 && name.test(text) && !range.test(text)) ids.add(text)
  }
  for (const { record } of program.tasks.values()) {
    add(record.requirements)
    add(record.validates)
  }
  for (const { record } of program.properties.values()) add(record.validates)
  return ids
}

const known = new WeakMap<Program, TagIds>()

/** What tags, boxes and commits may name: records, and undeclared requirements. Made once for each program. */
export function traceIds(program: Program): TagIds {
  let ids = known.get(program)
  if (ids === undefined) {
    const undeclared = undeclaredRequirements(program)
    const all = {
      *[Symbol.iterator]() {
        yield* recordIds(program)
        yield* undeclared
      },
    }
    // Most of what is looked for is of the type of what was found before.
    let last: RecordType = 'task'
    ids = tagIds(all, (id) => {
      if (recordsOf(program, last).has(id)) return true
      const found = recordTypes.find((type) => recordsOf(program, type).has(id))
      last = found ?? last
      return found !== undefined || undeclared.has(id)
    })
    known.set(program, ids)
  }
  return ids
}

/** Ids of other programs of the workspace, also as `program/id`. */
export function idsElsewhere(program: Program, programs: readonly Program[]): { has(id: string): boolean } {
  const ids = new Set<string>()
  for (const other of programs) {
    if (other.id === program.id) continue
    for (const id of recordIds(other)) {
      ids.add(id)
      ids.add(`${other.id}/${id}`)
    }
  }
  return ids
}
