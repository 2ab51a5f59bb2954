import { diagnostic } from '../diagnostics/catalog.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { CommitText } from '../link/commit-text.ts'
import { locationOfEntry, type Program } from '../link/program-types.ts'
import { worksNamedBy } from './commits/works-named.ts'
import { accepted, type ProgramOfChange, reviewed } from './merging/always.ts'
import { type Asked, gatesOfRule, type ProgramChange, touchedPhases, worksOf } from './merging/rules.ts'

// For `gate check --changed BASE..HEAD [--branch NAME]`, one call for all programs of the workspace:
//
//   mergeGates(programs: readonly ProgramOfChange[], change: ChangeToMerge): MergeGates
//
// - `programs`: of each program the judge (base) and both cases. `head.program` is undefined where head's files make no program: then
//   what they accept is not known, and head's own diagnostics say so.
// - `change`: `readChange(…).change` of the workspace fits as it is (`paths`, `commits`); `branch` is what --branch says.
// - Judge exactly `gates`, each with its `because` shown. Where `gates` is empty, `diagnostics` holds `gate/none-applies`: an error
//   (exit 4), or an info where every policy allows it (then there is no gate to judge, and the answer is exit 0).

export type { ProgramOfChange } from './merging/always.ts'

/** What is merged. */
export interface ChangeToMerge {
  /** Changed paths, of a rename both, relative to the workspace. */
  readonly paths: readonly { readonly path: string; readonly submodule?: true }[]
  readonly commits: readonly CommitText[]
  /** What is merged into: "main", "refs/heads/release/1.2". Undefined: not known. */
  readonly branch?: string | undefined
}

/** A gate that the change must meet. */
export interface PickedGate {
  /** Id of its program. */
  readonly program: string
  readonly gate: string
  /** Each reason for which it was picked, in words: "the change touches src/a.ts, which belongs to P2". */
  readonly because: readonly string[]
}

export interface MergeGates {
  /** In order of the programs and their gates, each once. */
  readonly gates: readonly PickedGate[]
  readonly diagnostics: readonly Diagnostic[]
}

/** Without rules of a policy: the entry gate of every phase whose paths are touched. */
function defaults(change: ProgramChange): Asked[] {
  return [...touchedPhases(change)].map(([phase, because]) => ({ gate: `${phase}.entry`, because, isOptional: true }))
}

function unknownGate(program: Program, gate: string, rule: number): Diagnostic {
  return diagnostic('policy/unknown-gate', `the policy of ${program.id} asks for gate ${gate}, which does not exist`, {
    ...(program.policy && { location: locationOfEntry(program.policy, 'merge', 'require', rule, 'gates') }),
    help: 'name a gate of the program: refractor gate list',
  })
}

/** Which gates a change must meet before it is merged, and why. Only the base decides. Never throws. */
export function mergeGates(programs: readonly ProgramOfChange[], change: ChangeToMerge): MergeGates {
  const diagnostics: Diagnostic[] = []
  const gates: PickedGate[] = []
  const works = worksNamedBy(
    programs.map(({ base }) => base.program),
    change.commits,
  )
  for (const of of programs) {
    const { program } = of.base
    const { require } = program.policy?.record.merge ?? {}
    const one: ProgramChange = {
      program,
      paths: change.paths.map(({ path, submodule }) => (submodule ? `${path}/` : path)),
      works: worksOf(works, program),
      branch: change.branch,
    }
    const asked = [...accepted(of), ...reviewed(of), ...(require === undefined ? defaults(one) : [])]
    for (const [index, rule] of (require ?? []).entries()) {
      const found = gatesOfRule(rule, one)
      if (found === 'no-branch') diagnostics.push(branchNotKnown(program, index))
      else asked.push(...found)
      for (const { gate, isOptional } of found === 'no-branch' ? [] : found)
        if (!isOptional && !program.gates.has(gate)) diagnostics.push(unknownGate(program, gate, index))
    }
    for (const gate of program.gates.keys()) {
      const because = asked.filter((each) => each.gate === gate).map((each) => each.because)
      if (because.length > 0) gates.push({ program: program.id, gate, because: [...new Set(because)] })
    }
  }
  if (gates.length === 0 && diagnostics.length === 0)
    diagnostics.push(
      noneApplies(
        programs.map(({ base }) => base.program),
        change,
      ),
    )
  return { gates, diagnostics }
}

function branchNotKnown(program: Program, rule: number): Diagnostic {
  return diagnostic('gate/unknown-branch', `the policy of ${program.id} asks which branch the change is merged into`, {
    ...(program.policy && { location: locationOfEntry(program.policy, 'merge', 'require', rule, 'branches') }),
    help: 'name it: --branch main',
  })
}

/** Says plainly that nothing blocks the change. It is a yes only where every policy says that it may be. */
function noneApplies(programs: readonly Program[], { paths, commits }: ChangeToMerge): Diagnostic {
  const refusing = programs.filter((program) => program.policy?.record.merge?.none !== 'allow')
  const looked = `${paths.length} changed ${paths.length === 1 ? 'path' : 'paths'} and ${commits.length} ${commits.length === 1 ? 'commit' : 'commits'}`
  const message = `no gate applies to this change (${looked})`
  if (refusing.length === 0 && programs.length > 0) {
    return diagnostic('gate/none-applies', `${message}, and the policy allows that`, { severity: 'info' })
  }
  const first = refusing[0]
  return diagnostic('gate/none-applies', message, {
    ...(first && { location: locationOfEntry(first.policy ?? first.file) }),
    help: `give phases paths and an entry gate, add a rule under merge.require of policy.yaml, or allow it: merge: { none: allow }`,
  })
}
