import { leavesOf } from '../link/checks-of.ts'
import { command } from '../link/command-line.ts'
import { placeOf } from '../link/planned-place.ts'
import type { CriterionEntry } from '../link/program-types.ts'
import type { LeafOf } from '../schema/check.ts'
import { defineRule } from './rule.ts'

const target = '(?:targets?|thresholds?|slas?|slos?|baselines?|budgets?|goals?)'
/** Wording that compares with something that has to be a number. Two patterns, each linear: a comparison before the noun, or after it. */
const before = new RegExp(
  `(?:[≥≤<>]|\\b(?:meets?|met|reach(?:es)?|achieves?|converges?\\s+to|within|exceeds?|below|above|satisf(?:y|ies)|hits?|under)\\b)[^.;]{0,60}\\b${target}\\b`,
  'i',
)
const after = new RegExp(`\\b${target}\\s+(?:are\\s+|is\\s+|were\\s+)?(?:met|reached|achieved|satisfied|hit)\\b`, 'i')
const measured = /\bconfirms?\b[^.;]{0,40}\b(?:throughput|latency|performance|memory|accuracy|precision|recall|capacity)\b/i
/** Digits that are no numbers of a target: "precision@k", "P95", "Phase 1", "KV2", ids. */
const number = /(?<![\p{L}\d@#._-])\d+(?:[.,]\d+)?/u

const hasNumber = (leaf: LeafOf<'metric'>): boolean =>
  [leaf.value, leaf.min, leaf.max, leaf.baseline, leaf.trend].some((part) => part !== undefined)

function lacksNumber({ record }: CriterionEntry): boolean {
  const metrics = leavesOf(record).flatMap(({ leaf }) => (leaf.kind === 'metric' ? [leaf] : []))
  if (metrics.length > 0 && metrics.every(hasNumber)) return false
  const text = record.statement.slice(0, 2000)
  return (before.test(text) || after.test(text) || measured.test(text)) && !number.test(text)
}

/** A criterion that asks for a target and does not say which number it is. */
export const targetWithoutNumber = defineRule({
  code: 'plan/target-without-number',
  find(program, report) {
    for (const criterion of program.criteria.values())
      if (lacksNumber(criterion))
        report(`criterion ${criterion.id} asks for a target and gives no number`, {
          ...placeOf(criterion, 'statement'),
          help: `agree on the number, and write it into a metric check: ${command(program, 'gate explain', criterion.gate, criterion.id)}`,
        })
  },
})
