import type { State } from '../../schema/plan-records.ts'
import { taskState } from '../formats/task-state.ts'
import type { StateWord, Words } from '../words/words.ts'
import type { ExchangedType } from './shape.ts'

/** State words of the program that is read, in order. */
export interface StateWords {
  readonly milestone: readonly string[]
  readonly task: readonly string[]
}

/** The word of a program that stands where the usual word stands among the usual ones. */
function among(words: readonly string[], word: StateWord): string | undefined {
  if (words.includes(word)) return word
  if (word === 'open' || word === 'planned') return words[0]
  if (word === 'done' || word === 'accepted') return words.at(-1)
  if (word === 'under-review') return words.at(-2)
  return word === 'skipped' ? undefined : words[1]
}

/**
 * The state that a status means for records of a type. A word of the program is that word; any other becomes the nearest one, with the
 * status as its mark. Undefined where it says no state.
 */
export function statusOf(
  type: ExchangedType,
  status: string,
  mark: string | undefined,
  words: Words,
  states: StateWords,
): State | undefined {
  if (mark !== undefined) return { value: status, mark }
  if (type !== 'task' && type !== 'milestone') return status
  const own = states[type]
  if (own.includes(status)) return status
  const word = type === 'task' ? (taskState(status, words).value as StateWord) : words.state(status)
  const value = word === undefined ? undefined : among(own, word)
  return value === undefined ? undefined : { value, mark: status }
}
