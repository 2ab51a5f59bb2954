// tested-for: P4.R2
import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plan } from '@refractor/core'
import { expect, test } from 'vitest'
import { applyPlan } from '../src/apply-plan.ts'
import { journalNames } from '../src/journal-names.ts'
import { recover } from '../src/recover.ts'
import { killedAt, treeOf, watched } from './support/faults.ts'
import { memoryFolder } from './support/temp.ts'

const before = createHash('sha256').update('a\n').digest('hex')
const start = { 'a.txt': 'a\n' }
const work: Plan = { title: 'work', steps: [{ type: 'edit', path: 'a.txt', before, text: 'A\n', why: 'test' }] }
const tree = (root: string): Record<string, string> => treeOf(root, (path) => path.startsWith('.refractor/lock'))

/** The calls of a run that are put into words by `found`, by their number. */
function callsOf(run: () => unknown, found: (call: string, path: string) => boolean): number[] {
  const numbers: number[] = []
  watched(({ call, path }, moment, count) => {
    if (moment === 'before' && found(call, path)) numbers.push(count)
  }, run)
  return numbers
}

test('a recovery that lost its lock after its last step does not end the transaction', () => {
  const root = memoryFolder(start)
  const first = callsOf(
    () => applyPlan(memoryFolder(start), work, { actor: 'A' }),
    (call, path) => call === 'rename' && path.endsWith('-0.was'),
  )[0] as number
  killedAt(first, () => applyPlan(root, work, { actor: 'A' }))
  expect(journalNames(root)).toMatchObject([{ state: 'committed' }])
  let left: Record<string, string> = {}
  const ended = watched(
    ({ call, path }, moment) => {
      if (moment === 'before' || call !== 'link' || !/\/audit\/\d{8}-[^/]*$/.test(path)) return
      writeFileSync(join(root, '.refractor/lock'), JSON.stringify({ token: 'f'.repeat(16) }))
      left = tree(root)
    },
    () => recover(root),
  )
  expect(left).toMatchObject({ 'a.txt': '644 A\n' })
  expect(ended).toMatchObject({ ok: false, diagnostics: [{ code: 'workspace/locked' }] })
  expect(tree(root)).toEqual(left)
  expect(journalNames(root)).toMatchObject([{ state: 'committed' }])
})
