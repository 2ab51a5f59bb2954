import type { State } from '../../schema/plan-records.ts'
import type { StateWord, Words } from '../words/words.ts'

/** Tasks have fewer states than words for them. */
const asTask: Partial<Record<StateWord, string>> = { planned: 'open', accepted: 'done', 'under-review': 'in-progress' }

/** The state that a status text of another tool means, with the text as its mark. */
export function taskState(text: string, words: Words): Exclude<State, string> {
  const word = words.state(text)
  return { value: word === undefined ? 'open' : (asTask[word] ?? word), mark: text }
}
