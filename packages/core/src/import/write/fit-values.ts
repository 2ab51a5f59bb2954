import type { z } from 'zod'
import { diagnostic } from '../../diagnostics/catalog.ts'
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import { isMapping, valueAt } from '../../load/parsed.ts'
import { type SchemaName, schemas } from '../../schema/registry.ts'
import { placeOf } from './fit-ids.ts'

type Path = readonly PropertyKey[]
type Value = Record<string, unknown>

/** So often the values are held against the schema: each round mends one level. */
const rounds = 12

/** Where a value is that does not fit: the deepest place that the schema names. */
function* unfitPlaces(issues: readonly z.core.$ZodIssue[], base: Path = []): Generator<Path> {
  for (const issue of issues) {
    const path = [...base, ...issue.path]
    if (issue.code === 'unrecognized_keys') for (const key of issue.keys) yield [...path, key]
    else if (issue.code === 'invalid_union' && issue.errors.length > 0) {
      // The branch that got furthest is the one that was meant.
      const depth = (branch: readonly z.core.$ZodIssue[]): number => Math.max(0, ...branch.map((one) => one.path.length))
      const best = [...issue.errors].sort((a, b) => depth(b) - depth(a))[0] as readonly z.core.$ZodIssue[]
      if (depth(best) > 0) yield* unfitPlaces(best, path)
      else yield path
    } else yield path
  }
}

/** A check is kept as a whole or not at all: without one of its parts it could ask for less. */
function wholeCheck(path: Path): Path {
  const at = path.indexOf('check')
  return at < 0 ? path : path.slice(0, at + 1)
}

/** Records that have no notes; theirs go to the program. */
const noteless: ReadonlySet<unknown> = new Set(['roles', 'people'])

/** The innermost record around a place that can hold notes. */
function noteHolder(root: Value, path: Path): Value | undefined {
  for (let length = path.length - 1; length > 0; length--) {
    const one = valueAt(root, path.slice(0, length))
    if (isMapping(one) && 'id' in one && !path.slice(0, length).some((step) => noteless.has(step))) return one
  }
  return 'id' in root ? root : undefined
}

const shown = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))

/** What stands in for a text that a record must have. */
function standIn(record: Value, key: PropertyKey): string | undefined {
  if (key === 'title' || key === 'statement' || key === 'name')
    return typeof record['id'] === 'string' && record['id'] !== '' ? record['id'] : '(untitled)'
  return key === 'id' ? 'unnamed' : undefined
}

/** Takes a value out, or puts a stand-in where a record must have one. True when something was changed. */
function mend(root: Value, path: Path, keep: (text: string, holder: Value | undefined) => void): boolean {
  const parent = valueAt(root, path.slice(0, -1))
  const key = path.at(-1)
  if (key === undefined) return false
  if (Array.isArray(parent)) {
    const [value] = parent.splice(Number(key), 1)
    keep(shown(value), noteHolder(root, path.slice(0, -1)))
    return true
  }
  if (!isMapping(parent)) return false
  if (Object.hasOwn(parent, key)) {
    const value = parent[key as string]
    delete parent[key as string]
    keep(`${String(key)}: ${shown(value)}`, noteHolder(root, path))
    return true
  }
  const text = standIn(parent, key)
  if (text === undefined) return mend(root, path.slice(0, -1), keep)
  parent[key as string] = text
  return true
}

/**
 * Makes the content of one file fit its schema, whatever the readers gave: a value that does not fit (a path out of the repository, a
 * date that is none) is kept as a note of its record, a missing title becomes the id. Changes `value` in place; `homeless` gets what no
 * record of the file can hold.
 */
export function fitValues(name: SchemaName, value: Value, homeless: (text: string) => void): Diagnostic[] {
  const diagnostics: Diagnostic[] = []
  for (let round = 0; round < rounds; round++) {
    const result = schemas[name].safeParse(value)
    if (result.success) return diagnostics
    const places = [
      ...new Map([...unfitPlaces(result.error.issues)].map((path) => [JSON.stringify(wholeCheck(path)), wholeCheck(path)])).values(),
    ]
    let changed = false
    // From the back, so that the indices of what is still to come stay right.
    for (const path of places.reverse()) {
      const record = noteHolder(value, path)
      const isMissing = valueAt(value, path) === undefined
      const mended = mend(value, path, (text, holder) => {
        if (holder === undefined) homeless(text)
        else holder['notes'] = [...(Array.isArray(holder['notes']) ? holder['notes'] : []), text]
      })
      changed ||= mended
      if (mended && !isMissing)
        diagnostics.push(
          diagnostic(
            'import/unfit-value',
            `a value does not fit ${path.filter((step) => typeof step === 'string').join('.')}, so it is kept as a note`,
            {
              location: placeOf(record as Parameters<typeof placeOf>[0]),
              help: 'put it in its place by hand, in a form that fits',
            },
          ),
        )
    }
    if (!changed) break
  }
  return diagnostics
}
