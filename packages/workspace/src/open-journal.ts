import { closeSync, openSync, readSync } from 'node:fs'
import { type JournalName, journalNames, journalPath, lastFile } from './journal-names.ts'

/** A transaction that has begun and not ended, and whether the process that began it is still at work. */
export interface OpenJournal extends JournalName {
  /** Repository path of the journal. */
  readonly path: string
  /** Somebody holds the lock: it may end by itself. */
  readonly isAlive: boolean
}

/** The open transaction of a workspace, if there is one: one look into a folder where there is none. */
export async function openJournal(root: string): Promise<OpenJournal | undefined> {
  const [first] = journalNames(root)
  if (first === undefined) return undefined
  // Nearly always there is none, and nothing more is loaded.
  const { lockHolder } = await import('./lock-holder.ts')
  const isAlive = lockHolder(root) !== undefined
  return { ...first, path: journalPath(first), isAlive }
}

function lastToken(root: string): string {
  let file: number
  try {
    file = openSync(lastFile(root), 'r')
  } catch {
    return ''
  }
  try {
    const bytes = Buffer.alloc(64)
    return bytes.toString('latin1', 0, readSync(file, bytes))
  } catch {
    return ''
  } finally {
    closeSync(file)
  }
}

/**
 * What changes with every transaction: which one ended last, and which are open. Equal before and after a reading, no other refractor
 * changed anything in between. Editors and git leave it as it is.
 */
export function transactionStamp(root: string): string {
  // The journals first: a transaction that ends in between has written that it was the last before its journal goes.
  const open = journalNames(root).map(({ token, state }) => `${token}.${state}`)
  return [lastToken(root), ...open].join(' ')
}
