// Makes a plan with dates of any size: phases of milestones of tasks, linked deep, with durations in several words, holidays, a working week
// of its own, lags, owners, states, spreads and risks. The same seed and size make the same plan.
// Usage: node scripts/generate-schedule.mjs FOLDER [--tasks 1000] [--seed 1] [--commits 1] [--simple]. --simple: only what TaskJuggler can say.
import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { Chance } from './schedule-model.mjs'

const tasksPerMilestone = 10
const minutesPerDay = 450
const calendar = [
  'start: 2026-01-04',
  'weeks: half-open',
  'calendar:',
  '  workingDays: [sun, mon, tue, wed, thu]',
  '  hours: 7.5',
  '  holidays: [2026-01-06, { from: 2026-03-29, to: 2026-04-02, name: Spring }, 2026-05-01, { from: 2026-12-20, to: 2027-01-02, name: Winter }]',
]
const people = ['ada', 'berk', 'inci', 'omar', 'irmak', 'zoe']

/** A length of work and its words. */
function lengthOf(chance) {
  const days = chance.one([0.5, 1, 1, 1.5, 2, 2, 3, 4, 5, 8])
  if (days === 0.5) return { minutes: 225, words: chance.one(['half a day', '225 minutes', '0.5 days']) }
  if (days === 5) return { minutes: 5 * minutesPerDay, words: chance.one(['1 week', '5 working days', 'P5D']) }
  if (days === 2) return { minutes: 2 * minutesPerDay, words: chance.one(['2 days', '15 hours', '2d']) }
  return { minutes: days * minutesPerDay, words: `${days} ${days === 1 ? 'day' : 'days'}` }
}

/** The plan as values: what a program is written from, and a text for TaskJuggler may be. */
export function makeSchedule({ tasks, seed = 1, simple = false }) {
  const chance = new Chance(seed * 7919 + tasks)
  const count = Math.max(1, Math.ceil(tasks / tasksPerMilestone))
  const perPhase = Math.max(2, Math.round(Math.sqrt(count)))
  const phases = []
  const earlier = []
  let left = tasks
  for (let m = 0; m < count; m++) {
    if (m % perPhase === 0) {
      const phase = { id: `P${phases.length}`, index: phases.length, after: [], milestones: [] }
      if (phases.length > 0) phase.after.push(phases[phases.length - 1].id)
      phases.push(phase)
    }
    const phase = phases.at(-1)
    const milestone = { id: `${phase.id}.M${phase.milestones.length}`, phase, after: [], relation: undefined, tasks: [] }
    const before = phase.milestones.at(-1)
    if (before !== undefined && chance.share(70)) milestone.after.push(before.id)
    else if (before !== undefined && !simple && chance.share(50))
      milestone.relation = { type: chance.one(['parallel', 'aligned']), milestone: before.id }
    phase.milestones.push(milestone)
    for (let t = 0, here = Math.min(tasksPerMilestone, left); t < here; t++) {
      const task = { id: `T${String(earlier.length + 1).padStart(6, '0')}`, milestone, before: [], ...lengthOf(chance) }
      const used = new Set()
      for (let links = chance.one([0, 1, 1, 2, 2, 3]); links > 0 && earlier.length > 0; links--) {
        // Near ones, mostly of the same milestone: chains become deep.
        const from = earlier[Math.max(0, earlier.length - 1 - chance.below(chance.share(80) ? 8 : 60))]
        if (used.has(from.id)) continue
        used.add(from.id)
        const gap = chance.share(15) ? minutesPerDay * chance.between(1, 3) : !simple && chance.share(5) ? -minutesPerDay : 0
        task.before.push({ id: from.id, gap, type: !simple && chance.share(8) ? chance.one(['SS', 'FF']) : 'FS' })
      }
      task.owner = chance.one(people)
      task.spread = !simple && chance.share(30)
      task.risk = !simple && chance.share(5)
      task.chance = chance.next()
      milestone.tasks.push(task)
      earlier.push(task)
    }
    left -= tasksPerMilestone
  }
  return { phases, tasks: earlier, seed, simple }
}

const gapWords = (gap) => `${gap / minutesPerDay} ${Math.abs(gap) === minutesPerDay ? 'working day' : 'working days'}`

function taskLines(task, state) {
  const lines = [
    `      - id: ${task.id}`,
    `        title: "Iğdır ışığı: build part ${task.id} (İ, I, ı, i)"`,
    `        estimate: "${task.words}"`,
    `        owner: ${task.owner}`,
    `        state: ${state}`,
  ]
  const plain = task.before.filter(({ gap, type }) => gap === 0 && type === 'FS')
  const timed = task.before.filter((link) => !plain.includes(link))
  if (plain.length > 0) lines.push(`        prerequisites: [${plain.map(({ id }) => id).join(', ')}]`)
  if (timed.length > 0) lines.push('        depends:')
  for (const { id, gap, type } of timed)
    lines.push(`          - { on: ${id}, type: ${type}${gap === 0 ? '' : `, lag: "${gapWords(gap)}"`} }`)
  if (task.spread) lines.push(`        spread: { low: "${task.minutes * 0.75} minutes", high: "${task.minutes * 2} minutes" }`)
  if (task.risk) lines.push(`        risks: [R${task.id.slice(1)}]`)
  return lines
}

