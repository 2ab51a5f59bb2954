import { inPlan, inPlanAt } from '../link/planned-place.ts'
import { recordsOf, recordTypes } from '../link/record-types.ts'
import { locate } from '../load/loaded.ts'
import type { Assumption } from '../schema/plan-records.ts'
import { defineRule } from './rule.ts'

const id = /(?<![\p{L}\d-])([A-Z]{1,12}(?:-[A-Z]{1,12}){0,3}-)(\d{1,4})(?![\p{L}\d-])/gu
const numbered = /^(.{1,60}-)\d+$/

/** Ids of a text. UTF-8 and ISO-9001 look like them: an id has a leading zero, or a prefix that records of this plan have. */
const idsIn = (text: string, prefixes: ReadonlySet<string>): string[] =>
  [...text.slice(0, 5000).matchAll(id)].flatMap(([match, prefix = '', number = '']) =>
    number.startsWith('0') || prefixes.has(prefix) ? [match] : [],
  )

/** "A-001…A-010", where the plan writes both ends of a range and none of the two exists. */
function inRanges(absent: readonly string[], text: string): string {
  const parts: string[] = []
  for (let at = 0; at < absent.length; at++) {
    const [first = '', last] = [absent[at], absent[at + 1]]
    const from = text.indexOf(first) + first.length
    const between = last === undefined ? '' : text.slice(from, text.indexOf(last, from))
    const isRange = last !== undefined && /^\s*(?:…|\.{2,3}|[-–—]|to|through)\s*$/u.test(between)
    parts.push(isRange ? `${first}…${last}` : first)
    if (isRange) at++
  }
  return parts.join(', ')
}

/** An id that the assumptions of the plan refer to and that no record has. */
export const referenceAbsent = defineRule({
  code: 'plan/reference-absent',
  find(program, report, { read }) {
    const { assumptions = [] } = program.file.record
    if (assumptions.length === 0) return
    const known = new Set(recordTypes.flatMap((type) => [...recordsOf(program, type).keys()]))
    for (const one of assumptions) if (typeof one !== 'string' && one.id !== undefined) known.add(one.id)
    const prefixes = new Set([...known].flatMap((one) => numbered.exec(one)?.[1] ?? []))
    for (const [index, assumption] of assumptions.entries()) {
      const one: Assumption = typeof assumption === 'string' ? { title: assumption } : assumption
      const absent = [...new Set(idsIn(one.title, prefixes))].filter((match) => !known.has(match))
      if (absent.length === 0) continue
      report(`the plan refers to ${inRanges(absent, one.title)}, which no record has`, {
        location: locate(program.file.file, `/assumptions/${index}`),
        related: one.source ? inPlan(one.source) : inPlanAt(program.file.record.source, absent[0] as string, read),
        help: 'write down what they say, as assumptions with these ids',
      })
    }
  },
})
