import type { Comment, Line } from '../scan/block.ts'
import type { Reading } from './reading.ts'

const alias = /`([\w@.][\w@./ -]{0,120}\.[A-Za-z]{2,5})`\s?\(([A-Z][A-Z0-9]{1,7})(?=[\s),;:§])/gu
const isPath = /^[\w@-][\w@.-]*(?:\/[\w@-][\w@.-]*)*$/

/**
 * Names of documents that the plan cites by letters: "`Action_Plan.md` (AP L1–L79)" makes AP a source. Only where the letters are used
 * again, so that an abbreviation in brackets behind a file is none.
 */
export function readSourceAliases(lines: readonly Line[], reading: Reading): void {
  const found = new Map<string, { path: string; line: Line }>()
  for (const line of lines)
    for (const [, path, letters] of line.text.slice(0, 5000).matchAll(alias))
      if (!found.has(letters as string)) found.set(letters as string, { path: path as string, line })
  if (found.size === 0) return
  const uses = new Map<string, number>()
  for (const line of lines)
    for (const [letters] of line.text.slice(0, 5000).matchAll(/\b[A-Z][A-Z0-9]{1,7}(?=\s(?:[A-Z]*-?\d|[§L#]|pp?\.|lines?\b))/gu))
      if (found.has(letters)) uses.set(letters, (uses.get(letters) ?? 0) + 1)
  const { program } = reading.draft
  for (const [letters, { path }] of found) {
    if ((uses.get(letters) ?? 0) < 2 || Object.hasOwn(program.sources ?? {}, letters)) continue
    program.sources ??= {}
    program.sources[letters] = { title: path, ...(isPath.test(path) && { path }) }
  }
}

const needsSource = /\b(?:every|each|all)\s+tasks?\s+(?:must|has|have|needs?|shall|should)\b[^.]{0,60}\bsources?\b/i

/** Rules that a plan states in a comment: that each task has a source becomes a rule of the program, in the plan's words a convention. */
export function readRulesComment(comment: Comment, reading: Reading): boolean {
  if (!needsSource.test(comment.text)) return false
  const { program } = reading.draft
  program.rules = { ...program.rules, taskNeedsSource: true }
  program.conventions ??= []
  const words = comment.text.replace(/^[\p{L}\p{N} ]{1,40}[:：]\s*/u, '')
  for (const sentence of words.split(/(?<=[.!?])\s+/)) if (sentence !== '') program.conventions.push(sentence)
  reading.account.map(comment.lines, program, 'rules')
  return true
}
