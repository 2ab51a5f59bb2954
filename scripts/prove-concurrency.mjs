// Proves that many processes on one workspace lose nothing and double nothing: real processes change states, record evidence, approve, waive
// and make checklists at the same time, others read meanwhile, and some are killed at any moment. Afterwards a model replays the audit log:
// each event must follow from the one before, each file must be exactly what the events in this order make of it, each change that a process
// was told about must be there once, and each reader must have seen the state after some event, never between two.
// node scripts/prove-concurrency.mjs [--mutations 1000] [--quick] [--refractor FILE] [--seed N] [--keep]. Writes reports/concurrency.json
// (not with --mutations or --quick); exit code 1 when anything is wrong.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import {
  compareLogs,
  compareReadings,
  criteria,
  entriesOf,
  milestones,
  phases,
  phaseText,
  placeOf,
  replay,
  sha256,
  tasks,
} from './concurrency-model.mjs'

process.chdir(fileURLToPath(new URL('..', import.meta.url)))
const { values: options } = parseArgs({
  options: {
    mutations: { type: 'string' },
    quick: { type: 'boolean', default: false },
    refractor: { type: 'string', default: join(process.cwd(), 'refractor') },
    seed: { type: 'string', default: '1' },
    keep: { type: 'boolean', default: false },
  },
})
const wanted = Number(options.mutations ?? (options.quick ? 24 : 1000))
if (!Number.isInteger(wanted) || wanted < 1) throw new Error('--mutations is a whole number')
const crowds = options.quick
  ? [{ writers: 2, readers: 1 }]
  : [
      { writers: 2, readers: 1 },
      { writers: 8, readers: 2 },
    ]
/** No run takes longer, in milliseconds. */
const patience = options.quick ? 90_000 : 30 * 60_000

const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'refractor-concurrency-')))

function makeWorkspace(root) {
  const files = {
    'refractor.yaml': 'format: 1\n',
    'specification/program.yaml': 'format: 1\nid: crowd\nname: Crowd\nrules: { ownersBeforeStart: false }\n',
    '.gitignore': '.refractor/cache/\n.refractor/journal/\n.refractor/lock*\n',
    ...Object.fromEntries(phases.map((phase) => [placeOf(phase), phaseText(phase)])),
  }
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  const author = { GIT_AUTHOR_NAME: 'writer', GIT_AUTHOR_EMAIL: 'writer@example.org' }
  const env = { ...process.env, ...author, GIT_COMMITTER_NAME: 'writer', GIT_COMMITTER_EMAIL: 'writer@example.org' }
  for (const args of [
    ['init', '-q'],
    ['add', '-A'],
    ['commit', '-q', '-m', 'start'],
  ]) {
    const git = spawnSync('git', args, { cwd: root, env, encoding: 'utf8' })
    if (git.status !== 0) throw new Error(`git ${args[0]}: ${git.stderr}`)
  }
  return files
}

function bundleWorker() {
  const out = join(scratch, 'bundle')
  const built = spawnSync(
    process.execPath,
    ['scripts/build.mjs', '--entry', join(process.cwd(), 'scripts/concurrency-worker.mjs'), '--out', out],
    {
      encoding: 'utf8',
    },
  )
  if (built.status !== 0) throw new Error(built.stderr)
  return join(out, 'refractor.cjs')
}

const eventsOf = (root) => {
  const folder = join(root, '.refractor/audit')
  return existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.json')) : []
}

