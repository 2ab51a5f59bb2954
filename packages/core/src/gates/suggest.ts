import type { Check, LeafCheck } from '../schema/check.ts'
import { suggestApproval } from './suggest-approvals.ts'
import { suggestThreshold, suggestTolerance, suggestZero } from './suggest-thresholds.ts'

type Rule = (statement: string) => LeafCheck | undefined

/** The ids that follow a word, up to the first word that is none: "milestones P0.M1 and P0.M2 accepted". */
function idsAfter(word: RegExp, statement: string): string[] {
  const match = word.exec(statement)
  if (!match) return []
  const ids: string[] = []
  for (const token of statement.slice(match.index + match[0].length).split(/[\s,]+/)) {
    if (/\d/.test(token) && /^[\w.-]+$/.test(token)) ids.push(token.replace(/\.$/, ''))
    else if (token !== '' && !/^(?:and|&|to|through|both)$/i.test(token)) break
  }
  return ids
}

const milestonesAccepted: Rule = (statement) => {
  if (!/\bmilestones?\b/i.test(statement) || !/\b(?:accepted|complete|completed|done)\b/i.test(statement)) return undefined
  const ids = idsAfter(/\bmilestones?\b/i, statement)
  return { kind: 'query', from: 'milestones', ...(ids.length > 0 && { where: { id: ids } }), expect: 'all', that: { state: 'accepted' } }
}

const ownersAssigned: Rule = (statement) => {
  if (!/\b(?:owners?|roles?|stakeholders?)\b[^.;]{0,60}\bassigned\b/i.test(statement)) return undefined
  const phase = /\bphase\s(\S{1,20}?)[\s,.;]/i.exec(`${statement} `)?.[1]
  if (/\bmilestones?\b/i.test(statement))
    return {
      kind: 'query',
      from: 'milestones',
      ...(phase !== undefined && { where: { phase } }),
      expect: 'all',
      that: { accountable: 'assigned' },
    }
  return { kind: 'query', from: 'roles', expect: 'all', that: { owner: 'assigned' } }
}

const testsPass: Rule = (statement) => {
  const rate = /\b(\d{1,3}(?:\.\d{1,3})?)\s?%\s(?:test\s)?pass(?:ing)?\srate\b/i.exec(statement)?.[1]
  const iterations = /\b(\d{1,7})\s?\+?\s(?:or more\s)?iterations\b/i.exec(statement)?.[1]
  if (/\btests?\b[^.;]{0,40}\bfail\b/i.test(statement)) return { kind: 'test', expect: 'all-fail' }
  const passes = /\btests?\b[^.;]{0,60}\b(?:pass(?:es|ing|ed)?|green|stable|succeed)\b|\bpass(?:es|ing)?\b[^.;]{0,40}\btests?\b/i.test(
    statement,
  )
  if (!passes && rate === undefined && iterations === undefined) return undefined
  return {
    kind: 'test',
    ...(rate !== undefined && { passRate: Math.min(1, Number(rate) / 100) }),
    ...(iterations !== undefined && { minIterations: Number(iterations) }),
  }
}

const checklists: Rule = (statement) =>
  /\bchecklists?\b/i.test(statement) && !/\barchived?\b/i.test(statement) ? { kind: 'checklist' } : undefined
const archive: Rule = (statement) =>
  /\b(?:archived|moved)\b/i.test(statement) && /\b(?:checklists?|outbox|archive|artifacts?)\b/i.test(statement)
    ? { kind: 'archived' }
    : undefined
const forgeChecks: Rule = (statement) =>
  /\bCI\b/.test(statement) && /\b(?:green|pass(?:es|ing)?|succeeds?)\b/i.test(statement) ? { kind: 'check' } : undefined

const gateMet: Rule = (statement) => {
  const gate = /\bphase\s([\w.-]{1,20})\s(?:exit|gate|launch|complete|completed|closed)\b/i.exec(statement)?.[1]
  return gate === undefined ? undefined : { kind: 'gate', gate }
}

const commandRuns: Rule = (statement) => {
  const argv = /`([\w./=@:+-]{1,80}(?: [\w./=@:+-]{1,80}){0,20})`\s(?:succeeds?|runs?|pass(?:es)?|exits?|works)\b/i.exec(statement)?.[1]
  return argv === undefined ? undefined : { kind: 'command', argv: argv.split(' ') }
}

const rules: readonly Rule[] = [
  suggestTolerance,
  suggestThreshold,
  suggestZero,
  testsPass,
  commandRuns,
  milestonesAccepted,
  ownersAssigned,
  archive,
  checklists,
  suggestApproval,
  forgeChecks,
  gateMet,
]

/** Wording of judgement and observation, where nothing can be measured. */
const observed = /\b(?:visible|live|in place|monitored|verified|validated|observed|exercised|rehearsed|demonstrated|without instability)\b/i

/**
 * Checks that the wording of a criterion asks for, best first. Each is only a proposal: it decides nothing until a person takes the
 * mark away. Empty where the wording says nothing that can be decided.
 */
export function suggestChecks(statement: string): Check[] {
  const text = statement
    .slice(0, 2000)
    .replace(/\s+/g, ' ')
    .replace(/^\s*[-*]\s|[*]{2}/g, '')
    .trim()
  const found = rules.flatMap((rule) => rule(text) ?? [])
  const checks: LeafCheck[] = found.length === 0 && observed.test(text) ? [{ kind: 'attest', claim: text.replace(/\.$/, '') }] : found
  return checks.map((check) => ({ ...check, proposed: true }))
}
