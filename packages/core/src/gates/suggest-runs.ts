import type { Rule } from './suggest-context.ts'

const passRate = (statement: string): string | undefined =>
  /\b(\d{1,3}(?:\.\d{1,3})?)\s?%\s(?:test\s)?pass(?:ing)?\srate\b/i.exec(statement)?.[1]

/** "All unit tests pass", "tests initially fail", "100+ iterations". */
export const suggestTest: Rule = (statement) => {
  const rate = passRate(statement)
  const iterations = /\b(\d{1,7})\s?\+?\s(?:or more\s)?iterations\b/i.exec(statement)?.[1]
  if (/\btests?\b[^.;]{0,40}\bfail\b/i.test(statement)) {
    // "no test may fail" asks for the opposite, and "stops when tests fail" for neither.
    if (/\b(?:no|not|never|none|zero|without|cannot)\b/i.test(statement.replace(/\([^()]{0,200}\)/g, ' '))) return { kind: 'test' }
    return /\b(?:when|if|whenever|unless|should)\b/i.test(statement) ? undefined : { kind: 'test', expect: 'all-fail' }
  }
  const passes =
    /\b(?:tests?|test suites?|specs)\b[^.;]{0,60}\b(?:pass(?:es|ing|ed)?|green|stable|succeed)\b|\bpass(?:es|ing)?\b[^.;]{0,40}\b(?:tests|test(?=[\s)]*(?:[.,;:)]|$)))/i.test(
      statement,
    )
  if (!passes && rate === undefined && iterations === undefined) return undefined
  return {
    kind: 'test',
    ...(rate !== undefined && { passRate: Math.min(1, Number(rate) / 100) }),
    ...(iterations !== undefined && { minIterations: Number(iterations) }),
  }
}

const named =
  /\b(?:covered|verified|validated|enforced|checked|proven|confirmed|tested|exercised)\s(?:in|by|with|through|via)\s(?:[\p{L}/-]+\s){0,4}(?:tests?|suites?)\b/iu
const behaves =
  /\b(?:works(?!\s\w{1,20}ed\b)|honou?rs?|respects?|handles?(?=\s(?!(?:of|in|are|is|and|for|to)\b))|rejects?|blocks(?=\s(?!(?:of|in|are|is|and|with|per|at|on|for|to)\b|\w{1,20}ed\b))|prevents?|enforces?|survives?|recovers?|behaves?|degrades?\sgracefully)(?![\w-])/i
/** People do such things as well, and no test shows it. */
const people =
  /\b(?:you|we|i|they|he|she|somebody|someone|everybody|everyone|nobody|people|persons?|users?|customers?|clients?|teams?|reviewers?|auditors?|stakeholders?|owners?|operators?|sponsors?|developers?|engineers?|managers?|participants?|leads?|experts?|board|committee|council)\b/i
const asking = /\b(?:what|how|which|who|why|where|whether)\b|^\s*(?:it|this|that|all|everything|nothing)\s*$/i

/** "the parser rejects bad input"; not "the auditor rejects it", "know what works", nor an adverb that lacks who does it. */
function behavesSo(statement: string): boolean {
  const match = behaves.exec(statement)
  const subject = match ? statement.slice(0, match.index) : ''
  return match !== null && !people.test(subject) && !asking.test(subject) && !/^\s*[a-z]+ly\s*$/i.test(subject)
}
const compatible =
  /\b(?:(?:backwards?|forwards?)[ -]compatib(?:le|ility)|maintains?\s(?:[\p{L}-]+\s)?compatibility|remains?\scompatible)\b/iu

