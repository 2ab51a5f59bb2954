import { diagnostic } from '../../diagnostics/catalog.ts'
import type { Diagnostic, Location } from '../../diagnostics/diagnostic.ts'
import { foldId } from '../../link/natural-order.ts'
import { sha256Hex } from '../../load/digest.ts'
import { isMapping } from '../../load/parsed.ts'
import type { Task } from '../../schema/plan-records.ts'
import type { ProgramRecords } from '../imported.ts'
import { addAttribute } from '../read/attribute.ts'
import { recordLists } from '../record-lists.ts'

type Identified = {
  id: string
  attributes?: Record<string, string | string[]> | undefined
  source?: { readonly file: string; readonly lines?: string | undefined } | undefined
}

const longest = 128
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it keeps out
const unfit = /[/\\\u0000-\u001f\u007f]+/g

/** True for what the schema takes as an id. */
function isId(text: string): boolean {
  return text.length > 0 && text.length <= longest && text.search(unfit) < 0 && !/^\s|\s$/.test(text)
}

/**
 * The nearest id to a text that is none: slashes, backslashes and control characters become a dash, blanks around it go, an over-long
 * one ends in a digest of the whole, and one without anything is "unnamed".
 */
export function nearestId(text: string): string {
  const id = text.replace(unfit, '-').trim()
  if (id === '') return 'unnamed'
  if (id.length <= longest) return id
  return `${id
    .slice(0, longest - 13)
    .replace(/[\ud800-\udbff]$/, '')
    .trim()}-${sha256Hex(text).slice(0, 12)}`
}

/** Where the plan says it. */
export function placeOf(record: Pick<Identified, 'source'> | undefined): Location | undefined {
  const source = record?.source
  if (source === undefined) return undefined
  return { file: source.file, line: Number.parseInt(source.lines ?? '1', 10) || 1, column: 1 }
}

/** The records of a list, whatever stands in its place. */
function listOf<T extends object>(list: readonly (T | string)[] | undefined): T[] {
  return Array.isArray(list) ? (list as readonly unknown[]).filter((one): one is T => isMapping(one)) : []
}

/** Every record that has an id, by the kinds whose ids must differ. Gates share the ids of phases and milestones. */
function* identified(records: ProgramRecords): Generator<readonly [kind: string, record: Identified]> {
  function* all(kind: string, list: readonly (Identified | string)[] | undefined): Generator<readonly [string, Identified]> {
    for (const record of listOf(list)) yield [kind, record]
  }
  function* tasksIn(tasks: readonly (string | Task)[] | undefined): Generator<readonly [string, Identified]> {
    for (const task of listOf<Task>(tasks)) {
      yield ['task', task]
      yield* tasksIn(task.children)
    }
  }
  const { phases, program } = records
  yield* all('gate', phases)
  for (const phase of phases) {
    yield* all('criterion', phase.entry?.criteria)
    for (const milestone of listOf(phase.milestones)) {
      yield ['gate', milestone]
      yield* tasksIn(milestone.tasks)
      yield* all('deliverable', milestone.deliverables)
      yield* all('criterion', milestone.acceptance)
    }
    yield* tasksIn(phase.tasks)
    yield* all('deliverable', phase.deliverables)
    for (const gate of listOf(phase.gates)) {
      yield ['gate', gate]
      yield* all('criterion', gate.criteria)
    }
    yield* all('criterion', phase.exit?.criteria)
  }
  yield* tasksIn(records.tasks)
  for (const gate of records.gates) {
    yield ['gate', gate]
    yield* all('criterion', gate.criteria)
  }
  for (const [name, kind] of Object.entries(recordLists) as [keyof typeof recordLists, string][])
    if (name !== 'phases' && name !== 'tasks' && name !== 'gates') yield* all(kind, records[name])
  yield* all('role', program.roles)
}

/** Records that have no place for labels of the plan, and those whose ids are never written in one. */
const withoutAttributes: ReadonlySet<string> = new Set(['deliverable', 'criterion', 'metric', 'alert'])

/** Fields whose texts name other records. */
const referring: ReadonlySet<string> = new Set([
  'prerequisites', 'properties', 'risks', 'tasks', 'dependsOn', 'dependencies', 'parent', 'phase', 'milestone', 'accountable', 'supporting', 'covers', 'includes', 'after', 'metric', 'gate', 'roles',
]) // biome-ignore format: one table

