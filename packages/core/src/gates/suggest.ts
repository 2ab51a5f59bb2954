import type { Check, LeafCheck } from '../schema/check.ts'
import { suggestApproval } from './suggest-approvals.ts'
import { commandsToRun, suggestCommand } from './suggest-commands.ts'
import type { ProposalContext, Rule } from './suggest-context.ts'
import { suggestArtifact, suggestContent, suggestEvidence, suggestRows } from './suggest-documents.ts'
import { suggestAbsence, suggestMetric } from './suggest-metrics.ts'
import { suggestCoverage, suggestGate, suggestMilestones, suggestOwners, suggestQuery, suggestTrace } from './suggest-records.ts'
import {
  suggestArchived,
  suggestBehaviour,
  suggestChecklist,
  suggestDrill,
  suggestForgeCheck,
  suggestSchedule,
  suggestSnapshot,
  suggestTest,
  suggestVcs,
  suggestWaivers,
} from './suggest-runs.ts'
import { suggestCoverageShare, suggestThreshold, suggestTolerance, suggestZero } from './suggest-thresholds.ts'

export type { ProposalContext } from './suggest-context.ts'

/** What is said outright, the most telling first: a number before a test, a person before a document. */
const rules: readonly Rule[] = [
  suggestSchedule,
  suggestTolerance,
  suggestThreshold,
  suggestCoverageShare,
  suggestZero,
  suggestDrill,
  suggestMetric,
  suggestTest,
  suggestCommand,
  suggestArchived,
  suggestTrace,
  suggestOwners,
  suggestGate,
  suggestQuery,
  suggestChecklist,
  suggestApproval,
  suggestMilestones,
  suggestForgeCheck,
]

/** What the wording only hints at; asked where nothing is said outright. */
const hints: readonly Rule[] = [
  suggestEvidence,
  suggestAbsence,
  suggestRows,
  suggestCoverage,
  suggestContent,
  suggestSnapshot,
  suggestWaivers,
  suggestVcs,
  suggestArtifact,
  suggestBehaviour,
]

/** Wording of judgement and observation, where nothing can be measured. */
const observed =
  /(?<![\w-])(?:visible|live|in place|monitored|verified|validated|observed|demonstrated|operational|up and running)(?=[\s.!]*$|\s?[,;:(/–—]|\s(?:in|by|with|for|at|on|and|or|after|before|during|as|to|when|against|via|through|across|from|under|end-to-end)\b)/i
/** What can be run is not just looked at. */
const runnable = /\b(?:scripts?|commands?|programs?|tools?|cli|builds?)\b/i

/** Several sentences are an explanation, not a condition. */
const isProse = (text: string): boolean => text.length > 160 && /[\p{L})`][.!?]\s+\p{Lu}/u.test(text)

function suggestLeaves(text: string, context: ProposalContext): LeafCheck[] {
  if (isProse(text)) return []
  const found = rules.flatMap((rule) => rule(text, context) ?? [])
  if (found.length > 0) return found
  const hinted = hints.map((rule) => rule(text, context)).find((check) => check !== undefined)
  if (hinted) return [hinted]
  return observed.test(text) && !runnable.test(text) ? [{ kind: 'attest', claim: text.replace(/\.$/, '') }] : []
}

const clean = (statement: string): string =>
  statement
    .slice(0, 2000)
    .replace(/\s+/g, ' ')
    .replace(/^\s*[-*]\s/, '')
    // A label in emphasis only says what the clause is about: "**Safety:** …".
    .replace(/^(\*{1,2}|__?)[^*_:.`]{1,40}(?::\1|\1\s?(?:\([^()]{1,40}\))?:)\s/, '')
    .replace(/[*]{2}/g, '')
    // A tick behind or before the words is a mark, not a part of them.
    .replace(/^\s*[✓✔✅☑]\uFE0F?\s|\s[✓✔✅☑]\uFE0F?\s*$/gu, '')
    .trim()

/**
 * Checks that the wording of a criterion asks for, best first. Each is only a proposal: it decides nothing until a person takes the
 * mark away. Empty where the wording says nothing that can be decided. What lies around the criterion in the plan makes more of them.
 */
export function suggestChecks(statement: string, context: ProposalContext = {}): Check[] {
  return suggestLeaves(clean(statement), context).map((check) => ({ ...check, proposed: true }))
}

/** The two halves of a clause that states two conditions. */
function halves(text: string): readonly [string, string] | undefined {
  const match = /;\s+|,?\s+(?:and|plus)\s+|\s\+\s|\s&\s/i.exec(text)
  return match ? [text.slice(0, match.index), text.slice(match.index + match[0].length)] : undefined
}

/**
 * The one check to propose for a criterion: the best, or all of two where the clause clearly states two conditions of different kinds.
 * Undefined where its wording says nothing that can be decided.
 */
export function proposeCheck(statement: string, context: ProposalContext = {}): Check | undefined {
  const text = clean(statement)
  const leaves = suggestLeaves(text, context)
  const [best] = leaves
  if (best === undefined) return undefined
  const runs = commandsToRun(text)
  if (runs.length > 1) return { all: runs, proposed: true }
  const parts =
    halves(text)?.map((half) => suggestLeaves(half, { ...context, commands: undefined }).find((leaf) => leaf.kind !== 'attest')) ?? []
  const [first, second] = parts
  if (first && second && first.kind !== second.kind) return { all: [first, second], proposed: true }
  const signed = leaves.find((leaf) => leaf.kind === 'approval')
  if (best.kind === 'checklist' && signed) return { all: [best, signed], proposed: true }
  return { ...best, proposed: true }
}
