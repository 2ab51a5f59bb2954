'use strict'

// Loaded before the program (node --require): sees every call that changes something below the root of a workspace, or that lets git
// change something, whoever makes it; counts them, and kills the process before or after one of them, or lets an editor in. It knows
// nothing of the engine, so what the engine forgets to announce is seen all the same. With it, chance is the same in every run.
// What to do stands in the environment variable CRASH, as JSON: { root, log?, at?, side?, seed, act? }. The log gets a line for each
// call; it begins with "unannounced" where the engine did not name it as a fault point, though the engine writes there.
const fs = require('node:fs')
const childProcess = require('node:child_process')
const crypto = require('node:crypto')
const { join, resolve, sep } = require('node:path')
const { syncBuiltinESMExports } = require('node:module')

const asked = JSON.parse(process.env.CRASH)
// The programs that this one starts are not to be killed.
delete process.env.CRASH
process.env.NODE_OPTIONS = ''
const { root } = asked
const real = { ...fs }
const cache = join(root, '.refractor', 'cache') + sep
let seen = 0
/** Descriptors that were opened for writing, or on a folder, below the root; and what they are of. */
const open = new Map()

const inside = (path) => {
  if (typeof path !== 'string' && !(path instanceof Uint8Array)) return undefined
  const full = resolve(String(path))
  if (full === root) return '.'
  return full.startsWith(root + sep) && !`${full}${sep}`.startsWith(cache) ? full.slice(root.length + 1) : undefined
}

/** An editor that saves a file as editors do: under another name first. */
function edit({ path, text }) {
  const target = join(root, path)
  real.mkdirSync(resolve(target, '..'), { recursive: true })
  real.writeFileSync(`${target}~`, text)
  real.renameSync(`${target}~`, target)
}

function act() {
  if (asked.act === undefined) process.kill(process.pid, 'SIGKILL')
  else edit(asked.act)
}

/** The engine tells of its fault points; the lock, and what git does, are not its own. */
let isAnnounced = false
globalThis[Symbol.for('refractor.faultPoints')] = (_, moment) => {
  isAnnounced = moment === 'before'
}
const isOfLock = (what) => /^\w+ \.refractor(?:\/lock\S*)?(?: |$)/.test(what)

/** Node makes some calls of others: those are one. */
let isWithin = false

/** Makes the call; `what` names it. */
function point(what, call) {
  if (isWithin) return call()
  seen += 1
  const free = isAnnounced || what.startsWith('git ') || isOfLock(what)
  if (asked.log !== undefined) real.appendFileSync(asked.log, `${free ? '' : 'unannounced '}${what}\n`)
  const now = seen === asked.at
  if (now && asked.side === 'before') act()
  isWithin = true
  let answer
  try {
    answer = call()
  } finally {
    isWithin = false
  }
  if (now && asked.side === 'after') act()
  return answer
}

const changes = [
  'mkdirSync',
  'rmSync',
  'rmdirSync',
  'unlinkSync',
  'chmodSync',
  'truncateSync',
  'utimesSync',
  'appendFileSync',
  'mkdtempSync',
  'lutimesSync',
]
const pairs = ['renameSync', 'linkSync', 'copyFileSync', 'symlinkSync', 'cpSync']
const onDescriptor = ['writeSync', 'writevSync', 'fsyncSync', 'fdatasyncSync', 'ftruncateSync', 'fchmodSync', 'futimesSync']

