import { escaped } from '../../import/page-text.ts'
import { type Block, type Cell, packBlocks, packTitle } from './pack-blocks.ts'
import { packStyle } from './pack-style.ts'
import type { ReviewPack } from './review-pack.ts'

function cellHtml({ text, tone, code }: Cell): string {
  if (text === '') return ''
  const inner = code ? `<code>${escaped(text)}</code>` : escaped(text)
  return tone === undefined ? inner : `<span class="${tone}">${inner}</span>`
}

const anchor = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]+/g, '-')

function blockHtml(block: Block): string {
  switch (block.type) {
    case 'heading':
      return `<h2 id="${anchor(block.text)}">${escaped(block.text)}</h2>`
    case 'text':
      return `<p>${cellHtml(block.cell)}</p>`
    case 'facts':
      return `<dl>${block.rows.map(([label, value]) => `<div><dt>${escaped(label)}</dt><dd>${cellHtml(value)}</dd></div>`).join('')}</dl>`
    case 'list': {
      const tag = block.ordered ? 'ol' : 'ul'
      return `<${tag}>${block.cells.map((cell) => `<li>${cellHtml(cell)}</li>`).join('')}</${tag}>`
    }
    case 'table': {
      const head = block.head.map((text) => `<th scope="col">${escaped(text)}</th>`).join('')
      const rows = block.rows.map((cells) => `<tr>${cells.map((cell) => `<td>${cellHtml(cell)}</td>`).join('')}</tr>`)
      return `<div class="wide" tabindex="0"><table><thead><tr>${head}</tr></thead>\n<tbody>\n${rows.join('\n')}\n</tbody></table></div>`
    }
    case 'commands':
      return `<ol class="commands">${block.rows.map(({ command, why }) => `<li><span>${escaped(why)}</span><code>${escaped(command)}</code></li>`).join('')}</ol>`
  }
}

/** The pack as a page. One file: it loads nothing, runs nothing, prints, and follows the reader's choice of light or dark. */
export function packHtml(pack: ReviewPack): string {
  const title = escaped(packTitle(pack))
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${title}</title>
<style>
${packStyle}
</style>
</head>
<body>
<main>
<h1>${title}</h1>
${packBlocks(pack).map(blockHtml).join('\n')}
</main>
</body>
</html>
`
}
