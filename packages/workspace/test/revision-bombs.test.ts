import { execFileSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { listRevision } from '../src/revision-files.ts'
import { openRevision } from '../src/revision-tree.ts'
import { git, tempRepository } from './support/temp.ts'

const object = (root: string, type: string, input: string | Buffer): string =>
  execFileSync('git', ['hash-object', '-t', type, '-w', '--stdin', '--literally'], { cwd: root, input, encoding: 'utf8' }).trim()

const tree = (root: string, entries: readonly (readonly [mode: string, name: string, oid: string])[]): string =>
  object(root, 'tree', Buffer.concat(entries.flatMap(([mode, name, oid]) => [Buffer.from(`${mode} ${name}\0`), Buffer.from(oid, 'hex')])))

describe('a revision made to choke on', () => {
  test('a folder in a folder in a folder', () => {
    const root = tempRepository({ 'a.txt': 'a' })
    const blob = object(root, 'blob', 'x')
    let inner = tree(root, [['100644', 'x', blob]])
    // More than any system can open.
    const name = 'abcdefgh'.repeat(30)
    for (let i = 0; i < 30; i++) inner = tree(root, [['40000', name, inner]])
    const top = tree(root, [
      ['100644', 'a.txt', blob],
      ['40000', 'deep', inner],
    ])
    const opened = openRevision(root, git(root, 'commit-tree', top, '-m', 'deep'))
    if (!opened.ok) throw new Error(opened.diagnostic.message)
    expect([...opened.tree.entries.keys()]).toEqual(['a.txt'])
    expect(opened.tree.diagnostics.map((one) => one.code)).toEqual(['git/unsafe-name'])
    expect(opened.tree.diagnostics[0]?.message.length).toBeLessThan(400)
  })

  test('a folder that holds another many times, again and again', () => {
    const root = tempRepository({ 'a.txt': 'a' })
    const blob = object(root, 'blob', 'x')
    const names = [...'abcdefghij']
    let inner = tree(
      root,
      names.map((name) => ['100644', name.repeat(250), blob]),
    )
    for (let i = 0; i < 9; i++)
      inner = tree(
        root,
        names.map((name) => ['40000', name.repeat(250), inner]),
      )
    expect(listRevision(root, git(root, 'commit-tree', inner, '-m', 'bomb'), 'head', 1 << 20)).toMatchObject({
      ok: false,
      diagnostic: { code: 'git/unavailable', message: expect.stringContaining('more than 1 MiB') },
    })
  })
})
