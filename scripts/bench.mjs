// Measures what the everyday commands cost, in U: the CPU time of `node -e 0` on the same machine in the same run.
// Wall time depends on what else runs; CPU time hardly does. The cases are run in interleaved rounds, so that a slow
// minute hits all of them. Writes reports/bench.json. Fails when something could not be measured; whether a figure is
// good enough is for a gate to say.
//   --rounds 15   --sizes 1000,10000   --all (1,000, 10,000 and 100,000 tasks)
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { writeProgram } from './generate-program.mjs'

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '15' },
    sizes: { type: 'string', default: '1000' },
    all: { type: 'boolean', default: false },
  },
})
const rounds = Number(options.rounds)
const sizes = options.all ? [1000, 10000, 100000] : options.sizes.split(',').map(Number)
/** Cold runs of large programs take long and vary little. */
const coldRounds = (size) => (size > 10000 ? Math.min(3, rounds) : rounds)

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const refractor = join(root, 'refractor')

/** The CPU time (user and system, milliseconds) of one command. Node does not tell it for a child, bash does. */
function cpuTime({ argv, cwd, expect }) {
  const result = spawnSync('bash', ['-c', 'TIMEFORMAT="cpu %3U %3S"; time "$@"', 'bash', ...argv], {
    cwd,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    env: { ...process.env, LC_ALL: 'C', NO_COLOR: '1' },
  })
  const times = /cpu (\d+\.\d+) (\d+\.\d+)\n$/.exec(result.stderr ?? '')
  const answered = expect.codes.includes(result.status) && (!expect.text || result.stdout.includes(expect.text))
  if (!times || !answered)
    throw new Error(`${argv.join(' ')} ended with ${result.status}\n${result.stdout?.slice(0, 1000)}\n${result.stderr ?? result.error}`)
  return 1000 * (Number(times[1]) + Number(times[2]))
}

const median = (numbers) => {
  const sorted = [...numbers].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

function casesFor(size, scratch) {
  const cwd = join(scratch, String(size))
  mkdirSync(cwd)
  writeProgram(cwd, { tasks: size, phases: size > 10000 ? 20 : 10 })
  const check = { argv: [refractor, 'gate', 'check', 'P2'], cwd, expect: { codes: [0, 1], text: 'P2' } }
  const emptyCache = () => rmSync(join(cwd, '.refractor/cache'), { recursive: true, force: true })
  // The cold run leaves the cache that the warm run after it finds.
  return [
    { name: `gate.cold.${size}`, ...check, before: emptyCache, rounds: coldRounds(size) },
    { name: `gate.warm.${size}`, ...check, rounds },
  ]
}

function measure(scratch) {
  const base = { name: 'node', argv: [process.execPath, '-e', '0'], cwd: scratch, expect: { codes: [0] }, rounds }
  const cases = [
    base,
    { name: 'startup.version', argv: [refractor, '--version'], cwd: scratch, expect: { codes: [0], text: '.' }, rounds },
    { name: 'startup.help', argv: [refractor, '--help'], cwd: scratch, expect: { codes: [0], text: 'gate' }, rounds },
    ...sizes.flatMap((size) => casesFor(size, scratch)),
  ]
  const samples = new Map(cases.map((one) => [one.name, []]))
  // One round that does not count: it installs, builds, and fills the caches of the machine.
  for (let round = -1; round < rounds; round += 1) {
    for (const one of cases) {
      if (round >= one.rounds) continue
      // The unit is measured beside each case: what else the machine does must hit both.
      if (one !== base && round >= 0) samples.get(base.name).push(cpuTime(base))
      one.before?.()
      const cost = cpuTime(one)
      if (round >= 0) samples.get(one.name).push(cost)
    }
  }
  return samples
}

const scratch = mkdtempSync(join(tmpdir(), 'refractor-bench-'))
try {
  const samples = measure(scratch)
  const unit = median(samples.get('node'))
  const metrics = []
  console.log(`node ${process.versions.node}, ${rounds} rounds; 1 U = ${unit.toFixed(0)} ms of CPU\n`)
  console.log(`${'case'.padEnd(20)} ${'CPU ms'.padStart(8)} ${'U'.padStart(7)}   ${'quickest and slowest, U'}`)
  for (const [name, costs] of samples) {
    const inUnits = (cost) => Number((cost / unit).toFixed(3))
    const value = inUnits(median(costs))
    console.log(
      `${name.padEnd(20)} ${median(costs).toFixed(0).padStart(8)} ${value.toFixed(2).padStart(7)}   ${inUnits(Math.min(...costs)).toFixed(2)} - ${inUnits(Math.max(...costs)).toFixed(2)}`,
    )
    if (name !== 'node') metrics.push({ name, value, unit: 'U', aggregation: 'median', samples: costs.length })
  }
  mkdirSync(join(root, 'reports'), { recursive: true })
  writeFileSync(join(root, 'reports/bench.json'), `${JSON.stringify({ metrics }, null, 2)}\n`)
} catch (error) {
  console.error(`nothing was measured: ${error.message}`)
  process.exitCode = 1
} finally {
  rmSync(scratch, { recursive: true, force: true })
}
