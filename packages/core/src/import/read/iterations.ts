import type { Line, Section } from '../scan/block.ts'
import type { Reading } from './reading.ts'

/** A line that says how often every property test runs. */
export interface Iterations {
  readonly line: Line
  readonly count: number
}

const property = /propert|属性|性质|プロパティ|속성|свойств|propiedad|propriedade|propriété|eigenschaft/iu
const times =
  /(?<![\d.])(\d{2,7})\s{0,2}\+?\s{0,2}(?:or more\s|random\s)?(?:iterations?|runs\b|cases\b|iterac\w{0,5}|iteraç\w{0,5}|itérations?|iterationen|итерац\p{L}{0,3}|次|回|번)/iu

/** "Property tests run 100+ iterations": the first such line among the entries of a document. */
export function iterationsIn(section: Section): Iterations | undefined {
  for (const block of section.blocks) {
    if (block.type !== 'item' || block.box) continue
    const text = block.text.slice(0, 500)
    const count = property.test(text) ? times.exec(text)?.[1] : undefined
    if (count !== undefined && block.lines[0]) return { line: block.lines[0], count: Number(count) }
  }
  for (const below of section.sections) {
    const found = iterationsIn(below)
    if (found) return found
  }
  return undefined
}

/** Gives every property that says nothing else this count. */
export function addIterations({ line, count }: Iterations, { draft, account }: Reading): void {
  if (count < 1) return
  for (const one of draft.properties) {
    if (one.iterations !== undefined) continue
    one.iterations = count
    if (!account.isClaimed(line)) account.map(line, one, 'iterations')
  }
}
