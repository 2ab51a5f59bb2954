// Text of files reaches the terminal, the log of a forge and pull request comments. Control characters could move the
// cursor or rewrite what was printed, bidi marks could make a line read as something else: both are shown, not obeyed.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it looks for
const unprintable = /\r\n?|[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]/gu

const shown = (found: string): string => {
  if (found.startsWith('\r')) return '\n'
  return `\\u${(found.codePointAt(0) as number).toString(16).padStart(4, '0')}`
}

/** The text with every control and bidi character shown as an escape; line feeds and tabs stay. */
export function printable(text: string): string {
  return text.replace(unprintable, shown)
}

/** The same for every string in a value, at any depth. */
export function printableDeep<T>(value: T): T {
  if (typeof value === 'string') return printable(value) as T
  if (Array.isArray(value)) return value.map(printableDeep) as T
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [printable(key), printableDeep(inner)])) as T
}

/** The text on one line: runs of white space become one space. */
export const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim()

/**
 * A runner of GitHub obeys `::name::` where a line of a log begins, and `##[name]` anywhere in it (actions/runner, ActionCommand). Text of
 * files must be neither, in any format: its commands are written in another way that reads, or parses, as the same.
 */
export const withoutCommands = {
  text: (line: string): string => line.replace(/^(\s*)::/, '$1: ').replace(/##\[/g, '# ['),
  json: (text: string): string => text.replace(/##\[/g, '##\\u005b'),
  xml: (text: string): string => text.replace(/:(?=:)/g, '&#58;').replace(/##\[/g, '##&#91;'),
}
