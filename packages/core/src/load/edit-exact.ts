import { canonicalJson } from './digest.ts'
import { isMapping, type Parsed, valueAt } from './parsed.ts'
import type { SourceFile } from './source.ts'
import { parseYaml } from './yaml.ts'

/** A mapping of the plain values that an edit is about. */
export type Mapping = Record<string, unknown>

/** The steps of a JSON pointer. */
export function stepsOf(at: string): string[] {
  const encoded = at === '' ? [] : at.slice(1).split('/')
  return encoded.map((step) => step.replace(/~1/g, '/').replace(/~0/g, '~'))
}

/** The value at a pointer; undefined where there is none. */
export function valueIn(root: unknown, at: string): unknown {
  return valueAt(root, stepsOf(at))
}

/** The mapping at a pointer of a text that reads without findings. */
export function mappingAt(parsed: Parsed, at: string): Mapping | undefined {
  const value = parsed.diagnostics.length > 0 ? undefined : valueIn(parsed.value, at)
  return isMapping(value) ? value : undefined
}

export function splice(text: string, start: number, end: number, insert: string): string {
  return text.slice(0, start) + insert + text.slice(end)
}

/** The first of the texts that reads as the old values with just this change, and without a finding. */
export function firstExact(
  source: SourceFile,
  before: Parsed,
  candidates: readonly string[],
  change: (root: unknown) => void,
): string | undefined {
  const wanted = structuredClone(before.value)
  change(wanted)
  const expected = canonicalJson(wanted)
  return candidates.find((text) => {
    const after = parseYaml({ path: source.path, text })
    return after.diagnostics.length === 0 && canonicalJson(after.value) === expected
  })
}

const needsEscape = /[\p{Cc}\u2028\u2029\ufeff]/u

/** The ways to write a text on one line, the one like the old spelling first; whether it is safe there is for the parser to say. */
export function spellings(value: string, like = ''): string[] {
  const double = JSON.stringify(value).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
  if (like.startsWith('"') || needsEscape.test(value)) return [double]
  if (like.startsWith("'")) return [`'${value.replace(/'/g, "''")}'`, double]
  return value === '' || value !== value.trim() ? [double] : [value, double]
}
