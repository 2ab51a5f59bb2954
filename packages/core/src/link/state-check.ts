import { diagnostic } from '../diagnostics/catalog.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { State } from '../schema/plan-records.ts'
import { type Entry, locationOfEntry, type Program } from './program-types.ts'
import { wordOf } from './state.ts'

function checkStates(
  noun: string,
  entries: Iterable<Entry<{ readonly state?: State | undefined }>>,
  words: readonly string[],
  diagnostics: Diagnostic[],
): void {
  for (const entry of entries) {
    const { state } = entry.record
    if (state === undefined || words.includes(wordOf(state, words))) continue
    diagnostics.push(
      diagnostic('link/unknown-state', `${noun} ${entry.id} is in the state ${wordOf(state, words)}, which the program does not define`, {
        location: locationOfEntry(entry, typeof state === 'string' ? 'state' : 'state/value'),
        help: `write ${words.join(', ')}, or define the state in states of the program`,
        expected: words,
      }),
    )
  }
}

/** The states that are none of the words of the program; words are compared exactly. */
export function unknownStates(program: Program): Diagnostic[] {
  const diagnostics: Diagnostic[] = []
  checkStates('milestone', program.milestones.values(), program.states.milestone, diagnostics)
  checkStates('task', program.tasks.values(), program.states.task, diagnostics)
  return diagnostics
}
