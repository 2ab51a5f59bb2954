import { recordReferences, taggedResults } from '../trace/record-references.ts'
import type { CoverageRule } from '../trace/trace-rules.ts'
import type { TraceSources } from '../trace/trace-types.ts'
import { askRecords } from './ask-records.ts'
import { askTrace, type FactsAsked } from './facts-asked.ts'
import type { CriterionContext, JudgeContext } from './judging.ts'
import { isRead } from './speaks-for.ts'

/** What has to be read so that rules can be judged. */
export interface TraceNeeds {
  readonly facts: readonly ('tags' | 'boxes')[]
  /** Evidence records, as far as they hold. */
  readonly records: boolean
}

/** What some rules look at beyond the files of the program. */
export function needsOfRules(rules: readonly CoverageRule[]): TraceNeeds {
  // Where any record counts, so does what speaks of it from anywhere.
  const types = new Set(rules.flatMap(({ every, has }) => [every, ...has.map(({ type }) => type)]))
  const has = (...wanted: (typeof types extends Set<infer T> ? T : never)[]): boolean => wanted.some((type) => types.has(type))
  const tags = has('file', 'test', undefined)
  const boxes = has('requirement', 'box', undefined)
  return {
    facts: [...(boxes ? (['boxes'] as const) : []), ...(tags ? (['tags'] as const) : [])],
    records: has('evidence', 'test', undefined),
  }
}

/** Asks for it. */
export function askNeeds(asked: FactsAsked, { facts, records }: TraceNeeds, context: CriterionContext): void {
  askTrace(asked, facts)
  if (records) askRecords(asked, context.case.evidence.filter(isRead))
}

/** What nobody read although it is needed. */
export function unreadNeed({ facts }: TraceNeeds, context: JudgeContext): string | undefined {
  return facts.find((one) => context.facts.trace?.[one] === undefined)
}

const none: TraceSources = {}

const present = new WeakMap<TraceSources, TraceSources>()

/** The sources without what only base says, which covers nothing; the same for the same sources, so that a graph is built once. */
function asInHead(sources: TraceSources): TraceSources {
  if (sources.formerBoxes === undefined) return sources
  const known = present.get(sources)
  if (known !== undefined) return known
  const { formerBoxes: _, ...kept } = sources
  present.set(sources, kept)
  return kept
}

/**
 * What speaks of the records from outside, for a gate: of evidence only what is valid and fresh. Commits and approvals are left out: a
 * message proves nothing, and who may approve is decided by checks of kind approval.
 */
export function gateSources({ records }: TraceNeeds, context: JudgeContext): TraceSources {
  const { program, facts, case: all } = context
  const read = asInHead(facts.trace ?? none)
  if (!records) return read
  const valid = all.evidence.filter((file) => isRead(file) && context.stateOf(file).state === 'valid')
  return { ...read, records: recordReferences(program, valid, []), results: taggedResults(program, valid) }
}
