import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { parseCommit } from '../src/commit-object.ts'
import { type Change, readChange } from '../src/read-change.ts'
import { spawned } from './support/spawned.ts'
import { git, tempFolder, tempRepository, writeFiles } from './support/temp.ts'

vi.mock('node:child_process', async (original) => (await import('./support/spawned.ts')).counted(await original()))
afterEach(spawned.forget)

const lead = 'Lead <lead@example.org>'
const dev = 'Dev <dev@example.org>'

/** Writes files (null removes one) and commits them as somebody. */
function commit(root: string, author: string, files: Readonly<Record<string, string | null>>, message = 'change'): string {
  for (const [path, text] of Object.entries(files)) {
    if (text === null) rmSync(join(root, path))
    else writeFiles(root, { [path]: text })
  }
  git(root, 'add', '-A')
  git(root, 'commit', '-q', '--allow-empty', '-m', message, `--author=${author}`)
  return git(root, 'rev-parse', 'HEAD')
}

function read(root: string, base: string, head: string): Change {
  const answer = readChange(root, base, head)
  if (!answer.ok) throw new Error(answer.diagnostic.message)
  return answer.change
}

/** Lines far apart, so that changes of two of them join. */
const lines = (first: string, last: string): string => `${first}\n${'middle\n'.repeat(20)}${last}\n`

