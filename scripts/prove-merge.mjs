// Proves the merge driver: lets two branches of a plan diverge at random, by hand and by the tool, merges them with git, and compares the
// result, fact by fact, with what each side changed. The oracle shares no code with the product.
// node scripts/prove-merge.mjs [--runs 300] [--seed 1] [--quick] [--refractor FILE] [--keep]. Writes reports/merge.json; exit code 1 when a
// change was lost, a clash was not marked, or an invalid plan was not reported.
import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { edited } from './merge-edits.mjs'
import { Chance, faultsOf, makePlan, recordsOf, render } from './merge-model.mjs'
import { judgeMerge } from './merge-oracle.mjs'

process.chdir(fileURLToPath(new URL('..', import.meta.url)))
const { parse } = createRequire(join(process.cwd(), 'packages/core/package.json'))('yaml')
const { values: options } = parseArgs({
  options: {
    runs: { type: 'string', default: '300' },
    seed: { type: 'string', default: '1' },
    quick: { type: 'boolean', default: false },
    refractor: { type: 'string', default: join(process.cwd(), 'refractor') },
    report: { type: 'string', default: 'reports/merge.json' },
    keep: { type: 'boolean', default: false },
  },
})
const runs = options.quick ? 8 : Number(options.runs)
const first = Number(options.seed)
if (!Number.isInteger(runs) || runs < 1 || !Number.isInteger(first)) throw new Error('--runs and --seed are whole numbers')

const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'refractor-merge-')))
const env = {
  ...process.env,
  LC_ALL: 'C',
  NO_COLOR: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_DATE: '2026-11-21T10:00:00Z',
  GIT_COMMITTER_DATE: '2026-11-21T10:00:00Z',
}

function start(cwd, file, args) {
  return new Promise((resolve) => {
    execFile(file, args, { cwd, env, maxBuffer: 2 ** 26 }, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : typeof error.code === 'number' ? error.code : 255, stdout, stderr }),
    )
  })
}

async function must(cwd, file, ...args) {
  const run = await start(cwd, file, args)
  if (run.code !== 0) throw new Error(`${file} ${args.join(' ')} ended with ${run.code}\n${run.stdout}${run.stderr}`)
  return run.stdout
}

const tool = options.refractor.endsWith('.cjs') ? [process.execPath, options.refractor] : [options.refractor]
const refractor = (cwd, ...args) => start(cwd, tool[0], [...tool.slice(1), ...args])

const skeleton = join(scratch, 'skeleton')

/** A repository with the driver, as `init --git` sets it up; each run works on a copy. */
async function makeSkeleton() {
  mkdirSync(skeleton)
  await must(skeleton, 'git', 'init', '-q', '-b', 'main', '--template=')
  await must(skeleton, 'git', 'config', 'user.name', 'Lead')
  await must(skeleton, 'git', 'config', 'user.email', 'lead@example.org')
  await must(skeleton, 'git', 'config', 'gc.auto', '0')
  const made = await refractor(skeleton, 'init', '--git', '--id', 'harbour', '--json')
  if (made.code !== 0) throw new Error(`init --git ended with ${made.code}\n${made.stdout}${made.stderr}`)
  for (const path of ['specification/phases', '.refractor/audit', '.refractor/schema'])
    rmSync(join(skeleton, path), { recursive: true, force: true })
  const roles = ['lead', 'crew', 'pilot', 'harbour-master'].map((id) => `  - { id: "${id}", owner: "Robin" }\n`).join('')
  writeFileSync(join(skeleton, 'specification/program.yaml'), `format: 1\nid: "harbour"\nname: "Harbour"\nroles:\n${roles}`)
}

function write(root, files, style) {
  for (const [path, top] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    const text = render(top, style)
    writeFileSync(join(root, path), style.crlf ? text.replace(/\n/g, '\r\n') : text)
  }
}

const verbs = { open: ['start'], 'in-progress': ['done'], done: ['reopen'] }
const after = { start: 'in-progress', done: 'done', reopen: 'in-progress' }

