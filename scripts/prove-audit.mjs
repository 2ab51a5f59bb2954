// Proves that the audit log merges, and that it shows every edit and deletion: random histories in real repositories, with branches that
// write, merge, squash and rebase, and then every event of a trusted revision deleted, edited, forged, moved and renamed, one at a time.
// node scripts/prove-audit.mjs [--merges 1000] [--seed 1] [--keep]. Writes reports/audit.json; exit code 1 when anything goes unseen.
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { tsImport } from 'tsx/esm/api'

const root = fileURLToPath(new URL('..', import.meta.url))
process.chdir(root)
const { values: options } = parseArgs({
  options: { merges: { type: 'string', default: '1000' }, seed: { type: 'string', default: '1' }, keep: { type: 'boolean' } },
})
if (!process.execArgv.includes('--conditions=development')) {
  // The packages find each other's sources under this condition only.
  const again = spawnSync(process.execPath, ['--conditions=development', ...process.argv.slice(1)], { stdio: 'inherit' })
  process.exit(again.status ?? 1)
}
const load = (path) => tsImport(path, { parentURL: import.meta.url, tsconfig: join(root, 'tsconfig.json') })
const { applyPlan, checkAudit, openAuditBase, readAuditLog, workTree } = await load('../packages/workspace/src/index.ts')
const { canonicalJson, isAudited, newEvent, sha256Hex, verifyAudit } = await load('../packages/core/src/index.ts')

const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'refractor-audit-')))
const folders = [{ evidence: 'docs/evidence', outbox: 'outbox' }]
const auditFolder = '.refractor/audit'
const branchNames = ['main', 'north', 'south', 'west']

/** Numbers that are the same in every run with one seed (mulberry32). */
let state = Number(options.seed) >>> 0
function random(below) {
  state = (state + 0x6d2b79f5) | 0
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
  return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296) * below)
}
const pick = (list) => list[random(list.length)]

const env = {
  PATH: process.env.PATH,
  HOME: scratch,
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'Lead',
  GIT_AUTHOR_EMAIL: 'lead@example.org',
  GIT_COMMITTER_NAME: 'Lead',
  GIT_COMMITTER_EMAIL: 'lead@example.org',
}
function git(folder, ...args) {
  const run = spawnSync('git', args, { cwd: folder, env, encoding: 'utf8' })
  if (run.status !== 0) throw new Error(`git ${args.join(' ')}: ${run.stdout}${run.stderr}`)
  return run.stdout.trim()
}

const counts = { merges: 0, squashes: 0, rebases: 0, events: 0, edits: 0, falseAlarms: 0 }
const undetected = []
const alarms = []
const errorsOf = (verified) => verified.diagnostics.filter((one) => one.severity === 'error')

/** What nobody has touched must hold. */
function expectSound(verified, where) {
  const errors = errorsOf(verified)
  if (errors.length === 0) return
  counts.falseAlarms++
  alarms.push(`${where}: ${errors[0].code} ${errors[0].message}`)
}

/** One change on the branch that is checked out: a new record, or one that no other branch has seen, written again. */
function change(folder, branch, number, unseen = []) {
  const path = (name) => `docs/evidence/${branch}/${name}/metadata.json`
  const again = unseen.length > 0 && random(3) === 0 ? pick(unseen) : undefined
  const text = `{"date":"2026-11-21","number":"${number}"}\n`
  const step =
    again === undefined
      ? { type: 'create', path: path(`run-${number}`), text, why: 'proof' }
      : { type: 'edit', path: path(again), before: sha256Hex(readFileSync(join(folder, path(again)), 'utf8')), text, why: 'proof' }
  const event = { type: 'evidence.added', program: 'harbour', ids: [`P${random(5)}`] }
  const applied = applyPlan(
    folder,
    { title: 'proof', steps: [step], event },
    { actor: `${branch} <${branch}@example.org>`, now: '2026-11-21T10:00:00Z' },
  )
  if (!applied.ok) throw new Error(JSON.stringify(applied.diagnostics))
  counts.events++
  git(folder, 'add', '-A')
  git(folder, 'commit', '-q', '-m', `${branch} ${number}`)
  if (again === undefined) unseen.push(`run-${number}`)
}

