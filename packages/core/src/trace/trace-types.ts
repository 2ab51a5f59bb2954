import type { Location } from '../diagnostics/diagnostic.ts'
import type { Relation, TraceType } from '../schema/trace.ts'

/** "task:T-014": a type and an id. Files, tests and boxes have their path (and line) as the id, commits their object id. */
export type TraceKey = `${TraceType}:${string}`

/** Something that links join. */
export interface TraceNode {
  readonly key: TraceKey
  readonly type: TraceType
  readonly id: string
  readonly title: string
  /** False: it is named by links only, and the program does not declare its kind (requirements of a document, say). */
  readonly declared: boolean
  /** Where it stands; looked up when it is asked for. */
  place(): Location | undefined
}

/** A link from what depends to what it depends on. */
export interface TraceLink {
  readonly relation: Relation
  readonly from: TraceKey
  readonly to: TraceKey
  /** What it was read from. */
  readonly written: 'yaml' | 'checklist' | 'code' | 'commit' | 'report' | 'record'
  /** The reference as it is written: "1.1-1.4", "AP L14–L17". */
  readonly text: string
  place(): Location | undefined
}

/** A reference that leads nowhere. */
export interface DanglingLink extends Omit<TraceLink, 'to'> {
  readonly to: string
  /** What it would have to be. */
  readonly expected: readonly TraceType[]
}

/**
 * Every link of a program, in both directions. Nodes and links are sorted (by type in the order of `TraceType`, then id in natural
 * order), so that the graph does not depend on the order of files. A link that is written on both sides, or twice, is one link.
 */
export interface TraceGraph {
  readonly nodes: ReadonlyMap<TraceKey, TraceNode>
  readonly links: readonly TraceLink[]
  readonly dangling: readonly DanglingLink[]
  /** Ranges of requirements stand for more links than are drawn; the others are all there. */
  readonly incomplete: boolean
  /** Links that start at a node: what it depends on. */
  from(key: TraceKey): readonly TraceLink[]
  /** Links that end at a node: what depends on it. */
  to(key: TraceKey): readonly TraceLink[]
}

/** A tag in a file: "// refractor: T-014, T-015". One for each id. */
export interface CodeTag {
  readonly path: string
  /** 1-based. */
  readonly line: number
  readonly column: number
  readonly as: 'file' | 'test'
  readonly id: string
}

/** Ids that a line of a checklist or plan names: "_Requirements: 1.1, 1.2_", "Validates: Requirements 2.1". */
export interface BoxReference {
  readonly path: string
  readonly line: number
  readonly column: number
  /** The box above the line, if it carries an id. */
  readonly box: string | undefined
  /** The line of that box, 1-based. */
  readonly boxLine: number
  readonly relation: 'satisfies' | 'validates' | 'mirrors'
  readonly ids: readonly string[]
}

/** A commit whose message names records. */
export interface NamingCommit {
  readonly oid: string
  readonly subject: string
  readonly at: string
  readonly ids: readonly string[]
}

/** Results of tests that carry the id of a record as a tag. */
export interface TaggedResult {
  /** The evidence record that holds them. */
  readonly path: string
  readonly id: string
  readonly total: number
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

/** An evidence record or an approval, and what it speaks for. */
export interface RecordReference {
  readonly path: string
  readonly type: 'evidence' | 'approval'
  readonly ids: readonly string[]
}

/** A document that references lead into. */
export interface SourceDocument {
  readonly alias: string
  readonly path: string
  readonly text: string
  /** The file is no text that can be looked into, and `text` is its SHA-256: only the whole of it can be cited. */
  readonly isDigest?: true
}

/** What speaks of the records of a program from outside of it. What was not read is left out. */
export interface TraceSources {
  readonly tags?: readonly CodeTag[]
  readonly boxes?: readonly BoxReference[]
  /** Of two revisions: what checklists of base say of records. Such a link can still be suspect, and covers nothing. */
  readonly formerBoxes?: readonly BoxReference[]
  readonly commits?: readonly NamingCommit[]
  readonly results?: readonly TaggedResult[]
  readonly records?: readonly RecordReference[]
  readonly documents?: readonly SourceDocument[]
  /** Ids of the other programs of the workspace: what names one of them is no fault of this program. */
  readonly elsewhere?: { has(id: string): boolean }
}

/** Splits a key. */
export function typeOfKey(key: TraceKey): { readonly type: TraceType; readonly id: string } {
  const colon = key.indexOf(':')
  return { type: key.slice(0, colon) as TraceType, id: key.slice(colon + 1) }
}

/** The key of a record. */
export function traceKey(type: TraceType, id: string): TraceKey {
  return `${type}:${id}`
}
