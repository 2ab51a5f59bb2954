import { diagnostic } from '../diagnostics/catalog.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { type Entry, locationOfEntry } from '../link/program-types.ts'
import type { Transition } from './transition.ts'

/** Says that a verb does not lead on from the present state. */
export function wrongState(
  entry: Entry<unknown>,
  verb: string,
  state: string,
  states: readonly string[],
  transition: Transition | undefined,
): Diagnostic {
  const message = transition
    ? `${entry.id} is ${state}; ${verb} leads from ${transition.from.join(' or ')} to ${transition.to}`
    : `${entry.id} is ${state}, and with the states ${states.join(', ')} there is nothing to ${verb}`
  return diagnostic('state/transition', message, {
    location: locationOfEntry(entry, 'state'),
    help: transition
      ? `bring ${entry.id} to ${transition.from.join(' or ')} first`
      : 'use the next verb, or define more states in program.yaml',
    ...(transition && { expected: transition.from }),
  })
}
