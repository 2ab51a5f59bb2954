import type { PlannedCommand } from '../command-spec.ts'

/** Commands of the contract that are not built yet, by the phase of this project that builds them. */
const plannedByPhase: Readonly<Record<string, readonly string[]>> = {
  P4: [],
  P5: ['schedule', 'report', 'dashboard'],
}

export const planned: readonly PlannedCommand[] = Object.entries(plannedByPhase).flatMap(([phase, names]) =>
  names.map((name) => ({ words: name.split(' ') as [string] | [string, string], phase })),
)
