// tested-for: P4.R1
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type { Plan } from '@refractor/core'
import { describe, expect, test } from 'vitest'
import { applyPlan } from '../src/apply-plan.ts'
import { journalNames } from '../src/journal-names.ts'
import { recover } from '../src/recover.ts'
import { treeOf, visibleTree, watched } from './support/faults.ts'
import { memoryFolder, writeFiles } from './support/temp.ts'

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
const start = { 'a.yaml': 'a\n' }
const why = 'test'
const work: Plan = {
  title: 'test',
  steps: [
    { type: 'edit', path: 'a.yaml', before: sha256('a\n'), text: 'A\n', why },
    { type: 'create', path: 'n.json', text: '{}\n', why },
  ],
}

/** Applies the plan; right before its step for `a.yaml` is done, something happens. */
const applied = (root: string, act: () => void) =>
  watched(
    ({ call, path }, moment) => {
      if (moment === 'before' && call === 'link' && path === join(root, 'a.yaml')) act()
    },
    () => applyPlan(root, work, { actor: 'A' }),
  )

describe('a file that appears where a new one is to go', () => {
  test('before that step is looked at is not overwritten, and everything goes back', () => {
    const root = memoryFolder(start)
    expect(applied(root, () => writeFiles(root, { 'n.json': 'theirs\n' }))).toMatchObject({
      ok: false,
      diagnostics: [{ code: 'workspace/would-overwrite', location: { file: 'n.json' } }],
    })
    expect(visibleTree(root)).toEqual({ 'a.yaml': '644 a\n', 'n.json': '644 theirs\n' })
    expect(journalNames(root)).toEqual([])
  })

  test('before a stopped change is recovered is not overwritten', () => {
    const root = memoryFolder(start)
    let isDead = false
    watched(
      ({ call, path }) => {
        isDead ||= call === 'link' && path === join(root, 'n.json')
        if (isDead) throw Object.assign(new Error(), { code: 'KILLED' })
      },
      () => applyPlan(root, work, { actor: 'A' }),
    )
    writeFiles(root, { 'n.json': 'theirs\n' })
    const before = treeOf(root)
    expect(recover(root)).toMatchObject({
      ok: false,
      diagnostics: [{ code: 'workspace/recovery-conflict', location: { file: 'n.json' } }],
    })
    expect(treeOf(root)).toEqual(before)
    expect(recover(root, { actor: 'A', keep: ['n.json'] })).toMatchObject({ ok: true })
    expect(visibleTree(root)).toEqual({ 'a.yaml': '644 A\n', 'n.json': '644 theirs\n' })
  })
})