/** Lets the crowd loose until there are enough events. Gives the logs of the processes, each with the name of its author. */
async function runCrowd(root, worker, crowd, firstSeed) {
  let seed = firstSeed
  let kills = 0
  const logs = []
  const faults = []
  const running = new Map()
  let isOver = false
  const start = (name, mode) => {
    const log = join(scratch, `${crowd.writers}-${name}-${seed}.log`)
    logs.push({ name, mode, log })
    const month = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10)
    const plan = { tasks, milestones, criteria, phases, until: month, most: 1_000_000 }
    const child = spawn(process.execPath, [worker, root, log, String(seed++), mode], {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, GIT_AUTHOR_NAME: name, GIT_AUTHOR_EMAIL: `${name}@example.org`, CONCURRENCY_PLAN: JSON.stringify(plan) },
    })
    let complaint = ''
    child.stderr.on('data', (chunk) => (complaint += chunk))
    running.set(name, child)
    child.on('exit', (code, signal) => {
      if (signal !== 'SIGKILL') faults.push(`${name} ended by itself with ${code}: ${complaint.slice(0, 500)}`)
      else if (!isOver) start(name, mode)
    })
  }
  for (let index = 1; index <= crowd.writers; index++) start(`writer-${index}`, 'writer')
  for (let index = 1; index <= crowd.readers; index++) start(`reader-${index}`, 'reader')
  const begun = Date.now()
  const names = [...running.keys()]
  let sinceKill = Date.now()
  let atKill = 0
  while (eventsOf(root).length < wanted && Date.now() - begun < patience && faults.length === 0) {
    await new Promise((resolve) => setTimeout(resolve, 25))
    // On a busy machine a process may need longer to start than others to be killed.
    if (Date.now() - sinceKill < (options.quick ? 700 : 1500) || eventsOf(root).length < atKill + 4) continue
    sinceKill = Date.now()
    atKill = eventsOf(root).length
    running.get(names[kills % names.length]).kill('SIGKILL')
    kills++
  }
  isOver = true
  const ended = [...running.values()].map(
    (child) => new Promise((resolve) => ((child.exitCode ?? child.signalCode) ? resolve() : child.on('exit', resolve))),
  )
  for (const child of running.values()) child.kill('SIGKILL')
  await Promise.all(ended)
  if (eventsOf(root).length < wanted)
    faults.push(`after ${Math.round((Date.now() - begun) / 1000)} s there were only ${eventsOf(root).length} changes`)
  return { logs, kills, faults, seed, seconds: Math.round((Date.now() - begun) / 1000) }
}

function refractor(root, ...args) {
  const argv = /\.c?js$/.test(options.refractor) ? [process.execPath, options.refractor] : [options.refractor]
  const ran = spawnSync(argv[0], [...argv.slice(1), ...args, '--json'], { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 28 })
  return { exitCode: ran.status, said: ran.stdout.slice(0, 2000) + ran.stderr.slice(0, 1000) }
}

function filesBelow(root, folder) {
  if (!existsSync(join(root, folder))) return []
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map((one) => relative(root, join(one.parentPath ?? one.path, one.name)))
}

/**
 * The draft of a lock whose process was killed before it had written a word: it names nobody, so nobody can tell whether that process
 * still runs, and it is taken away by its age.
 */
const isUnwrittenDraft = (root, path) => /^\.refractor\/lock\.[0-9a-f]{16}$/.test(path) && readFileSync(join(root, path), 'utf8') === ''

/** The refusals that are right answers: what a command is about is in another state by now. */
const allowed = {
  task: ['state/transition', 'state/guard'],
  milestone: ['state/transition', 'state/guard'],
  checklist: ['workspace/would-overwrite'],
  revoke: ['cli/unknown-id', 'policy/refused', 'state/guard'],
  waive: ['waiver/refused'],
}

