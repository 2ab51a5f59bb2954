// Proves the dates of the schedule: makes plans at random, lets refractor and TaskJuggler (tj3, an independent program) schedule each, and
// compares the end of every task, milestone, phase and gate. The text for tj3 is written here from the model, not by the product's export.
// Compared is what both can say: four types of links and leads (where they can be told as a gap from a start), gaps in working time and on
// the clock, working days, hours of a day, holidays, fractions of days, calendar durations, events, windows, "not before", sequences.
// node scripts/prove-schedule.mjs [--plans 360] [--seed 1] [--quick] [--plan SEED,INDEX] [--keep]. Writes reports/schedule.json; exit code 1
// on any difference, when fewer than 1,000 were compared, and when tj3 is missing.
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { tsImport } from 'tsx/esm/api'
import { Chance, isoOf, makeCalendar, makePlan, programOf, slot, workBetween } from './schedule-model.mjs'
import { projectText, taskText } from './schedule-oracle.mjs'

process.chdir(dirname(dirname(fileURLToPath(import.meta.url))))
const { values: options } = parseArgs({
  options: {
    plans: { type: 'string', default: '360' },
    seed: { type: 'string', default: '1' },
    quick: { type: 'boolean', default: false },
    keep: { type: 'boolean', default: false },
    report: { type: 'string', default: 'reports/schedule.json' },
  },
})
const perCalendar = 20
const wanted = options.quick ? 60 : Number(options.plans)
const firstSeed = Number(options.seed)
if (!Number.isInteger(wanted) || wanted < 1 || !Number.isInteger(firstSeed)) throw new Error('--plans and --seed are whole numbers')
const dayMs = 86_400_000

const found = spawnSync('tj3', ['--version'], { encoding: 'utf8' })
if (found.error !== undefined || found.status !== 0) {
  console.error(
    'TaskJuggler (tj3) is not here, so nothing can be proved. Install it: apt-get install tj3 (Debian, Ubuntu), or gem install taskjuggler.',
  )
  process.exit(1)
}
const { scheduleOf } = await tsImport('../packages/core/src/schedule/index.ts', import.meta.url)
const { linkProgram } = await tsImport('../packages/core/src/link/link-program.ts', import.meta.url)
const { loadRecord } = await tsImport('../packages/core/src/load/record.ts', import.meta.url)

const folders = { specification: 'specification', inbox: 'inbox', outbox: 'outbox', evidence: 'docs/evidence' }

function refractorSchedule(plan) {
  const texts = Object.entries(programOf(plan)).map(([path, value]) => ({ path, text: JSON.stringify(value, null, 1) }))
  const load = (source) => loadRecord(source.path.endsWith('program.yaml') ? 'program' : 'phase', source)
  const [program, ...phases] = texts.map(load)
  const linked = linkProgram({ folders, isDefault: true, files: { program, phases } })
  const errors = [program, ...phases].flatMap(({ diagnostics }) => diagnostics).concat(linked.diagnostics)
  const { schedule, diagnostics } = scheduleOf(linked.program)
  const bad = [...errors.filter(({ severity }) => severity === 'error'), ...diagnostics.filter(({ code }) => /unreadable|cycle/.test(code))]
  if (bad.length > 0)
    throw new Error(`plan ${plan.seed} is no valid program: ${bad.map(({ code, message }) => `${code} ${message}`).join('; ')}`)
  return schedule
}

const parseStamp = (text) => Date.parse(`${text.slice(0, 10)}T${text.slice(11)}:00Z`)

/** Where an instant of the clock lies: working minutes since the start of the plan, and the day. */
function place({ calendar, start }, ms) {
  const day = Math.floor(ms / dayMs) * dayMs
  const minutes = (ms - day) / 60_000
  const isWorking = calendar.isWorking(day)
  const at = workBetween(calendar, start, day) + (isWorking ? Math.min(minutes, calendar.minutes) : 0)
  // Midnight is the end of the day before.
  return { at, day: isoOf(minutes === 0 ? day - dayMs : day) }
}

const scratch = mkdtempSync(join(tmpdir(), 'refractor-schedule-'))
const counts = { compared: 0, days: 0, tasks: 0, plans: 0 }
const differences = []

