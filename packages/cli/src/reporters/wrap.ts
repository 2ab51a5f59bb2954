import { characterWidth, displayWidth } from './display-width.ts'
import { oneLine } from './printable.ts'

/** Cuts a word that is longer than a line into pieces that fit. */
function pieces(word: string, width: number): string[] {
  const result: string[] = []
  let piece = ''
  let taken = 0
  for (const character of word) {
    const more = characterWidth(character)
    if (taken + more > width && piece !== '') {
      result.push(piece)
      piece = ''
      taken = 0
    }
    piece += character
    taken += more
  }
  return [...result, piece]
}

/** Breaks text at spaces into lines of at most `width` columns. Longer words are cut, so that no line ever overflows. */
export function wrap(text: string, width: number): string[] {
  const limit = Math.max(1, width)
  const lines: string[] = []
  let line = ''
  for (const word of oneLine(text).split(' ')) {
    if (line !== '' && displayWidth(line) + 1 + displayWidth(word) <= limit) {
      line += ` ${word}`
      continue
    }
    if (line !== '') lines.push(line)
    const parts = displayWidth(word) <= limit ? [word] : pieces(word, limit)
    lines.push(...parts.slice(0, -1))
    line = parts.at(-1) as string
  }
  return [...lines, line]
}

/** Wraps text behind a prefix; further lines are indented to where the text began. */
export function wrapBehind(prefix: string, text: string, width: number): string[] {
  const indent = displayWidth(prefix)
  return wrap(text, width - indent).map((line, index) => (index === 0 ? prefix : ' '.repeat(indent)) + line)
}

/** Wraps text with further lines indented a little: for text that begins with something long. */
export function wrapHanging(text: string, width: number): string[] {
  return wrap(text, width - 2).map((line, index) => (index === 0 ? line : `  ${line}`))
}

/** The text cut to a width, with an ellipsis where something is missing. */
export function cut(text: string, width: number): string {
  if (displayWidth(text) <= width) return text
  return `${pieces(text, Math.max(1, width - 1))[0]}…`
}
