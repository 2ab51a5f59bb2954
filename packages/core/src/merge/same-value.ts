import { isMapping } from '../load/parsed.ts'

/** True when two plain values are equal; the order of the keys of a mapping says nothing. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((one, index) => sameValue(one, b[index]))
  if (!isMapping(a) || !isMapping(b)) return false
  const keys = Object.keys(a)
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && sameValue(a[key], b[key]))
}

/** Of three texts or numbers: what the one side made of it that changed it, or undefined when both did, and differently. */
export function threeWay<T>(base: T | undefined, ours: T, theirs: T): T | undefined {
  if (ours === theirs || base === theirs) return ours
  return base === ours ? theirs : undefined
}
