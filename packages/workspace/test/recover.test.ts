// tested-for: P4.R1
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plan } from '@refractor/core'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applyPlan } from '../src/apply-plan.ts'
import { checkAudit } from '../src/audit-log.ts'
import { watchFaultPoints } from '../src/fault-points.ts'
import { readJournal } from '../src/journal.ts'
import { journalFile, journalNames } from '../src/journal-names.ts'
import { acquireLock } from '../src/lock.ts'
import { openJournal, transactionStamp } from '../src/open-journal.ts'
import { recover } from '../src/recover.ts'
import { whyNotReadable } from '../src/why-not-readable.ts'
import { workTree } from '../src/work-tree.ts'
import { killedAt, treeOf, visibleTree } from './support/faults.ts'
import { memoryFolder, readText, writeFiles } from './support/temp.ts'

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
const why = 'test'
const start = { 'a.yaml': 'a\n', 'b.yaml': 'b\n', 'in/c.md': 'c\n', 'old.md': 'old\n' }
const work: Plan = {
  title: 'close P0',
  steps: [
    { type: 'edit', path: 'a.yaml', before: sha256('a\n'), text: 'A\n', why },
    { type: 'create', path: 'out/n.json', text: '{}\n', why },
    { type: 'move', from: 'in/c.md', to: 'out/c.md', before: sha256('c\n'), why },
    { type: 'remove', path: 'old.md', before: sha256('old\n'), why },
    { type: 'edit', path: 'b.yaml', before: sha256('b\n'), text: 'B\n', why },
  ],
}
const done = { 'a.yaml': 'A\n', 'b.yaml': 'B\n', 'out/c.md': 'c\n', 'out/n.json': '{}\n' }
const options = { now: '2026-11-21T10:00:00Z', actor: 'A <a@example.org>' }

const modes = (files: Record<string, string>) =>
  Object.fromEntries(
    Object.entries(files).flatMap(([path, text]) => [
      ...(path.includes('/') ? [[`${path.split('/')[0]}/`, '']] : []),
      [path, `644 ${text}`],
    ]),
  )

/** A workspace whose change was stopped right before it touches this file for good. */
function stoppedAt(path: string, plan = work): string {
  const root = memoryFolder(start)
  let isDead = false
  watchFaultPoints(({ call, path: place }) => {
    isDead ||= (call === 'rename' || call === 'link') && place === join(root, path)
    if (isDead) throw Object.assign(new Error(), { code: 'KILLED' })
  })
  applyPlan(root, plan, options)
  watchFaultPoints(undefined)
  return root
}

const codes = (diagnostics: readonly { code: string; location?: { file: string } | undefined }[]) =>
  diagnostics.map(({ code, location }) => (location === undefined ? code : `${code} ${location.file}`))

