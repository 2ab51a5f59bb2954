// Holds the lock of a workspace, says so, and keeps it until it is told to stop or is killed.
import { readSync, writeSync } from 'node:fs'
import { withLock } from '../../src/lock.ts'

const answer = withLock(process.argv[2] as string, () => {
  writeSync(1, 'held\n')
  readSync(0, Buffer.alloc(1))
})
if (!answer.ok) throw new Error(answer.diagnostic.message)
