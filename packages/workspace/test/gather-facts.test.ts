import { createHash } from 'node:crypto'
import { chmodSync, mkdirSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { type FactsNeeded, inputsKey } from '@refractor/core'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { gatherFacts } from '../src/gather-facts.ts'
import { spawned } from './support/spawned.ts'
import { git, tempFolder, tempRepository, writeFiles } from './support/temp.ts'

vi.mock('node:child_process', async (original) => (await import('./support/spawned.ts')).counted(await original()))
afterEach(spawned.forget)

const sha256 = (text: string | Uint8Array): string => createHash('sha256').update(text).digest('hex')
const nothing: FactsNeeded = { files: [], texts: [], globs: [], inputs: [] }
const folders = [{ specification: 'specification', inbox: 'inbox', outbox: 'outbox', evidence: 'docs/evidence' }]
const ask = (root: string, needed: Partial<FactsNeeded>, commits?: readonly string[]) =>
  gatherFacts(root, { ...nothing, ...needed }, { folders, ...(commits && { commits }) })

describe('files', () => {
  test('their size and digest; text only where it is asked for', async () => {
    const root = tempFolder({ 'a.txt': 'hello', 'b.txt': '\ufeffb\r\n', 'empty.txt': '' })
    const { files, diagnostics } = await ask(root, { files: ['a.txt', 'empty.txt', 'none.txt', 'a.txt/x'], texts: ['b.txt'] })
    expect(Object.fromEntries(files)).toEqual({
      'a.txt': { state: 'file', size: 5, sha256: sha256('hello') },
      'empty.txt': { state: 'file', size: 0, sha256: sha256('') },
      'none.txt': { state: 'missing' },
      'a.txt/x': { state: 'missing' },
      'b.txt': { state: 'file', size: 6, sha256: sha256('\ufeffb\r\n'), text: '\ufeffb\r\n' },
    })
    expect(diagnostics).toEqual([])
    expect(spawned.calls.length).toBe(0)
  })

  test('asked for both ways, a file has its text', async () => {
    const root = tempFolder({ 'a.txt': 'hello' })
    const { files } = await ask(root, { files: ['a.txt'], texts: ['a.txt'], globs: ['*.txt'] })
    expect(files.get('a.txt')).toMatchObject({ text: 'hello' })
  })

  test('big files have a digest and no text, and so have files that are not text', async () => {
    const big = Buffer.alloc((4 << 20) + 1, 'x')
    const root = tempFolder({ 'big.txt': big, 'image.png': Buffer.from([0xff, 0xfe, 0x00]) })
    const { files } = await ask(root, { texts: ['big.txt', 'image.png'] })
    expect(files.get('big.txt')).toEqual({ state: 'file', size: big.length, sha256: sha256(big), problem: 'it is larger than 4 MiB' })
    expect(files.get('image.png')).toEqual({
      state: 'file',
      size: 3,
      sha256: sha256(Buffer.from([0xff, 0xfe, 0x00])),
      problem: 'it is not UTF-8 text',
    })
  })

  test('nothing outside the workspace is looked at', async () => {
    const outside = tempFolder({ 'secret.txt': 's' })
    const root = tempFolder({ 'a.txt': 'a' })
    symlinkSync(join(outside, 'secret.txt'), join(root, 'link.txt'))
    symlinkSync(outside, join(root, 'out'))
    symlinkSync('a.txt', join(root, 'fine.txt'))
    const paths = ['../x', '/etc/passwd', 'a/../../x', '.git/config', 'link.txt', 'out/secret.txt', 'out/']
    const { files } = await ask(root, { texts: [...paths, 'fine.txt'] })
    for (const path of paths) expect(files.get(path), path).toEqual({ state: 'unreadable', problem: expect.any(String) })
    expect(files.get('fine.txt')).toMatchObject({ state: 'file', text: 'a' })
  })
})

describe('directories', () => {
  const tree = { 'd/b.txt': 'b', 'd/a/x.txt': 'x', 'd/a.txt': 'a', 'd/a-b': 'ab', 'd/run.sh': '#!/bin/sh\n', 'd/ü.txt': 'ü' }

  test.each(['sha1', 'sha256'] as const)('have the id that git gives them (%s)', async (format) => {
    const root = tempFolder(tree)
    chmodSync(join(root, 'd/run.sh'), 0o755)
    git(root, 'init', '-q', `--object-format=${format}`)
    git(root, 'add', '-A')
    git(root, 'commit', '-q', '-m', 'x')
    const { files } = await ask(root, { files: ['d/', 'd', 'd/a/'] })
    expect(files.get('d/')).toEqual({ state: 'directory', entries: 6, gitTree: git(root, 'rev-parse', 'HEAD:d') })
    expect(files.get('d')).toEqual(files.get('d/'))
    expect(files.get('d/a/')).toMatchObject({ entries: 1, gitTree: git(root, 'rev-parse', 'HEAD:d/a') })
    expect(spawned.calls.length).toBe(1)
  })

  test('are what is on disk: changed and new files count, ignored and deleted ones do not', async () => {
    const root = tempRepository({ ...tree, '.gitignore': '*.log\n' })
    writeFiles(root, { 'd/b.txt': 'changed', 'd/new.txt': 'n', 'd/x.log': 'l' })
    rmSync(join(root, 'd/a.txt'))
    const { files } = await ask(root, { files: ['d/'] })
    git(root, 'add', '-A')
    expect(files.get('d/')).toEqual({ state: 'directory', entries: 6, gitTree: git(root, 'write-tree', '--prefix=d/') })
  })

  test('without git they have the same id', async () => {
    const root = tempFolder({ ...tree, 'd/node_modules/x.js': 'x' })
    const { files } = await ask(root, { files: ['d/'] })
    expect(files.get('d/')).toMatchObject({ entries: 6, gitTree: expect.stringMatching(/^[0-9a-f]{40}$/) })
    const repository = tempRepository(tree)
    expect(files.get('d/')?.gitTree).toBe(git(repository, 'rev-parse', 'HEAD:d'))
  })

  test('that hold a link have no digest; an empty one has no entries; a file is no directory', async () => {
    const root = tempRepository({ 'd/a.txt': 'a', 'file.txt': 'f' })
    symlinkSync('a.txt', join(root, 'd/link'))
    mkdirSync(join(root, 'empty'))
    const { files } = await ask(root, { files: ['d/', 'empty/', 'file.txt/', 'none/'] })
    expect(files.get('d/')).toEqual({ state: 'unreadable', problem: 'd/link is not a regular file' })
    expect(files.get('empty/')).toMatchObject({ state: 'directory', entries: 0 })
    expect(files.get('file.txt/')).toMatchObject({ state: 'missing' })
    expect(files.get('none/')).toEqual({ state: 'missing' })
  })

  test('reached through a link inside the workspace are the same', async () => {
    const root = tempRepository({ 'real/a.txt': 'a' })
    symlinkSync('real', join(root, 'alias'))
    const { files } = await ask(root, { files: ['alias/', 'real/'] })
    expect(files.get('alias/')).toEqual(files.get('real/'))
  })
})

describe('globs', () => {
  test('match files that git would keep, with their digests', async () => {
    const root = tempRepository({ 'docs/a.md': 'a', 'docs/b/c.md': 'c', 'docs/gone.md': 'g', '.gitignore': 'tmp/\n' })
    writeFiles(root, { 'docs/new.md': 'n', 'tmp/x.md': 'x' })
    rmSync(join(root, 'docs/gone.md'))
    const { globs, files } = await ask(root, { globs: ['**/*.md', 'docs/*.md', 'none/*', 'docs/a.md'] })
    expect(Object.fromEntries(globs)).toEqual({
      '**/*.md': ['docs/a.md', 'docs/b/c.md', 'docs/new.md'],
      'docs/*.md': ['docs/a.md', 'docs/new.md'],
      'none/*': [],
      'docs/a.md': ['docs/a.md'],
    })
    expect(files.get('docs/new.md')).toMatchObject({ state: 'file', sha256: sha256('n') })
    expect(files.has('docs/gone.md')).toBe(true)
    expect(spawned.calls.length).toBe(1)
  })

  test('among texts give the text of all that match', async () => {
    const root = tempRepository({ 'docs/a.md': 'a', 'docs/b.md': 'b' })
    const { files } = await ask(root, { globs: ['docs/*.md'], texts: ['docs/*.md'] })
    expect([files.get('docs/a.md')?.text, files.get('docs/b.md')?.text]).toEqual(['a', 'b'])
    expect(files.has('docs/*.md')).toBe(false)
  })

  test('match the file that bears their name, and never only that', async () => {
    const root = tempRepository({ 'app/[id].md': 'page', 'app/i.md': 'other', 'docs/*.md': 'planted', 'docs/a.md': 'a' })
    const { globs } = await ask(root, { globs: ['app/[id].md', 'docs/*.md', '../*'] })
    expect(Object.fromEntries(globs)).toEqual({
      'app/[id].md': ['app/[id].md', 'app/i.md'],
      'docs/*.md': ['docs/*.md', 'docs/a.md'],
      '../*': [],
    })
  })

  test('a link that leads out is matched and unreadable', async () => {
    const outside = tempFolder({ 'x.md': 's' })
    const root = tempRepository({ 'docs/a.md': 'a' })
    symlinkSync(join(outside, 'x.md'), join(root, 'docs/b.md'))
    const { globs, files } = await ask(root, { globs: ['docs/*.md'] })
    expect(globs.get('docs/*.md')).toEqual(['docs/a.md', 'docs/b.md'])
    expect(files.get('docs/b.md')).toMatchObject({ state: 'unreadable' })
  })
})

describe('parsed values', () => {
  test('of YAML and JSON files, exact or matched', async () => {
    const root = tempRepository({ 'a.yaml': 'x: [1, two]\n', 'b.json': '{ "y": null }', 'sub/c.yml': 'z: 1\n' })
    const { files } = await ask(root, { parse: ['a.yaml', 'b.json', '**/*.yml', 'none.yaml'], globs: ['**/*.yml'] })
    expect([files.get('a.yaml')?.parsed, files.get('b.json')?.parsed, files.get('sub/c.yml')?.parsed]).toEqual([
      { x: [1, 'two'] },
      { y: null },
      { z: 1 },
    ])
    expect(files.get('none.yaml')).toEqual({ state: 'missing' })
  })

  test('that there are not, with the reason', async () => {
    const root = tempFolder({ 'a.yaml': 'x: 1\nx: 2\n', 'b.json': '{', 'c.yaml': Buffer.from([0xff]) })
    const { files } = await ask(root, { parse: ['a.yaml', 'b.json', 'c.yaml'] })
    expect(files.get('a.yaml')).toMatchObject({ state: 'file', problem: expect.stringMatching(/^line 2: /) })
    for (const path of ['a.yaml', 'b.json', 'c.yaml'])
      expect(files.get(path)).toEqual(expect.not.objectContaining({ parsed: expect.anything() }))
    expect(files.get('c.yaml')?.problem).toBe('it is not UTF-8 text')
  })
})

describe('inputs', () => {
  const defaults = inputsKey([])
  const content = {
    'src/a.ts': 'a',
    'README.md': 'r',
    'specification/program.yaml': 'p',
    'docs/evidence/x/metadata.json': '{}',
    'inbox/P0/c.md': 'c',
    'outbox/P0/d.md': 'd',
    '.refractor/approvals/x.json': '{}',
  }

  test('are all files except the specification, evidence, checklists and records', async () => {
    const root = tempRepository(content)
    const { inputs } = await ask(root, { inputs: [[]] })
    const lines = ['README.md', 'src/a.ts'].map((path) => `${path}\0${sha256(content[path as keyof typeof content])}\n`)
    expect(inputs.get(defaults)).toEqual({ files: 2, sha256: sha256(lines.join('')) })
  })

  test('do not change when records are committed, and do when a file changes', async () => {
    const root = tempRepository(content)
    const before = (await ask(root, { inputs: [[]] })).inputs.get(defaults)
    writeFiles(root, {
      'docs/evidence/y/metadata.json': '{}',
      'inbox/P1/e.md': 'e',
      '.refractor/cache/x': 'x',
      'specification/program.yaml': 'accepted',
    })
    git(root, 'add', '-A')
    git(root, 'commit', '-q', '-m', 'evidence')
    expect((await ask(root, { inputs: [[]] })).inputs.get(defaults)).toEqual(before)
    writeFiles(root, { 'src/a.ts': 'b' })
    expect((await ask(root, { inputs: [[]] })).inputs.get(defaults)?.sha256).not.toBe(before?.sha256)
    writeFiles(root, { 'src/a.ts': 'a', 'src/new.ts': 'n' })
    expect((await ask(root, { inputs: [[]] })).inputs.get(defaults)).toMatchObject({ files: 3 })
  })

  test('never hold what the tool itself writes, whatever the pattern', async () => {
    const root = tempRepository({ 'a.ts': 'a', '.refractor/approvals/x.json': '{}' })
    const { inputs } = await ask(root, { inputs: [['**']] })
    expect(inputs.get(inputsKey(['**']))).toMatchObject({ files: 1 })
  })

  test('follow their patterns, in any order, and may match nothing', async () => {
    const root = tempRepository({ 'src/a.ts': 'a', 'src/a.test.ts': 't', 'b.ts': 'b' })
    const { inputs } = await ask(root, { inputs: [['src/**', '!**/*.test.ts'], ['b.ts', 'src/a.ts'], ['src/a.ts', 'b.ts'], ['none/**']] })
    expect(inputs.get(inputsKey(['src/**', '!**/*.test.ts']))).toEqual({ files: 1, sha256: sha256(`src/a.ts\0${sha256('a')}\n`) })
    expect(inputs.get(inputsKey(['src/a.ts', 'b.ts']))).toMatchObject({ files: 2 })
    expect(inputs.get(inputsKey(['none/**']))).toEqual({ files: 0, sha256: sha256('') })
    expect(inputs.size).toBe(3)
  })

  test('a name that no record could hold is an input all the same, whatever else is asked', async () => {
    const root = tempRepository({ 'a.txt': 'a', 'trailing ': '1' })
    const before = (await ask(root, { inputs: [[]] })).inputs.get(defaults)
    expect((await ask(root, { globs: ['**'], inputs: [[]] })).inputs.get(defaults)).toEqual(before)
    writeFiles(root, { 'trailing ': '2' })
    expect((await ask(root, { globs: ['**'], inputs: [[]] })).inputs.get(defaults)).not.toEqual(before)
  })

  test('a pointer of Git LFS counts as the content that it stands for', async () => {
    const content = Buffer.alloc(5000, 'x')
    const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${sha256(content)}\nsize ${content.length}\n`
    const fetched = tempRepository({ 'a.bin': content })
    const not = tempRepository({ 'a.bin': pointer })
    const other = tempRepository({ 'a.bin': pointer.replace('size 5', 'size +5') })
    const answer = (root: string) => ask(root, { files: ['a.bin'], inputs: [[]] })
    expect(await answer(not)).toMatchObject({ ...(await answer(fetched)), head: expect.any(String) })
    expect((await answer(other)).files.get('a.bin')?.sha256).not.toBe(sha256(content))
    expect((await ask(not, { texts: ['a.bin'] })).files.get('a.bin')).toEqual({
      state: 'file',
      size: content.length,
      sha256: sha256(content),
      problem: 'its content is kept by Git LFS, and is not read',
    })
  })

  test('a link counts as what it says, a submodule as its commit', async () => {
    const outside = tempFolder({ 'x.txt': 'x' })
    const library = tempRepository({ 'lib.txt': 'x' })
    const root = tempRepository({ 'a.txt': 'a' })
    git(root, 'submodule', '--quiet', 'add', library, 'vendor')
    symlinkSync(join(outside, 'x.txt'), join(root, 'link.txt'))
    git(root, 'add', '-A')
    const before = (await ask(root, { inputs: [[]] })).inputs.get(defaults)
    expect(before?.files).toBe(4)
    writeFiles(outside, { 'x.txt': 'changed' })
    expect((await ask(root, { inputs: [[]] })).inputs.get(defaults)).toEqual(before)
    rmSync(join(root, 'link.txt'))
    symlinkSync('elsewhere', join(root, 'link.txt'))
    const relinked = (await ask(root, { inputs: [[]] })).inputs.get(defaults)
    expect(relinked?.sha256).not.toBe(before?.sha256)
    git(join(root, 'vendor'), 'commit', '-q', '--allow-empty', '-m', 'x')
    expect((await ask(root, { inputs: [[]] })).inputs.get(defaults)?.sha256).not.toBe(relinked?.sha256)
  })

  test('a link is not the file that it names', async () => {
    const one = tempRepository({ 'a.txt': 'b.txt' })
    const two = tempRepository({})
    symlinkSync('b.txt', join(two, 'a.txt'))
    expect((await ask(one, { inputs: [[]] })).inputs.get(defaults)?.sha256).not.toBe(
      (await ask(two, { inputs: [[]] })).inputs.get(defaults)?.sha256,
    )
  })

  test('a folder that became a link hides its files', async () => {
    const outside = tempFolder({ 'a.ts': 'evil' })
    const root = tempRepository({ 'src/a.ts': 'a', 'b.ts': 'b' })
    rmSync(join(root, 'src'), { recursive: true })
    symlinkSync(outside, join(root, 'src'))
    const { inputs, diagnostics } = await ask(root, { inputs: [['src/**']] })
    expect(inputs.size).toBe(0)
    expect(diagnostics).toMatchObject([{ code: 'workspace/unreadable', location: { file: 'src/a.ts' } }])
  })

  test('without git are all files there are', async () => {
    const root = tempFolder({ ...content, 'node_modules/x/index.js': 'x' })
    expect((await ask(root, { inputs: [[]] })).inputs.get(defaults)).toMatchObject({ files: 2 })
    expect(spawned.calls.length).toBe(0)
  })
})

describe('git', () => {
  test('is started twice at most, however much is asked', async () => {
    const root = tempRepository({ 'a/1.md': '1', 'a/2.md': '2', 'b/3.md': '3' })
    const head = git(root, 'rev-parse', 'HEAD')
    const many = Array.from({ length: 50 }, (_, i) => i)
    const facts = await ask(
      root,
      {
        files: ['a/', 'b/', ...many.map((i) => `x/${i}.txt`)],
        globs: many.map((i) => `**/${i}.md`),
        inputs: [[], ...many.map((i) => [`a/${i}*`])],
      },
      [head, ...many.map((i) => String(i).padStart(40, 'a'))],
    )
    expect(facts.head).toBe(head)
    expect([...(facts.knownCommits ?? [])]).toEqual([head])
    expect(facts.inputs.size).toBe(51)
    expect(spawned.calls.length).toBe(2)
  })

  test('that cannot answer leaves the questions open and says so', async () => {
    const root = tempFolder({ 'a/1.md': '1' })
    mkdirSync(join(root, '.git'))
    const facts = await ask(root, { files: ['a/', 'a/1.md'], globs: ['**'], inputs: [[]] }, ['f'.repeat(40)])
    expect(facts.files.get('a/')).toMatchObject({ state: 'unreadable' })
    expect(facts.files.get('a/1.md')).toMatchObject({ state: 'file' })
    expect([facts.head, facts.knownCommits, facts.globs.size, facts.inputs.size]).toEqual([undefined, undefined, 0, 0])
    expect(facts.diagnostics.map((one) => one.code)).toEqual(['git/unavailable'])
  })

  test('in a workspace below the root of the repository paths are those of the workspace', async () => {
    const root = tempRepository({ 'w/a.txt': 'a', 'other.txt': 'o' })
    const { globs, files } = await ask(join(root, 'w'), { globs: ['**/*.txt'], files: ['a.txt'] })
    expect(globs.get('**/*.txt')).toEqual(['a.txt'])
    expect(files.get('a.txt')).toMatchObject({ state: 'file' })
  })
})
