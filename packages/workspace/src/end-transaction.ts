import { readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { makeFolder, notAFolder, removeFolder, removeIfThere, renameFile, statOf, syncFolder, writeNewFile } from './durable-files.ts'
import { errorCode } from './find-path.ts'
import { type Journal, removeJournal, setJournalState } from './journal.ts'
import { type JournalState, journalFolder, lastFile } from './journal-names.ts'
import { cleanUp, linkAbove, type Site, standingAt } from './journal-steps.ts'
import { sha256Of } from './read-file.ts'

const lastDraft = (root: string, token: string): string => `${lastFile(root)}.${token}.new`

/** Writes the token that will say "this transaction ended last"; while the disk has room, not when it matters. */
export function prepareLast(root: string, token: string): void {
  if (statOf(lastFile(root))?.isDirectory()) throw Object.assign(new Error(lastFile(root)), { code: 'EISDIR' })
  writeNewFile(lastDraft(root, token), token, { isDurable: false })
}

function writeLast(root: string, token: string): void {
  const draft = lastDraft(root, token)
  try {
    if (standingAt(draft) !== sha256Of(token)) {
      removeIfThere(draft)
      prepareLast(root, token)
    }
    renameFile(draft, lastFile(root))
  } catch {
    // On a full disk: taking it away shows readers as well that something changed. That it cannot be is no reason to stop here.
    try {
      removeIfThere(lastFile(root))
      removeIfThere(draft)
    } catch {}
  }
}

/** Folders in which a journal changes names, as far as they are there. */
export function foldersOf({ root }: Site, { steps, folders }: Journal): string[] {
  const paths = [...steps.flatMap((step) => (step.type === 'move' ? [step.from, step.to] : [step.path])), ...folders]
  const all = new Set(paths.map((path) => dirname(join(root, path))))
  return [...all].filter((folder) => statOf(folder)?.isDirectory())
}

/** A backup that holds what nobody planned for is no rubbish: it goes where a person can find it. */
function keepAside({ root, token }: Site): (file: string) => void {
  const folder = join(journalFolder(root), 'kept')
  let count = 0
  return (file) => {
    const stats = statOf(folder)
    if (stats === undefined) makeFolder(folder)
    else if (!stats.isDirectory()) throw notAFolder(folder)
    while (statOf(join(folder, `${token}-${count}`)) !== undefined) count++
    renameFile(file, join(folder, `${token}-${count}`))
  }
}

/** Removes the folders that a transaction made, as far as nothing is in them. */
function removeFolders({ root }: Site, { folders }: Journal): void {
  for (const folder of [...folders].reverse()) {
    const path = join(root, folder)
    if (linkAbove(root, `${folder}/x`) !== undefined || standingAt(path) === undefined) continue
    try {
      if (readdirSync(path).length === 0) removeFolder(path)
    } catch (error) {
      if (!['ENOTEMPTY', 'EEXIST', 'ENOENT', 'EBUSY'].includes(errorCode(error))) throw error
    }
  }
}

const ended: Readonly<Record<JournalState, JournalState>> = {
  preparing: 'preparing',
  committed: 'done',
  'rolling-back': 'undone',
  done: 'done',
  undone: 'undone',
}

/**
 * Ends a transaction whose steps are all done or all undone: makes that durable, takes away what it kept, says that it ended, and takes
 * the journal away last. Stopped anywhere in between, it can be begun again.
 */
export function endTransaction(site: Site, journal: Journal, state: JournalState): void {
  const { root, token } = site
  const next = ended[state]
  if (next !== state) {
    for (const folder of foldersOf(site, journal)) syncFolder(folder)
    setJournalState(root, token, state, next)
  }
  for (const [index, step] of journal.steps.entries()) cleanUp(site, step, index, next, keepAside(site))
  removeFolders(site, journal)
  writeLast(root, token)
  removeJournal(root, token, next)
}
