// Makes a program whose records are linked, always the same for the same size: of N records 20 % are requirements, 40 % tasks with one
// or two requirements, 40 % properties of a requirement, each of which a test names in a tag. Usage: node scripts/generate-links.mjs FOLDER [--records 10000]
import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

/** Records in one file of the plan, and tags in one file of the tests. */
const perFile = 100

/** The first and the last number of each file. */
function* chunksOf(count) {
  for (let first = 1; first <= count; first += perFile) yield [first, Math.min(count, first + perFile - 1)]
}

/** A small generator of pseudo-random numbers below 1 (a linear congruence), so that every run makes the same program. */
function numbers(seed) {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

function requirementsFile(first, last) {
  const lines = ['format: 1', 'requirements:']
  for (let number = first; number <= last; number += 1) {
    lines.push(
      `  - id: RQ-${number}`,
      `    title: The system keeps promise ${number}`,
      `    text: What part ${number % 97} receives, part ${number % 89} answers within the time that was agreed.`,
    )
  }
  return lines
}

function propertiesFile(first, last, requirements, next) {
  const lines = ['format: 1', 'properties:']
  for (let number = first; number <= last; number += 1) {
    lines.push(
      `  - id: PR-${number}`,
      `    title: Part ${number} never answers late`,
      `    validates: [RQ-${Math.ceil(next() * requirements)}]`,
    )
  }
  return lines
}

function phaseFile(phase, first, last, requirements, next) {
  const lines = [
    'format: 1',
    `id: P${phase}`,
    `title: Phase ${phase} of the generated program`,
    `window: "${phase}-${phase + 1}"`,
    'tasks:',
  ]
  for (let number = first; number <= last; number += 1) {
    const wanted = new Set([Math.ceil(next() * requirements)])
    if (next() < 0.5) wanted.add(Math.ceil(next() * requirements))
    lines.push(
      `  - id: T-${number}`,
      `    title: Build and document part ${number} of the system`,
      `    state: ${phase < 2 ? 'done' : 'open'}`,
      `    requirements: [${[...wanted].map((one) => `RQ-${one}`).join(', ')}]`,
    )
  }
  lines.push('exit:', '  criteria:', `    - id: P${phase}.1`, '      statement: Every task of the phase is done.', '      check:')
  lines.push(
    '        kind: query',
    '        from: tasks',
    `        where: { phase: P${phase} }`,
    '        expect: all',
    '        that: { state: done }',
  )
  return lines
}

function testFile(first, last) {
  const lines = ["import { test } from 'node:test'", '']
  for (let number = first; number <= last; number += 1) {
    lines.push(`// refractor: PR-${number}`, `test('part ${number} answers', () => {})`, '')
  }
  return lines
}

/** Writes a program of so many linked records into a folder, commits it, and says what was made. */
export function writeLinks(folder, { records }) {
  const next = numbers(records)
  const [requirements, tasks, properties] = [Math.round(records * 0.2), Math.round(records * 0.4), Math.round(records * 0.4)]
  const write = (path, lines) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), `${lines.join('\n')}\n`)
  }
  write('refractor.yaml', ['format: 1'])
  write('specification/program.yaml', [
    'format: 1',
    'id: generated',
    'name: Generated program',
    'trace:',
    '  rules:',
    '    - id: tasks',
    '      every: task',
    '      has: requirement',
    '    - id: requirements',
    '      every: requirement',
    '      has: task',
    '      severity: info',
    '  tags:',
    '    - paths: ["test/**/*.js"]',
    '      as: test',
  ])
  for (const [first, last] of chunksOf(requirements)) write(`specification/requirements/from-${first}.yaml`, requirementsFile(first, last))
  for (const [first, last] of chunksOf(properties)) {
    write(`specification/requirements/properties-from-${first}.yaml`, propertiesFile(first, last, requirements, next))
    write(`test/from-${first}.test.js`, testFile(first, last))
  }
  for (const [first, last] of chunksOf(tasks))
    write(`specification/phases/P${(first - 1) / perFile}.yaml`, phaseFile((first - 1) / perFile, first, last, requirements, next))
  const git = (...args) => {
    const result = spawnSync('git', args, { cwd: folder, encoding: 'utf8' })
    if (result.status !== 0) throw new Error(`git ${args[0]}: ${result.stderr}`)
  }
  git('init', '--quiet', '--initial-branch', 'main')
  git('add', '--all')
  git('-c', 'user.name=Generator', '-c', 'user.email=generator@example.org', 'commit', '--quiet', '--message', 'Generate a program')
  return { requirements, tasks, properties }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { records: { type: 'string', default: '10000' } } })
  if (positionals.length !== 1) throw new Error('usage: node scripts/generate-links.mjs FOLDER [--records 10000]')
  mkdirSync(positionals[0], { recursive: true })
  console.log(writeLinks(positionals[0], { records: Number(values.records) }))
}
