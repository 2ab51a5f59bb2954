import { createHash } from 'node:crypto'
import { chmodSync, closeSync, existsSync, openSync, readdirSync, renameSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { Plan, Step } from '@refractor/core'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { applyPlan } from '../src/apply-plan.ts'
import { watchFaultPoints } from '../src/fault-points.ts'
import { journalNames } from '../src/journal-names.ts'
import { recover } from '../src/recover.ts'
import { failure } from './support/faults.ts'
import { memoryFolder, readText, tempFolder } from './support/temp.ts'

/** What happens before a call of the file system; it may throw in its place. */
let before: ((call: string, path: string) => void) | undefined
beforeEach(() => watchFaultPoints(({ call, path }, moment) => void (moment === 'before' && before?.(call, path))))
afterEach(() => {
  before = undefined
  watchFaultPoints(undefined)
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

/** The names of the events. */
const events = (root: string): string[] =>
  existsSync(join(root, '.refractor/audit')) ? readdirSync(join(root, '.refractor/audit')).sort() : []

describe('a disk without room for a second name', () => {
  const all: Plan = { ...work, steps: [...work.steps, { type: 'remove', path: 'gone.md', before: sha256('g\n'), why: 'test' }] }
  const files = { ...start, 'gone.md': 'g\n' }

  test.each(['ENOSPC', 'EDQUOT'])('%s from any link on: everything goes back', (code) => {
    for (let first = 1; ; first++) {
      const root = tempFolder(files)
      let links = 0
      before = (call) => {
        if (call === 'link' && ++links >= first) throw failure(code)
      }
      const applied = applyPlan(root, all)
      before = undefined
      if (applied.ok) {
        expect(first).toBeGreaterThan(5)
        break
      }
      expect(contents(root), `link ${first}`).toEqual(files)
      expect(journalNames(root)).toEqual([])
    }
  })
})

describe('someone else who writes at the same time', () => {
  /** Does something right before the first call that puts `path` in place. */
  function meanwhile(path: string, act: () => void): void {
    before = (call, place) => {
      if ((call === 'link' || call === 'rename') && place.endsWith(path)) {
        before = undefined
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
    expect(journalNames(root)).toEqual([])
  })

  test.each<[string, (path: string, text: string) => void]>([
    ['in place', (path, text) => writeFileSync(path, text)],
    [
      'by renaming',
      (path, text) => {
        writeFileSync(`${path}~`, text)
        renameSync(`${path}~`, path)
      },
    ],
  ])('a source that changes %s is not moved, edited or removed', (_how, save) => {
    for (const [trigger, path] of [
      ['a.yaml', 'in/c.md'],
      ['out/P0/c.md', 'b.yaml'],
      ['a.yaml', 'gone.md'],
    ] as const) {
      const files = { ...start, 'gone.md': 'g\n' }
      const root = tempFolder(files)
      meanwhile(trigger, () => save(join(root, path), 'theirs\n'))
      const remove: Step = { type: 'remove', path: 'gone.md', before: sha256('g\n'), why: 'test' }
      expect(applyPlan(root, { ...work, steps: [...work.steps, remove] })).toMatchObject({
        ok: false,
        diagnostics: [{ code: 'workspace/changed-underneath', location: { file: path } }],
      })
      expect(contents(root)).toEqual({ ...files, [path]: 'theirs\n' })
      expect(journalNames(root)).toEqual([])
    }
  })

  test.each(['a.yaml', 'in/c.md', 'gone.md'])('%s, saved right before the call that takes it away, is not lost', (path) => {
    const files = { ...start, 'gone.md': 'g\n' }
    const root = tempFolder(files)
    const remove: Step = { type: 'remove', path: 'gone.md', before: sha256('g\n'), why: 'test' }
    const all = { ...work, steps: [...work.steps, remove] }
    const index = all.steps.findIndex((step) => path === (step.type === 'move' ? step.from : step.path))
    before = (call, place) => {
      if (call !== 'rename' || !place.endsWith(`-${index}.was`)) return
      before = undefined
      writeFileSync(join(root, `${path}~`), 'theirs\n')
      renameSync(join(root, `${path}~`), join(root, path))
    }
    expect(applyPlan(root, all)).toMatchObject({
      ok: false,
      diagnostics: [{ code: 'workspace/changed-underneath', location: { file: path } }],
    })
    expect(contents(root)).toEqual({ ...files, [path]: 'theirs\n' })
    expect(journalNames(root)).toEqual([])
  })

  test('what appears in the place of a file that was taken away stays, and so does what is saved there later', () => {
    for (const [isLater, text] of [
      [false, 'between\n'],
      [true, 'later\n'],
    ] as const) {
      const root = tempFolder(start)
      before = (call, place) => {
        if (call !== 'link' || !place.endsWith(isLater ? 'out/P0/c.md' : join(root, 'a.yaml'))) return
        before = undefined
        rmSync(join(root, 'a.yaml'), { force: true })
        writeFileSync(join(root, 'a.yaml'), text)
      }
      expect(applyPlan(root, work).ok).toBe(isLater)
      expect(readText(root, 'a.yaml')).toBe(text)
      expect(existsSync(join(root, 'in/c.md'))).toBe(!isLater)
      expect(journalNames(root)).toEqual([])
    }
  })

  test('what is written to a file that was open before it was replaced is not lost', () => {
    const root = tempFolder(start)
    const open = openSync(join(root, 'a.yaml'), 'r+')
    meanwhile('out/P0/c.md', () => writeSync(open, 'theirs\n', 0))
    expect(applyPlan(root, work)).toMatchObject({ ok: false, diagnostics: [{ code: 'workspace/changed-underneath' }] })
    closeSync(open)
    expect(contents(root)).toEqual({ ...start, 'a.yaml': 'theirs\n' })
  })

  test('what they wrote over ours stays, and keeps the journal open until they say so', () => {
    const root = tempFolder(start)
    meanwhile('out/P0/c.md', () => {
      writeFileSync(join(root, 'a.yaml'), 'theirs\n')
      writeFileSync(join(root, 'out/P0/c.metadata.json'), 'theirs too\n')
      writeFileSync(join(root, 'b.yaml'), 'theirs as well\n')
    })
    const applied = applyPlan(root, work)
    expect(applied.diagnostics.map((one) => [one.code, one.location?.file])).toEqual([
      ['workspace/journal-open', undefined],
      ['workspace/recovery-conflict', 'a.yaml'],
      ['workspace/changed-underneath', 'b.yaml'],
      ['workspace/recovery-conflict', 'out/P0/c.metadata.json'],
    ])
    const theirs = {
      'a.yaml': 'theirs\n',
      'b.yaml': 'theirs as well\n',
      'in/c.md': 'c\n',
      'out/P0/c.metadata.json': 'theirs too\n',
    }
    expect(contents(root)).toMatchObject(theirs)
    expect(recover(root)).toMatchObject({
      ok: false,
      diagnostics: [{ location: { file: 'a.yaml' } }, { location: { file: 'out/P0/c.metadata.json' } }],
    })
    expect(recover(root, { keep: ['a.yaml', 'out/P0/c.metadata.json'] })).toMatchObject({ ok: true })
    expect(contents(root)).toEqual(theirs)
    expect(events(root)).toHaveLength(1)
  })

  test('a mode that changes alone comes back with the rest', () => {
    const root = tempFolder({ ...start, 'run.sh': 'r\n' })
    const modeOf = () => statSync(join(root, 'run.sh')).mode & 0o777
    chmodSync(join(root, 'run.sh'), 0o755)
    const step: Step = { type: 'edit', path: 'run.sh', before: sha256('r\n'), text: 'r\n', mode: 0o644, why: 'test' }
    meanwhile('b.yaml', () => writeFileSync(join(root, 'b.yaml'), 'theirs\n'))
    expect(applyPlan(root, { ...work, steps: [step, ...work.steps] })).toMatchObject({ ok: false })
    expect([modeOf(), journalNames(root)]).toEqual([0o755, []])
    expect(applyPlan(root, { ...work, steps: [step] })).toMatchObject({ ok: true })
    expect(modeOf()).toBe(0o644)
  })

  test('a moved file whose place was taken stays where it went', () => {
    const root = tempFolder(start)
    before = (call, path) => {
      if (call !== 'link' || !path.endsWith('b.yaml')) return
      before = undefined
      writeFileSync(join(root, 'in/c.md'), 'theirs\n')
      throw failure('EIO')
    }
    const applied = applyPlan(root, work)
    expect(applied.diagnostics.flatMap((one) => one.location?.file ?? [])).toEqual(['b.yaml', 'in/c.md'])
    expect(recover(root, { keep: ['in/c.md'] })).toMatchObject({ ok: true })
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
  const withoutLinks = (call: string): void => {
    if (call === 'link') throw failure('ENOTSUP')
  }

  test('is served by copies that never overwrite', () => {
    const root = tempFolder(start)
    before = withoutLinks
    expect(applyPlan(root, work)).toMatchObject({ ok: true })
    expect(contents(root)).toEqual(done)
    expect(applyPlan(root, { title: 'again', steps: [{ type: 'create', path: 'a.yaml', text: '', why: 'test' }] })).toMatchObject({
      ok: false,
    })
    const other = tempFolder(start)
    before = (call, path) => {
      withoutLinks(call)
      if (call === 'open' && path.endsWith('out/P0/c.md')) writeFileSync(path, 'theirs\n')
    }
    expect(applyPlan(other, work)).toMatchObject({ ok: false, diagnostics: [{ code: 'workspace/would-overwrite' }] })
    expect(readText(other, 'out/P0/c.md')).toBe('theirs\n')
  })

  test('survives a kill at any point all the same', () => {
    const plan: Plan = { ...work, steps: [...work.steps, { type: 'remove', path: 'x.md', before: sha256('x\n'), why: 'test' }] }
    const files = { ...start, 'x.md': 'x\n' }
    let total = 1
    for (let point = 0; point < total; point += 2) {
      const root = memoryFolder(files)
      let count = 0
      before = (call) => {
        if (count++ >= point) throw failure('KILLED')
        withoutLinks(call)
      }
      const applied = applyPlan(root, plan)
      if (!applied.ok || journalNames(root).length > 0) total = point + 3
      before = withoutLinks
      expect(recover(root).ok, `point ${point}`).toBe(true)
      expect(contents(root), `point ${point}`).toEqual(events(root).length === 1 ? done : files)
    }
    expect(total).toBeGreaterThan(40)
  })
})

test('a lock and a journal that cannot be made are said', () => {
  const root = tempFolder({ ...start, '.refractor/journal': 'no folder' })
  expect(applyPlan(root, work)).toMatchObject({ ok: false, diagnostics: [{ code: 'workspace/unwritable' }] })
  expect(contents(root)).toEqual(start)
  const other = tempFolder({ ...start, '.refractor': 'no folder' })
  expect(applyPlan(other, work)).toMatchObject({ ok: false, diagnostics: [{ code: 'workspace/unwritable' }] })
})
