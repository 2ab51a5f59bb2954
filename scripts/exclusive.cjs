'use strict'

// A lock between processes that install or build at the same time. A folder, because making one is atomic everywhere.
const fs = require('fs')
const os = require('os')
const path = require('path')

const pollMs = 100
/** A lock of another machine (a shared folder), or one without an owner, is given up for dead after this time. */
const deadAfterMs = 15 * 60 * 1000
const patienceMs = 20 * 60 * 1000

function sleep(ms) {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms)
}

function readOwner(lock) {
  try {
    return fs.readFileSync(path.join(lock, 'owner'), 'utf8')
  } catch (_) {
    return undefined
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

/** True when whoever made the lock can no longer release it. */
function isStale(lock, owner) {
  const stats = fs.statSync(lock, { throwIfNoEntry: false })
  if (!stats) return false
  if (Date.now() - stats.mtimeMs > deadAfterMs) return true
  const parts = (owner || '').split(' ')
  return parts.length === 2 && parts[1] === os.hostname() && !isAlive(Number(parts[0]))
}

/** Moves a stale lock away. Between the look and the move another process may have done so and locked anew: then it gets its lock back. */
function breakLock(lock, owner) {
  const aside = lock + '.' + process.pid
  try {
    fs.renameSync(lock, aside)
    if (readOwner(aside) !== owner) fs.renameSync(aside, lock)
    else fs.rmSync(aside, { recursive: true, force: true })
  } catch (_) {
    // Someone else was quicker; the next round sees the present state.
  }
}

function tryLock(lock) {
  try {
    fs.mkdirSync(lock)
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
    return false
  }
  fs.writeFileSync(path.join(lock, 'owner'), process.pid + ' ' + os.hostname())
  return true
}

/** Waits until no other process holds the lock, takes it, and returns what releases it. `giveUp` must not return. */
function acquire(lock, say, giveUp) {
  fs.mkdirSync(path.dirname(lock), { recursive: true })
  const started = Date.now()
  let told = false
  while (!tryLock(lock)) {
    const owner = readOwner(lock)
    if (isStale(lock, owner)) {
      breakLock(lock, owner)
      continue
    }
    const waited = Date.now() - started
    if (waited > patienceMs) giveUp('another process is still installing or building; if there is none, remove ' + lock)
    if (!told && waited > 1000) {
      told = true
      say('waiting for another process that installs or builds here')
    }
    sleep(pollMs)
  }
  const release = function () {
    process.removeListener('exit', release)
    fs.rmSync(lock, { recursive: true, force: true })
  }
  process.on('exit', release)
  return release
}

module.exports = { acquire }
