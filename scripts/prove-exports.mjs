// Proves that what other tools are given is read by them as it is meant: installs real readers from the package registries into a temporary
// folder (Mermaid, ical.js, exceljs, prometheus_client), takes tj3 of the system, and lets them read the exports of a generated plan of 1,000
// tasks, of small plans with typed links, of hostile titles and of the plans of --seeds: node scripts/prove-exports.mjs [--keep]
// [--only NAME] [--modules FOLDER] [--seeds FOLDER]. Needs Node, git, tj3, the registry, and 400 MB in the temporary folder.
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { generatedPlan, hostilePlan, smallPlans } from './export-plans.mjs'
import { expositionFaults } from './exposition-check.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const { values: options } = parseArgs({
  options: {
    keep: { type: 'boolean' },
    only: { type: 'string' },
    modules: { type: 'string' },
    seeds: { type: 'string', default: join(root, '..', 'shared', 'seeds') },
  },
})
const scratch = mkdtempSync(join(tmpdir(), 'refractor-exports-'))
const faults = []
const counts = { files: 0, dates: 0, unsaid: 0 }
const now = '2026-02-03T10:00:00Z'

function run(cwd, argv, { allowed = [0], timeout = 300_000, env = {} } = {}) {
  const result = spawnSync(argv[0], argv.slice(1), {
    cwd,
    encoding: 'utf8',
    timeout,
    maxBuffer: 1 << 28,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NO_COLOR: '1', TZ: 'UTC', LANG: 'C.UTF-8', ...env },
  })
  if (result.error) throw result.error
  if (!allowed.includes(result.status))
    throw new Error(`${argv.slice(0, 5).join(' ')}: exit code ${result.status}\n${`${result.stdout}${result.stderr}`.trim().slice(-1500)}`)
  return { text: result.stdout, status: result.status, said: `${result.stdout}${result.stderr}` }
}

const fault = (plan, text) => {
  faults.push(`${plan}: ${text}`)
  if (faults.length <= 60) console.log(`  FAULT ${plan}: ${text}`)
}

// Readers.
const readers = options.modules ?? join(scratch, 'readers')
const packages = ['mermaid@11.17.2', 'jsdom@26.1.0', 'ical.js@2.2.1', 'exceljs@4.4.0']
if (options.modules === undefined) {
  mkdirSync(readers)
  writeFileSync(join(readers, 'package.json'), '{ "private": true }\n')
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error']
  run(readers, ['npm', 'install', ...flags, ...packages])
}
const readerScript = join(scratch, 'read-export.mjs')
symlinkSync(join(readers, 'node_modules'), join(scratch, 'node_modules'))
cpSync(join(root, 'scripts', 'read-export.mjs'), readerScript)
const python = join(scratch, 'python')
const hasPython =
  spawnSync('python3', ['-m', 'venv', python]).status === 0 &&
  spawnSync(join(python, 'bin', 'pip'), ['install', '-q', 'prometheus_client'], { timeout: 240_000 }).status === 0
console.log(`readers are there; OpenMetrics is read by ${hasPython ? 'prometheus_client' : 'the strict check of this repository'}`)

const read = (kind, file) => JSON.parse(run(scratch, [process.execPath, readerScript, kind, file]).text)

