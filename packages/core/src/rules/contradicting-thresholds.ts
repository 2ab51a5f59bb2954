import { inPlanAt } from '../link/planned-place.ts'
import { type CriterionEntry, locationOfEntry, type Program } from '../link/program-types.ts'
import { type Threshold, thresholdsOf } from '../link/thresholds.ts'
import { defineRule } from './rule.ts'

interface Said extends Threshold {
  readonly criterion: CriterionEntry
}

/** Tiers ask for different things on purpose; everything else that has one subject has one threshold. */
function said(program: Program): Said[] {
  const compared = [...program.criteria.values()].filter((one) => program.gates.get(one.gate)?.stage !== 'tier')
  return compared.flatMap((criterion) => thresholdsOf(criterion.record).map((threshold) => ({ ...threshold, criterion })))
}

/**
 * Two criteria that give one subject different thresholds: "coverage > 80 %" here, "at least 80" there. Another number contradicts only
 * within one phase, for a plan may ask for more from phase to phase; the same number once with and once without its bound always does.
 */
export const contradictingThresholds = defineRule({
  code: 'plan/contradicting-thresholds',
  find(program, report, { read }) {
    const byNumber = new Map<string, Said>()
    const byPhase = new Map<string, Said>()
    const firstOf = (first: Map<string, Said>, key: string, one: Said): Said => {
      const other = first.get(key) ?? one
      first.set(key, other)
      return other
    }
    for (const one of said(program)) {
      const subject = JSON.stringify([one.subject, one.unit, one.bound])
      const gate = program.gates.get(one.criterion.gate)
      const sameNumber = firstOf(byNumber, `${subject} ${one.value}`, one)
      const samePlace = firstOf(byPhase, `${subject} ${JSON.stringify([gate?.phase, gate?.milestone])}`, one)
      const other = sameNumber.operator === one.operator ? samePlace : sameNumber
      if (other.operator === one.operator && other.value === one.value) continue
      const inPlan = ({ criterion, text }: Said) => inPlanAt(criterion.record.source, text, read)
      report(`${one.criterion.id} says "${one.text}", ${other.criterion.id} says "${other.text}"`, {
        location: locationOfEntry(one.criterion, 'statement'),
        related: [
          ...inPlan(one),
          { message: `${other.criterion.id} is declared here`, location: locationOfEntry(other.criterion, 'statement') },
          ...inPlan(other),
        ],
        help: 'decide on one threshold, and write it in both places',
      })
    }
  },
})
