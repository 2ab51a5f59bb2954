import { diagnostic } from '../../diagnostics/catalog.ts'
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import { clockSkew, instantOf } from '../instant.ts'

/**
 * Says that the clock stands before the time at which base was committed: then nothing can be said about ages and expiry, and what has
 * expired would pass. Both times are RFC 3339; one that cannot be read counts as behind.
 */
export function clockBehind(base: { readonly commit: string; readonly committedAt: string }, now: string): Diagnostic[] {
  if (instantOf(base.committedAt) <= instantOf(now) + clockSkew) return []
  const message = `it is ${now} by this clock, and base ${base.commit.slice(0, 7)} was committed at ${base.committedAt}`
  return [
    diagnostic('git/clock-behind', message, { help: 'set the clock; a date of base that is wrong is mended by the next commit on it' }),
  ]
}
