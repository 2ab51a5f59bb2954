import { codeSpan, commandText, plainWords, tableText } from '../markdown-text.ts'
import { type Block, type Cell, packBlocks, packTitle } from './pack-blocks.ts'
import type { ReviewPack } from './review-pack.ts'

function cellText({ text, tone, code }: Cell, inTable = true): string {
  if (text === '') return ''
  if (code) return codeSpan(text, inTable)
  return tone === 'bad' || tone === 'good' ? `**${plainWords(text)}**` : plainWords(text)
}

function blockText(block: Block): string {
  switch (block.type) {
    case 'heading':
      return `## ${plainWords(block.text)}`
    case 'text':
      return cellText(block.cell, false)
    case 'facts':
      return block.rows.map(([label, value]) => `- **${plainWords(label)}:** ${cellText(value, false)}`).join('\n')
    case 'list':
      return block.cells.map((cell, index) => `${block.ordered ? `${index + 1}.` : '-'} ${cellText(cell, false)}`).join('\n')
    case 'table':
      return tableText(
        block.head,
        block.rows.map((cells) => cells.map((cell) => cellText(cell))),
      )
    case 'commands':
      return commandText(block.rows)
  }
}

/** The pack as GitHub-flavoured Markdown. */
export function packMarkdown(pack: ReviewPack): string {
  return `${[`# ${plainWords(packTitle(pack))}`, ...packBlocks(pack).map(blockText)].join('\n\n')}\n`
}
