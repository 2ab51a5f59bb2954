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
