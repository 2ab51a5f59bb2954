import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Facts } from '@refractor/core'
import { expect, it } from 'vitest'
import { cannotCommit, commitFiles, lastCommitOf } from '../src/commit-files.ts'
import { factsAfter } from '../src/facts-after.ts'
import { cannotTag, tagCommit } from '../src/tag-commit.ts'
import { git, tempFolder, tempRepository, writeFiles } from './support/temp.ts'

/** A repository whose own identity is set, for these commits are made as the user makes them. */
function repository(files: Readonly<Record<string, string>>): string {
  const root = tempRepository(files)
  git(root, 'config', 'user.name', 'A')
  git(root, 'config', 'user.email', 'a@example.org')
  return root
}

const subjects = (root: string): string[] => git(root, 'log', '--format=%s').split('\n')
const filesOf = (root: string): string[] => git(root, 'show', '--no-renames', '--name-status', '--format=', 'HEAD').split('\n')

it('commits these files and no others, in a workspace below the top of the repository', async () => {
  const top = repository({ 'a/[x].md': 'one\n', 'a/gone.md': 'one\n', 'a/x.md': 'one\n', 'b.md': 'one\n' })
  const root = join(top, 'a')
  writeFiles(root, { '[x].md': 'two\n', 'new name.md': 'new\n', 'x.md': 'two\n', 'staged.md': 'never there\n' })
  writeFiles(top, { 'b.md': 'two\n' })
  git(top, 'add', 'b.md', 'a/staged.md')
  for (const path of ['gone.md', 'staged.md']) rmSync(join(root, path))
  const paths = ['[x].md', 'gone.md', 'new name.md', 'staged.md', 'never.md']
  expect(lastCommitOf(root, '[x].md')).toBeUndefined()
  expect(await commitFiles(root, paths, 'These\n\nand no others')).toMatchObject({ ok: true, made: true })
  expect(filesOf(top)).toEqual(['M\ta/[x].md', 'D\ta/gone.md', 'A\ta/new name.md'])
  expect(git(top, 'status', '--porcelain').split('\n')).toEqual(['M a/x.md', 'M  b.md'])
  const head = git(top, 'rev-parse', 'HEAD')
  expect(lastCommitOf(root, '[x].md')).toBe(head)
  expect(await commitFiles(root, paths, 'These again')).toEqual({ ok: true, commit: head, made: false })
  expect(subjects(top)).toEqual(['These', 'start'])
  expect(await commitFiles(root, [], 'Nothing')).toMatchObject({ ok: true, made: false })
})

it('says what git ignores, and where nothing can be committed', async () => {
  const root = repository({ '.gitignore': 'outbox/\n' })
  writeFiles(root, { 'outbox/a.md': 'x\n' })
  expect(await commitFiles(root, ['outbox/a.md'], 'x')).toMatchObject({ ok: false, diagnostics: [{ code: 'git/not-committed' }] })
  expect(subjects(root)).toEqual(['start'])
  expect(cannotCommit(root)).toEqual([])
  writeFiles(root, { '.git/rebase-merge/done': '' })
  expect(cannotCommit(root)[0]?.message).toContain('a rebase is under way')
  expect(cannotCommit(tempFolder())[0]?.message).toContain('there is no git repository')
})

it('tags once, and never moves a tag', async () => {
  const root = repository({ 'a.md': 'x\n' })
  const head = git(root, 'rev-parse', 'HEAD')
  const message = 'P0 is closed\n\nReview: a\n\nAudit-Head: 1'
  expect(cannotTag(root, 'demo/P0', message)).toEqual([])
  expect(await tagCommit(root, 'demo/P0', head, message)).toEqual({ ok: true, made: true })
  // The log may have gone on since.
  expect(await tagCommit(root, 'demo/P0', head, `${message}2`)).toEqual({ ok: true, made: false })
  expect(await tagCommit(root, 'demo/P0', head, message.replace('Review: a', 'Review: b'))).toMatchObject({ ok: false })
  for (const name of ['-d', 'two words', 'a..b', 'x.lock', 'HEAD', '@', 'refs/heads/main', ''])
    expect(cannotTag(root, name, message)[0]?.code, name).toBe('git/not-tagged')
  expect(await tagCommit(root, 'other', 'f'.repeat(40), message)).toMatchObject({ ok: false, diagnostics: [{ code: 'git/not-tagged' }] })
})

it('facts follow the steps of a plan', () => {
  const known: Facts = {
    head: undefined,
    knownCommits: undefined,
    files: new Map([
      ['a.md', { state: 'file', sha256: 'a'.repeat(64) }],
      ['d.md', { state: 'file', sha256: 'd'.repeat(64) }],
    ]),
    globs: new Map([
      ['*.md', ['a.md', 'd.md']],
      ['out/*', []],
    ]),
    inputs: new Map(),
  }
  const steps = [
    { type: 'move', from: 'a.md', to: 'out/a.md', before: 'a'.repeat(64), why: '' },
    { type: 'create', path: 'b.md', text: 'b', why: '' },
    { type: 'remove', path: 'd.md', before: 'd'.repeat(64), why: '' },
    { type: 'create', path: 'out/c', text: '', bytes: new Uint8Array([255]), why: '' },
    { type: 'move', from: 'e.md', to: 'out/e.md', before: 'e'.repeat(64), why: '' },
  ] as const
  const after = factsAfter(known, steps, (path) => (path === 'a.md' ? 'text' : undefined))
  expect(after.globs).toEqual(
    new Map([
      ['*.md', ['b.md']],
      ['out/*', ['out/a.md', 'out/c', 'out/e.md']],
    ]),
  )
  expect(after.files.get('out/a.md')).toEqual({ state: 'file', sha256: 'a'.repeat(64), text: 'text' })
  expect(after.files.get('out/e.md')).toEqual({ state: 'file', sha256: 'e'.repeat(64) })
  expect(after.files.get('out/c')).not.toHaveProperty('text')
  expect(after.files.get('a.md')).toEqual({ state: 'missing' })
  expect(factsAfter(known, [], () => undefined)).toBe(known)
})
