import { diagnostic } from '../diagnostics/catalog.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { strongest, trustOfRole } from '../gates/approvals/authority.ts'
import { authorsOfEvidence, keepsEditorsOut } from '../gates/approvals/exclusions.ts'
import { approvalRule } from '../gates/approvals/policy-rules.ts'
import type { Case, Facts } from '../gates/case.ts'
import { holdsRole, identityOf, isSamePerson } from '../gates/identity.ts'
import { leavesOf } from '../link/checks-of.ts'
import { shellWord } from '../link/command-line.ts'
import { locationOfEntry, type Program } from '../link/program-types.ts'
import { isAssigned } from '../link/state.ts'
import type { ApprovalTarget } from './approval-target.ts'

/** What an approval is going to say, and who says it. */
interface Saying {
  readonly author: string
  readonly forum?: string | undefined
  readonly forumDate?: string | undefined
  readonly minutes?: string | undefined
  readonly aspect?: string | undefined
  /** It is going to be signed. */
  readonly trust?: string | undefined
  /** The files that are approved. */
  readonly subjects: readonly string[]
}

const same = (wanted: string, given: string | undefined): boolean => given?.trim().toLowerCase() === wanted.trim().toLowerCase()

function vain(target: ApprovalTarget, message: string, help: string): Diagnostic {
  return diagnostic('state/guard', message, { severity: 'warning', location: locationOfEntry(target.entry), help })
}

/** A team of one has nobody else: the policy can say so. */
const byAnother = ({ folders }: Program, id: string, allowed: string): string =>
  `let somebody else approve ${id}, or allow it in ${folders.specification}/policy.yaml: allow: [${allowed}]`

/** Whoever made the evidence does not approve it. */
function ownEvidence(program: Program, records: Case, target: ApprovalTarget, author: string): Diagnostic[] {
  const person = identityOf(program, author)
  const { gate } = target
  return target.criteria.flatMap((criterion) => {
    const check = leavesOf(criterion.record).flatMap(({ leaf }) => (leaf.kind === 'approval' ? [leaf] : []))[0]
    if (check === undefined || gate === undefined) return []
    const excluded = authorsOfEvidence({ program, case: records, gate, criterion }, check.excludeAuthor)
    if (!excluded.some(({ who }) => isSamePerson(who, person))) return []
    return [
      vain(
        target,
        `the approval of ${criterion.id} will not count: ${author} made the evidence`,
        byAnother(program, criterion.id, 'author'),
      ),
    ]
  })
}

/** Whoever edited a file last does not approve it, where there is a roster. */
function ownEdit(program: Program, { editors }: Facts, target: ApprovalTarget, { author, subjects }: Saying): Diagnostic[] {
  if (editors === undefined || target.checks.length === 0 || !keepsEditorsOut(program)) return []
  const person = identityOf(program, author)
  const edited = subjects.filter((path) => isSamePerson(identityOf(program, editors.get(path) ?? ''), person))
  if (edited.length === 0) return []
  const { id } = target.target
  return [
    vain(target, `the approval of ${id} will not count: ${author} edited ${edited.join(', ')} last`, byAnother(program, id, 'last-editor')),
  ]
}

/** What policy or a criterion demands of the proof. */
function unsigned(program: Program, target: ApprovalTarget, { author, trust }: Saying): Diagnostic[] {
  if (trust === 'signed') return []
  const person = identityOf(program, author)
  const rule = target.gate === undefined ? program.policy?.record.governance : approvalRule(program, target.gate)?.rule
  const roles = [...new Set([...target.checks.flatMap((check) => check.roles ?? []), ...(rule?.roles ?? [])])]
  const own = roles.filter((role) => holdsRole(program, person, role))
  const ofRoles = (own.length > 0 ? own : [undefined]).map((role) => trustOfRole(program, role))
  if (strongest(rule?.trust, ...target.criteria.map(({ record }) => record.trust), ...ofRoles) !== 'signed') return []
  return [vain(target, `the approval of ${target.target.id} will not count without --sign`, 'approve again with --sign')]
}

/** What a forum of policy asks for. */
function unminuted(program: Program, target: ApprovalTarget, { forum: name, forumDate, minutes }: Saying): Diagnostic[] {
  const forum = name === undefined ? undefined : program.policy?.record.forums?.find(({ id }) => same(id, name))
  const lacking = [
    ...(forum?.minutes && !isAssigned(minutes) ? ['--minutes FILE'] : []),
    ...(forum?.maxAgeDays !== undefined && forumDate === undefined ? ['--forum-date YYYY-MM-DD'] : []),
  ]
  return lacking.map((option) =>
    vain(target, `policy does not count an approval of ${forum?.id} without ${option}`, `approve again with ${option}`),
  )
}

/** What the approval checks of the target ask for. */
function unsaid(target: ApprovalTarget, said: Saying): Diagnostic[] {
  const lacking = target.checks.flatMap(({ forum, minutes, aspect }) => [
    ...(forum === undefined || same(forum, said.forum) ? [] : [`--forum ${shellWord(forum)}`]),
    ...(minutes === true && !isAssigned(said.minutes) ? ['--minutes FILE'] : []),
    ...(aspect === undefined || same(aspect, said.aspect) ? [] : [`--aspect ${shellWord(aspect)}`]),
  ])
  return [...new Set(lacking)].map((option) =>
    vain(target, `the approval of ${target.target.id} will not count without ${option}`, `approve again with ${option}`),
  )
}

/** Why an approval would be in vain although it may be given: what it does not say or prove, and whose work it is about. */
export function inVain(program: Program, records: Case, facts: Facts, target: ApprovalTarget, said: Saying): Diagnostic[] {
  return [
    ...unsaid(target, said),
    ...unminuted(program, target, said),
    ...unsigned(program, target, said),
    ...ownEvidence(program, records, target, said.author),
    ...ownEdit(program, facts, target, said),
  ]
}
