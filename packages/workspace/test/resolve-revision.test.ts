import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { resolveRevision } from '../src/resolve-revision.ts'
import { git, tempFolder, tempRepository, writeFiles } from './support/temp.ts'

const refusal = (root: string, revision: string) => {
  const answer = resolveRevision(root, revision)
  if (answer.ok) throw new Error(`${revision} is ${answer.commit}`)
  return answer.diagnostic
}

describe('what a revision names', () => {
  test('branches, tags, short and full ids, parents; always a commit', () => {
    const root = tempRepository({ 'a.txt': 'a' })
    git(root, 'commit', '-q', '--allow-empty', '-m', 'second')
    git(root, 'tag', '-a', 'v1', '-m', 'v1')
    const head = git(root, 'rev-parse', 'HEAD')
    for (const revision of ['HEAD', 'main', 'refs/heads/main', 'v1', head, head.slice(0, 8), 'main~0', '@'])
      expect([revision, resolveRevision(root, revision)]).toEqual([revision, { ok: true, commit: head }])
    expect(resolveRevision(root, 'HEAD^')).toEqual({ ok: true, commit: git(root, 'rev-parse', 'HEAD^') })
  })

  test('in a repository with SHA-256 ids are longer', () => {
    const root = tempRepository({ 'a.txt': 'a' }, 'sha256')
    expect(resolveRevision(root, 'HEAD')).toEqual({ ok: true, commit: expect.stringMatching(/^[0-9a-f]{64}$/) })
  })

  test('a name that begins with a dash is a name', () => {
    const root = tempRepository({ 'a.txt': 'a' })
    const head = git(root, 'rev-parse', 'HEAD')
    git(root, 'update-ref', 'refs/heads/--all', head)
    git(root, 'update-ref', 'refs/heads/-n', head)
    expect(resolveRevision(root, '--all')).toEqual({ ok: true, commit: head })
    expect(resolveRevision(root, '-n')).toEqual({ ok: true, commit: head })
    for (const revision of ['--show-toplevel', '--git-dir', '--output=x', '-', '--', '--end-of-options'])
      expect(refusal(root, revision).code).toBe('git/unknown-revision')
  })

  test('ranges, patterns, searches and the like name no commit', () => {
    const root = tempRepository({ 'a.txt': 'a' })
    const none = [
      '',
      'main..v1',
      '^main',
      'HEAD:a.txt',
      'HEAD^{tree}:',
      'a\0b',
      'a\nb',
      'x'.repeat(600),
      '*',
      '$(id)',
      'main main',
      ':/start',
    ]
    for (const revision of none)
      expect([revision, refusal(root, revision)]).toEqual([
        revision,
        expect.objectContaining({ code: 'git/unknown-revision', help: expect.any(String) }),
      ])
  })

  test('a tag and a branch of one name are refused, written in full they are not', () => {
    const root = tempRepository({ 'a.txt': 'a' })
    git(root, 'config', 'core.warnAmbiguousRefs', 'false')
    const first = git(root, 'rev-parse', 'HEAD')
    git(root, 'commit', '-q', '--allow-empty', '-m', 'second')
    git(root, 'tag', 'main', first)
    expect(refusal(root, 'main')).toMatchObject({ code: 'git/unknown-revision', message: expect.stringContaining('more than one') })
    expect(resolveRevision(root, 'refs/heads/main')).toMatchObject({ ok: true })
    git(root, 'tag', git(root, 'rev-parse', 'HEAD'), first)
    expect(resolveRevision(root, git(root, 'rev-parse', 'refs/heads/main'))).toEqual({
      ok: true,
      commit: git(root, 'rev-parse', 'refs/heads/main'),
    })
  })
})

describe('what to fetch', () => {
  test('nothing to fetch from', () => {
    const root = tempRepository({ 'a.txt': 'a' })
    expect(refusal(root, 'gone').help).toContain('git log')
  })

  test('outside a repository, and without a commit', () => {
    const folder = tempFolder({ 'a.txt': 'a' })
    expect(refusal(folder, 'HEAD').code).toBe('git/unavailable')
    git(folder, 'init', '-q')
    expect(refusal(folder, 'HEAD').code).toBe('git/unknown-revision')
  })

  test('the exact command, in a shallow clone and in a whole one', () => {
    const root = tempRepository({ 'a.txt': 'a' })
    git(root, 'commit', '-q', '--allow-empty', '-m', 'second')
    const shallow = join(tempFolder(), 'clone')
    git(root, 'clone', '-q', '--depth', '1', `file://${root}`, shallow)
    const oid = git(root, 'rev-parse', 'HEAD^')
    expect(refusal(shallow, oid)).toMatchObject({
      help: `git fetch origin ${oid}`,
      message: expect.stringContaining('part of the history'),
    })
    expect(refusal(shallow, 'HEAD^').help).toBe('git fetch --unshallow origin')
    expect(refusal(shallow, oid.slice(0, 7)).help).toBe('git fetch --unshallow origin')
    git(shallow, 'fetch', '-q', '--unshallow', 'origin')
    expect(resolveRevision(shallow, 'HEAD^')).toEqual({ ok: true, commit: oid })

    for (const [revision, help] of [
      ['origin/next', 'git fetch origin +refs/heads/next:refs/remotes/origin/next'],
      ['refs/remotes/origin/next', 'git fetch origin +refs/heads/next:refs/remotes/origin/next'],
      ['next/2', 'git fetch origin +refs/heads/next/2:refs/remotes/origin/next/2, and name it origin/next/2'],
      ['refs/tags/v1', 'git fetch origin tag v1'],
      ['HEAD~9', 'git fetch origin'],
      ['x;rm', 'git fetch origin'],
      ['a..b', 'git fetch origin'],
    ])
      expect([revision, refusal(shallow, revision as string).help]).toEqual([revision, help])
  })

  test('a remote of another name; one with a hostile name is not shown', () => {
    const root = tempRepository({ 'a.txt': 'a' })
    const clone = join(tempFolder(), 'clone')
    git(root, 'clone', '-q', '-o', 'upstream', root, clone)
    expect(refusal(clone, 'next').help).toContain('git fetch upstream')
    writeFiles(clone, { '.git/config': '[core]\n\trepositoryformatversion = 0\n[remote "$(id)"]\n\turl = x\n' })
    expect(refusal(clone, 'next').help).toContain('git log')
  })
})
