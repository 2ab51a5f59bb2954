import type { Program } from '../../link/program-types.ts'
import type { Authority } from '../../schema/policy.ts'
import type { RecordFile } from '../case.ts'

/** Where a review at a forge stands among the approvals of a case: no file of a repository is ever read under such a path. */
export const forgePlace = 'forge:'

/** True for a decision that a forge told of. A record of the repository can claim that, and is none. */
export function isForgeReview({ source }: Pick<RecordFile<unknown>, 'source'>): boolean {
  return source.path.startsWith(forgePlace)
}

/** True when policy lets a review at the forge count for a role. */
export function forgeCountsFor(program: Program, role: string): boolean {
  const forge = program.policy?.record.forge
  return forge !== undefined && (forge.roles?.includes(role) ?? true)
}

/** A rule as reviews at the forge may meet it: without the roles for which policy does not let them count. */
export function ruleAtForge(program: Program, rule: Authority): Authority {
  return rule.roles === undefined ? rule : { ...rule, roles: rule.roles.filter((role) => forgeCountsFor(program, role)) }
}
