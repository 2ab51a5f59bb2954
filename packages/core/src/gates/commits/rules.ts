import type { Program } from '../../link/program-types.ts'

/** What the policies of some programs ask of commit messages. */
export interface CommitRules {
  /** Which commits have to name a milestone or phase. */
  readonly require: 'every' | 'one' | 'none'
  readonly trailers: readonly string[]
}

const ranks = ['none', 'one', 'every'] as const

/** The strictest demand of all policies, and the trailers of all of them. */
export function commitRules(programs: readonly Program[]): CommitRules {
  const rules = programs.map((program) => program.policy?.record.commits)
  const rank = Math.max(0, ...rules.map((one) => ranks.indexOf(one?.require ?? 'none')))
  const trailers = rules.flatMap((one) => one?.trailers ?? ['Milestone', 'Phase'])
  return { require: ranks[rank] as CommitRules['require'], trailers: trailers.length > 0 ? [...new Set(trailers)] : ['Milestone', 'Phase'] }
}
