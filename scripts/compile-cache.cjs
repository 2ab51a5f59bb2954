'use strict'

// Keeps the compiled code of the bundle's chunks beside them, so that a run does not pay for compiling again what the
// last one compiled (Node has module.enableCompileCache only from 22.1 on). V8 compares little more than the length of
// the source, so only chunks whose names carry a hash of their content are cached.
const fs = require('fs')
const Module = require('module')
const path = require('path')
const vm = require('vm')

const hashed = /-[\w-]{8}\.cjs$/

/** Makes `require` of the chunks in a folder use the cache, and writes what was missing when the process ends. */
function useCompileCache(folder) {
  // Compiled code of one version or architecture is refused by every other.
  const cache = path.join(folder, '.compiled', process.version + '-' + process.arch)
  const fresh = []
  const byDefault = Module._extensions['.js']

  Module._extensions['.cjs'] = (module, filename) => {
    if (path.dirname(filename) !== folder || !hashed.test(filename)) return byDefault(module, filename)
    const file = path.join(cache, path.basename(filename))
    let cachedData
    try {
      cachedData = fs.readFileSync(file)
    } catch (_) {
      // Compiled below, and kept for the next run.
    }
    const script = new vm.Script(Module.wrap(fs.readFileSync(filename, 'utf8')), { filename, cachedData })
    if (cachedData === undefined || script.cachedDataRejected) fresh.push([script, file])
    const require = Module.createRequire(filename)
    script.runInThisContext().call(module.exports, module.exports, require, module, filename, folder)
  }

  process.once('exit', () => {
    if (fresh.length === 0) return
    try {
      fs.mkdirSync(cache, { recursive: true })
      for (const [script, file] of fresh) {
        const temporary = file + '.' + process.pid
        // Functions that ran are compiled by now, and are kept as well.
        fs.writeFileSync(temporary, script.createCachedData())
        fs.renameSync(temporary, file)
      }
    } catch (_) {
      // A folder that cannot be written costs time, nothing else.
    }
  })
}

module.exports = { useCompileCache }
