// Takes the lock of a workspace again and again, and leaves it each time as if it had been killed: with the number of no process in it.
import { appendFileSync, closeSync, openSync, readFileSync, renameSync, unlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { acquireLock } from '../../src/lock.ts'

const [, , root = '', count = '0', name = ''] = process.argv
const path = join(root, '.refractor/lock')
for (let index = 0; index < Number(count); index++) {
  const acquired = acquireLock(root, { waitMs: 60_000, command: `${name} ${index}` })
  if (!acquired.ok) throw new Error(acquired.diagnostic.message)
  // Two in here at once: the second finds the file of the first.
  closeSync(openSync(join(root, 'inside'), 'wx'))
  appendFileSync(join(root, 'log.txt'), `${name} ${index}\n`)
  if (!acquired.lock.isHeld()) throw new Error('the lock was lost')
  unlinkSync(join(root, 'inside'))
  if (index % 3 === 0) acquired.lock.release()
  else {
    writeFileSync(`${path}ed-${name}`, JSON.stringify({ ...(JSON.parse(readFileSync(path, 'utf8')) as object), pid: 2 ** 22 + 1 }))
    renameSync(`${path}ed-${name}`, path)
  }
}
