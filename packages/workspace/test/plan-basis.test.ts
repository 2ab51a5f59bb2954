// tested-for: P4.R2
import { createHash } from 'node:crypto'
import { rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import type { Plan } from '@refractor/core'
import { expect, test } from 'vitest'
import { applyPlan } from '../src/apply-plan.ts'
import { transactionStamp } from '../src/open-journal.ts'
import { visibleTree, watched } from './support/faults.ts'
import { memoryFolder } from './support/temp.ts'

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
const work: Plan = { title: 'test', steps: [{ type: 'create', path: 'n.txt', text: 'n\n', why: 'test' }] }

test('what a plan was made from is not looked for behind a link', () => {
  const outside = memoryFolder({ 'x.txt': 'x\n' })
  const root = memoryFolder({ 'in/x.txt': 'x\n' })
  const apply = (sha: string | undefined) =>
    applyPlan(root, { ...work, basis: [sha === undefined ? { path: 'in/x.txt' } : { path: 'in/x.txt', sha256: sha }] }, { actor: 'A' })
  rmSync(join(root, 'in'), { recursive: true })
  symlinkSync(outside, join(root, 'in'))
  expect(apply(sha256('x\n'))).toMatchObject({ ok: false, diagnostics: [{ code: 'workspace/stale-plan' }] })
  expect(visibleTree(root)).toEqual({ in: 'link' })
  expect(apply(undefined)).toMatchObject({ ok: true })
})

test('the stamp of a workspace is another one as soon as a change touches a file, and again when it has ended', () => {
  const root = memoryFolder()
  const stamps = [transactionStamp(root)]
  watched(
    ({ call, path }, moment) => {
      if (moment === 'before' && call === 'link' && path === join(root, 'n.txt')) stamps.push(transactionStamp(root))
    },
    () => applyPlan(root, work, { actor: 'A' }),
  )
  stamps.push(transactionStamp(root))
  expect(new Set(stamps).size).toBe(3)
})
