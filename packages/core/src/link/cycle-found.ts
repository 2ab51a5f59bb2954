import { diagnostic } from '../diagnostics/catalog.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { Cycle, Edge } from './cycles.ts'
import { type Entry, locationOfEntry } from './program-types.ts'

/** The place that makes a step: a field of a record. */
export interface Because {
  readonly from: Entry<unknown>
  readonly path: string
}

export type WhyGraph = Map<string, Edge<Because>[]>

/** The finding of a circle; `what` completes "… run in a circle". */
export function cycleFound(what: string, cycle: Cycle<Because>): Diagnostic {
  const { ids, steps } = cycle
  const places = steps.map(({ why }) => locationOfEntry(why.from, why.path))
  return diagnostic('link/cycle', `${what} run in a circle: ${[...ids, ids[0]].join(' → ')}`, {
    location: places[0],
    related: steps.map(({ to }, index) => ({ message: `${ids[index]} → ${to}`, location: places[index] as (typeof places)[number] })),
    help: 'remove one of these steps',
  })
}
