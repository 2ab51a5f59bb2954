// Makes a program of a given size in a git repository of its own, always the same for the same size: what the benchmark
// measures. Usage: node scripts/generate-program.mjs FOLDER [--tasks 1000] [--phases 10]
import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

const tasksPerMilestone = 10
/** Phases before this one are finished, it and the next are under way, the rest is planned. */
const presentPhase = 2

/** A small generator of pseudo-random numbers below 1 (a linear congruence), so that every run makes the same program. */
function numbers(seed) {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

const stateOf = (phase, chance) => (phase <= presentPhase || (phase === presentPhase + 1 && chance < 0.5) ? 'done' : 'open')

function taskLines(id, earlier, phase, next) {
  const lines = [
    `      - id: ${id}`,
    `        title: Build and document part ${id} of the system`,
    `        state: ${stateOf(phase, next())}`,
  ]
  const prerequisites = new Set()
  for (let wanted = Math.floor(next() * 3); wanted > 0 && earlier.length > 0; wanted -= 1) {
    prerequisites.add(earlier[Math.max(0, earlier.length - 1 - Math.floor(next() * 50))])
  }
  if (prerequisites.size > 0) lines.push(`        prerequisites: [${[...prerequisites].join(', ')}]`)
  const risk = next() < 0.4 ? `R${id.slice(1)}` : undefined
  if (risk) lines.push(`        risks: [${risk}]`)
  return { lines, risk }
}

function exitGate(id) {
  return [
    'exit:',
    '  criteria:',
    `    - id: ${id}.1`,
    '      statement: Every task of the phase is done.',
    '      check:',
    '        kind: query',
    '        from: tasks',
    `        where: { phase: ${id} }`,
    '        expect: all',
    '        that: { state: done }',
    `    - id: ${id}.2`,
    '      statement: The report of the phase is written.',
    '      check:',
    '        kind: artifact',
    `        paths: [docs/${id}/report.md]`,
    `    - id: ${id}.3`,
    '      statement: The tests of the phase pass.',
    '      check:',
    '        kind: test',
    '        minTests: 100',
    `    - id: ${id}.4`,
    '      statement: The steering group has approved.',
    '      check:',
    '        kind: approval',
    '        roles: [lead]',
  ]
}

function phaseFile(phase, count, ids, next) {
  const id = `P${phase}`
  const lines = [
    'format: 1',
    `id: ${id}`,
    `title: Phase ${phase} of the generated program`,
    `window: "${2 * phase}-${2 * phase + 2}"`,
    'milestones:',
  ]
  const risks = []
  for (let done = 0; done < count; done += tasksPerMilestone) {
    const milestone = `${id}.M${done / tasksPerMilestone + 1}`
    const state = phase < presentPhase ? 'accepted' : phase === presentPhase ? 'in-progress' : 'planned'
    lines.push(`  - id: ${milestone}`, `    title: Step ${milestone}`, `    state: ${state}`, '    accountable: [lead]', '    tasks:')
    for (let n = done; n < Math.min(done + tasksPerMilestone, count); n += 1) {
      const task = `T${String(ids.length + 1).padStart(6, '0')}`
      const { lines: written, risk } = taskLines(task, ids, phase, next)
      lines.push(...written)
      ids.push(task)
      if (risk) risks.push({ id: risk, task })
    }
  }
  lines.push(...exitGate(id))
  return { id, text: `${lines.join('\n')}\n`, risks }
}

const riskLines = ({ id, task }) => [
  `  - id: ${id}`,
  `    title: Part ${task} may be late or wrong`,
  '    impact: high',
  '    likelihood: low',
  `    tasks: [${task}]`,
]

/** The files of a program, by path. */
export function generateProgram({ tasks, phases }) {
  const next = numbers(tasks)
  const files = new Map([
    ['refractor.yaml', 'format: 1\n'],
    ['.gitignore', '.refractor/cache/\n.refractor/journal/\n.refractor/lock/\n'],
    [
      'specification/program.yaml',
      [
        'format: 1',
        'id: generated',
        'name: A generated program',
        'weeks: half-open',
        'roles:',
        '  - { id: lead, title: Lead, owner: ada }',
        'people:',
        '  - { id: ada, name: Ada Example, emails: [ada@example.org], roles: [lead] }',
        '',
      ].join('\n'),
    ],
  ])
  const ids = []
  const risks = []
  for (let phase = 0; phase < phases; phase += 1) {
    const made = phaseFile(phase, Math.floor(tasks / phases) + (phase < tasks % phases ? 1 : 0), ids, next)
    files.set(`specification/phases/${made.id}.yaml`, made.text)
    risks.push(...made.risks)
    if (phase > presentPhase) continue
    files.set(`docs/${made.id}/report.md`, `# Report of ${made.id}\n\nAll is built.\n`)
    const record = {
      format: 1,
      program: 'generated',
      gate: made.id,
      criteria: [`${made.id}.3`],
      author: 'Ada Example <ada@example.org>',
      date: '2026-01-01T00:00:00Z',
      result: { outcome: 'passed', tests: { total: 200, passed: 200, failed: 0, skipped: 0 } },
    }
    files.set(`docs/evidence/${made.id}/tests/metadata.json`, `${JSON.stringify(record, null, 2)}\n`)
  }
  files.set('specification/risks.yaml', `${['format: 1', 'risks:', ...risks.flatMap(riskLines)].join('\n')}\n`)
  return files
}

/** Writes a program into a folder and commits it. */
export function writeProgram(folder, size) {
  for (const [path, text] of generateProgram(size)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
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
  for (const args of [
    ['init', '--quiet'],
    ['add', '.'],
    ['commit', '--quiet', '-m', 'Generate a program'],
  ]) {
    const { status, stderr } = spawnSync('git', [...identity, ...args], { cwd: folder, encoding: 'utf8' })
    if (status !== 0) throw new Error(`git ${args[0]} failed: ${stderr}`)
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { tasks: { type: 'string', default: '1000' }, phases: { type: 'string', default: '10' } },
  })
  const [folder] = positionals
  if (!folder) throw new Error('name the folder to write to')
  mkdirSync(folder, { recursive: true })
  writeProgram(folder, { tasks: Number(values.tasks), phases: Number(values.phases) })
}
