// tested-for: P4.R4
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  cpSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type Case, type Program, planSnapshot, type SnapshotFile, type SnapshotRecord, type Stamp, snapshotsOf } from '@refractor/core'
import { afterAll, describe, expect, it, test } from 'vitest'
import { applyPlan } from '../src/apply-plan.ts'
import { extractSnapshot } from '../src/extract-snapshot.ts'
import { readCase } from '../src/read-case.ts'
import { readSnapshot } from '../src/read-snapshot.ts'
import { readSnapshotTree, snapshotFacts, snapshotProblem } from '../src/read-snapshots.ts'
import { type RestoreRequest, restoreSnapshot } from '../src/restore-snapshot.ts'
import { contentDigest, readWorkTree } from '../src/snapshot-content.ts'
import { keepSnapshot, keptSnapshots } from '../src/snapshot-objects.ts'
import { keepSnapshots, type TakeSnapshotRequest, takeSnapshot } from '../src/take-snapshot.ts'
import { git, memoryFolder, writeFiles } from './support/temp.ts'

const stamp: Stamp = { now: '2026-11-21T10:00:00Z', author: 'Ada <ada@example.org>', commit: undefined }
const later = (minutes: number): Stamp => ({ ...stamp, now: `2026-11-21T10:${String(minutes).padStart(2, '0')}:00Z` })

const files = {
  'refractor.yaml': 'format: 1\n',
  'specification/program.yaml': 'format: 1\nid: demo\nname: Demo\nsnapshots: { gates: [Plan, Deploy] }\n',
  '.gitignore': '.refractor/cache/\n.refractor/journal/\n.refractor/lock\nbuild/\n',
  'src/a.txt': 'one\ntwo\n',
  'src/b.txt': 'b\n',
}

/** Prepared once for each kind of repository: git is slow to start. */
const templates = new Map<string, string>()
afterAll(() => {
  for (const folder of templates.values()) rmSync(folder, { recursive: true, force: true })
})

function templateOf(format: 'sha1' | 'sha256'): string {
  const known = templates.get(format)
  if (known !== undefined) return known
  const folder = mkdtempSync(join(tmpdir(), 'refractor-'))
  templates.set(format, folder)
  writeFiles(folder, files)
  git(folder, 'init', '-q', '-b', 'main', '--template=', `--object-format=${format}`)
  git(folder, 'add', '-A')
  git(folder, 'commit', '-q', '-m', 'start')
  return folder
}

/** A repository with the usual files committed, and others that are new or changed. */
function repository(more: Readonly<Record<string, string | Uint8Array>> = {}, format: 'sha1' | 'sha256' = 'sha1'): string {
  const root = memoryFolder()
  cpSync(templateOf(format), root, { recursive: true })
  writeFiles(root, more)
  return root
}

function write(root: string, path: string, text: string | Uint8Array): void {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
}

interface Opened {
  readonly program: Program
  readonly records: Case
}

async function open(root: string): Promise<Opened> {
  const snapshot = await readSnapshot(root, { cache: false })
  const program = snapshot.programs[0]?.program
  if (program === undefined) throw new Error(JSON.stringify(snapshot.diagnostics))
  return { program, records: (await readCase(snapshot, program, { cache: false })).case }
}

/** Takes a snapshot as the command does. */
async function take(root: string, request: TakeSnapshotRequest = {}, by = stamp): Promise<SnapshotRecord> {
  const { program, records } = await open(root)
  const taken = takeSnapshot(root, program, records, request, by)
  if (!taken.ok || taken.record === undefined) throw new Error(JSON.stringify(taken.diagnostics))
  expect(applyPlan(root, taken.plan)).toMatchObject({ ok: true })
  expect(taken.keep()).toEqual([])
  return taken.record
}

async function fileOf(root: string, id: string): Promise<Opened & { readonly file: SnapshotFile }> {
  const opened = await open(root)
  const file = snapshotsOf(opened.program, opened.records).find(({ record }) => record.id === id)
  if (file === undefined) throw new Error(`there is no ${id}`)
  return { ...opened, file }
}

