// tested-for: P4.R2
import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plan } from '@refractor/core'
import { describe, expect, test } from 'vitest'
import { applyPlan } from '../src/apply-plan.ts'
import { journalNames } from '../src/journal-names.ts'
import { recover } from '../src/recover.ts'
import { failure, killedAt, treeOf, watched } from './support/faults.ts'
import { memoryFolder } from './support/temp.ts'

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
const start = { 'a.txt': 'a\n', 'b.txt': 'b\n' }
const why = 'test'
const work: Plan = {
  title: 'work',
  steps: [
    { type: 'edit', path: 'a.txt', before: sha256('a\n'), text: 'A\n', why },
    { type: 'edit', path: 'b.txt', before: sha256('b\n'), text: 'B\n', why },
  ],
}
const next: Plan = { title: 'next', steps: [{ type: 'create', path: 'c.txt', text: 'C\n', why }] }

/** Somebody else takes the lock over. */
const takeOver = (root: string): void => writeFileSync(join(root, '.refractor/lock'), JSON.stringify({ token: 'f'.repeat(16) }))
const tree = (root: string): Record<string, string> => treeOf(root, (path) => path.startsWith('.refractor/lock'))

/** A workspace in which the process that changed it was killed before it put its first file in place. */
function stopped(): string {
  const root = memoryFolder(start)
  let first = -1
  watched(
    ({ call, path }, moment, count) => {
      if (first < 0 && moment === 'before' && call === 'rename' && path.endsWith('-0.was')) first = count
    },
    () => applyPlan(memoryFolder(start), work, { actor: 'A' }),
  )
  killedAt(first, () => applyPlan(root, work, { actor: 'A' }))
  expect(journalNames(root)).toMatchObject([{ state: 'committed' }])
  return root
}

describe('a process that lost its lock', () => {
  test.each<[string, (root: string) => ReturnType<typeof recover> | ReturnType<typeof applyPlan>]>([
    ['recovers', (root) => recover(root)],
    ['recovers before a plan', (root) => applyPlan(root, next, { actor: 'A' })],
  ])('while it %s does no step more', (_what, run) => {
    const root = stopped()
    let left: Record<string, string> = {}
    const ended = watched(
      ({ call, path }, moment) => {
        if (moment === 'before' || call !== 'rename' || !path.endsWith('-0.was')) return
        takeOver(root)
        left = tree(root)
      },
      () => run(root),
    )
    expect(ended).toMatchObject({ ok: false, diagnostics: [{ code: 'workspace/locked' }] })
    expect(tree(root)).toEqual(left)
  })

  test('before a call that fails puts nothing back', () => {
    const root = memoryFolder(start)
    let left: Record<string, string> = {}
    const applied = watched(
      ({ call, path }, moment) => {
        if (moment === 'after' || call !== 'link' || path !== join(root, 'b.txt')) return
        takeOver(root)
        left = tree(root)
        throw failure('EIO')
      },
      () => applyPlan(root, work, { actor: 'A' }),
    )
    expect(applied).toMatchObject({ ok: false, diagnostics: [{ code: 'workspace/locked' }] })
    expect(tree(root)).toEqual(left)
  })

  test('when all is in place leaves the journal to who has it now', () => {
    const root = memoryFolder(start)
    let left: Record<string, string> = {}
    const applied = watched(
      ({ call, path }, moment) => {
        if (moment === 'before' || call !== 'link' || !/\/audit\/\d{8}-[^/]*$/.test(path)) return
        takeOver(root)
        left = tree(root)
      },
      () => applyPlan(root, work, { actor: 'A' }),
    )
    expect(applied).toMatchObject({ ok: true })
    expect(left).toMatchObject({ 'a.txt': '644 A\n', 'b.txt': '644 B\n' })
    expect(tree(root)).toEqual(left)
    expect(journalNames(root)).toMatchObject([{ state: 'committed' }])
  })
})
