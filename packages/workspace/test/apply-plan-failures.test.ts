import { createHash } from 'node:crypto'
import type * as FileSystem from 'node:fs'
import { existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plan } from '@refractor/core'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { applyPlan } from '../src/apply-plan.ts'
import { readText, tempFolder } from './support/temp.ts'

/** What happens before the n-th call of a function of the file system; it may throw in its place. */
const faults = vi.hoisted(() => ({ before: undefined as ((name: string, args: readonly unknown[]) => void) | undefined }))
vi.mock('node:fs', async (original) => {
  const real = await original<typeof FileSystem>()
  const watched = [
    'linkSync',
    'renameSync',
    'unlinkSync',
    'writeFileSync',
    'openSync',
    'fsyncSync',
    'mkdirSync',
    'chmodSync',
    'copyFileSync',
  ] as const
  const wrapped = Object.fromEntries(
    watched.map((name) => [
      name,
      (...args: unknown[]) => {
        faults.before?.(name, args)
        return (real[name] as (...all: unknown[]) => unknown)(...args)
      },
    ]),
  )
  return { ...real, ...wrapped }
})
afterEach(() => {
  faults.before = undefined
})

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
const start = { 'a.yaml': 'a\n', 'b.yaml': 'b\n', 'in/c.md': 'c\n' }
const work: Plan = {
  title: 'test',
  steps: [
    { type: 'create', path: 'out/P0/c.metadata.json', text: '{}\n', why: 'test' },
    { type: 'edit', path: 'a.yaml', before: sha256('a\n'), text: 'A\n', why: 'test' },
    { type: 'move', from: 'in/c.md', to: 'out/P0/c.md', before: sha256('c\n'), why: 'test' },
    { type: 'edit', path: 'b.yaml', before: sha256('b\n'), text: 'B\n', why: 'test' },
  ],
}
const done = { 'a.yaml': 'A\n', 'b.yaml': 'B\n', 'out/P0/c.md': 'c\n', 'out/P0/c.metadata.json': '{}\n' }

function contents(root: string): Record<string, string> {
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile() && !entry.parentPath.includes('.refractor'),
  )
  return Object.fromEntries(
    files
      .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
      .sort()
      .map((path) => [path, readText(root, path)]),
  )
}

const failure = (code: string): Error => Object.assign(new Error(code), { code })
/** Calls that are about the files of the plan or about its event, not about the lock. */
const isOurs = (args: readonly unknown[]): boolean => !args.some((one) => typeof one === 'string' && /\.refractor(?:\/lock|$)/.test(one))
/** The names of the events. */
const events = (root: string): string[] =>
  existsSync(join(root, '.refractor/audit')) ? readdirSync(join(root, '.refractor/audit')).sort() : []

describe('a failure at any call', () => {
  /** How many calls of the file system the plan takes without a failure. */
  function calls(): number {
    let count = 0
    const root = tempFolder(start)
    faults.before = (_name, args) => void (isOurs(args) && count++)
    expect(applyPlan(root, work).ok).toBe(true)
    faults.before = undefined
    expect(contents(root)).toEqual(done)
    return count
  }

  test('leaves everything as it was, or everything done', () => {
    const total = calls()
    expect(total).toBeGreaterThan(20)
    let refused = 0
    for (let failing = 0; failing < total; failing++) {
      const root = tempFolder(start)
      let count = 0
      faults.before = (_name, args) => {
        if (isOurs(args) && count++ === failing) throw failure('EIO')
      }
      const applied = applyPlan(root, work)
      faults.before = undefined
      // Only the last step, making folders durable, may fail without harm.
      expect(contents(root), `call ${failing}`).toEqual(applied.ok ? done : start)
      expect(existsSync(join(root, 'out')), `call ${failing}`).toBe(applied.ok)
      expect(events(root), `call ${failing}`).toHaveLength(applied.ok ? 1 : 0)
      expect(existsSync(join(root, '.refractor/lock'))).toBe(false)
      if (!applied.ok) {
        refused++
        expect(applied.diagnostics).toMatchObject([
          { code: 'workspace/unwritable', message: expect.stringContaining('the file system says EIO') },
        ])
      }
    }
    expect(refused).toBeGreaterThan(15)
  })

  test('that goes on failing is said, path by path', () => {
    const root = tempFolder(start)
    let broken = false
    faults.before = (name, args) => {
      if (name === 'renameSync' && String(args[1]).endsWith('b.yaml')) broken = true
      if (broken && isOurs(args)) throw failure('EROFS')
    }
    const applied = applyPlan(root, work)
    faults.before = undefined
    expect(applied).toMatchObject({ ok: false })
    const files = applied.ok ? [] : applied.diagnostics.map((one) => one.location?.file)
    expect(files).toEqual(['a.yaml', 'b.yaml', 'out/P0/c.md', 'out/P0/c.metadata.json'])
    expect(contents(root)).toMatchObject({ 'a.yaml': 'A\n', 'b.yaml': 'b\n', 'out/P0/c.md': 'c\n' })
  })
})

