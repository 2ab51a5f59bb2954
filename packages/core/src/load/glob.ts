import { compileGlob } from './glob-pattern.ts'

/** Longer patterns match nothing, as the schema would have refused them. */
const maxPattern = 512

/** True for a pattern that may match more than the one path that it spells: it holds a wildcard or ends with a slash. */
export function isGlob(pattern: string): boolean {
  return /[*?{[]|\/$/.test(pattern)
}

/**
 * Tells which paths a list of patterns covers. `*` and `?` stay within one part of a path, `**` as a part of its own
 * stands for any number of parts, `{a,b}` for alternatives, `[a-z]` for one character; a trailing slash names all that
 * lies in a directory. A dot at the start of a name is a character like any other. Patterns apply in order: one with a
 * leading `!` takes away what those before it covered. The time is at most pattern length times path length, whatever
 * the pattern, because patterns come from the repository that is judged.
 */
export function matcher(patterns: readonly string[]): (path: string) => boolean {
  const globs: { readonly exclude: boolean; readonly matches: (path: string) => boolean }[] = []
  for (const pattern of patterns) {
    const exclude = pattern.startsWith('!')
    const body = exclude ? pattern.slice(1) : pattern
    if (pattern.length <= maxPattern) globs.push({ exclude, matches: compileGlob(body.endsWith('/') ? `${body}**` : body) })
  }
  return (path) => {
    let covered = false
    for (const { exclude, matches } of globs) {
      if (covered === exclude && matches(path)) covered = !exclude
    }
    return covered
  }
}

/**
 * True when a pattern could cover something in a folder of which nobody knows what it holds. Only the parts in front of the first
 * wildcard are compared, so it says yes too often rather than too seldom; what a `!` takes away is left aside.
 */
export function mayReachInto(patterns: readonly string[], folder: string): boolean {
  const parts = folder.split('/')
  return patterns.some((pattern) => {
    if (pattern.startsWith('!') || pattern.length > maxPattern) return false
    const wanted = pattern.split('/')
    const wild = wanted.findIndex((part) => /[*?{[]/.test(part))
    const plain = wild < 0 ? wanted : wanted.slice(0, wild)
    const isDeeper = wanted.length > parts.length || pattern.includes('**') || pattern.includes('{')
    return isDeeper && plain.every((part, at) => part === '' || at >= parts.length || part === parts[at])
  })
}
