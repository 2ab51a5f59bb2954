import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Case, type Program, type VcsQuestion, vcsKey } from '@refractor/core'
import { describe, expect, it, test } from 'vitest'
import type { ProofContext } from '../src/proofs.ts'
import { readSnapshot } from '../src/read-snapshot.ts'
import { isRefName, vcsAnswers } from '../src/vcs-answers.ts'
import { makeKeys } from './support/keys.ts'
import { git, tempFolder, tempRepository, writeFiles } from './support/temp.ts'

const keys = makeKeys({ lead: 'ed25519', stranger: 'ed25519' })
const now = '2026-11-21T05:00:00Z'
const empty: Case = { evidence: [], approvals: [], inbox: [], outbox: [], reviews: [], unreadable: [] }
const plan = {
  'refractor.yaml': 'format: 1\n',
  'specification/program.yaml': `format: 1\nid: golden\nname: Golden\npeople:\n  - { id: lead, keys: [${JSON.stringify(keys.lead.text)}] }\n`,
  'src/a.ts': 'a\n',
}

async function context(root: string, head?: string): Promise<ProofContext> {
  const snapshot = await readSnapshot(root, { cache: false })
  return { program: snapshot.programs[0]?.program as Program, records: empty, now, head }
}

async function ask(root: string, question: VcsQuestion, head?: string): Promise<string> {
  const answer = vcsAnswers(root, [question], await context(root, head)).get(vcsKey(question))
  const signer = answer !== undefined && 'signedBy' in answer ? ` [${answer.signedBy}]` : ''
  return `${answer?.state}: ${answer?.because.replace(/[0-9a-f]{7}(?![0-9a-f])/g, '<commit>')}${signer}`
}

/** Signs a tag as git does with gpg.format=ssh, without asking git to. */
function signedTag(root: string, name: string, key = keys.lead, namespace = 'git', said = name): void {
  const object = git(root, 'rev-parse', 'HEAD')
  const text = `object ${object}\ntype commit\ntag ${said}\ntagger A <a@example.org> 1767607200 +0000\n\nrelease\n`
  const signature = execFileSync('ssh-keygen', ['-Y', 'sign', '-q', '-n', namespace, '-f', key.path], { input: text, encoding: 'utf8' })
  const file = join(root, '.git', 'tag-object')
  writeFileSync(file, text + signature)
  const oid = git(root, 'hash-object', '-t', 'tag', '-w', file)
  git(root, 'update-ref', `refs/tags/${name}`, oid)
}

describe('tags', () => {
  it('are there or not, with an object of their own or not', async () => {
    const root = tempRepository(plan)
    git(root, 'tag', 'light')
    git(root, 'tag', '-a', 'v1', '-m', 'one')
    expect(await ask(root, { ask: 'tag', name: 'light' })).toBe('yes: light is at <commit>, without an object of its own')
    expect(await ask(root, { ask: 'tag', name: 'v1' })).toBe('yes: v1 is at <commit>, not signed')
    expect(await ask(root, { ask: 'tag', name: 'v2' })).toBe('no: there is no tag v2 here')
    const all: VcsQuestion[] = ['v1', 'v2', 'light', 'v1'].map((name) => ({ ask: 'tag', name }))
    expect([...vcsAnswers(root, all, await context(root)).values()].map(({ state }) => state)).toEqual(['yes', 'no', 'yes'])
  })

  it('are signed by whoever has the key on the roster, and by nobody else', async () => {
    const root = tempRepository(plan)
    signedTag(root, 'v1')
    signedTag(root, 'v2', keys.stranger)
    signedTag(root, 'v3', keys.lead, 'file')
    signedTag(root, 'v4', keys.lead, 'git', 'v1')
    expect(await ask(root, { ask: 'tag', name: 'v1' })).toBe('yes: v1 is at <commit>, signed by lead [lead]')
    expect(await ask(root, { ask: 'tag', name: 'v2' })).toBe('yes: the key that signed v2 belongs to nobody on the roster')
    expect(await ask(root, { ask: 'tag', name: 'v3' })).toBe('yes: the signature of v3 is none that git makes')
    expect(await ask(root, { ask: 'tag', name: 'v4' })).toBe('yes: v4 is the tag v1 under another name')
  })

  it('that were changed after they were signed are not', async () => {
    const root = tempRepository(plan)
    signedTag(root, 'v1')
    const text = `${git(root, 'cat-file', 'tag', 'v1').replace('\nrelease\n', '\nRelease\n')}\n`
    const file = join(root, '.git', 'tag-object')
    writeFileSync(file, text)
    git(root, 'update-ref', 'refs/tags/v1', git(root, 'hash-object', '-t', 'tag', '-w', file))
    expect(await ask(root, { ask: 'tag', name: 'v1' })).toBe('yes: the signature of v1 is bad: the file is not what was signed')
  })
})

