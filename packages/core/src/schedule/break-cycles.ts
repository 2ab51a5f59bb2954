import { diagnostic } from '../diagnostics/catalog.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { addEdge, type Cycle, type Edge, findCycles } from '../link/cycles.ts'
import { locationOfEntry } from '../link/program-types.ts'
import type { LinkNote, Piece } from './network-types.ts'
import { adjacency, filled, topologicalOrder } from './topology.ts'

/** A link between nodes. */
export interface NodeLink {
  readonly from: number
  readonly to: number
  readonly type: number
  readonly lag: number
  readonly clock: boolean
  readonly note: LinkNote
}

const circlesAtMost = 200

/** Links without circles, and what was in the way. A link that is only assumed gives way silently; of those that are stated, one is left out. */
export function breakCycles(
  size: number,
  links: readonly NodeLink[],
  pieces: readonly Piece[],
  ownerOf: (node: number) => number,
): { readonly links: readonly NodeLink[]; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = []
  let left = links
  for (let round = 0; ; round++) {
    const stuck = stuckNodes(size, left)
    if (stuck.size === 0) return { links: left, diagnostics }
    const inside = (link: NodeLink): boolean => stuck.has(link.from) && stuck.has(link.to)
    if (round === circlesAtMost) {
      left = left.filter((link) => !inside(link))
      continue
    }
    const graph = new Map<string, Edge<NodeLink>[]>()
    for (const link of left) if (inside(link)) addEdge(graph, nameOf(link.from, pieces, ownerOf), nameOf(link.to, pieces, ownerOf), link)
    const dropped = new Set<NodeLink>()
    for (const cycle of findCycles(graph)) {
      const steps = cycle.steps.map(({ why }) => why)
      const assumed = steps.find(({ note }) => note.reason === 'sequence')
      dropped.add(assumed ?? weakestOf(steps))
      if (assumed === undefined && !isKnown(steps)) diagnostics.push(circleFound(cycle, pieces))
    }
    left = left.filter((link) => !dropped.has(link))
  }
}

const nameOf = (node: number, pieces: readonly Piece[], ownerOf: (node: number) => number): string =>
  `${(pieces[ownerOf(node)] as Piece).id} ${node}`

function stuckNodes(size: number, links: readonly NodeLink[]): ReadonlySet<number> {
  const linkTo = filled(new Int32Array(links.length), links, ({ to }) => to)
  const order = topologicalOrder(
    size,
    linkTo,
    adjacency(
      size,
      filled(new Int32Array(links.length), links, ({ from }) => from),
    ),
  )
  if (order.length === size) return new Set()
  const done = new Uint8Array(size)
  for (const node of order) done[node] = 1
  return new Set([...Array(size).keys()].filter((node) => done[node] === 0))
}

const structural: ReadonlySet<string> = new Set(['own', 'contains'])

/** The link to leave out: one that the plan states beside what holds what. */
const weakestOf = (steps: readonly NodeLink[]): NodeLink =>
  steps.findLast(({ note }) => !structural.has(note.reason)) ?? (steps.at(-1) as NodeLink)

/** Circles that are found when the records are linked are not told again. */
function isKnown(steps: readonly NodeLink[]): boolean {
  const reasons = new Set(steps.map(({ note }) => note.reason).filter((reason) => reason !== 'own'))
  return reasons.size === 1 && (reasons.has('prerequisite') || reasons.has('phase'))
}

function circleFound({ steps }: Cycle<NodeLink>, pieces: readonly Piece[]): Diagnostic {
  const stated = steps.map(({ why }) => why.note).filter(({ reason }) => reason !== 'own')
  const named = (index: number): string => `${(pieces[index] as Piece).type} ${(pieces[index] as Piece).id}`
  const chain = stated.map(({ from }) => named(from)).filter((name, index, all) => name !== all[index - 1])
  const related = stated.flatMap(({ from, to, entry, path, reason }) =>
    entry === undefined
      ? []
      : [
          {
            message:
              reason === 'contains' ? `${named(from)} and ${named(to)}: one is a part of the other` : `${named(from)} → ${named(to)}`,
            location: path === undefined ? locationOfEntry(entry) : locationOfEntry(entry, path),
          },
        ],
  )
  const first = stated.findIndex(({ reason }) => !structural.has(reason))
  return diagnostic('schedule/cycle', `the schedule runs in a circle: ${[...chain, chain[0]].join(' → ')}`, {
    location: related[Math.max(0, first)]?.location,
    related,
    help: 'remove one of these steps; until then the schedule leaves one of them out',
  })
}
