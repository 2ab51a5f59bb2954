import type { FileFact } from './case.ts'

/** The value of a YAML or JSON file; not known when it was not read (no `because`) or is no such file (`because` says why). */
export type StructuredValue = { readonly known: true; readonly value: unknown } | { readonly known: false; readonly because?: string }

/** The parsed value that the facts hold; a JSON text is parsed here when they hold none. */
export function structuredValue(path: string, fact: FileFact): StructuredValue {
  if (fact.parsed !== undefined) return { known: true, value: fact.parsed }
  if (!/\.json$/i.test(path) || fact.text === undefined) return { known: false }
  try {
    return { known: true, value: JSON.parse(fact.text.replace(/^\uFEFF/, '')) }
  } catch {
    return { known: false, because: 'is no valid JSON' }
  }
}

/** The value at a dotted key: own keys only, and a key that holds dots itself goes before a path of that spelling. */
export function valueAt(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined
  if (Object.hasOwn(value, key)) return (value as Record<string, unknown>)[key]
  for (let dot = key.indexOf('.'); dot >= 0; dot = key.indexOf('.', dot + 1)) {
    const head = key.slice(0, dot)
    if (Object.hasOwn(value, head)) return valueAt((value as Record<string, unknown>)[head], key.slice(dot + 1))
  }
  return undefined
}
