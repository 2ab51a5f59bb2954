// A process of prove-audit.mjs: plays the histories that it is told of, one after the other, and says what it found. Each history is
// random, and the same in every run with one seed, whichever process plays it.
import { spawnSync } from 'node:child_process'
import { copyFileSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { pathToFileURL } from 'node:url'
import { tamperings } from './audit-tamperings.mjs'

const [scratch, product] = process.argv.slice(2)
const { applyPlan, checkAudit, openAuditBase, readAuditLog, workTree, canonicalJson, isAudited, newEvent, sha256Hex, verifyAudit } =
  await import(pathToFileURL(product).href)

const folders = [{ evidence: 'docs/evidence', outbox: 'outbox' }]
const auditFolder = '.refractor/audit'
const branchNames = ['main', 'north', 'south', 'west']

/** Numbers that are the same in every run with one seed (mulberry32). */
let state = 0
function random(below) {
  state = (state + 0x6d2b79f5) | 0
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
  return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296) * below)
}
const tools = { random, canonicalJson, sha256Hex, auditFolder }
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

const errorsOf = (verified) => verified.diagnostics.filter((one) => one.severity === 'error')
/** What one history came to; `kinds`: how often each kind of edit was tried. */
const nothingYet = () => ({
  merges: 0,
  gitMerges: 0,
  squashes: 0,
  rebases: 0,
  events: 0,
  edits: 0,
  logs: 0,
  kinds: {},
  undetected: [],
  alarms: [],
})
let found = nothingYet()

/** What nobody has touched must hold. */
function expectSound(verified, where) {
  const [error] = errorsOf(verified)
  if (error !== undefined) found.alarms.push(`${where}: ${error.code} ${error.message}`)
}

/** What somebody has touched must not. */
function expectFound(verified, kind, where) {
  found.edits++
  found.kinds[kind] = (found.kinds[kind] ?? 0) + 1
  if (errorsOf(verified).length === 0) found.undetected.push(`${where}: ${kind}`)
}

/** One change, as the product writes it: a new record, or one that no other branch has seen, written again. */
function change(folder, branch, number, unseen) {
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
  found.events++
  if (again === undefined) unseen.push(`run-${number}`)
}

const eventsIn = (folder) => readdirSync(join(folder, auditFolder)).length

/** Branches of one repository, which git merges in the three ways that forges offer. */
function gitBranches(folder) {
  let current = 'main'
  git(folder, 'init', '-q', '-b', 'main', '--template=')
  const commit = (branch, number) => {
    git(folder, 'add', '-A')
    git(folder, 'commit', '-q', '-m', `${branch} ${number}`)
  }
  return {
    open(branch) {
      if (branch !== current) git(folder, 'checkout', '-q', branch)
      current = branch
      return folder
    },
    commit,
    fork() {
      for (const branch of branchNames.slice(1)) git(folder, 'branch', branch)
    },
    merge(other) {
      const way = random(6)
      if (way === 0) {
        git(folder, 'merge', '-q', '--squash', '-X', 'theirs', other)
        git(folder, 'commit', '-q', '--allow-empty', '-m', `squash ${other}`)
      } else if (way === 1) git(folder, 'rebase', '-q', '-X', 'theirs', other)
      else git(folder, 'merge', '-q', '--no-edit', '-X', 'theirs', other)
      return () => {
        found.gitMerges++
        if (way === 0) found.squashes++
        if (way === 1) found.rebases++
      }
    },
    revision(branch) {
      const base = openAuditBase(folder, branch)
      if (!base.ok) throw new Error(base.diagnostic.message)
      return base.tree
    },
  }
}

/** Files below a folder, as paths from there. */
const filesBelow = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) =>
    entry.isFile() ? join(entry.parentPath ?? entry.path, entry.name).slice(folder.length + 1) : [],
  )

