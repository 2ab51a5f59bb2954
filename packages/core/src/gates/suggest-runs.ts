import type { LeafCheck } from '../schema/check.ts'
import type { Rule } from './suggest-context.ts'

const passRate = (statement: string): string | undefined =>
  /\b(\d{1,3}(?:\.\d{1,3})?)\s?%\s(?:test\s)?pass(?:ing)?\srate\b/i.exec(statement)?.[1]

/** "All unit tests pass", "tests initially fail", "100+ iterations". */
export const suggestTest: Rule = (statement) => {
  const rate = passRate(statement)
  const iterations = /\b(\d{1,7})\s?\+?\s(?:or more\s)?iterations\b/i.exec(statement)?.[1]
  if (/\btests?\b[^.;]{0,40}\bfail\b/i.test(statement)) return { kind: 'test', expect: 'all-fail' }
  const passes =
    /\b(?:tests?|test suites?|specs)\b[^.;]{0,60}\b(?:pass(?:es|ing|ed)?|green|stable|succeed)\b|\bpass(?:es|ing)?\b[^.;]{0,40}\btests?\b/i.test(
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
  /\b(?:works|works?\s(?:with|on|in|for|as|correctly|end-to-end)|honou?rs?|respects?|handles?|rejects?|blocks|prevents?|enforces?|survives?|recovers?|behaves?|degrades?\sgracefully)\b/i
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
  return stated || named.test(statement) || compatible.test(statement) || behaves.test(statement) ? { kind: 'test' } : undefined
}

/** "CI is green on all platforms". */
export const suggestForgeCheck: Rule = (statement) =>
  /\b(?:CI|pipelines?|builds?)\b/.test(statement) && /\b(?:green|pass(?:es|ing)?|succeeds?)\b/i.test(statement)
    ? { kind: 'check' }
    : undefined

const span = /`([\w.=@][\w./=@:+-]{1,80}(?: [\w./=@:+-]{1,80}){0,20})`/
const ends =
  /^[\s–—:,-]{0,5}(?:(?:is|runs|command|still)\s)?(?:succeeds?\b|runs?\b|pass(?:es)?\b|exits?\b|works\b|completes?\b|builds?\b|returns?\s(?:0|zero|success)|finishes\b|clean\b|green\b|no\s(?:changes|errors|warnings|issues|output|findings)|without\s(?:errors?|warnings?)|all\s(?:pass|green)|ok\b|0\s(?:errors?|warnings?))/i

/** The program and arguments of a command that needs no shell. */
function plainArgv(command: string): string[] | undefined {
  const text = command.replace(/^\s*\$\s+/, '').trim()
  return /^[\w./=@:+,%-]+(?: +[\w./=@:+,%-]+)*$/.test(text) && text.length <= 1000 ? text.split(/ +/) : undefined
}

/** "`make build` succeeds", or the commands that the plan gives. */
export const suggestCommand: Rule = (statement, { commands = [] }): LeafCheck | undefined => {
  const match = span.exec(statement)
  if (match && (ends.test(statement.slice(match.index + match[0].length)) || /^run\s*$/i.test(statement.slice(0, match.index))))
    return { kind: 'command', argv: (match[1] as string).split(' ') }
  const argv = commands.length === 1 ? plainArgv(commands[0] as string) : undefined
  return argv === undefined ? undefined : { kind: 'command', argv }
}

/** "Checklist signed", "checklists moved to the outbox". */
export const suggestChecklist: Rule = (statement) =>
  /\bchecklists?\b/i.test(statement) && !/\barchived?\b/i.test(statement) ? { kind: 'checklist' } : undefined

export const suggestArchived: Rule = (statement) => {
  const archived = /\barchived\b|^archive\s/i.test(statement)
  const moved = /\b(?:moved?|moves)\b.{0,80}\b(?:outbox|archive)\b/i.test(statement)
  return archived || moved ? { kind: 'archived' } : undefined
}

/** Exercises: "recovery drill held", "failover rehearsed". */
export const suggestDrill: Rule = (statement) =>
  /\b(?:drills?|rehearsals?|rehearsed|game ?days?|table-?tops?|fail-?over (?:tests?|exercises?)|(?:disaster recovery|dr|restore) (?:tests?|exercises?))\b/i.test(
    statement,
  ) ||
  /\b(?:process(?:es)?|workflows?|procedures?|runbooks?|playbooks?|plans?|paths?)\s(?:(?:is|are|was|were|has been|have been)\s)?exercised\b/i.test(
    statement,
  )
    ? { kind: 'drill', scenario: statement.replace(/\.$/, '').slice(0, 200) }
    : undefined

export const suggestSnapshot: Rule = (statement) =>
  /\bsnapshots?\b|\b(?:rollback|restore|recovery)[ -](?:check)?points?\b/i.test(statement) && !/^snapshot\s/i.test(statement)
    ? { kind: 'snapshot' }
    : undefined

export const suggestWaivers: Rule = (statement) => (/\bwaivers?\b/i.test(statement) ? { kind: 'waivers' } : undefined)

/** "Change merged", "release tagged". */
export const suggestVcs: Rule = (statement) => {
  if (/\bmerged\b/i.test(statement)) return { kind: 'vcs', merged: true }
  return /\btagged\b|\btag\s(?:is\s)?(?:created|pushed|signed|exists)\b/i.test(statement) ? { kind: 'vcs', tagged: true } : undefined
}
