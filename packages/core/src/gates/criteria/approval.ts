import { command, shellWord } from '../../link/command-line.ts'
import type { CriterionEntry, Program } from '../../link/program-types.ts'
import type { LeafOf } from '../../schema/check.ts'
import type { Authority } from '../../schema/policy.ts'
import { decisionsFor } from '../approval-records.ts'
import { belongsTo, namesOf, strongest, type Trust, trustOfRole } from '../approvals/authority.ts'
import { excludedFrom } from '../approvals/exclusions.ts'
import { approvalRule } from '../approvals/policy-rules.ts'
import { lacking, unprovenInRole } from '../approvals/quorum.ts'
import { type Standing, standingOf } from '../approvals/standing.ts'
import type { Made, Question } from '../approvals/weigh.ts'
import type { PartFinding } from '../compose.ts'
import { askFile, askPatterns } from '../facts-asked.ts'
import { count, met, unmet, unreadable } from '../finding.ts'
import { distinctPersons, holdsRole } from '../identity.ts'
import { ago, instantOf } from '../instant.ts'
import type { CriterionKind, JudgeContext } from '../judging.ts'
import { presentDigest } from '../present-digest.ts'
import { resolvePatterns } from '../resolve-paths.ts'
import type { EvidenceUse } from '../result.ts'
import { outdatedDecision } from '../suspects/remembered.ts'
import { linkStanding } from '../suspects/suspects-of.ts'

type Check = LeafOf<'approval'>

/** The files that have to be approved now; undefined patterns leave that to each approval. */
type Subjects = { readonly paths: readonly string[] } | { readonly finding: PartFinding }

function subjectsOf(check: Check, context: JudgeContext, fix: string): Subjects {
  const paths: string[] = []
  for (const { pattern, paths: matched } of resolvePatterns(check.subjects ?? [], context.facts, true)) {
    if (matched === undefined) return { finding: unreadable(`the files of ${pattern} cannot be listed`, { fix }) }
    if (matched.length === 0) return { finding: unmet('missing', `no file matches ${pattern}`, { fix }) }
    paths.push(...matched)
  }
  for (const path of paths) {
    const { state } = presentDigest(path, context.case, context.facts)
    if (state === 'missing') return { finding: unmet('missing', `${path} does not exist`, { fix }) }
    if (state === 'unreadable') return { finding: unreadable(`${path} cannot be read`, { fix }) }
  }
  return { paths }
}

const use = ({ decision: { file } }: Pick<Made, 'decision'>): EvidenceUse => ({ path: file.source.path, sha256: file.sha256 })

function questionOf(check: Check, context: JudgeContext, subjects: readonly string[]): Question {
  const { program, case: records, facts, now, gate, criterion } = context
  const rule = approvalRule(program, gate)?.rule
  return {
    program,
    case: records,
    facts,
    now,
    decisions: decisionsFor(context),
    subjects,
    excluded: excludedFrom(context, check.excludeAuthor),
    says: check,
    maxAge: criterion.record.maxAge,
    roles: check.roles,
    min: check.min,
    rule,
    trust: strongest(criterion.record.trust, rule?.trust),
    outdated: outdatedDecision(program, { gate, criteria: [criterion] }, () => linkStanding(program, records, facts, now)),
  }
}

/** True when an approval would help if it counted: of the others it is no use to say why they do not. */
function wouldHelp({ program, roles, rule }: Question, { by }: Pick<Made, 'by'>): boolean {
  if (roles === undefined && rule === undefined) return true
  return roles?.some((role) => holdsRole(program, by, role)) || (rule !== undefined && belongsTo(program, by, rule))
}

/** Why an approval that was given is not enough. */
function shortfall(question: Question, { given, counting, lack, rejection, approvals }: Standing, fix: string): PartFinding {
  const found = lack as string
  // Where somebody approved after a rejection that was taken back, the approval is what has to be told about.
  if (rejection && counting.length === 0 && !(rejection.withdrawn && given.length > 0)) {
    const { by, comment } = rejection.decision.record
    const evidence = [use(rejection)]
    if (rejection.withdrawn)
      return unmet('pending', `${by} took the rejection back, and nobody has approved since`, { found, evidence, fix })
    return unmet('rejected', `rejected by ${by}${comment ? `: ${comment.split('\n')[0]}` : ''}`, { found, evidence, fix })
  }
  const evidence = counting.map(use)
  const bad = given.find((one) => one.state === 'bad')
  if (bad) return unmet('invalid', bad.because, { found, evidence: [...evidence, use(bad)], fix })
  const theirs = given.filter((one) => wouldHelp(question, one))
  const lapsed = theirs.find((one) => one.state === 'void')
  if (lapsed) return unmet('stale', `void: ${lapsed.because}`, { found, evidence: [...evidence, use(lapsed)], fix })
  const suspect = theirs.find((one) => one.state === 'suspect')
  if (suspect) return unmet('suspect', suspect.because, { found, evidence: [...evidence, use(suspect)], fix })
  const late = theirs.find((one) => one.state === 'expired')
  if (late) return unmet('expired', late.because, { found, evidence: [...evidence, use(late)], fix })
  const idle = theirs.find((one) => one.state === 'revoked') ?? theirs.find((one) => one.state === 'ignored')
  const why = idle?.because ?? unprovenInRole(question, counting)
  const because = approvals === 0 ? `nobody has approved${question.roles || question.rule ? `: ${found}` : ''}` : found
  return unmet('pending', why === undefined ? because : `${found}: ${why}`, { found, evidence, fix })
}

