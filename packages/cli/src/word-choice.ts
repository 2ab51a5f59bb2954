import { type Diagnostic, diagnostic, nearest } from '@refractor/core'

/** A word of the command line that had to be one of several. */
export function unknownWord(noun: string, word: string, known: readonly string[]): Diagnostic {
  const near = nearest(word, known)
  const help = near.length > 0 ? `did you mean ${near.join(' or ')}?` : `use one of: ${known.join(', ')}`
  return diagnostic('cli/usage', `there is no ${noun} ${word}`, { help, expected: near.length > 0 ? near : known })
}