/** An end without work is an event: that of a whole, too, where no work in it ends with it. */
const endsWithWork = (one, paths, ends, at = ends.get(paths.get(one))) =>
  one.children.length === 0
    ? ends.get(paths.get(one)) === at && (one.length !== undefined || one.clock !== undefined)
    : one.children.some((child) => endsWithWork(child, paths, ends, at))

function compare(plan, paths, ends) {
  const schedule = refractorSchedule(plan)
  counts.plans++
  for (const [one, path] of paths) {
    const activity = schedule.activities.get(`${one.kind}:${one.id}`)
    const theirs = ends.get(path)
    if (activity === undefined || theirs === undefined)
      throw new Error(`plan ${plan.seed}: ${one.id} is not in ${activity ? 'tj3' : 'refractor'}`)
    const isEvent = activity.early.from === activity.early.to
    const expected = place(plan, theirs)
    counts.compared++
    if (one.kind === 'task') counts.tasks++
    // An instant between two days of work is the end of the one and the beginning of the other: of an event either day is as true.
    const tellsDay = !isEvent && endsWithWork(one, paths, ends)
    if (tellsDay) counts.days++
    if (activity.early.to === expected.at && (!tellsDay || expected.day === activity.dates.finish)) continue
    differences.push(
      `plan ${plan.seed} ${one.kind} ${one.id}: refractor ends it at ${activity.early.to} min, ${activity.dates.finish}; tj3 at ${expected.at} min, ${isoOf(theirs)} ${new Date(theirs).toISOString().slice(11, 16)}`,
    )
  }
}

try {
  for (let batch = 0; batch * perCalendar < wanted; batch++) {
    const calendar = makeCalendar(new Chance(firstSeed * 1000 + batch))
    const plans = Array.from({ length: Math.min(perCalendar, wanted - batch * perCalendar) }, (_, n) =>
      makePlan(firstSeed * 100_000 + batch * perCalendar + n, calendar),
    )
    const written = plans.map((plan) => ({ plan, ...taskText(plan) }))
    const name = `batch${batch}`
    const text = [
      projectText(calendar, name),
      ...written.map((one) => one.text),
      `taskreport ${name} "${name}" { formats csv columns id, end }`,
      '',
    ].join('\n')
    writeFileSync(join(scratch, `${name}.tjp`), text)
    const run = spawnSync('tj3', ['--silent', '--no-color', `${name}.tjp`], {
      cwd: scratch,
      encoding: 'utf8',
      env: { ...process.env, TZ: 'UTC', LC_ALL: 'C.UTF-8' },
    })
    if (run.status !== 0)
      throw new Error(`tj3 ended with ${run.status} on ${join(scratch, name)}.tjp (run again with --keep):\n${run.stdout}${run.stderr}`)
    const ends = new Map(
      readFileSync(join(scratch, `${name}.csv`), 'utf8')
        .split('\n')
        .slice(1)
        .filter((line) => line !== '')
        .map((line) => line.split(';').map((cell) => cell.replaceAll('"', '')))
        .map(([id, end]) => [id, parseStamp(end)]),
    )
    for (const { plan, paths } of written) compare(plan, paths, ends)
  }
} finally {
  if (!options.keep) rmSync(scratch, { recursive: true, force: true })
  else console.log(`kept: ${scratch}`)
}

for (const line of differences.slice(0, 40)) console.error(line)
console.log(
  `${counts.plans} plans, ${counts.compared} ends compared (${counts.tasks} of tasks; ${counts.days} by their day as well, slots of ${slot} min): ${differences.length} differences`,
)
mkdirSync(dirname(options.report), { recursive: true })
const metrics = [
  { name: 'schedule.compared', value: counts.compared, unit: 'tasks' },
  { name: 'schedule.differences', value: differences.length, unit: 'tasks' },
  { name: 'schedule.plans', value: counts.plans, unit: 'plans' },
]
writeFileSync(options.report, `${JSON.stringify({ metrics }, null, 2)}\n`)
if (differences.length > 0 || counts.compared < (options.quick ? 1 : 1000)) process.exitCode = 1
