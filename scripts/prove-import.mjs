// Imports the example plans and a corpus of real ones, compares the counts with those that were made by hand or by line patterns, and
// writes a table and metrics: node scripts/prove-import.mjs [--list]. The documents lie beside the project (../shared) and are not part of it.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { tsImport } from 'tsx/esm/api'

process.chdir(dirname(dirname(fileURLToPath(import.meta.url))))
const shared = '../shared'
if (!existsSync(join(shared, 'corpus'))) {
  console.error(`${shared}/corpus is not here, so nothing can be proved`)
  process.exit(4)
}
const { importDocuments } = await tsImport('../packages/core/src/import/index.ts', import.meta.url)
const { differences, exportMarkdown } = await tsImport('../packages/core/src/export/index.ts', import.meta.url)

/** What must come out of the five plans (acceptance/seeds.md); keys are those of the counts. */
const seeds = {
  'refractor-program': { phases: 8, milestones: 0, gates: 8, criteria: 36, deliverables: 44, checkboxes: 0, nonBlank: 56 },
  'golden-rewrite': { phases: 7, milestones: 16, tasks: 48, criteria: 52, gates: 7, deliverables: 37, roles: 6, nonBlank: 248 },
  'paper-reproduction-template': { phases: 8, tasks: 23, checkboxes: 30, checked: 0, risks: 4, nonBlank: 387 },
  'orchestration-phase-b-tasks': {
    phases: 7,
    tasks: 76,
    tasksDone: 55,
    tasksOptional: 21,
    checkboxes: 76,
    checked: 55,
    gates: 3,
    requirementRefs: 95,
    nonBlank: 394,
  },
  'final-implementation-plan': { phases: 5, tasks: 25, gates: 10, criteria: 21, risks: 20, riskEdges: 25, nonBlank: 110 },
}

function truthOfCorpus() {
  const [head, ...rows] = readFileSync(join(shared, 'acceptance/corpus-truth.tsv'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => line.split('\t'))
  return rows.map((cells) => Object.fromEntries(head.map((name, index) => [name, cells[index] ?? ''])))
}

/** "phases=7;milestones=16": the hand counts that have a key among the counts. */
function handCounts(text) {
  const known = { phases: 'phases', milestones: 'milestones', exit_gates: 'gates', numbered_tasks: 'tasks', tickets: 'tasks' }
  return Object.fromEntries(
    [...text.matchAll(/(\w+)=(\d+)/g)].flatMap(([, name, value]) => (known[name] ? [[known[name], Number(value)]] : [])),
  )
}

const boxMark = /^[ \t]*(?:[-*+]|\d+[.)])[ \t]*\[([^\]\n])\]/
/** Raw marks, wherever a record keeps one. */
function marksOf(imported) {
  const marks = new Map()
  const add = (mark) => mark !== undefined && marks.set(mark, (marks.get(mark) ?? 0) + 1)
  const visit = (value) => {
    if (Array.isArray(value)) for (const one of value) visit(one)
    else if (typeof value === 'object' && value !== null)
      for (const [key, part] of Object.entries(value)) {
        if (key === 'mark' && typeof part === 'string') add(part)
        else visit(part)
      }
  }
  for (const key of [
    'phases',
    'tasks',
    'gates',
    'risks',
    'requirements',
    'properties',
    'components',
    'playbooks',
    'questions',
    'decisions',
    'actions',
  ])
    visit(imported[key])
  visit(imported.program)
  for (const { lines } of imported.checklists) for (const line of lines) add(boxMark.exec(line)?.[1])
  return marks
}

function otherMarks(text) {
  return new Map([...text.matchAll(/\[([^\]])\]x(\d+)/gu)].map(([, mark, count]) => [mark, Number(count)]))
}

const rows = []
function prove(group, name, path, expected, more) {
  const text = readFileSync(path, 'utf8')
  const started = process.hrtime.bigint()
  const row = { group, name, wrong: [], ms: 0 }
  rows.push(row)
  try {
    const imported = importDocuments([{ path: name, text }], {})
    row.ms = Number(process.hrtime.bigint() - started) / 1e6
    const { counts, accounting, genre } = imported
    Object.assign(row, { genre, counts, accounting })
    const lines = text.split(/\r\n|\n|\r/).filter((line) => line.replace(/^\ufeff/, '').trim() !== '').length
    const found = { ...counts, ...accounting }
    for (const [key, value] of Object.entries({ ...expected, unmapped: 0, nonBlank: lines }))
      if (found[key] !== value) row.wrong.push(`${key} ${found[key]} instead of ${value}`)
    if (accounting.mapped + accounting.kept + accounting.unmapped !== accounting.nonBlank) row.wrong.push('the accounting does not add up')
    more?.(imported, row)
    const exported = exportMarkdown(imported)
    const [first] = differences(imported, importDocuments([{ path: name, text: exported.text }], {}))
    row.returns = first === undefined
    row.outright = exported.outright.length
    if (first !== undefined) row.wrong.push(`the round trip changes ${first.field} of ${first.record}`)
  } catch (error) {
    row.ms = Number(process.hrtime.bigint() - started) / 1e6
    row.wrong.push(`crash: ${error instanceof Error ? error.message : error}`)
  }
}

