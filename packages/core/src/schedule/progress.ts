import type { GateEntry } from '../link/program-types.ts'
import type { Piece } from './network-types.ts'

/**
 * Carries states through containers. What is held by something that is over is over; a container of which anything has begun has begun;
 * one that has no state of its own is over with the last of what has to be done in it. `done` of a container is the share of its leaves.
 */
export function carryProgress(pieces: readonly Piece[]): void {
  // Parents come before their children, but for parts of phases, which may be listed before the phase above them.
  const order = [...pieces.keys()].filter((index) => (pieces[index] as Piece).type !== 'gate')
  const depth = pieces.map((_, index) => depthOf(pieces, index))
  order.sort((a, b) => (depth[a] as number) - (depth[b] as number))
  for (const index of order) {
    const piece = pieces[index] as Piece
    if (piece.parent >= 0 && (pieces[piece.parent] as Piece).progress === 'done') piece.progress = 'done'
  }
  const leaves = new Float64Array(pieces.length)
  const over = new Float64Array(pieces.length)
  for (const index of order.reverse()) {
    const piece = pieces[index] as Piece
    if (leaves[index] === 0) {
      piece.done = piece.progress === 'done' ? 1 : 0
      if (!piece.optional) {
        leaves[index] = 1
        over[index] = piece.done
      }
    } else {
      piece.done = piece.progress === 'done' ? 1 : (over[index] as number) / (leaves[index] as number)
    }
    const parent = pieces[piece.parent]
    if (parent === undefined) continue
    if (piece.progress !== 'planned' && parent.progress === 'planned') parent.progress = 'started'
    if (piece.optional && !parent.optional) continue
    leaves[piece.parent] = (leaves[piece.parent] as number) + (leaves[index] as number)
    over[piece.parent] = (over[piece.parent] as number) + (piece.progress === 'done' ? (leaves[index] as number) : (over[index] as number))
  }
  for (const piece of pieces) {
    const holder = piece.type === 'gate' ? pieces[piece.parent]?.progress : undefined
    const isEntry = holder === 'started' && (piece.entry as Pick<GateEntry, 'file' | 'pointer' | 'stage'>).stage === 'entry'
    if (holder === 'done' || isEntry) {
      piece.progress = 'done'
      piece.done = 1
    }
  }
}

function depthOf(pieces: readonly Piece[], index: number): number {
  let depth = 0
  // A circle of parents is cut: it is reported where the phases are linked.
  for (let at = (pieces[index] as Piece).parent; at >= 0 && depth < 100; at = (pieces[at] as Piece).parent) depth++
  return depth
}
