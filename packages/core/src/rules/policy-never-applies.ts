import { matchesName } from '../link/name-pattern.ts'
import { locationOfEntry, type Program } from '../link/program-types.ts'
import type { PolicyFile } from '../schema/policy.ts'
import { defineRule } from './rule.ts'

interface Ruled {
  readonly key: 'approve' | 'accept' | 'review'
  readonly index: number
  /** The ids that the rule is about, among those that there are. */
  readonly ids: readonly string[]
}

function ruledBy(program: Program, { approve = [], accept = [], review = [] }: PolicyFile): Ruled[] {
  const among = (ids: Iterable<string>, patterns: readonly string[] | undefined): string[] =>
    [...ids].filter((id) => patterns === undefined || patterns.some((pattern) => matchesName(pattern, id)))
  const gates = [...program.gates.values()]
  return [
    ...approve.map(({ gates: patterns, stages }, index): Ruled => {
      const ids = gates.filter(({ stage }) => stages?.includes(stage) ?? true).map(({ id }) => id)
      return { key: 'approve', index, ids: among(ids, patterns) }
    }),
    ...accept.map(({ milestones }, index): Ruled => ({ key: 'accept', index, ids: among(program.milestones.keys(), milestones) })),
    ...review.map(({ phases }, index): Ruled => ({ key: 'review', index, ids: among(program.phases.keys(), phases) })),
  ]
}

const nouns = { approve: 'gate', accept: 'milestone', review: 'phase' } as const

/** A rule that is about nothing, or whose every gate an earlier rule has decided on: the first that fits decides. */
export const policyNeverApplies = defineRule({
  code: 'policy/never-applies',
  find(program, report) {
    const { policy } = program
    if (policy === undefined) return
    const decided = { approve: new Set<string>(), accept: new Set<string>(), review: new Set<string>() }
    for (const { key, index, ids } of ruledBy(program, policy.record)) {
      const open = ids.filter((id) => !decided[key].has(id))
      for (const id of ids) decided[key].add(id)
      // A plan without any such record says nothing about the rule.
      if (open.length > 0 || (ids.length === 0 && program[`${nouns[key]}s`].size === 0)) continue
      const why = ids.length === 0 ? `fits no ${nouns[key]}` : `comes too late: an earlier one decides on ${ids.slice(0, 3).join(', ')}`
      report(`rule ${index + 1} of ${key} ${why}`, {
        location: locationOfEntry(policy, key, index),
        help: ids.length === 0 ? `name a ${nouns[key]} that there is` : 'move it up, for the first rule that fits decides',
      })
    }
  },
})