for (const [name, expected] of Object.entries(seeds)) prove('plans', name, join(shared, 'seeds', `${name}.md`), expected)
for (const truth of truthOfCorpus()) {
  const path = join(shared, 'corpus', truth.genre, truth.file)
  if (!existsSync(path)) continue
  const expected = {
    checkboxes: Number(truth.checkbox),
    checked: Number(truth.checked),
    requirementRefs: Number(truth.req_refs),
    ...handCounts(truth.hand_counts),
  }
  prove(truth.genre, truth.file, path, expected, (imported, row) => {
    if (imported.genre === 'task-list' && imported.counts.tasksOptional !== Number(truth.optional))
      row.wrong.push(`tasksOptional ${imported.counts.tasksOptional} instead of ${truth.optional}`)
    const marks = marksOf(imported)
    for (const [mark, count] of otherMarks(truth.other_marks))
      if (marks.get(mark) !== count) row.wrong.push(`marks [${mark}] ${marks.get(mark) ?? 0} instead of ${count}`)
  })
}
const listed = new Set(truthOfCorpus().map((truth) => truth.file))
for (const genre of readdirSync(join(shared, 'corpus')))
  for (const file of readdirSync(join(shared, 'corpus', genre)))
    if (!listed.has(file)) prove(genre, file, join(shared, 'corpus', genre, file), {})

const share = (some) => {
  const sum = (key) => some.reduce((total, row) => total + (row.accounting?.[key] ?? 0), 0)
  return sum('nonBlank') === 0 ? 0 : (100 * sum('mapped')) / sum('nonBlank')
}
const plans = rows.filter((row) => row.group === 'plans')
const corpus = rows.filter((row) => row.group !== 'plans')
const wrong = rows.filter((row) => row.wrong.length > 0)

const cell = (row) => {
  const { counts: c = {}, accounting: a = {} } = row
  return `| ${row.group} | ${row.name.slice(0, 60)} | ${row.genre ?? '-'} | ${c.phases} | ${c.milestones} | ${c.tasks} | ${c.checkboxes} | ${c.checked} | ${c.gates} | ${c.criteria} | ${c.risks} | ${a.nonBlank} | ${a.mapped} | ${a.kept} | ${a.unmapped} | ${((100 * (a.mapped ?? 0)) / (a.nonBlank || 1)).toFixed(1)} | ${row.ms.toFixed(0)} | ${row.returns ? (row.outright === 0 ? 'equal' : `equal (${row.outright} said outright)`) : 'differs'} | ${row.wrong.join('; ') || 'exact'} |`
}
const table = [
  '| group | document | genre | phases | milestones | tasks | boxes | ticked | gates | criteria | risks | lines | mapped | kept | unmapped | mapped % | ms | round trip | against the counts |',
  '|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|',
  ...rows.map(cell),
]
const lowest = Math.min(...plans.map((row) => (100 * (row.accounting?.mapped ?? 0)) / (row.accounting?.nonBlank || 1)))
const metrics = [
  { name: 'import.documents', value: rows.length, unit: 'documents' },
  { name: 'import.exact', value: rows.length - wrong.length, unit: 'documents' },
  { name: 'import.inexact', value: wrong.length, unit: 'documents' },
  { name: 'import.plans-round-trip', value: plans.filter((row) => row.returns).length, unit: 'documents' },
  { name: 'import.round-trip', value: rows.filter((row) => row.returns).length, unit: 'documents' },
  { name: 'import.round-trip-in-shapes', value: rows.filter((row) => row.returns && row.outright === 0).length, unit: 'documents' },
  { name: 'import.unmapped', value: rows.reduce((sum, row) => sum + (row.accounting?.unmapped ?? row.ms + 1), 0), unit: 'lines' },
  { name: 'import.mapped-share', value: Number(lowest.toFixed(2)), unit: '%' },
  { name: 'import.corpus-mapped-share', value: Number(share(corpus).toFixed(2)), unit: '%' },
]
mkdirSync('reports', { recursive: true })
writeFileSync('reports/import.json', `${JSON.stringify({ metrics }, null, 2)}\n`)
writeFileSync('reports/import.md', `${table.join('\n')}\n`)
if (process.argv.includes('--list')) for (const row of rows) console.log(cell(row))
for (const group of new Set(rows.map((row) => row.group))) {
  const own = rows.filter((row) => row.group === group)
  console.log(
    `${group.padEnd(10)} ${String(own.length).padStart(3)} documents, ${own.filter((row) => row.wrong.length === 0).length} exact, ${share(own).toFixed(1)} % mapped`,
  )
}
for (const row of wrong) console.log(`${row.group}/${row.name}: ${row.wrong.join('; ')}`)
console.log(`the lowest share of the plans is ${lowest.toFixed(2)} %; ${rows.length - wrong.length} of ${rows.length} documents are exact`)
process.exitCode = wrong.length === 0 && lowest >= 95 ? 0 : 1