async function restore(root: string, id: string, more: Partial<RestoreRequest> = {}, by = later(30)) {
  const { program, records, file } = await fileOf(root, id)
  const planned = await restoreSnapshot(root, program, records, { file, paths: [], folders: [program.folders], ...more }, by)
  return planned
}

async function restored(root: string, id: string, more: Partial<RestoreRequest> = {}, by = later(30)) {
  const planned = await restore(root, id, more, by)
  if (!planned.ok) throw new Error(JSON.stringify(planned.diagnostics))
  expect(applyPlan(root, planned.plan)).toMatchObject({ ok: true })
  expect(planned.keep()).toEqual([])
  return planned
}

const changesOf = (planned: { readonly changes: readonly { readonly change: string; readonly path: string }[] }): string[] =>
  planned.changes.map(({ change, path }) => `${change} ${path}`)

/** Everything of the work tree that a snapshot would hold, as one digest. */
function state(root: string): string {
  const read = readWorkTree(root)
  if (!read.ok) throw new Error(JSON.stringify(read.diagnostics))
  return contentDigest(read.entries)
}

const formats = [['sha1'], ['sha256']] as const

describe('taking a snapshot', () => {
  test.each(formats)('keeps everything that git does not ignore, byte for byte (%s)', async (format) => {
    const root = repository({}, format)
    write(root, 'run.sh', '#!/bin/sh\r\n')
    chmodSync(join(root, 'run.sh'), 0o755)
    write(root, 'picture.bin', Buffer.from([0, 255, 254, 10, 13]))
    write(root, 'build/out.txt', 'ignored\n')
    write(root, 'ä "quoted"/" first.txt', 'odd names\n')
    symlinkSync('src/a.txt', join(root, 'link'))
    symlinkSync('nowhere', join(root, 'broken'))
    const record = await take(root, { gates: ['Plan'] })
    expect(record.tree).toHaveLength(format === 'sha1' ? 40 : 64)
    const tree = await readSnapshotTree(root, record)
    if (!tree.ok) throw new Error(JSON.stringify(tree.diagnostics))
    const paths = tree.entries.map(({ path, mode }) => `${mode} ${path}`)
    expect(paths).toEqual([
      '100644 .gitignore',
      '120000 broken',
      '120000 link',
      '100644 picture.bin',
      '100644 refractor.yaml',
      '100755 run.sh',
      '100644 specification/program.yaml',
      '100644 src/a.txt',
      '100644 src/b.txt',
      '100644 ä "quoted"/" first.txt',
    ])
    const picture = tree.entries.find(({ path }) => path === 'picture.bin')
    expect(picture && tree.bytes(picture)).toMatchObject({ ok: true, bytes: Buffer.from([0, 255, 254, 10, 13]) })
    expect(git(root, 'fsck', '--strict')).toBe('')
    expect(git(root, 'log', '-1', '--format=%s %an', `refs/refractor/snapshots/${record.id}`)).toBe(`snapshot ${record.id} at Plan Ada`)
  })

  it('survives a collection of what nothing names, and reads the same when it was packed', async () => {
    const root = repository()
    const record = await take(root)
    git(root, 'gc', '-q', '--prune=now')
    expect(snapshotFacts(root, [record.tree]).get(record.tree)).toEqual({ state: 'present', digest: record.digest, files: 5 })
  })

  it('works before the first commit, in a worktree and in a folder of the repository', async () => {
    const bare = memoryFolder(files)
    git(bare, 'init', '-q')
    expect((await take(bare)).files).toBe(5)

    const root = repository()
    const other = join(memoryFolder(), 'tree')
    git(root, 'worktree', 'add', '-q', other)
    const record = await take(other)
    expect([...(keptSnapshots(root) as ReadonlyMap<string, string>)]).toEqual([[record.id, record.tree]])

    const top = memoryFolder({ 'outside.txt': 'not ours\n' })
    git(top, 'init', '-q')
    writeFiles(join(top, 'inner'), files)
    const inner = await take(join(top, 'inner'))
    const tree = await readSnapshotTree(join(top, 'inner'), inner)
    expect(tree.ok && tree.entries.map(({ path }) => path)).toEqual(Object.keys(files).sort())
  })

  it('twice keeps one: the record, the log and the lock are no part of it', async () => {
    const root = repository()
    const first = await take(root, { gates: ['Plan'] })
    const { program, records } = await open(root)
    const again = takeSnapshot(root, program, records, { gates: ['Plan'] }, later(5))
    expect(again).toMatchObject({ ok: true, isNew: false, record: { id: first.id } })
    expect(again.ok && again.plan.steps).toEqual([])
    expect(takeSnapshot(root, program, records, { gates: ['Deploy'] }, later(5))).toMatchObject({ isNew: true })
    const third = takeSnapshot(root, program, records, { again: true }, later(5))
    expect(third).toMatchObject({ isNew: true, record: { previous: first.id, since: 300, digest: first.digest } })
  })

  it('dry writes nothing', async () => {
    const root = repository()
    write(root, 'new.txt', 'never seen before\n')
    const objects = git(root, 'count-objects')
    const { program, records } = await open(root)
    const taken = takeSnapshot(root, program, records, { dryRun: true }, stamp)
    expect(taken).toMatchObject({ ok: true, isNew: true })
    expect(taken.keep()).toEqual([])
    expect([git(root, 'count-objects'), git(root, 'for-each-ref', 'refs/refractor')]).toEqual([objects, ''])
  })

  it('holds only what the program says', async () => {
    const root = repository({
      'specification/program.yaml': 'format: 1\nid: demo\nname: Demo\nsnapshots: { paths: ["src/", "!src/b.txt"] }\n',
    })
    expect(await take(root)).toMatchObject({ files: 1, paths: ['src/', '!src/b.txt'] })
  })

  it('of a sparse checkout holds what is left out of it, too', async () => {
    const root = repository()
    const whole = await take(root)
    git(root, 'update-index', '-q', '--refresh')
    git(root, 'sparse-checkout', 'set', '--no-cone', '/*', '!/src/')
    expect(readdirSync(root)).not.toContain('src')
    const { program, records } = await open(root)
    expect(takeSnapshot(root, program, records, {}, later(5))).toMatchObject({ isNew: false, record: { id: whole.id } })
    expect((await restore(root, whole.id)).changes).toEqual([])
  })

  it('tells what it leaves out', async () => {
    const root = repository()
    const inner = repository()
    git(root, 'submodule', 'add', '-q', inner, 'inner')
    const { program, records } = await open(root)
    const taken = takeSnapshot(root, program, records, {}, stamp)
    expect(taken.diagnostics).toMatchObject([{ code: 'snapshot/not-kept', location: { file: 'inner' } }])
    expect(taken.record?.files).toBe(6)
  })

  it('needs git, files, and gates that there are', async () => {
    const root = repository()
    const { program, records } = await open(root)
    expect(takeSnapshot(root, program, records, { gates: ['Depoy'] }, stamp)).toMatchObject({
      ok: false,
      diagnostics: [{ code: 'cli/unknown-id', expected: ['Deploy'] }],
    })
    expect(takeSnapshot(memoryFolder(), program, records, {}, stamp)).toMatchObject({
      ok: false,
      diagnostics: [{ code: 'git/unavailable' }],
    })
    const empty = memoryFolder()
    git(empty, 'init', '-q')
    expect(takeSnapshot(empty, program, records, {}, stamp)).toMatchObject({
      ok: false,
      diagnostics: [{ code: 'snapshot/empty' }],
    })
  })

  it('is finished by the next one when its process was killed before the ref', async () => {
    const root = repository()
    const { program, records } = await open(root)
    const taken = takeSnapshot(root, program, records, {}, stamp)
    if (!taken.ok || taken.record === undefined) throw new Error('no snapshot')
    applyPlan(root, taken.plan)
    expect([...(keptSnapshots(root) as ReadonlyMap<string, string>)]).toEqual([])
    keepSnapshots(root, (await open(root)).records)
    expect((keptSnapshots(root) as ReadonlyMap<string, string>).get(taken.record.id)).toBe(taken.record.tree)
    const ref = git(root, 'rev-parse', `refs/refractor/snapshots/${taken.record.id}`)
    // The commit is made of the record alone, so it is the same again.
    expect(keepSnapshot(root, taken.record)).toEqual([])
    expect(git(root, 'rev-parse', `refs/refractor/snapshots/${taken.record.id}`)).toBe(ref)
  })

  it('never moves a ref that leads elsewhere, nor makes one to what is not here', async () => {
    const root = repository()
    const record = await take(root)
    git(root, 'update-ref', `refs/refractor/snapshots/${record.id}`, 'HEAD')
    expect(keepSnapshot(root, record)).toMatchObject([{ code: 'git/unavailable' }])
    const other = { ...record, id: '20261121T100000Z-00000000', tree: 'e'.repeat(40) }
    expect(keepSnapshot(root, other)).toMatchObject([{ code: 'snapshot/absent' }])
  })
})

