import { chmodSync, lstatSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type Diagnostic, diagnostic, isRepoPath, type SnapshotRecord, snapshotPath } from '@refractor/core'
import { fileProblem } from './find-path.ts'
import { readSnapshotTree } from './read-snapshots.ts'

/** What was written, or why nothing (or not all) was. */
export type Extracted =
  | { readonly ok: true; readonly files: number; readonly bytes: number }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] }

/** True for a link that stays among the files it is written with. */
function staysInside(path: string, target: string): boolean {
  if (target === '' || target.startsWith('/') || target.includes('\0') || target.includes('\\')) return false
  let depth = path.split('/').length - 1
  for (const part of target.split('/')) {
    if (part === '..') depth -= 1
    else if (part !== '' && part !== '.') depth += 1
    if (depth < 0) return false
  }
  return true
}

/**
 * Writes the files of a snapshot into an empty folder that the caller made (a temporary one: this is no way to change a workspace).
 * Their digests are checked against the record before anything is written. Links come last, and only those that stay inside. Files of
 * Git LFS are written as their pointers.
 */
export async function extractSnapshot(root: string, record: SnapshotRecord, folder: string): Promise<Extracted> {
  const refuse = (problem: string): Extracted => ({
    ok: false,
    diagnostics: [
      diagnostic('workspace/unwritable', `cannot write ${record.id} to ${folder}: ${problem}`, {
        location: { file: snapshotPath(record.id), line: 1, column: 1 },
        help: 'name a folder that is empty and that you may write to',
      }),
    ],
  })
  const read = await readSnapshotTree(root, record)
  if (!read.ok) return read
  try {
    if (readdirSync(folder).length > 0) return refuse('it is not empty')
    let bytes = 0
    const links = read.entries.filter(({ mode }) => mode === '120000')
    for (const entry of read.entries) {
      if (!isRepoPath(entry.path)) return refuse(`it holds an unsafe name: ${JSON.stringify(entry.path)}`)
      if (entry.mode === '120000') continue
      const content = read.bytes(entry)
      if (!content.ok) return refuse(content.problem)
      const absolute = join(folder, entry.path)
      mkdirSync(dirname(absolute), { recursive: true })
      writeFileSync(absolute, content.bytes, { flag: 'wx', mode: entry.mode === '100755' ? 0o755 : 0o644 })
      if (entry.mode === '100755') chmodSync(absolute, lstatSync(absolute).mode | 0o100)
      bytes += content.bytes.length
    }
    for (const entry of links) {
      const target = read.bytes(entry)
      if (!target.ok) return refuse(target.problem)
      const text = target.bytes.toString('utf8')
      if (!staysInside(entry.path, text)) continue
      mkdirSync(dirname(join(folder, entry.path)), { recursive: true })
      symlinkSync(text, join(folder, entry.path))
    }
    return { ok: true, files: read.entries.length, bytes }
  } catch (error) {
    return refuse(fileProblem(error))
  }
}
