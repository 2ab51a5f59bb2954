import type { Location } from '../../diagnostics/diagnostic.ts'
import { type Entry, locationOfEntry, type Program } from '../../link/program-types.ts'
import { digestOf } from '../../load/digest.ts'
import type { WorkspaceFile } from '../../schema/program.ts'
import { criterionDefinition } from '../definition.ts'

/** A part of what decides: a gate, a criterion, a rule of the policy, a person. */
interface Part {
  readonly digest: string
  readonly location?: Location | undefined
}
type Parts = ReadonlyMap<string, Part>

/** What decides beside the program: refractor.yaml, and the files that its policy counts in, by path. */
export interface JudgeFiles {
  readonly workspace: WorkspaceFile | undefined
  /** SHA-256 by path of the files that `governance.paths` matches. */
  readonly files: ReadonlyMap<string, string>
}

/** How a part of the judge differs between base and head. */
export interface JudgeDifference {
  /** "criterion P2.3", "policy governance", "person ada", "file .github/workflows/gate.yml". */
  readonly part: string
  readonly change: 'added' | 'removed' | 'changed'
  /** Where it stands in head; of what was removed, in base. */
  readonly location?: Location | undefined
}

/** What program.yaml says that decides; all else in it describes. */
const deciding = ['states', 'rules', 'settings', 'evidence', 'archive', 'trace'] as const

const version = 'policy version'

function partsOf(program: Program, { workspace, files }: JudgeFiles): Parts {
  const parts = new Map<string, Part>()
  const add = (name: string, value: unknown, entry?: Pick<Entry<unknown>, 'file' | 'pointer'>, ...fields: string[]): void => {
    if (value === undefined) return
    const place = entry && { file: entry.file, pointer: entry.pointer }
    parts.set(name, {
      digest: digestOf(value),
      get location() {
        return place && locationOfEntry(place, ...fields)
      },
    })
  }
  add('program id', program.id, program.file, 'id')
  for (const key of deciding) add(`program ${key}`, program.file.record[key], program.file, key)
  for (const role of program.roles.values()) add(`role ${role.id}`, { owner: role.record.owner ?? null }, role)
  for (const person of program.people.values()) add(`person ${person.id}`, person.record, person)
  for (const phase of program.phases.values()) add(`paths of ${phase.id}`, phase.record.paths, phase, 'paths')
  for (const gate of program.gates.values()) {
    const { id, stage, phase, milestone, record, criteria } = gate
    const own = criteria
      .filter((one) => one.gate === id)
      .map((one) => one.id)
      .sort()
    add(`gate ${id}`, { stage, phase: phase ?? null, milestone: milestone ?? null, includes: record.includes ?? [], own }, gate)
  }
  for (const criterion of program.criteria.values()) add(`criterion ${criterion.id}`, criterionDefinition(criterion), criterion)
  // People of the policy are among the people.
  for (const [key, value] of Object.entries(program.policy?.record ?? {}))
    if (key !== 'people') add(`policy ${key}`, value, program.policy, key)
  add('refractor.yaml', workspace)
  for (const [path, sha256] of files) parts.set(`file ${path}`, { digest: sha256, location: { file: path, line: 1, column: 1 } })
  return parts
}

/**
 * SHA-256 of everything that decides: gates, criteria, policy, roles, people, rules and words of the program, refractor.yaml, and the
 * files of `governance.paths`. An approval of a policy is bound to it. Comments, titles and the order of files change nothing.
 */
export function judgeDigest(program: Program, files: JudgeFiles): string {
  return digestOf(
    [...partsOf(program, files)].map(([name, { digest }]) => [name, digest]).sort(([a], [b]) => ((a as string) < (b as string) ? -1 : 1)),
  )
}

/** What differs between two judges, by name of the part. */
export function judgeDifferences(
  base: { program: Program; files: JudgeFiles },
  head: { program: Program; files: JudgeFiles },
): JudgeDifference[] {
  const [before, now] = [partsOf(base.program, base.files), partsOf(head.program, head.files)]
  const found: JudgeDifference[] = []
  for (const [part, { digest, location }] of before) {
    const other = now.get(part)
    if (other === undefined) found.push({ part, change: 'removed', location })
    else if (other.digest !== digest) found.push({ part, change: 'changed', location: other.location })
  }
  for (const [part, { location }] of now) if (!before.has(part)) found.push({ part, change: 'added', location })
  return found.sort((a, b) => (a.part < b.part ? -1 : 1))
}

/** True when more differs than the number of the policy. */
export function changesJudge(differences: readonly JudgeDifference[]): boolean {
  return differences.some(({ part }) => part !== version && part !== 'policy format')
}
