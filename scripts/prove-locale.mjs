// Proves that neither the time zone nor the language of a machine changes an answer: real processes of refractor, with the same plan and the
// same --now, under many values of TZ, LANG and LC_ALL (also of locales that are not installed); every output must have the same bytes.
// node scripts/prove-locale.mjs [--quick] [--refractor FILE] [--keep]. Writes reports/locale.json; exit code 1 on any difference.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { writeSchedule } from './generate-schedule.mjs'

process.chdir(fileURLToPath(new URL('..', import.meta.url)))
const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    refractor: { type: 'string', default: join(process.cwd(), 'refractor') },
    report: { type: 'string', default: 'reports/locale.json' },
    keep: { type: 'boolean', default: false },
  },
})
const zones = ['UTC', 'America/Sao_Paulo', 'Pacific/Apia', 'Asia/Kathmandu', 'Europe/Lisbon', 'Pacific/Kiritimati']
const locales = ['C', 'en_US.UTF-8', 'tr_TR.UTF-8', 'ar_EG.UTF-8', 'pt_BR.ISO-8859-1']
const now = '2026-02-19T23:30:00Z'

/** Every zone with every locale; quickly: each at least once. */
const machines = options.quick
  ? zones.map((zone, index) => ({ zone, locale: locales[index % locales.length] }))
  : zones.flatMap((zone) => locales.map((locale) => ({ zone, locale })))

/** What is compared. A command with `file` writes there. An export that this build does not have says so in the same words everywhere. */
const commands = [
  ['schedule'],
  ['schedule', '--json'],
  ['schedule', '--format', 'markdown'],
  ['schedule', '--plan', '--critical'],
  ['schedule', '--risk', '--trials', '50', '--json'],
  ['schedule', '--health'],
  ['why', 'P1'],
  ['status'],
  ['status', '--json'],
  ['report'],
  ['report', '--as', 'comment'],
  ['report', '--html', 'FILE'],
  ['report', 'history', '--by', 'day'],
  ['report', 'history', '--json'],
  ['report', 'history', '--as', 'csv'],
  ['export', 'markdown'],
  ['export', 'csv', '--output', 'FILE'],
  ['export', 'needs-json'],
  ['export', 'raci'],
  ['export', 'mermaid'],
  ['export', 'ical'],
  ['export', 'taskjuggler'],
  ['export', 'openmetrics'],
  ['export', 'schedule', '--as', 'csv'],
  ['export', 'schedule', '--as', 'xlsx', '--output', 'FILE'],
]

const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'refractor-locale-')))
const plan = join(scratch, 'plan')
/** A copy of the build that is there, so that it stays the same while others change sources: the entry and every chunk that it can reach. */
function standingBuild() {
  const built = 'packages/cli'
  const copy = join(scratch, 'tool')
  mkdirSync(join(copy, 'dist'), { recursive: true })
  copyFileSync(join(built, 'package.json'), join(copy, 'package.json'))
  if (existsSync(join(built, 'templates'))) cpSync(join(built, 'templates'), join(copy, 'templates'), { recursive: true })
  const chunks = new Set(['refractor.cjs'])
  for (const chunk of chunks) {
    copyFileSync(join(built, 'dist', chunk), join(copy, 'dist', chunk))
    for (const [, name] of readFileSync(join(built, 'dist', chunk), 'utf8').matchAll(/["'`]\.\/([\w.-]+\.cjs)["'`]/g))
      if (existsSync(join(built, 'dist', name))) chunks.add(name)
  }
  return join(copy, 'dist', 'refractor.cjs')
}

let tool = options.refractor.endsWith('.cjs') ? [process.execPath, options.refractor] : [options.refractor]

const extensions = { report: 'html', export: 'csv' }
function start(args, { zone, locale }, number) {
  const asked = args.join(' ')
  const file = join(scratch, `out-${number}.${asked.includes('xlsx') ? 'xlsx' : (extensions[args[0]] ?? 'txt')}`)
  const env = { PATH: process.env.PATH, HOME: scratch, TZ: zone, LANG: locale, LC_ALL: locale, LANGUAGE: locale.slice(0, 2), NO_COLOR: '1' }
  const words = args.map((word) => (word === 'FILE' ? file : word))
  return new Promise((resolve) => {
    const child = spawn(tool[0], [...tool.slice(1), ...words, '--now', now], { cwd: plan, env, stdio: ['ignore', 'pipe', 'pipe'] })
    const chunks = { stdout: [], stderr: [] }
    for (const name of ['stdout', 'stderr']) child[name].on('data', (chunk) => chunks[name].push(chunk))
    child.on('close', (code) => {
      let written = Buffer.alloc(0)
      if (args.includes('FILE'))
        try {
          written = readFileSync(file)
          rmSync(file)
        } catch {
          // It was not written: the exit code and standard error say why.
        }
      const parts = [Buffer.from(`${code}\n`), ...chunks.stdout, ...chunks.stderr]
      // The name of the file is the only thing that may differ.
      const said = Buffer.concat(parts).toString('latin1').replaceAll(file, 'FILE')
      resolve({
        code,
        said,
        written,
        bytes: said.length + written.length,
        digest: createHash('sha256').update(said, 'latin1').update(written).digest('hex'),
      })
    })
  })
}

const differences = []
const refused = []
let compared = 0
let bytes = 0
try {
  writeSchedule(plan, { tasks: 60, seed: 3, commits: 4 })
  if (options.refractor === join(process.cwd(), 'refractor')) {
    // The first answer builds what is missing.
    await start(['status'], machines[0], 0)
    tool = [process.execPath, standingBuild()]
  }
  for (const args of commands) {
    const results = []
    const waiting = machines.map((machine, number) => ({ machine, number }))
    const work = async () => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift())
        results.push({ ...next, ...(await start(args, next.machine, next.number)) })
    }
    await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, work))
    const first = results.find(({ number }) => number === 0)
    if (first.code > 1) refused.push(`${args.join(' ')} ended with ${first.code}: ${first.said.split('\n').slice(0, 3).join(' ')}`)
    for (const one of results) {
      compared++
      bytes += one.bytes
      if (one.digest === first.digest) continue
      const lines = first.said.split('\n')
      const at = one.said.split('\n').findIndex((line, index) => line !== lines[index])
      const where = at < 0 ? 'in the file' : `line ${at}: ${JSON.stringify(one.said.split('\n')[at])} and not ${JSON.stringify(lines[at])}`
      differences.push(`${args.join(' ')} under TZ=${one.machine.zone} LC_ALL=${one.machine.locale} differs ${where}`)
      if (options.keep) writeFileSync(join(scratch, `differs-${differences.length}`), one.said + one.written)
    }
  }
} finally {
  if (options.keep) console.log(`kept: ${scratch}`)
  else rmSync(scratch, { recursive: true, force: true })
}

for (const line of differences.slice(0, 30)) console.error(line)
for (const line of refused) console.error(`not proved: ${line}`)
console.log(
  `${compared} outputs of ${commands.length} commands on ${machines.length} machines (${zones.length} zones, ${locales.length} locales), ${Math.round(bytes / 1000)} kB: ${differences.length} differences`,
)
mkdirSync(dirname(options.report), { recursive: true })
const metrics = [
  { name: 'locale.differences', value: differences.length, unit: 'outputs' },
  { name: 'locale.compared', value: compared, unit: 'outputs' },
  { name: 'locale.refused', value: refused.length, unit: 'commands' },
]
writeFileSync(options.report, `${JSON.stringify({ metrics }, null, 2)}\n`)
if (differences.length > 0 || refused.length > 0) process.exitCode = 1
