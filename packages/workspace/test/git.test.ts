import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { dirtyPaths, knownCommits, listFiles, readHead } from '../src/git.ts'
import { objectFormat } from '../src/git-head.ts'
import { gitRoot, runGit } from '../src/git-process.ts'
import { spawned } from './support/spawned.ts'
import { git, tempFolder, tempRepository, writeFiles } from './support/temp.ts'

vi.mock('node:child_process', async (original) => (await import('./support/spawned.ts')).counted(await original()))
afterEach(() => {
  spawned.forget()
  vi.unstubAllEnvs()
})

describe('HEAD without starting git', () => {
  const agree = (root: string): void => {
    const commit = git(root, 'rev-parse', 'HEAD')
    const branch = git(root, 'rev-parse', '--abbrev-ref', 'HEAD')
    expect(readHead(root)).toEqual(branch === 'HEAD' ? { commit } : { commit, branch })
    expect(spawned.calls).toEqual([])
  }

  test('on a branch, in a folder below, with packed references', () => {
    const root = tempRepository({ 'a/b.txt': '1' })
    agree(root)
    agree(join(root, 'a'))
    git(root, 'checkout', '-q', '-b', 'feature/x')
    agree(root)
    git(root, 'pack-refs', '--all')
    agree(root)
    writeFiles(root, { 'c.txt': '2' })
    git(root, 'add', '-A')
    git(root, 'commit', '-q', '-m', 'two')
    agree(root)
  })

  test('detached', () => {
    const root = tempRepository({ 'a.txt': '1' })
    git(root, 'checkout', '-q', '--detach')
    agree(root)
  })

  test('before the first commit', () => {
    const root = tempFolder()
    git(root, 'init', '-q', '-b', 'main')
    expect(readHead(root)).toEqual({ branch: 'main' })
  })

  test('through a reference that names another', () => {
    const root = tempRepository({ 'a.txt': '1' })
    git(root, 'symbolic-ref', 'refs/heads/alias', 'refs/heads/main')
    git(root, 'symbolic-ref', 'HEAD', 'refs/heads/alias')
    expect(readHead(root)).toEqual({ commit: git(root, 'rev-parse', 'HEAD'), branch: 'alias' })
  })

  test('references that go round in a circle have no commit', () => {
    const root = tempRepository({ 'a.txt': '1' })
    writeFileSync(join(root, '.git/refs/heads/main'), 'ref: refs/heads/other\n')
    writeFileSync(join(root, '.git/refs/heads/other'), 'ref: refs/heads/main\n')
    expect(readHead(root)).toEqual({})
  })

  test('in a worktree and in a submodule', () => {
    const library = tempRepository({ 'lib.txt': 'x' })
    const root = tempRepository({ 'a.txt': '1' })
    git(root, 'submodule', '--quiet', 'add', library, 'vendor')
    git(root, 'commit', '-q', '-m', 'submodule')
    git(root, 'worktree', 'add', '-q', '-b', 'side', 'tree')
    writeFiles(root, { 'tree/new.txt': 'n' })
    git(join(root, 'tree'), 'add', '-A')
    git(join(root, 'tree'), 'commit', '-q', '-m', 'side')
    for (const folder of ['', 'vendor', 'tree']) agree(join(root, folder))
    git(root, 'pack-refs', '--all')
    agree(join(root, 'tree'))
  })

  test('in a repository with SHA-256 ids', () => {
    const root = tempRepository({ 'a.txt': '1' }, 'sha256')
    expect(readHead(root).commit).toHaveLength(64)
    agree(root)
    expect(objectFormat(root)).toBe('sha256')
  })

  test('is asked for with one process where references are no files', () => {
    const root = tempRepository({ 'a.txt': '1' })
    const commit = git(root, 'rev-parse', 'HEAD')
    // What git leaves there for older readers when references are kept in a table. HEAD is unreadable for this version of git, so it cannot answer.
    writeFileSync(join(root, '.git/HEAD'), 'ref: refs/heads/.invalid\n')
    expect(readHead(root)).toEqual({})
    expect(spawned.calls).toHaveLength(1)
    writeFileSync(join(root, '.git/HEAD'), 'ref: refs/heads/a b\n')
    expect(readHead(root)).toEqual({})
    writeFileSync(join(root, '.git/HEAD'), `${commit.toUpperCase()}\n`)
    expect(readHead(root)).toEqual({ commit })
  })

  test('a reference never leads out of the git directory', () => {
    const root = tempRepository({ 'a.txt': '1' })
    writeFileSync(join(root, 'planted'), `${'0'.repeat(40)}\n`)
    writeFileSync(join(root, '.git/HEAD'), 'ref: refs/heads/../../../planted\n')
    expect(readHead(root).commit).toBeUndefined()
  })

  test('without a repository, or with a broken one, there is none', () => {
    expect(readHead(tempFolder())).toEqual({})
    expect(readHead(tempFolder({ '.git': 'nonsense\n' }))).toEqual({})
    const empty = tempFolder()
    mkdirSync(join(empty, '.git'))
    expect(readHead(empty)).toEqual({})
    expect(objectFormat(empty)).toBe('sha1')
    expect(gitRoot(empty)).toBe(empty)
  })
})

