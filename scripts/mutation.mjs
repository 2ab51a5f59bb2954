// Runs the mutation tests of the gate engine and writes their score as a metric. Whether the score is enough is for a
// gate to say; this fails only when nothing was measured.
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const report = join(root, 'reports/mutation/mutation.json')
rmSync(report, { force: true })

const stryker = join(root, 'node_modules/@stryker-mutator/core/bin/stryker.js')
const { status } = spawnSync(process.execPath, [stryker, 'run', ...process.argv.slice(2)], { cwd: root, stdio: 'inherit' })
if (status !== 0) throw new Error(`stryker ended with ${status}`)

const mutants = Object.values(JSON.parse(readFileSync(report, 'utf8')).files).flatMap((file) => file.mutants)
const count = (...states) => mutants.filter((mutant) => states.includes(mutant.status)).length
const detected = count('Killed', 'Timeout')
// Mutants that do not compile, or that were left out on purpose, say nothing about the tests.
const valid = detected + count('Survived', 'NoCoverage')
if (valid === 0) throw new Error('no mutant was tried')

const metrics = [{ name: 'mutation.score', value: Number(((100 * detected) / valid).toFixed(2)), unit: '%', samples: valid }]
mkdirSync(join(root, 'reports'), { recursive: true })
writeFileSync(join(root, 'reports/mutation.json'), `${JSON.stringify({ metrics }, null, 2)}\n`)
console.log(`${detected} of ${valid} mutants were detected: ${metrics[0].value} %`)
