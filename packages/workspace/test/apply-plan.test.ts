import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, statSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Basis, Plan, Step } from '@refractor/core'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applyPlan } from '../src/apply-plan.ts'
import { folderBasis } from '../src/folder-basis.ts'
import { transactionStamp } from '../src/open-journal.ts'
import { memoryFolder, readText, tempFolder, writeFiles } from './support/temp.ts'

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
const plan = (...steps: Step[]): Plan => ({ title: 'test', steps })
const create = (path: string, text = 'new\n'): Step => ({ type: 'create', path, text, why: 'test' })
const edit = (path: string, before: string, text: string): Step => ({ type: 'edit', path, before: sha256(before), text, why: 'test' })
const move = (from: string, to: string, before: string): Step => ({ type: 'move', from, to, before: sha256(before), why: 'test' })
const codesOf = (applied: ReturnType<typeof applyPlan>): string[] => (applied.ok ? [] : applied.diagnostics.map((one) => one.code))

/** All files below a folder with their content, except the folder of the lock. */
function contents(root: string): Record<string, string> {
  const names = readdirSync(root, { recursive: true, withFileTypes: true })
  return Object.fromEntries(
    names
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
      .filter((path) => !path.startsWith('.refractor'))
      .sort()
      .map((path) => [path, readText(root, path)]),
  )
}

describe('a plan', () => {
  test('is applied as a whole', () => {
    const root = tempFolder({ 'a.yaml': 'one\r\n', 'inbox/P0/c.md': '\ufeffc\n' })
    const steps = [
      create('new/folder/n.json', '{}\n'),
      edit('a.yaml', 'one\r\n', '\ufefftwo\r\n'),
      move('inbox/P0/c.md', 'outbox/P0/c.md', '\ufeffc\n'),
    ]
    expect(applyPlan(root, plan(...steps))).toMatchObject({ ok: true, paths: ['new/folder/n.json', 'a.yaml', 'outbox/P0/c.md'] })
    expect(contents(root)).toEqual({ 'a.yaml': '\ufefftwo\r\n', 'new/folder/n.json': '{}\n', 'outbox/P0/c.md': '\ufeffc\n' })
    expect(readdirSync(join(root, '.refractor'))).toEqual(['audit', 'journal'])
  })

  test('without steps touches nothing', () => {
    const root = tempFolder()
    expect(applyPlan(root, plan())).toMatchObject({ ok: true, paths: [], diagnostics: [] })
    expect(readdirSync(root)).toEqual([])
  })

  test('keeps the mode of a file that is edited or moved', () => {
    const root = tempFolder({ 'run.sh': 'a', 'm.sh': 'm' })
    chmodSync(join(root, 'run.sh'), 0o751)
    chmodSync(join(root, 'm.sh'), 0o640)
    expect(applyPlan(root, plan(edit('run.sh', 'a', 'b'), move('m.sh', 'n.sh', 'm')))).toMatchObject({ ok: true })
    expect(statSync(join(root, 'run.sh')).mode & 0o777).toBe(0o751)
    expect(statSync(join(root, 'n.sh')).mode & 0o777).toBe(0o640)
  })

  test('works in a root that is reached through a link', () => {
    const root = tempFolder({ 'w/a.txt': 'a' })
    symlinkSync('w', join(root, 'alias'))
    expect(applyPlan(join(root, 'alias'), plan(create('b.txt')))).toMatchObject({ ok: true })
    expect(existsSync(join(root, 'w/b.txt'))).toBe(true)
  })
})

