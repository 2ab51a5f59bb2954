import { printable, withoutCommands } from './printable.ts'

/** Code points that XML 1.0 cannot hold even as a reference, beyond those that `printable` shows already. */
const noncharacter = /[\ufffe\uffff]/g

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' }

function escaped(text: string): string {
  const shown = printable(text).replace(noncharacter, (found) => `\\u${found.charCodeAt(0).toString(16)}`)
  return withoutCommands.xml(shown.replace(/[&<>"']/g, (found) => entities[found] as string))
}

/** Text between tags. No CDATA section, so no text can end one. */
export const xmlText = (text: string): string => escaped(text)

/** The value of an attribute: a parser would make spaces of its line breaks and tabs. */
const xmlValue = (text: string): string => escaped(text).replace(/\n/g, '&#10;').replace(/\t/g, '&#9;')

/** ` name="value"` for each attribute that has one. */
export function xmlAttributes(attributes: Readonly<Record<string, string | number | undefined>>): string {
  return Object.entries(attributes)
    .flatMap(([name, value]) => (value === undefined ? [] : [` ${name}="${xmlValue(String(value))}"`]))
    .join('')
}