async function prove(crowd, worker, seed) {
  const root = join(scratch, `crowd-${crowd.writers}`)
  mkdirSync(root)
  const files = makeWorkspace(root)
  const { logs, kills, faults, seconds, seed: next } = await runCrowd(root, worker, crowd, seed)
  const recovered = refractor(root, 'recover')
  if (recovered.exitCode !== 0) faults.push(`recover ended with ${recovered.exitCode}: ${recovered.said}`)
  const verified = refractor(root, 'audit', 'verify')
  if (verified.exitCode !== 0) faults.push(`audit verify ended with ${verified.exitCode}: ${verified.said}`)
  const valid = refractor(root, 'validate')
  if (valid.exitCode !== 0) faults.push(`validate ended with ${valid.exitCode}: ${valid.said}`)
  const events = eventsOf(root)
    .sort()
    .map((name) => {
      const bytes = readFileSync(join(root, '.refractor/audit', name))
      return { id: sha256(bytes.subarray(0, bytes.at(-1) === 10 ? -1 : undefined)), event: JSON.parse(bytes) }
    })
  const model = replay(files, events)
  const lost = [...model.faults]
  for (const [path, text] of model.texts)
    if (readFileSync(join(root, path), 'utf8') !== text) lost.push(`${path} is not what its events make`)
  for (const [path, digest] of model.made)
    if (!existsSync(join(root, path)) || sha256(readFileSync(join(root, path))) !== digest)
      lost.push(`${path} is in the log, and not as it was written`)
  const doubled = ['docs', 'inbox', '.refractor/approvals', '.refractor/waivers'].flatMap((folder) =>
    filesBelow(root, folder)
      .filter((path) => !model.made.has(path) && !path.endsWith('.gitkeep'))
      .map((path) => `${path} is not in the log`),
  )
  const left = filesBelow(root, '.').filter(
    (path) =>
      /\.(?:tmp|new|old|was)$|\.refractor\/lock/.test(path) && !/^\.(?:git|refractor\/cache)\//.test(path) && !isUnwrittenDraft(root, path),
  )
  faults.push(...left.map((path) => `${path} was left behind`))
  let told = 0
  for (let index = 1; index <= crowd.writers; index++) {
    const name = `writer-${index}`
    const own = logs.filter((one) => one.name === name).map((one) => one.log)
    const compared = compareLogs(
      name,
      own,
      events.map((one) => one.event),
    )
    told += compared.told
    lost.push(...compared.faults)
    for (const log of own) {
      const entries = entriesOf(log)
      for (const { index, codes = [], messages = [] } of entries) {
        const { argv = [] } = entries.find((one) => one.index === index && one.argv) ?? {}
        const strange = codes.filter((code) => !(allowed[argv[0]] ?? []).includes(code))
        if (strange.length > 0) faults.push(`${argv.join(' ')} was refused: ${strange.join(', ')}: ${messages.join('; ')}`)
      }
    }
  }
  const torn = []
  let readings = 0
  for (let index = 1; index <= crowd.readers; index++) {
    const compared = compareReadings(
      logs.filter((one) => one.name === `reader-${index}`).map((one) => one.log),
      model.history,
    )
    readings += compared.readings
    torn.push(...compared.faults)
  }
  const processes = crowd.writers + crowd.readers
  console.log(
    `${crowd.writers} writers and ${crowd.readers} readers: ${events.length} changes (${told} told), ${readings} readings, ${kills} killed, ${seconds} s`,
  )
  for (const one of [...new Set([...lost, ...doubled, ...torn, ...faults])].slice(0, 40)) console.log(`  ${one}`)
  return {
    processes,
    mutations: events.length,
    readings,
    kills,
    lost: lost.length,
    doubled: doubled.length,
    torn: torn.length,
    faults: faults.length,
    next,
  }
}

try {
  const worker = bundleWorker()
  const results = []
  let seed = Number(options.seed)
  for (const crowd of crowds) {
    const result = await prove(crowd, worker, seed)
    seed = result.next
    results.push(result)
  }
  const sum = (key) => results.reduce((total, one) => total + one[key], 0)
  const metrics = [
    { name: 'concurrency.processes', value: Math.max(...results.map((one) => one.processes)), unit: 'processes' },
    { name: 'concurrency.mutations', value: sum('mutations'), unit: 'mutations' },
    { name: 'concurrency.readings', value: sum('readings'), unit: 'reads' },
    { name: 'concurrency.kills', value: sum('kills'), unit: 'processes' },
    { name: 'concurrency.lost', value: sum('lost'), unit: 'changes' },
    { name: 'concurrency.doubled', value: sum('doubled'), unit: 'records' },
    { name: 'concurrency.torn', value: sum('torn'), unit: 'reads' },
    { name: 'concurrency.faults', value: sum('faults'), unit: 'faults' },
  ]
  // A sample is no proof.
  if (!options.quick && options.mutations === undefined) {
    mkdirSync('reports', { recursive: true })
    writeFileSync('reports/concurrency.json', `${JSON.stringify({ metrics }, null, 2)}\n`)
  }
  const wrong = sum('lost') + sum('doubled') + sum('torn') + sum('faults')
  console.log(`${sum('mutations')} changes: ${wrong === 0 ? 'each is there once, and no reader saw half of one' : `${wrong} faults`}`)
  process.exitCode = wrong === 0 ? 0 : 1
} finally {
  if (!options.keep) rmSync(scratch, { recursive: true, force: true })
}
