// Measures the schedule of 100 to 100,000 tasks, beside TaskJuggler (tj3) on the same plans in the same run: processor time (user and system)
// of the whole process, of `scheduleOf`, and of its solver alone. Ratios count, not milliseconds: the machine may be busy, and the work is not
// equal (tj3 walks over slots of time; refractor also finds late dates, float and the critical path).
// node scripts/bench-schedule.mjs [--quick] [--limit 180] (seconds of tj3 on one plan). Writes reports/bench-schedule.json.
// Install tj3 with apt-get install tj3; without it only refractor is measured, and exit code 1 says so.
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { tsImport } from 'tsx/esm/api'
import { makeSchedule, scheduleFiles } from './generate-schedule.mjs'

process.chdir(dirname(dirname(fileURLToPath(import.meta.url))))
const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    limit: { type: 'string', default: '180' },
    report: { type: 'string', default: 'reports/bench-schedule.json' },
    // Of the processes that this one starts.
    only: { type: 'string' },
  },
})
const sizes = options.quick ? [100, 1000] : [100, 1000, 10_000, 100_000]
const mostForOther = 10_000
const cpuMs = ({ user, system }) => (user + system) / 1000

if (options.only !== undefined) {
  const core = (path) => tsImport(`../packages/core/src/${path}`, import.meta.url)
  const { linkProgram } = await core('link/link-program.ts')
  const { loadRecord } = await core('load/record.ts')
  const { finishOf, networkOf, newSolution, scheduleOf, solveBackward, solveForward } = await core('schedule/index.ts')
  const sources = [...scheduleFiles(makeSchedule({ tasks: Number(options.only), simple: true }))].map(([path, text]) => ({ path, text }))
  const load = (name, source) => loadRecord(name, source)
  const folders = { specification: 'specification', inbox: 'inbox', outbox: 'outbox', evidence: 'docs/evidence' }
  const phases = sources.filter(({ path }) => path.startsWith('specification/phases/'))
  const { program } = linkProgram({
    folders,
    isDefault: true,
    files: {
      program: load(
        'program',
        sources.find(({ path }) => path.endsWith('program.yaml')),
      ),
      phases: phases.map((source) => load('phase', source)),
    },
  })
  const measured = (run) => {
    const before = process.cpuUsage()
    run()
    return cpuMs(process.cpuUsage(before))
  }
  const times = []
  let finish
  for (let n = 0; n < (Number(options.only) > 20_000 ? 3 : 7); n++)
    times.push(measured(() => (finish = scheduleOf(program).schedule.finish)))
  const network = networkOf(program)
  const [early, late] = [newSolution(network), newSolution(network)]
  const solves = []
  for (let n = 0; n < 9; n++)
    solves.push(
      measured(() => {
        solveForward(network, network.duration, early)
        solveBackward(network, network.duration, early, finishOf(network, early), late)
      }),
    )
  const middle = (list) => [...list].sort((a, b) => a - b)[list.length >> 1]
  const answer = {
    first: times[0],
    warm: middle(times),
    solve: middle(solves),
    nodes: network.size,
    links: network.linkFrom.length,
    finish,
  }
  console.log(JSON.stringify({ ...answer, peak: process.resourceUsage().maxRSS / 1024 }))
  process.exit(0)
}

/** The plan for TaskJuggler: the same tasks, links and calendar; slots of a quarter of an hour, for half a day is 225 minutes. */
function projectOf(plan, finish) {
  const lines = [
    `project bench "bench" 2026-01-01 - ${Number(finish.slice(0, 4)) + 1}-12-31 {`,
    '  timezone "UTC"',
    '  timeformat "%Y-%m-%d-%H:%M"',
    '  timingresolution 15min',
  ]
  for (const day of ['sun', 'mon', 'tue', 'wed', 'thu']) lines.push(`  workinghours ${day} 0:00 - 7:30`)
  lines.push('  workinghours fri, sat off', '}')
  for (const [from, to] of [
    ['2026-01-06', '2026-01-07'],
    ['2026-03-29', '2026-04-03'],
    ['2026-05-01', '2026-05-02'],
    ['2026-12-20', '2027-01-03'],
  ])
    lines.push(`leaves holiday "free" ${from} - ${to}`)
  lines.push('task begin "begin" { start 2026-01-04 milestone }')
  const name = (id) => id.replaceAll('.', '_')
  const paths = new Map(plan.tasks.map((task) => [task.id, `${task.milestone.phase.id}.${name(task.milestone.id)}.${task.id}`]))
  for (const phase of plan.phases) {
    const holder = new Map()
    lines.push(`task ${phase.id} "${phase.id}" {`, `  depends ${phase.after.length > 0 ? phase.after.join(', ') : 'begin'}`)
    for (const milestone of phase.milestones) {
      holder.set(milestone.id, `${phase.id}.${name(milestone.id)}`)
      lines.push(`  task ${name(milestone.id)} "${milestone.id}" {`)
      if (milestone.after.length > 0) lines.push(`    depends ${milestone.after.map((id) => holder.get(id)).join(', ')}`)
      for (const task of milestone.tasks) {
        const before = task.before.map(({ id, gap }) => `${paths.get(id)}${gap > 0 ? ` { gaplength ${gap}min }` : ''}`)
        lines.push(
          `    task ${task.id} "${task.id}" { length ${task.minutes}min ${before.length > 0 ? `depends ${before.join(', ')} ` : ''}}`,
        )
      }
      lines.push('  }')
    }
    lines.push('}')
  }
  return `${lines.join('\n')}\n`
}

