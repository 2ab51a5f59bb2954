import type { Location } from '../../diagnostics/diagnostic.ts'
import { command, shellWord } from '../../link/command-line.ts'
import { type GateEntry, locationOfEntry, type Program } from '../../link/program-types.ts'
import { digestOf } from '../../load/digest.ts'
import type { SuspectLink } from '../../trace/suspects.ts'
import { type TraceLink, typeOfKey } from '../../trace/trace-types.ts'
import type { Case } from '../case.ts'
import { count, unmet, unreadable } from '../finding.ts'
import type { CriterionResult, Finding } from '../result.ts'
import { linkReviewsOf, linksFolder } from './link-reviews.ts'
import { pathWords } from './path-words.ts'
import type { LinkStanding } from './suspects-of.ts'
import { scopeOf } from './trace-scope.ts'

/** More suspect links of one gate than this are not counted. */
const counted = 1000

/** The id of the criterion about the links under a gate. */
const idOf = (gate: GateEntry): string => `${gate.id}.links`

/** True for the built-in criterion about links: the plan declares none of its id. */
export const isLinksCriterion = (program: Program, { id, gate, kind }: Pick<CriterionResult, 'id' | 'gate' | 'kind'>): boolean =>
  kind === 'trace' && id === `${gate}.links` && !program.criteria.has(id)

/** Reviews of links that nobody can read: which program they are of is not known either. */
function unreadReviews({ linkReviews = [], unreadable: files }: Case): string[] {
  return [
    ...linkReviews.flatMap(({ record, source }) => (record === undefined ? [source.path] : [])),
    ...files.flatMap(({ path }) => (path === linksFolder || path.startsWith(`${linksFolder}/`) ? [path] : [])),
  ]
}

/** True where gates have to know whether links are suspect. */
export function asksForLinks(program: Program, records: Case): boolean {
  return program.file.record.trace?.suspect !== 'off' && (linkReviewsOf(program, records).length > 0 || unreadReviews(records).length > 0)
}

function builtIn(program: Program, gate: GateEntry, finding: Finding, location: Location | undefined): CriterionResult {
  return {
    ...finding,
    id: idOf(gate),
    gate: gate.id,
    statement: 'No link under this gate is suspect',
    kind: 'trace',
    level: program.file.record.trace?.suspect === 'warning' ? 'recommended' : 'required',
    location: location ?? locationOfEntry(gate),
    definition: digestOf({ builtIn: 'links' }),
  }
}

/**
 * The built-in criterion of a gate under which a link is suspect, or nobody can tell, for a review cannot be read; undefined where all is
 * well. It can only stand in the way: it is there as long as there is such a link, is never met, and nobody can waive it.
 */
export function linksCriterion(program: Program, gate: GateEntry, records: Case, standing: LinkStanding): CriterionResult | undefined {
  const suspect = suspectUnder(program, gate, standing)
  const [path] = suspect === undefined ? unreadReviews(records) : []
  if (path === undefined) return suspect
  const finding = unreadable(`${path} cannot be read, and it may remember a link under this gate`, { fix: `git log -- ${shellWord(path)}` })
  return builtIn(program, gate, finding, { file: path, line: 1, column: 1 })
}

function suspectUnder(program: Program, gate: GateEntry, { suspects }: LinkStanding): CriterionResult | undefined {
  if (suspects.links.length === 0) return undefined
  const scope = new Set(scopeOf(program, gate))
  const start = [...scope].find((key) => suspects.isSuspect(key))
  if (start === undefined) return undefined
  const all = suspects.under(scope, counted)
  // What stands in the scope itself is told before what it leans on.
  const own = all.find(({ link }) => scope.has(link.from))
  const path = own === undefined ? suspects.pathFrom(start) : [own.link]
  const last = path.at(-1) as TraceLink
  const { difference } = own ?? (suspects.links.find(({ link }) => link === last) as SuspectLink)
  const number = all.length < counted ? count(Math.max(1, all.length), 'suspect link') : `${counted} suspect links or more`
  const more = all.length < 2 ? '' : `${number}: `
  const because = `${more}${gate.id} ← ${pathWords(path, difference)}`
  const fix = `${command(program, 'trace clear', typeOfKey(last.from).id)} --reason TEXT`
  return builtIn(program, gate, unmet('suspect', because, { found: number, fix }), last.place())
}
