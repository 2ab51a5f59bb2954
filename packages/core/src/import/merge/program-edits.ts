import type { YamlEdit } from '../../load/edit-document.ts'
import { pointer } from '../../load/loaded.ts'
import { valueAt } from '../../load/parsed.ts'
import type { FileValue, Path } from './units.ts'

/** Entries that come into a list before the one at an index. */
interface Insertion {
  readonly index: number
  readonly value: unknown
  readonly from: Path | undefined
}

/** The changes of one list: which entries go, and which come. */
interface ListChange {
  readonly file: FileValue
  readonly path: Path
  readonly removed: Set<number>
  readonly insertions: Insertion[]
}

/** The name of a list of a file. */
export const listKey = (file: FileValue, path: Path): string => `${file.path}\n${pointer('', ...path)}`

/** The edits of all files of a program, as they come together: lists are written last, when all that goes and comes is known. */
export class ProgramEdits {
  readonly #edits = new Map<FileValue, YamlEdit[]>()
  readonly #lists = new Map<string, ListChange>()

  add(file: FileValue, edit: YamlEdit): void {
    const edits = this.#edits.get(file)
    if (edits) edits.push(edit)
    else this.#edits.set(file, [edit])
  }

  /** The changes of a list, to be added to. */
  list(file: FileValue, path: Path): ListChange {
    const key = listKey(file, path)
    const change = this.#lists.get(key) ?? { file, path, removed: new Set<number>(), insertions: [] }
    this.#lists.set(key, change)
    return change
  }

  /** The edits by file; nothing can be added after it. */
  finish(): ReadonlyMap<FileValue, readonly YamlEdit[]> {
    for (const change of this.#lists.values()) this.#write(change)
    return this.#edits
  }

  #write({ file, path, removed, insertions }: ListChange): void {
    const entries = valueAt(file.value, path)
    const old: readonly unknown[] = Array.isArray(entries) ? entries : []
    if (removed.size === old.length) {
      // Nothing of the list stays, so it is written anew; what goes needs no changes any more.
      const value = insertions.map((one) => one.value)
      const isRequired = path.length === 1 || path.at(-1) === 'criteria'
      const within = pointer('', ...path)
      const edits = (this.#edits.get(file) ?? []).filter((edit) => !pointer('', ...edit.path).startsWith(`${within}/`))
      this.#edits.set(file, edits)
      if (value.length > 0 || isRequired) edits.push({ type: 'set', path, value })
      else if (old.length > 0) edits.push({ type: 'remove', path })
      return
    }
    for (const index of removed) {
      const within = pointer('', ...path, index)
      this.#edits.set(
        file,
        (this.#edits.get(file) ?? []).filter((edit) => !pointer('', ...edit.path).startsWith(`${within}/`)),
      )
      this.add(file, { type: 'remove', path: [...path, index] })
    }
    for (const index of new Set(insertions.map((one) => one.index))) {
      const entries = insertions
        .filter((one) => one.index === index)
        .map(({ value, from }) => {
          const isAsItWas = from !== undefined && JSON.stringify(valueAt(file.value, from)) === JSON.stringify(value)
          return { value, ...(isAsItWas && { from }) }
        })
      this.add(file, { type: 'insert', path: [...path, index], entries })
    }
  }
}
