import type { Program } from '../../link/program-types.ts'
import type { Authority } from '../../schema/policy.ts'

/** What policy.yaml says of waivers, with the defaults of a program that has none. */
export interface WaiverTerms {
  /** Who may approve; undefined: any other person than the requester. */
  readonly authority: Authority | undefined
  /** Who may waive alone in an emergency; undefined: anybody, `none`: nobody. */
  readonly breakGlass: Authority | 'none' | undefined
  readonly maxDays: number
  readonly warnDays: number
  readonly maxRenewals: number
  readonly maxHours: number
  /** Requesters may approve what they asked for. */
  readonly allowsRequester: boolean
}

/** However policy is written, an emergency does not last longer. */
const longestEmergency = 72

export function waiverTerms({ policy }: Pick<Program, 'policy'>): WaiverTerms {
  const { waive, allow } = policy?.record ?? {}
  return {
    authority: waive,
    breakGlass: waive === undefined ? undefined : (waive.breakGlass ?? 'none'),
    maxDays: waive?.maxDays ?? 30,
    warnDays: waive?.warnDays ?? 14,
    maxRenewals: waive?.maxRenewals ?? 2,
    maxHours: Math.min(waive?.breakGlass?.maxHours ?? longestEmergency, longestEmergency),
    allowsRequester: allow?.includes('requester') ?? false,
  }
}
