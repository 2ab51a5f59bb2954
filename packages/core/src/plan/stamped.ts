import type { Program } from '../link/program-types.ts'
import { boundTo } from './bound-to.ts'
import type { Stamp } from './plan.ts'

/** What somebody adds to the stamp of a decision. */
export interface DecisionStamp {
  readonly role?: string | undefined
  readonly comment?: string | undefined
  /** The record is going to be signed. */
  readonly trust?: 'signed' | undefined
}

/** Who decides, when and where: the fields that every record of a decision has. */
export interface Stamped {
  readonly repository?: string
  readonly by: string
  readonly role?: string
  readonly comment?: string
  readonly at: string
  readonly commit?: string
  readonly trust: 'self' | 'signed'
}

export function stamped(program: Program, { role, comment, trust }: DecisionStamp, stamp: Stamp): Stamped {
  return {
    ...boundTo(program, trust, stamp),
    by: stamp.author,
    ...(role !== undefined && { role }),
    ...(comment !== undefined && { comment }),
    at: stamp.now,
    ...(stamp.commit !== undefined && { commit: stamp.commit }),
    trust: trust ?? 'self',
  }
}