/** Brings another branch into this one, in one of the three ways that forges offer. */
function bring(folder, other) {
  const way = random(6)
  const eventsIn = () => readdirSync(join(folder, auditFolder)).length
  const before = eventsIn()
  if (way === 0) {
    git(folder, 'merge', '-q', '--squash', '-X', 'theirs', other)
    git(folder, 'commit', '-q', '--allow-empty', '-m', `squash ${other}`)
  } else if (way === 1) git(folder, 'rebase', '-q', '-X', 'theirs', other)
  else git(folder, 'merge', '-q', '--no-edit', '-X', 'theirs', other)
  // One that brought no event proves nothing.
  if (eventsIn() === before) return
  counts.merges++
  if (way === 0) counts.squashes++
  if (way === 1) counts.rebases++
}

const digests = new Map()
function digestOf(text) {
  const digest = digests.get(text) ?? sha256Hex(text)
  digests.set(text, digest)
  return digest
}

/** A tree of texts, for what is changed in thought only. */
function treeOf(files) {
  const sha = (path) => digestOf(files.get(path))
  return {
    root: scratch,
    head: () => undefined,
    stat: (path) => (files.has(path) ? { state: 'file', size: files.get(path).length } : { state: 'missing' }),
    names: () => ({
      names: [...files.keys()].filter((path) => path.startsWith(`${auditFolder}/`)).map((path) => path.slice(auditFolder.length + 1)),
    }),
    readText: (path) => ({ ok: true, source: { path, text: files.get(path) }, bytes: Buffer.from(files.get(path)), sha256: sha(path) }),
    files: () => ({ ok: true, value: [...files.keys()] }),
    facts: () => ({ fact: (path) => (files.has(path) ? { state: 'file', sha256: sha(path) } : { state: 'missing' }) }),
    prefetch() {},
  }
}

function filesOf(tree) {
  const listed = tree.files()
  const paths = listed.value.filter((path) => path.startsWith(`${auditFolder}/`) || isAudited(folders)(path))
  return new Map(paths.map((path) => [path, tree.readText(path, 1 << 22).source.text]))
}

/** Every single thing that can be done to an event of base. */
function tamperings(files, path, others) {
  const text = files.get(path)
  const event = JSON.parse(text)
  const without = () => new Map([...files].filter(([one]) => one !== path))
  const inPlace = (changed) => new Map(files).set(path, changed)
  const at = random(text.length)
  const flipped = `${text.slice(0, at)}${text[at] === 'x' ? 'y' : 'x'}${text.slice(at + 1)}`
  const renamed = (changed) => {
    const made = canonicalJson(changed)
    return without().set(`${auditFolder}/${String(changed.lamport).padStart(8, '0')}-${sha256Hex(made).slice(0, 16)}.json`, made)
  }
  const other = pick(others)
  return {
    deleted: without(),
    'one character changed': inPlace(flipped),
    emptied: inPlace(''),
    'line feed added': inPlace(`${text}\n`),
    'actor edited': inPlace(canonicalJson({ ...event, actor: 'Nobody <nobody@example.org>' })),
    'forged under its own name': renamed({ ...event, actor: 'Nobody <nobody@example.org>' }),
    'time forged': renamed({ ...event, at: '2026-01-01T00:00:00Z' }),
    'moved to the front': renamed({ ...event, lamport: 1, parents: [] }),
    'moved to the end': renamed({ ...event, lamport: event.lamport + 1 }),
    'parents dropped': renamed({ ...event, parents: [], nonce: `${event.nonce.slice(0, -1)}0` }),
    renumbered: without().set(path.replace(/\/\d{8}/, '/00009999'), text),
    ...(other !== path && {
      'taken the place of another': new Map(files).set(other, text),
      'swapped with another': new Map(files).set(other, text).set(path, files.get(other)),
    }),
  }
}

/** Each of these, one at a time, is found given base. */
async function tamperWithEvents(tree, base) {
  const files = filesOf(tree)
  const before = { name: 'base', log: await readAuditLog(base) }
  const events = before.log.entries.map(({ path }) => path)
  for (const path of events)
    for (const [what, changed] of Object.entries(tamperings(files, path, events))) {
      if (changed.size === files.size && [...changed].every(([one, text]) => files.get(one) === text)) continue
      counts.edits++
      const verified = verifyAudit(await readAuditLog(treeOf(changed)), { base: before })
      if (errorsOf(verified).length === 0) undetected.push(`${path}: ${what}`)
    }
}

/** Every record that the log speaks of, edited and deleted; this is found without a base as well. */
async function tamperWithRecords(tree) {
  const files = filesOf(tree)
  for (const path of [...files.keys()].filter(isAudited(folders)))
    for (const changed of [new Map(files).set(path, `${files.get(path)} `), new Map([...files].filter(([one]) => one !== path))]) {
      counts.edits++
      if (errorsOf(await checkAudit(treeOf(changed), { folders })).length === 0) undetected.push(`${path}: record`)
    }
}

