import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { auditOfChange, judgeChange } from '../src/judge-change.ts'
import { judgeFiles } from '../src/judge-files.ts'
import { type OpenedChange, openChange } from '../src/open-change.ts'
import { openRevision } from '../src/revision-tree.ts'
import { workTree } from '../src/work-tree.ts'
import { git, tempRepository, writeFiles } from './support/temp.ts'

const now = '2026-01-06T10:00:00Z'
const phase = (id: string, path: string): string =>
  `format: 1\nid: ${id}\ntitle: t\nexit: { criteria: [{ id: ${id}.1, statement: s, check: { kind: artifact, paths: [${path}] } }] }\n`
const program = (id: string): string => `format: 1\nid: ${id}\nname: n\n`
const plan = {
  'refractor.yaml': 'format: 1\n',
  'specification/program.yaml': program('demo'),
  'specification/phases/P0.yaml': phase('P0', 'a.txt'),
}

function commit(root: string, files: Readonly<Record<string, string>>, message = 'change'): void {
  writeFiles(root, files)
  git(root, 'add', '-A')
  git(root, 'commit', '-q', '--allow-empty', '-m', message)
}

async function opened(root: string, base = 'main', head = 'topic'): Promise<OpenedChange> {
  const answer = await openChange(root, { base, head })
  if (!answer.ok) throw new Error(answer.diagnostics.map((one) => one.message).join('\n'))
  return answer.value
}

describe('a change', () => {
  test('is judged on the objects of head, by the gates of base', async () => {
    const root = tempRepository(plan)
    git(root, 'checkout', '-q', '-b', 'topic')
    commit(root, { 'a.txt': 'a', 'specification/phases/P0.yaml': phase('P0', 'refractor.yaml') })
    const change = await opened(root)
    const [one] = change.programs
    if (one === undefined) throw new Error('no program')
    const judged = await judgeChange(change, one, ['P0'], { now })
    expect(judged.gates.map(({ id, verdict }) => `${id} ${verdict}`)).toEqual(['P0 met'])
    expect(judged.gates[0]?.criteria[0]?.because).toContain('a.txt')
    expect(judged.judge.changed.map(({ part }) => part)).toEqual(['criterion P0.1'])
    expect(judged.facts.head).toBe(git(root, 'rev-parse', 'topic'))
    expect(judged.facts.change?.authors).toEqual(['A <a@example.org>'])
    expect(await auditOfChange(change)).toEqual([])
  })

  test('tells programs that are new, gone, and not valid in base', async () => {
    const two = 'format: 1\nprograms: [{ id: demo, default: true }, { id: other }]\n'
    const root = tempRepository({ ...plan, 'refractor.yaml': two, 'specification/other/program.yaml': 'format: 1\nid: 7\n' })
    git(root, 'checkout', '-q', '-b', 'topic')
    commit(root, { 'refractor.yaml': two.replace('id: demo', 'id: third'), 'specification/program.yaml': program('third') })
    const change = await opened(root)
    expect(change.newPrograms).toEqual(['third'])
    expect([...change.unusable.keys()]).toEqual(['other'])
    expect([...change.unusable.values()].flat().map(({ code }) => code)).toContain('change/invalid-base')
    expect(change.programs.map(({ id, head, invalid }) => [id, head.program, invalid])).toEqual([['demo', undefined, []]])
    const judged = await judgeChange(change, change.programs[0] as (typeof change.programs)[0], ['P0'], { now })
    expect(judged.judge.diagnostics.map(({ code }) => code)).toEqual(['policy/judge-changed'])
  })

  test('starts where head left base', async () => {
    const root = tempRepository(plan)
    const fork = git(root, 'rev-parse', 'HEAD')
    git(root, 'checkout', '-q', '-b', 'topic')
    commit(root, { 'a.txt': 'a' })
    git(root, 'checkout', '-q', 'main')
    commit(root, { 'specification/phases/P1.yaml': phase('P1', 'b.txt') })
    const change = await opened(root)
    expect([change.since.commit, change.programs[0]?.since?.program?.phases.size]).toEqual([fork, 1])
    expect(change.diagnostics.map(({ code }) => code)).toEqual(['change/behind'])
  })

  test('starts at base where both lines merged each other, for then there is no one such place', async () => {
    const root = tempRepository(plan)
    git(root, 'checkout', '-q', '-b', 'topic')
    commit(root, { 'a.txt': 'a' })
    git(root, 'branch', 'topic-before')
    git(root, 'checkout', '-q', 'main')
    commit(root, { 'b.txt': 'b' })
    git(root, 'branch', 'main-before')
    git(root, 'merge', '-q', '--no-ff', '-m', 'm', 'topic-before')
    git(root, 'checkout', '-q', 'topic')
    git(root, 'merge', '-q', '--no-ff', '-m', 'm', 'main-before')
    const change = await opened(root)
    expect([change.change.isCrossed, change.since.commit]).toEqual([true, change.base.commit])
  })

  test('finds files that the policy of head no longer guards', async () => {
    const policy = (version: number, paths: string): string =>
      `format: 1\nversion: ${version}\ngovernance: { people: [a], paths: [${paths}] }\npeople: [{ id: a }]\n`
    const root = tempRepository({ ...plan, 'specification/policy.yaml': policy(1, 'x/**, y/**'), 'x/1': '1', 'x/2': '2', 'y/1': '1' })
    git(root, 'checkout', '-q', '-b', 'topic')
    commit(root, { 'specification/policy.yaml': policy(2, 'y/**'), 'x/1': 'other', 'x/3': '3', 'y/1': 'other' })
    expect((await opened(root)).programs[0]?.dropped).toEqual(['x/1', 'x/3'])
  })

  test('between revisions that are not there is none', async () => {
    const root = tempRepository(plan)
    const answer = await openChange(root, { base: 'nowhere', head: 'elsewhere' })
    expect(answer.ok ? [] : answer.diagnostics.map(({ code }) => code)).toEqual(['git/unknown-revision', 'git/unknown-revision'])
    const empty = tempRepository({ 'a.txt': 'a' })
    const bare = await openChange(empty, { base: 'HEAD', head: 'HEAD' })
    expect(bare.ok ? [] : bare.diagnostics.map(({ code }) => code)).toEqual(['change/invalid-base'])
  })
})

