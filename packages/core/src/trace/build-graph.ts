import type { Program } from '../link/program-types.ts'
import { GraphDraft } from './graph-draft.ts'
import { ProgramLinks } from './program-links.ts'
import { RequirementReferences } from './requirement-references.ts'
import { SourceLinks } from './source-links.ts'
import type { TraceGraph, TraceSources } from './trace-types.ts'

const nothing: TraceSources = {}

/** Programs and sources are values: the graph of a pair is built once. */
const built = new WeakMap<Program, WeakMap<TraceSources, TraceGraph>>()

/**
 * The link graph of a program and of what speaks of its records from outside. Linear, and independent of the order of files; the same
 * program and sources give the same graph.
 */
export function buildGraph(program: Program, sources: TraceSources = nothing): TraceGraph {
  let known = built.get(program)
  if (known === undefined) {
    known = new WeakMap()
    built.set(program, known)
  }
  let graph = known.get(sources)
  if (graph === undefined) {
    graph = build(program, sources)
    known.set(sources, graph)
  }
  return graph
}

function build(program: Program, sources: TraceSources): TraceGraph {
  const draft = new GraphDraft()
  const requirements = new RequirementReferences(program)
  new ProgramLinks(program, draft, requirements, sources.documents).read()
  new SourceLinks(program, draft, requirements, sources).read(sources)
  return draft.finish()
}
