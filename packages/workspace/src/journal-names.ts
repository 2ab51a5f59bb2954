import { lstatSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { errorCode } from './find-path.ts'

/** How far a transaction has come; part of the name of its journal. From `done` and `undone` on, only leftovers are taken away. */
export const journalStates = ['preparing', 'committed', 'rolling-back', 'done', 'undone'] as const
export type JournalState = (typeof journalStates)[number]

/** A journal by its name. */
export interface JournalName {
  readonly token: string
  readonly state: JournalState
}

const name = /^([0-9a-f]{16})\.(preparing|committed|rolling-back|done|undone)\.json$/
const draft = /^(?:[0-9a-f]{16}\.(?:(?:preparing|committed|rolling-back|done|undone)\.json\.new|event\.new|probe)|last\.[0-9a-f]{16}\.new)$/

export const journalFolder = (root: string): string => join(root, '.refractor', 'journal')
export const journalFile = (root: string, token: string, state: JournalState): string => join(journalFolder(root), `${token}.${state}.json`)
/** The repository path of a journal. */
export const journalPath = ({ token, state }: JournalName): string => `.refractor/journal/${token}.${state}.json`
/** Holds the token of the transaction that ended last. */
export const lastFile = (root: string): string => join(journalFolder(root), 'last')

function namesIn(root: string): string[] {
  try {
    // A link could lead anywhere: what is not a folder here holds no journals.
    return lstatSync(join(root, '.refractor')).isDirectory() && lstatSync(journalFolder(root)).isDirectory()
      ? readdirSync(journalFolder(root))
      : []
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(errorCode(error))) return []
    throw error
  }
}

/** The journals that are open, by token. One that is on its way from one state to the next has one name at any time. */
export function journalNames(root: string): JournalName[] {
  return namesIn(root).flatMap((entry): JournalName[] => {
    const parts = name.exec(entry)
    return parts === null ? [] : [{ token: parts[1] as string, state: parts[2] as JournalState }]
  })
}

/** What a process that was killed left behind beside the journals; absolute paths. Only who holds the lock may take it away. */
export function journalDrafts(root: string): string[] {
  return namesIn(root).flatMap((entry) => (draft.test(entry) ? [join(journalFolder(root), entry)] : []))
}
