import type { Decision } from '../gates/approval-records.ts'
import { identityOf, isSamePerson } from '../gates/identity.ts'
import { clockSkew, instantOf } from '../gates/instant.ts'
import type { Program } from '../link/program-types.ts'
import type { ApprovalRecord } from '../schema/records.ts'

/**
 * When a decision is given: now, or one second after the latest one that it answers. Times are whole seconds, and what takes back a
 * decision of this very second must be the later one of the two, with a text of its own. As in a hybrid logical clock (Kulkarni et
 * al., 2014), it follows what it has seen, as far as clocks may differ.
 */
export function decisionTime(program: Program, about: readonly Decision[], given: ApprovalRecord): string {
  const now = instantOf(given.at)
  const person = identityOf(program, given.by)
  const answered = about.flatMap(({ record: { decision, by, at } }) =>
    decision !== given.decision || isSamePerson(identityOf(program, by), person) ? [instantOf(at)] : [],
  )
  const latest = Math.max(...answered.filter((at) => at <= now + clockSkew))
  return latest < now ? given.at : new Date(latest + 1000).toISOString().replace('.000Z', 'Z')
}
