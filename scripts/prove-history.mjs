// Proves that `history`, `diff` and `status --at` start git a fixed number of times, however long the history is: runs them in a generated
// repository of many commits and in one of a tenth of them, with a git in front that writes down each call. What `history` must say of one
// task is known: its changes, through renames of its file and of the folder, a move to another file, branches and an evil merge.
// node scripts/prove-history.mjs [--commits 10000] [--refractor FILE] [--keep]. Writes reports/history.json; exit code 1 over a bound.
import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { writeHistory } from './generate-history.mjs'

process.chdir(fileURLToPath(new URL('..', import.meta.url)))
const { values: options } = parseArgs({
  options: {
    commits: { type: 'string', default: '10000' },
    refractor: { type: 'string', default: join(process.cwd(), 'refractor') },
    keep: { type: 'boolean', default: false },
  },
})
const commits = Number(options.commits)
if (!Number.isInteger(commits) || commits < 500) throw new Error('--commits is a whole number from 500')

/** The most processes of git, and the most CPU time in seconds for 10,000 commits; shorter histories get as much. */
const bounds = {
  history: { processes: 2, cpu: 5 },
  diff: { processes: 12, cpu: 15 },
  'status-at': { processes: 8, cpu: 10 },
}

const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'refractor-history-')))
const log = join(scratch, 'calls')
const front = join(scratch, 'bin')

/** A git that writes down that it was called, and then is the real one. */
function putGitInFront() {
  const real = spawnSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).stdout.trim()
  mkdirSync(front)
  writeFileSync(join(front, 'git'), `#!/bin/sh\nprintf '%s\\n' "$*" >> '${log}'\nexec '${real}' "$@"\n`)
  chmodSync(join(front, 'git'), 0o755)
}

/** Runs a command line of refractor: what it said as JSON, how often it started git, and its CPU time in seconds with that of git. */
function run(cwd, args) {
  rmSync(log, { force: true })
  const argv = options.refractor.endsWith('.cjs') ? [process.execPath, options.refractor] : [options.refractor]
  // Node does not tell the time of a child and its children, bash does.
  const result = spawnSync('bash', ['-c', 'TIMEFORMAT="cpu %3U %3S"; time "$@"', 'bash', ...argv, ...args, '--json'], {
    cwd,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    env: { ...process.env, LC_ALL: 'C', NO_COLOR: '1', PATH: front + delimiter + process.env.PATH },
  })
  const times = /cpu (\d+\.\d+) (\d+\.\d+)\n$/.exec(result.stderr)
  if (times === null || ![0, 1].includes(result.status))
    throw new Error(`${args.join(' ')} ended with ${result.status}\n${result.stdout.slice(0, 2000)}\n${result.stderr}`)
  const calls = existsSync(log) ? readFileSync(log, 'utf8').split('\n').filter(Boolean) : []
  return { data: JSON.parse(result.stdout), processes: calls.length, cpu: Math.round(100 * (Number(times[1]) + Number(times[2]))) / 100 }
}

/** What an event is about: the first place or field that it names. */
const aboutOf = ({ event, places, fields }) => (event === 'added' || event === 'removed' ? event : (places[0]?.what ?? fields[0]?.field))

/** Events that were not told, and such as were made up. */
function wrongIn({ events }, expected) {
  const found = events.map((one) => `${one.subject}: ${aboutOf(one)}`)
  const wanted = expected.map(([subject, what]) => `${subject}: ${what}`)
  return [
    ...wanted.filter((one) => !found.includes(one)).map((one) => `not told: ${one}`),
    ...found.filter((one) => !wanted.includes(one)).map((one) => `made up: ${one}`),
    ...(found.join() !== wanted.join() ? ['the order is another one'] : []),
  ]
}

function measure(folder, size) {
  const made = writeHistory(folder, { commits: size })
  const history = run(folder, ['history', made.followed])
  const phase = run(folder, ['history', made.phase])
  const diff = run(folder, ['diff', `HEAD~${Math.floor(size / 4)}..HEAD`])
  const far = run(folder, ['diff', 'HEAD~20'])
  const at = run(folder, ['status', '--at', `HEAD~${Math.floor(size / 4)}`])
  const most = (name, ...runs) => ({
    name,
    processes: Math.max(...runs.map((one) => one.processes)),
    cpu: Math.max(...runs.map((one) => one.cpu)),
  })
  return {
    commits: made.commits,
    wrong: wrongIn(history.data, made.expected),
    records: diff.data.programs?.[0]?.records?.length ?? diff.data.records?.length,
    measured: [most('history', history, phase), most('diff', diff, far), most('status-at', at)],
  }
}

try {
  putGitInFront()
  const short = measure(join(scratch, 'short'), Math.max(500, Math.floor(commits / 10)))
  const long = measure(join(scratch, 'long'), commits)
  const faults = [...short.wrong, ...long.wrong]
  const metrics = [
    { name: 'history.commits', value: long.commits, unit: 'commits' },
    { name: 'history.wrong', value: faults.length, unit: 'events' },
  ]
  for (const { name, processes, cpu } of long.measured) {
    const before = short.measured.find((one) => one.name === name)
    if (processes !== before.processes)
      faults.push(`${name}: git was started ${before.processes} times for ${short.commits} commits, ${processes} times for ${long.commits}`)
    if (processes > bounds[name].processes) faults.push(`${name}: git was started ${processes} times, more than ${bounds[name].processes}`)
    if (cpu > bounds[name].cpu) faults.push(`${name}: ${cpu} s of CPU time, more than ${bounds[name].cpu}`)
    metrics.push({ name: `${name}.git-processes`, value: processes, unit: 'processes' }, { name: `${name}.cpu`, value: cpu, unit: 's' })
    console.log(`${name}: git started ${processes} times, ${cpu} s of CPU time (${before.cpu} s for ${short.commits} commits)`)
  }
  mkdirSync('reports', { recursive: true })
  // A report of what is over a bound is still true, and a gate reads it.
  writeFileSync('reports/history.json', `${JSON.stringify({ metrics }, null, 2)}\n`)
  for (const one of faults) console.log(one)
  console.log(`${long.commits} commits: ${faults.length === 0 ? 'all within their bounds' : `${faults.length} faults`}`)
  process.exitCode = faults.length === 0 ? 0 : 1
} finally {
  if (!options.keep) rmSync(scratch, { recursive: true, force: true })
}
