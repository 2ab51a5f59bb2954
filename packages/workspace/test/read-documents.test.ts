import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readDocuments } from '../src/read-documents.ts'

let outer: string
let root: string
const write = (path: string, content: string | Uint8Array): void => {
  mkdirSync(dirname(join(outer, path)), { recursive: true })
  writeFileSync(join(outer, path), content)
}

beforeAll(() => {
  outer = realpathSync(mkdtempSync(join(tmpdir(), 'refractor-documents-')))
  root = join(outer, 'repository')
  write('repository/plan.md', '# Plan\n')
  write('repository/specs/search/tasks.md', 'tasks')
  write('repository/specs/search/design.md', 'design')
  write('repository/specs/search/notes.txt', 'notes')
  write('repository/specs/search/below/deep.md', 'deep')
  write('repository/empty/readme.txt', '')
  write('repository/latin.md', Buffer.from([0x4d, 0xfc, 0x6c, 0x6c]))
  write('repository/zero.md', 'a\0b')
  write('repository/large.md', Buffer.alloc((20 << 20) + 1, 0x61))
  write('elsewhere/plan.md', 'elsewhere')
  write('elsewhere/other/plan.md', 'other')
  symlinkSync(join(outer, 'elsewhere/plan.md'), join(root, 'leaves.md'))
  symlinkSync('plan.md', join(root, 'stays.md'))
  symlinkSync('nowhere.md', join(root, 'broken.md'))
})
afterAll(() => rmSync(outer, { recursive: true, force: true }))

const read = (...given: string[]) => readDocuments(root, root, given)

describe('what is read', () => {
  it.each([
    ['a file', ['plan.md'], ['plan.md']],
    ['the Markdown files of a folder, not of those below it', ['specs/search/'], ['specs/search/design.md', 'specs/search/tasks.md']],
    [
      'each file once, in the order that they are named',
      ['specs/search/tasks.md', 'specs/search', 'plan.md', './plan.md'],
      ['specs/search/tasks.md', 'specs/search/design.md', 'plan.md'],
    ],
    ['a link within the repository, by where it leads', ['stays.md'], ['plan.md']],
    [
      'documents from elsewhere, by so much of their path as tells them apart',
      ['../elsewhere/plan.md', '../elsewhere/other/plan.md'],
      ['plan.md', 'other/plan.md'],
    ],
  ])('%s', (_name, given, paths) => {
    const { sources, diagnostics } = read(...given)
    expect([sources.map((one) => one.path), diagnostics]).toEqual([paths, []])
  })

  it('paths are relative to where they were typed, and known by their place in the workspace', () => {
    expect(readDocuments(root, join(root, 'specs/search'), ['tasks.md']).sources).toEqual([
      { path: 'specs/search/tasks.md', text: 'tasks' },
    ])
    expect(readDocuments(root, join(root, 'specs'), [join(root, 'plan.md')]).sources.map((one) => one.path)).toEqual(['plan.md'])
  })
})

describe('what is refused', () => {
  it.each([
    ['plam.md', 'cli/usage', ['plan.md']],
    ['specs/serch', 'cli/usage', ['specs/search']],
    ['empty', 'cli/usage', undefined],
    ['broken.md', 'cli/usage', undefined],
    ['latin.md', 'import/not-text', undefined],
    ['zero.md', 'import/not-text', undefined],
    ['large.md', 'import/too-large', undefined],
    ['leaves.md', 'workspace/unsafe-path', undefined],
    ['/dev/null', 'workspace/unreadable', undefined],
  ])('%s: %s', (given, code, expected) => {
    const { sources, diagnostics } = read(given)
    expect([sources, diagnostics.map((one) => one.code)]).toEqual([[], [code]])
    if (expected !== undefined) expect(diagnostics[0]?.expected).toEqual(expected)
  })

  it('says all of it at once', () => {
    expect(read('plam.md', 'plan.md', 'zero.md').diagnostics.map((one) => one.code)).toEqual(['cli/usage', 'import/not-text'])
  })
})
