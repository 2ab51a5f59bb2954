import { leavesOf } from '../link/checks-of.ts'
import type { CriterionEntry, Program } from '../link/program-types.ts'
import type { LeafCheck } from '../schema/check.ts'
import type { Case, Facts } from './case.ts'
import { sameScenario, scenariosOf } from './criteria/drill.ts'
import { judgeGates } from './judge.ts'
import type { CriterionResult } from './result.ts'

/** Which part of a check is looked at: the leaf, or what of it; undefined for all others. */
type Part = (leaf: LeafCheck) => LeafCheck | undefined

interface Options {
  /** RFC 3339. */
  readonly now: string
  /** Only the records of this environment count. */
  readonly environment?: string | undefined
}

/** One leaf of a criterion, as a criterion of its own: whatever else it asks for is left aside. */
function partAlone(criterion: CriterionEntry, part: Part, environment: string | undefined): CriterionEntry | undefined {
  const { after: _after, when: _when, ...record } = criterion.record
  const check = leavesOf(criterion.record).flatMap(({ leaf, proposed }) => (proposed ? [] : (part(leaf) ?? [])))[0]
  if (check === undefined) return undefined
  return { ...criterion, record: { ...record, check, ...(environment !== undefined && { environments: [environment] }) } }
}

/** How a part of a criterion stands by what is recorded, waivers and reviews aside. Undefined: it has no such part. */
function partStanding(
  program: Program,
  records: Case,
  facts: Facts,
  id: string,
  part: Part,
  { now, environment }: Options,
): CriterionResult | undefined {
  const criterion = program.criteria.get(id)
  const alone = criterion && partAlone(criterion, part, environment)
  if (alone === undefined) return undefined
  const judged = judgeGates(program, { ...records, waivers: [] }, facts, [alone.gate], { now, live: true, parts: new Map([[id, alone]]) })
  return judged.gates[0]?.criteria.find((one) => one.id === id)
}

/** How the command of a criterion stands by its recorded runs: met where one more would say nothing new. */
export function runStanding(program: Program, records: Case, facts: Facts, id: string, options: Options): CriterionResult | undefined {
  return partStanding(program, records, facts, id, (leaf) => (leaf.kind === 'command' ? leaf : undefined), options)
}

/** How one scenario of a criterion stands by its recorded rehearsals. */
export function drillStanding(
  program: Program,
  records: Case,
  facts: Facts,
  id: string,
  scenario: string,
  options: Options,
): CriterionResult | undefined {
  const part: Part = (leaf) =>
    leaf.kind === 'drill' && scenariosOf(leaf).some((one) => sameScenario(one, scenario)) ? { ...leaf, scenarios: [scenario] } : undefined
  return partStanding(program, records, facts, id, part, options)
}
