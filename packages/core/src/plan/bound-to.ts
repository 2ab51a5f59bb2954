import { repositoryOf } from '../gates/repository.ts'
import type { Program } from '../link/program-types.ts'
import type { Stamp } from './plan.ts'

/**
 * Names the repository in a record that is worth something elsewhere: where a policy is kept, and where the record is signed. Without
 * either nothing is named, so that a record made in a fork counts.
 */
export function boundTo(program: Program, trust: string | undefined, stamp: Pick<Stamp, 'repository'>): { readonly repository?: string } {
  const repository = program.policy === undefined && trust !== 'signed' ? undefined : repositoryOf(program, stamp.repository)
  return repository === undefined ? {} : { repository }
}
