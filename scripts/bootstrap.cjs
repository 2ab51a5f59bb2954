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
const buildStamp = path.join(dist, '.built-from')

/** The exit code of the contract for "no answer": the question could not even be put. */
const NO_ANSWER = 4
const WRONG_NODE = 2

/** Files and folders that the bundle is made of. */
const sources = ['docs/diagnostics', 'scripts/build.mjs', 'pnpm-lock.yaml']
const sourcesOfPackage = ['src', 'package.json']

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

function describe(relative, lines) {
  const full = path.join(root, relative)
  const stats = fs.statSync(full, { throwIfNoEntry: false })
  if (!stats) return
  if (!stats.isDirectory()) {
    lines.push(relative + ' ' + stateOf(stats))
    return
  }
  for (const name of fs.readdirSync(full).sort()) if (name[0] !== '.') describe(relative + '/' + name, lines)
}

/** What the bundle would be built from: one line for each source file. Compared as text with the stamp of the last build. */
function describeSources() {
  const lines = ['node ' + process.versions.modules]
  for (const one of sources) describe(one, lines)
  for (const name of fs.readdirSync(path.join(root, 'packages')).sort()) {
    for (const one of sourcesOfPackage) describe('packages/' + name + '/' + one, lines)
  }
  return lines.join('\n')
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
  require('./exclusive.cjs').exclusively(path.join(dist, '.lock'), say, giveUp, function () {
    if (isInstalled()) return
    if (!isInstalledByHand()) require('./install.cjs').install(root, say, giveUp)
    markInstalled()
  })
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
  require(entry)
}

module.exports = { buildStamp, describeSources, dist, entry, giveUp, isBuilt, root, runRefractor, say }

// `node scripts/bootstrap.cjs` prepares without running anything: what `npm test` needs first.
if (require.main === module) {
  checkNode()
  try {
    ensureDependencies()
  } catch (error) {
    giveUp('cannot prepare ' + root + ': ' + error.message)
  }
}
