import { command, shellWord } from '../../link/command-line.ts'
import { isAssigned } from '../../link/state.ts'
import type { LeafOf } from '../../schema/check.ts'
import { type Decision, decisionsFor } from '../approval-records.ts'
import type { PartFinding } from '../compose.ts'
import { askFile, askPatterns } from '../facts-asked.ts'
import { count, met, unmet, unreadable } from '../finding.ts'
import { distinctPersons, holdersOf, holdsRole, type Identity, identityOf, isSamePerson } from '../identity.ts'
import { ago, clockSkew, durationOf, instantOf } from '../instant.ts'
import type { CriterionContext, CriterionKind, JudgeContext } from '../judging.ts'
import { presentDigest } from '../present-digest.ts'
import { resolvePatterns } from '../resolve-paths.ts'
import type { EvidenceUse } from '../result.ts'
import { rolesWithOwnPerson } from '../role-matching.ts'
import { recordsFor, recordsOfPlaces } from '../speaks-for.ts'

type Check = LeafOf<'approval'>

/** An approval, weighed: whether it counts, and if not why. */
interface Weighed {
  readonly decision: Decision
  readonly by: Identity
  readonly at: number
  /** `void`: it would count, had nothing changed. */
  readonly state: 'counts' | 'void' | 'unreadable' | 'ignored'
  readonly because: string
}

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

const sameText = (a: string | undefined, b: string): boolean => a?.trim().toLowerCase() === b.trim().toLowerCase()

/** What changed since an approval was given, or what it does not cover; undefined when it still holds. */
function changed(
  decision: Decision,
  wanted: readonly string[],
  context: JudgeContext,
): { readonly state: 'void' | 'unreadable'; readonly because: string } | undefined {
  const { case: records, facts } = context
  if (!decision.current) return { state: 'void', because: `the ${decision.record.target.type} changed since it was approved` }
  const covered = new Map(decision.record.subjects.map(({ path, sha256 }) => [path, sha256]))
  for (const path of new Set([...covered.keys(), ...wanted])) {
    const present = presentDigest(path, records, facts)
    const approved = covered.get(path)
    if (approved === undefined) return { state: 'void', because: `${path} was not there when it was approved` }
    if (present.state === 'unreadable') return { state: 'unreadable', because: `${path} cannot be read` }
    if (present.sha256 !== approved) return { state: 'void', because: `${path} changed since it was approved` }
  }
  return undefined
}

function weigh(decision: Decision, check: Check, wanted: readonly string[], excluded: readonly Identity[], context: JudgeContext): Weighed {
  const { record } = decision
  const now = instantOf(context.now)
  const at = instantOf(record.at)
  const by = identityOf(context.program, record.by)
  const weighed = (state: Weighed['state'], because: string): Weighed => ({ decision, by, at, state, because })
  if (by.bot) return weighed('ignored', `${by.label} is a bot`)
  if (by.keys.length === 0) return weighed('ignored', `${by.label} is nobody`)
  if (!(at <= now + clockSkew)) return weighed('ignored', `the approval of ${by.label} is dated in the future`)
  if (excluded.some((author) => isSamePerson(author, by)))
    return weighed('ignored', `${by.label} made the evidence, so this approval does not count`)
  if (check.forum !== undefined && !sameText(record.forum, check.forum))
    return weighed('ignored', `the approval of ${by.label} is not one of ${check.forum}`)
  if (check.minutes && !isAssigned(record.minutes)) return weighed('ignored', `the approval of ${by.label} names no minutes`)
  if (check.aspect !== undefined && !sameText(record.aspect, check.aspect))
    return weighed('ignored', `the approval of ${by.label} is not about ${check.aspect}`)
  const change = changed(decision, wanted, context)
  if (change) return weighed(change.state, change.because)
  const { maxAge } = context.criterion.record
  if (maxAge !== undefined && !(now - at <= durationOf(maxAge))) return weighed('void', `approved ${ago(at, now)}, older than ${maxAge}`)
  return weighed('counts', '')
}

/** What is still lacking when these persons have approved; undefined when it is enough. */
function lacking(check: Check, approvals: readonly Weighed[], { program }: CriterionContext): string | undefined {
  const persons = distinctPersons(approvals.map((one) => one.by))
  const roles = [...new Set(check.roles ?? [])]
  if (roles.length === 0) {
    const wanted = Math.max(1, check.min ?? 1)
    return persons.length >= wanted ? undefined : `${persons.length} of ${count(wanted, 'approval')}`
  }
  const holders = roles.map((role) => persons.flatMap((person, index) => (holdsRole(program, person, role) ? [index] : [])))
  const open = roles.filter((_, index) => holders[index]?.length === 0)
  if (open.length > 0) {
    const vacant = open.filter((role) => holdersOf(program, role).length === 0)
    return vacant.length > 0
      ? `nobody holds ${vacant.join(' and ')}`
      : `${open.join(' and ')} ${open.length === 1 ? 'has' : 'have'} not approved`
  }
  const wanted = check.min ?? roles.length
  const distinct = new Set(holders.flat()).size
  if (!(distinct >= wanted)) return `${distinct} of ${count(wanted, 'person', 'persons')} with ${roles.join(' or ')}`
  // One person for several roles is enough only where fewer persons than roles are asked for.
  return rolesWithOwnPerson(holders) >= Math.min(wanted, roles.length) ? undefined : `one person stands for several of ${roles.join(', ')}`
}