describe('a change that was stopped', () => {
  test('keeps readers away until it is recovered, and changes the stamp', async () => {
    const root = stoppedAt('b.yaml')
    const stamp = transactionStamp(root)
    expect(await openJournal(root)).toMatchObject({ state: 'committed', isAlive: false })
    expect(await whyNotReadable(root)).toMatchObject({ code: 'workspace/journal-open', help: 'refractor recover' })
    expect(recover(root, { dryRun: true })).toMatchObject({
      ok: true,
      recovered: [
        { title: 'close P0', state: 'committed', direction: 'forward', steps: expect.arrayContaining([{ path: 'b.yaml', does: 'done' }]) },
      ],
    })
    expect(transactionStamp(root)).toBe(stamp)
    expect(recover(root)).toMatchObject({ ok: true, diagnostics: [{ code: 'workspace/recovered' }] })
    expect(await whyNotReadable(root)).toBeUndefined()
    expect(transactionStamp(root)).not.toBe(stamp)
    expect(visibleTree(root)).toEqual({ ...modes(done), 'in/': '' })
    expect(recover(root)).toEqual({ ok: true, recovered: [], diagnostics: [] })
  })

  test('goes back when a person says so, and the audit log tells', () => {
    const root = stoppedAt('b.yaml')
    expect(recover(root, { ...options, direction: 'back' })).toMatchObject({ ok: true, recovered: [{ direction: 'back' }] })
    expect(visibleTree(root)).toEqual(modes(start))
    const [event] = readdirSync(join(root, '.refractor/audit'))
    expect(JSON.parse(readText(root, `.refractor/audit/${event}`))).toMatchObject({
      type: 'journal.recovered',
      actor: options.actor,
      details: { title: 'close P0', direction: 'back' },
    })
  })

  test('keeps to the decision when the recovery is stopped as well, and tells it once', async () => {
    for (let point = 0; point < 70; point++) {
      const root = stoppedAt('b.yaml')
      killedAt(point, () => recover(root, { ...options, direction: 'back' }))
      const [name] = journalNames(root)
      // Until the decision is in the journal it has to be said again; from then on it is kept to.
      const isKnown = name === undefined || readJournal(root, name.token, name.state)?.decision !== undefined
      recover(root, isKnown ? {} : { ...options, direction: 'back' })
      const events = existsSync(join(root, '.refractor/audit')) ? readdirSync(join(root, '.refractor/audit')) : []
      expect(events, `point ${point}`).toHaveLength(1)
      expect(visibleTree(root), `point ${point}`).toEqual(modes(start))
      expect((await checkAudit(workTree(root), { folders: [] })).diagnostics, `point ${point}`).toEqual([])
    }
  })

  test('is left alone when somebody wrote to a file of it, and says to which', () => {
    const root = stoppedAt('b.yaml')
    writeFiles(root, { 'b.yaml': 'theirs\n', 'a.yaml': 'theirs too\n' })
    const before = treeOf(root)
    const refused = recover(root)
    expect(codes(refused.diagnostics)).toEqual(['workspace/recovery-conflict a.yaml', 'workspace/recovery-conflict b.yaml'])
    expect(refused.ok).toBe(false)
    expect(treeOf(root)).toEqual(before)
    const next = applyPlan(root, { title: 'next', steps: [{ type: 'create', path: 'x', text: '', why }] }, options)
    expect(next).toMatchObject({
      ok: false,
      diagnostics: [{ code: 'workspace/recovery-conflict' }, { code: 'workspace/recovery-conflict' }],
    })
    expect(codes(recover(root, { keep: ['a.yaml'] }).diagnostics)).toEqual(['workspace/recovery-conflict b.yaml'])
    expect(recover(root, { ...options, keep: ['a.yaml', 'b.yaml'] })).toMatchObject({ ok: true })
    expect(visibleTree(root)).toEqual({
      ...modes({ ...done, 'a.yaml': 'theirs too\n', 'b.yaml': 'theirs\n' }),
      'in/': '',
    })
  })

  test('never loses what somebody wrote to a backup', () => {
    const root = stoppedAt('b.yaml')
    const backup = readdirSync(root).find((name) => name.endsWith('-0.old')) as string
    writeFileSync(join(root, backup), 'theirs\n')
    expect(codes(recover(root).diagnostics)).toEqual(['workspace/recovery-conflict a.yaml'])
    expect(recover(root, { keep: ['a.yaml'] })).toMatchObject({ ok: true })
    const [kept] = readdirSync(join(root, '.refractor/journal/kept'))
    expect(readText(root, `.refractor/journal/kept/${kept}`)).toBe('theirs\n')
    expect(readText(root, 'a.yaml')).toBe('A\n')
  })

  test('can be finished by a person before its commit point, when all of it is written', () => {
    const root = memoryFolder(start)
    let isDead = false
    watchFaultPoints(({ path }) => {
      isDead ||= path.endsWith('.committed.json')
      if (isDead) throw Object.assign(new Error(), { code: 'KILLED' })
    })
    applyPlan(root, work, options)
    watchFaultPoints(undefined)
    expect(journalNames(root)).toMatchObject([{ state: 'preparing' }])
    expect(recover(root, { ...options, direction: 'forward' })).toMatchObject({ ok: true })
    expect(visibleTree(root)).toEqual({ ...modes(done), 'in/': '' })
  })
})

test('a reader waits for the process that is at work, and then names it', async () => {
  const root = stoppedAt('b.yaml')
  const acquired = acquireLock(root, { owner: 'Lead', command: 'task done P0.T1' })
  expect(await openJournal(root)).toMatchObject({ isAlive: true })
  expect(await whyNotReadable(root, 20)).toMatchObject({
    code: 'workspace/journal-open',
    message: expect.stringContaining('Lead: task done P0.T1'),
    help: expect.stringContaining('wait'),
  })
  const reader = whyNotReadable(root, 5_000)
  for (const { token, state } of journalNames(root)) rmSync(journalFile(root, token, state))
  expect(await reader).toBeUndefined()
  if (acquired.ok) acquired.lock.release()
})

