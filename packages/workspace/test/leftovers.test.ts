// tested-for: P4.R1
import { createHash } from 'node:crypto'
import { mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { applyPlan } from '../src/apply-plan.ts'
import { journalNames } from '../src/journal-names.ts'
import { recover } from '../src/recover.ts'
import { treeOf, watched } from './support/faults.ts'
import { memoryFolder, writeFiles } from './support/temp.ts'

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
const token = '0123456789abcdef'

describe('what a change leaves over', () => {
  test.each(['done', 'undone', 'preparing'])('is not looked for behind a link, whatever a journal that is %s says', (state) => {
    const names = ['new', 'old', 'was'].map((kind) => `.refractor-${token}-0.${kind}`)
    const outside = memoryFolder(Object.fromEntries(names.map((name) => [name, 'x'])))
    mkdirSync(join(outside, 'empty'))
    const before = treeOf(outside)
    const root = memoryFolder()
    symlinkSync(outside, join(root, 'link'))
    const journal = {
      version: 1,
      token,
      title: 'nothing good',
      pid: 1,
      host: 'elsewhere',
      startedAt: '2026-11-21T10:00:00Z',
      folders: ['link/empty'],
      steps: [
        { type: 'edit', path: 'link/x.txt', before: sha256('x'), after: sha256('y') },
        { type: 'create', path: 'link/empty/x.txt', after: sha256('y') },
      ],
    }
    writeFiles(root, { [`.refractor/journal/${token}.${state}.json`]: JSON.stringify(journal) })
    expect(recover(root)).toMatchObject({ ok: true })
    expect(journalNames(root)).toEqual([])
    expect(treeOf(outside)).toEqual(before)
  })

  test('of one that was undone is taken away as such, also when that is stopped', () => {
    const stop = (root: string, name: string, run: () => void): void => {
      let isDead = false
      watched(
        ({ path }, moment) => {
          isDead ||= moment === 'before' && path.endsWith(name)
          if (isDead) throw Object.assign(new Error(), { code: 'KILLED' })
        },
        () => run(),
      )
      expect(journalNames(root)).toHaveLength(1)
    }
    const root = memoryFolder({ 'a.txt': 'a\n' })
    const steps = [{ type: 'edit', path: 'a.txt', before: sha256('a\n'), text: 'A\n', why: 'test' }] as const
    stop(root, '-0.was', () => applyPlan(root, { title: 'work', steps }, { actor: 'A' }))
    stop(root, '-0.new', () => recover(root, { actor: 'A', direction: 'back' }))
    expect(journalNames(root)).toMatchObject([{ state: 'undone' }])
    expect(recover(root)).toMatchObject({ ok: true, recovered: [{ direction: 'back' }] })
  })
})
