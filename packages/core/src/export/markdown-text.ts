import { plainCell, visible } from '../import/page-text.ts'

/** A code span of any text; one more backtick around than there are inside. */
export function codeSpan(text: string, inTable = true): string {
  const clean = visible(text).replace(/\s+/g, ' ')
  const ticks = '`'.repeat(1 + Math.max(0, ...(clean.match(/`+/g) ?? []).map((one) => one.length)))
  const pad = clean.startsWith('`') || clean.endsWith('`') ? ' ' : ''
  return `${ticks}${pad}${inTable ? clean.replaceAll('|', '\\|') : clean}${pad}${ticks}`
}

/** Text that means nothing but itself. Names of people must call nobody when it is put into a forge; parentheses mean nothing where brackets do not. */
export const plainWords = (text: string): string =>
  plainCell(text)
    .replace(/\\([()])/g, '$1')
    .replace(/@/g, '@\u2060')

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`

/** A table of cells that are Markdown already. */
export const tableText = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [row(head.map(plainWords)), row(head.map(() => '---')), ...rows.map(row)].join('\n')

/** Commands to be copied, each with its reason above it. */
export const commandText = (rows: readonly { readonly command: string; readonly why: string }[]): string =>
  [
    '```sh',
    ...rows.flatMap(({ command, why }) => [`# ${visible(why).replace(/\s+/g, ' ')}`, visible(command).replace(/\s+/g, ' ')]),
    '```',
  ].join('\n')
