import { statSync } from 'node:fs'
import { join } from 'node:path'
import { holderOf, type LockFile, lockExpiresMs, readLock, staleLock } from './lock-file.ts'

const lockOf = (root: string): string => join(root, '.refractor', 'lock')

/** Who holds the lock of a workspace now, if anybody does: a stale one is held by nobody. Reads only. */
export function lockHolder(root: string): LockFile | undefined {
  const path = lockOf(root)
  const stats = statSync(path, { throwIfNoEntry: false })
  return stats === undefined || staleLock(path, lockExpiresMs, Date.now()) !== undefined ? undefined : readLock(path)
}

/** Who holds the lock of a workspace, in words. */
export const lockHolderName = (root: string): string => holderOf(lockOf(root))
