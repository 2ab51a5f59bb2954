// tested-for: P4.R1
import { createHash } from 'node:crypto'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Plan } from '@refractor/core'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applyPlan } from '../src/apply-plan.ts'
import { journalNames } from '../src/journal-names.ts'
import { recover } from '../src/recover.ts'
import { copyTree, countPoints, failingAt, killedAt, visibleTree } from './support/faults.ts'
import { memoryFolder } from './support/temp.ts'

const sha256 = (text: string | Uint8Array): string => createHash('sha256').update(text).digest('hex')
const why = 'test'
const start = { 'a.yaml': 'a\n', 'b.yaml': 'b\n', 'in/c.md': 'c\n', 'old.bin': Buffer.from([0, 255, 1]), 'empty.txt': '' }
const work: Plan = {
  title: 'a bit of everything',
  steps: [
    { type: 'create', path: 'out/P0/c.metadata.json', text: '{}\n', why },
    { type: 'edit', path: 'a.yaml', before: sha256('a\n'), text: 'A\n', why },
    { type: 'move', from: 'in/c.md', to: 'out/P0/c.md', before: sha256('c\n'), why },
    { type: 'remove', path: 'old.bin', before: sha256(start['old.bin']), why },
    { type: 'create', path: 'new.bin', text: '', bytes: Buffer.from([255, 254, 0]), mode: 0o750, why },
    { type: 'edit', path: 'b.yaml', before: sha256('b\n'), text: 'B\n', mode: 0o600, why },
  ],
}
const options = { now: '2026-11-21T10:00:00Z', actor: 'A <a@example.org>' }
const apply = (root: string, plan = work) => applyPlan(root, plan, options)
const events = (root: string): number =>
  existsSync(join(root, '.refractor/audit')) ? readdirSync(join(root, '.refractor/audit')).length : 0

function states(plan: Plan, files: Readonly<Record<string, string | Uint8Array>>) {
  const root = memoryFolder(files)
  const before = visibleTree(root)
  const points = countPoints(() => expect(apply(root, plan)).toMatchObject({ ok: true }))
  return { before, after: visibleTree(root), points }
}

/** Nothing in between: all of it with its event, or nothing of it. */
function expectWhole(root: string, { before, after }: ReturnType<typeof states>, hint: string): void {
  const tree = visibleTree(root)
  const isDone = JSON.stringify(tree) === JSON.stringify(after)
  expect(tree, hint).toEqual(isDone ? after : before)
  expect(events(root), hint).toBe(isDone ? 1 : 0)
  expect(journalNames(root), hint).toEqual([])
}

describe('a call that fails', () => {
  test('leaves everything as it was, or everything done', () => {
    const known = states(work, start)
    let refused = 0
    for (let point = 0; point < known.points; point++) {
      const root = memoryFolder(start)
      const applied = failingAt(point, 'EIO', () => apply(root))
      // Only taking away what is left over may fail without harm; the journal says so until somebody has done it.
      if (applied.ok) recover(root)
      else refused++
      expect(events(root), `point ${point}`).toBe(applied.ok ? 1 : 0)
      expectWhole(root, known, `point ${point}`)
      if (!applied.ok) expect(applied.diagnostics, `point ${point}`).toMatchObject([{ code: 'workspace/unwritable' }])
    }
    expect(refused).toBeGreaterThan(60)
  })

  test('and goes on failing leaves the journal open, and recovery puts everything right', () => {
    const known = states(work, start)
    for (let point = 0; point < known.points; point++) {
      const root = memoryFolder(start)
      const applied = killedAt(point, () => apply(root))
      const open = journalNames(root).length > 0
      if (!applied.ok && open)
        expect(applied.diagnostics.at(-1)?.code ?? '', `point ${point}`).toMatch(/^workspace\/(journal-open|unwritable)$/)
      expect(recover(root).ok, `point ${point}`).toBe(true)
      expectWhole(root, known, `point ${point}`)
    }
  })
})

describe('a process that is killed', () => {
  test('at any point, and its recovery at any point, and again: nothing is lost, nothing is doubled', () => {
    const known = states(work, start)
    let combinations = 0
    for (let point = 0; point < known.points; point += 5) {
      const root = memoryFolder(start)
      killedAt(point, () => apply(root))
      const stopped = memoryFolder()
      const again = () => {
        const copy = join(stopped, String(combinations++))
        copyTree(root, copy)
        return copy
      }
      const total = countPoints(() => recover(again()))
      for (let second = 0; second < total; second += 3) {
        const copy = again()
        killedAt(second, () => recover(copy))
        expect(recover(copy).ok, `${point}, ${second}`).toBe(true)
        expectWhole(copy, known, `${point}, ${second}`)
      }
    }
    expect(combinations).toBeGreaterThan(100)
  })

  test('whatever the plan is', () => {
    // An edit that changes nothing would look as if it had never been.
    const name = fc.constantFrom('a.txt', 'b.txt', 'd/c.txt', 'd/e/f.txt', 'g.txt')
    const [old, content] = [fc.constantFrom('', 'one\n', '\u00e9\u0000'), fc.constantFrom('two\n', '\u00e8')]
    const kinds = fc.constantFrom('create', 'edit', 'move', 'remove')
    const steps = fc.uniqueArray(fc.record({ path: name, kind: kinds, old, text: content }), {
      minLength: 1,
      maxLength: 5,
      selector: (one) => one.path,
    })
    fc.assert(
      fc.property(steps, fc.nat(), fc.nat(), (wanted, first, second) => {
        const files: Record<string, string> = {}
        const plan: Plan = {
          title: 'random',
          steps: wanted.map(({ path, kind, old, text }) => {
            if (kind === 'create') return { type: 'create', path, text, why }
            files[path] = old
            const before = sha256(old)
            if (kind === 'edit') return { type: 'edit', path, before, text, why }
            if (kind === 'remove') return { type: 'remove', path, before, why }
            return { type: 'move', from: path, to: `moved/${path}`, before, why }
          }),
        }
        const known = states(plan, files)
        const root = memoryFolder(files)
        killedAt(first % known.points, () => apply(root, plan))
        killedAt(second % 40, () => recover(root))
        expect(recover(root).ok).toBe(true)
        expectWhole(root, known, JSON.stringify([wanted, first, second]))
      }),
      { numRuns: 60 },
    )
  })
})

test('the next plan recovers first, and says so', () => {
  const root = memoryFolder(start)
  const { points } = states(work, start)
  killedAt(points - 8, () => apply(root))
  expect(journalNames(root)).toHaveLength(1)
  const next: Plan = { title: 'next', steps: [{ type: 'create', path: 'next.txt', text: 'n', why }] }
  expect(apply(root, next)).toMatchObject({ ok: true, paths: ['next.txt'], diagnostics: [{ code: 'workspace/recovered' }] })
  expect(visibleTree(root)).toEqual({ ...states(work, start).after, 'next.txt': '644 n' })
  expect(events(root)).toBe(2)
})
