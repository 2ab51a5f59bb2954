import type { Line, Paragraph } from '../scan/block.ts'
import { labelOf } from '../scan/inline.ts'
import type { Words } from '../words/words.ts'

/** A part of a paragraph: from a line that begins with a label to the next such line. */
export interface LabelledPart {
  readonly label: string | undefined
  readonly text: string
  readonly lines: readonly Line[]
}

/** The words of a line of a paragraph, without the marks of a quote and the blanks that break lines. */
function textIn(line: Line, quoted: boolean): string {
  const text = quoted ? line.text.replace(/^\s*(?:>\s?)+/, '') : line.text
  return text.replace(/(?:\\|<br\s?\/?>)\s*$/i, '').trim()
}

/** Parts a paragraph at lines that begin with a bold label, or with a plain one that the tables of words know. */
export function labelledParts(block: Paragraph, words: Words): LabelledPart[] {
  const parts: { label: string | undefined; texts: string[]; lines: Line[] }[] = []
  for (const line of block.lines) {
    const text = textIn(line, block.quoted)
    const label = labelOf(text)
    const last = parts.at(-1)
    // "**Note** and more" is prose; a label ends with a colon, or stands alone.
    const isLabel =
      label !== undefined &&
      (label.bold || (label.text !== '' && label.label.split(' ').length < 4 && words.field(label.label) !== undefined))
    if (isLabel) parts.push({ label: label.label, texts: label.text === '' ? [] : [label.text], lines: [line] })
    else if (last) {
      last.texts.push(text)
      last.lines.push(line)
    } else parts.push({ label: undefined, texts: [text], lines: [line] })
  }
  return parts.map(({ label, texts, lines }) => ({ label, text: texts.join(' ').trim(), lines }))
}