describe('a journal that somebody planted', () => {
  const token = '0123456789abcdef'
  const plant = (root: string, state: string, steps: readonly object[], more: object = {}) =>
    writeFiles(root, {
      [`.refractor/journal/${token}.${state}.json`]: JSON.stringify({
        version: 1,
        token,
        title: 'nothing good',
        pid: 1,
        host: 'elsewhere',
        startedAt: '2026-11-21T10:00:00Z',
        folders: [],
        steps,
        ...more,
      }),
    })
  const event = { path: `.refractor/audit/00000001-${'0'.repeat(16)}.json`, text: '{}' }

  test.each<[string, string, object[], object?]>([
    ['says it made a file', 'rolling-back', [{ type: 'create', path: 'a.yaml', after: sha256('a\n') }]],
    ['removes a file', 'committed', [{ type: 'remove', path: 'a.yaml', before: sha256('a\n') }]],
    ['moves a file away', 'committed', [{ type: 'move', from: 'a.yaml', to: 'away.yaml', before: sha256('a\n') }]],
    ['says it moved a file', 'committed', [{ type: 'move', from: 'a.yaml', to: '.refractor-twin.yaml', before: sha256('a\n') }]],
    [
      'brings its own decision',
      'committed',
      [{ type: 'create', path: 'a.yaml', after: sha256('a\n') }],
      { decision: { direction: 'back', keep: [], event } },
    ],
  ])('deletes nothing when it %s', (_what, state, steps, more) => {
    const root = memoryFolder({
      ...start,
      [`.refractor-${token}-0.new`]: 'a\n',
      [`.refractor-${token}-0.old`]: 'a\n',
      '.refractor-twin.yaml': 'a\n',
    })
    plant(root, state, steps, more)
    expect(recover(root)).toMatchObject({ ok: false, diagnostics: [{ code: 'workspace/recovery-conflict' }] })
    expect(readText(root, 'a.yaml')).toBe('a\n')
  })

  test('is not followed out of the workspace', () => {
    const outside = memoryFolder({ 'x.txt': 'x' })
    const root = memoryFolder(start)
    symlinkSync(outside, join(root, 'link'))
    plant(root, 'committed', [
      { type: 'remove', path: 'link/x.txt', before: sha256('x') },
      { type: 'create', path: 'link/y.txt', after: sha256('y') },
    ])
    expect(codes(recover(root, { direction: 'forward' }).diagnostics)).toEqual([
      'workspace/recovery-conflict link/x.txt',
      'workspace/recovery-conflict link/y.txt',
    ])
    expect(treeOf(outside)).toEqual({ 'x.txt': '644 x' })
  })

  test('in a folder that is a link is not seen', () => {
    const outside = memoryFolder()
    plant(outside, 'committed', [])
    const root = memoryFolder(start)
    mkdirSync(join(root, '.refractor'))
    symlinkSync(join(outside, '.refractor/journal'), join(root, '.refractor/journal'))
    expect(journalNames(root)).toEqual([])
    expect(applyPlan(root, work, options)).toMatchObject({ ok: false, diagnostics: [{ code: 'workspace/unwritable' }] })
    expect(readdirSync(join(outside, '.refractor/journal'))).toHaveLength(1)
  })

  test.each(['x.json', `${token}.json`, `${token}.over.json`, '../x.committed.json', `${token}.committed.json.bak`])(
    'named %s is not one',
    (name) => {
      const root = memoryFolder({ ...start, [`.refractor/journal/${name}`]: '{}' })
      expect(journalNames(root)).toEqual([])
      expect(applyPlan(root, work, options)).toMatchObject({ ok: true })
    },
  )

  test('that is none stops everything, and nothing is touched', () => {
    const root = memoryFolder({ ...start, [`.refractor/journal/${token}.committed.json`]: '{' })
    expect(applyPlan(root, work, options)).toMatchObject({ ok: false, diagnostics: [{ code: 'workspace/invalid-journal' }] })
    expect(visibleTree(root)).toEqual({ ...modes(start), [`.refractor/journal/${token}.committed.json`]: '644 {' })
  })

  test('whatever it says, what stood there before stands there after it, somewhere', () => {
    const path = fc.constantFrom('a.yaml', 'b.yaml', 'in/c.md', 'old.md', 'new.md', 'in/n.md')
    const digest = fc.constantFrom(...Object.values(start).map(sha256), sha256('other'))
    const step = fc.oneof(
      fc.record({ type: fc.constant('create'), path, after: digest }),
      fc.record({ type: fc.constant('remove'), path, before: digest }),
      fc.record({ type: fc.constant('move'), from: path, to: path, before: digest }),
    )
    const states = fc.constantFrom('preparing', 'committed', 'rolling-back', 'done', 'undone')
    fc.assert(
      fc.property(fc.array(step, { maxLength: 4 }), states, (steps, state) => {
        const root = memoryFolder(start)
        plant(root, state, steps)
        recover(root)
        const left = Object.values(treeOf(root, (one) => one.startsWith('.refractor')))
        for (const text of Object.values(start)) expect(left).toContain(`644 ${text}`)
      }),
      { numRuns: 150 },
    )
  })
})
