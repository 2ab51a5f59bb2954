import type { CriterionEntry, Program } from '../../link/program-types.ts'
import { needsProof } from '../ask-proofs.ts'
import type { Case } from '../case.ts'
import { askProof, type FactsAsked } from '../facts-asked.ts'

/** Asks what stands behind the waivers of a criterion: also of one without a check, for that can be waived as well. */
export function askWaivers(asked: FactsAsked, program: Program, { waivers = [] }: Case, { id, record }: CriterionEntry): void {
  for (const file of waivers)
    if (file.record?.criterion === id && needsProof(program, file, record.trust)) askProof(asked, file.source.path)
}