describe('what is merged', () => {
  const main: VcsQuestion = { ask: 'merged', into: 'main' }

  it('HEAD, by its commits or by its content', async () => {
    const root = tempRepository(plan)
    git(root, 'switch', '-q', '-c', 'topic')
    expect(await ask(root, main)).toBe('yes: HEAD is merged into main')
    writeFiles(root, { 'src/a.ts': 'b\n' })
    git(root, 'commit', '-qam', 'b')
    expect(await ask(root, main)).toBe('no: HEAD is not merged into main')
    const topic = git(root, 'rev-parse', 'HEAD')
    git(root, 'switch', '-q', 'main')
    git(root, 'merge', '-q', '--squash', 'topic')
    git(root, 'commit', '-qm', 'squashed')
    git(root, 'switch', '-q', 'topic')
    expect(await ask(root, main)).toBe('yes: HEAD is merged into main')
    git(root, 'switch', '-q', 'main')
    writeFiles(root, { 'src/c.ts': 'c\n' })
    git(root, 'add', '-A')
    git(root, 'commit', '-qm', 'c')
    expect(await ask(root, main, topic)).toBe('no: HEAD is not merged into main')
    expect(await ask(root, { ...main, path: 'src/a.ts' }, topic)).toBe('yes: src/a.ts is merged into main')
  })

  it('a file, in a workspace below the root of the repository', async () => {
    const root = tempRepository(Object.fromEntries(Object.entries(plan).map(([path, text]) => [`below/${path}`, text])))
    const below = join(root, 'below')
    git(root, 'switch', '-q', '-c', 'topic')
    writeFiles(below, { 'src/b.ts': 'b\n' })
    git(root, 'add', '-A')
    git(root, 'commit', '-qm', 'b')
    expect(await ask(below, { ...main, path: 'src/a.ts' })).toBe('yes: src/a.ts is merged into main')
    expect(await ask(below, { ...main, path: 'src/b.ts' })).toBe('no: src/b.ts is another one on main')
    expect(await ask(below, { ...main, path: 'src/c.ts' })).toBe('no: src/c.ts is not committed')
  })

  it('into the branch as it is at the remote', async () => {
    const origin = tempRepository(plan)
    const root = tempFolder()
    git(root, 'clone', '-q', origin, '.')
    writeFiles(root, { 'src/b.ts': 'b\n' })
    git(root, 'add', '-A')
    git(root, 'commit', '-qm', 'b')
    expect(await ask(root, main)).toBe('no: HEAD is not merged into main')
    expect(await ask(root, { ask: 'merged', into: 'origin/main' })).toBe('no: HEAD is not merged into origin/main')
    expect(await ask(root, { ask: 'merged', into: 'dev' })).toBe('unreadable: the branch dev is not known here: git fetch origin dev')
  })

  it('is not known where the history is cut off', async () => {
    const origin = tempRepository(plan)
    for (const text of ['b', 'c']) {
      writeFiles(origin, { 'src/a.ts': text })
      git(origin, 'commit', '-qam', text)
    }
    const root = tempFolder()
    git(root, 'clone', '-q', '--depth=1', `file://${origin}`, '.')
    writeFiles(root, { 'src/b.ts': 'b\n' })
    git(root, 'add', '-A')
    git(root, 'commit', '-qm', 'b')
    expect(await ask(root, main)).toBe('unreadable: the history is cut off here: git fetch --unshallow')
  })
})

describe('a clean tree', () => {
  it('is one where everything is committed', async () => {
    const root = tempRepository(plan)
    expect(await ask(root, { ask: 'clean' })).toBe('yes: everything is committed')
    writeFiles(root, { 'new.txt': 'x', 'src/a.ts': 'changed\n' })
    expect(await ask(root, { ask: 'clean' })).toBe('no: new.txt and 1 more are not committed')
    expect(await ask(root, { ask: 'clean' }, git(root, 'rev-parse', 'HEAD'))).toBe('yes: a commit is judged')
  })
})

describe('where git cannot answer', () => {
  test.each<VcsQuestion>([{ ask: 'clean' }, { ask: 'tag', name: 'v1' }, { ask: 'merged', into: 'main' }])('%j', async (question) => {
    const root = tempFolder(plan)
    expect(await ask(root, question)).toBe('unreadable: this is not a git repository')
  })

  it('before the first commit', async () => {
    const root = tempFolder(plan)
    git(root, 'init', '-q', '-b', 'main')
    expect(await ask(root, { ask: 'merged', into: 'main' })).toBe('unreadable: there is no commit yet')
  })

  test.each([
    '-h',
    '--output=x',
    'a..b',
    'a b',
    'v1^{commit}',
    'v1~1',
    '',
    'a:b',
    'a\nb',
    'refs/',
    '@{-1}',
    'x.lock',
    'a//b',
    '.x',
    'a/.b',
  ])('%j is no name', async (name) => {
    expect(isRefName(name)).toBe(false)
  })

  test.each(['v1', 'v1.0.0-rc.1', 'release/1.2', 'größe', 'a@b', 'a+b'])('%s is a name', (name) => expect(isRefName(name)).toBe(true))

  it('a name that is none is never given to git', async () => {
    const root = tempRepository(plan)
    expect(await ask(root, { ask: 'tag', name: '--output=x' })).toBe('unreadable: "--output=x" is no name of a tag')
    expect(await ask(root, { ask: 'merged', into: '-h' })).toBe('unreadable: "-h" is no name of a branch')
  })
})
