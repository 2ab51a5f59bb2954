// A workspace on disk as a value: what two trees have in common, what was left behind, and whether a journal is open.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'

export const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex')

/**
 * What belongs to nobody's state: the cache, the lock, the stamp of the last transaction, and what the commands of the plan write when
 * they are run for evidence, before anything is recorded.
 */
const isPassing = (path) => /^reports$|^\.refractor\/(?:cache|lock[^/]*|journal\/(?:last|\.gitignore))$/.test(path)
const isJournal = (path) => path === '.refractor/journal' || path.startsWith('.refractor/journal/')

/**
 * Every file, link and folder below a root with its mode and digest, in `files`; what lies in the folder of the journal, in `journal`.
 * Empty folders count: a transaction that is undone takes its folders back.
 */
export function readTree(root) {
  const files = new Map()
  const journal = new Map()
  const visit = (folder) => {
    for (const name of readdirSync(join(root, folder)).sort()) {
      const path = folder === '' ? name : `${folder}/${name}`
      if (path === '.git' || isPassing(path)) continue
      const full = join(root, path)
      const stats = lstatSync(full)
      const into = isJournal(path) ? journal : files
      if (stats.isDirectory()) {
        // The lock makes the folder of the workspace, and takes nothing away.
        if (path !== '.refractor/journal' && path !== '.refractor') into.set(`${path}/`, `folder ${(stats.mode & 0o7777).toString(8)}`)
        visit(path)
      } else if (stats.isSymbolicLink()) into.set(path, `link ${readlinkSync(full)}`)
      else into.set(path, `${(stats.mode & 0o7777).toString(8)} ${sha256(readFileSync(full))}`)
    }
  }
  visit('')
  return { files, journal }
}

/** Refs, the checked out branch and the state of the index: what a command of git leaves behind. */
export function readGit(root) {
  const git = (...args) => spawnSync('git', args, { cwd: root, encoding: 'utf8' }).stdout
  return [
    git('for-each-ref', '--format=%(refname) %(objectname)'),
    git('rev-parse', 'HEAD'),
    git('diff', '--cached', '--name-status'),
    readdirSync(join(root, '.git'))
      .filter((name) => /lock|tmp|refractor/i.test(name))
      .join(),
  ].join('\n')
}

/** Journals that are open, by the names of their files. */
export const openJournals = (tree) => [...tree.journal.keys()].filter((path) => path.endsWith('.json'))

/** Files that a transaction makes for itself, and takes away again. */
export const isTemporary = (path) => /(?:^|\/)\.refractor-[0-9a-f]+-\d+\.\w+$|\.(?:tmp|back|new|old)$/.test(path)

/** The paths by which two maps of files differ. */
export function differences(found, wanted) {
  const paths = new Set([...found.keys(), ...wanted.keys()])
  return [...paths].filter((path) => found.get(path) !== wanted.get(path)).sort()
}

const digestOf = (state) => /^[0-7]+ ([0-9a-f]{64})$/.exec(state)?.[1]
function digestCounts(files) {
  const counts = new Map()
  for (const state of files.values()) {
    const digest = digestOf(state)
    if (digest !== undefined) counts.set(digest, (counts.get(digest) ?? 0) + 1)
  }
  return counts
}

/**
 * What a tree that is neither the one before nor the one after has lost (contents that both have) and doubled (contents that
 * it has more often than either).
 */
export function damage(found, before, after) {
  const [have, was, willBe] = [found, before, after].map(digestCounts)
  const lost = [...was].filter(([digest, count]) => Math.min(count, willBe.get(digest) ?? 0) > (have.get(digest) ?? 0))
  const doubled = [...have].filter(([digest, count]) => count > Math.max(was.get(digest) ?? 0, willBe.get(digest) ?? 0) && was.has(digest))
  return { lost: lost.length, doubled: doubled.length }
}
