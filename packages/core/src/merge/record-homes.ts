import { identitiesOf, isRecord } from './identity.ts'
import type { Block, Part } from './yaml-parts.ts'

/** Steps of a place, between characters that no key of a record has. */
export const stepTo = (where: string, step: string): string => `${where}\u0001${step}`
const lastStep = (where: string): string => where.slice(where.lastIndexOf('\u0001') + 1)

/** Lists of one kind of record under different names: a record may go from one to the other. */
const sameKind: Readonly<Record<string, string>> = { children: 'tasks', acceptance: 'criteria' }

/** What a record is known by in the whole file. */
export function recordName(list: string, identity: string): string {
  const key = lastStep(list)
  return stepTo(sameKind[key] ?? key, identity)
}

/** The list that a record stands in. */
export interface Home {
  readonly list: string
  readonly part: Part
}

export type Homes = ReadonlyMap<string, Home>

/** Where each record of a file stands; one whose id occurs twice stands nowhere. */
export function homesOf(top: Block): Homes {
  const homes = new Map<string, Home>()
  const twice = new Set<string>()
  const walk = (block: Block, where: string): void => {
    const names =
      block.kind === 'list' ? identitiesOf(block.parts.map((part) => part.value)) : block.parts.map((part) => part.key as string)
    for (const [index, part] of block.parts.entries()) {
      const name = names[index] as string
      if (block.kind === 'list' && isRecord(part.value)) {
        const known = recordName(where, name)
        if (homes.has(known)) twice.add(known)
        homes.set(known, { list: where, part })
      }
      if (part.body.kind !== 'leaf') walk(part.body, stepTo(where, name))
    }
  }
  walk(top, '')
  for (const name of twice) homes.delete(name)
  return homes
}

/** Records that stand in different lists in the three versions, and every place around them. */
export interface Moves {
  readonly base: Homes
  readonly ours: Homes
  readonly theirs: Homes
  readonly moved: ReadonlySet<string>
  readonly touched: ReadonlySet<string>
}

export function movesBetween(base: Homes, ours: Homes, theirs: Homes): Moves {
  const moved = new Set<string>()
  const touched = new Set<string>()
  for (const name of new Set([...base.keys(), ...ours.keys(), ...theirs.keys()])) {
    const lists = [base, ours, theirs].flatMap((homes) => homes.get(name)?.list ?? [])
    if (lists.every((list) => list === lists[0])) continue
    moved.add(name)
    for (const list of lists)
      for (let at = stepTo(list, lastStep(name)); at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('\u0001')))) touched.add(at)
  }
  return { base, ours, theirs, moved, touched }
}

export const noMoves: Moves = { base: new Map(), ours: new Map(), theirs: new Map(), moved: new Set(), touched: new Set() }
