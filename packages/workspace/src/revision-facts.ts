import { type FileFact, isRepoPath } from '@refractor/core'
import { type FileFacts, rememberFacts } from './file-fact.ts'
import { treeId } from './git-tree.ts'
import { notHere } from './lfs-pointer.ts'
import { decodeText, limits, sha256Of } from './read-file.ts'
import type { RevisionFile } from './revision-files.ts'
import { type RevisionSource, refusal } from './revision-index.ts'

/** The git tree of a folder, as a clean checkout would have it. */
function folderFact({ entries, index }: RevisionSource, folder: string): FileFact {
  const files: { path: string; executable: boolean; blob: string }[] = []
  const pending = [folder]
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    for (const name of index.names(at) ?? []) {
      const path = at === '' ? name : `${at}/${name}`
      const file = entries.get(path)
      if (file === undefined) pending.push(path)
      else {
        const problem = refusal(path, file)
        if (problem !== undefined) return { state: 'unreadable', problem }
        files.push({ path: path.slice(folder === '' ? 0 : folder.length + 1), executable: file.mode === '100755', blob: file.oid })
      }
    }
  }
  const format = files[0]?.blob.length === 64 ? 'sha256' : 'sha1'
  return { state: 'directory', entries: files.length, gitTree: treeId(files, format) }
}

function textFact({ objects }: RevisionSource, file: RevisionFile): FileFact {
  const fact = objects.fact(file)
  if (!fact.ok) return { state: 'unreadable', problem: fact.problem }
  const { size, sha256 } = fact
  if (fact.lfs) return { state: 'file', size, sha256, problem: notHere }
  if (size > limits.text) return { state: 'file', size, sha256, problem: `it is larger than ${limits.text >> 20} MiB` }
  const read = objects.bytes(file)
  if (!read.ok) return { state: 'unreadable', problem: read.problem }
  const text = decodeText(read.bytes)
  return { state: 'file', size, sha256, ...(text === undefined ? { problem: 'it is not UTF-8 text' } : { text }) }
}

/** Answers what a revision holds at a path; the same as for a clean checkout of it, but for links and submodules, which are refused. */
export function revisionFacts(source: RevisionSource): FileFacts {
  const { entries, index, objects } = source
  return {
    fact: rememberFacts(new Map(), (path, withText) => {
      if (!isRepoPath(path)) return { state: 'unreadable', problem: 'it is not a path inside the workspace' }
      const found = index.look(path.replace(/\/$/, ''))
      if (found.state === 'directory') return folderFact(source, path.replace(/\/$/, ''))
      if (!('file' in found)) return found
      if (path.endsWith('/')) return { state: 'missing', problem: 'it is a file, not a directory' }
      if (withText) return textFact(source, found.file)
      const fact = objects.fact(found.file)
      return fact.ok ? { state: 'file', size: fact.size, sha256: fact.sha256 } : { state: 'unreadable', problem: fact.problem }
    }),
    inputLine(path) {
      const file = entries.get(path)
      if (file === undefined) return undefined
      if (file.mode === '160000') return { line: `${path}\0commit ${file.oid}\n` }
      if (file.mode === '120000') {
        const target = objects.bytes(file)
        return target.ok ? { line: `${path}\0link ${sha256Of(target.bytes.toString('utf8'))}\n` } : target
      }
      const problem = refusal(path, file)
      if (problem !== undefined) return { problem }
      const fact = objects.fact(file)
      return fact.ok ? { line: `${path}\0${fact.sha256}\n` } : fact
    },
  }
}
