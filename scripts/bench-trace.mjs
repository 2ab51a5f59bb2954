// Measures validation, trace and matrix of linked records: CPU time and memory at two sizes, and how the cost grows from one to the
// other. Writes reports/links.json. Fails when something could not be measured; whether a figure is good enough is for a gate to say.
//   --sizes 10000,100000   --rounds 3
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { writeLinks } from './generate-links.mjs'

const { values: options } = parseArgs({
  options: { sizes: { type: 'string', default: '10000,100000' }, rounds: { type: 'string', default: '3' } },
})
const sizes = options.sizes.split(',').map(Number)
const rounds = Number(options.rounds)
const root = dirname(dirname(fileURLToPath(import.meta.url)))
const refractor = join(root, 'refractor')

/** CPU time in milliseconds (user and system, children too) and peak memory in MiB of one command. */
function measure({ argv, cwd, expect }, peakFile) {
  rmSync(peakFile, { force: true })
  const result = spawnSync('bash', ['-c', 'TIMEFORMAT="cpu %3U %3S"; time "$@"', 'bash', ...argv], {
    cwd,
    encoding: 'utf8',
    maxBuffer: 2 ** 29,
    env: {
      ...process.env,
      LC_ALL: 'C',
      NO_COLOR: '1',
      REFRACTOR_PEAK_FILE: peakFile,
      NODE_OPTIONS: `--require ${join(root, 'scripts/measure-peak.cjs')}`,
    },
  })
  const times = /cpu (\d+\.\d+) (\d+\.\d+)\n$/.exec(result.stderr ?? '')
  if (!times || !expect.codes.includes(result.status) || !result.stdout.includes(expect.text))
    throw new Error(`${argv.join(' ')} ended with ${result.status}\n${result.stdout?.slice(0, 1000)}\n${result.stderr?.slice(-2000)}`)
  const peaks = readFileSync(peakFile, 'utf8').trim().split('\n').map(Number)
  return { cpu: 1000 * (Number(times[1]) + Number(times[2])), peak: Math.max(...peaks) / 1024 }
}

const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1]

const scratch = mkdtempSync(join(tmpdir(), 'refractor-links-'))
const peakFile = join(scratch, 'peak')
const unit = { name: 'node', argv: [process.execPath, '-e', '0'], cwd: scratch, expect: { codes: [0], text: '' } }
try {
  const cases = sizes.flatMap((size) => {
    const cwd = join(scratch, String(size))
    mkdirSync(cwd)
    const made = writeLinks(cwd, { records: size })
    const cold = () => rmSync(join(cwd, '.refractor/cache'), { recursive: true, force: true })
    const one = (name, words, text, before) => ({ name, size, cwd, argv: [refractor, ...words], expect: { codes: [0, 1], text }, before })
    return [
      one('validate.cold', ['validate'], 'valid', cold),
      one('validate.warm', ['validate'], 'valid'),
      one('trace.cold', ['trace', '--json'], '"exitCode"', cold),
      one('trace.warm', ['trace', '--json'], '"exitCode"'),
      one('matrix.task', ['trace', 'matrix', 'requirement', 'task', '--as', 'csv'], `RQ-${made.requirements}`),
      one('matrix.property', ['trace', 'matrix', 'requirement', 'property', '--as', 'csv'], `RQ-${made.requirements}`),
    ]
  })
  const samples = new Map([unit, ...cases].map((each) => [each, []]))
  // One round of the smallest size that does not count: it installs, builds, and warms the machine.
  for (const each of [unit, ...cases.filter(({ size }) => size === sizes[0])]) measure(each, peakFile)
  for (let round = 0; round < rounds; round += 1) {
    for (const each of cases) {
      each.before?.()
      samples.get(unit).push(measure(unit, peakFile))
      samples.get(each).push(measure(each, peakFile))
    }
  }
  const cpuOf = (each) => median(samples.get(each).map(({ cpu }) => cpu))
  const u = cpuOf(unit)
  const metrics = [{ name: 'trace.unit', value: Math.round(u), unit: 'ms' }]
  const add = (name, value, of) => metrics.push({ name, value: Math.round(value * 1000) / 1000, unit: of })
  const [small, large] = [Math.min(...sizes), Math.max(...sizes)]
  let growth = 0
  for (const each of cases) {
    add(`trace.${each.name}.${each.size}.cpu`, cpuOf(each) / 1000, 's')
    add(`trace.${each.name}.${each.size}.memory`, median(samples.get(each).map(({ peak }) => peak)), 'MiB')
    if (each.size !== large || large === small) continue
    const other = cases.find(({ name, size }) => name === each.name && size === small)
    // What starting costs does not grow; the rest may not grow faster than the records.
    const ratio = (cpuOf(each) - u) / (cpuOf(other) - u) / (large / small)
    add(`trace.${each.name}.growth`, ratio, 'ratio')
    growth = Math.max(growth, ratio)
  }
  if (large > small) add('trace.growth', growth, 'ratio')
  mkdirSync(join(root, 'reports'), { recursive: true })
  writeFileSync(join(root, 'reports/links.json'), `${JSON.stringify({ metrics }, null, 2)}\n`)
  for (const { name, value, unit: of } of metrics) console.log(`${name.padEnd(42)} ${String(value).padStart(10)} ${of}`)
} finally {
  rmSync(scratch, { recursive: true, force: true })
}
