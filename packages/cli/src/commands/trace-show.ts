import {
  diagnostic,
  relationWords,
  type TraceGraph,
  type TraceKey,
  type TraceLink,
  type TraceStep,
  traceKey,
  traceTree,
  traceTypes,
} from '@refractor/core'
import { type Answer, refused } from '../answer.ts'
import type { WorkspaceContext } from '../context.ts'
import { type FoundNode, withNode } from '../find-node.ts'
import type { ShownNode, ShownStep, TraceShowData } from '../reporters/text/trace-show.ts'

export interface TraceShowOptions {
  readonly depth?: string
}

const usualDepth = 3
const deepest = 99
const holders: readonly string[] = ['phase', 'milestone', 'gate']

function nodeData(graph: TraceGraph, key: TraceKey): ShownNode {
  const { type, id, title = id, declared = false, place } = graph.nodes.get(key) ?? { type: 'file', id: key }
  const location = place?.()
  return { key, type, id, title, declared, ...(location && { location }) }
}

/** The suspect link with what is known of its last review. */
function suspectOf({ links: { suspects } }: FoundNode): (link: TraceLink) => ShownStep['suspect'] {
  const known = new Map(suspects.links.map((one) => [one.link, one] as const))
  return (link) => {
    const one = known.get(link)
    return one && { difference: one.difference, reviewedBy: one.last.by.review.by, reviewedAt: one.last.by.review.at }
  }
}

/** What else has the id of a record, but for the gate of a phase or milestone, which shares it by design. */
function namesakes({ node, links: { graph } }: FoundNode): readonly TraceKey[] {
  const own = new Set([node.type, ...(holders.includes(node.type) ? holders : [])])
  return traceTypes
    .filter((type) => !own.has(type))
    .flatMap((type) => {
      const key = traceKey(type, node.id)
      return graph.nodes.has(key) ? [key] : []
    })
}

/** A record with what it depends on and what depends on it. */
export async function run(context: WorkspaceContext, [id = '']: readonly string[], options: TraceShowOptions): Promise<Answer> {
  const depth = options.depth === undefined ? usualDepth : Number(options.depth)
  if (!Number.isInteger(depth) || depth < 1 || depth > deepest) {
    const help = `give a whole number from 1 to ${deepest}`
    return refused(context.command, [diagnostic('cli/usage', `--depth ${options.depth} is no depth`, { help })])
  }
  return withNode(context, id, (found) => {
    const { program, node, links, diagnostics } = found
    const { graph, suspects } = links
    const suspect = suspectOf(found)
    const stepData =
      (direction: 'forward' | 'backward') =>
      ({ link, to, depth: at, met, next, beyond }: TraceStep): ShownStep => {
        const state = suspects.stateOf(link)
        const changed = suspect(link)
        return {
          relation: link.relation,
          words: relationWords[link.relation][direction],
          ...nodeData(graph, to),
          written: link.written,
          text: link.text,
          depth: at,
          ...(state && { state }),
          ...(changed && { suspect: changed }),
          leansOnSuspect: suspects.isSuspect(to),
          met,
          beyond,
          next: next.map(stepData(direction)),
        }
      }
    const data: TraceShowData = {
      program: program.id,
      ...nodeData(graph, node.key),
      also: namesakes(found),
      isSuspect: suspects.isSuspect(node.key),
      dependsOn: traceTree(graph, node.key, 'from', depth).map(stepData('forward')),
      dependents: traceTree(graph, node.key, 'to', depth).map(stepData('backward')),
    }
    return { command: context.command, diagnostics: [...context.diagnostics, ...diagnostics], data: { ...data } }
  })
}
