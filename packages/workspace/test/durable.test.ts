// tested-for: P4.R1
import { createHash } from 'node:crypto'
import { dirname, join } from 'node:path'
import type { Plan } from '@refractor/core'
import { expect, test } from 'vitest'
import { applyPlan } from '../src/apply-plan.ts'
import type { FaultPoint } from '../src/fault-points.ts'
import { watched } from './support/faults.ts'
import { memoryFolder } from './support/temp.ts'

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
const why = 'test'
const work: Plan = {
  title: 'test',
  steps: [
    { type: 'edit', path: 'a/a.txt', before: sha256('a\n'), text: 'A\n', why },
    { type: 'create', path: 'new/folder/n.txt', text: 'n\n', why },
    { type: 'move', from: 'b/m.txt', to: 'c/m.txt', before: sha256('m\n'), why },
    { type: 'remove', path: 'd/r.txt', before: sha256('r\n'), why },
  ],
}

/** Folders whose names were changed, and files that were written, that a power loss at the end of these calls could take back. */
function atRisk(calls: readonly FaultPoint[]): string[] {
  const risk = new Set<string>()
  for (const { call, path } of calls) {
    if (call === 'fsync') risk.delete(path)
    else if (call === 'write') risk.add(path)
    else if (call !== 'chmod') risk.add(dirname(path))
  }
  return [...risk].sort()
}

test('a power loss takes back nothing that the journal counts on', () => {
  const root = memoryFolder({ 'a/a.txt': 'a\n', 'b/m.txt': 'm\n', 'c/c.txt': 'c\n', 'd/r.txt': 'r\n' })
  const calls: FaultPoint[] = []
  watched(
    (point, moment) => {
      if (moment === 'after') calls.push({ ...point, path: point.path.slice(root.length + 1) || '.' })
    },
    () => expect(applyPlan(root, work, { actor: 'A' })).toMatchObject({ ok: true }),
  )
  const at = (end: string): number => calls.findIndex(({ call, path }) => call === 'rename' && path.endsWith(end))
  const [committed, done] = [at('.committed.json'), at('.done.json')]
  expect(committed).toBeGreaterThan(0)
  expect(done).toBeGreaterThan(committed)
  // Of the journal folder, the name of the next "last" may be lost; of what is written, nobody misses that and the list for git.
  const own = /^\.refractor\/journal(?:$|\/(?:\.gitignore|last\.[0-9a-f]{16}\.new)$)/
  expect(atRisk(calls.slice(0, committed)).filter((path) => !own.test(path))).toEqual([])
  expect(calls[committed + 1]).toMatchObject({ call: 'fsync', path: join('.refractor', 'journal') })
  expect(atRisk(calls.slice(0, done)).filter((path) => !own.test(path))).toEqual([])
})