/** One repository with its own random history; ends when it has seen so many merges. */
async function history(number, merges) {
  const folder = join(scratch, `history-${number}`)
  mkdirSync(folder)
  git(folder, 'init', '-q', '-b', 'main', '--template=')
  change(folder, 'main', '0')
  for (const branch of branchNames.slice(1)) git(folder, 'branch', branch)
  const start = counts.merges
  let current = 'main'
  for (let step = 1; counts.merges - start < merges; step++) {
    const branch = pick(branchNames)
    if (branch !== current) git(folder, 'checkout', '-q', branch)
    current = branch
    const unseen = []
    for (let more = random(4); more > 0; more--) change(folder, branch, `${step}-${more}`, unseen)
    const other = pick(branchNames.filter((one) => one !== branch))
    bring(folder, other)
    expectSound(await checkAudit(workTree(folder), { folders }), `history ${number}, step ${step}, ${branch} with ${other}`)
    if (step % 5 === 0) {
      const base = openAuditBase(folder, pick(branchNames))
      if (!base.ok) throw new Error(base.diagnostic.message)
      expectSound(
        await checkAudit(workTree(folder), { folders, base: { name: 'base', tree: base.tree } }),
        `history ${number}, step ${step}, base`,
      )
    }
  }
  const base = openAuditBase(folder, pick(branchNames.filter((one) => one !== current)))
  if (!base.ok) throw new Error(base.diagnostic.message)
  await tamperWithEvents(workTree(folder), base.tree)
  await tamperWithRecords(workTree(folder))
}

/** How long a log of ten thousand events takes: to be read and verified, and to be added to. */
async function speed() {
  const folder = join(scratch, 'speed')
  mkdirSync(join(folder, auditFolder), { recursive: true })
  let tip = []
  for (let lamport = 1; lamport <= 10_000; lamport++) {
    const subjects = [{ path: `docs/notes-${lamport % 100}.md`, sha256: 'a'.repeat(64) }]
    const parts = { type: 'program.changed', program: 'harbour', actor: 'Lead', at: '2026-11-21T10:00:00Z', subjects }
    const { path, text, id } = newEvent({ ...parts, nonce: String(lamport).padStart(16, '0') }, tip)
    writeFileSync(join(folder, path), text)
    tip = [{ id, lamport }]
  }
  const timed = async (work) => {
    const started = performance.now()
    await work()
    return Math.round(performance.now() - started)
  }
  await readAuditLog(workTree(folder))
  const verify = await timed(async () => verifyAudit(await readAuditLog(workTree(folder))))
  const append = await timed(() => {
    const plan = { title: 'proof', steps: [{ type: 'create', path: 'a.txt', text: 'a', why: 'proof' }] }
    if (!applyPlan(folder, plan, { actor: 'Lead' }).ok) throw new Error('the event was not added')
  })
  return { verify, append }
}

try {
  const wanted = Number(options.merges)
  const perHistory = 25
  for (let number = 0; counts.merges < wanted; number++) await history(number, Math.min(perHistory, wanted - counts.merges))
  const { verify, append } = await speed()
  const metrics = [
    { name: 'audit.merges', value: counts.merges, unit: 'merges' },
    { name: 'audit.edits', value: counts.edits, unit: 'edits' },
    { name: 'audit.undetected', value: undetected.length, unit: 'edits' },
    { name: 'audit.false-alarms', value: counts.falseAlarms, unit: 'merges' },
    { name: 'audit.verify.10000', value: verify, unit: 'ms' },
    { name: 'audit.append.10000', value: append, unit: 'ms' },
  ]
  mkdirSync('reports', { recursive: true })
  writeFileSync('reports/audit.json', `${JSON.stringify({ metrics }, null, 2)}\n`)
  for (const one of [...alarms.slice(0, 10), ...undetected.slice(0, 10)]) console.log(one)
  console.log(
    `${counts.merges} merges (${counts.squashes} squashed, ${counts.rebases} rebased) of ${counts.events} events: ${counts.falseAlarms} false alarms`,
  )
  console.log(`${counts.edits} edits and deletions: ${undetected.length} undetected`)
  console.log(`10,000 events: verified in ${verify} ms, added to in ${append} ms`)
  process.exitCode = undetected.length === 0 && counts.falseAlarms === 0 ? 0 : 1
} finally {
  if (!options.keep) rmSync(scratch, { recursive: true, force: true })
}