describe('the files of the workspace', () => {
  test('are tracked or new, not ignored, relative to the workspace', () => {
    const root = tempRepository({ 'sub/a.txt': '1', 'sub/ü "x".txt': '2', 'sub/gone.txt': '3', 'other.txt': '4', '.gitignore': '*.log\n' })
    writeFiles(root, { 'sub/new.txt': 'n', 'sub/x.log': 'l' })
    rmSync(join(root, 'sub/gone.txt'))
    expect(listFiles(join(root, 'sub'))).toEqual({ ok: true, value: ['a.txt', 'gone.txt', 'new.txt', 'ü "x".txt'] })
  })

  test('a repository inside is not listed, an unmerged file once', () => {
    const root = tempRepository({ 'a.txt': '1\n' })
    git(root, 'checkout', '-q', '-b', 'side')
    writeFiles(root, { 'a.txt': 'side\n' })
    git(root, 'commit', '-q', '-am', 'side')
    git(root, 'checkout', '-q', 'main')
    writeFiles(root, { 'a.txt': 'main\n' })
    git(root, 'commit', '-q', '-am', 'main')
    expect(() => git(root, 'merge', 'side')).toThrow()
    writeFiles(root, { 'nested/x.txt': 'x' })
    git(join(root, 'nested'), 'init', '-q')
    git(join(root, 'nested'), 'add', '-A')
    git(join(root, 'nested'), 'commit', '-q', '-m', 'x')
    expect(listFiles(root)).toEqual({ ok: true, value: ['a.txt'] })
  })

  test('outside a repository git is not asked; a broken repository is said', () => {
    expect(listFiles(tempFolder())).toEqual({ ok: true, value: undefined })
    expect(spawned.calls).toEqual([])
    const broken = tempFolder()
    mkdirSync(join(broken, '.git'))
    expect(listFiles(broken)).toMatchObject({ ok: false, diagnostic: { code: 'git/unavailable' } })
  })
})

describe('dirty paths', () => {
  test('are modified, staged, deleted or new, below the workspace', () => {
    const root = tempRepository({
      'w/a.txt': '1',
      'w/b.txt': '2',
      'w/c.txt': '3',
      'w/d e.txt': '4',
      'w/same.txt': '5',
      'out.txt': '6',
      '.gitignore': '*.log\n',
    })
    writeFiles(root, { 'w/a.txt': 'changed', 'w/b.txt': 'staged', 'w/x.log': 'l', 'w/new folder/n.txt': 'n', 'out.txt': 'changed' })
    git(root, 'add', 'w/b.txt')
    rmSync(join(root, 'w/c.txt'))
    renameSync(join(root, 'w/d e.txt'), join(root, 'w/f.txt'))
    git(root, 'add', '-A', 'w/f.txt', 'w/d e.txt')
    const all = dirtyPaths(join(root, 'w'))
    expect(all.ok && [...all.value].sort()).toEqual(['a.txt', 'b.txt', 'c.txt', 'd e.txt', 'f.txt', 'new folder/n.txt'])
    const some = dirtyPaths(join(root, 'w'), ['a.txt', 'same.txt', 'x.log'])
    expect(some.ok && [...some.value]).toEqual(['a.txt'])
  })

  test('an unmerged file and a changed submodule are dirty', () => {
    const library = tempRepository({ 'lib.txt': 'x' })
    const root = tempRepository({ 'a.txt': '1\n' })
    git(root, 'submodule', '--quiet', 'add', library, 'vendor')
    git(root, 'commit', '-q', '-m', 'submodule')
    git(root, 'checkout', '-q', '-b', 'side')
    writeFiles(root, { 'a.txt': 'side\n' })
    git(root, 'commit', '-q', '-am', 'side')
    git(root, 'checkout', '-q', 'main')
    writeFiles(root, { 'a.txt': 'main\n' })
    git(root, 'commit', '-q', '-am', 'main')
    expect(() => git(root, 'merge', 'side')).toThrow()
    writeFiles(root, { 'vendor/lib.txt': 'y' })
    const dirty = dirtyPaths(root)
    expect(dirty.ok && [...dirty.value].sort()).toEqual(['a.txt', 'vendor'])
  })

  test('everything is, before the first commit; nothing can be said without git', () => {
    const root = tempFolder({ 'a.txt': '1' })
    expect(dirtyPaths(root)).toMatchObject({ ok: false, diagnostic: { code: 'git/unavailable' } })
    git(root, 'init', '-q')
    const dirty = dirtyPaths(root)
    expect(dirty.ok && [...dirty.value]).toEqual(['a.txt'])
    writeFileSync(join(root, '.git/HEAD'), 'broken')
    expect(dirtyPaths(root)).toMatchObject({ ok: false })
  })

  test('asking leaves the index untouched', () => {
    const root = tempRepository({ 'a.txt': '1' })
    const before = readFileSync(join(root, '.git/index'))
    utimesSync(join(root, 'a.txt'), 1, 1)
    expect(dirtyPaths(root)).toEqual({ ok: true, value: new Set() })
    expect(readFileSync(join(root, '.git/index'))).toEqual(before)
  })
})

