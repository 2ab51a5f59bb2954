import type { State } from '../schema/plan-records.ts'

/** Words of the milestone states when the program defines no others (plan 001: Planned → In Progress → Under Review → Accepted). */
export const milestoneStates = ['planned', 'in-progress', 'under-review', 'accepted'] as const
export const taskStates = ['open', 'in-progress', 'done'] as const

/** The word of a state; `initial` where the record has none. */
export function stateWord(state: State | undefined, initial: string): string {
  if (state === undefined) return initial
  return typeof state === 'string' ? state : state.value
}

const nobody =
  /^(?:tb[acd](?!\p{L}).*|to be (?:announced|assigned|confirmed|decided|defined|determined|hired|named)(?!\p{L}).*|n\/?a|none|unassigned|-+|–|—|\?+|待定|未定|미정)?$/isu

/** TBD, TBA, n/a, -, ?, empty: nobody (field notes: roles "TBD" never count as assigned). Emphasis does not matter: **TBD**. */
export function isAssigned(value: string | undefined): boolean {
  if (value === undefined) return false
  // Most names begin with a letter that none of these words begins with.
  if (/^[A-MO-SV-Za-mo-sv-z]/.test(value)) return true
  return !nobody.test(value.replace(/[*_`]/g, '').trim())
}

/** The word of a state among the words of the program; the first one where the record has none. */
export function wordOf(state: State | undefined, words: readonly string[]): string {
  return stateWord(state, words[0] ?? '')
}

/** True when a record has left its first state. */
export function hasStarted(state: State | undefined, words: readonly string[]): boolean {
  return wordOf(state, words) !== words[0]
}

/** True in the last state of the program: done, accepted. */
export function isFinished(state: State | undefined, words: readonly string[]): boolean {
  return wordOf(state, words) === words.at(-1)
}