/** Gives other names to what fields refer to, in place; `rename` answers with undefined where the name stays. */
export function renameReferences(value: unknown, rename: (id: string) => string | undefined): void {
  const open: unknown[] = [value]
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    if (Array.isArray(one)) for (const part of one) if (typeof part === 'object' && part !== null) open.push(part)
    if (!isMapping(one)) continue
    for (const [key, part] of Object.entries(one)) {
      // A gate covers tasks, but evidence covers files.
      if (key === 'covers' && one['kind'] === 'evidence') continue
      if (referring.has(key) && typeof part === 'string') one[key] = rename(part) ?? part
      else if (referring.has(key) && Array.isArray(part)) {
        part.forEach((text, index) => {
          if (typeof text === 'string') part[index] = rename(text) ?? text
        })
      }
      if (typeof part === 'object' && part !== null && key !== 'source' && key !== 'attributes') open.push(part)
    }
  }
}

/**
 * Makes every id one that the schema takes, and different from all others of its kind (case apart, as file names need it); what named
 * a changed id is changed with it. A second record of the same id gets `-2`. Changes the records in place; each change is reported.
 */
export function fitIds(records: ProgramRecords): Diagnostic[] {
  const diagnostics: Diagnostic[] = []
  const renamed = new Map<string, string>()
  const taken = new Map<string, Set<string>>()
  const all = [...identified(records)]
  for (const [, record] of all) if (typeof record.id !== 'string') record.id = ''
  const idsOf = (kind: string): Set<string> => {
    let ids = taken.get(kind)
    if (ids === undefined) {
      ids = new Set()
      taken.set(kind, ids)
    }
    return ids
  }
  // An entry gate takes its id from its phase, so no other gate can have it.
  for (const phase of records.phases) if (phase.entry) idsOf('gate').add(foldId(`${nearestId(phase.id)}.entry`))
  // Ids of the plan come before those that are made up here.
  const wellFormed = new Map<string, Set<string>>()
  for (const [kind, { id }] of all) if (isId(id)) wellFormed.set(kind, (wellFormed.get(kind) ?? new Set()).add(foldId(id)))
  // Where the search for a free number ended, so that ten thousand records of one id do not search ten thousand times.
  const numbers = new Map<string, number>()
  const free = (kind: string, wanted: string): string => {
    const key = `${kind}\n${foldId(wanted)}`
    for (let count = numbers.get(key) ?? 2; ; count++) {
      const suffix = `-${count}`
      const id = `${wanted.slice(0, longest - suffix.length)}${suffix}`
      if (idsOf(kind).has(foldId(id)) || wellFormed.get(kind)?.has(foldId(id))) continue
      numbers.set(key, count + 1)
      return id
    }
  }
  const first = new Map<string, Identified>()
  for (const [kind, record] of all) {
    const { id } = record
    const near = isId(id) ? id : nearestId(id)
    const isTaken = idsOf(kind).has(foldId(near)) || (near !== id && wellFormed.get(kind)?.has(foldId(near)) === true)
    const fitted = isTaken ? free(kind, near) : near
    idsOf(kind).add(foldId(fitted))
    const key = `${kind}\n${foldId(near)}`
    const before = first.get(key)
    if (before === undefined) first.set(key, record)
    if (fitted === id) continue
    record.id = fitted
    const isTold = isMapping(record.attributes) && record.attributes['id'] !== undefined
    if (id !== '' && !isTold && !withoutAttributes.has(kind) && (record.attributes === undefined || isMapping(record.attributes)))
      addAttribute(record, 'id', id)
    const earlier = placeOf(before)
    if (near !== id) renamed.set(id, renamed.get(id) ?? fitted)
    const noun = kind === 'gate' && 'exit' in record ? 'phase' : kind
    diagnostics.push(
      near === id
        ? diagnostic('import/duplicate-id', `${noun} ${id} stands twice in the plan; the second one is ${fitted} in the program`, {
            location: placeOf(record),
            ...(earlier && { related: [{ message: 'first here', location: earlier }] }),
            help: 'give each of them its own id in the plan, and import it again',
          })
        : diagnostic('import/unfit-id', `${JSON.stringify(id.slice(0, 80))} cannot be an id; the ${noun} is ${fitted} in the program`, {
            location: placeOf(record),
            help: `write ${fitted} in the plan as well`,
          }),
    )
  }
  renameReferences(records, (id) => (isId(id) ? undefined : (renamed.get(id) ?? nearestId(id))))
  return diagnostics
}
