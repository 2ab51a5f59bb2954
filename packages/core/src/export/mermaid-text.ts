import { visible } from '../import/page-text.ts'

/** A text in a diagram: all but plain letters is written as a number, so that none of it is read as part of the diagram. */
export const mermaidText = (text: string): string =>
  visible(text).replace(/[^\p{L}\p{M}\p{N} .,_/+=*!?§–—…'-]/gu, (character) => `#${character.codePointAt(0)};`)
