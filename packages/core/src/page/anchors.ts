import { anchorOf } from './markup.ts'

/** The anchors of a page: the first that asks for a name has it, for an exit gate has the name of its phase. */
export class Anchors {
  readonly #taken = new Set<string>()

  /** ` id="…"`, or nothing where the name is taken. */
  of(id: string): string {
    if (this.#taken.has(id)) return ''
    this.#taken.add(id)
    return ` id="${anchorOf(id)}"`
  }
}