describe('files of Git LFS', () => {
  const content = Buffer.alloc(5000, 'large ')
  const sha256 = createHash('sha256').update(content).digest('hex')
  const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${sha256}\nsize ${content.length}\n`

  function withLfs(inStore: boolean): string {
    const root = repository({ 'large.bin': pointer })
    git(root, 'add', 'large.bin')
    write(root, 'large.bin', content)
    if (inStore) write(join(root, '.git'), `lfs/objects/${sha256.slice(0, 2)}/${sha256.slice(2, 4)}/${sha256}`, content)
    return root
  }

  it('are kept as their pointers, and come back with their content', async () => {
    const root = withLfs(true)
    const record = await take(root)
    expect(`${git(root, 'show', `${record.tree}:large.bin`)}\n`).toBe(pointer)
    rmSync(join(root, 'large.bin'))
    await restored(root, record.id)
    expect(readFileSync(join(root, 'large.bin'))).toEqual(content)
  })

  it('are the same in a clone that has only the pointer, and come back as it', async () => {
    const root = withLfs(true)
    const record = await take(root)
    write(root, 'large.bin', pointer)
    expect((await restore(root, record.id)).changes).toEqual([])
    rmSync(join(root, '.git/lfs'), { recursive: true })
    write(root, 'large.bin', 'something else\n')
    const planned = await restored(root, record.id)
    expect(planned.diagnostics).toMatchObject([{ code: 'snapshot/not-restored', help: 'git lfs pull' }])
    expect(readFileSync(join(root, 'large.bin'), 'utf8')).toBe(pointer)
  })

  it('are kept whole where nothing else has their content', async () => {
    const root = withLfs(false)
    const record = await take(root)
    expect(git(root, 'cat-file', '-s', `${record.tree}:large.bin`)).toBe(`${content.length}`)
  })
})

describe('the objects of a snapshot', () => {
  it('that are not in this clone are absent', async () => {
    const root = repository()
    write(root, 'src/a.txt', 'never committed\n')
    const record = await take(root)
    write(root, 'src/a.txt', 'one\ntwo\n')
    const clone = join(memoryFolder(), 'clone')
    git(root, 'add', '-A')
    git(root, 'commit', '-q', '-m', 'the record')
    git(root, 'clone', '-q', '--no-local', root, clone)
    expect(snapshotFacts(clone, [record.tree]).get(record.tree)).toEqual({ state: 'absent' })
    git(clone, 'fetch', '-q', 'origin', 'refs/refractor/*:refs/refractor/*')
    expect(snapshotFacts(clone, [record.tree]).get(record.tree)).toMatchObject({ state: 'present', digest: record.digest })
  })

  it('that were replaced are found, though git takes them for the same', async () => {
    const root = repository()
    write(root, 'src/a.txt', 'never committed\n')
    const record = await take(root)
    const oid = git(root, 'rev-parse', `${record.tree}:src/b.txt`).trim()
    const object = join(root, '.git/objects', oid.slice(0, 2), oid.slice(2))
    const tree = git(root, 'rev-parse', `${record.tree}:src`).trim()
    expect(lstatSync(object).isFile()).toBe(true)
    rmSync(object, { force: true })
    expect(snapshotFacts(root, [record.tree]).get(record.tree)).toEqual({ state: 'absent' })
    const folder = join(root, '.git/objects', tree.slice(0, 2), tree.slice(2))
    chmodSync(folder, 0o644)
    writeFileSync(folder, 'rubbish')
    expect(snapshotFacts(root, [record.tree]).get(record.tree)?.state).toMatch(/unreadable|absent/)
  })

  it('are not what another record says', async () => {
    const root = repository()
    const record = await take(root)
    const facts = snapshotFacts(root, [record.tree])
    const fact = facts.get(record.tree) ?? { state: 'absent' as const }
    expect(snapshotProblem(record, fact)).toBeUndefined()
    expect(snapshotProblem({ ...record, digest: '0'.repeat(64) }, fact)).toMatchObject({ code: 'snapshot/tampered' })
    expect(snapshotProblem(record, { state: 'unreadable', because: 'no' })).toMatchObject({ code: 'git/unavailable' })
    const refused = await readSnapshotTree(root, { ...record, digest: '0'.repeat(64) })
    expect(refused).toMatchObject({ ok: false, diagnostics: [{ code: 'snapshot/tampered' }] })
  })

  it.each([
    ['a submodule', '160000 commit', 'sub'],
    ['a name that leads out', '100644 blob', '..'],
    ['the folder of git', '100644 blob', '.git'],
  ])('that hold %s are not read', (_, head, name) => {
    const root = repository()
    const blob = git(root, 'rev-parse', 'HEAD:src/b.txt').trim()
    const [mode = ''] = head.split(' ')
    const body = Buffer.concat([Buffer.from(`${mode} ${name}\0`), Buffer.from(blob, 'hex')])
    const tree = execFileSync('git', ['hash-object', '-w', '-t', 'tree', '--literally', '--stdin'], {
      cwd: root,
      input: body,
      encoding: 'utf8',
    }).trim()
    const head_ = git(root, 'rev-parse', 'HEAD^{tree}').trim()
    const facts = snapshotFacts(root, [tree, head_])
    expect(facts.get(tree)?.state).toBe('unreadable')
    expect(facts.get(head_)?.state).toBe('present')
  })

  it('that are no tree, or none at all, are told one by one', () => {
    const root = repository()
    const blob = git(root, 'rev-parse', 'HEAD:src/b.txt').trim()
    const tree = git(root, 'rev-parse', 'HEAD^{tree}').trim()
    const states = [...snapshotFacts(root, [blob, tree, 'f'.repeat(40), 'HEAD'])].map(([, { state }]) => state)
    expect(states).toEqual(['unreadable', 'present', 'absent'])
    expect(snapshotFacts(memoryFolder(), [tree]).get(tree)).toEqual({ state: 'absent' })
  })
})

describe('restoring', () => {
  it('takes everything back, says what it changes, and keeps what it replaces', async () => {
    const root = repository()
    write(root, 'run.sh', '#!/bin/sh\n')
    chmodSync(join(root, 'run.sh'), 0o755)
    const before = state(root)
    const record = await take(root)
    write(root, 'src/a.txt', 'one\nTWO\nthree\n')
    write(root, 'src/new.txt', 'new\n')
    rmSync(join(root, 'src/b.txt'))
    chmodSync(join(root, 'run.sh'), 0o644)
    write(root, 'build/out.txt', 'ignored\n')
    const between = state(root)
    const planned = await restored(root, record.id)
    expect(planned.changes).toEqual([
      { path: 'run.sh', change: 'changed', added: 0, removed: 0, mode: '100755' },
      { path: 'src/a.txt', change: 'changed', added: 1, removed: 2 },
      { path: 'src/b.txt', change: 'added', added: 1, removed: 0 },
      { path: 'src/new.txt', change: 'removed', added: 0, removed: 1 },
    ])
    expect(planned.ok && planned.plan.event).toMatchObject({
      type: 'snapshot.restored',
      details: { snapshot: record.id, kept: planned.kept },
    })
    expect([state(root), readFileSync(join(root, 'build/out.txt'), 'utf8')]).toEqual([before, 'ignored\n'])
    expect(lstatSync(join(root, 'run.sh')).mode & 0o100).toBe(0o100)
    // Nothing to do the second time, and the way back from the way back.
    expect((await restore(root, record.id, {}, later(31))).changes).toEqual([])
    await restored(root, planned.kept as string, {}, later(32))
    expect(state(root)).toBe(between)
  })

  it('takes back only what is asked for', async () => {
    const root = repository()
    const record = await take(root)
    for (const path of ['src/a.txt', 'src/b.txt', 'specification/notes.md', 'refractor.yaml']) write(root, path, 'format: 1\n# changed\n')
    expect(changesOf(await restore(root, record.id, { paths: ['src/a.txt'] }))).toEqual(['changed src/a.txt'])
    expect(changesOf(await restore(root, record.id, { paths: ['src/'] }))).toEqual(['changed src/a.txt', 'changed src/b.txt'])
    expect(changesOf(await restore(root, record.id, { paths: ['src', '*.yaml'] }))).toEqual([
      'changed refractor.yaml',
      'changed src/a.txt',
      'changed src/b.txt',
    ])
    expect(await restore(root, record.id, { paths: ['nothing'] })).toMatchObject({ ok: false, diagnostics: [{ code: 'cli/usage' }] })
  })

  it('never touches the records of the tool, and only adds evidence back', async () => {
    const root = repository({ 'docs/evidence/P0/r1/metadata.json': '{ "first": 1 }\n', '.refractor/approvals/a.json': '{}\n' })
    const record = await take(root)
    write(root, '.refractor/approvals/a.json', '{ "changed": true }\n')
    write(root, '.refractor/approvals/b.json', '{}\n')
    write(root, 'docs/evidence/P0/r2/metadata.json', '{ "second": 2 }\n')
    rmSync(join(root, 'docs/evidence/P0/r1/metadata.json'))
    expect(changesOf(await restored(root, record.id))).toEqual(['added docs/evidence/P0/r1/metadata.json'])
    write(root, 'docs/evidence/P0/r1/metadata.json', '{ "first": "changed" }\n')
    const planned = await restore(root, record.id, {}, later(40))
    expect([planned.changes, planned.diagnostics.map(({ code }) => code)]).toEqual([[], ['snapshot/not-restored']])
  })

  it('leaves links alone, and says so', async () => {
    const root = repository()
    symlinkSync('a.txt', join(root, 'src/link'))
    const record = await take(root)
    rmSync(join(root, 'src/link'))
    symlinkSync('/etc/passwd', join(root, 'src/link'))
    const planned = await restore(root, record.id)
    expect([planned.changes, planned.diagnostics.map(({ code }) => code)]).toEqual([[], ['snapshot/not-restored']])
    expect(readlinkSync(join(root, 'src/link'))).toBe('/etc/passwd')
  })

  it('is refused when something changed since it was planned, and changes nothing then', async () => {
    const root = repository()
    const record = await take(root)
    write(root, 'src/a.txt', 'changed\n')
    write(root, 'src/b.txt', 'changed\n')
    const planned = await restore(root, record.id)
    write(root, 'src/b.txt', 'changed by an editor\n')
    const before = state(root)
    expect(planned.ok && applyPlan(root, planned.plan)).toMatchObject({
      ok: false,
      diagnostics: [{ code: 'workspace/changed-underneath' }],
    })
    expect(state(root)).toBe(before)
  })

  it('is refused for what is not here, or not what it was', async () => {
    const root = repository()
    const record = await take(root)
    write(root, 'src/a.txt', 'changed\n')
    const path = join(root, `.refractor/snapshots/${record.id}.json`)
    writeFileSync(path, JSON.stringify({ ...record, digest: '0'.repeat(64) }))
    expect(await restore(root, record.id)).toMatchObject({ ok: false, diagnostics: [{ code: 'snapshot/tampered' }] })
    writeFileSync(path, JSON.stringify({ ...record, tree: 'e'.repeat(40) }))
    expect(await restore(root, record.id)).toMatchObject({ ok: false, diagnostics: [{ code: 'snapshot/absent' }] })
  })

  it('asks policy who may', async () => {
    const root = repository()
    const record = await take(root)
    write(root, 'src/a.txt', 'changed\n')
    write(
      root,
      'specification/policy.yaml',
      'format: 1\nversion: 1\npeople: [{ id: grace, emails: [grace@example.org] }]\nrestore: { people: [grace] }\n',
    )
    expect(await restore(root, record.id, { paths: ['src'] })).toMatchObject({ ok: false, diagnostics: [{ code: 'policy/refused' }] })
    const grace = { ...later(30), author: 'Grace <grace@example.org>' }
    expect(changesOf(await restore(root, record.id, { paths: ['src'] }, grace))).toEqual(['changed src/a.txt'])
    write(
      root,
      'specification/policy.yaml',
      'format: 1\nversion: 1\npeople: [{ id: grace, emails: [grace@example.org] }]\nrestore: { people: [grace], min: 2 }\n',
    )
    expect(await restore(root, record.id, { paths: ['src'] }, grace)).toMatchObject({
      ok: false,
      diagnostics: [{ code: 'policy/refused' }],
    })
  })

  it('of a part of the files removes nothing else', async () => {
    const spec = 'format: 1\nid: demo\nname: Demo\nsnapshots: { paths: ["src/"] }\n'
    const root = repository({ 'specification/program.yaml': spec })
    const record = await take(root)
    write(root, 'other.txt', 'not in it\n')
    write(root, 'src/new.txt', 'new\n')
    const planned = await restore(root, record.id)
    expect(changesOf(planned)).toEqual(['removed src/new.txt'])
    // What is kept is everything, whatever the program keeps usually.
    const kept = planned.ok ? planned.plan.steps[0] : undefined
    expect(kept?.type === 'create' && JSON.parse(kept.text)).not.toHaveProperty('paths')
  })
})

describe('writing a snapshot into a folder', () => {
  it('gives the same files', async () => {
    const root = repository()
    write(root, 'run.sh', '#!/bin/sh\n')
    chmodSync(join(root, 'run.sh'), 0o755)
    symlinkSync('src/a.txt', join(root, 'link'))
    symlinkSync('../outside', join(root, 'src/out'))
    symlinkSync('/etc/passwd', join(root, 'absolute'))
    const record = await take(root)
    const folder = memoryFolder()
    expect(await extractSnapshot(root, record, folder)).toMatchObject({ ok: true, files: record.files })
    expect(readFileSync(join(folder, 'src/a.txt'), 'utf8')).toBe('one\ntwo\n')
    expect(lstatSync(join(folder, 'run.sh')).mode & 0o100).toBe(0o100)
    expect(readlinkSync(join(folder, 'link'))).toBe('src/a.txt')
    // A link that leaves the folder of a snapshot is not made; one that only leaves its own folder is.
    expect(readdirSync(folder)).not.toContain('absolute')
    expect(readlinkSync(join(folder, 'src/out'))).toBe('../outside')
    expect(await extractSnapshot(root, record, folder)).toMatchObject({ ok: false, diagnostics: [{ code: 'workspace/unwritable' }] })
    expect(await extractSnapshot(root, record, join(folder, 'none'))).toMatchObject({ ok: false })
  })
})

it('plans of snapshots say nothing that is not so', async () => {
  const root = repository()
  const { program, records } = await open(root)
  const content = { tree: 'a'.repeat(40), digest: 'b'.repeat(64), files: 1, bytes: 2 }
  const [one, two] = ['Plan', 'Deploy'].map((gate) => planSnapshot(program, records, content, { gates: [gate] }, stamp).record?.id)
  expect(one).not.toBe(two)
  expect(one).toMatch(/^20261121T100000Z-[0-9a-f]{8}$/)
})
