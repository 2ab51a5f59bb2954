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
const everydayStamp = path.join(dist, '.built-from-everyday')

/** The exit code of the contract for "no answer": the question could not even be put. */
const NO_ANSWER = 4
const WRONG_NODE = 2

/** What the bundle is made of, beside the `src` folder of each package; and this file, which writes the stamp. */
const sources = ['pnpm-lock.yaml', 'scripts/build.mjs', 'scripts/bootstrap.cjs']

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

/** A folder that changed a moment ago may change again within one tick of the clock of its file system. */
const tick = 2000

/** Adding, removing and renaming a file changes the time of its folder. A young folder has to be listed to be sure. */
function stateOfFolder(stats) {
  return Date.now() - stats.mtimeMs > tick ? 'folder ' + stats.mtimeMs : 'young folder'
}

/** One line for a folder, which ends in a slash, and one for each file below it. */
function describeFolder(relative) {
  let lines = relative + '/ ' + stateOfFolder(fs.lstatSync(root + '/' + relative)) + '\n'
  for (const one of fs.readdirSync(path.join(root, relative), { withFileTypes: true })) {
    const name = relative + '/' + one.name
    lines += one.isDirectory() ? describeFolder(name) : name + ' ' + stateOf(fs.lstatSync(root + '/' + name)) + '\n'
  }
  return lines
}

const manifestOf = (name) => 'packages/' + name + '/package.json'

/** What the bundle would be built from: one line for each source file and folder. Kept as the stamp of a build. */
function describeSources() {
  let lines = ''
  for (const name of sources) lines += name + ' ' + stateOf(fs.statSync(path.join(root, name))) + '\n'
  for (const name of fs.readdirSync(path.join(root, 'packages')).sort()) {
    const stats = fs.statSync(path.join(root, manifestOf(name)), { throwIfNoEntry: false })
    // A folder without one is what another branch has left behind.
    if (stats) lines += manifestOf(name) + ' ' + stateOf(stats) + '\n' + describeFolder('packages/' + name + '/src')
  }
  return lines
}

/** The lines of files: they alone say what a bundle is made of. */
const filesOf = (lines) => lines.replace(/^.*\/ (?:folder \S+|young folder)\n/gm, '')

/**
 * True when no line of a stamp has changed: for some hundred files on every run, so each extra call would be felt, and no
 * folder is listed. False says nothing yet.
 */
function isUntouched(built) {
  const mayBeAbsent = { throwIfNoEntry: false }
  for (const line of built.trimEnd().split('\n')) {
    const time = line.lastIndexOf(' ')
    const size = line.lastIndexOf(' ', time - 1)
    const stats = fs.statSync(root + '/' + line.slice(0, size), mayBeAbsent)
    // Compared as numbers: to write some hundred times down as text takes as long as to ask for them.
    if (!stats || stats.mtimeMs !== Number(line.slice(time + 1))) return false
    const kind = line.slice(size + 1, time)
    if (stats.isDirectory() ? kind !== 'folder' : stats.size !== Number(kind)) return false
  }
  return true
}

/** True when every package is one that the stamp knows. */
function knowsPackages(built) {
  const isKnown = (name) => built.includes(manifestOf(name) + ' ')
  return fs.readdirSync(path.join(root, 'packages')).every((name) => isKnown(name) || !fs.existsSync(path.join(root, manifestOf(name))))
}

/**
 * True when nothing has changed of what the everyday commands load, and one of them is asked for. The first line of their stamp
 * holds the words of all other commands: an argument that is one of these, wherever it stands, makes every source count.
 * A new file needs no look at its folder: nothing loads it before one of the old ones has changed.
 */
function isBuiltForEveryday(words) {
  const stamp = readText(everydayStamp)
  if (stamp === undefined || !fs.existsSync(entry)) return false
  const end = stamp.indexOf('\n')
  const others = stamp.slice(0, end).split(' ')
  if (others.some((other) => other.split('/').every((word) => words.includes(word)))) return false
  return isUntouched(stamp.slice(end + 1))
}

/** True when the bundle is that of the sources as they are. */
function isBuilt() {
  const built = readText(buildStamp)
  if (built === undefined || !fs.existsSync(entry)) return false
  return (isUntouched(built) && knowsPackages(built)) || filesOf(built) === filesOf(describeSources())
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

function ensureBundle(words) {
  if (isBuiltForEveryday(words) || isBuilt()) return
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
    ensureBundle(process.argv.slice(2))
  } catch (error) {
    giveUp('cannot prepare ' + root + ': ' + error.message)
  }
  require('./compile-cache.cjs').useCompileCache(dist)
  require(entry)
}

module.exports = {
  buildStamp,
  describeSources,
  dist,
  ensureDependencies,
  entry,
  everydayStamp,
  filesOf,
  giveUp,
  isBuilt,
  lock,
  root,
  runRefractor,
  say,
}

// `node scripts/bootstrap.cjs` prepares without running anything: what `npm test` needs first.
if (require.main === module) {
  checkNode()
  try {
    ensureDependencies()
  } catch (error) {
    giveUp('cannot prepare ' + root + ': ' + error.message)
  }
}