/** TaskJuggler knows the years until 2035 only. 56 years earlier every date has the same day of the week, and leap years are the same. */
const earlier = (text) => text.replace(/\b(20\d\d)-(\d\d-\d\d)/g, (_, year, day) => `${Number(year) - 56}-${day}`)

/** Processor seconds of a program that is started: /usr/bin/env time is not everywhere, the shell's is. */
function timed(file, args, cwd, limit) {
  const line = `ulimit -t ${limit}; "$0" "$@" >out.txt 2>err.txt; echo $? >code.txt; times`
  const run = spawnSync('bash', ['-c', line, file, ...args], {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, TZ: 'UTC', LC_ALL: 'C.UTF-8' },
  })
  const last = run.stdout.trim().split('\n').at(-1) ?? ''
  const seconds = [...last.matchAll(/(\d+)m([\d.]+)s/g)].map(([, minutes, rest]) => Number(minutes) * 60 + Number(rest))
  return {
    ms: seconds.reduce((sum, one) => sum + one, 0) * 1000,
    code: Number(spawnSync('cat', ['code.txt'], { cwd, encoding: 'utf8' }).stdout),
  }
}

const hasOther = spawnSync('tj3', ['--version']).status === 0
if (!hasOther) {
  console.error('TaskJuggler (tj3) is not here, so there is nothing to compare with. Install it: apt-get install tj3 (Debian, Ubuntu).')
  process.exitCode = 1
}
const scratch = mkdtempSync(join(tmpdir(), 'refractor-bench-'))
const metrics = []
const put = (name, value, unit) => metrics.push({ name, value: Number(value.toPrecision(4)), unit })
try {
  for (const tasks of sizes) {
    const own = spawnSync(process.execPath, [fileURLToPath(import.meta.url), '--only', String(tasks)], {
      encoding: 'utf8',
      maxBuffer: 2 ** 26,
    })
    if (own.status !== 0) throw new Error(own.stderr)
    const found = JSON.parse(own.stdout)
    put(`bench.schedule-${tasks}`, found.warm, 'ms')
    put(`bench.schedule-${tasks}-first`, found.first, 'ms')
    put(`bench.schedule-${tasks}-solve`, found.solve, 'ms')
    put(`bench.schedule-${tasks}-peak`, found.peak, 'MB')
    let words = `${tasks} tasks, ${found.nodes} nodes, ${found.links} links: scheduleOf ${found.warm.toFixed(1)} ms (first ${found.first.toFixed(0)}), solve alone ${found.solve.toFixed(2)} ms`
    if (hasOther && tasks <= mostForOther) {
      writeFileSync(join(scratch, 'plan.tjp'), earlier(projectOf(makeSchedule({ tasks, simple: true }), found.finish)))
      const other = timed('tj3', ['--silent', '--no-color', 'plan.tjp'], scratch, Number(options.limit))
      if (other.code !== 0) words += `; tj3 did not finish within ${options.limit} s of processor time, or failed (${other.code})`
      else {
        put(`bench.schedule-${tasks}-tj3`, other.ms, 'ms')
        put(`bench.schedule-${tasks}-ratio`, other.ms / found.first, 'times')
        words += `; tj3 ${other.ms.toFixed(0)} ms, ${(other.ms / found.first).toFixed(0)} times the first call`
      }
    }
    console.log(words)
  }
} finally {
  rmSync(scratch, { recursive: true, force: true })
}
mkdirSync(dirname(options.report), { recursive: true })
writeFileSync(options.report, `${JSON.stringify({ metrics }, null, 2)}\n`)
