import { splitId } from './box-id.ts'
import type { Box } from './checklist-types.ts'
import { locationOf, type SourceFile } from './source.ts'

/**
 * A box: bullet, bracket, at most one mark, bracket. It is wider than what Markdown renders as a task: boxes with a star
 * after them, with another mark, without a space or without a mark are boxes that somebody still has to tick.
 */
const boxLine = /^([ \t]*)(?:[-*+]|\d{1,9}[.)])([ \t]*)\[([ \t]{0,4})([^\]\s]\ufe0f?)?([ \t]{0,4})\](.*)$/u
/** Marks that can be nothing but a tick or its absence, so that what is glued to the bracket does not matter. */
const plainMark = /^[ xX✓✔☑✅√]?\ufe0f?$/u
const tick = /^[xX✓✔☑✅√🗹]\ufe0f?$/u
const optionalWord = /\((?:optional|可选|опционально|opcional|optionnel|任意|선택)\)\s*[.。]?$/iu

/** The star after a box. Escaped, or apart from what follows, it says "optional"; before a word that another star closes it is emphasis. */
function starOf(rest: string): string {
  const star = /^[ \t]?(?:\\\*|\*)(?!\*)[ \t]*/.exec(rest)?.[0] ?? ''
  const isEmphasis = star.endsWith('*') && !star.includes('\\') && /^\S[^*]*(?<!\s)\*(?!\*)/.test(rest.slice(star.length))
  return isEmphasis ? '' : star
}

function indentOf(space: string): number {
  let columns = 0
  for (const character of space) columns = character === '\t' ? columns - (columns % 4) + 4 : columns + 1
  return columns
}

/** The box on a line of a checklist; undefined when there is none. `start` is the offset of the line. */
export function boxOn(source: SourceFile, lineText: string, line: number, start: number, inFence: boolean): Box | undefined {
  const match = boxLine.exec(lineText)
  if (!match) return undefined
  const [, indent = '', gap = '', before = '', glyph, after = '', rest = ''] = match
  const mark = glyph ?? (before + after).slice(0, 1)
  const padded = glyph !== undefined && before + after !== ''
  const glued = rest !== '' && !/^[\s\\*]/.test(rest)
  // `- [1](link)`, `- [a]: link` and `-[9]` are no boxes; `-[ ]`, `- [x]text`, `- []` and `- [ x ]` are slips of the pen.
  if (/^[([:]/.test(rest) || ((glued || gap === '' || padded) && !plainMark.test(mark))) return undefined
  const bracket = lineText.length - rest.length - 1 - after.length - (glyph ?? '').length - before.length
  const star = starOf(rest)
  const { id, text } = splitId(rest.slice(star.length).trim())
  return {
    line,
    location: locationOf(source, start + indent.length, start + lineText.trimEnd().length),
    markOffset: start + bracket + (glyph === undefined ? 0 : before.length),
    mark,
    ticked: tick.test(mark),
    optional: star !== '' || optionalWord.test(text),
    id,
    text,
    indent: indentOf(indent),
    inFence,
  }
}
