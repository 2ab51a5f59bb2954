// tested-for: P3.R1
import { rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { buildGraph, danglingTags, type Program } from '@refractor/core'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { gatherCaseFacts } from '../src/gather-case-facts.ts'
import { readCase } from '../src/read-case.ts'
import { readSnapshot } from '../src/read-snapshot.ts'
import { readTraceSources, type WantedSources } from '../src/read-trace-sources.ts'
import { openRevision } from '../src/revision-tree.ts'
import { commitAs, gitAs } from './support/history.ts'
import { demo } from './support/program.ts'
import { spawned } from './support/spawned.ts'
import { git, tempFolder, tempRepository, writeFiles } from './support/temp.ts'

vi.mock('node:child_process', async (original) => (await import('./support/spawned.ts')).counted(await original()))
afterEach(spawned.forget)

const ada = { author: 'Ada <ada@example.org>', at: '2026-03-02T10:00:00Z' }
const counts = { total: 1, passed: 1, failed: 0, skipped: 0 }
const files = {
  ...demo,
  'specification/program.yaml': `format: 1
id: demo
name: Demo
sources: { SR: docs/SR.md, BIN: docs/plan.pdf, NO: docs/none.md, BIG: docs/big.md, T: { title: only a name } }
trace: { tags: [{ paths: ['src/**', 'test/**'] }, { paths: ['sql/**'], word: '@req', as: test }] }
`,
  'specification/tasks.yaml': 'format: 1\ntasks: [{ id: T-1, title: One }, { id: T-2, title: Two }]\n',
  'src/a.ts': '// refractor: T-1\n',
  'src/image.png': new Uint8Array([0x89, 0x50, 0xff, 0xfe, ...Buffer.from('refractor: T-1')]),
  'test/a.test.ts': "it('x [refractor: T-2]')\n",
  'sql/a.sql': '-- @req: T-1, T-9\n-- refractor: T-2\n',
  'other/a.ts': '// refractor: T-1\n',
  'docs/SR.md': '# 1. One\ntext\n',
  'docs/big.md': `version https://git-lfs.github.com/spec/v1\noid sha256:${'ab'.repeat(32)}\nsize 5000000\n`,
  'docs/plan.pdf': new Uint8Array([0xff, 0xfe, 0x00]),
  'inbox/P0/a.md': '- [ ] T-1 write\n  - _Requirements: 1.1_\n- [ ] T-8 gone\n',
  'outbox/P0/b.md': '- [x] T-2 done\n- [x] T-8 gone\n',
  'docs/evidence/P0/a/metadata.json': JSON.stringify({
    author: 'ada@example.org',
    date: '2026-03-01',
    criteria: ['P0.1'],
    result: { tests: { ...counts, tagged: { 'T-1': counts } } },
  }),
}

async function programOf(root: string): Promise<{ snapshot: Awaited<ReturnType<typeof readSnapshot>>; program: Program }> {
  const snapshot = await readSnapshot(root, { cache: false })
  const program = snapshot.programs[0]?.program
  if (program === undefined) throw new Error(JSON.stringify(snapshot.diagnostics))
  return { snapshot, program }
}

async function read(root: string, wanted?: WantedSources, revision?: string) {
  const { snapshot, program } = await programOf(root)
  const opened = revision === undefined ? undefined : openRevision(root, revision)
  const before = spawned.calls.length
  const found = await readTraceSources(snapshot, program, wanted, opened?.ok ? { tree: opened.tree } : {})
  return { ...found, program, processes: spawned.calls.length - before }
}

describe('sources of links', () => {
  test('are read from code, checklists, commits, records and documents', async () => {
    const root = tempRepository(files)
    commitAs(root, ada, { 'src/b.ts': '// nothing\n' })
    gitAs(root, ada, 'commit', '-q', '--allow-empty', '-m', 'T-1: write it', '-m', 'Task: T-2')
    gitAs(root, ada, 'commit', '-q', '--allow-empty', '-m', 'T-77: typo')
    const { sources, diagnostics, processes } = await read(root)
    expect(diagnostics).toEqual([])
    expect(sources.tags).toEqual([
      { path: 'sql/a.sql', line: 1, column: 10, as: 'test', id: 'T-1' },
      { path: 'sql/a.sql', line: 1, column: 15, as: 'test', id: 'T-9' },
      { path: 'src/a.ts', line: 1, column: 15, as: 'file', id: 'T-1' },
      { path: 'test/a.test.ts', line: 1, column: 19, as: 'test', id: 'T-2' },
    ])
    expect(sources.boxes?.map(({ path, relation, ids }) => [path, relation, ...ids])).toEqual([
      ['inbox/P0/a.md', 'mirrors', 'T-1'],
      ['inbox/P0/a.md', 'satisfies', '1.1'],
      ['inbox/P0/a.md', 'mirrors', 'T-8'],
      ['outbox/P0/b.md', 'mirrors', 'T-2'],
    ])
    expect(sources.commits?.map(({ subject, at, ids }) => [subject, at, ...ids])).toEqual([
      ['T-77: typo', '2026-03-02T10:00:00Z', 'T-77'],
      ['T-1: write it', '2026-03-02T10:00:00Z', 'T-1', 'T-2'],
    ])
    expect(sources.results).toEqual([{ path: 'docs/evidence/P0/a/metadata.json', id: 'T-1', ...counts }])
    expect(sources.records).toEqual([{ path: 'docs/evidence/P0/a/metadata.json', type: 'evidence', ids: ['P0.1'] }])
    expect(sources.documents).toEqual([
      { alias: 'SR', path: 'docs/SR.md', text: '# 1. One\ntext\n' },
      { alias: 'BIN', path: 'docs/plan.pdf', text: expect.stringMatching(/^[0-9a-f]{64}$/), isDigest: true },
      { alias: 'BIG', path: 'docs/big.md', text: 'ab'.repeat(32), isDigest: true },
    ])
    expect(processes).toBe(2)
  })

  test('are the same in a clean checkout and in its revision', async () => {
    const root = tempRepository(files)
    git(root, 'commit', '-q', '--allow-empty', '-m', 'T-1: write it')
    const onDisk = await read(root)
    writeFiles(root, { 'src/a.ts': '// refractor: T-2\n', 'docs/SR.md': 'other\n' })
    const { sources, diagnostics } = await read(root, undefined, 'HEAD')
    expect({ sources, diagnostics }).toEqual({ sources: onDisk.sources, diagnostics: onDisk.diagnostics })
    const earlier = await read(root, ['commits'], 'HEAD~1')
    expect(earlier.sources).toEqual({ commits: [] })
  })

  test('that are not wanted are left out, and nothing is started for them', async () => {
    const root = tempRepository(files)
    const { sources, processes } = await read(root, ['boxes', 'results', 'records', 'documents'])
    expect(Object.keys(sources).sort()).toEqual(['boxes', 'documents', 'records', 'results'])
    expect(processes).toBe(0)
  })

  test('need no repository and no settings', async () => {
    const root = tempFolder({ ...demo, 'src/a.ts': '// refractor: T-1\n' })
    const { sources, diagnostics, processes } = await read(root)
    expect({ sources, diagnostics, processes }).toEqual({
      sources: { tags: [], boxes: [], commits: [], results: [], records: [], documents: [] },
      diagnostics: [],
      processes: 0,
    })
  })

  test('are read without git, where there is none', async () => {
    const { sources } = await read(tempFolder(files), ['tags', 'commits'])
    expect([sources.tags?.length, sources.commits]).toEqual([4, []])
  })

  test('leave out commits where the program says so', async () => {
    const root = tempRepository({ ...files, 'specification/program.yaml': 'format: 1\nid: demo\nname: Demo\ntrace: { commits: false }\n' })
    git(root, 'commit', '-q', '--allow-empty', '-m', 'T-1: write it')
    const { sources, processes } = await read(root, ['commits'])
    expect([sources.commits, processes]).toEqual([[], 0])
  })

  test('tell of files that are too large to be searched, and of no others', async () => {
    const root = tempRepository({ ...files, 'src/huge.ts': `// refractor: T-1\n${' '.repeat(4 << 20)}` })
    symlinkSync('a.ts', join(root, 'src/link.ts'))
    symlinkSync('nowhere', join(root, 'src/broken.ts'))
    git(root, 'add', '-A')
    git(root, 'commit', '-q', '-m', 'links')
    for (const revision of [undefined, 'HEAD']) {
      const { sources, diagnostics } = await read(root, ['tags'], revision)
      expect(sources.tags?.map(({ path }) => path)).toEqual(['sql/a.sql', 'sql/a.sql', 'src/a.ts', 'test/a.test.ts'])
      expect(diagnostics.map(({ code, location }) => [code, location?.file])).toEqual([['trace/unread-file', 'src/huge.ts']])
    }
  })

  test('never look into the tool itself', async () => {
    const program = 'format: 1\nid: demo\nname: Demo\ntrace: { tags: [{ paths: ["**"] }] }\n'
    const root = tempRepository({ ...files, 'specification/program.yaml': program, '.refractor/a.txt': 'refractor: T-1\n' })
    const { sources } = await read(root, ['tags'])
    expect(sources.tags?.map(({ path }) => path)).not.toContain('.refractor/a.txt')
    expect(sources.tags?.map(({ path }) => path)).toContain('other/a.ts')
  })

  test('of another program are no fault of this one', async () => {
    const root = tempRepository({
      ...files,
      'refractor.yaml': 'format: 1\nprograms: [{ id: demo, default: true }, { id: other }]\n',
      'specification/other/program.yaml': 'format: 1\nid: other\nname: Other\n',
      'specification/other/tasks.yaml': 'format: 1\ntasks: [{ id: T-9, title: Nine }]\n',
    })
    const { sources, program } = await read(root, ['tags'])
    expect(danglingTags(program, buildGraph(program, sources))).toEqual([])
    const { elsewhere: _, ...alone } = sources
    expect(danglingTags(program, buildGraph(program, alone)).map(({ code }) => code)).toEqual(['trace/dangling-tag'])
  })
})

test('a gate that asks for them gets them, and no other', async () => {
  const root = tempRepository(files)
  const { snapshot, program } = await programOf(root)
  const { case: records } = await readCase(snapshot, program)
  const needed = { files: [], texts: [], globs: [], inputs: [] }
  const context = { folders: snapshot.programs.map((one) => one.folders) }
  const about = { program, records, now: '2026-03-03T00:00:00Z' }
  expect(await gatherCaseFacts(root, needed, context, about)).not.toHaveProperty('trace')
  const facts = await gatherCaseFacts(root, { ...needed, trace: ['tags'] }, context, about)
  expect([Object.keys(facts.trace ?? {}), facts.trace?.tags?.length]).toEqual([['tags'], 4])
})

test('commits that git does not tell are no reason to stop', async () => {
  const root = tempRepository(files)
  const head = git(root, 'rev-parse', 'HEAD')
  rmSync(join(root, '.git/objects', head.slice(0, 2), head.slice(2)), { force: true })
  const { sources, diagnostics } = await read(root, ['commits', 'boxes'])
  expect([sources.commits, sources.boxes?.length]).toEqual([undefined, 4])
  expect(diagnostics.map(({ code }) => code)).toEqual(['git/unavailable'])
})

test('without a list of files there are no tags, which is not the same as none', async () => {
  const root = tempRepository(files)
  writeFiles(root, { '.git/index': 'broken' })
  const { sources, diagnostics } = await read(root, ['tags'])
  expect(sources).toEqual({})
  expect(diagnostics.map(({ code }) => code)).toEqual(['git/unavailable'])
})
