import {
  type CriterionEntry,
  command,
  type Diagnostic,
  diagnostic,
  leavesOf,
  locationOfEntry,
  type Program,
  rollback,
  sameScenario,
  scenariosOf,
  shellWord,
} from '@refractor/core'

/** What a criterion asks a rehearsal for: the scenarios that it names, and the time that the way back to a snapshot takes. */
function askedBy(criterion: CriterionEntry): { readonly scenarios: readonly string[]; readonly way: boolean } {
  const leaves = leavesOf(criterion.record).flatMap(({ leaf, proposed }) => (proposed ? [] : [leaf]))
  return {
    scenarios: leaves.flatMap((leaf) => (leaf.kind === 'drill' ? scenariosOf(leaf) : [])),
    way: leaves.some((leaf) => leaf.kind === 'snapshot' && leaf.rto !== undefined),
  }
}

const asksFor = (criterion: CriterionEntry, scenario: string): boolean =>
  askedBy(criterion).scenarios.some((one) => sameScenario(one, scenario))

/** The criteria of a program that a rehearsal of a scenario speaks for when nobody names any. */
export const criteriaAsking = (program: Program, scenario: string): readonly string[] =>
  [...program.criteria.values()].filter((criterion) => asksFor(criterion, scenario)).map(({ id }) => id)

/** Why a rehearsal of this scenario says nothing to a criterion that was named, and which one would. */
export function notAsked(program: Program, criterion: CriterionEntry, scenario: string, rehearses: boolean): Diagnostic | undefined {
  const { scenarios, way } = askedBy(criterion)
  if (asksFor(criterion, scenario) || (way && rehearses)) return undefined
  const [other] = scenarios
  const by = sameScenario(other ?? rollback, rollback) ? '' : ` --scenario ${shellWord(other as string)} --outcome passed`
  return diagnostic('drill/not-asked', `${criterion.id} does not ask for a rehearsal of "${scenario}"`, {
    location: locationOfEntry(criterion, 'check'),
    help:
      other === undefined
        ? `see what it asks for: ${command(program, 'gate explain', criterion.gate, criterion.id)}`
        : `it asks for "${other}": ${command(program, 'drill --for', criterion.id)}${by}`,
    ...(scenarios.length > 0 && { expected: scenarios }),
  })
}

/** Nobody asks for an exercise, so nobody would ever read its record. */
export const nobodyAsks = (scenario: string): Diagnostic =>
  diagnostic('drill/not-asked', `no criterion asks for a rehearsal of "${scenario}"`, {
    help: 'name the criterion that it is for: --for ID, or give one a check { kind: drill, scenarios: [...] }',
  })
