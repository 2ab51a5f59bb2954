// What prove-limits.mjs works with: the commands that are put to the test, file systems of its own, and the judgement of what is left.
import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { buildProgram, copy, Player } from './crash-player.mjs'
import { scenarios } from './crash-scenarios.mjs'
import { differences, isTemporary, openJournals, readTree } from './crash-tree.mjs'

process.chdir(fileURLToPath(new URL('..', import.meta.url)))
export const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string' },
    program: { type: 'string' },
    keep: { type: 'boolean', default: false },
  },
})
const isRoot = process.getuid?.() === 0

// In a mount namespace of its own nothing stays mounted, however this ends; without root, a user namespace allows a tmpfs.
if (process.env.LIMITS_NAMESPACE === undefined && process.platform === 'linux') {
  const flags = isRoot ? ['-m'] : ['-rm']
  if (spawnSync('unshare', [...flags, 'true']).status === 0) {
    const argv = [...flags, process.execPath, process.argv[1], ...process.argv.slice(2)]
    const inner = spawnSync('unshare', argv, { stdio: 'inherit', env: { ...process.env, LIMITS_NAMESPACE: isRoot ? 'root' : 'user' } })
    process.exit(inner.status ?? 1)
  }
}
export const mayMount = process.env.LIMITS_NAMESPACE !== undefined
export const isTrueRoot = isRoot && process.env.LIMITS_NAMESPACE !== 'user'
export const nobody = 65534

export const scratch = realpathSync(mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'refractor-limits-')))
chmodSync(scratch, 0o755)
export const program = options.program ?? buildProgram(join(scratch, 'dist'))
export const player = new Player(program, join(scratch, 'player'))
/** Everything that is mounted for a proof is mounted here. */
export const mount = join(scratch, 'mount')
export const work = join(scratch, 'work')
mkdirSync(mount)

/** The commands that are put to the test: one edit, one new folder, artifacts, many files, moves. */
const wanted = ['task done', 'evidence add', 'review run', 'checklist archive', 'init', 'import']
export const tried = []
for (const name of wanted) {
  const scenario = scenarios.find((one) => one.command === name)
  const before = join(scratch, `before-${name.replace(' ', '-')}`)
  player.prepare(scenario, before)
  tried.push({ name, scenario, line: scenario.line, before, start: readTree(before) })
}
for (const one of tried) {
  copy(one.before, work)
  const log = join(scratch, 'points')
  rmSync(log, { force: true })
  const result = player.run(work, one.line, { crash: { log } })
  if (result.status !== 0) throw new Error(`${one.name} does nothing here: ${result.stdout}${result.stderr}`)
  one.points = readFileSync(log, 'utf8').split('\n').filter(Boolean)
  one.after = readTree(work)
}

export const count = { cases: 0, damaged: 0, refused: 0, done: 0 }
export const skipped = []
export const faults = []
export const seenCodes = new Map()

const codesOf = ({ stdout }) => {
  try {
    return JSON.parse(stdout)
      .diagnostics.filter(({ severity }) => severity === 'error')
      .map(({ code }) => code)
  } catch {
    return ['no JSON']
  }
}

/**
 * Judges what a command has left in `root`. `mine`: paths that the proof itself has changed there, which have to be as it left them.
 * `codes`: what may be said by a command that is refused. `otherwise`: it may find another way.
 */
