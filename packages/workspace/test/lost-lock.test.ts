// tested-for: P4.R2
import { createHash } from 'node:crypto'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plan } from '@refractor/core'
import { expect, test } from 'vitest'
import { applyPlan } from '../src/apply-plan.ts'
import { journalFile, journalNames } from '../src/journal-names.ts'
import { recover } from '../src/recover.ts'
import { countPoints, visibleTree, watched } from './support/faults.ts'
import { memoryFolder } from './support/temp.ts'

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
const start = { 'a.txt': 'a\n', 'b.txt': 'b\n' }
const why = 'test'
const slow: Plan = {
  title: 'slow',
  steps: [
    { type: 'edit', path: 'a.txt', before: sha256('a\n'), text: 'A\n', why },
    { type: 'edit', path: 'b.txt', before: sha256('b\n'), text: 'B\n', why },
  ],
}

test('a process that was stopped and lost its lock does nothing any more, wherever it wakes up', () => {
  const points = countPoints(() => applyPlan(memoryFolder(start), slow, { actor: 'A' }))
  for (let point = 1; point < points; point += 3) {
    const root = memoryFolder(start)
    let taken = ''
    let left: Record<string, string> = {}
    const applied = watched(
      (_point, _moment, count) => {
        if (count !== point) return
        // Somebody else holds the lock by now, and has seen to the journal. The process wakes up in front of the next call.
        const lock = join(root, '.refractor/lock')
        taken = JSON.stringify({ pid: 1, host: 'elsewhere', owner: 'B', command: 'c', since: 'now', token: 'f'.repeat(16) })
        writeFileSync(lock, taken)
        left = visibleTree(root)
      },
      () => applyPlan(root, slow, { actor: 'A' }),
    )
    if (applied.ok) continue
    expect(applied.diagnostics, `point ${point}`).toMatchObject([{ code: 'workspace/locked' }])
    // One call more at most was on its way.
    const changed = Object.entries(visibleTree(root)).filter(([path, text]) => left[path] !== text && !path.includes('.refractor'))
    expect(changed.length, `point ${point}`).toBeLessThanOrEqual(1)
    expect(journalNames(root).length, `point ${point}`).toBe(1)
  }
})

test('what it wrote after others ended its journal is taken away', () => {
  const root = memoryFolder(start)
  watched(
    ({ path }, moment) => {
      if (moment === 'before' || !path.endsWith('-0.old')) return
      writeFileSync(join(root, '.refractor/lock'), JSON.stringify({ token: 'f'.repeat(16) }))
      for (const { token, state } of journalNames(root)) rmSync(journalFile(root, token, state))
    },
    () => expect(applyPlan(root, slow, { actor: 'A' })).toMatchObject({ ok: false, diagnostics: [{ code: 'workspace/locked' }] }),
  )
  expect(Object.keys(visibleTree(root)).filter((path) => !path.startsWith('.refractor/'))).toEqual(['a.txt', 'b.txt'])
})

test('and who comes after it recovers', () => {
  const root = memoryFolder(start)
  watched(
    ({ path }) => {
      if (path.endsWith('a.txt')) writeFileSync(join(root, '.refractor/lock'), JSON.stringify({ token: 'f'.repeat(16) }))
    },
    () => expect(applyPlan(root, slow, { actor: 'A' })).toMatchObject({ ok: false, diagnostics: [{ code: 'workspace/locked' }] }),
  )
  expect(visibleTree(root)).toMatchObject({ 'a.txt': '644 A\n', 'b.txt': '644 b\n' })
  rmSync(join(root, '.refractor/lock'))
  expect(recover(root)).toMatchObject({ ok: true })
  expect(visibleTree(root)).toEqual({ 'a.txt': '644 A\n', 'b.txt': '644 B\n' })
})