describe('a plan is refused as a whole', () => {
  const files = { 'a.txt': 'a', 'b.txt': 'b', 'Read Me.md': 'r', 'folder/x.txt': 'x' }
  const before = { ...files }
  test.each<[string, Step[], string[]]>([
    ['a changed source of an edit', [create('n.txt'), edit('a.txt', 'other', 'A')], ['workspace/changed-underneath']],
    ['a changed source of a move', [create('n.txt'), move('a.txt', 'c.txt', 'other')], ['workspace/changed-underneath']],
    [
      'a source that is gone',
      [edit('gone.txt', 'x', 'y'), move('gone2.txt', 'c.txt', 'x')],
      ['workspace/changed-underneath', 'workspace/changed-underneath'],
    ],
    ['a new file that exists', [create('n.txt'), create('a.txt', 'a')], ['workspace/would-overwrite']],
    ['a move onto a file', [move('a.txt', 'b.txt', 'a')], ['workspace/would-overwrite']],
    ['a move onto a folder', [move('a.txt', 'folder', 'a')], ['workspace/would-overwrite']],
    [
      'a name that differs in case only',
      [create('read me.MD'), create('Folder')],
      ['workspace/would-overwrite', 'workspace/would-overwrite'],
    ],
    ['a folder as the source', [edit('folder', 'x', 'y')], ['workspace/unsafe-path']],
    ['a file as a folder', [create('a.txt/x.txt')], ['workspace/unsafe-path']],
    ['two steps on one path', [edit('a.txt', 'a', 'A'), move('a.txt', 'c.txt', 'a')], ['workspace/unsafe-path']],
    ['two steps that meet where case is ignored', [create('N.txt'), create('n.txt')], ['workspace/unsafe-path']],
    ['a step below the file of another', [create('n'), create('N/x.txt')], ['workspace/unsafe-path']],
    [
      'paths that leave the workspace',
      [create('../x'), create('/tmp/x'), create('.git/hooks/x'), create('d/'), create('a\\b'), create('')],
      Array(6).fill('workspace/unsafe-path') as string[],
    ],
    [
      'all that is wrong with it',
      [edit('a.txt', 'other', 'A'), create('b.txt'), create('../x')],
      ['workspace/unsafe-path', 'workspace/changed-underneath', 'workspace/would-overwrite'],
    ],
  ])('because of %s', (_why, steps, codes) => {
    const root = tempFolder(files)
    expect(codesOf(applyPlan(root, plan(...steps))).sort()).toEqual([...codes].sort())
    expect(contents(root)).toEqual(before)
  })

  test('because of links', () => {
    const outside = tempFolder({ 'x.txt': 'x' })
    const root = tempFolder({ 'real/a.txt': 'a' })
    symlinkSync(outside, join(root, 'out'))
    symlinkSync('real', join(root, 'alias'))
    symlinkSync(join(outside, 'x.txt'), join(root, 'link.txt'))
    symlinkSync('nowhere', join(root, 'dangling.txt'))
    expect(codesOf(applyPlan(root, plan(create('out/n.txt'))))).toEqual(['workspace/unsafe-path'])
    expect(codesOf(applyPlan(root, plan(edit('alias/a.txt', 'a', 'b'))))).toEqual(['workspace/unsafe-path'])
    expect(codesOf(applyPlan(root, plan(edit('link.txt', 'x', 'y'))))).toEqual(['workspace/unsafe-path'])
    expect(codesOf(applyPlan(root, plan(create('dangling.txt'))))).toEqual(['workspace/would-overwrite'])
    expect(contents(outside)).toEqual({ 'x.txt': 'x' })
    expect(existsSync(join(root, 'real/nowhere'))).toBe(false)
  })

  test('because what it was made from is not so any more', () => {
    const root = tempFolder(files)
    const basis = [{ path: 'a.txt', sha256: sha256('a') }, { path: 'folder/none.txt' }]
    const apply = (more: readonly Basis[]) => codesOf(applyPlan(root, { ...plan(create('n.txt')), basis: [...basis, ...more] }))
    expect(apply([{ path: 'b.txt', sha256: sha256('other') }])).toEqual(['workspace/stale-plan'])
    expect(apply([{ path: 'gone.txt', sha256: sha256('') }])).toEqual(['workspace/stale-plan'])
    expect(apply([{ path: 'b.txt' }, { path: 'folder' }])).toEqual(['workspace/stale-plan', 'workspace/stale-plan'])
    expect(apply([{ path: '../x' }])).toEqual(['workspace/unsafe-path'])
    expect(contents(root)).toEqual(before)
    expect(apply([])).toEqual([])
  })

  test('because a folder that it was made from has one file more', () => {
    const root = tempFolder({ ...files, 'in/a/b.md': 'b' })
    const basis = folderBasis(root, ['in', 'in', 'none'])
    const apply = () => codesOf(applyPlan(root, { ...plan(create('n.txt')), basis }))
    expect(basis.map(({ path }) => path)).toEqual(['in', 'none'])
    for (const path of ['in/a/c.md', 'none/d.md']) {
      writeFiles(root, { [path]: 'new' })
      expect(apply(), path).toEqual(['workspace/stale-plan'])
      rmSync(join(root, path))
    }
    writeFiles(root, { 'in/a/b.md': 'changed' })
    expect(apply()).toEqual([])
  })

  test('because another plan was applied since', () => {
    const root = tempFolder(files)
    const stamp = transactionStamp(root)
    const first = applyPlan(root, plan(create('n.txt')), { stamp })
    expect(first).toMatchObject({ ok: true })
    expect(codesOf(applyPlan(root, plan(create('m.txt')), { stamp }))).toEqual(['workspace/stale-plan'])
    expect(applyPlan(root, plan(create('m.txt')), { stamp: first.ok ? first.stamp : '' })).toMatchObject({ ok: true })
  })

  test.skipIf(process.getuid?.() === 0)('because of folders and files that may not be written', () => {
    const root = tempFolder({ ...files, 'closed/x.txt': 'x' })
    chmodSync(join(root, 'closed'), 0o555)
    chmodSync(join(root, 'a.txt'), 0o444)
    const applied = applyPlan(root, plan(create('n.txt'), create('closed/d/n.txt'), edit('a.txt', 'a', 'A')))
    chmodSync(join(root, 'closed'), 0o755)
    expect(codesOf(applied)).toEqual(['workspace/unwritable', 'workspace/unwritable'])
    expect(existsSync(join(root, 'n.txt'))).toBe(false)
  })

  test('because the workspace is locked', () => {
    const root = tempFolder({ '.refractor/lock': 'someone' })
    expect(codesOf(applyPlan(root, plan(create('n.txt')), { waitMs: 0 }))).toEqual(['workspace/locked'])
    expect(existsSync(join(root, 'n.txt'))).toBe(false)
  })

  test('whatever its paths are, nothing outside is written', () => {
    const piece = fc.constantFrom('..', '.', '.git', '.GIT', 'a', 'B', '', '~', 'a\\..\\b', '\u0000', 'con', ' ', 'e\u0301')
    const path = fc.oneof(
      fc.array(piece, { minLength: 1, maxLength: 5 }).map((parts) => parts.join('/')),
      fc.string(),
    )
    const outer = tempFolder({ 'root/x.txt': 'x' })
    fc.assert(
      fc.property(fc.array(path, { minLength: 1, maxLength: 3 }), (paths) => {
        const root = memoryFolder()
        const inner = join(root, 'inner')
        mkdirSync(inner)
        applyPlan(inner, plan(...paths.map((one) => create(one))))
        expect(readdirSync(root)).toEqual(['inner'])
        expect(existsSync(join(inner, '.git'))).toBe(false)
      }),
      { numRuns: 60 },
    )
    expect(contents(outer)).toEqual({ 'root/x.txt': 'x' })
  })
})