describe('known commits', () => {
  test('are asked for in one process, whatever is asked', () => {
    const root = tempRepository({ 'a.txt': '1' })
    const head = git(root, 'rev-parse', 'HEAD')
    const tree = git(root, 'rev-parse', 'HEAD^{tree}')
    const known = knownCommits(root, [head, head, tree, 'f'.repeat(40), '--output=/tmp/x', 'HEAD', ''])
    expect(known.ok && [...known.value]).toEqual([head])
    expect(spawned.calls).toHaveLength(1)
    expect(knownCommits(root, ['HEAD'])).toEqual({ ok: true, value: new Set() })
    expect(spawned.calls).toHaveLength(1)
  })

  test('a shallow clone knows what it holds', () => {
    const root = tempRepository({ 'a.txt': '1' })
    const first = git(root, 'rev-parse', 'HEAD')
    git(root, 'commit', '-q', '--allow-empty', '-m', 'two')
    const second = git(root, 'rev-parse', 'HEAD')
    const clone = join(tempFolder(), 'clone')
    git(root, 'clone', '-q', '--depth', '1', `file://${root}`, clone)
    const known = knownCommits(clone, [first, second])
    expect(known.ok && [...known.value]).toEqual([second])
    expect(readHead(clone)).toEqual({ commit: second, branch: 'main' })
  })

  test('cannot be told without git', () => {
    expect(knownCommits(tempFolder(), ['f'.repeat(40)])).toMatchObject({ ok: false })
    const broken = tempFolder()
    mkdirSync(join(broken, '.git'))
    expect(knownCommits(broken, ['f'.repeat(40)])).toMatchObject({ ok: false })
  })
})

describe('starting git', () => {
  test('never lets the environment point at another repository', () => {
    const root = tempRepository({ 'mine.txt': '1' })
    const other = tempRepository({ 'theirs.txt': '1' })
    vi.stubEnv('GIT_DIR', join(other, '.git'))
    vi.stubEnv('GIT_WORK_TREE', other)
    expect(listFiles(root)).toEqual({ ok: true, value: ['mine.txt'] })
  })

  test('runs no monitor of the repository', () => {
    const root = tempRepository({ 'a.txt': '1' })
    writeFileSync(join(root, '.git/monitor'), `#!/bin/sh\ntouch ${join(root, '.git/ran')}\n`, { mode: 0o755 })
    git(root, 'config', 'core.fsmonitor', '.git/monitor')
    expect(dirtyPaths(root).ok).toBe(true)
    expect(listFiles(root).ok).toBe(true)
    expect(existsSync(join(root, '.git/ran'))).toBe(false)
    git(root, 'status')
    expect(existsSync(join(root, '.git/ran'))).toBe(true)
  })

  test('fetches nothing', () => {
    const root = tempRepository({ 'a.txt': '1' })
    expect(runGit(root, ['ls-remote', `file://${root}`])).toMatchObject({ ok: false })
  })

  test('says what went wrong', () => {
    const root = tempRepository({ 'a.txt': '1' })
    expect(runGit(root, ['no-such-command'])).toMatchObject({ ok: false, exitCode: 1, problem: expect.stringContaining('no-such-command') })
    expect(runGit(root, ['-c', 'alias.nap=!sleep 5', 'nap'], { timeoutMs: 200 })).toEqual({
      ok: false,
      problem: 'git -c took longer than 0.2 s',
      exitCode: null,
    })
    vi.stubEnv('PATH', tempFolder())
    expect(runGit(root, ['version'])).toEqual({ ok: false, problem: 'git is not installed', exitCode: null })
  })
})
