import { diagnostic } from '../diagnostics/catalog.ts'
import type { Diagnostic, Location } from '../diagnostics/diagnostic.ts'
import type { Case } from '../gates/case.ts'
import { count } from '../gates/finding.ts'
import { identityOf, isSamePerson } from '../gates/identity.ts'
import { isRead, recordsFor } from '../gates/speaks-for.ts'
import { linkReviewFormat, linksFolder } from '../gates/suspects/link-reviews.ts'
import { pathWords } from '../gates/suspects/path-words.ts'
import { isOfFoundation, nameIn, proofLink } from '../gates/suspects/remembered.ts'
import type { LinkStanding } from '../gates/suspects/suspects-of.ts'
import { command } from '../link/command-line.ts'
import { knownIds } from '../link/find.ts'
import type { Program } from '../link/program-types.ts'
import { recordsOf, recordTypes } from '../link/record-types.ts'
import { sha256Hex } from '../load/digest.ts'
import type { LinkReview } from '../schema/trace.ts'
import { isReviewable, type LinkState, type NamedLink } from '../trace/link-memory.ts'
import { changedFields, isSameMeaning, rememberedNow } from '../trace/meaning.ts'
import { type TraceKey, type TraceLink, traceKey, typeOfKey } from '../trace/trace-types.ts'
import { stampWarnings } from './archive.ts'
import { boundTo } from './bound-to.ts'
import { clearingRefused, unsignedClearing } from './clear-guard.ts'
import { localId } from './local-id.ts'
import { unknownId } from './lookup.ts'
import { planned, recordText, refused } from './outcome.ts'
import type { Planned, Stamp, Step } from './plan.ts'

/** Which links somebody has looked at, and why they still hold. */
export interface ClearRequest {
  /** Records: their own links, and of a criterion the evidence for it. */
  readonly ids: readonly string[]
  readonly reason: string
  /** The links that lead to the records instead. */
  readonly dependents?: boolean | undefined
  /** Every link of the program. */
  readonly all?: boolean | undefined
  /** The record is going to be signed. */
  readonly trust?: 'signed' | undefined
}

/** A link that is reviewed by a plan. */
export interface ClearedLink {
  readonly relation: string
  /** "task:T-014" */
  readonly from: TraceKey
  readonly to: TraceKey
  readonly state: Exclude<LinkState, 'reviewed'>
  /** "T-014 satisfies 1.2, which changed since Ada reviewed it on 2026-11-10" */
  readonly because: string
  readonly location?: Location | undefined
}

export type PlannedClearing = Planned & { readonly cleared: readonly ClearedLink[] }

/** A record of more links than this would be too large to be read again. */
const linksInRecord = 2500

type Reviewed = Pick<TraceLink, 'relation' | 'from' | 'to'> & { readonly place?: TraceLink['place'] }

/**
 * Suspect links that reviews remember and the plan has no more: between two revisions those of base count, so who takes a link away
 * together with a change of its target has to look at it all the same.
 */
function formerLinks({ graph, memory, meaningOf }: LinkStanding, isMeant: (link: NamedLink) => boolean): NamedLink[] {
  const isPresent = ({ relation, from, to }: NamedLink): boolean =>
    graph.from(from).some((one) => one.relation === relation && one.to === to)
  return memory.links.filter(
    (link) => isMeant(link) && isReviewable(link) && memory.stateOf(link, meaningOf(link.to)) === 'suspect' && !isPresent(link),
  )
}

/** Everything that an id stands for: records of any type, and "file:src/a.ts" or "requirement:1.2" as the graph or a review knows them. */
function keysOf(program: Program, standing: LinkStanding, id: string): TraceKey[] {
  const { graph } = standing
  const local = localId(program, id)
  const records = recordTypes.filter((type) => recordsOf(program, type).has(local)).map((type) => traceKey(type, local))
  const outside = (['requirement', 'source', 'file', 'test', 'box'] as const).map((type) => traceKey(type, local))
  return [
    ...new Set([
      ...records,
      ...outside.filter((key) => graph.nodes.has(key)),
      ...(graph.nodes.has(local as TraceKey) ? [local as TraceKey] : []),
      ...formerLinks(standing, ({ from }) => typeOfKey(from).id === local).map(({ from }) => from),
    ]),
  ]
}