describe('files of a judge', () => {
  test('are those of the patterns, by digest, on disk as in a revision; records are none of them', () => {
    const root = tempRepository({ 'ci/a.yml': 'a', 'ci/b.yml': 'b', 'src/a.ts': 'a', '.refractor/approvals/p.json': '{}' })
    const revision = openRevision(root, 'HEAD')
    if (!revision.ok) throw new Error('no revision')
    const patterns = ['ci/**', '!ci/b.yml', '.refractor/**']
    const found = judgeFiles(revision.tree, undefined, patterns)
    expect([...found.files.keys()]).toEqual(['ci/a.yml'])
    expect(judgeFiles(workTree(root), undefined, patterns)).toEqual(found)
    expect(judgeFiles(revision.tree, undefined, undefined).files.size).toBe(0)
  })

  test('a link is what it points to, by name', () => {
    const root = tempRepository({ 'ci/a.yml': 'a' })
    symlinkSync('a.yml', join(root, 'ci/b.yml'))
    commit(root, {})
    const revision = openRevision(root, 'HEAD')
    if (!revision.ok) throw new Error('no revision')
    const found = judgeFiles(revision.tree, undefined, ['ci/**'])
    expect(found.files.get('ci/b.yml')).toMatch(/^link [0-9a-f]{64}$/)
    expect(judgeFiles(workTree(root), undefined, ['ci/**'])).toEqual(found)
  })

  test('a submodule is its commit, also where a pattern is about what lies in it', () => {
    const inner = tempRepository({ 'in.txt': 'in' })
    const root = tempRepository({ 'a.yml': 'a' })
    git(root, 'submodule', '--quiet', 'add', inner, 'tools')
    commit(root, {})
    const revision = openRevision(root, 'HEAD')
    if (!revision.ok) throw new Error('no revision')
    for (const pattern of ['tools/**', 'tools/bin/judge', 'tools']) {
      const found = judgeFiles(revision.tree, undefined, [pattern])
      expect([...found.files.keys()], pattern).toEqual(['tools'])
      expect(found.files.get('tools')).toMatch(/^commit [0-9a-f]{40}$/)
      expect(judgeFiles(workTree(root), undefined, [pattern]), pattern).toEqual(found)
    }
    expect(judgeFiles(revision.tree, undefined, ['src/**']).files.size).toBe(0)
  })
})
