// Programs whose reports are looked at by scripts/prove-report.mjs: of any size, with everything that a report shows, always the same for
// the same size. What a program of the past looked like is written and committed as well.
import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** When the reports are made. */
export const now = '2026-10-05T09:00:00Z'
const owners = ['Mira', 'Jonas', 'Data team', 'Release', 'Safety']

/** Pseudo-random numbers below 1 (a linear congruence). */
function numbers(seed) {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

/** Titles that a page must survive. */
export const hostileTitles = [
  '</script><script>window.intruder = 1</script>',
  '<img src=x onerror="window.intruder = 2"> & "double" \'single\'',
  '</style></title></noscript></svg><svg onload="window.intruder = 3">',
  'right-to-left \u202Etxet\u202C, line \u2028 and paragraph \u2029 separators',
  'unbroken'.repeat(30),
  '| pipes | `code` [link](javascript:window.intruder=4) {{window.intruder = 5}}',
  '<!-- comment --> ]]> <![CDATA[ &lt;b&gt; &#39;',
  'Обзор кодовой базы — 設計審查 🚦',
]

const text = (value) => JSON.stringify(value)
const tasksPerMilestone = 8

/**
 * One program at a point of its life: of `done` in 1,000 tasks are done, `scope` in 1,000 are known.
 * `kind`: dated, relative or order; `titles` takes the place of titles.
 */
export function reportPlan({ tasks, phases, kind = 'dated', titles, done = 0, scope = 1000 }) {
  const next = numbers(tasks)
  const files = new Map()
  const write = (path, lines) => files.set(path, `${lines.join('\n')}\n`)
  let named = 0
  const titleOf = (words) => text(titles === undefined ? words : titles[named++ % titles.length])
  const isTimed = kind !== 'order'
  write('refractor.yaml', ['format: 1'])
  write('.gitignore', ['.refractor/cache/', '.refractor/journal/', '.refractor/lock/', '*.html'])
  write('specification/program.yaml', [
    'format: 1',
    'id: depot',
    `name: ${titleOf(`The new depot, in ${tasks} tasks`)}`,
    ...(kind === 'dated' ? ['start: 2026-07-06'] : []),
    'calendar: { holidays: [2026-12-25] }',
    'schedule: { milestones: parallel }',
    'roles:',
    '  - { id: lead, title: Lead, owner: ada }',
    'people:',
    '  - { id: ada, name: Ada Example, emails: [ada@example.org], roles: [lead] }',
  ])
  const risks = []
  const requirements = Math.min(400, Math.max(8, Math.floor(tasks / 8)))
  const each = Math.ceil(tasks / phases)
  const known = Math.floor((tasks * scope) / 1000)
  const finished = Math.floor((tasks * done) / 1000)
  let count = 0
  for (let phase = 0; phase < phases; phase += 1) {
    const id = `P${phase}`
    const first = count
    const lines = ['format: 1', `id: ${id}`, `title: ${titleOf(`Phase ${phase} of the depot`)}`]
    if (phase > 0) lines.push(`dependencies: [P${phase - 1}]`)
    lines.push('milestones:')
    const end = Math.min(tasks, first + each)
    for (let step = 0; count < end; step += 1) {
      const milestone = `${id}.M${step + 1}`
      const last = Math.min(end, count + tasksPerMilestone)
      const state = last <= finished ? 'accepted' : count < finished ? 'in-progress' : 'planned'
      lines.push(`  - id: ${milestone}`, `    title: ${titleOf(`Hall ${step + 1} of phase ${phase}`)}`, `    state: ${state}`)
      lines.push('    accountable: [lead]')
      const within = []
      for (; count < last; count += 1) {
        const task = `T${String(count + 1).padStart(5, '0')}`
        const [days, chance, far, owner] = [1 + Math.floor(next() * 5), next(), next(), Math.floor(next() * owners.length)]
        const waits =
          count > first && chance < 0.6 ? [`T${String(Math.max(first + 1, count - Math.floor(far * 12))).padStart(5, '0')}`] : []
        if (count >= known) continue
        within.push(`      - id: ${task}`, `        title: ${titleOf(`Build and check part ${count + 1}`)}`)
        within.push(`        state: ${count < finished ? 'done' : 'open'}`, `        owner: ${text(owners[owner])}`)
        if (isTimed && count % 17 !== 16) {
          within.push(`        estimate: "${days} days"`)
          if (count % 10 === 5) within.push(`        spread: { low: "${Math.max(1, days - 1)} days", high: "${days * 2} days" }`)
        }
        if (waits.length > 0) within.push(`        prerequisites: [${waits.join(', ')}]`)
        within.push(`        requirements: [R${1 + (count % requirements)}]`)
        if (count % 9 === 0) {
          within.push(`        risks: [RISK-${task}]`)
          risks.push({ task, owner: owners[owner], kind: count % 4 })
        }
      }
      if (within.length > 0) lines.push('    tasks:', ...within)
    }
    lines.push('exit:', '  criteria:')
    lines.push(`    - id: ${id}.1`, `      statement: ${titleOf('Every task of the phase is done.')}`)
    lines.push(`      check: { kind: query, from: tasks, where: { phase: ${id} }, expect: all, that: { state: done } }`)
    lines.push(`    - id: ${id}.2`, '      statement: The report of the phase is written.')
    lines.push(`      check: { kind: artifact, paths: [docs/${id}/report.md] }`)
    lines.push(`    - id: ${id}.3`, '      statement: The tests of the phase pass.', '      check: { kind: test, minTests: 100 }')
    lines.push(`    - id: ${id}.4`, '      statement: The lead has approved.', '      check: { kind: approval, roles: [lead] }')
    write(`specification/phases/${id}.yaml`, lines)
    if (count > finished) continue
    write(`docs/${id}/report.md`, [`# Report of ${id}`, '', 'All is built.'])
    const result = { outcome: 'passed', tests: { total: 200, passed: 200, failed: 0, skipped: 0 } }
    const record = { format: 1, program: 'depot', gate: id, criteria: [`${id}.3`], author: 'Ada Example <ada@example.org>' }
    write(`docs/evidence/${id}/tests/metadata.json`, [JSON.stringify({ ...record, date: '2026-07-20T09:00:00Z', result }, null, 2)])
  }
  const grades = ['low', 'medium', 'high']
  write('specification/risks.yaml', [
    'format: 1',
    'risks:',
    ...risks.flatMap(({ task, owner, kind: at }, index) => [
      `  - id: RISK-${task}`,
      `    title: ${titleOf(`Part ${task} may be late`)}`,
      ...(at === 3 ? [] : [`    impact: ${grades[at]}`, `    likelihood: ${grades[index % 3]}`]),
      `    owner: ${text(owner)}`,
      `    tasks: [${task}]`,
      ...(index === 0 && isTimed ? [`    delay: { probability: 0.3, low: 5 days, high: 15 days, affects: [${task}] }`] : []),
    ]),
  ])
  write('specification/requirements.yaml', [
    'format: 1',
    'requirements:',
    // One more than anything satisfies: a gap is part of what is shown.
    ...Array.from({ length: requirements + 1 }, (_, at) => `  - { id: R${at + 1}, title: ${titleOf(`Need ${at + 1} of the depot`)} }`),
  ])
  return files
}

function command(folder, argv, environment) {
  const { status, stdout, stderr, error } = spawnSync(argv[0], argv.slice(1), {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1', ...environment },
    maxBuffer: 1 << 28,
    timeout: 180_000,
  })
  if (error) throw error
  if (status !== 0) throw new Error(`${argv.join(' ')} ends with ${status}: ${stderr}${stdout}`.slice(0, 2000))
  return stdout
}

/** Writes a program with its past into a repository of its own: commits, a tag as baseline, and an audit log by real commands. */
export function writeReportPlan(folder, size, refractor, past = [0, 100, 200, 320]) {
  mkdirSync(folder, { recursive: true })
  const git = (date, ...args) =>
    command(folder, ['git', '-c', 'commit.gpgsign=false', ...args], { GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date })
  git(now, 'init', '--quiet', '--initial-branch=main')
  for (const [key, value] of [
    ['user.name', 'Ada Example'],
    ['user.email', 'ada@example.org'],
    ['gc.auto', '0'],
    ['maintenance.auto', 'false'],
  ])
    git(now, 'config', key, value)
  git(now, 'remote', 'add', 'origin', 'https://github.com/example/depot.git')
  for (const [at, done] of past.entries()) {
    const isLast = at === past.length - 1
    for (const [path, content] of reportPlan({ ...size, done, scope: isLast ? 1000 : 900 + 20 * at })) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), content)
    }
    const date = `2026-${String(7 + Math.floor((at * 3) / Math.max(1, past.length - 1))).padStart(2, '0')}-0${2 + at}T09:00:00Z`
    git(date, 'add', '.')
    git(date, 'commit', '--quiet', '-m', at === 0 ? 'The plan' : `Progress ${at}`)
    if (at === 0) git(date, 'tag', 'v1')
  }
  const first = Math.floor((size.tasks * past.at(-1)) / 1000)
  const task = (at) => `T${String(first + at).padStart(5, '0')}`
  const commands = [
    ['task', 'start', task(1)],
    ['task', 'done', task(1)],
    ['task', 'start', task(2)],
    ['waive', 'P1.2', '--reason', 'The report comes with that of the next phase', '--until', '2026-10-12'],
    ['approve', 'P0.4', '--role', 'lead', '--comment', 'Looks sound'],
  ]
  for (const args of size.commands === false ? [] : commands) command(folder, [...refractor, ...args, '--now', now])
  git(now, 'add', '.')
  git(now, 'commit', '--quiet', '--allow-empty', '-m', 'Decisions')
}
