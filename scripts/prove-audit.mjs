// Proves that the audit log merges, and that it shows every edit and deletion: random histories with branches that write and merge, and
// after each merge every event of a trusted revision deleted, edited, forged, moved and renamed, one at a time. An eighth of the merges,
// and never less than a hundred, is made by git (merge, squash, rebase); the others join the files that the product wrote on both sides.
// node scripts/prove-audit.mjs [--merges 1000] [--seed 1] [--keep]. Writes reports/audit.json; exit code 1 when anything goes unseen, or
// when something that should have run did not.
import { fork } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { rolldown } from 'rolldown'
import { kinds } from './audit-tamperings.mjs'

process.chdir(fileURLToPath(new URL('..', import.meta.url)))
const { values: options } = parseArgs({
  options: { merges: { type: 'string', default: '1000' }, seed: { type: 'string', default: '1' }, keep: { type: 'boolean' } },
})
const [wanted, seed] = [Number(options.merges), Number(options.seed)]
if (!Number.isInteger(wanted) || wanted < 1 || !Number.isInteger(seed)) throw new Error('--merges and --seed are whole numbers')
const byGit = Math.min(wanted, Math.max(100, Math.ceil(wanted / 8)))

/** Short histories are cheap; some are long, for logs that have grown. */
function jobsOf() {
  const jobs = []
  const add = (by, merges, each) => {
    for (let left = merges; left > 0; left -= each) jobs.push({ number: jobs.length, by, merges: Math.min(each, left), seed })
  }
  add('git', byGit, 15)
  const byUnion = wanted - byGit
  const long = Math.min(byUnion, 100)
  add('union', long, 25)
  add('union', byUnion - long, 12)
  return jobs
}

const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'refractor-audit-')))
const product = join(scratch, 'product', 'product.mjs')
const players = new Set()

/** The product as its sources are now, in one file that is loaded at once: the proof asks it a million times. */
async function bundle() {
  const packages = ['workspace', 'core'].map((name) => join(process.cwd(), 'packages', name, 'src/index.ts'))
  const entry = join(scratch, 'product.ts')
  writeFileSync(entry, packages.map((path) => `export * from ${JSON.stringify(path)}\n`).join(''))
  // The packages find each other's sources under this condition only.
  const resolve = { conditionNames: ['development', 'node', 'import', 'default'] }
  const bundled = await rolldown({ input: entry, platform: 'node', resolve, logLevel: 'warn' })
  await bundled.write({ file: product, format: 'esm', codeSplitting: false })
  await bundled.close()
}

/** Gives the jobs to processes, one at a time each; the answers of all of them. Fails when a process ends before its work is done. */
function play(jobs, processes) {
  const answers = []
  const open = [...jobs]
  const one = () =>
    new Promise((resolve, reject) => {
      const player = fork(fileURLToPath(new URL('audit-histories.mjs', import.meta.url)), [scratch, product])
      players.add(player)
      let isDone = false
      player.on('message', (message) => {
        if (!message.ready) answers.push(message)
        const next = open.shift() ?? null
        isDone = next === null
        player.send(next)
      })
      player.on('error', reject)
      player.on('exit', (code, signal) => {
        players.delete(player)
        if (code === 0 && isDone) resolve()
        else reject(new Error(`a process that played histories ended with ${signal ?? code}`))
      })
    })
  return Promise.all(Array.from({ length: Math.min(processes, jobs.length) }, one)).then(() => answers)
}

/** What has to have been tried, and was not. */
function missingFrom(sum, jobs, answers) {
  return [
    answers.length < jobs.length && `${answers.length} of ${jobs.length} histories were played`,
    sum.merges < wanted && `${sum.merges} of ${wanted} merges were made`,
    sum.gitMerges < byGit && `${sum.gitMerges} of ${byGit} merges were made by git`,
    // Each merged log twice: given what landed, and given the branch that came in.
    sum.logs < 2 * sum.merges && `${sum.logs} of ${2 * sum.merges} logs were tampered with`,
    byGit >= 100 && sum.squashes === 0 && 'nothing was squashed',
    byGit >= 100 && sum.rebases === 0 && 'nothing was rebased',
    ...kinds.map((kind) => (sum.kinds[kind] ?? 0) < wanted && `"${kind}" was tried ${sum.kinds[kind] ?? 0} times only`),
    ...Object.keys(sum.kinds).map((kind) => !kinds.includes(kind) && `"${kind}" is not known`),
  ].filter(Boolean)
}

try {
  await bundle()
  const jobs = jobsOf()
  const answers = await play(jobs, Math.min(4, availableParallelism()))
  const add = (name) => answers.reduce((sum, { found }) => sum + found[name], 0)
  const all = (name) => answers.flatMap(({ found }) => found[name])
  const tried = {}
  for (const { found } of answers) for (const [kind, times] of Object.entries(found.kinds)) tried[kind] = (tried[kind] ?? 0) + times
  const names = ['merges', 'gitMerges', 'squashes', 'rebases', 'events', 'edits', 'logs']
  const sum = { ...Object.fromEntries(names.map((name) => [name, add(name)])), kinds: tried }
  const [undetected, alarms] = [all('undetected'), all('alarms')]
  const [timed] = await play([{ by: 'speed' }], 1)
  const { verify, append } = timed.answer
  const missing = missingFrom(sum, jobs, answers)
  const metrics = [
    { name: 'audit.merges', value: sum.merges, unit: 'merges' },
    { name: 'audit.merges.git', value: sum.gitMerges, unit: 'merges' },
    { name: 'audit.edits', value: sum.edits, unit: 'edits' },
    { name: 'audit.undetected', value: undetected.length, unit: 'edits' },
    { name: 'audit.false-alarms', value: alarms.length, unit: 'merges' },
    { name: 'audit.verify.10000', value: verify, unit: 'ms' },
    { name: 'audit.append.10000', value: append, unit: 'ms' },
  ]
  mkdirSync('reports', { recursive: true })
  rmSync('reports/audit.json', { force: true })
  // A report of less than was asked for would pass for the proof.
  if (missing.length === 0) writeFileSync('reports/audit.json', `${JSON.stringify({ metrics }, null, 2)}\n`)
  for (const one of [...alarms.slice(0, 10), ...undetected.slice(0, 10), ...missing]) console.log(one)
  console.log(
    `${sum.merges} merges of ${sum.events} events, ${sum.gitMerges} of them by git (${sum.squashes} squashed, ${sum.rebases} rebased): ${alarms.length} false alarms`,
  )
  console.log(`${sum.edits} edits and deletions: ${undetected.length} undetected`)
  console.log(`10,000 events: verified in ${verify} ms, added to in ${append} ms`)
  process.exitCode = undetected.length === 0 && alarms.length === 0 && missing.length === 0 ? 0 : 1
} finally {
  for (const player of players) player.kill()
  if (!options.keep) rmSync(scratch, { recursive: true, force: true })
}
