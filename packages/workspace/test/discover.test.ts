import { mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { discover, discoverJournal } from '../src/discover.ts'
import { git, tempFolder, tempRepository, writeFiles } from './support/temp.ts'

const workspace = { 'refractor.yaml': 'format: 1\n' }

describe('the workspace of a directory', () => {
  test('is the nearest refractor.yaml upwards', () => {
    const root = tempFolder({ ...workspace, 'a/b/c.txt': '', 'inner/refractor.yaml': 'format: 1\n', 'inner/x/y.txt': '' })
    expect(discover(root)).toEqual({ ok: true, root })
    expect(discover(join(root, 'a/b'))).toEqual({ ok: true, root })
    expect(discover(join(root, 'inner/x'))).toEqual({ ok: true, root: join(root, 'inner') })
  })

  test('may lie below the root of the repository', () => {
    const root = tempRepository({ 'sub/refractor.yaml': 'format: 1\n', 'sub/a/b.txt': '' })
    expect(discover(join(root, 'sub/a'))).toEqual({ ok: true, root: join(root, 'sub') })
    expect(discover(root)).toMatchObject({ ok: false })
  })

  test('is never outside the repository', () => {
    const outer = tempFolder(workspace)
    writeFiles(outer, { 'repository/src/a.ts': '' })
    git(join(outer, 'repository'), 'init', '-q')
    const found = discover(join(outer, 'repository/src'))
    expect(found).toMatchObject({ ok: false, diagnostic: { code: 'workspace/not-found', help: 'refractor init' } })
  })

  test('ends at the .git file of a submodule and of a worktree', () => {
    const library = tempRepository({ 'lib.txt': 'x' })
    const root = tempRepository(workspace)
    git(root, 'submodule', '--quiet', 'add', library, 'vendor/library')
    expect(discover(join(root, 'vendor/library'))).toMatchObject({ ok: false })
    expect(discover(join(root, 'vendor'))).toEqual({ ok: true, root })
    git(root, 'worktree', 'add', '-q', 'tree')
    expect(discover(join(root, 'tree'))).toEqual({ ok: true, root: join(root, 'tree') })
  })

  test('is found when its file cannot be read, so that the reader says so', () => {
    const root = tempFolder()
    mkdirSync(join(root, 'refractor.yaml'))
    expect(discover(root)).toMatchObject({ ok: true })
    const other = tempFolder()
    symlinkSync('nowhere', join(other, 'refractor.yaml'))
    expect(discover(other)).toMatchObject({ ok: true })
  })

  test('a directory that does not exist has the workspace above it', () => {
    const root = tempFolder(workspace)
    expect(discover(join(root, 'not/yet'))).toEqual({ ok: true, root })
  })

  test('a name that the system refuses is no workspace', () => {
    expect(discover(join(tempFolder(), 'x'.repeat(300)))).toMatchObject({ ok: false })
  })
})

describe('a workspace that was never finished', () => {
  const journal = '.refractor/journal/0123456789abcdef'

  test('an open journal is named, for whoever looks from there or below', () => {
    const root = tempFolder({ [`${journal}.committed.json`]: '{}', 'docs/a.md': 'a' })
    for (const from of [root, join(root, 'docs')]) {
      expect(discover(from)).toMatchObject({ ok: false, diagnostic: { code: 'workspace/journal-open', help: 'refractor recover' } })
      expect(discoverJournal(from)).toBe(root)
    }
  })

  test('the draft of a journal is nothing that is open, but something to take away', () => {
    const root = tempFolder({ [`${journal}.preparing.json.new`]: '' })
    expect(discover(root)).toMatchObject({ ok: false, diagnostic: { code: 'workspace/not-found' } })
    expect(discoverJournal(root)).toBe(root)
  })

  test('nothing of it is looked for past the root of the repository', () => {
    const root = tempFolder({ [`${journal}.committed.json`]: '{}', 'inner/.git/HEAD': '', 'inner/a.md': 'a' })
    expect(discover(join(root, 'inner'))).toMatchObject({ diagnostic: { code: 'workspace/not-found' } })
    expect(discoverJournal(join(root, 'inner'))).toBeUndefined()
  })
})