test('two processes that do the same work do it once, and lose nothing', async () => {
  const count = 25
  const root = memoryFolder({ 'log.txt': '' })
  for (let i = 0; i < count; i++) writeFiles(root, { [`in/${i}.md`]: `file ${i}\n` })
  const script = fileURLToPath(new URL('support/race-plans.ts', import.meta.url))
  const run = (name: string): Promise<{ moves: number; codes: string[] }> =>
    new Promise((resolve, reject) => {
      const child = spawn(process.execPath, ['--import', 'tsx', '--conditions', 'development', script, root, String(count), name], {
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      let output = ''
      child.stdout.on('data', (chunk: Buffer) => {
        output += chunk.toString()
      })
      child.once('exit', (code) =>
        code === 0 ? resolve(JSON.parse(output) as { moves: number; codes: string[] }) : reject(new Error(`ended with ${code}`)),
      )
    })
  const [one, two] = await Promise.all([run('one'), run('two')])
  expect(one.moves + two.moves).toBe(count)
  expect(new Set([...one.codes, ...two.codes])).toEqual(new Set(['workspace/changed-underneath', 'workspace/would-overwrite']))
  const lines = readText(root, 'log.txt').trim().split('\n').sort()
  expect(lines).toEqual(['one', 'two'].flatMap((name) => Array.from({ length: count }, (_, i) => `${name} ${i}`)).sort())
  const files = contents(root)
  expect(Object.keys(files)).toHaveLength(count + 1)
  for (let i = 0; i < count; i++) expect(files[`out/${i}.md`]).toBe(`file ${i}\n`)
})
