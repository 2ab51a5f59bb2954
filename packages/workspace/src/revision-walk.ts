import { posix } from 'node:path'
import { isWithin } from './program-folders.ts'
import { limits } from './read-file.ts'
import type { RevisionFile } from './revision-files.ts'
import type { RevisionSource } from './revision-index.ts'
import type { Walk, WalkRules } from './walk.ts'

const join = (folder: string, name: string): string => (folder === '' ? name : `${folder}/${name}`)
const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')))
const stemOf = (name: string): string => name.split('.')[0] as string
const byPath = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** The longest path that a link may lead to, in bytes; no file system knows longer ones. */
const longestLink = 4096

/** Reads the regular files among these paths in one go. */
export function prefetch({ index, objects }: RevisionSource, paths: Iterable<string>): void {
  const wanted: RevisionFile[] = []
  for (const path of paths) {
    const found = index.look(path)
    if ('file' in found) wanted.push(found.file)
  }
  objects.load(wanted)
}

/** Reads files that were found, and what stands beside them under the same name: signatures, metadata. */
function prefetchFound(source: RevisionSource, found: readonly string[]): void {
  const stems = new Set(found.map((path) => join(folderOf(path), stemOf(path.slice(path.lastIndexOf('/') + 1)))))
  const beside = [...new Set(found.map(folderOf))].flatMap((folder) =>
    [...(source.index.names(folder) ?? [])].flatMap((name) => (stems.has(join(folder, stemOf(name))) ? join(folder, name) : [])),
  )
  prefetch(
    source,
    beside.filter((path) => (source.entries.get(path)?.size ?? 0) <= limits.evidence),
  )
}

/** Links that lead to a folder elsewhere, or out of the workspace: what lies behind them is not looked at. One to a file says nothing. */
function hidingLinks({ index, objects }: RevisionSource, start: string, links: ReadonlyMap<string, RevisionFile>): string[] {
  objects.load([...links.values()].filter(({ size = 0 }) => size <= longestLink))
  return [...links].flatMap(([path, file]) => {
    const target = (file.size ?? 0) <= longestLink ? objects.bytes(file) : undefined
    if (!target?.ok) return path
    const to = posix.join(folderOf(path), target.bytes.toString('utf8')).replace(/\/$/, '')
    if (target.bytes[0] === 0x2f || to === '..' || to.startsWith('../')) return path
    const at = to === '.' ? '' : to
    const { state } = index.look(at)
    // What lies below the start is met at its own place.
    return state === 'file' || state === 'missing' || (state === 'directory' && isWithin(start, at)) ? [] : path
  })
}

/** Lists a folder of a revision and what is below it, as `walk` does on disk; a submodule cannot be entered. */
export function walkRevision(source: RevisionSource, start: string, rules: WalkRules): Walk {
  const { entries, index } = source
  const files: string[] = []
  const unreadable: { path: string; reason: string }[] = []
  const links = new Map<string, RevisionFile>()
  const top = index.look(start)
  if (top.state === 'unreadable') unreadable.push({ path: start, reason: top.problem })
  if (top.state === 'file') unreadable.push({ path: start, reason: 'it is not a directory' })
  if (top.state !== 'directory') return { files, unreadable, links: [] }

  const pending = [{ path: start, depth: 0 }]
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    for (const name of index.names(folder.path) ?? []) {
      const path = join(folder.path, name)
      if (rules.skip?.(path)) continue
      const file = entries.get(path)
      // A submodule is a folder on disk.
      const isFolder = file === undefined || file.mode === '160000'
      if (rules.want(name, folder.depth, isFolder)) files.push(path)
      else if (file?.mode === '120000') links.set(path, file)
      else if (isFolder && folder.depth < (rules.maxDepth ?? Number.POSITIVE_INFINITY)) {
        const inside = index.look(path)
        if (inside.state === 'unreadable') unreadable.push({ path, reason: inside.problem })
        else pending.push({ path, depth: folder.depth + 1 })
      }
    }
  }
  files.sort(byPath)
  prefetchFound(source, files)
  return {
    files,
    unreadable: unreadable.sort((a, b) => byPath(a.path, b.path)),
    links: hidingLinks(source, start, links).sort(byPath),
  }
}