/** The files of the program, by path; `done` is the share of the phases that is over. */
export function scheduleFiles(plan, done = 0.25) {
  const files = new Map([
    ['refractor.yaml', 'format: 1\n'],
    ['.gitignore', '.refractor/cache/\n.refractor/journal/\n.refractor/lock/\n'],
    [
      'specification/program.yaml',
      [
        'format: 1',
        'id: generated',
        'name: A generated program of İzmir',
        ...calendar,
        'schedule: { milestones: parallel }',
        'people:',
        ...people.map((id) => `  - { id: ${id}, name: ${id[0].toUpperCase()}${id.slice(1)} Example, emails: [${id}@example.org] }`),
        '',
      ].join('\n'),
    ],
  ])
  const over = Math.floor(plan.phases.length * done)
  const risks = []
  for (const phase of plan.phases) {
    const lines = ['format: 1', `id: ${phase.id}`, `title: Phase ${phase.index} of the generated program`]
    if (!plan.simple && phase.index % 3 === 0) lines.push(`window: "${phase.index * 3}-${phase.index * 3 + 4}"`)
    if (phase.after.length > 0) lines.push(`dependencies: [${phase.after.join(', ')}]`)
    lines.push('milestones:')
    for (const milestone of phase.milestones) {
      const isOver = phase.index < over
      const state = isOver ? 'accepted' : phase.index === over ? 'in-progress' : 'planned'
      lines.push(`  - id: ${milestone.id}`, `    title: Step ${milestone.id}`, `    state: ${state}`)
      const relations = milestone.after.map((id) => `{ type: after, milestone: ${id} }`)
      if (milestone.relation) relations.push(`{ type: ${milestone.relation.type}, milestone: ${milestone.relation.milestone} }`)
      if (relations.length > 0) lines.push(`    relations: [${relations.join(', ')}]`)
      lines.push('    tasks:')
      for (const task of milestone.tasks) {
        lines.push(...taskLines(task, isOver || (phase.index === over && task.chance < 0.4) ? 'done' : 'open'))
        if (task.risk) risks.push(task)
      }
    }
    lines.push('exit:', '  criteria:', `    - id: ${phase.id}.1`, '      statement: Every task of the phase is done.')
    lines.push('      check:', '        kind: query', '        from: tasks', `        where: { phase: ${phase.id} }`)
    lines.push('        expect: all', '        that: { state: done }')
    files.set(`specification/phases/${phase.id}.yaml`, `${lines.join('\n')}\n`)
  }
  const riskLines = risks.flatMap(({ id }) => [
    `  - id: R${id.slice(1)}`,
    `    title: Part ${id} may be late`,
    '    impact: high',
    '    likelihood: low',
    `    tasks: [${id}]`,
    `    delay: { probability: 0.2, low: "1 day", high: "5 days", affects: [${id}] }`,
  ])
  if (risks.length > 0) files.set('specification/risks.yaml', `${['format: 1', 'risks:', ...riskLines].join('\n')}\n`)
  return files
}

/** Writes the program into a folder, in one or several commits, in each of which more is done. */
export function writeSchedule(folder, { commits = 1, ...size }) {
  const plan = makeSchedule(size)
  const identity = [
    '-c',
    'user.name=Ada Example',
    '-c',
    'user.email=ada@example.org',
    '-c',
    'commit.gpgsign=false',
    '-c',
    'init.defaultBranch=main',
  ]
  const git = (date, ...args) => {
    const env = {
      ...process.env,
      GIT_AUTHOR_DATE: date,
      GIT_COMMITTER_DATE: date,
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_CONFIG_NOSYSTEM: '1',
    }
    const { status, stderr } = spawnSync('git', [...identity, ...args], { cwd: folder, encoding: 'utf8', env })
    if (status !== 0) throw new Error(`git ${args[0]} failed: ${stderr}`)
  }
  mkdirSync(folder, { recursive: true })
  git('2026-01-04T08:00:00Z', 'init', '--quiet')
  for (let commit = 1; commit <= commits; commit++) {
    for (const [path, text] of scheduleFiles(plan, (0.4 * commit) / commits)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), text)
    }
    const date = new Date(Date.UTC(2026, 0, 4 + 7 * commit, 22, 30)).toISOString()
    git(date, 'add', '.')
    git(date, 'commit', '--quiet', '--allow-empty', '-m', `State ${commit} of the plan`)
  }
  return plan
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      tasks: { type: 'string', default: '1000' },
      seed: { type: 'string', default: '1' },
      commits: { type: 'string', default: '1' },
      simple: { type: 'boolean', default: false },
    },
  })
  const [folder] = positionals
  if (!folder) throw new Error('name the folder to write to')
  writeSchedule(folder, { tasks: Number(values.tasks), seed: Number(values.seed), commits: Number(values.commits), simple: values.simple })
}
