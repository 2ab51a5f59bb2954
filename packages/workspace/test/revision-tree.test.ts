import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FactsNeeded } from '@refractor/core'
import fc from 'fast-check'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { pathFinder } from '../src/find-path.ts'
import { gatherFacts } from '../src/gather-facts.ts'
import { gitObjects } from '../src/git-objects.ts'
import { isWithin } from '../src/program-folders.ts'
import { readCase } from '../src/read-case.ts'
import { readSnapshot } from '../src/read-snapshot.ts'
import { openRevision, type RevisionTree } from '../src/revision-tree.ts'
import { walk } from '../src/walk.ts'
import { workTree } from '../src/work-tree.ts'
import { demo } from './support/program.ts'
import { spawned } from './support/spawned.ts'
import { git, tempFolder, tempRepository, writeFiles } from './support/temp.ts'

vi.mock('node:child_process', async (original) => (await import('./support/spawned.ts')).counted(await original()))
afterEach(spawned.forget)

function opened(root: string, revision = 'HEAD'): RevisionTree {
  const answer = openRevision(root, revision)
  if (!answer.ok) throw new Error(answer.diagnostic.message)
  return answer.tree
}

const pointer = (content: string, size: number): string =>
  `version https://git-lfs.github.com/spec/v1\noid sha256:${content}\nsize ${size}\n`
const folders = [{ specification: 'specification', inbox: 'inbox', outbox: 'outbox', evidence: 'docs/evidence' }]
const needed: FactsNeeded = {
  files: [
    'src/',
    'src',
    'src/run.sh',
    'none',
    'src/none',
    'src/run.sh/',
    'src/run.sh/x',
    'empty.txt',
    'big.bin',
    'lfs.bin',
    'a*b.txt',
    '../x',
  ],
  texts: ['refractor.yaml', 'latin1.txt', 'lfs.bin', 'bom.txt', 'wide.txt'],
  globs: ['**/*.ts', 'a*b.txt', '*.txt', 'none/**'],
  parse: ['values.json', 'broken.json'],
  inputs: [[], ['src/**'], ['**'], ['*.txt', '!bom.txt']],
}
const files: Readonly<Record<string, string | Uint8Array>> = {
  ...demo,
  'src/run.sh': '#!/bin/sh\n',
  'src/main.ts': 'export const a = 1\n',
  'src/deep/er/x.ts': '\r\n',
  'src/é/ü.ts': 'é\n',
  'empty.txt': '',
  'big.bin': Buffer.alloc(100_000, 7),
  'latin1.txt': Buffer.from([0xe9, 0x0a]),
  'bom.txt': '\ufeffx\n',
  'wide.txt': 'x'.repeat((4 << 20) + 1),
  'lfs.bin': pointer('a'.repeat(64), 1234),
  'not-lfs.bin': pointer('A'.repeat(64), 1234),
  'a*b.txt': 'star',
  'aXb.txt': 'x',
  'values.json': '{"a": [1]}',
  'broken.json': '{',
  'docs/evidence/P0/metadata.json': '{}',
}

