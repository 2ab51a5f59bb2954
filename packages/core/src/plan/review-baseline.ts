import type { Case, Facts } from '../gates/case.ts'
import { instantOf } from '../gates/instant.ts'
import { type Review, reviewOf } from '../gates/review-of.ts'
import type { PhaseEntry, Program } from '../link/program-types.ts'
import { digestOf, sha256Hex } from '../load/digest.ts'
import { isGlob, matcher } from '../load/glob.ts'
import type { Loaded } from '../load/loaded.ts'
import { parseYaml } from '../load/yaml.ts'
import type { ReviewRecord } from '../schema/records.ts'
import type { Step } from './plan.ts'

export type Baseline = NonNullable<ReviewRecord['baseline']>
export type FrozenFile = NonNullable<Baseline['plan']>[number]

/** A file of the specification, as it was read. */
export type PlanFile = Pick<Loaded<unknown>, 'source' | 'record'>

/** What a plan says beside the states of its records: states move with the work, and moving them is no update of the plan. */
function withoutStates(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutStates)
  if (typeof value !== 'object' || value === null) return value
  const kept = Object.entries(value).filter(([key, one]) => key !== 'state' && one !== undefined)
  return Object.fromEntries(kept.map(([key, one]) => [key, withoutStates(one)]))
}

const frozen = (path: string, text: string, value: unknown): FrozenFile => ({
  path,
  sha256: sha256Hex(text),
  ...(value !== undefined && { meaning: digestOf(withoutStates(value)) }),
})

/** The patterns of files that have to change after each review, beside the specification. */
export function planPatterns(program: Program): readonly string[] {
  const demand = program.file.record.review?.planUpdated
  return demand === undefined || demand === true ? [] : demand
}

/** The files that the patterns of the program cover. */
function coveredBy(patterns: readonly string[], facts: Facts): FrozenFile[] {
  const covers = matcher(patterns)
  const paths = new Set(patterns.flatMap((pattern) => facts.globs.get(pattern) ?? []))
  return [...paths].filter(covers).flatMap((path) => {
    const sha256 = facts.files.get(path)?.sha256
    return sha256 === undefined ? [] : [{ path, sha256 }]
  })
}

/** The plan as it is: the specification, and what the program counts to its plan beside that; in order of path. */
export function planNow(program: Program, files: readonly PlanFile[], facts: Facts): FrozenFile[] {
  const specification = files.map(({ source, record }) => frozen(source.path, source.text, record))
  const all = new Map([...coveredBy(planPatterns(program), facts), ...specification].map((file) => [file.path, file]))
  return [...all.values()].sort((a, b) => (a.path < b.path ? -1 : 1))
}

/** Deliverables of a phase that are single files and are there. */
export function deliverablePaths(program: Program, phase: PhaseEntry): { readonly id: string; readonly path: string }[] {
  return phase.deliverables.flatMap((id) => {
    const path = program.deliverables.get(id)?.record.path
    return path === undefined || isGlob(path) ? [] : [{ id, path }]
  })
}

/** What a review freezes: the plan as its steps leave it, and the deliverables of the phase. */
export function baselineOf(
  program: Program,
  phase: PhaseEntry,
  files: readonly PlanFile[],
  facts: Facts,
  steps: readonly Step[],
): Baseline {
  const folder = `${program.folders.specification}/`
  const after = new Map(planNow(program, files, facts).map((file) => [file.path, file]))
  for (const step of steps) {
    if (step.type !== 'create' && step.type !== 'edit') continue
    const before = after.get(step.path)
    // Edits of a review change states only.
    if (step.type === 'edit' && before !== undefined) after.set(step.path, { ...before, sha256: sha256Hex(step.text) })
    else if (step.path.startsWith(folder)) after.set(step.path, frozen(step.path, step.text, parseYaml(step).value))
  }
  const deliverables = deliverablePaths(program, phase).flatMap(({ id, path }) => {
    const fact = facts.files.get(path)
    return fact?.state === 'file' && fact.sha256 !== undefined ? [{ id, path, sha256: fact.sha256 }] : []
  })
  return {
    plan: [...after.values()].sort((a, b) => (a.path < b.path ? -1 : 1)),
    ...(deliverables.length > 0 && { deliverables }),
  }
}

/** The review that closed a phase last; undefined before the first one. */
export function lastReview(program: Program, records: Case): Review | undefined {
  return [...program.phases.keys()]
    .flatMap((id) => reviewOf(program, records, id) ?? [])
    .reduce<Review | undefined>(
      (last, one) => (last === undefined || instantOf(one.record.date) > instantOf(last.record.date) ? one : last),
      undefined,
    )
}

/** True when two states of the plan say something else, states left aside where that is known of both. */
export function planDiffers(before: readonly FrozenFile[], now: readonly FrozenFile[]): boolean {
  const known = new Map(before.map((file) => [file.path, file]))
  return (
    now.length !== known.size ||
    now.some((file) => {
      const old = known.get(file.path)
      if (old === undefined) return true
      const [a, b] = old.meaning === undefined || file.meaning === undefined ? [old.sha256, file.sha256] : [old.meaning, file.meaning]
      return a !== b
    })
  )
}
