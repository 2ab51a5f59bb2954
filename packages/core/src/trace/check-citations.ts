import { diagnostic } from '../diagnostics/catalog.ts'
import type { Diagnostic, Location } from '../diagnostics/diagnostic.ts'
import { nearest } from '../diagnostics/nearest.ts'
import { sortDiagnostics } from '../diagnostics/order.ts'
import type { Program } from '../link/program-types.ts'
import type { LinkReview } from '../schema/trace.ts'
import { indexDocument } from './document-index.ts'
import { type Cited, cite } from './document-section.ts'
import { findMoved } from './moved-lines.ts'
import { placedAt, referenceReader, type SourceReference } from './source-reference.ts'
import type { SourceDocument, TraceGraph, TraceNode } from './trace-types.ts'

const headingsShown = 12

/** Where a source is cited, each place once. */
function placesOf(graph: TraceGraph, node: TraceNode): Location[] {
  const places = new Map<string, Location>()
  for (const link of graph.to(node.key)) {
    const place = link.place()
    if (place) places.set(`${place.file}:${place.line}:${place.column}`, place)
  }
  return [...places.values()]
}

function absence(
  id: string,
  path: string,
  cited: Exclude<Cited, { state: 'found' }>,
): Pick<Diagnostic, 'code' | 'message' | 'help' | 'expected'> {
  if (cited.state === 'lines-beyond-end')
    return {
      code: 'trace/lines-beyond-end',
      message: `${id} is cited, and ${path} ends at line ${cited.last}`,
      help: 'correct the lines, or cite a section or an id, which stays right when lines are added',
    }
  if (cited.state === 'record-absent')
    return {
      code: 'trace/section-absent',
      message: `${id} is cited, and ${cited.id} is not in that part of ${path}`,
      help: 'correct the id or the section',
    }
  // Any number is near to any other.
  const expected = /^\d/.test(cited.name)
    ? []
    : nearest(
        cited.name,
        cited.headings.map(({ title }) => title),
      )
  const shown = cited.headings
    .slice(0, headingsShown)
    .map(({ number, title }) => number ?? title)
    .join(', ')
  const help =
    expected.length > 0
      ? `did you mean ${expected.join(' or ')}?`
      : shown === ''
        ? 'cite lines or an id: the document has no headings'
        : `its sections are ${shown}${cited.headings.length > headingsShown ? ', …' : ''}`
  return { code: 'trace/section-absent', message: `${id} is cited, and ${path} has no section ${cited.name}`, help, expected }
}

/** What reviews remember of the lines of each source: the newest last. */
function rememberedLines(reviews: readonly LinkReview[]): Map<string, LinkReview['targets']> {
  const found = new Map<string, LinkReview['targets']>()
  for (const { targets } of [...reviews].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)))
    for (const target of targets) {
      if (target.type !== 'source') continue
      const known = found.get(target.id)
      if (known) known.push(target)
      else found.set(target.id, [target])
    }
  return found
}

/** Lines that a review remembers and that stand elsewhere now: what to write instead. */
function movedTo(
  document: SourceDocument,
  reference: SourceReference,
  cited: Cited,
  remembered: LinkReview['targets'],
): string | undefined {
  if (reference.lines === undefined || document.isDigest) return undefined
  if (cited.state === 'found' && remembered.some(({ fingerprint }) => fingerprint === cited.fingerprint)) return undefined
  for (const { lines } of [...remembered].reverse()) {
    const span = lines && findMoved(indexDocument(document), lines)
    if (span && (span.from !== reference.lines.from || span.to !== reference.lines.to)) return placedAt(reference, span)
  }
  return undefined
}

/**
 * Holds what the plan cites against the documents: sections, ids and lines that are not there, and lines that have moved since a review
 * remembered them. A document that is not there is another finding (`plan/document-absent`), and of a file that is no text only the
 * whole is known. Each source is reported once, where it is cited first.
 */
export function checkCitations(
  program: Program,
  graph: TraceGraph,
  documents: readonly SourceDocument[] = [],
  reviews: readonly LinkReview[] = [],
): Diagnostic[] {
  if (documents.length === 0) return []
  const read = referenceReader(Object.keys(program.file.record.sources ?? {}))
  const byAlias = new Map(documents.map((document) => [document.alias, document]))
  const remembered = rememberedLines(reviews)
  const found: Diagnostic[] = []
  for (const node of graph.nodes.values()) {
    if (node.type !== 'source' || !node.declared) continue
    const [reference] = read(node.id)
    const document = reference?.alias === undefined ? undefined : byAlias.get(reference.alias)
    if (reference === undefined || document === undefined) continue
    const cited = cite(indexDocument(document), reference)
    const target = movedTo(document, reference, cited, remembered.get(node.id) ?? [])
    if (cited.state === 'found' && target === undefined) continue
    const [location, ...others] = placesOf(graph, node)
    const related = others.slice(0, 5).map((place) => ({ message: 'cited here too', location: place }))
    if (target !== undefined) {
      const message = `the lines of ${node.id} stand at ${target} now, with the same text`
      found.push(diagnostic('trace/lines-moved', message, { location, related, help: `write ${target} instead of ${node.id}` }))
    } else if (cited.state !== 'found') {
      const { code, message, help, expected } = absence(node.id, document.path, cited)
      found.push(diagnostic(code, message, { location, related, help, expected }))
    }
  }
  return sortDiagnostics(found)
}