/** What evidence for a criterion remembers and what has changed since. */
function outdatedProofs(program: Program, records: Case, { meaningOf, memory }: LinkStanding, key: TraceKey): NamedLink[] {
  const { type, id } = typeOfKey(key)
  const criterion = type === 'criterion' ? program.criteria.get(id) : undefined
  if (criterion === undefined) return []
  return recordsFor(program, records, criterion)
    .filter(isRead)
    .flatMap((file) =>
      (file.record.remembers ?? []).flatMap((one) => {
        const to = traceKey(one.type, one.id)
        const link = proofLink(file, to)
        // What stands for all of a gate cannot be looked at piece by piece: the evidence is made again.
        if (isOfFoundation(one)) return []
        return isSameMeaning(one, meaningOf(to)) || memory.stateOf(link, meaningOf(to)) === 'reviewed' ? [] : [link]
      }),
    )
}

function because(link: Reviewed, { memory, meaningOf }: LinkStanding, paths: ReadonlyMap<string, string>): string {
  const isProof = link.relation === 'proves'
  const words = isProof
    ? `${paths.get(typeOfKey(link.from).id) ?? link.from} rests on ${typeOfKey(link.to).id}, which changed`
    : pathWords([link as TraceLink], meaningOf(link.to).difference)
  const recollection = memory.of(link).at(-1)
  const last = recollection?.by.review
  const fields = recollection === undefined ? [] : changedFields(recollection.target, meaningOf(link.to))
  const which = fields.length === 0 ? '' : ` (${fields.join(', ')})`
  if (last !== undefined) return `${words}${which} since ${nameIn(last.by)} reviewed it on ${last.at.slice(0, 10)}`
  return isProof ? `${words} since it was recorded` : `${words.slice(0, words.lastIndexOf(','))}, which nobody has reviewed`
}

/** The records of the review: one, unless there are very many links. Targets and links stand in the order of the graph. */
function reviewsOf(
  program: Program,
  links: readonly Reviewed[],
  { meaningOf }: LinkStanding,
  request: ClearRequest,
  stamp: Stamp,
): LinkReview[] {
  const { ids, reason, trust } = request
  const [id, ...others] = ids
  const reviews: LinkReview[] = []
  const fieldsOf = (key: TraceKey): object => {
    const fields = meaningOf(key).fields?.()
    return fields === undefined ? {} : { fields }
  }
  for (let at = 0; at < links.length; at += linksInRecord) {
    const targets = new Map<TraceKey, LinkReview['targets'][number]>()
    for (const { relation, from, to } of links.slice(at, at + linksInRecord)) {
      const known = targets.get(to)
      const remembered = known ?? rememberedNow(to, meaningOf)
      if (remembered === undefined) continue
      const word = `${relation} ${from}`
      if (known) known.from.push(word)
      else targets.set(to, { ...remembered, ...fieldsOf(to), from: [word] })
    }
    reviews.push({
      format: linkReviewFormat,
      kind: 'link-review',
      program: program.id,
      ...boundTo(program, trust, stamp),
      ...(id !== undefined && others.length === 0 && { id: localId(program, id) }),
      reason,
      by: stamp.author,
      at: stamp.now,
      ...(stamp.commit !== undefined && { commit: stamp.commit }),
      trust: trust ?? 'self',
      targets: [...targets.values()],
    })
  }
  return reviews
}

function stepOf(review: LinkReview, why: string): Step {
  const text = recordText(review)
  const time = `${review.at.slice(0, 19).replace(/[-:]/g, '')}Z`
  return { type: 'create', path: `${linksFolder}/${time}-${sha256Hex(text).slice(0, 12)}.json`, text, why }
}

