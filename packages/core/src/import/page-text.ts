/** Control characters as pictures: a page must show what is there, and obey none of it. */
export function visible(text: string): string {
  return (
    text
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it shows
      .replace(/[\u0000-\u0008\u000b-\u001f]/g, (character) => String.fromCharCode(0x2400 + character.charCodeAt(0)))
      .replace(/[\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]/gu, '\ufffd')
  )
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** The text in a page or its attributes: HTML, SVG, XML. */
export function escaped(text: string): string {
  return visible(text).replace(/[&<>"']/g, (character) => entities[character] as string)
}

/** The text in a cell of a Markdown table, where it means nothing but itself. */
export const plainCell = (text: string): string =>
  visible(text)
    .replace(/[\\`*_{}[\]<>()#|!&~]/g, '\\$&')
    .replace(/\s+/g, ' ')