function judgeApproval(check: Check, context: JudgeContext): PartFinding {
  const fix = approval.command(check, context)
  const subjects = subjectsOf(check, context, fix)
  if ('finding' in subjects) return subjects.finding
  const question = questionOf(check, context, subjects.paths)
  const standing = standingOf(question)
  const { counting, given, lack } = standing
  if (lack === undefined) {
    const last = counting.reduce((newest, one) => (one.at > newest.at ? one : newest))
    const names = distinctPersons(counting.map((one) => one.by)).map((one) => one.person?.name ?? one.label)
    return met(`approved by ${names.join(', ')} · ${ago(last.at, instantOf(context.now))}`, { evidence: counting.map(use) })
  }
  const possible = given.filter((one) => one.state === 'counts' || one.state === 'unreadable')
  const unread = possible.find((one) => one.state === 'unreadable')
  if (unread && lacking(question, possible) === undefined) return unreadable(unread.because, { evidence: possible.map(use), fix })
  return shortfall(question, standing, fix)
}

/** The most that any of those who have to approve must prove. */
function demandedTrust({ roles }: Check, program: Program, criterion: CriterionEntry, rule: Authority | undefined): Trust {
  const ofRoles = (roles ?? rule?.roles ?? [undefined]).map((role) => trustOfRole(program, role))
  return strongest(criterion.record.trust, rule?.trust, ...ofRoles)
}

/** "TL and RL" of the check, and whom policy names. */
function whoIn({ roles, min }: Check, rule: Authority | undefined): string {
  if (roles) return `the approval of ${roles.join(' and ')}${min === undefined ? '' : `, ${count(min, 'person', 'persons')} or more`}`
  const wanted = Math.max(min ?? 1, rule?.min ?? 1)
  return rule ? `${count(wanted, 'approval')} by ${namesOf(rule)}` : count(wanted, 'approval')
}

/** True when whoever approves in the roles of the check satisfies the rule of policy as well. */
const isCovered = (roles: readonly string[], rule: Authority): boolean =>
  (rule.min ?? 1) <= 1 && roles.some((role) => rule.roles?.includes(role))

export const approval: CriterionKind<'approval'> = {
  kinds: ['approval'],
  asks(check, context, asked) {
    askPatterns(asked, check.subjects ?? [], 'digests')
    for (const { record } of decisionsFor(context)) for (const { path } of record.subjects) askFile(asked, path)
  },
  judge: judgeApproval,
  wants(check, { program, gate, criterion }) {
    const { roles, subjects, forum, minutes, aspect } = check
    const rule = approvalRule(program, gate)?.rule
    const trust = demandedTrust(check, program, criterion, rule)
    const who = whoIn(check, rule)
    const parts = [
      ...(subjects ? [`of ${subjects.join(', ')}`] : []),
      ...(forum === undefined ? [] : [`by ${forum}`]),
      ...(minutes ? ['with the minutes'] : []),
      ...(aspect === undefined ? [] : [`about ${aspect}`]),
      ...(roles && rule && !isCovered(roles, rule)
        ? [`and ${count(rule.min ?? 1, 'approval')} by ${namesOf(rule)}, as policy demands`]
        : []),
      ...(trust === 'self' ? [] : [trust === 'signed' ? 'signed' : 'committed by them']),
      ...(check.excludeAuthor === false ? [] : ['not by who made the evidence']),
    ]
    return [who, ...parts].join(', ')
  },
  command(check, { program, gate, criterion }) {
    const rule = approvalRule(program, gate)?.rule
    const roles = check.roles ?? rule?.roles ?? [undefined]
    const isSigned = strongest(criterion.record.trust, rule?.trust, ...roles.map((role) => trustOfRole(program, role))) === 'signed'
    const forum = check.forum === undefined ? '' : ` --forum ${shellWord(check.forum)}`
    return `${command(program, 'approve', criterion.id)}${forum}${check.minutes ? ' --minutes FILE' : ''}${isSigned ? ' --sign' : ''}`
  },
}
