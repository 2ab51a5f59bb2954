import type { State } from '../../schema/plan-records.ts'
import type { StateWord, Words } from '../words/words.ts'

/** What the legend of a document says of marks: "-" is skipped. */
export type Legend = ReadonlyMap<string, StateWord>

const tick = /^[xX✓✔☑✅√🗹]\ufe0f?$/u
/** Marks for work that has begun, as most plans use them; a legend may say otherwise. */
const begun = /^[-/~]$/

/** The state that the mark of a box means. Marks that nobody explains stay raw beside "open". */
export function stateOfMark(mark: string, legend: Legend): Exclude<State, string> {
  const value = legend.get(mark) ?? (tick.test(mark) ? 'done' : begun.test(mark) ? 'in-progress' : 'open')
  return { value, mark }
}

const entry = /`?\[([^\]\s]| )\]\*?`?\s{0,3}(?:=>?|[-–—:：→]|means|is|:=)?\s{0,3}([^,;|`[\]()（）.。，；、]{2,40})/gu

/** The marks that a line explains: "`[-]` = skipped, `[~]` partial". Words without a known state explain nothing. */
export function legendIn(text: string, words: Words): [string, StateWord][] {
  const found: [string, StateWord][] = []
  for (const [, mark, meaning] of text.slice(0, 2000).matchAll(entry)) {
    const state = words.state((meaning as string).replace(/^(?:means|is|=)\s/i, '').trim())
    if (mark !== undefined && state !== undefined) found.push([mark, state])
  }
  return found
}
