import { chmodSync, mkdirSync, readdirSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { type AuditEvent, sha256Hex } from '@refractor/core'
import { schemas } from '@refractor/core/schema'
import { expect, test } from 'vitest'
import { applyPlan } from '../src/apply-plan.ts'
import { openAuditBase } from '../src/audit-base.ts'
import { checkAudit, readAuditLog } from '../src/audit-log.ts'
import { openRevision } from '../src/revision-tree.ts'
import { workTree } from '../src/work-tree.ts'
import { git, tempFolder, tempRepository, writeFiles } from './support/temp.ts'

const folders = [{ evidence: 'docs/evidence', outbox: 'outbox' }]
const record = '.refractor/approvals/P0.3-approve.json'
const stamp = { actor: 'Lead <lead@example.org>', now: '2026-11-21T10:00:00Z' }
const create = (path: string, text = '{}\n') => ({ type: 'create', path, text, why: 'test' }) as const
const write = (root: string, path: string, text?: string) =>
  applyPlan(
    root,
    { title: 'test', steps: [create(path, text)], event: { type: 'approval.added', program: 'harbour', ids: ['P0.3'] } },
    stamp,
  )

async function eventsOf(root: string): Promise<AuditEvent[]> {
  const { entries, broken } = await readAuditLog(workTree(root))
  expect(broken).toEqual([])
  return entries.map(({ event }) => event)
}

test('a plan leaves its event, with the digests of what it wrote, moved and removed', async () => {
  const root = tempFolder({ 'a.yaml': 'a\n', 'inbox/P0/c.md': 'c\n' })
  const plan = {
    title: 'test',
    steps: [
      create('outbox/P0/c.metadata.json'),
      { type: 'edit', path: 'a.yaml', before: sha256Hex('a\n'), text: 'b\n', why: 'test' } as const,
      { type: 'move', from: 'inbox/P0/c.md', to: 'outbox/P0/c.md', before: sha256Hex('c\n'), why: 'test' } as const,
    ],
  }
  expect(applyPlan(root, plan, { ...stamp, program: 'harbour' })).toMatchObject({ ok: true })
  expect(applyPlan(root, { title: 'no change', steps: [] }, stamp)).toMatchObject({ ok: true })
  const events = await eventsOf(root)
  expect(events).toEqual([
    {
      v: 1,
      type: 'program.changed',
      program: 'harbour',
      lamport: 1,
      parents: [],
      actor: stamp.actor,
      at: stamp.now,
      subjects: [
        { path: 'outbox/P0/c.metadata.json', sha256: sha256Hex('{}\n') },
        { path: 'a.yaml', sha256: sha256Hex('b\n') },
        { path: 'inbox/P0/c.md', sha256: null },
        { path: 'outbox/P0/c.md', sha256: sha256Hex('c\n') },
      ],
      nonce: expect.stringMatching(/^[0-9a-f]{32}$/),
    },
  ])
  expect(schemas.audit.safeParse(events[0]).success).toBe(true)
  expect(await checkAudit(workTree(root), { folders })).toMatchObject({ files: 2, diagnostics: [] })
})

test('each event follows all that are there, and the commit of the day is in it', async () => {
  const root = tempRepository({ 'a.yaml': 'a\n' })
  for (const name of ['x', 'y', 'z']) expect(write(root, name)).toMatchObject({ ok: true })
  const events = await eventsOf(root)
  expect(events.map((one) => [one.lamport, one.parents.length])).toEqual([
    [1, 0],
    [2, 1],
    [3, 1],
  ])
  expect(events[0]).toMatchObject({
    type: 'approval.added',
    program: 'harbour',
    ids: ['P0.3'],
    commit: git(root, 'rev-parse', 'HEAD').trim(),
  })
})

test('a plan that is refused leaves no event', async () => {
  const root = tempFolder({ 'a.yaml': 'a\n' })
  expect(applyPlan(root, { title: 'test', steps: [create('b.yaml'), create('a.yaml')] }, stamp)).toMatchObject({ ok: false })
  expect(readdirSync(join(root, '.refractor'))).toEqual([])
})

test('a log that cannot be written stops the change', () => {
  const linked = tempFolder({ 'elsewhere/x': '' })
  mkdirSync(join(linked, '.refractor'))
  symlinkSync('../elsewhere', join(linked, '.refractor/audit'))
  expect(write(linked, 'b.yaml')).toMatchObject({ ok: false, diagnostics: [{ code: 'workspace/unsafe-path' }] })
  expect(readdirSync(join(linked, 'elsewhere'))).toEqual(['x'])
  const file = tempFolder({ '.refractor/audit': '' })
  expect(write(file, 'b.yaml')).toMatchObject({ ok: false })
  expect(readdirSync(file)).toEqual(['.refractor'])
})

test.skipIf(process.getuid?.() === 0)('a log that cannot be read stops the change', () => {
  const root = tempFolder({ 'a.yaml': '' })
  write(root, 'x')
  chmodSync(join(root, '.refractor/audit'), 0o000)
  expect(write(root, 'y')).toMatchObject({ ok: false, diagnostics: [{ code: 'workspace/unwritable' }] })
  chmodSync(join(root, '.refractor/audit'), 0o755)
})

test('a damaged event does not stop the work, and is reported', async () => {
  const root = tempFolder()
  const broken = '.refractor/audit/00000001-0000000000000000.json'
  writeFiles(root, { [broken]: '{', '.refractor/audit/.swap': 'left behind' })
  expect(write(root, 'a')).toMatchObject({ ok: true })
  const log = await readAuditLog(workTree(root))
  expect(log).toMatchObject({ entries: [{ event: { lamport: 1 } }], broken: [{ path: broken }] })
})

test('what stands among the events and cannot be one', async () => {
  const root = tempFolder({ '.refractor/audit/00000001-00000000000000aa.json': new Uint8Array([0xff, 0xfe]) })
  mkdirSync(join(root, '.refractor/audit/00000001-00000000000000bb.json'))
  symlinkSync('nowhere', join(root, '.refractor/audit/00000001-00000000000000cc.json'))
  const { broken } = await readAuditLog(workTree(root))
  expect(broken.map((one) => [one.path.slice(-7, -5), one.problem, one.unreadable])).toEqual([
    ['aa', 'it is not UTF-8 text', undefined],
    ['bb', 'it is a directory', undefined],
    ['cc', expect.any(String), true],
  ])
})

test('an event that the schema refuses is none, and a folder is no record', async () => {
  const text = '{"a":1}'
  const path = `.refractor/audit/00000001-${sha256Hex(text).slice(0, 16)}.json`
  const root = tempFolder({ [path]: text })
  write(root, record)
  rmSync(join(root, record))
  mkdirSync(join(root, record))
  const { diagnostics } = await checkAudit(workTree(root), { folders })
  expect(diagnostics).toMatchObject([
    { code: 'audit/file-differs', location: { file: record } },
    { code: 'audit/invalid-event', location: { file: path } },
  ])
})

test('a record must be what its event says, also in a revision', async () => {
  const root = tempRepository({ 'a.yaml': 'a\n' })
  write(root, record)
  writeFiles(root, { '.refractor/waivers/W-001.json': '{}' })
  git(root, 'add', '-A')
  git(root, 'commit', '-q', '-m', 'approved')
  const base = openRevision(root, 'HEAD')
  if (!base.ok) throw new Error(base.diagnostic.message)
  expect(await checkAudit(base.tree, { folders })).toMatchObject({ files: 1, diagnostics: [] })
  expect(await checkAudit(workTree(root), { folders, unlogged: true })).toMatchObject({ diagnostics: [{ code: 'audit/unlogged' }] })
  writeFiles(root, { [record]: '{ }\n' })
  const found = await checkAudit(workTree(root), { folders, base: { name: 'main', tree: base.tree } })
  expect(found.diagnostics).toMatchObject([{ code: 'audit/file-differs', severity: 'error', location: { file: record } }])
  git(root, 'rm', '-q', '-f', record)
  git(root, 'rm', '-q', '-r', '.refractor/audit')
  git(root, 'commit', '-q', '-m', 'as if it had never been')
  const head = openRevision(root, 'HEAD')
  if (!head.ok) throw new Error(head.diagnostic.message)
  const gone = await checkAudit(head.tree, { folders, base: { name: 'main', tree: base.tree } })
  expect(gone.diagnostics).toMatchObject([{ code: 'audit/event-removed', help: expect.stringContaining(base.tree.commit) }])
})

test('a base is opened where the work tree left it', () => {
  const root = tempRepository({ 'a.yaml': 'a\n' })
  const start = git(root, 'rev-parse', 'HEAD').trim()
  git(root, 'branch', 'topic')
  git(root, 'commit', '-q', '--allow-empty', '-m', 'main goes on')
  expect(openAuditBase(root, 'HEAD')).toMatchObject({ ok: true, tree: { commit: git(root, 'rev-parse', 'HEAD').trim() } })
  git(root, 'checkout', '-q', 'topic')
  git(root, 'commit', '-q', '--allow-empty', '-m', 'and so does the branch')
  expect(openAuditBase(root, 'main')).toMatchObject({ ok: true, tree: { commit: start } })
  git(root, 'checkout', '-q', '--orphan', 'other')
  expect(openAuditBase(root, 'main')).toMatchObject({ ok: true })
  git(root, 'commit', '-q', '-m', 'unrelated')
  expect(openAuditBase(root, 'main')).toMatchObject({ ok: true, tree: { revision: 'main' } })
  expect(openAuditBase(root, 'nowhere')).toMatchObject({ ok: false, diagnostic: { code: 'git/unknown-revision' } })
  expect(openAuditBase(root, '--output=x')).toMatchObject({ ok: false })
  const shallow = tempFolder()
  git(shallow, 'clone', '-q', '--depth', '1', '--no-single-branch', '--branch', 'topic', `file://${root}`, '.')
  expect(openAuditBase(shallow, 'origin/main')).toMatchObject({
    ok: false,
    diagnostic: { code: 'git/missing-history', help: expect.stringContaining('git fetch --unshallow') },
  })
})
