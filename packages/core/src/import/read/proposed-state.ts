import type { State } from '../../schema/plan-records.ts'
import type { Words } from '../words/words.ts'

/** The state that a status text says, with the text as its mark; undefined where it says none. */
export function proposedState(text: string, words: Words): State | undefined {
  const state = words.state(text)
  if (state === undefined) return undefined
  return {
    value:
      state === 'planned' || state === 'blocked' || state === 'skipped'
        ? 'open'
        : state === 'accepted'
          ? 'done'
          : state === 'under-review'
            ? 'in-progress'
            : state,
    mark: text,
  }
}
