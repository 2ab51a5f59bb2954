import { leavesOf } from '../link/checks-of.ts'
import { command } from '../link/command-line.ts'
import { placeOf } from '../link/planned-place.ts'
import type { CriterionEntry, Program } from '../link/program-types.ts'
import type { LeafOf } from '../schema/check.ts'
import { defineRule } from './rule.ts'

const hasThreshold = ({ value, min, max, baseline, trend }: LeafOf<'metric'>): boolean =>
  [value, min, max, baseline, trend].some((one) => one !== undefined)

const help = (program: Program, criterion: CriterionEntry): string => command(program, 'gate explain', criterion.gate, criterion.id)

/** A criterion without a check, or with a metric that is compared with nothing, is never met. */
export const undefinedCriterion = defineRule({
  code: 'plan/undefined-criterion',
  find(program, report) {
    for (const criterion of program.criteria.values()) {
      if (criterion.record.check === undefined) {
        report(`criterion ${criterion.id} has no check, so it is never met`, {
          ...placeOf(criterion, 'id'),
          help: help(program, criterion),
        })
      }
      for (const { leaf, pointer } of leavesOf(criterion.record)) {
        if (leaf.kind !== 'metric' || hasThreshold(leaf)) continue
        report(`metric ${leaf.metric} of criterion ${criterion.id} has no threshold, so it is never met`, {
          ...placeOf(criterion, pointer, 'metric'),
          help: help(program, criterion),
        })
      }
    }
  },
})
