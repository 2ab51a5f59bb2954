import { plainCell, visible } from '../../import/page-text.ts'
import { type Block, type Cell, packBlocks, packTitle } from './pack-blocks.ts'
import type { ReviewPack } from './review-pack.ts'

/** A code span of any text; one more backtick around than there are inside. */
function span(text: string, inTable: boolean): string {
  const clean = visible(text).replace(/\s+/g, ' ')
  const ticks = '`'.repeat(1 + Math.max(0, ...(clean.match(/`+/g) ?? []).map((one) => one.length)))
  const pad = clean.startsWith('`') || clean.endsWith('`') ? ' ' : ''
  return `${ticks}${pad}${inTable ? clean.replaceAll('|', '\\|') : clean}${pad}${ticks}`
}

/** Names of people must call nobody when the text is put into a forge. Parentheses mean nothing where brackets do not. */
const words = (text: string): string =>
  plainCell(text)
    .replace(/\\([()])/g, '$1')
    .replace(/@/g, '@\u2060')

function cellText({ text, tone, code }: Cell, inTable = true): string {
  if (text === '') return ''
  if (code) return span(text, inTable)
  return tone === 'bad' || tone === 'good' ? `**${words(text)}**` : words(text)
}

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`

function blockLines(block: Block): string[] {
  switch (block.type) {
    case 'heading':
      return [`## ${words(block.text)}`]
    case 'text':
      return [cellText(block.cell, false)]
    case 'facts':
      return block.rows.map(([label, value]) => `- **${words(label)}:** ${cellText(value, false)}`)
    case 'list':
      return block.cells.map((cell, index) => `${block.ordered ? `${index + 1}.` : '-'} ${cellText(cell, false)}`)
    case 'table':
      return [
        row(block.head.map(words)),
        row(block.head.map(() => '---')),
        ...block.rows.map((cells) => row(cells.map((cell) => cellText(cell)))),
      ]
    case 'commands':
      return [
        '```sh',
        ...block.rows.flatMap(({ command, why }) => [`# ${visible(why).replace(/\s+/g, ' ')}`, visible(command).replace(/\s+/g, ' ')]),
        '```',
      ]
  }
}

/** The pack as GitHub-flavoured Markdown. */
export function packMarkdown(pack: ReviewPack): string {
  const blocks = packBlocks(pack).map((block) => blockLines(block).join('\n'))
  return `${[`# ${words(packTitle(pack))}`, ...blocks].join('\n\n')}\n`
}
