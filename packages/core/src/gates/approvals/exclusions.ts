import type { Program } from '../../link/program-types.ts'
import type { Facts } from '../case.ts'
import { identityOf } from '../identity.ts'
import type { CriterionContext } from '../judging.ts'
import { recordsFor, recordsOfPlaces } from '../speaks-for.ts'
import { hasRoster } from './authority.ts'
import type { Excluded, Question } from './weigh.ts'

/** True where whoever edited a file last does not approve it, whether or not a change is judged. */
export const keepsEditorsOut = (program: Program): boolean =>
  hasRoster(program) && program.policy?.record.allow?.includes('last-editor') !== true

/** Who wrote the change that is judged. Policy may let them approve it. */
export function authorsOfChange({ program, facts }: Pick<Question, 'program' | 'facts'>): Excluded[] {
  if (program.policy?.record.allow?.includes('author')) return []
  return (facts.change?.authors ?? []).map((author) => ({ who: identityOf(program, author), why: 'is an author of the change' }))
}

/** Who made evidence for a criterion or its gate, unless the check or policy lets them approve. */
export function authorsOfEvidence(
  { program, case: records, gate, criterion }: CriterionContext,
  excludeAuthor: boolean | undefined,
): Excluded[] {
  if (excludeAuthor === false || program.policy?.record.allow?.includes('author')) return []
  return [...recordsFor(program, records, criterion), ...recordsOfPlaces(program, records, [gate.id])].map(({ record }) => ({
    who: identityOf(program, record.author),
    why: 'made the evidence',
  }))
}

/** Everybody who may not approve a criterion, whatever their roles. */
export function excludedFrom(context: CriterionContext & { readonly facts: Facts }, excludeAuthor: boolean | undefined): Excluded[] {
  return [...authorsOfEvidence(context, excludeAuthor), ...authorsOfChange(context)]
}