const use = ({ decision: { file } }: Pick<Weighed, 'decision'>): EvidenceUse => ({ path: file.source.path, sha256: file.sha256 })

/** Who may not approve: whoever made evidence for the criterion or its gate. */
function authorsOf(check: Check, { program, case: records, gate, criterion }: CriterionContext): Identity[] {
  if (check.excludeAuthor === false) return []
  return [...recordsFor(program, records, criterion), ...recordsOfPlaces(program, records, [gate.id])].map(({ record }) =>
    identityOf(program, record.author),
  )
}

function judgeApproval(check: Check, context: JudgeContext): PartFinding {
  const fix = approval.command(check, context)
  const subjects = subjectsOf(check, context, fix)
  if ('finding' in subjects) return subjects.finding
  const decisions = decisionsFor(context)
  const excluded = authorsOf(check, context)
  const rejections = decisions
    .filter(({ record }) => record.decision === 'reject')
    .map((decision) => ({ decision, at: rejectedAt(decision) }))
  const rejected = rejections.reduce((last, { at }) => Math.max(last, at), Number.NEGATIVE_INFINITY)
  const given = decisions
    .filter(({ record }) => record.decision === 'approve')
    .map((decision) => weigh(decision, check, subjects.paths, excluded, context))
  // A rejection counts whatever changed since: only an approval that is newer answers it.
  const standing = given.filter((one) => one.at > rejected)
  const counting = standing.filter((one) => one.state === 'counts')
  const lack = lacking(check, counting, context)
  const evidence = counting.map(use)
  if (lack === undefined) {
    const last = counting.reduce((newest, one) => (one.at > newest.at ? one : newest))
    const names = distinctPersons(counting.map((one) => one.by)).map((one) => one.person?.name ?? one.label)
    return met(`approved by ${names.join(', ')} · ${ago(last.at, instantOf(context.now))}`, { evidence })
  }
  const possible = standing.filter((one) => one.state === 'counts' || one.state === 'unreadable')
  if (possible.length > counting.length && lacking(check, possible, context) === undefined) {
    return unreadable((possible.find((one) => one.state === 'unreadable') as Weighed).because, { evidence: possible.map(use), fix })
  }
  const rejection = rejections.find(({ at }) => at === rejected)
  if (rejection && counting.length === 0) {
    const { by, comment } = rejection.decision.record
    return unmet('rejected', `rejected by ${by}${comment ? `: ${comment.split('\n')[0]}` : ''}`, {
      found: lack,
      evidence: [use(rejection)],
      fix,
    })
  }
  const lapsed = standing.find((one) => one.state === 'void')
  if (lapsed) return unmet('stale', `void: ${lapsed.because}`, { found: lack, evidence: [...evidence, use(lapsed)], fix })
  const ignored = standing.find((one) => one.state === 'ignored')
  return unmet(
    'pending',
    ignored ? `${lack}: ${ignored.because}` : given.length === 0 ? `nobody has approved${check.roles ? `: ${lack}` : ''}` : lack,
    { found: lack, evidence, fix },
  )
}

/** When a rejection was made; one without a readable time is never answered. */
function rejectedAt({ record }: Decision): number {
  const at = instantOf(record.at)
  return Number.isNaN(at) ? Number.POSITIVE_INFINITY : at
}

export const approval: CriterionKind<'approval'> = {
  kinds: ['approval'],
  asks(check, context, asked) {
    askPatterns(asked, check.subjects ?? [], 'digests')
    for (const { record } of decisionsFor(context)) for (const { path } of record.subjects) askFile(asked, path)
  },
  judge: judgeApproval,
  wants(check) {
    const { roles, min, subjects, forum, minutes, aspect } = check
    const who = roles
      ? `the approval of ${roles.join(' and ')}${min === undefined ? '' : `, ${count(min, 'person', 'persons')} or more`}`
      : count(min ?? 1, 'approval')
    const parts = [
      ...(subjects ? [`of ${subjects.join(', ')}`] : []),
      ...(forum === undefined ? [] : [`by ${forum}`]),
      ...(minutes ? ['with the minutes'] : []),
      ...(aspect === undefined ? [] : [`about ${aspect}`]),
      ...(check.excludeAuthor === false ? [] : ['not by who made the evidence']),
    ]
    return [who, ...parts].join(', ')
  },
  command(check, { program, criterion }) {
    const forum = check.forum === undefined ? '' : ` --forum ${shellWord(check.forum)}`
    return `${command(program, 'approve', criterion.id)}${forum}${check.minutes ? ' --minutes FILE' : ''}`
  },
}
