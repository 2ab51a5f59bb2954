import type { Location } from '../diagnostics/diagnostic.ts'
import { indexDocument } from './document-index.ts'
import { cite } from './document-section.ts'
import type { SourceReference } from './source-reference.ts'
import type { SourceDocument } from './trace-types.ts'

/** Tells where in the documents what is cited stands; undefined where it is not there, or where nobody has read the document. */
export function citedPlaces(documents: readonly SourceDocument[] = []): (reference: SourceReference) => Location | undefined {
  const byAlias = new Map(documents.map((document) => [document.alias, document]))
  return (reference) => {
    const document = reference.alias === undefined ? undefined : byAlias.get(reference.alias)
    if (document === undefined) return undefined
    const index = indexDocument(document)
    const cited = cite(index, reference)
    if (cited.state !== 'found') return undefined
    const { from, to } = cited.span
    const place = { file: document.path, line: from, column: 1 }
    return document.isDigest ? place : { ...place, endLine: to, endColumn: (index.lines[to - 1]?.length ?? 0) + 1 }
  }
}
