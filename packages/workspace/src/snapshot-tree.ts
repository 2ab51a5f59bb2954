import { createHash } from 'node:crypto'
import type { SnapshotEntry } from './snapshot-content.ts'

/** One tree object: its entries in the order of git, and the id that it has. */
export interface TreeObject {
  readonly oid: string
  readonly entries: readonly { readonly mode: string; readonly type: 'blob' | 'tree'; readonly oid: string; readonly name: string }[]
}

type Leaf = Pick<SnapshotEntry, 'path' | 'mode' | 'oid'>

/** Folders as git sorts them: as if their names ended in a slash. */
const sortKey = ({ type, name }: TreeObject['entries'][number]): Buffer => Buffer.from(type === 'tree' ? `${name}/` : name)

/** The tree objects that hold these files, each after those that it names; the last one is the root. */
export function treeObjects(files: readonly Leaf[], format: 'sha1' | 'sha256'): TreeObject[] {
  const made: TreeObject[] = []
  const make = (inside: readonly Leaf[], depth: number): string => {
    const entries: TreeObject['entries'][number][] = []
    const folders = new Map<string, Leaf[]>()
    for (const file of inside) {
      const parts = file.path.split('/')
      const name = parts[depth] as string
      if (parts.length === depth + 1) entries.push({ mode: file.mode, type: 'blob', oid: file.oid, name })
      else {
        const below = folders.get(name)
        if (below === undefined) folders.set(name, [file])
        else below.push(file)
      }
    }
    for (const [name, below] of folders) entries.push({ mode: '040000', type: 'tree', oid: make(below, depth + 1), name })
    entries.sort((a, b) => Buffer.compare(sortKey(a), sortKey(b)))
    const body = Buffer.concat(
      entries.flatMap(({ mode, name, oid }) => [Buffer.from(`${mode.replace(/^0/, '')} ${name}\0`), Buffer.from(oid, 'hex')]),
    )
    const oid = createHash(format).update(`tree ${body.length}\0`).update(body).digest('hex')
    made.push({ oid, entries })
    return oid
  }
  make(files, 0)
  return made
}
