import type { Solved } from './activities.ts'
import { FF, FS, type Piece, SS } from './network-types.ts'
import { shifted } from './solve.ts'
import { instantOfWeek } from './window.ts'

/** A phase whose window is shorter than its work. Minutes of working time. */
export interface Overfull {
  readonly id: string
  /** Its place among the pieces of the network. */
  readonly index: number
  readonly needed: number
  readonly room: number
}

/** Minutes from the start of a phase to its end that its own contents need, whatever it waits for outside. */
function ownLengths({ network, early }: Solved): Float64Array {
  const { order, pieces, owner, into, intoAt, linkFrom, linkType, size } = network
  const phaseOf = pieces.map((_, index) => topPhase(pieces, index))
  const length = new Float64Array(size)
  for (const node of order) {
    const piece = pieces[owner[node] as number] as Piece
    const phase = phaseOf[owner[node] as number]
    const own = (early.finish[node] as number) - (early.start[node] as number)
    let begin = 0
    for (let i = intoAt[node] as number, stop = intoAt[node + 1] as number; i < stop; i++) {
      const link = into[i] as number
      const from = linkFrom[link] as number
      if (phaseOf[owner[from] as number] !== phase || (node === piece.first && piece.type === 'phase')) continue
      const type = linkType[link] as number
      const at = (type === FS || type === FF ? early.finish[from] : early.start[from]) as number
      const base =
        (length[from] as number) - (type === FS || type === FF ? 0 : (early.finish[from] as number) - (early.start[from] as number))
      const lag = shifted(network, link, early) - at
      begin = Math.max(begin, base + lag - (type === FS || type === SS ? 0 : own))
    }
    length[node] = begin + own
  }
  return length
}

/** The phase with a window that an activity lies in: the nearest one. */
function topPhase(pieces: readonly Piece[], index: number): number {
  for (let at = index, depth = 0; at >= 0 && depth < 100; at = (pieces[at] as Piece).parent, depth++) {
    const { type, window } = pieces[at] as Piece
    if (type === 'phase' && window !== undefined) return at
  }
  return -1
}

/** Phases that hold more work than their window, whatever they wait for outside; what is closed is left aside in a forecast. */
export function overfullOf(solved: Solved): Overfull[] {
  const { network } = solved
  let lengths: Float64Array | undefined
  return network.pieces.flatMap(({ window, last, id, progress }, index): Overfull[] => {
    if (window?.to === undefined || (progress === 'done' && network.dataDay !== undefined)) return []
    lengths ??= ownLengths(solved)
    const needed = lengths[last] as number
    const room = instantOfWeek(window.to, network.calendar) - instantOfWeek(window.from, network.calendar)
    return needed <= room ? [] : [{ id, index, needed, room }]
  })
}
