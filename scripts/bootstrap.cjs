'use strict'

// From a bare clone to a running tool with Node and nothing else: dependencies are installed when they are missing or
// when the lock file changed, the bundle is built when its sources changed. The usual case, with nothing to do, must
// cost next to nothing (a walk of a few hundred files), so everything else is required late. All output goes to
// standard error: standard output belongs to the answer. The syntax is kept old, so that an old Node reaches the
// message about its age.
const fs = require('fs')
const path = require('path')

const root = path.resolve(__dirname, '..')
const dist = path.join(root, 'packages', 'cli', 'dist')
const entry = path.join(dist, 'refractor.cjs')
const lockFile = path.join(root, 'pnpm-lock.yaml')
const installStamp = path.join(root, 'node_modules', '.refractor-installed')
const lock = path.join(dist, '.lock')
const buildStamp = path.join(dist, '.built-from')

/** The exit code of the contract for "no answer": the question could not even be put. */
const NO_ANSWER = 4
const WRONG_NODE = 2

/** What the bundle is made of, beside the `src` folder of each package. */
const sources = ['pnpm-lock.yaml', 'scripts/build.mjs']

function say(text) {
  fs.writeSync(2, 'refractor: ' + text + '\n')
}

/** Prints a problem and ends the process without an answer. */
function giveUp(text) {
  say(text)
  process.exit(NO_ANSWER)
}

function checkNode() {
  const parts = process.versions.node.split('.').map(Number)
  if (parts[0] > 20 || (parts[0] === 20 && parts[1] >= 19)) return
  say('Node ' + process.versions.node + ' is too old; install Node 20.19 or later (20, 22 and 24 are tested)')
  process.exit(WRONG_NODE)
}

function readText(file) {
  try {
    return fs.readFileSync(file, 'utf8')
  } catch (_) {
    return undefined
  }
}

/** Size and time of a file: enough to see that it changed, without reading it. */
function stateOf(stats) {
  return stats.size + ' ' + stats.mtimeMs
}

/** One line for each file below a folder. Called for some hundred files on every run: each extra call would be felt. */
function describeFolder(relative) {
  let lines = ''
  for (const one of fs.readdirSync(path.join(root, relative), { withFileTypes: true })) {
    const name = relative + '/' + one.name
    lines += one.isDirectory() ? describeFolder(name) : name + ' ' + stateOf(fs.lstatSync(root + '/' + name)) + '\n'
  }
  return lines
}

/** What the bundle would be built from: one line for each source file. Compared as text with the stamp of the last build. */
function describeSources() {
  let lines = ''
  for (const name of sources) lines += name + ' ' + stateOf(fs.statSync(path.join(root, name))) + '\n'
  for (const name of fs.readdirSync(path.join(root, 'packages')).sort()) {
    const manifest = 'packages/' + name + '/package.json'
    const stats = fs.statSync(path.join(root, manifest), { throwIfNoEntry: false })
    // A folder without one is what another branch has left behind.
    if (stats) lines += manifest + ' ' + stateOf(stats) + '\n' + describeFolder('packages/' + name + '/src')
  }
  return lines
}

function isBuilt() {
  return readText(buildStamp) === describeSources() && fs.existsSync(entry)
}

function isInstalled() {
  const stats = fs.statSync(lockFile, { throwIfNoEntry: false })
  return stats !== undefined && readText(installStamp) === stateOf(stats)
}

function markInstalled() {
  fs.writeFileSync(installStamp, stateOf(fs.statSync(lockFile)))
}

/** pnpm keeps a copy of the lock file that it installed last, so an installation by hand is recognised too. */
function isInstalledByHand() {
  const installed = readText(path.join(root, 'node_modules', '.pnpm', 'lock.yaml'))
  return installed !== undefined && installed === readText(lockFile)
}

function ensureDependencies() {
  if (isInstalled()) return
  const release = require('./exclusive.cjs').acquire(lock, say, giveUp)
  try {
    if (isInstalled()) return
    if (!isInstalledByHand()) require('./install.cjs').install(root, say, giveUp)
    markInstalled()
  } finally {
    release()
  }
}

function ensureBundle() {
  if (isBuilt()) return
  const result = require('child_process').spawnSync(process.execPath, [path.join(__dirname, 'build.mjs'), '--if-needed'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  })
  if (result.error) giveUp('the build could not be started: ' + result.error.message)
  if (result.status !== 0) giveUp('the build failed; see above')
}

function runRefractor() {
  checkNode()
  try {
    ensureDependencies()
    ensureBundle()
  } catch (error) {
    giveUp('cannot prepare ' + root + ': ' + error.message)
  }
  require('./compile-cache.cjs').useCompileCache(dist)
  require(entry)
}

module.exports = { buildStamp, describeSources, dist, ensureDependencies, entry, giveUp, isBuilt, lock, root, runRefractor, say }

// `node scripts/bootstrap.cjs` prepares without running anything: what `npm test` needs first.
if (require.main === module) {
  checkNode()
  try {
    ensureDependencies()
  } catch (error) {
    giveUp('cannot prepare ' + root + ': ' + error.message)
  }
}