/** Changes of state by the tool, which the model follows. Returns what it did, by id. */
async function byTool(chance, root, files, count) {
  const last = new Map()
  for (let n = 0; n < count; n++) {
    const tasks = recordsOf(files).filter((one) => one.kind === 'task')
    // Few of them, so that both branches take the same.
    const { record } = tasks[chance.below(Math.min(3, tasks.length))]
    const verb = chance.one(verbs[record.state])
    const run = await refractor(root, 'task', verb, record.id, '--json')
    if (run.code === 0) {
      record.state = after[verb]
      last.set(record.id, record.state)
    } else if (run.code !== 1) throw new Error(`task ${verb} ${record.id} ended with ${run.code}\n${run.stdout}${run.stderr}`)
  }
  return last
}

const marks = /^<{7} [^\n]*\n([\s\S]*?)^={7}\n([\s\S]*?)^>{7} [^\n]*\n/gm
const decided = (text, side) => text.replace(marks, side === 'ours' ? '$1' : '$2')

/** Whether git alone, line by line, would have asked somebody. */
async function asksByLines(folder, texts) {
  for (const [path, versions] of texts) {
    const names = ['ours', 'base', 'theirs'].map((name) => join(folder, `by-lines-${name}`))
    for (const [index, name] of names.entries()) writeFileSync(name, versions[index])
    const run = await start(folder, 'git', ['merge-file', '-q', '-p', ...names])
    if (run.code !== 0) return path
  }
  return undefined
}

async function oneMerge(seed) {
  const chance = new Chance(seed)
  const root = join(scratch, `run-${seed}`)
  cpSync(skeleton, root, { recursive: true })
  const style = {
    indent: chance.one(['  ', '  ', '    ']),
    lists: chance.one(['  ', '  ', '    ', '']),
    flow: chance.share(60),
    gaps: chance.share(30),
    crlf: chance.share(10),
  }
  const base = makePlan(chance)
  const faults = []
  const commit = async (message) => {
    await must(root, 'git', 'add', '-A')
    await must(root, 'git', 'commit', '-q', '--allow-empty', '-m', message)
  }
  write(root, base, style)
  await commit('The plan')
  const withTool = seed % 4 === 0
  const [mine, other] = [1, 2].map(() => edited(chance, base, seed % 3 === 0 ? 15 + chance.below(25) : 1 + chance.below(12)))
  const texts = () => Object.keys(base).map((path) => readFileSync(join(root, path), 'utf8'))
  const before = texts()
  await must(root, 'git', 'checkout', '-q', '-b', 'other')
  write(root, other, style)
  const otherStates = withTool ? await byTool(chance, root, other, 3) : new Map()
  await commit('Theirs')
  const theirs = texts()
  await must(root, 'git', 'checkout', '-q', 'main')
  write(root, mine, style)
  const myStates = withTool ? await byTool(chance, root, mine, 3) : new Map()
  await commit('Ours')
  const ours = texts()
  const merge = await start(root, 'git', ['merge', '-q', '--no-edit', 'other'])
  const all = Object.keys(base).map((path, index) => ({ path, text: texts()[index].replace(/\r\n/g, '\n') }))
  const hasMarks = all.some(({ text }) => text.match(marks) !== null)
  if ((merge.code !== 0) !== hasMarks)
    faults.push(`git merge ended with ${merge.code}, and there are ${hasMarks ? '' : 'no '}marks: ${merge.stdout}${merge.stderr}`)
  if (/line by line/.test(merge.stdout + merge.stderr)) faults.push(`not merged by record: ${merge.stdout}${merge.stderr}`)
  const read = {}
  for (const side of ['ours', 'theirs'])
    try {
      read[side] = Object.fromEntries(all.map(({ path, text }) => [path, parse(decided(text, side))]))
    } catch (error) {
      faults.push(`decided for ${side} it is no YAML: ${error.message}`)
    }
  const judged =
    read.ours && read.theirs
      ? judgeMerge({ base, ours: mine, theirs: other, read, text: all.map(({ text }) => text).join(''), hasMarks })
      : { lost: [], checked: 0, clashes: 0, needless: false }
  if (judged.needless) faults.push('somebody was asked, and there is nothing to decide')
  const silent = []
  const valid = await refractor(root, 'validate', '--json')
  const { diagnostics } = JSON.parse(valid.stdout)
  const errors = diagnostics.filter((one) => one.severity === 'error')
  const left = errors.filter((one) => one.code === 'merge/conflict-left')
  const blocks = all.reduce((sum, { text }) => sum + (text.match(marks)?.length ?? 0), 0)
  if (left.length !== blocks) silent.push(`${blocks} conflicts are left, ${left.length} are reported`)
  if (!hasMarks) {
    const wrong = faultsOf(read.ours)
    if (wrong.length > 0 && errors.length === 0) silent.push(`valid, they say, but ${wrong.join('; ')}`)
    const told = new Set(diagnostics.filter((one) => one.code === 'merge/concurrent-states').map((one) => one.message.split(' ')[0]))
    for (const [id, state] of myStates)
      if (otherStates.has(id) && otherStates.get(id) !== state && recordsOf(read.ours).some((one) => one.record.id === id) && !told.has(id))
        silent.push(`${id} is ${state} here and ${otherStates.get(id)} there, and nobody says so`)
  } else if (seed % 5 === 0 && read.theirs) {
    // What people decide may be an invalid plan as well, and then that has to be said.
    for (const { path, text } of all) writeFileSync(join(root, path), decided(text, 'theirs'))
    const wrong = faultsOf(read.theirs)
    const again = await refractor(root, 'validate', '--json')
    if (wrong.length > 0 && again.code === 0) silent.push(`valid, they say once it is decided, but ${wrong.join('; ')}`)
  }
  const pairs = all.map(({ path }, index) => [path, [ours[index], before[index], theirs[index]]])
  const byLines = await asksByLines(root, pairs)
  if (!options.keep) rmSync(root, { recursive: true, force: true })
  return { seed, faults, lost: judged.lost, silent, checked: judged.checked, asked: hasMarks, byLines: byLines !== undefined, blocks }
}