describe('a revision equals a clean checkout of it', () => {
  test.each(['sha1', 'sha256'] as const)('facts and input digests, in a repository with %s', async (format) => {
    const root = tempRepository(files, format)
    chmodSync(join(root, 'src/run.sh'), 0o755)
    symlinkSync('src/main.ts', join(root, 'link'))
    symlinkSync('/nowhere', join(root, 'broken-link'))
    git(root, 'add', '-A')
    git(root, 'commit', '-q', '-m', 'links')
    const onDisk = await gatherFacts(root, needed, { folders })
    const tree = opened(root)
    // What is on disk has no part in it.
    writeFiles(root, { 'src/main.ts': 'changed', 'new.txt': 'new' })
    const inRevision = await gatherFacts(root, needed, { folders, tree })
    expect(inRevision).toEqual(onDisk)
    expect(onDisk.files.get('lfs.bin')).toMatchObject({ sha256: 'a'.repeat(64), size: 1234 })
    expect(onDisk.files.get('src')?.gitTree).toBe(git(root, 'rev-parse', 'HEAD:src'))
  })

  test('files with any names and bytes, and the folders that they are in', async () => {
    const name = fc.string({ unit: fc.constantFrom(...'ab-. #!*[]"\'\\é€𝒳~^:\t'), minLength: 1, maxLength: 6 })
    const path = fc.array(name, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'))
    const isPlain = (one: string): boolean => one.split('/').every((part) => part !== '.' && part !== '..')
    const content = fc.oneof(
      fc.uint8Array({ maxLength: 40 }),
      fc.string({ maxLength: 40 }),
      fc.nat().map((size) => pointer('b'.repeat(64), size)),
    )
    const sample = fc.sample(fc.tuple(path.filter(isPlain), content), 150)
    const chosen = new Map<string, string | Uint8Array>()
    for (const [one, bytes] of sample)
      if (![...chosen.keys()].some((other) => isWithin(one, other) || isWithin(other, one))) chosen.set(one, bytes)
    const root = tempRepository(Object.fromEntries(chosen))
    const names = [...chosen.keys()]
    const parents = names.flatMap((one) => (one.includes('/') ? `${one.slice(0, one.lastIndexOf('/'))}/` : []))
    const asked = {
      files: [...names, ...parents],
      texts: names,
      globs: ['**', '*a*', ...names],
      parse: [],
      inputs: [[], ['**'], ['a*/**', '!*b*']],
    }
    expect(await gatherFacts(root, asked, { folders, tree: opened(root) })).toEqual(await gatherFacts(root, asked, { folders }))
  })

  test('the specification and the case', async () => {
    const root = tempRepository(files)
    const tree = opened(root)
    const read = await readSnapshot(root, { tree })
    const snapshot = await readSnapshot(root, { cache: false })
    expect(JSON.parse(JSON.stringify(read))).toEqual(JSON.parse(JSON.stringify(snapshot)))
    const program = snapshot.programs[0]?.program
    if (program === undefined) throw new Error('no program')
    const plain = (value: unknown) => JSON.parse(JSON.stringify(value))
    expect(plain(await readCase(read, program, { tree }))).toEqual(plain(await readCase(snapshot, program, { cache: false })))
  })

  test('lookups, names and walks', () => {
    const root = tempRepository(files)
    const [disk, revision] = [workTree(root), opened(root)]
    for (const path of ['', 'src', 'src/', 'src/run.sh', 'none', 'none/x', 'src/run.sh/x', 'docs'])
      expect([path, revision.stat(path), revision.names(path.replace(/\/$/, ''))]).toEqual([
        path,
        disk.stat(path),
        { ...disk.names(path.replace(/\/$/, '')), names: disk.names(path.replace(/\/$/, '')).names.filter((name) => name !== '.git') },
      ])
    const skip = (path: string): boolean => path === '.git' || path === 'src/é'
    for (const rules of [
      { want: (_: string, __: number, isFolder: boolean) => !isFolder, skip },
      { want: (name: string) => name.endsWith('.ts'), skip, maxDepth: 1 },
      { want: (name: string, depth: number) => depth === 1 && name === 'deep', skip },
    ])
      for (const start of ['', 'src', 'none', 'src/run.sh'])
        expect(revision.walk(start, rules)).toEqual(walk(pathFinder(root), start, rules))
    for (const [path, limit] of [
      ['src', 9],
      ['none', 9],
      ['big.bin', 99],
      ['latin1.txt', 99],
      ['bom.txt', 99],
    ] as const) {
      const [a, b] = [revision.readText(path, limit), disk.readText(path, limit)]
      expect(a.ok ? [a.source.text, a.sha256] : a).toEqual(b.ok ? [b.source.text, b.sha256] : b)
    }
    expect(revision.files()).toEqual(disk.files())
    expect(revision.head()).toBe(disk.head())
  })

  test('a workspace in a sub-folder sees only itself, under its own paths', async () => {
    const root = tempRepository({
      'other.txt': 'o',
      ...Object.fromEntries(Object.entries(files).map(([path, text]) => [`sub dir/[x]/${path}`, text])),
    })
    const workspace = join(root, 'sub dir/[x]')
    const tree = opened(workspace)
    expect(await gatherFacts(workspace, needed, { folders, tree })).toEqual(await gatherFacts(workspace, needed, { folders }))
    expect(tree.stat('refractor.yaml')).toEqual({ state: 'file', size: 10 })
    expect(tree.stat('other.txt')).toEqual({ state: 'missing' })
  })

  test('a sub-folder that the revision does not have is empty', () => {
    const root = tempRepository({ 'a.txt': 'a' })
    writeFiles(root, { 'sub/refractor.yaml': 'format: 1\n' })
    expect([...opened(join(root, 'sub')).entries]).toEqual([])
  })

  test('a submodule counts as its commit, fetched or not', async () => {
    const inner = tempRepository({ 'in.txt': 'in' })
    const root = tempRepository({ 'a.txt': 'a' })
    git(root, 'submodule', '--quiet', 'add', inner, 'module')
    git(root, 'commit', '-q', '-m', 'module')
    const clone = join(tempFolder(), 'clone')
    git(root, 'clone', '-q', root, clone)
    const ask = (at: string, tree?: RevisionTree) =>
      gatherFacts(at, { ...needed, globs: [], files: [], texts: [], parse: [] }, { folders, ...(tree && { tree }) })
    const answer = await ask(root, opened(root))
    expect(answer.inputs).toEqual((await ask(root)).inputs)
    expect(answer.inputs).toEqual((await ask(clone)).inputs)
    const tree = opened(root)
    expect(tree.stat('module')).toMatchObject({ state: 'unreadable' })
    expect(tree.stat('module/in.txt')).toMatchObject({ state: 'unreadable' })
    expect(tree.facts(() => []).fact('module/in.txt')).toMatchObject({ state: 'unreadable' })
    expect(tree.walk('', { want: () => false }).unreadable.map((one) => one.path)).toEqual(['module'])
    expect(tree.names('module')).toMatchObject({ names: [], problem: expect.stringContaining('submodule') })
  })
})

describe('what a revision refuses', () => {
  test('links: to a file, to a folder, out of the workspace, on the way', () => {
    const root = tempRepository({ ...demo, 'real/a.json': '{}', 'real/b.txt': 'b' })
    mkdirSync(join(root, 'case/inner'), { recursive: true })
    symlinkSync('../real', join(root, 'case/folder'))
    symlinkSync('inner', join(root, 'case/own'))
    symlinkSync('../real/a.json', join(root, 'case/file.json'))
    symlinkSync('../real/b.txt', join(root, 'case/other'))
    symlinkSync('nothing', join(root, 'case/dangling'))
    symlinkSync('/etc', join(root, 'case/absolute'))
    symlinkSync('../..', join(root, 'case/above'))
    writeFiles(root, { 'case/inner/x.json': '1' })
    git(root, 'add', '-A')
    git(root, 'commit', '-q', '-m', 'links')
    const tree = opened(root)
    const found = tree.walk('case', { want: (name) => name.endsWith('.json') })
    expect(found).toEqual({
      files: ['case/file.json', 'case/inner/x.json'],
      unreadable: [],
      links: ['case/above', 'case/absolute', 'case/folder'],
    })
    expect(tree.readText('case/file.json', 100)).toMatchObject({ ok: false, kind: 'unreadable' })
    expect(tree.readText('case/folder/a.json', 100)).toMatchObject({ ok: false, kind: 'unreadable' })
    expect(tree.facts(() => []).fact('case/file.json', true)).toMatchObject({ state: 'unreadable' })
    expect(tree.facts(() => []).fact('case/')).toMatchObject({ state: 'unreadable' })
    expect(tree.walk('case/folder', { want: () => true })).toMatchObject({ files: [], unreadable: [{ path: 'case/folder' }] })
  })

  test('names that no checkout has, that are not text, or that differ only in case', () => {
    const root = tempRepository(demo)
    const blob = execFileSync('git', ['hash-object', '-w', '--stdin'], { cwd: root, input: 'x', encoding: 'utf8' }).trim()
    const tree = (entries: readonly (readonly [mode: string, name: Buffer | string, oid: string])[]): string =>
      execFileSync('git', ['hash-object', '-t', 'tree', '-w', '--stdin', '--literally'], {
        cwd: root,
        input: Buffer.concat(
          entries.flatMap(([mode, name, oid]) => [Buffer.from(`${mode} `), Buffer.from(name), Buffer.from([0]), Buffer.from(oid, 'hex')]),
        ),
        encoding: 'utf8',
      }).trim()
    const inner = tree([['100644', 'x', blob]])
    const top = tree([
      ['40000', '..', inner],
      ['40000', '.GIT', inner],
      ['100644', 'A.txt', blob],
      ['40000', 'Folder', inner],
      ['100644', 'a.txt', blob],
      ['40000', 'folder', inner],
      ['100644', 'new\nline', blob],
      ['100644', Buffer.from([0x66, 0xff]), blob],
      ['100644', 'trailing ', blob],
      ['100644', 'twice', blob],
      ['100755', 'twice', blob],
    ])
    const commit = git(root, 'commit-tree', top, '-m', 'hostile')
    const revision = opened(root, commit)
    expect([...revision.entries.keys()]).toEqual(['A.txt', 'Folder/x', 'a.txt', 'folder/x', 'new\nline', 'trailing ', 'twice'])
    expect(revision.diagnostics.map((one) => [one.code, one.severity])).toEqual([
      ['git/unsafe-name', 'warning'],
      ['git/case-collision', 'warning'],
    ])
    expect(revision.diagnostics[0]?.message).not.toContain('\n')
    expect(revision.diagnostics[1]?.message).toContain('"a.txt", "folder"')
    expect(revision.stat('twice')).toMatchObject({ state: 'unreadable' })
    expect(revision.stat('../x')).toEqual({ state: 'missing' })
    expect(revision.facts(() => []).fact('new\nline')).toMatchObject({ state: 'unreadable' })
    expect(revision.facts(() => []).inputLine('twice')).toMatchObject({ problem: expect.any(String) })
  })

  test('an object that stands in for another, and a folder dressed up as a repository', () => {
    const root = tempRepository({ ...demo, 'a.txt': 'honest' })
    const other = execFileSync('git', ['hash-object', '-w', '--stdin'], { cwd: root, input: 'planted', encoding: 'utf8' }).trim()
    git(root, 'replace', git(root, 'rev-parse', 'HEAD:a.txt'), other)
    expect(opened(root).readText('a.txt', 100)).toMatchObject({ source: { text: 'honest' } })

    writeFiles(root, {
      'sub/HEAD': 'ref: refs/heads/main\n',
      'sub/config': '[core]\n\trepositoryformatversion = 0\n\tbare = true\n',
      'sub/refractor.yaml': '',
    })
    mkdirSync(join(root, 'sub/objects'))
    mkdirSync(join(root, 'sub/refs'))
    expect(openRevision(join(root, 'sub'), 'HEAD')).toMatchObject({ ok: false, diagnostic: { code: 'git/unavailable' } })
  })
})

describe('how little git is asked', () => {
  test('the processes for a whole judgement do not grow with the number of files', async () => {
    const many = Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`docs/evidence/P0/r${i}/metadata.json`, `{"n": ${i}}`]))
    const root = tempRepository({ ...files, ...many })
    spawned.forget()
    const objects = gitObjects(root)
    for (let i = 0; i < 2; i++) {
      const answer = openRevision(root, 'HEAD', { objects })
      if (!answer.ok) throw new Error('cannot open')
      const { tree } = answer
      const snapshot = await readSnapshot(root, { tree })
      const program = snapshot.programs[0]?.program
      if (program === undefined) throw new Error('no program')
      await readCase(snapshot, program, { tree })
      await gatherFacts(root, needed, { folders, tree })
      // The second revision holds nothing new.
      expect(spawned.calls.length).toBeLessThanOrEqual(i === 0 ? 14 : 16)
    }
    expect(new Set(spawned.subcommands())).toEqual(new Set(['rev-parse', 'ls-tree', 'cat-file']))
  })

  test('nothing is written, and no code of the project is run', () => {
    const root = tempRepository({ ...demo, '.gitattributes': '* filter=evil diff=evil\n', 'a.txt': 'a' })
    const mark = join(tempFolder(), 'mark')
    for (const key of ['filter.evil.smudge', 'filter.evil.clean', 'diff.evil.textconv', 'core.fsmonitor', 'core.sshCommand', 'core.pager'])
      git(root, 'config', key, `touch ${mark}`)
    writeFileSync(join(root, '.git/hooks/post-checkout'), `#!/bin/sh\ntouch ${mark}\n`, { mode: 0o755 })
    expect(opened(root).readText('a.txt', 100)).toMatchObject({ source: { text: 'a' } })
    expect(() => execFileSync('ls', [mark], { stdio: 'ignore' })).toThrow()
  })
})

