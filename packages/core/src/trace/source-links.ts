import type { Program } from '../link/program-types.ts'
import type { RecordType } from '../link/record-types.ts'
import { namedInCode, namedInTests, provenTypes, resolveRecord } from '../link/resolve-record.ts'
import type { Relation } from '../schema/trace.ts'
import type { DraftNode, GraphDraft, Written } from './graph-draft.ts'
import { linkRequirements } from './program-links.ts'
import type { RequirementReferences } from './requirement-references.ts'
import { type BoxReference, type TraceKey, type TraceSources, traceKey } from './trace-types.ts'

interface Spot {
  readonly path: string
  readonly line: number
  readonly column: number
}

/** The order of files and, in them, of lines: who lists them does not matter. */
function inOrder<T extends Partial<Spot>>(list: readonly T[] | undefined): readonly T[] {
  const compare = (a: T, b: T): number =>
    (a.path ?? '') < (b.path ?? '')
      ? -1
      : (a.path ?? '') > (b.path ?? '')
        ? 1
        : (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0)
  return [...(list ?? [])].sort(compare)
}

const at = ({ path, line, column }: Spot): Written['place'] => {
  return () => ({ file: path, line, column })
}

/** Reads every link that comes from outside of the files of the program: tags, checklists, commits, test results, records. */
export class SourceLinks {
  readonly #program: Program
  readonly #draft: GraphDraft
  readonly #requirements: RequirementReferences
  readonly #elsewhere: TraceSources['elsewhere']

  constructor(program: Program, draft: GraphDraft, requirements: RequirementReferences, sources: TraceSources) {
    this.#program = program
    this.#draft = draft
    this.#requirements = requirements
    this.#elsewhere = sources.elsewhere
  }

  read({ tags, boxes, formerBoxes, commits, results, records }: TraceSources): void {
    for (const tag of inOrder(tags)) {
      const test = tag.as === 'test'
      const node = {
        type: tag.as,
        id: tag.path,
        title: tag.path,
        declared: true,
        place: at({ path: tag.path, line: 1, column: 1 }),
      } as const
      const written: Written = { written: 'code', text: tag.id, place: at(tag) }
      this.#name(node, test ? 'tests' : 'implements', tag.id, test ? namedInTests : namedInCode, written)
    }
    for (const box of inOrder(boxes)) this.#box(box)
    // What a change takes out of a checklist it takes out of no review. A box of base itself is none of head.
    for (const box of inOrder(formerBoxes)) if (box.box !== undefined && box.relation !== 'mirrors') this.#box(box)
    for (const { oid, subject, ids } of commits ?? []) {
      const node = { type: 'commit', id: oid, title: subject, declared: true, place: () => undefined } as const
      for (const id of ids) this.#name(node, 'names', id, namedInCode, { written: 'commit', text: id, place: () => undefined })
    }
    for (const { path, type, ids } of inOrder(records)) {
      const place = at({ path, line: 1, column: 1 })
      const node = { type, id: path, title: path, declared: true, place } as const
      const relation = type === 'evidence' ? 'proves' : 'approves'
      for (const id of ids) this.#name(node, relation, id, provenTypes, { written: 'record', text: id, place })
    }
    for (const result of inOrder(results)) this.#result(result)
  }

  /** Results with the tag of a record are a test of it; the evidence that holds them proves it once all of them have passed. */
  #result({ path, id, total, passed, failed, skipped }: NonNullable<TraceSources['results']>[number]): void {
    const place = at({ path, line: 1, column: 1 })
    const written: Written = { written: 'report', text: id, place }
    const title = [
      `${passed} of ${total} passed`,
      ...(failed > 0 ? [`${failed} failed`] : []),
      ...(skipped > 0 ? [`${skipped} skipped`] : []),
    ]
    const test = { type: 'test', id: `${path}#${id}`, title: title.join(', '), declared: true, place } as const
    if (!this.#name(test, 'tests', id, namedInTests, written) || failed > 0 || passed === 0) return
    this.#name({ type: 'evidence', id: path, title: path, declared: true, place }, 'proves', id, namedInTests, written)
  }

  /** Links a node with the record that an id names; false when there is none. An id of another program is no fault of this one. */
  #name(node: DraftNode, relation: Relation, id: string, types: readonly RecordType[], written: Written): boolean {
    const found = resolveRecord(this.#program, id, types)
    // A plan may name requirements of a document that it does not declare.
    const undeclared = traceKey('requirement', id)
    const to = found === undefined ? (this.#draft.has(undeclared) ? undeclared : undefined) : traceKey(found.type, found.id)
    if (to === undefined && this.#elsewhere?.has(id)) return false
    const from = this.#draft.node(node)
    if (to === undefined) this.#draft.dangle(relation, from, id, types.slice(0, 3), written)
    else this.#draft.link(relation, from, to, written)
    return to !== undefined
  }

  #box(box: BoxReference): void {
    const { path, boxLine, relation, ids } = box
    const place = at(box)
    const node: DraftNode = { type: 'box', id: `${path}:${boxLine}`, title: ids.join(', '), declared: true, place }
    const holder = box.box === undefined ? undefined : resolveRecord(this.#program, box.box)
    for (const text of ids) {
      const written: Written = { written: 'checklist', text, place }
      if (relation === 'mirrors') {
        this.#name(node, relation, text, namedInCode, written)
        continue
      }
      // Under a box with an id it is the record of that id that satisfies or validates.
      const from: TraceKey = holder === undefined ? this.#draft.node(node) : traceKey(holder.type, holder.id)
      linkRequirements(this.#draft, this.#requirements, relation, from, text, written)
    }
  }
}