/** Rows of comma-separated values (RFC 4180) as mappings. */
function csvRows(text, separator = ',') {
  const rows = [[]]
  let cell = ''
  let quoted = false
  // Our own cells have an apostrophe before what a spreadsheet would run.
  const plain = (text) => (separator === ',' ? text.replace(/^'/, '') : text)
  for (let i = 0; i < text.length; i++) {
    const c = text[i]
    if (quoted) {
      if (c === '"' && text[i + 1] === '"') {
        cell += '"'
        i++
      } else if (c === '"') quoted = false
      else cell += c
    } else if (c === '"') quoted = true
    else if (c === separator || c === '\n') {
      rows.at(-1).push(plain(cell.replace(/\r$/, '')))
      cell = ''
      if (c === '\n') rows.push([])
    } else cell += c
  }
  if (cell !== '') rows.at(-1).push(plain(cell))
  const [head, ...body] = rows.filter((row) => row.length > 0)
  for (const row of body) if (row.length !== head.length) throw new Error(`a row of ${row.length} cells under ${head.length} heads`)
  return body.map((row) => Object.fromEntries(head.map((name, index) => [name, row[index]])))
}

const same = (plan, what, found, expected) => {
  if (JSON.stringify(found) !== JSON.stringify(expected))
    fault(plan, `${what} is ${JSON.stringify(found)?.slice(0, 200)} instead of ${JSON.stringify(expected)?.slice(0, 200)}`)
}

/** Spaces and control characters aside: what a reader shows. */
const bare = (text) =>
  String(text)
    .replace(/[\s\u2400-\u241f\ufffd]+/gu, ' ')
    .trim()

const nextDay = (date) => new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
const dayBefore = (date) => new Date(Date.parse(`${date}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10)

const checks = {
  mermaid(plan, file, rows, mode) {
    const found = read('mermaid', file)
    for (const one of found.problems) fault(plan, `Mermaid: ${one}`)
    for (const length of found.lengths) if (length >= 50_000) fault(plan, `a diagram of ${length} characters`)
    if (mode !== 'dated') return
    const drawn = rows.filter(({ start }) => start !== '')
    same(plan, 'tasks that Mermaid draws', found.tasks.length, drawn.length)
    const spans = (list) => list.map(({ start, end }) => `${start} ${end}`).sort()
    const expected = drawn.map((row) => ({ start: row.start, end: nextDay(row['no end'] === 'yes' ? row.start : row.finish) }))
    same(plan, 'dates that Mermaid draws', spans(found.tasks), spans(expected))
    same(plan, 'critical bars', found.tasks.filter(({ crit }) => crit).length, drawn.filter(({ critical }) => critical === 'yes').length)
    counts.dates += drawn.length
  },
  ical(plan, file, rows) {
    const text = readFileSync(file, 'utf8')
    for (const line of text.split('\r\n')) if (Buffer.byteLength(line) > 75) fault(plan, `a line of ${Buffer.byteLength(line)} octets`)
    if (/[^\r]\n/.test(text)) fault(plan, 'a line that ends without CR')
    const found = read('ical', file)
    for (const one of found.problems) fault(plan, `ical.js: ${one}`)
    const wanted = rows.filter((row) => row.finish !== '' && row['no end'] !== 'yes')
    same(plan, 'entries of the calendar', found.entries.length, wanted.length)
    same(plan, 'names of entries that are taken twice', found.entries.length - new Set(found.entries.map(({ uid }) => uid)).size, 0)
    for (const [index, row] of wanted.entries()) {
      const entry = found.entries[index]
      same(plan, `the day of ${row.id}`, entry?.day, row.finish)
      if (!bare(entry?.summary).endsWith(bare(row.title))) fault(plan, `${row.id} is called ${JSON.stringify(entry?.summary)}`)
    }
    counts.dates += wanted.length
  },
  xlsx(plan, file, rows) {
    const found = read('xlsx', file)
    same(plan, 'rows of the workbook', found.length, rows.length)
    for (const [index, row] of rows.entries()) {
      for (const name of ['id', 'start', 'finish', 'total float'])
        same(plan, `${name} of row ${index}`, found[index]?.[name] ?? '', row[name])
      // exceljs leaves the escape of an underscore as it is.
      same(plan, `title of row ${index}`, bare((found[index]?.title ?? '').replace(/_x005F_/g, '_')), bare(row.title))
    }
  },
  taskjuggler(plan, file, rows, _mode, unsaid) {
    const folder = `${file}.out`
    mkdirSync(folder)
    // Its own tables are not safe against every title.
    const project = readFileSync(file, 'utf8')
      .replace('columns id, name, start, end', 'columns id, end')
      .replace('timeformat "%Y-%m-%d"', 'timeformat "%Y-%m-%d-%H:%M"')
    writeFileSync(join(folder, 'plan.tjp'), project)
    const { status, said } = run(folder, ['tj3', '--silent', '--no-color', 'plan.tjp'], { allowed: [0, 1] })
    if (status !== 0 || /error/i.test(said)) return fault(plan, `tj3: ${said.trim().slice(0, 400)}`)
    const ends = new Map(
      csvRows(readFileSync(join(folder, 'schedule.csv'), 'utf8'), ';').map(({ Id, End }) => {
        const [, date, time] = /^(\S{10})-(\S{5})$/.exec(End)
        return [Id.split('.').at(-1), time === '00:00' ? dayBefore(date) : date]
      }),
    )
    counts.unsaid += unsaid.length
    const mapped = rows.filter(
      (row) => row.type !== 'gate' && row['no end'] !== 'yes' && row.finish !== '' && Number(row['working days']) > 0,
    )
    for (const row of mapped) {
      const name = `${row.type[0]}_${row.id.replace(/[^A-Za-z0-9]+/g, '_').replace(/^_|_$/g, '')}`
      if (!ends.has(name)) fault(plan, `tj3 does not know ${name}`)
      // What cannot be said moves dates; that it is told is what counts then.
      else if (unsaid.length === 0) {
        counts.dates++
        if (ends.get(name) !== row.finish) fault(plan, `${row.id} ends ${row.finish}, with tj3 ${ends.get(name)}`)
      }
    }
  },
  openmetrics(plan, file) {
    const text = readFileSync(file, 'utf8')
    for (const one of expositionFaults(text)) fault(plan, `OpenMetrics: ${one}`)
    if (!hasPython) return
    const script = [
      'import sys',
      'from prometheus_client.openmetrics.parser import text_string_to_metric_families as parse',
      'families = list(parse(open(sys.argv[1], encoding="utf-8", newline="").read()))',
      'print(len(families), sum(len(f.samples) for f in families))',
    ].join('\n')
    const { status, said } = run(scratch, [join(python, 'bin', 'python'), '-c', script, file], { allowed: [0, 1] })
    if (status !== 0) return fault(plan, `prometheus_client: ${said.trim().slice(-300)}`)
    const samples = text.split('\n').filter((line) => line !== '' && !line.startsWith('#')).length
    same(plan, 'samples', Number(said.trim().split(' ')[1]), samples)
  },
}

/** Makes a workspace of files, or of a document that is imported, and takes it through every export. */
function prove({ name, files, document, from }) {
  const started = Date.now()
  const before = faults.length
  const folder = join(scratch, name)
  mkdirSync(folder, { recursive: true })
  run(folder, ['git', 'init', '--quiet'])
  run(folder, ['git', 'config', 'user.email', 'depot@example.org'])
  run(folder, ['git', 'config', 'user.name', 'Depot'])
  for (const [path, text] of Object.entries(files ?? {})) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  const refractor = (argv, allowed = [0]) => run(folder, [process.execPath, join(root, 'refractor'), ...argv, '--now', now], { allowed })
  if (document !== undefined) {
    cpSync(document, join(folder, 'plan.md'))
    refractor(['import', 'plan.md', '--id', 'plan'], [0, 1])
  }
  run(folder, ['git', 'add', '.'])
  run(folder, ['git', 'commit', '--quiet', '-m', 'plan'])
  const start = from === undefined ? [] : ['--from', from]
  const { mode } = JSON.parse(refractor(['export', 'schedule', ...start, '--json', '--as', 'csv'], [0]).text)
  const written = (format, ending, argv, allowed = [0]) => {
    const path = join(folder, `${format}-${counts.files++}.${ending}`)
    refractor(['export', format, ...argv, '--output', path], allowed)
    return path
  }
  const planRows = csvRows(readFileSync(written('schedule', 'csv', [...start, '--plan']), 'utf8'))
  const rows = csvRows(readFileSync(written('schedule', 'csv', start), 'utf8'))
  checks.mermaid(name, written('mermaid', 'md', start), rows, mode)
  checks.xlsx(name, written('schedule', 'xlsx', start), rows)
  checks.openmetrics(name, written('openmetrics', 'prom', []))
  if (mode === 'dated') {
    const types = ['phase', 'milestone', 'task', 'gate'].flatMap((one) => ['--type', one])
    checks.ical(name, written('ical', 'ics', [...start, ...types]), rows)
    const project = join(folder, 'plan.tjp')
    counts.files++
    refractor(['export', 'taskjuggler', ...start, '--output', project])
    const { unsaid = [] } = JSON.parse(refractor(['export', 'taskjuggler', ...start, '--json']).text)
    checks.taskjuggler(name, project, planRows, mode, unsaid)
  } else {
    for (const format of ['ical', 'taskjuggler']) {
      const { status } = refractor(['export', format], [0, 1, 2, 3, 4])
      if (status === 0) fault(name, `${format} of a plan without dates`)
    }
  }
  const seconds = ((Date.now() - started) / 1000).toFixed(0)
  console.log(`${faults.length === before ? 'ok' : 'FAILED'}  ${name}: ${mode}, ${rows.length} activities (${seconds} s)`)
}

try {
  const seeds = existsSync(options.seeds)
    ? readdirSync(options.seeds)
        .filter((file) => file.endsWith('.md'))
        .sort()
        .flatMap((file) => {
          const name = file.replace(/\.md$/, '')
          return [{ name, document: join(options.seeds, file), from: '2026-01-05' }]
        })
    : []
  for (const plan of [...smallPlans(), hostilePlan(), ...seeds, generatedPlan(1000)]) {
    if (options.only !== undefined && !plan.name.includes(options.only)) continue
    try {
      prove(plan)
    } catch (error) {
      fault(plan.name, String(error?.stack ?? error))
    }
  }
} finally {
  if (options.keep) console.log(`kept in ${scratch}`)
  else rmSync(scratch, { recursive: true, force: true })
}

console.log(
  `${counts.files} files, ${counts.dates} dates, ${counts.unsaid} links that TaskJuggler has no words for, ${faults.length} faults`,
)
const metrics = [
  { name: 'exports.faults', value: faults.length, unit: 'faults' },
  { name: 'exports.checked', value: counts.files, unit: 'files' },
  { name: 'exports.dates', value: counts.dates, unit: 'dates' },
]
if (options.only === undefined) {
  mkdirSync(join(root, 'reports'), { recursive: true })
  writeFileSync(join(root, 'reports', 'exports.json'), `${JSON.stringify({ metrics }, null, 2)}\n`)
}
process.exitCode = faults.length > 0 || counts.files === 0 ? 1 : 0