describe('a change', () => {
  test('its commits, authors and paths', () => {
    const root = tempRepository({ 'a.txt': 'a', 'b.txt': 'b', 'gone.txt': 'g' })
    const base = git(root, 'rev-parse', 'HEAD')
    const one = commit(
      root,
      dev,
      { 'a.txt': '2', 'new é\t.txt': 'n' },
      'P3.M2: first\nline two\n\nWhy.\n\nMilestone: P3.M2\nCo-authored-by: Pair <pair@example.org>',
    )
    const head = commit(root, lead, { 'gone.txt': null }, 'second')
    const change = read(root, base, head)
    expect(change.mergeBase).toBe(base)
    expect(Date.parse(change.baseCommittedAt)).toBe(Number(git(root, 'log', '-1', '--format=%ct', base)) * 1000)
    expect(change.facts).toEqual({ base, head, authors: [dev, lead, 'Pair <pair@example.org>'] })
    expect(change.paths).toEqual([
      { path: 'a.txt', change: 'modified' },
      { path: 'gone.txt', change: 'removed' },
      { path: 'new é\t.txt', change: 'added' },
    ])
    expect(change.commits).toEqual([
      {
        oid: one,
        parents: [base],
        author: dev,
        committer: 'A <a@example.org>',
        authoredAt: '2026-01-05T10:00:00Z',
        committedAt: '2026-01-05T10:00:00Z',
        subject: 'P3.M2: first line two',
        body: 'Why.\n\nMilestone: P3.M2\nCo-authored-by: Pair <pair@example.org>',
        trailers: [
          { key: 'Milestone', value: 'P3.M2' },
          { key: 'Co-authored-by', value: 'Pair <pair@example.org>' },
        ],
      },
      expect.objectContaining({ oid: head, parents: [one], subject: 'second', body: '', trailers: [] }),
    ])
    expect(read(root, head, head)).toMatchObject({ mergeBase: head, paths: [], commits: [], facts: { authors: [] } })
  })

  test('only what head did since the two parted', () => {
    const root = tempRepository({ 'a.txt': 'a', 'b.txt': 'b' })
    const fork = git(root, 'rev-parse', 'HEAD')
    git(root, 'checkout', '-q', '-b', 'topic')
    const head = commit(root, dev, { 'a.txt': '2' })
    git(root, 'checkout', '-q', 'main')
    const base = commit(root, lead, { 'b.txt': '2' })
    const change = read(root, base, head)
    expect(change).toMatchObject({ mergeBase: fork, facts: { authors: [dev] }, paths: [{ path: 'a.txt', change: 'modified' }] })
  })

  test('a merge is by nobody, unless somebody wrote a part of it', () => {
    const root = tempRepository({ 'a.txt': lines('1', '1') })
    git(root, 'checkout', '-q', '-b', 'topic')
    commit(root, dev, { 'a.txt': lines('1', 'topic') })
    git(root, 'checkout', '-q', 'main')
    const base = commit(root, lead, { 'a.txt': lines('main', '1') })
    // A queue merges what is on both sides; the button was pressed by A.
    git(root, 'merge', '-q', '--no-ff', '-m', 'merge topic', 'topic')
    const clean = git(root, 'rev-parse', 'HEAD')
    expect(read(root, base, clean)).toMatchObject({ mergeBase: base, facts: { authors: [dev] }, paths: [{ path: 'a.txt' }] })
    writeFiles(root, { 'a.txt': lines('evil', 'topic') })
    git(root, 'commit', '-q', '-a', '--amend', '-m', 'merge topic')
    expect(read(root, base, git(root, 'rev-parse', 'HEAD')).facts.authors).toEqual(['A <a@example.org>', dev])
    git(root, 'reset', '-q', '--hard', clean)
    writeFiles(root, { 'planted.bin': '\0planted' })
    git(root, 'add', '-A')
    git(root, 'commit', '-q', '--amend', '-m', 'merge topic')
    expect(read(root, base, git(root, 'rev-parse', 'HEAD')).facts.authors).toEqual(['A <a@example.org>', dev])
  })

  test('nothing in common', () => {
    const root = tempRepository({ 'a.txt': 'a' })
    const base = git(root, 'rev-parse', 'HEAD')
    git(root, 'checkout', '-q', '--orphan', 'other')
    const head = commit(root, dev, { 'b.txt': 'b' })
    expect(read(root, base, head)).toMatchObject({
      mergeBase: undefined,
      paths: [{ path: 'b.txt', change: 'added' }],
      facts: { authors: [dev] },
    })
  })

  test('of a workspace in a sub-folder, with its own paths', () => {
    const root = tempRepository({ 'sub/a.txt': 'a', 'b.txt': 'b' })
    const base = git(root, 'rev-parse', 'HEAD')
    const head = commit(root, dev, { 'sub/a.txt': '2', 'b.txt': '2' })
    expect(read(join(root, 'sub'), base, head).paths).toEqual([{ path: 'a.txt', change: 'modified' }])
  })

  test('links and submodules are paths too, and so are modes', () => {
    const inner = tempRepository({ 'in.txt': 'in' })
    const root = tempRepository({ 'a.txt': 'a' })
    const base = git(root, 'rev-parse', 'HEAD')
    git(root, 'submodule', '--quiet', 'add', inner, 'module')
    git(root, 'config', 'diff.ignoreSubmodules', 'all')
    git(root, 'update-index', '--chmod=+x', 'a.txt')
    git(root, 'commit', '-q', '-m', 'module')
    expect(read(root, base, git(root, 'rev-parse', 'HEAD')).paths).toEqual([
      { path: '.gitmodules', change: 'added' },
      { path: 'a.txt', change: 'modified' },
      { path: 'module', change: 'added', submodule: true },
    ])
  })

  test.each(['a.txt', 'b.txt'])('what came back from one of two places at which the lines parted (%s)', (path) => {
    const root = tempRepository({ 'a.txt': '1', 'b.txt': '1' })
    git(root, 'checkout', '-q', '-b', 'topic')
    const ours = commit(root, dev, { 'a.txt': '2' })
    git(root, 'checkout', '-q', 'main')
    const theirs = commit(root, lead, { 'b.txt': '2' })
    git(root, 'merge', '-q', '--no-ff', '-m', 'merge topic', ours)
    const base = git(root, 'rev-parse', 'HEAD')
    git(root, 'checkout', '-q', 'topic')
    git(root, 'merge', '-q', '--no-ff', '-m', 'merge main', theirs)
    const change = read(root, base, commit(root, dev, { [path]: '1' }))
    expect(change).toMatchObject({ isCrossed: true, paths: [{ path, change: 'modified' }] })
  })

  test.each(['sha1', 'sha256'] as const)('asks git six times, whatever it holds (%s)', (format) => {
    const root = tempRepository({ 'a.txt': 'a' }, format)
    const base = git(root, 'rev-parse', 'HEAD')
    for (let i = 0; i < 2; i++) {
      git(root, 'checkout', '-q', '-b', `topic${i}`)
      commit(root, dev, { [`t${i}.txt`]: 't' })
      git(root, 'checkout', '-q', 'main')
      git(root, 'merge', '-q', '--no-ff', '-m', 'merge', `topic${i}`)
    }
    spawned.forget()
    expect(read(root, base, git(root, 'rev-parse', 'HEAD')).commits).toHaveLength(4)
    expect(spawned.calls.length).toBe(6)
  })
})

