import type { Diagnostic, Location } from '../diagnostics/diagnostic.ts'
import { sortDiagnostics } from '../diagnostics/order.ts'
import { locationOfEntry, type Program } from '../link/program-types.ts'
import { recordsOf } from '../link/record-types.ts'
import { isDeclaredType } from '../link/resolve-record.ts'
import { checkCitations } from '../trace/check-citations.ts'
import { checkTraceRules } from '../trace/check-rules.ts'
import type { RuleCoverage } from '../trace/coverage.ts'
import { danglingTags } from '../trace/dangling-tags.ts'
import { checkLevels } from '../trace/levels.ts'
import { isReviewable } from '../trace/link-memory.ts'
import { orphans } from '../trace/orphans.ts'
import { type RelationCoverage, relationCoverage } from '../trace/relation-coverage.ts'
import type { SuspectLink } from '../trace/suspects.ts'
import type { DanglingLink, SourceDocument, TraceGraph, TraceKey, TraceLink } from '../trace/trace-types.ts'
import type { Case } from './case.ts'
import { checkLinks } from './suspects/check-links.ts'
import type { LinkStanding } from './suspects/suspects-of.ts'

/** How well the records of a program are linked. */
export interface TraceReport {
  readonly records: number
  readonly links: { readonly total: number; readonly reviewed: number; readonly suspect: number; readonly unreviewed: number }
  /** The rules of the program, in its order. */
  readonly rules: readonly RuleCoverage[]
  /** Each relation that the program has at all, whether or not a rule is about it. */
  readonly relations: readonly RelationCoverage[]
  readonly suspects: readonly SuspectLink[]
  /** Records without any link. */
  readonly orphans: readonly TraceKey[]
  readonly dangling: readonly DanglingLink[]
  readonly diagnostics: readonly Diagnostic[]
}

/** What is looked at; default: everything. */
export interface TraceChoice {
  /** These records, with all that is part of them. */
  readonly keys?: readonly TraceKey[] | undefined
  /** Rules by their ids, and nothing else. */
  readonly rules?: readonly string[] | undefined
}

/** Some records with all that is part of them. */
function withParts(graph: TraceGraph, keys: readonly TraceKey[]): ReadonlySet<TraceKey> {
  const all = new Set(keys)
  for (const key of all) for (const link of graph.to(key)) if (link.relation === 'part-of') all.add(link.from)
  return all
}

/** Where records stand: a finding is about one of them when it lies inside. */
function isWithin(program: Program, graph: TraceGraph, keys: ReadonlySet<TraceKey>): (location: Location | undefined) => boolean {
  const spans = new Map<string, Location[]>()
  for (const key of keys) {
    const node = graph.nodes.get(key)
    const entry = node && isDeclaredType(node.type) ? recordsOf(program, node.type).get(node.id) : undefined
    const place = entry ? locationOfEntry(entry) : node?.place()
    if (place === undefined) continue
    const known = spans.get(place.file)
    if (known) known.push(place)
    else spans.set(place.file, [place])
  }
  return (location) =>
    spans.get(location?.file ?? '')?.some((span) => {
      const { line, column } = location as Location
      const isAfter = line > span.line || (line === span.line && column >= span.column)
      const [endLine, endColumn] = [span.endLine ?? span.line, span.endColumn ?? span.column + 1]
      return isAfter && (line < endLine || (line === endLine && column < endColumn))
    }) ?? false
}

/** The coverage of some records only. */
function among<T extends RuleCoverage>(coverage: T, isMeant: (key: TraceKey) => boolean): T {
  const inside = (list: readonly TraceKey[]): readonly TraceKey[] => list.filter(isMeant)
  const [members, uncovered, over] = [inside(coverage.members), inside(coverage.uncovered), inside(coverage.over)]
  return { ...coverage, members, uncovered, over, total: members.length, covered: members.length - uncovered.length }
}

/** How many links have been reviewed. Without any review nothing has to be worked out. */
function statesOf(links: readonly TraceLink[], { memory, suspects }: LinkStanding): Omit<TraceReport['links'], 'total'> {
  if (memory.links.length === 0) return { reviewed: 0, suspect: 0, unreviewed: links.filter(isReviewable).length }
  const states = { reviewed: 0, suspect: 0, unreviewed: 0 }
  for (const link of links) {
    const state = suspects.stateOf(link)
    if (state) states[state]++
  }
  return states
}

/**
 * Coverage under the rules of a program and of each relation that it has, what is suspect, lost or nowhere, and a finding for each fault.
 * References in the YAML files that lead nowhere were found when these were linked, and are only counted here.
 */
export function traceReport(
  program: Program,
  records: Case,
  standing: LinkStanding,
  documents: readonly SourceDocument[] = [],
  choice: TraceChoice = {},
): TraceReport {
  const { graph, suspects } = standing
  const scope = choice.keys && withParts(graph, choice.keys)
  const isChosen = (key: TraceKey): boolean => scope === undefined || scope.has(key)
  const isOfRules = choice.rules !== undefined
  const checked = checkTraceRules(program, graph, choice.rules)
  const limited = <T extends RuleCoverage>(list: readonly T[]): readonly T[] =>
    scope === undefined ? list : list.map((one) => among(one, isChosen)).filter(({ total }) => total > 0)
  const reviews = (records.linkReviews ?? []).flatMap(({ record }) => record ?? [])
  const all = !isOfRules
    ? [
        ...checked.diagnostics,
        ...checkLinks(program, standing),
        ...danglingTags(program, graph),
        ...checkCitations(program, graph, documents, reviews),
        ...checkLevels(program),
      ]
    : checked.diagnostics
  const links = scope === undefined ? graph.links : graph.links.filter(({ from }) => scope.has(from))
  const isHere = scope && isWithin(program, graph, scope)
  return {
    records: scope?.size ?? graph.nodes.size,
    links: { total: links.length, ...statesOf(links, standing) },
    rules: limited(checked.rules),
    relations: isOfRules ? [] : limited(relationCoverage(program, graph)),
    suspects: isOfRules ? [] : suspects.links.filter(({ link }) => isChosen(link.from)),
    orphans: isOfRules ? [] : orphans(program, graph).filter(isChosen),
    dangling: isOfRules ? [] : graph.dangling.filter(({ from }) => isChosen(from)),
    diagnostics: sortDiagnostics(isHere === undefined ? all : all.filter(({ location }) => isHere(location))),
  }
}
