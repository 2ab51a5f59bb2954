import { stateOfMark } from '../../import/read/marks.ts'
import { proposedState } from '../../import/read/proposed-state.ts'
import type { State } from '../../schema/plan-records.ts'
import { english, type Writing } from './writing.ts'

const ofTool: Readonly<Record<string, string>> = { open: ' ', 'in-progress': '-', done: 'x' }

/** Whether a state is still the one that its mark in the plan says. */
function isUnchanged({ value, mark }: Exclude<State, string>, hasLegend: boolean): boolean {
  return hasLegend || ofTool[value] === undefined || stateOfMark(mark, new Map()).value === value || wordValue(mark) === value
}

function wordValue(mark: string): string | undefined {
  const state = proposedState(mark, english)
  return typeof state === 'object' ? state.value : undefined
}

const hasLegend = ({ records }: Writing): boolean => records.program.attributes?.['legend'] !== undefined

/** The mark of a box: as the plan had it, or that of the state that the task has come to since. */
export function boxMark(state: State | undefined, writing: Writing): string {
  if (typeof state === 'object') return isUnchanged(state, hasLegend(writing)) ? state.mark : (ofTool[state.value] ?? ' ')
  return ofTool[state ?? 'open'] ?? ' '
}

/** The word of a state: as the plan had it, or the word of the program; undefined where nobody said one. */
export function stateWord(state: State | undefined, writing: Writing): string | undefined {
  if (typeof state === 'object') return isUnchanged(state, hasLegend(writing)) ? state.mark : state.value
  return state === 'open' ? undefined : state
}

/** Whether two states say the same; one that has changed since has a new mark, and no state is the first one. */
export function sameState(wanted: unknown, found: unknown): boolean {
  const [first, second] = [asState(wanted), asState(found)]
  if (first.value !== second.value) return false
  return (
    first.mark === undefined ||
    first.mark === second.mark ||
    (second.mark !== undefined && !isUnchanged({ value: first.value, mark: first.mark }, false))
  )
}

function asState(state: unknown): { readonly value: string; readonly mark: string | undefined } {
  if (typeof state === 'object' && state !== null) return state as { value: string; mark: string }
  return { value: state === undefined || state === 'planned' ? 'open' : String(state), mark: undefined }
}