describe('clones that lack something', () => {
  test('a shallow clone reads what it has', async () => {
    const root = tempRepository(files)
    const clone = join(tempFolder(), 'clone')
    git(root, 'clone', '-q', '--depth', '1', `file://${root}`, clone)
    expect(await gatherFacts(clone, needed, { folders, tree: opened(clone) })).toEqual(await gatherFacts(root, needed, { folders }))
  })

  test('a partial clone says which fetch is wanting, and fetches nothing', () => {
    const root = tempRepository(demo)
    git(root, 'config', 'uploadpack.allowFilter', 'true')
    const clone = join(tempFolder(), 'clone')
    git(root, 'clone', '-q', '--filter=blob:none', '--no-checkout', `file://${root}`, clone)
    const tree = opened(clone)
    expect([...tree.entries.keys()]).toEqual(Object.keys(demo).sort())
    expect(tree.readText('refractor.yaml', 100)).toMatchObject({
      ok: false,
      kind: 'unreadable',
      problem: expect.stringContaining('git fetch'),
    })
    expect(tree.stat('refractor.yaml')).toMatchObject({ state: 'unreadable' })
    expect(tree.stat('specification')).toEqual({ state: 'directory' })
    git(clone, 'fetch', '-q', '--refetch', '--no-filter')
    expect(opened(clone).readText('refractor.yaml', 100)).toMatchObject({ ok: true })
  })

  test('a work tree that is none: a linked one, a bare one, and a clone without files', async () => {
    const root = tempRepository(files)
    const linked = join(tempFolder(), 'linked')
    git(root, 'worktree', 'add', '-q', '--detach', linked)
    expect((await gatherFacts(linked, needed, { folders, tree: opened(linked) })).inputs).toEqual(
      (await gatherFacts(root, needed, { folders })).inputs,
    )
    const clone = join(tempFolder(), 'clone')
    git(root, 'clone', '-q', '--no-checkout', root, clone)
    const bare = join(tempFolder(), 'bare')
    git(root, 'clone', '-q', '--bare', root, bare)
    expect(await gatherFacts(bare, needed, { folders, tree: opened(bare) })).toEqual(await gatherFacts(root, needed, { folders }))
    expect((await gatherFacts(clone, needed, { folders, tree: opened(clone) })).files).toEqual(
      (await gatherFacts(root, needed, { folders })).files,
    )
  })
})
