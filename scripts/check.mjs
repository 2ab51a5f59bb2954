// The full check: what must hold before anything is merged. Each step runs, also after another one failed, and each
// proves that it did run: a tool that looks at nothing finds nothing wrong. `--no-tests` leaves the tests out.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

const bootstrap = createRequire(import.meta.url)('./bootstrap.cjs')
const { root } = bootstrap
const { values: options } = parseArgs({ options: { 'no-tests': { type: 'boolean', default: false } } })

/** No colours: what a step prints is searched. */
const env = { ...process.env, NO_COLOR: '1' }
delete env.FORCE_COLOR

/** Runs a program of node_modules, or a script of this repository. */
function node(script, args = [], cwd = root) {
  const { status, stdout, stderr, error } = spawnSync(process.execPath, [script, ...args], {
    cwd,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    env,
  })
  return { code: status, stdout, text: `${stdout}${stderr}${error ?? ''}` }
}
const tool = (path) => join(root, 'node_modules', path)

/** The result of a step: it failed, or it looked at nothing, or it looked at something and found nothing wrong. */
function judged({ code, text }, pattern, what) {
  const seen = Number(pattern.exec(text)?.[1] ?? 0)
  if (code !== 0) return { problem: text }
  return seen > 0 ? { note: `${seen} ${what}` } : { problem: `${text}\nit ended well, but looked at no ${what}` }
}

function unused() {
  const knip = tool('knip/bin/knip.js')
  // It prints nothing when all is well, so it has to find one planted file first.
  const planted = mkdtempSync(join(tmpdir(), 'refractor-unused-'))
  try {
    mkdirSync(join(planted, 'src'))
    writeFileSync(join(planted, 'package.json'), '{ "name": "planted", "main": "src/main.js" }')
    writeFileSync(join(planted, 'src/main.js'), '')
    writeFileSync(join(planted, 'src/planted.js'), '')
    if (!node(knip, ['--directory', planted]).text.includes('planted.js')) return { problem: 'a planted unused file was not found' }
  } finally {
    rmSync(planted, { recursive: true, force: true })
  }
  const { code, text } = node(knip)
  return code === 0 ? { note: 'and the planted file was found' } : { problem: text }
}

function bundle() {
  const { code, stdout, text } = node(join(root, 'refractor'), ['--version'])
  return code === 0 && /^\d+\.\d+\.\d+/.test(stdout) ? { note: stdout.trim() } : { problem: text }
}

/** Line and branch coverage of packages/core as metrics: the summary knows single files and the total of all packages only. */
function coreCoverage(summary) {
  const files = Object.entries(summary).filter(([file]) => file.includes('/packages/core/src/'))
  return ['lines', 'branches'].map((what) => {
    const count = (field) => files.reduce((sum, [, one]) => sum + one[what][field], 0)
    return {
      name: `coverage.${what}`,
      value: Number(((100 * count('covered')) / count('total')).toFixed(2)),
      unit: '%',
      samples: count('total'),
    }
  })
}

function tests() {
  const junit = join(root, 'reports/junit.xml')
  const coverage = join(root, 'reports/coverage/coverage-summary.json')
  for (const report of [junit, coverage]) rmSync(report, { force: true })
  const { code, text } = node(tool('vitest/vitest.mjs'), ['run', '--coverage'])
  const total = existsSync(junit)
    ? /<testsuites[^>]* tests="(\d+)" failures="(\d+)" errors="(\d+)"/.exec(readFileSync(junit, 'utf8'))
    : null
  // What passed is of no interest beside what did not.
  const failures = text.replace(/^\s*✓.*\n/gm, '')
  if (code !== 0 || !total) return { problem: failures }
  if (Number(total[1]) === 0) return { problem: 'no test was run' }
  if (!existsSync(coverage)) return { problem: `${failures}\nno coverage was measured` }
  const core = coreCoverage(JSON.parse(readFileSync(coverage, 'utf8')))
  writeFileSync(join(root, 'reports/check.json'), `${JSON.stringify({ metrics: core }, null, 2)}\n`)
  return {
    note: `${total[1]} tests; of the core: ${core.map(({ name, value }) => `${name} ${value} %`).join(', ')}`,
    passed: Number(total[1]),
  }
}

/** This repository is a program of its own: it must be valid, and no gate of a closed phase may have come undone. */
function ownGates() {
  const refractor = join(root, 'refractor')
  const valid = node(refractor, ['validate'])
  if (valid.code !== 0) return { problem: valid.text }
  const checked = node(refractor, ['gate', 'check'])
  // 1: a phase under way has an unmet gate; 4: no phase is under way.
  if (![0, 1, 4].includes(checked.code)) return { problem: checked.text }
  const status = node(refractor, ['status', '--json'])
  const { phases } = JSON.parse(status.stdout)
  if (phases.length === 0) return { problem: 'the program has no phase' }
  const undone = phases.filter((phase) => phase.state === 'closed' && phase.gate.verdict !== 'met').map((phase) => phase.id)
  if (undone.length > 0) return { problem: `closed, but no longer met: ${undone.join(', ')}\n${checked.text}` }
  return { note: `${phases.length} phases, ${phases.filter((phase) => phase.state === 'closed').length} closed` }
}

const steps = [
  [
    'lint',
    () =>
      judged(
        node(tool('@biomejs/biome/bin/biome'), ['ci', '--colors=off', '--max-diagnostics=200', '--error-on-warnings']),
        /Checked (\d+) files/,
        'files',
      ),
  ],
  ['types', () => judged(node(tool('typescript/bin/tsc'), ['--project', root, '--diagnostics']), /^Files:\s+(\d+)/m, 'files')],
  ['layers', () => judged(node(join(root, 'scripts/layers.mjs')), /(\d+) modules/, 'modules')],
  ['unused', unused],
  ['schemas', () => judged(node(join(root, 'scripts/write-schemas.mjs'), ['--check']), /(\d+) schemas/, 'schemas')],
  ['bundle', bundle],
  ['tests', tests],
  ['own gates', ownGates],
].filter(([name]) => !(options['no-tests'] && name === 'tests'))

bootstrap.ensureDependencies()
const failed = []
let passed = 0
for (const [name, run] of steps) {
  const started = performance.now()
  let result
  try {
    result = run()
  } catch (error) {
    result = { problem: error.stack }
  }
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  console.log(`${result.problem === undefined ? 'ok    ' : 'FAILED'} ${name.padEnd(10)} ${seconds.padStart(6)} s  ${result.note ?? ''}`)
  if (result.problem !== undefined) {
    failed.push(name)
    console.log(`\n${result.problem.trimEnd().replace(/^/gm, '  ')}\n`)
  }
  passed += result.passed ?? 0
}
if (options['no-tests']) console.log('the tests were left out')
console.log(failed.length > 0 ? `failed: ${failed.join(', ')}` : `all ${steps.length} steps are well`)
if (passed > 0) console.log(`${passed} passed, 0 failed`)
process.exitCode = failed.length > 0 ? 1 : 0
