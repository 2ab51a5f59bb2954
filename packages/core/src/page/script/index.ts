import { drawingScript } from './drawing.ts'
import { explorerScript } from './explorer.ts'
import { filterScript } from './filter.ts'
import { partsScript } from './parts.ts'
import { rowsScript } from './rows.ts'
import { ticksScript } from './ticks.ts'

/** Without indents, lines of comment and the spaces around signs; what stands in quotes is kept. Ends of lines end statements, so they stay. */
const lean = (text: string): string =>
  text
    .replace(/^ *\/\/.*\n/gm, '')
    .replace(/'(?:[^'\\\n]|\\.)*'|^ +| *([=+?:*<>&|{}(),;[\]!-]+) */gm, (all: string, signs?: string) =>
      all.startsWith("'") ? all : (signs ?? ''),
    )

/** Begins everything once all parts are there. */
const startScript = `
form.hidden = false
if (packed) build()
applyFilter()
readHash()
root.dataset.ready = 'true'
`.trim()

/**
 * The script of the page: one function, so that it leaves no name behind; indents and comments are for those who read it
 * here. Without it the page lacks filters and rows that unfold.
 */
export const pageScript = `(() => {
'use strict'
${[partsScript, rowsScript, ticksScript, drawingScript, explorerScript, filterScript, startScript].map(lean).join('\n')}
})()`
