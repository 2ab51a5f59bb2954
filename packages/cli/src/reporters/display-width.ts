/** Marks, joiners and variation selectors: drawn over what stands before them. */
const zero = /\p{Mark}|\u200c|\u200d/u
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f1e6}-\u{1f1ff}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u
/** Characters of one column each, those that the reports themselves are made of: the tables above take a millisecond to set up. */
const plain = /^[\u0020-\u007e\u00a0-\u02ff\u2010-\u2027\u2190-\u21ff\u2713\u2717]*$/

/** Columns that one character takes in a terminal (Unicode East Asian Width, without ambiguous ones). */
export const characterWidth = (character: string): 0 | 1 | 2 => (zero.test(character) ? 0 : wide.test(character) ? 2 : 1)

/** Columns that a line takes in a terminal. */
export function displayWidth(text: string): number {
  if (plain.test(text)) return text.length
  let width = 0
  for (const character of text) width += characterWidth(character)
  return width
}

/** The text with spaces up to a width. */
export const padTo = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - displayWidth(text)))
