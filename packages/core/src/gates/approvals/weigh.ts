import type { Program } from '../../link/program-types.ts'
import { isAssigned } from '../../link/state.ts'
import type { Authority } from '../../schema/policy.ts'
import type { Decision } from '../approval-records.ts'
import type { Case, Facts } from '../case.ts'
import { type Identity, identityOf, isSamePerson } from '../identity.ts'
import { ago, clockSkew, durationOf, endOf, instantOf } from '../instant.ts'
import { presentDigest } from '../present-digest.ts'
import { isForeign } from '../repository.ts'
import { isForgeReview } from './at-forge.ts'
import { hasRoster, isEnough, isKnown, type Trust } from './authority.ts'
import type { Moment } from './order.ts'
import { type Proven, provenOf } from './proven.ts'

/** Somebody who may not approve, and why: "made the evidence". */
export interface Excluded {
  readonly who: Identity
  readonly why: string
}

/** What is to be decided by approvals. */
export interface Question {
  readonly program: Program
  readonly case: Case
  readonly facts: Facts
  /** RFC 3339. */
  readonly now: string
  /** Approvals, rejections and revocations of what is decided on. */
  readonly decisions: readonly Decision[]
  /** Files that an approval must have been about. */
  readonly subjects: readonly string[]
  readonly excluded: readonly Excluded[]
  /** What an approval has to say. */
  readonly says: { readonly forum?: string | undefined; readonly minutes?: boolean | undefined; readonly aspect?: string | undefined }
  readonly maxAge: string | undefined
  /** Each of these roles must approve; none: anybody, or whom the rule names. */
  readonly roles: readonly string[] | undefined
  readonly min: number | undefined
  /** The rule of policy for it. */
  readonly rule: Authority | undefined
  /** What is demanded whatever the role. */
  readonly trust: Trust
  /** What a decision rests on and what has another meaning by now, in words; undefined when all is as it was. */
  readonly outdated?: ((decision: Decision) => string | undefined) | undefined
}

/** A decision, and who made it when; worth nothing yet. */
export interface Made extends Moment {
  readonly decision: Decision
  readonly by: Identity
  readonly proven: Proven
}

/** An approval, weighed: whether it counts, and if not why. */
export interface Weighed extends Made {
  /** `void`, `expired`: it would count, had nothing changed. `bad`: it is signed by somebody else. */
  readonly state: 'counts' | 'void' | 'suspect' | 'expired' | 'unreadable' | 'revoked' | 'bad' | 'ignored'
  readonly because: string
}

/** Who made a decision, when, and what is proven of it. */
export function madeOf(decision: Decision, { program, facts }: Pick<Question, 'program' | 'facts'>): Made {
  const by = identityOf(program, decision.record.by)
  const proven: Proven = isForgeReview(decision.file)
    ? { trust: 'commit', landed: undefined }
    : provenOf(program, decision.file.source.path, by, facts)
  return { decision, by, proven, at: instantOf(decision.record.at), landed: proven.landed }
}

/** True while the person may decide, at the time that counts. A day that is none keeps them out. */
export function isActive({ person }: Identity, at: number): boolean {
  const { from, to } = person?.active ?? {}
  return (from === undefined || instantOf(from) <= at) && (to === undefined || at <= endOf(to))
}

const sameText = (a: string | undefined, b: string): boolean => a?.trim().toLowerCase() === b.trim().toLowerCase()

/** Why the person cannot approve this; undefined when they can. */
function whyNotThey({ by, decision, landed }: Made, question: Question): string | undefined {
  const { program, facts, excluded } = question
  if (by.bot) return `${by.label} is a bot`
  if (by.keys.length === 0) return `${by.label} is nobody`
  if (hasRoster(program) && !isKnown(program, by)) return `${by.label} is not in the roster`
  // What has not landed counts from now, whatever it says of its time.
  if (!isActive(by, landed ?? instantOf(question.now))) return `${by.label} was not active when it landed`
  if (isForeign(decision.record, facts)) return `the approval of ${by.label} was given for ${decision.record.repository}`
  const exclusion = excluded.find(({ who }) => isSamePerson(who, by))
  if (exclusion) return `${by.label} ${exclusion.why}, so this approval does not count`
  return ownEdit(by, decision, question)
}

/** An edit of what was approved, by who approved it; looked at only where editors are told apart. */
function ownEdit(by: Identity, { record }: Decision, { program, facts, subjects }: Question): string | undefined {
  if (facts.editors === undefined || !tellsEditors(program, facts) || program.policy?.record.allow?.includes('last-editor'))
    return undefined
  const { editors } = facts
  const edited = [...new Set([...subjects, ...record.subjects.map(({ path }) => path)])].find((path) => {
    const editor = editors.get(path)
    return editor !== undefined && isSamePerson(identityOf(program, editor), by)
  })
  return edited === undefined ? undefined : `${by.label} edited ${edited} last, so this approval does not count`
}

/** Editors and authors of a change are kept out where there is a roster, or two revisions are judged. */
export const tellsEditors = (program: Program, facts: Pick<Facts, 'change'>): boolean => hasRoster(program) || facts.change !== undefined