describe('a clone without the way between', () => {
  test('is refused, with the fetch that it needs', () => {
    const root = tempRepository({ 'a.txt': 'a' })
    git(root, 'checkout', '-q', '-b', 'topic')
    for (let i = 0; i < 4; i++) commit(root, dev, { 't.txt': String(i) })
    git(root, 'checkout', '-q', 'main')
    commit(root, lead, { 'a.txt': '2' })
    const clone = join(tempFolder(), 'clone')
    git(root, 'clone', '-q', '--depth', '1', '--no-single-branch', `file://${root}`, clone)
    const [base, head] = [git(clone, 'rev-parse', 'origin/main'), git(clone, 'rev-parse', 'origin/topic')]
    const refused = { ok: false, diagnostic: { code: 'git/missing-history', help: 'git fetch --unshallow origin' } }
    expect(readChange(clone, base, head)).toMatchObject(refused)
    // More, and still not enough.
    git(clone, 'fetch', '-q', '--depth', '2', 'origin', 'topic')
    expect(readChange(clone, base, head)).toMatchObject(refused)
    git(clone, 'fetch', '-q', '--unshallow', 'origin')
    expect(read(clone, base, head)).toMatchObject({ facts: { authors: [dev] } })
  })

  test('is refused also where head is known to be built on base', () => {
    const root = tempRepository({ 'a.txt': 'a' })
    git(root, 'checkout', '-q', '-b', 'topic')
    for (let i = 0; i < 2; i++) commit(root, i === 0 ? dev : lead, { 't.txt': String(i) })
    git(root, 'checkout', '-q', 'main')
    const base = commit(root, lead, { 'a.txt': '2' })
    git(root, 'merge', '-q', '--no-ff', '-m', 'merge', 'topic')
    const clone = join(tempFolder(), 'clone')
    git(root, 'clone', '-q', '--depth', '2', `file://${root}`, clone)
    expect(git(clone, 'merge-base', base, 'HEAD')).toBe(base)
    expect(readChange(clone, base, git(clone, 'rev-parse', 'HEAD'))).toMatchObject({
      ok: false,
      diagnostic: { code: 'git/missing-history' },
    })
    git(clone, 'fetch', '-q', '--unshallow', 'origin')
    expect(read(clone, base, git(clone, 'rev-parse', 'HEAD')).facts.authors).toEqual([dev, lead])
  })

  test('with enough of it, a shallow clone is no problem', () => {
    const root = tempRepository({ 'a.txt': 'a' })
    for (let i = 0; i < 3; i++) commit(root, dev, { 't.txt': String(i) })
    const clone = join(tempFolder(), 'clone')
    git(root, 'clone', '-q', '--depth', '3', `file://${root}`, clone)
    expect(read(clone, git(clone, 'rev-parse', 'HEAD~2'), git(clone, 'rev-parse', 'HEAD')).commits).toHaveLength(2)
  })

  test('a commit that is not there', () => {
    const root = tempRepository({ 'a.txt': 'a' })
    expect(readChange(root, '0'.repeat(40), git(root, 'rev-parse', 'HEAD'))).toMatchObject({
      ok: false,
      diagnostic: { code: 'git/unavailable' },
    })
  })
})

describe('a commit as it was written', () => {
  test('by another encoding, with a signature, dates out of range, and no message', () => {
    const raw = (header: string, message: Buffer | string) =>
      parseCommit('1'.repeat(40), Buffer.concat([Buffer.from(header, 'latin1'), Buffer.from('\n'), Buffer.from(message)]))
    const latin = raw(
      'tree x\nauthor J\xf6rg <j@example.org> 1767607200 +0100\ncommitter C <c@example.org> 99999999999999 +0000\nencoding ISO-8859-1\ngpgsig -----BEGIN\n author Fake <fake@example.org> 0 +0000\n -----END\n',
      Buffer.from('Gr\xfc\xdfe\r\n\r\nBody\r\n', 'latin1'),
    )
    expect(latin).toMatchObject({
      author: 'Jörg <j@example.org>',
      authoredAt: '2026-01-05T10:00:00Z',
      committedAt: '+275760-09-13T00:00:00Z',
      subject: 'Grüße',
      body: 'Body',
    })
    expect(raw('tree x\nauthor nobody\ncommitter  <> -5 +0000\n', '')).toMatchObject({
      author: 'nobody',
      committer: '<>',
      authoredAt: '1970-01-01T00:00:00Z',
      subject: '',
      body: '',
    })
    expect(raw('encoding none-such\n', 'x\n\nKey: a\n b\n(cherry picked from commit abc)\n').trailers).toEqual([
      { key: 'Key', value: 'a b' },
    ])
    expect(raw('tree x\n', 'x\n\nKey: a\nno trailer\n').trailers).toEqual([])
    expect(raw('tree x\n', '\n \n\nsubject\n').subject).toBe('subject')
    expect(parseCommit('1'.repeat(40), Buffer.from('tree x'))).toMatchObject({ subject: '', parents: [] })
  })

  test('the claimed author is what git says', () => {
    const root = tempRepository({ 'a.txt': 'a' })
    const base = git(root, 'rev-parse', 'HEAD')
    mkdirSync(join(root, 'x'))
    const head = commit(root, 'Z. Ö <z@example.org>', { 'x/y': '1' }, 'ü\n\nb')
    const [found] = read(root, base, head).commits
    expect(`${found?.author}|${found?.subject}`).toBe(
      execFileSync('git', ['log', '-1', '--format=%an <%ae>|%s'], { cwd: root, encoding: 'utf8' }).trim(),
    )
  })
})