describe('someone else who writes at the same time', () => {
  /** Does something right before the first call that puts `path` in place. */
  function meanwhile(path: string, act: () => void): void {
    faults.before = (name, args) => {
      if ((name === 'linkSync' || name === 'renameSync') && String(args[1]).endsWith(path)) {
        faults.before = undefined
        act()
      }
    }
  }

  test('a file that appears is not overwritten', () => {
    const root = tempFolder(start)
    meanwhile('out/P0/c.md', () => writeFileSync(join(root, 'out/P0/c.md'), 'theirs\n'))
    expect(applyPlan(root, work)).toMatchObject({
      ok: false,
      diagnostics: [{ code: 'workspace/would-overwrite', location: { file: 'out/P0/c.md' } }],
    })
    expect(contents(root)).toEqual({ ...start, 'out/P0/c.md': 'theirs\n' })
  })

  test('a source that changes is not moved, one that is edited is not replaced', () => {
    for (const [trigger, path] of [
      ['a.yaml', 'in/c.md'],
      ['out/P0/c.md', 'b.yaml'],
    ] as const) {
      const root = tempFolder(start)
      meanwhile(trigger, () => writeFileSync(join(root, path), 'theirs\n'))
      expect(applyPlan(root, work)).toMatchObject({
        ok: false,
        diagnostics: [{ code: 'workspace/changed-underneath', location: { file: path } }],
      })
      expect(contents(root)).toEqual({ ...start, [path]: 'theirs\n' })
    }
  })

  test('what they wrote over ours stays when we go back', () => {
    const root = tempFolder(start)
    meanwhile('out/P0/c.md', () => {
      writeFileSync(join(root, 'a.yaml'), 'theirs\n')
      writeFileSync(join(root, 'out/P0/c.metadata.json'), 'theirs too\n')
      writeFileSync(join(root, 'b.yaml'), 'theirs as well\n')
    })
    const applied = applyPlan(root, work)
    expect(applied.ok ? [] : applied.diagnostics.map((one) => [one.code, one.location?.file])).toEqual([
      ['workspace/unwritable', 'a.yaml'],
      ['workspace/changed-underneath', 'b.yaml'],
    ])
    expect(contents(root)).toEqual({
      'a.yaml': 'theirs\n',
      'b.yaml': 'theirs as well\n',
      'in/c.md': 'c\n',
      'out/P0/c.metadata.json': 'theirs too\n',
    })
  })

  test('a moved file whose place was taken stays where it went', () => {
    const root = tempFolder(start)
    faults.before = (name, args) => {
      if (name !== 'renameSync' || !String(args[1]).endsWith('b.yaml')) return
      faults.before = undefined
      writeFileSync(join(root, 'in/c.md'), 'theirs\n')
      throw failure('EIO')
    }
    const applied = applyPlan(root, work)
    expect(applied.ok ? [] : applied.diagnostics.map((one) => one.location?.file)).toEqual(['b.yaml', 'out/P0/c.md'])
    expect(contents(root)).toEqual({ 'a.yaml': 'a\n', 'b.yaml': 'b\n', 'in/c.md': 'theirs\n', 'out/P0/c.md': 'c\n' })
  })

  test('a folder that becomes a file stops the plan', () => {
    const root = tempFolder({ ...start, 'out/P0/keep.md': 'k\n' })
    meanwhile('a.yaml', () => {
      rmSync(join(root, 'out'), { recursive: true })
      writeFileSync(join(root, 'out'), 'a file\n')
    })
    expect(applyPlan(root, work)).toMatchObject({ ok: false })
    expect(contents(root)).toEqual({ ...start, out: 'a file\n' })
  })
})

describe('a file system without hard links', () => {
  test('is served by copies that never overwrite', () => {
    const root = tempFolder(start)
    faults.before = (name) => {
      if (name === 'linkSync') throw failure('ENOTSUP')
    }
    expect(applyPlan(root, work)).toMatchObject({ ok: true })
    expect(contents(root)).toEqual(done)
    expect(applyPlan(root, { title: 'again', steps: [{ type: 'create', path: 'a.yaml', text: '', why: 'test' }] })).toMatchObject({
      ok: false,
    })
    const other = tempFolder(start)
    faults.before = (name, args) => {
      if (name === 'linkSync') throw failure('ENOTSUP')
      if (name === 'copyFileSync' && String(args[1]).endsWith('out/P0/c.md')) writeFileSync(join(other, 'out/P0/c.md'), 'theirs\n')
    }
    expect(applyPlan(other, work)).toMatchObject({ ok: false, diagnostics: [{ code: 'workspace/would-overwrite' }] })
    expect(readText(other, 'out/P0/c.md')).toBe('theirs\n')
  })

  test('has a lock all the same', () => {
    const root = tempFolder({ '.refractor/lock': 'someone' })
    faults.before = (name) => {
      if (name === 'linkSync') throw failure('EPERM')
    }
    expect(applyPlan(root, work, { waitMs: 0 })).toMatchObject({ ok: false, diagnostics: [{ code: 'workspace/locked' }] })
  })
})

test('a lock that cannot be made is said', () => {
  const root = tempFolder(start)
  mkdirSync(join(root, '.refractor'))
  faults.before = (_name, args) => {
    if (!isOurs(args)) throw failure('EACCES')
  }
  expect(applyPlan(root, work)).toMatchObject({
    ok: false,
    diagnostics: [{ code: 'workspace/unwritable', message: expect.stringContaining('permission denied') }],
  })
  expect(statSync(root).isDirectory()).toBe(true)
})
