// Loaded before the program: kills it before the n-th call that would change a file below a folder.
const fs = require('node:fs')
const { syncBuiltinESMExports } = require('node:module')

const at = Number(process.env.KILL_AT)
const folder = process.env.KILL_IN
let seen = 0
for (const name of [
  'linkSync',
  'unlinkSync',
  'renameSync',
  'writeFileSync',
  'mkdirSync',
  'rmSync',
  'rmdirSync',
  'openSync',
  'fsyncSync',
  'copyFileSync',
]) {
  const original = fs[name]
  fs[name] = (...args) => {
    const path = typeof args[0] === 'string' ? args[0] : ''
    const reads = name === 'openSync' && (args[1] === undefined || args[1] === 'r')
    const counts =
      !reads &&
      (path === '' ? name === 'fsyncSync' || name === 'writeFileSync' : path.startsWith(folder) && !path.includes('/.refractor/cache'))
    if (counts && ++seen === at) process.kill(process.pid, 'SIGKILL')
    return original(...args)
  }
}
syncBuiltinESMExports()