for (const name of changes) {
  fs[name] = (path, ...rest) => {
    const place = typeof path === 'number' ? open.get(path) : inside(path)
    const call = () => real[name](path, ...rest)
    return place === undefined ? call() : point(`${name} ${place}`, call)
  }
}
for (const name of pairs) {
  fs[name] = (from, to, ...rest) => {
    const call = () => real[name](from, to, ...rest)
    const [source, target] = [inside(from), inside(to)]
    return source === undefined && target === undefined ? call() : point(`${name} ${source ?? from} ${target ?? to}`, call)
  }
}
for (const name of onDescriptor) {
  fs[name] = (descriptor, ...rest) => {
    const call = () => real[name](descriptor, ...rest)
    const place = open.get(descriptor)
    return place === undefined ? call() : point(`${name} ${place}`, call)
  }
}
fs.writeFileSync = (path, ...rest) => {
  const call = () => real.writeFileSync(path, ...rest)
  const place = typeof path === 'number' ? open.get(path) : inside(path)
  return place === undefined ? call() : point(`writeFileSync ${place}`, call)
}
fs.openSync = (path, flags, ...rest) => {
  const call = () => real.openSync(path, flags, ...rest)
  const place = inside(path)
  if (place === undefined) return call()
  const reads = flags === undefined || flags === 'r' || flags === fs.constants.O_RDONLY
  const descriptor = reads ? call() : point(`openSync ${place}`, call)
  open.set(descriptor, place)
  return descriptor
}
fs.closeSync = (descriptor) => {
  open.delete(descriptor)
  return real.closeSync(descriptor)
}
// Nothing of the product writes in the background; should it begin to, the proof has to learn of it.
for (const name of [
  'writeFile',
  'mkdir',
  'rm',
  'rename',
  'link',
  'unlink',
  'copyFile',
  'symlink',
  'appendFile',
  'chmod',
  'createWriteStream',
  'cp',
]) {
  const original = fs[name]
  fs[name] = (path, ...rest) => {
    const place = inside(path)
    return place === undefined ? original(path, ...rest) : point(`unexpected ${name} ${place}`, () => original(path, ...rest))
  }
  const promised = fs.promises[name]
  if (promised === undefined) continue
  fs.promises[name] = (path, ...rest) => {
    const place = inside(path)
    return place === undefined ? promised(path, ...rest) : point(`unexpected promises.${name} ${place}`, () => promised(path, ...rest))
  }
}

/** Commands of git that change the repository. */
const verbs = new Set([
  'add',
  'branch',
  'checkout',
  'commit',
  'commit-tree',
  'config',
  'gc',
  'hash-object',
  'merge',
  'mktree',
  'read-tree',
  'reset',
  'rm',
  'stash',
  'switch',
  'symbolic-ref',
  'tag',
  'update-index',
  'update-ref',
  'worktree',
  'write-tree',
])
/** The command of a call of git that changes something: behind the options that come before it. */
function gitVerb(file, args) {
  if (!/(?:^|[\\/])git(?:\.exe)?$/.test(String(file)) || !Array.isArray(args)) return undefined
  for (let index = 0; index < args.length; index++) {
    if (['-C', '-c', '--git-dir', '--work-tree', '--namespace'].includes(args[index])) index += 1
    else if (!args[index].startsWith('-')) {
      const reads = args[index] === 'config' && args.some((one) => /^(?:--get|--list|-l|get|list)/.test(one))
      return verbs.has(args[index]) && !reads ? args[index] : undefined
    }
  }
  return undefined
}
for (const name of ['spawnSync', 'execFileSync']) {
  const original = childProcess[name]
  childProcess[name] = (file, args, ...rest) => {
    const verb = gitVerb(file, args)
    const call = () => original(file, args, ...rest)
    return verb === undefined ? call() : point(`git ${verb}`, call)
  }
}
const spawn = childProcess.spawn
childProcess.spawn = (file, args, ...rest) => {
  const verb = gitVerb(file, args)
  if (verb === undefined) return spawn(file, args, ...rest)
  seen += 1
  const mine = seen === asked.at
  if (asked.log !== undefined) real.appendFileSync(asked.log, `git ${verb}\n`)
  if (mine && asked.side === 'before') act()
  const child = spawn(file, args, ...rest)
  // Before anybody else hears of it.
  if (mine && asked.side === 'after') child.prependListener('exit', act)
  return child
}

// One sequence for each size: a token more or less, for a lock, leaves the nonces of the events what they were.
const drawn = new Map()
const chance = (size) => {
  const count = (drawn.get(size) ?? 0) + 1
  drawn.set(size, count)
  const blocks = Array.from({ length: Math.ceil(size / 32) }, (_, block) =>
    crypto.createHash('sha256').update(`${asked.seed} ${size} ${count} ${block}`).digest(),
  )
  return Buffer.concat(blocks).subarray(0, size)
}
crypto.randomBytes = (size) => chance(size)
crypto.randomUUID = () =>
  chance(16)
    .toString('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
// How long a command took stands in its record.
const started = performance.now()
performance.now = () => started
syncBuiltinESMExports()