export function judge(limit, one, root, result, { codes, mine = new Map(), beside = () => [], otherwise = false } = {}) {
  count.cases += 1
  const label = `${limit}: ${one.name}`
  const found = readTree(root)
  const wrong = []
  if (result.signal !== null) wrong.push(`it was ended by ${result.signal}`)
  if (openJournals(found).length > 0) wrong.push('a journal is open')
  const rest = [...found.files.keys(), ...found.journal.keys()].filter(isTemporary)
  if (rest.length > 0) wrong.push(`left behind: ${rest.join(', ')}`)
  for (const [path, state] of mine) if (found.files.get(path) !== state) wrong.push(`${path} is not what somebody else made of it`)
  const others = (other) => differences(found.files, other.files).filter((path) => !mine.has(path) && !isTemporary(path))
  const isDone = result.status === 0
  // A name that is taken may have been given way to: then it is enough that nothing of before is lost.
  const mayDiffer = (path) => isDone && otherwise && !(one.start.files.has(path) && one.start.files.get(path) === one.after.files.get(path))
  const differs = others(isDone ? one.after : one.start).filter((path) => !mayDiffer(path))
  if (differs.length > 0)
    wrong.push(`exit ${result.status}, and these differ from the state ${isDone ? 'after' : 'before'}: ${differs.slice(0, 6).join(', ')}`)
  wrong.push(...beside())
  if (isDone) count.done += 1
  else {
    count.refused += 1
    const said = codesOf(result)
    for (const code of said) seenCodes.set(code, (seenCodes.get(code) ?? 0) + 1)
    if (codes !== undefined && !said.some((code) => codes.includes(code)))
      wrong.push(`exit ${result.status} with ${said.join(', ') || 'no error'}, and ${codes.join(' or ')} was to be said`)
    if (![1, 2, 4].includes(result.status)) wrong.push(`exit ${result.status}: ${result.stderr.slice(0, 1500)}`)
  }
  if (wrong.length > 0) {
    count.damaged += 1
    faults.push(`${label}: ${wrong.join('; ')}`)
  }
  return isDone
}

export const sh = (...argv) => {
  const result = spawnSync(argv[0], argv.slice(1), { encoding: 'utf8' })
  return { ok: result.status === 0, text: `${result.stderr ?? ''}`.trim() }
}
export const mounted = (...argv) => mayMount && sh('mount', ...argv, mount).ok
export const unmount = () => sh('umount', mount)
export const skip = (limit, why) => void skipped.push(`${limit}: ${why}`)

/** Puts the workspace on a file system that is mounted, leaves so much room that `k` blocks or inodes are free, and runs the command. */
export function squeezed(limit, one, k, { fill, codes }) {
  const root = join(mount, 'work')
  if (!sh('cp', '-a', one.before, root).ok) throw new Error(`${limit}: the workspace does not fit`)
  fill(k)
  const result = player.run(root, one.line)
  return judge(`${limit}, ${k} free`, one, root, result, { codes })
}

export const room = () => statfsSync(mount)

/** Takes all blocks of the mounted file system but `k`. */
export function fillBlocks(k) {
  const file = join(mount, 'filler')
  const { bfree, bsize } = room()
  writeFileSync(file, Buffer.alloc(Math.max(0, bfree - k) * bsize))
}

/** Takes all inodes but `k`. */
export function fillInodes(k) {
  mkdirSync(join(mount, 'filler'))
  for (let left = room().ffree - k; left > 0; left--) writeFileSync(join(mount, 'filler', String(left)), '')
}

/** From nothing free on, one more each time, until the command is done. */
export function sweep(limit, one, options_, { fill, from = 0, step = 1 }) {
  for (let k = from, isDone = false; !isDone && k < 600; k += step) {
    if (!mounted(...options_)) return skip(limit, 'a file system of its own cannot be mounted here')
    try {
      isDone = squeezed(limit, one, k, { fill, codes: ['workspace/unwritable', 'workspace/no-space'] })
    } finally {
      unmount()
    }
  }
  return undefined
}

export const chosen = (names) => tried.filter((one) => names.includes(one.name))
export const stepOf = (one) => (options.quick ? 6 : one.points.length > 120 ? 7 : 1)

export function judgeLinked(limit, one, result, { linked, outside, elsewhere }) {
  count.cases += 1
  const wrong = []
  const found = readTree(work)
  const written = differences(readTree(elsewhere).files, outside.files)
  if (written.length > 0) wrong.push(`written outside: ${written.join(', ')}`)
  if (result.status === 0) count.done += 1
  else {
    count.refused += 1
    const differs = differences(found.files, linked.files)
    if (differs.length > 0) wrong.push(`exit ${result.status}, and these were touched: ${differs.join(', ')}`)
    for (const code of codesOf(result)) seenCodes.set(code, (seenCodes.get(code) ?? 0) + 1)
    if (![1, 2, 4].includes(result.status)) wrong.push(`exit ${result.status}: ${result.stderr.slice(0, 1500)}`)
  }
  if (openJournals(found).length > 0) wrong.push('a journal is open')
  if (wrong.length > 0) {
    count.damaged += 1
    faults.push(`${limit}: ${one.name}: ${wrong.join('; ')}`)
  }
}
