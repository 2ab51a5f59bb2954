import type { Block, Heading, Section } from './block.ts'
import type { Piece } from './blocks.ts'

type OpenSection = { heading: Heading | undefined; level: number; blocks: Block[]; sections: OpenSection[] }

/** Puts the pieces of a document under their headings. */
export function outline(pieces: readonly Piece[]): Section {
  const root: OpenSection = { heading: undefined, level: 0, blocks: [], sections: [] }
  const path: OpenSection[] = [root]
  for (const piece of pieces) {
    if (piece.type !== 'heading') {
      ;(path.at(-1) as OpenSection).blocks.push(piece)
      continue
    }
    while (path.length > 1 && (path.at(-1) as OpenSection).level >= piece.level) path.pop()
    const section: OpenSection = { heading: piece, level: piece.level, blocks: [], sections: [] }
    ;(path.at(-1) as OpenSection).sections.push(section)
    path.push(section)
  }
  return root
}
