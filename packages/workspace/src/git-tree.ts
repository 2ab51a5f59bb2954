import { createHash } from 'node:crypto'

/** A file of a directory: its path relative to it, and the id of its blob in hex. */
export interface TreeFile {
  readonly path: string
  readonly executable: boolean
  readonly blob: string
}

interface TreeEntry {
  readonly mode: string
  readonly name: Buffer
  /** What git sorts by: a folder as if its name ended in a slash. */
  readonly key: Buffer
  readonly id: string
}

/** The id that git gives to a directory with these files. Empty folders do not exist for git. */
export function treeId(files: readonly TreeFile[], format: 'sha1' | 'sha256'): string {
  const entries: TreeEntry[] = []
  const folders = new Map<string, TreeFile[]>()
  for (const file of files) {
    const slash = file.path.indexOf('/')
    if (slash < 0) {
      const name = Buffer.from(file.path)
      entries.push({ mode: file.executable ? '100755' : '100644', name, key: name, id: file.blob })
      continue
    }
    const folder = file.path.slice(0, slash)
    const inside = folders.get(folder) ?? []
    inside.push({ ...file, path: file.path.slice(slash + 1) })
    folders.set(folder, inside)
  }
  for (const [name, inside] of folders)
    entries.push({ mode: '40000', name: Buffer.from(name), key: Buffer.from(`${name}/`), id: treeId(inside, format) })
  entries.sort((a, b) => Buffer.compare(a.key, b.key))
  const body = Buffer.concat(
    entries.flatMap(({ mode, name, id }) => [Buffer.from(`${mode} `), name, Buffer.from('\0'), Buffer.from(id, 'hex')]),
  )
  return createHash(format).update(`tree ${body.length}\0`).update(body).digest('hex')
}