/** What only tests can show: behaviour in words of the present, compatibility, runs in a row. */
export const suggestBehaviour: Rule = (statement) => {
  const consecutive =
    /\b\d{1,4}\sconsecutive\s(?:[\p{L}-]+\s)?(?:runs?|builds?|passes|executions|nights)\b|\b(?:runs?|times|builds?)\sin\sa\srow\b/iu.test(
      statement,
    )
  const checks =
    !/\bquality\b/i.test(statement) &&
    /\bpass(?:es|ing|ed)?\s(?:[\p{L}/-]+\s){0,3}checks\b|\bchecks\s(?:are\s)?(?:pass(?:es|ing|ed)?|green)\b/iu.test(statement)
  const stated = consecutive || checks || /^(?:test|check|verify|ensure|confirm)\sthat\b/i.test(statement)
  return stated || named.test(statement) || compatible.test(statement) || behavesSo(statement) ? { kind: 'test' } : undefined
}

/** "CI is green on all platforms". */
export const suggestForgeCheck: Rule = (statement) =>
  /\b(?:CI|pipelines?|builds?)\b/.test(statement) && /\b(?:green|pass(?:es|ing)?|succeeds?)\b/i.test(statement)
    ? { kind: 'check' }
    : undefined

/** "Checklist signed", "checklists moved to the outbox". */
export const suggestChecklist: Rule = (statement) =>
  /\bchecklists?\b/i.test(statement) &&
  !/\barchived?\b|\bchecklists?\b[^.;]{0,60}\b(?:drafted|written|defined|created|designed|published|prepared|available|exists?)[\s.]*$/i.test(
    statement,
  )
    ? { kind: 'checklist' }
    : undefined

export const suggestArchived: Rule = (statement) => {
  const archived =
    /\barchived(?=[\s.!]*$|\s?[,;:(]|\s(?:to|in|into|under|with|by|and|or|after|before|at|on|as|for|via|per|including|together|alongside)\b)|^archive\s(?!\w{1,20}\s(?:is|are|works?|exists?|shows?|loads?|opens?|lists?)\b)/i.test(
      statement,
    )
  const moved = /\b(?:moved?|moves)\b.{0,80}\b(?:outbox|archive)\b/i.test(statement)
  return archived || moved ? { kind: 'archived' } : undefined
}

/** Exercises: "recovery drill held", "failover rehearsed". */
export const suggestDrill: Rule = (statement) =>
  /\b(?:drills?(?![ -](?:down|up|into|through)\b)|rehearsals?|rehearsed|game ?days?|table-?tops?|fail-?over (?:tests?|exercises?)|(?:disaster recovery|dr|restore) (?:tests?|exercises?))\b/i.test(
    statement,
  ) ||
  /\b(?:process(?:es)?|workflows?|procedures?|runbooks?|playbooks?|plans?|paths?)\s(?:(?:is|are|was|were|has been|have been)\s)?exercised\b/i.test(
    statement,
  )
    ? {
        kind: 'drill',
        scenarios: [/\broll(?:ed|ing)?[ -]?backs?\b/i.test(statement) ? 'rollback' : statement.replace(/\.$/, '').slice(0, 200)],
      }
    : undefined

export const suggestSnapshot: Rule = (statement) =>
  /\bsnapshots?\b|\b(?:rollback|restore|recovery)[ -](?:check)?points?\b/i.test(statement) && !/^snapshot\s/i.test(statement)
    ? { kind: 'snapshot' }
    : undefined

export const suggestWaivers: Rule = (statement) => (/\bwaivers?\b/i.test(statement) ? { kind: 'waivers' } : undefined)

/** "Schedule health within limits", "DCMA assessment passed". */
export const suggestSchedule: Rule = (statement) =>
  /\bschedule[- ]health\b|\bhealth of the schedule\b|\bDCMA\b/i.test(statement) ? { kind: 'schedule', rules: 'all' } : undefined

/** "Change merged", "release tagged". */
export const suggestVcs: Rule = (statement) => {
  if (/\bmerged(?=[\s.!]*$|\s?[,;:(]|\s(?:to|into|in|on|and|or|with|by|after|before|via|through|without)\b)/i.test(statement))
    return { kind: 'vcs', merged: true }
  return /\btagged\b|\btag\s(?:is\s)?(?:created|pushed|signed|exists)\b/i.test(statement) ? { kind: 'vcs', tagged: true } : undefined
}
