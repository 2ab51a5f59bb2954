import { matchesName } from '../../link/name-pattern.ts'
import { compilePatterns, mayReachInto } from '../../link/path-pattern.ts'
import type { Program } from '../../link/program-types.ts'
import type { MergeRule } from '../../schema/policy.ts'
import type { NamedByCommit } from '../commits/works-named.ts'

/** A gate that is asked for, and why. It need not exist where it is the gate of a phase or milestone that was found. */
export interface Asked {
  readonly gate: string
  readonly because: string
  readonly isOptional: boolean
}

/** A change as one program sees it. */
export interface ProgramChange {
  readonly program: Program
  /** A submodule ends with a slash: what changed in it is not known here. */
  readonly paths: readonly string[]
  readonly works: readonly NamedByCommit[]
  readonly branch: string | undefined
}

/** The works of one program among those that commits name. */
export const worksOf = (works: readonly NamedByCommit[], program: Program): NamedByCommit[] =>
  works.filter((one) => one.program === program)

/** "src/a.ts", "src/a.ts and 3 more". */
const some = (paths: readonly string[]): string => (paths.length > 1 ? `${paths[0]} and ${paths.length - 1} more` : String(paths[0]))

/** The paths that patterns cover; of a submodule also one that only something in it could fit. */
function covered(paths: readonly string[], patterns: readonly string[]): string[] {
  const matches = compilePatterns(patterns)
  return paths.filter((path) => {
    if (!path.endsWith('/')) return matches(path)
    const folder = path.slice(0, -1)
    return matches(folder) || mayReachInto(patterns, folder)
  })
}

/** The phases that list a path which the change touches, and which one. */
export function touchedPhases({ program, paths }: ProgramChange): ReadonlyMap<string, string> {
  const touched = new Map<string, string>()
  for (const { id, record } of program.phases.values()) {
    if (record.paths === undefined) continue
    const found = covered(paths, record.paths)
    if (found.length > 0) touched.set(id, `the change touches ${some(found)}, which ${found.length > 1 ? 'belong' : 'belongs'} to ${id}`)
  }
  return touched
}

const named = ({ commit, phase, milestone }: NamedByCommit): string => `commit ${commit.slice(0, 7)} names ${milestone ?? phase}`

/** What a condition found: why it holds, and the phases that it is about; undefined phases: all of them. */
interface Held {
  readonly because: string | undefined
  readonly phases: ReadonlyMap<string, string> | undefined
}

/** How the conditions of a rule hold; `false` when one does not. */
function conditions(rule: MergeRule, change: ProgramChange): readonly Held[] | false | 'no-branch' {
  const held: Held[] = []
  if (rule.paths === 'phase') held.push({ because: undefined, phases: touchedPhases(change) })
  else if (rule.paths !== undefined) {
    const found = covered(change.paths, rule.paths)
    if (found.length === 0) return false
    held.push({ because: `the change touches ${some(found)}`, phases: undefined })
  }
  if (rule.milestones !== undefined)
    held.push({ because: undefined, phases: new Map(change.works.map((work) => [work.phase, named(work)])) })
  if (held.some(({ phases }) => phases?.size === 0)) return false
  if (rule.branches !== undefined) {
    const branch = change.branch?.replace(/^refs\/heads\//, '')
    if (branch === undefined) return 'no-branch'
    if (!rule.branches.some((pattern) => matchesName(pattern, branch))) return false
    held.push({ because: `it is merged into ${branch}`, phases: undefined })
  }
  return held
}

/** Every phase that the change touches or names, for a rule that asks for `{phase}` and has no condition about phases. */
function everyPhase(change: ProgramChange): Map<string, string> {
  return new Map([...change.works.map((work): [string, string] => [work.phase, named(work)]), ...touchedPhases(change)])
}

/** The gates that a rule asks for; none when one of its conditions does not hold. `no-branch`: it depends on a branch nobody named. */
export function gatesOfRule(rule: MergeRule, change: ProgramChange): readonly Asked[] | 'no-branch' {
  const held = conditions(rule, change)
  if (held === false) return []
  if (held === 'no-branch') return held
  const general = held.flatMap(({ because }) => because ?? [])
  const sets = held.flatMap(({ phases }) => phases ?? [])
  const phases = sets[0] ?? everyPhase(change)
  const common = [...phases.keys()].filter((id) => sets.every((set) => set.has(id)))
  if (sets.length > 0 && common.length === 0) return []
  const about = sets.length > 0 ? sets : [phases]
  const whyPhase = (id: string): string => [...general, ...about.flatMap((set) => set.get(id) ?? [])].join(', and ')
  const whyAtAll = sets.length > 0 ? whyPhase(common[0] as string) : general.join(', and ')
  return rule.gates.flatMap((gate): Asked[] => {
    if (gate.includes('{milestone}')) {
      return change.works
        .filter(({ milestone, phase }) => milestone !== undefined && (sets.length === 0 || common.includes(phase)))
        .map((work) => ({
          gate: gate.replaceAll('{milestone}', work.milestone as string).replaceAll('{phase}', work.phase),
          because: [...general, named(work)].join(', and '),
          isOptional: true,
        }))
    }
    if (gate.includes('{phase}'))
      return common.map((id) => ({ gate: gate.replaceAll('{phase}', id), because: whyPhase(id), isOptional: true }))
    return [{ gate, because: whyAtAll, isOptional: false }]
  })
}