/** What a forum that policy lists asks of an approval; undefined when it has all of it. */
function whyNotForum({ forum, minutes, forumDate }: Decision['record'], { program, now }: Question): string | undefined {
  const forums = program.policy?.record.forums
  if (forums === undefined || forum === undefined) return undefined
  const known = forums.find((one) => sameText(forum, one.id))
  if (known === undefined) return `policy knows no forum ${forum}`
  if (known.minutes && !isAssigned(minutes)) return `${known.id} needs minutes`
  if (known.maxAgeDays === undefined) return undefined
  const met = forumDate === undefined ? Number.NaN : instantOf(forumDate)
  if (Number.isNaN(met)) return `it does not say when ${known.id} met`
  return instantOf(now) - met <= (known.maxAgeDays + 1) * durationOf('P1D')
    ? undefined
    : `${known.id} met more than ${known.maxAgeDays} days ago`
}

/** What the record does not say and has to. */
function whyNotIts({ by, decision: { record } }: Made, question: Question): string | undefined {
  const { forum, minutes, aspect } = question.says
  const { aspects } = question.program.policy?.record ?? {}
  if (forum !== undefined && !sameText(record.forum, forum)) return `the approval of ${by.label} is not one of ${forum}`
  if (minutes && !isAssigned(record.minutes)) return `the approval of ${by.label} names no minutes`
  if (aspect !== undefined && !sameText(record.aspect, aspect)) return `the approval of ${by.label} is not about ${aspect}`
  if (aspects !== undefined && record.aspect !== undefined && !aspects.some((one) => sameText(record.aspect, one)))
    return `the approval of ${by.label} is about ${record.aspect}, which policy does not know`
  const why = whyNotForum(record, question)
  return why === undefined ? undefined : `the approval of ${by.label} does not count: ${why}`
}

/** What changed since an approval was given, or what it does not cover; undefined when it still holds. */
function changed(
  { decision }: Made,
  { subjects, case: records, facts, outdated }: Question,
): Pick<Weighed, 'state' | 'because'> | undefined {
  // Who reviewed the commit that is judged has seen every file of it.
  if (isForgeReview(decision.file)) return undefined
  if (!decision.current) return { state: 'void', because: `the ${decision.record.target.type} changed since it was approved` }
  const covered = new Map(decision.record.subjects.map(({ path, sha256 }) => [path, sha256]))
  for (const path of new Set([...covered.keys(), ...subjects])) {
    const present = presentDigest(path, records, facts)
    const approved = covered.get(path)
    if (approved === undefined) return { state: 'void', because: `${path} was not there when it was approved` }
    if (present.state === 'unreadable') return { state: 'unreadable', because: `${path} cannot be read` }
    if (present.sha256 !== approved) return { state: 'void', because: `${path} changed since it was approved` }
  }
  const suspect = outdated?.(decision)
  return suspect === undefined ? undefined : { state: 'suspect', because: suspect }
}

/** The age of an approval, which what it says of itself can only make greater. */
function aged({ at, landed, decision: { record } }: Made, { maxAge, now }: Question): Pick<Weighed, 'state' | 'because'> | undefined {
  const present = instantOf(now)
  const since = Math.min(at, landed ?? at)
  if (maxAge !== undefined && !(present - since <= durationOf(maxAge)))
    return { state: 'void', because: `approved ${ago(since, present)}, older than ${maxAge}` }
  if (record.expires !== undefined && !(present <= endOf(record.expires)))
    return { state: 'expired', because: `the approval of ${record.by} expired on ${record.expires}` }
  return undefined
}

const wording: Readonly<Record<Exclude<Trust, 'self'>, string>> = {
  commit: 'was not committed by them',
  signed: 'is not signed by them',
}

/** "the approval of Ada is not signed by them" */
export const unprovenWords = ({ by }: Pick<Made, 'by'>, demanded: Trust): string =>
  `the approval of ${by.label} ${demanded === 'self' ? 'counts' : wording[demanded]}`

/** Weighs an approval by itself. Whether it is revoked or rejected, and whether there are enough, is for others to say. */
export function weigh(made: Made, question: Question): Weighed {
  const { by, at, proven } = made
  const weighed = (state: Weighed['state'], because: string): Weighed => ({ ...made, state, because })
  if (proven.bad !== undefined) return weighed('bad', `the signature of the approval of ${by.label} is bad: ${proven.bad}`)
  const whyNot = whyNotThey(made, question)
  if (whyNot !== undefined) return weighed('ignored', whyNot)
  if (!(at <= instantOf(question.now) + clockSkew)) return weighed('ignored', `the approval of ${by.label} is dated in the future`)
  if (!isEnough(proven.trust, question.trust)) return weighed('ignored', unprovenWords(made, question.trust))
  const mute = whyNotIts(made, question)
  if (mute !== undefined) return weighed('ignored', mute)
  const change = changed(made, question) ?? aged(made, question)
  return change === undefined ? weighed('counts', '') : { ...made, ...change }
}
