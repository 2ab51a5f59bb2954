import { compareIds } from '../link/natural-order.ts'
import type { Program } from '../link/program-types.ts'
import { requirementShapes } from '../link/requirement-shapes.ts'

/** What a reference to requirements means. */
export type RequirementReference =
  /** These declared ones; more than one for a range or `all`. */
  | { readonly kind: 'declared'; readonly ids: readonly string[] }
  /** A name for something that the program does not declare, in its normal spelling. */
  | { readonly kind: 'undeclared'; readonly id: string }
  /** It looks like a declared one, and there is none. */
  | { readonly kind: 'absent'; readonly id: string }

/** Links that ranges and `all` may stand for, all together: with many tasks and many requirements they would grow with the product. */
const expansionLimit = 500_000

const separator = /\s*(?:\.\.\.?|[-–—~]|\bto\b|\bthrough\b)\s*/g

/** White space of a name says nothing. */
export const plainName = (text: string): string => text.normalize('NFC').replace(/\s+/g, ' ').trim()

/** True for a requirement that does not come from a change that is judged; what head adds is the same entry in the union and in head. */
export const isOfBase = ({ requirements, after }: Pick<Program, 'requirements' | 'after'>, id: string): boolean =>
  after === undefined || requirements.get(id) !== after.requirements.get(id)

/** Reads references to requirements: an id, a range ("1.1-1.4"), `all`, or the name of something that is not declared. */
export class RequirementReferences {
  /** Ranges stand for more links than are drawn. */
  overflow = false
  readonly #declared: Program['requirements']
  readonly #looksDeclared: (text: string) => boolean
  readonly #known = new Map<string, RequirementReference>()
  readonly #isDeclaring: boolean
  #sorted: readonly string[] | undefined
  #left = expansionLimit

  constructor(program: Pick<Program, 'requirements' | 'after'>) {
    this.#declared = program.requirements
    // What only a change declares does not make a name of base a reference that leads nowhere.
    const ids = [...program.requirements.keys()].filter((id) => isOfBase(program, id))
    this.#isDeclaring = ids.length > 0
    this.#looksDeclared = requirementShapes(ids)
  }

  read(text: string): RequirementReference {
    let found = this.#known.get(text)
    if (found === undefined) {
      found = this.#find(text)
      this.#known.set(text, found)
    }
    if (found.kind === 'declared' && found.ids.length > 1) {
      this.#left -= found.ids.length
      if (this.#left < 0) {
        this.overflow = true
        return { kind: 'declared', ids: [] }
      }
    }
    return found
  }

  #find(text: string): RequirementReference {
    if (this.#declared.has(text)) return { kind: 'declared', ids: [text] }
    const name = plainName(text)
    if (this.#declared.has(name)) return { kind: 'declared', ids: [name] }
    if (!this.#isDeclaring) return { kind: 'undeclared', id: name }
    if (/^all$/i.test(name)) return { kind: 'declared', ids: this.#all() }
    if (this.#looksDeclared(name)) return { kind: 'absent', id: name }
    return this.#range(name) ?? { kind: 'undeclared', id: name }
  }

  #all(): readonly string[] {
    this.#sorted ??= [...this.#declared.keys()].sort(compareIds)
    return this.#sorted
  }

  /** A range whose two ends look like declared ids: the declared ones from the first to the second. */
  #range(name: string): RequirementReference | undefined {
    for (const match of name.slice(0, 400).matchAll(separator)) {
      const low = name.slice(0, match.index)
      const high = name.slice(match.index + match[0].length)
      if (!this.#looksDeclared(low)) continue
      const end = /^\d+$/.test(high) ? low.replace(/\d+$/, high) : high
      const to = this.#looksDeclared(high) ? high : end
      if (!this.#looksDeclared(to)) continue
      const ids = this.#between(low, to)
      return ids.length === 0 ? { kind: 'absent', id: name } : { kind: 'declared', ids }
    }
    return undefined
  }

  #between(low: string, high: string): readonly string[] {
    const all = this.#all()
    const from = firstAt(all, (id) => compareIds(id, low) >= 0)
    return all.slice(
      from,
      firstAt(all, (id) => compareIds(id, high) > 0),
    )
  }
}

/** The first place from which on a test holds. */
function firstAt(ids: readonly string[], holds: (id: string) => boolean): number {
  let [low, high] = [0, ids.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (holds(ids[middle] as string)) high = middle
    else low = middle + 1
  }
  return low
}