try {
  await makeSkeleton()
  const results = []
  let next = first
  const worker = async () => {
    while (next < first + runs) {
      const seed = next++
      const result = await oneMerge(seed)
      results.push(result)
      for (const one of [...result.faults, ...result.lost, ...result.silent]) console.log(`seed ${seed}: ${one}`)
    }
  }
  await Promise.all([worker(), worker()])
  const sum = (of) => results.reduce((total, one) => total + of(one), 0)
  const metrics = [
    { name: 'merge.runs', value: results.length, unit: 'merges' },
    { name: 'merge.checked', value: sum((one) => one.checked), unit: 'changes' },
    { name: 'merge.lost', value: sum((one) => one.lost.length), unit: 'changes' },
    { name: 'merge.silent', value: sum((one) => one.silent.length), unit: 'programs' },
    { name: 'merge.faults', value: sum((one) => one.faults.length), unit: 'merges' },
    { name: 'merge.asked', value: sum((one) => (one.asked ? 1 : 0)), unit: 'merges' },
    { name: 'merge.asked-by-lines', value: sum((one) => (one.byLines ? 1 : 0)), unit: 'merges' },
  ]
  const wrong = sum((one) => one.lost.length + one.silent.length + one.faults.length)
  // A sample is no proof.
  const isSample = options.quick || runs < 300
  const report = isSample && options.report === 'reports/merge.json' ? undefined : options.report
  if (report !== undefined) mkdirSync(dirname(report), { recursive: true })
  if (report !== undefined) writeFileSync(report, `${JSON.stringify({ metrics }, null, 2)}\n`)
  const [, checked] = metrics
  console.log(
    `${results.length} merges, ${checked.value} facts compared: people were asked in ${metrics[5].value} of them, line by line it would be ${metrics[6].value}; ${wrong === 0 ? 'nothing lost, nothing silent' : `${wrong} faults`}`,
  )
  process.exitCode = wrong === 0 ? 0 : 1
} finally {
  if (!options.keep) rmSync(scratch, { recursive: true, force: true })
}
