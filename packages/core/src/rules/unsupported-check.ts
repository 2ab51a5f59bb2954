import { leavesOf } from '../link/checks-of.ts'
import { command } from '../link/command-line.ts'
import { placeOf } from '../link/planned-place.ts'
import type { CheckKind, futureKinds } from '../schema/check.ts'
import { defineRule } from './rule.ts'

// The list of the schema, as keys of a record so that the two cannot differ; its value would load zod.
const future: Readonly<Record<(typeof futureKinds)[number], true>> = {
  drill: true,
  snapshot: true,
}
/** True for a kind that this version reads and does not decide. */
export const isFutureKind = (kind: CheckKind): boolean => Object.hasOwn(future, kind)

/** A kind of check that this version reads and does not decide is never met. */
export const unsupportedCheck = defineRule({
  code: 'plan/unsupported-check',
  find(program, report) {
    for (const criterion of program.criteria.values()) {
      for (const { leaf, pointer, proposed } of leavesOf(criterion.record)) {
        // A proposal is not in force; that it never counts is told of it already.
        if (proposed || !isFutureKind(leaf.kind)) continue
        report(`criterion ${criterion.id} has a check of kind ${leaf.kind}, which this version does not decide, so it is never met`, {
          ...placeOf(criterion, pointer, 'kind'),
          help: command(program, 'gate explain', criterion.gate, criterion.id),
        })
      }
    }
  },
})