const named = (request: ClearRequest): string => (request.all ? 'the program' : request.ids.join(', '))

/**
 * Records that somebody looked at links since what they lead to changed (or for the first time), and found that they hold. Nothing is
 * stamped anew: what was reviewed before stays as it was. Links that are reviewed already need nothing.
 */
export function planClearLinks(
  program: Program,
  records: Case,
  standing: LinkStanding,
  request: ClearRequest,
  stamp: Stamp,
): PlannedClearing {
  const { graph, memory, meaningOf } = standing
  const unknown: Diagnostic[] = []
  const keys = request.ids.flatMap((id) => {
    const found = keysOf(program, standing, id)
    if (found.length === 0) unknown.push(unknownId(program, id, 'record', knownIds([program]), 'refractor trace show ID'))
    return found
  })
  const problems = [...unknown, ...clearingRefused(program, request.reason, stamp)]
  if (problems.length > 0) return { ...refused(problems), cleared: [] }

  const author = identityOf(program, stamp.author)
  const saidBefore = (link: NamedLink): boolean =>
    memory
      .of(link)
      .some(
        ({ by, target }) =>
          by.flaw === undefined && isSameMeaning(target, meaningOf(link.to)) && isSamePerson(identityOf(program, by.review.by), author),
      )
  const asked: readonly Reviewed[] = request.all
    ? graph.links
    : keys.flatMap((key): Reviewed[] =>
        request.dependents
          ? [...graph.to(key), ...formerLinks(standing, ({ to }) => to === key)]
          : [...graph.from(key), ...formerLinks(standing, ({ from }) => from === key), ...outdatedProofs(program, records, standing, key)],
      )
  const open = [...new Set(asked)].filter((link) => {
    if (link.relation !== 'proves' && !isReviewable(link)) return false
    if (link.relation === 'proves' && link.place !== undefined) return false
    return memory.stateOf(link, meaningOf(link.to)) !== 'reviewed' && !saidBefore(link)
  })
  const [links, mute] = [
    open.filter(({ to }) => meaningOf(to).fingerprint !== undefined),
    open.filter(({ to }) => meaningOf(to).fingerprint === undefined),
  ]
  const warnings = mute.map((link) => unread(link))
  if (links.length === 0)
    return { ...planned(`nothing to clear: no link of ${named(request)} waits for a review`, [], warnings), cleared: [] }

  const paths = new Map(records.evidence.map((file) => [file.sha256, file.source.path]))
  const cleared = links.map((link): ClearedLink => {
    const place = link.place?.()
    const state = link.relation === 'proves' || memory.stateOf(link, meaningOf(link.to)) === 'suspect' ? 'suspect' : 'unreviewed'
    return {
      relation: link.relation,
      from: link.from,
      to: link.to,
      state,
      because: because(link, standing, paths),
      ...(place && { location: place }),
    }
  })
  const number = count(links.length, 'link')
  const steps = reviewsOf(program, links, standing, request, stamp).map((review) =>
    stepOf(review, `${number} of ${named(request)} reviewed by ${stamp.author}`),
  )
  const ids = request.all ? [] : keys.map((key) => typeOfKey(key).id)
  return {
    ...planned(
      `review ${number} of ${named(request)}`,
      steps,
      [...stampWarnings(stamp), ...unsignedClearing(program, request.trust), ...warnings],
      {
        type: 'links.reviewed',
        program: program.id,
        ids: [...new Set(ids)],
        details: { links: links.length, reason: request.reason },
      },
    ),
    cleared,
  }

  function unread(link: Reviewed): Diagnostic {
    const location = link.place?.()
    const { id } = typeOfKey(link.to)
    return diagnostic(
      'trace/suspect',
      `${typeOfKey(link.from).id} ${link.relation} ${id}, which cannot be read, so nobody can have looked at it`,
      {
        severity: 'warning',
        ...(location && { location }),
        help: `mend what leads to ${id}: ${command(program, 'trace')}`,
      },
    )
  }
}