/** Branches that are folders: a merge is the union of their files, which is what git makes of files that one side only has. */
function folderBranches(folder) {
  let current = 'main'
  const place = (branch) => join(folder, branch)
  mkdirSync(place('main'))
  return {
    open(branch) {
      current = branch
      return place(branch)
    },
    commit() {},
    fork() {
      for (const branch of branchNames.slice(1)) cpSync(place('main'), place(branch), { recursive: true })
    },
    merge(other) {
      for (const path of filesBelow(place(other))) {
        const target = join(place(current), path)
        if (existsSync(target)) continue
        mkdirSync(dirname(target), { recursive: true })
        copyFileSync(join(place(other), path), target)
      }
      return () => {}
    },
    revision: (branch) => workTree(place(branch)),
  }
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

const sorted = ({ entries, broken }) => canonicalJson({ entries: byPath(entries), broken: byPath(broken) })
const byPath = (list) => [...list].sort((a, b) => (a.path < b.path ? -1 : 1))

/**
 * Each event of base, treated in each of these ways, one at a time. A log is read file by file: so only the files that are touched are
 * read again, and once for each log it is compared with one that was read as a whole.
 */
async function tamperWithEvents(tree, base, where) {
  const files = filesOf(tree)
  const whole = await readAuditLog(tree)
  const before = { name: 'base', log: await readAuditLog(base) }
  const paths = before.log.entries.map(({ path }) => path)
  if (paths.length === 0 || !paths.every((path) => files.has(path))) throw new Error(`${where}: base is not a part of the merged log`)
  found.logs++
  const compared = pick(paths)
  for (const path of paths)
    for (const [kind, edits] of Object.entries(tamperings(tools, files, path, paths))) {
      // The first event is at the front: what is written where it was removed has not been removed.
      const texts = new Map(edits)
      if ([...texts].every(([one, text]) => files.get(one) === text)) continue
      const again = await readAuditLog(treeOf(new Map([...texts].filter(([, text]) => text !== null))))
      const log = {
        entries: [...whole.entries.filter((one) => !texts.has(one.path)), ...again.entries],
        broken: [...whole.broken.filter((one) => !texts.has(one.path)), ...again.broken],
      }
      if (path === compared) {
        const changed = new Map([...files].filter(([one]) => !texts.has(one)))
        for (const [one, text] of texts) if (text !== null) changed.set(one, text)
        if (sorted(await readAuditLog(treeOf(changed))) !== sorted(log)) throw new Error(`${where}: a log is more than its files`)
      }
      expectFound(verifyAudit(log, { base: before }), kind, `${where}, ${path}`)
    }
}

/** Every record that the log speaks of, edited and deleted; this is found without a base as well. */
async function tamperWithRecords(tree, where) {
  const files = filesOf(tree)
  for (const path of [...files.keys()].filter(isAudited(folders)))
    for (const [kind, changed] of [
      ['record edited', new Map(files).set(path, `${files.get(path)} `)],
      ['record deleted', new Map([...files].filter(([one]) => one !== path))],
    ])
      expectFound(await checkAudit(treeOf(changed), { folders }), kind, `${where}, ${path}`)
}

/** One random history; ends when it has seen so many merges. Every merged log is verified, and tampered with. */
async function history({ number, by, merges, seed }) {
  state = (seed + Math.imul(number, 0x9e3779b9)) >>> 0
  const folder = join(scratch, `history-${number}`)
  mkdirSync(folder)
  const branches = by === 'git' ? gitBranches(folder) : folderBranches(folder)
  change(branches.open('main'), 'main', '0', [])
  branches.commit('main', '0')
  branches.fork()
  for (let step = 1; found.merges < merges; step++) {
    const branch = pick(branchNames)
    const place = branches.open(branch)
    const unseen = []
    for (let more = random(4); more > 0; more--) {
      change(place, branch, `${step}-${more}`, unseen)
      branches.commit(branch, `${step}-${more}`)
    }
    const other = pick(branchNames.filter((one) => one !== branch))
    const before = eventsIn(place)
    const count = branches.merge(other)
    // One that brought no event proves nothing.
    if (eventsIn(place) === before) continue
    found.merges++
    count()
    const where = `history ${number}, step ${step}, ${branch} with ${other}`
    const tree = workTree(place)
    const landed = branches.revision(branch)
    expectSound(await checkAudit(tree, { folders }), where)
    for (const [name, base] of [
      [branch, landed],
      [other, branches.revision(other)],
    ]) {
      expectSound(await checkAudit(tree, { folders, base: { name, tree: base } }), `${where}, base ${name}`)
      await tamperWithEvents(tree, base, `${where}, base ${name}`)
    }
  }
  for (const branch of branchNames) await tamperWithRecords(workTree(branches.open(branch)), `history ${number}, ${branch}`)
  rmSync(folder, { recursive: true, force: true })
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

process.on('message', async (job) => {
  if (job === null) return process.disconnect()
  found = nothingYet()
  const answer = job.by === 'speed' ? await speed() : await history(job)
  process.send({ job, found, answer })
})
process.send({ ready: true })
