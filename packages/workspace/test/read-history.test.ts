import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { RecordType, SourceFile } from '@refractor/core'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { type HistoryRequest, type RecordHistory, readHistory, type ToldEvent } from '../src/read-history.ts'
import { spawned } from './support/spawned.ts'
import { git, tempFolder, tempRepository, writeFiles } from './support/temp.ts'

vi.mock('node:child_process', async (original) => (await import('./support/spawned.ts')).counted(await original()))
afterEach(spawned.forget)

const initial = (type: RecordType): string | undefined => (type === 'task' ? 'open' : undefined)
const program = 'format: 1\nid: move\nname: The move\n'
const phase = (...tasks: readonly string[]): string =>
  `format: 1\nid: P0\ntitle: Prepare\nmilestones:\n  - id: P0.M1\n    title: Plan\n    tasks:\n${tasks.join('')}`
const task = (id: string, title: string, more = ''): string => `      - id: ${id}\n        title: ${title}\n${more}`

/** Writes files (null removes one) and commits them. */
function commit(root: string, subject: string, files: Readonly<Record<string, string | null>> = {}): string {
  for (const [path, text] of Object.entries(files)) {
    if (text === null) rmSync(join(root, path))
    else writeFiles(root, { [path]: text })
  }
  git(root, 'add', '-A')
  git(root, 'commit', '-q', '--allow-empty', '-m', subject)
  return git(root, 'rev-parse', 'HEAD')
}

async function historyOf(root: string, id: string, more: Partial<HistoryRequest> = {}): Promise<RecordHistory> {
  const read = await readHistory(root, { id, specification: 'specification', initial, ...more })
  if (!read.ok) throw new Error(read.diagnostics.map(({ message }) => message).join())
  return read.history
}

/** "Subject: added", "Subject: state title file" */
const told = (events: readonly ToldEvent[]): string[] =>
  events.map(({ event, subject, fields, places, dropped }) => {
    const what = [...fields.map(({ field }) => field), ...places.map(({ what }) => what), ...dropped.map(({ field }) => `-${field}`)]
    return `${subject ?? 'not committed'}: ${what.length > 0 && event !== 'merged' ? what.join(' ') : [event, ...what].join(' ')}`
  })

const onDisk = (root: string, path: string): SourceFile => ({ path, text: readFileSync(join(root, path), 'utf8') })
const [p0, p1] = ['specification/phases/P0.yaml', 'specification/phases/P1.yaml']

describe('the history of a record', () => {
  test('through renames of its file and of the folder, moves, and what is written in another way only', async () => {
    const root = tempRepository({ 'README.md': 'A move\n' })
    commit(root, 'Plan', { 'refractor.yaml': 'format: 1\n', 'specification/program.yaml': program, [p0]: phase(task('T-1', 'One')) })
    commit(root, 'Code', { 'code.txt': 'x' })
    commit(root, 'Another', { [p0]: phase(task('T-1', 'One'), task('T-2', 'Two')) })
    commit(root, 'Order', { [p0]: `# A comment\n${phase(task('T-2', 'Two'), task('"T-1"', "'One'", '\n'))}` })
    commit(root, 'Start', { [p0]: phase(task('T-2', 'Two'), task('T-1', 'One', '        state: in-progress\n')) })
    git(root, 'mv', p0, 'specification/phases/prepare.yaml')
    commit(root, 'Rename')
    renameSync(join(root, 'specification'), join(root, 'plan'))
    commit(root, 'Move the folder', { 'refractor.yaml': 'format: 1\nfolders: { specification: plan }\n' })
    commit(root, 'Out of the phase', {
      'plan/phases/prepare.yaml': phase(task('T-2', 'Two')),
      'plan/tasks.yaml': 'format: 1\ntasks:\n  - id: T-1\n    title: One, at last\n    state: in-progress\n',
    })
    spawned.forget()
    const history = await historyOf(root, 'T-1', { specification: 'plan', type: 'task', onDisk: onDisk(root, 'plan/tasks.yaml') })
    expect(spawned.calls.length).toBe(2)
    expect(told(history.events)).toEqual([
      'Plan: added',
      'Start: state',
      'Rename: file',
      'Move the folder: file',
      'Out of the phase: title file phase milestone',
    ])
    expect(history).toMatchObject({ type: 'task', folders: ['plan', 'specification'] })
    expect(history.events[2]?.places).toEqual([{ what: 'file', before: p0, after: 'specification/phases/prepare.yaml' }])
    // The rest of the file changed, its own lines did not: they are parsed once for each thing that they said.
    expect(history.read.parsed).toBeLessThanOrEqual(6)

    const milestone = await historyOf(root, 'P0.M1', {
      specification: 'plan',
      type: 'milestone',
      onDisk: onDisk(root, 'plan/phases/prepare.yaml'),
    })
    expect(told(milestone.events)).toEqual([
      'Plan: added',
      'Another: tasks',
      'Rename: file',
      'Move the folder: file',
      'Out of the phase: tasks',
    ])
  })

  test('through a merge that joins two branches, and one that says what neither says', async () => {
    const root = tempRepository({
      'specification/program.yaml': program,
      [p0]: phase(task('T-1', 'One')),
      [p1]: 'format: 1\nid: P1\ntitle: x\n',
    })
    git(root, 'checkout', '-q', '-b', 'side')
    commit(root, 'Side', { [p0]: phase(task('T-1', 'Side')) })
    git(root, 'checkout', '-q', 'main')
    commit(root, 'Main', { [p1]: 'format: 1\nid: P1\ntitle: y\n' })
    git(root, 'merge', '-q', '--no-ff', '-m', 'Join', 'side')
    git(root, 'checkout', '-q', '-b', 'other')
    commit(root, 'Other', { [p0]: phase(task('T-1', 'Side', '        owner: ada\n')) })
    git(root, 'checkout', '-q', 'main')
    commit(root, 'Again', { [p1]: 'format: 1\nid: P1\ntitle: z\n' })
    git(root, 'merge', '-q', '--no-ff', '--no-commit', 'other')
    writeFileSync(join(root, p0), phase(task('T-1', 'Evil', '        owner: ada\n')))
    commit(root, 'Join badly')
    git(root, 'checkout', '-q', '-b', 'lost')
    commit(root, 'Lost', { [p0]: phase(task('T-1', 'Lost', '        owner: ada\n')) })
    git(root, 'checkout', '-q', 'main')
    commit(root, 'On', { [p1]: 'format: 1\nid: P1\ntitle: on\n' })
    git(root, 'merge', '-q', '-s', 'ours', '-m', 'Drop', 'lost')
    const { events } = await historyOf(root, 'T-1', { type: 'task', onDisk: onDisk(root, p0) })
    expect(told(events)).toEqual(['start: added', 'Side: title', 'Other: owner', 'Join badly: merged title', 'Drop: merged -title'])
    expect(events.at(-1)?.dropped).toMatchObject([
      { field: 'title', before: 'Lost', after: 'Evil', commit: git(root, 'rev-parse', 'lost') },
    ])
  })

  test('that is not committed, or was never', async () => {
    const root = tempRepository({ 'specification/program.yaml': program, [p0]: phase(task('T-1', 'One')) })
    writeFiles(root, { [p0]: phase(task('T-1', 'One', '        state: done\n'), task('T-2', 'Two')) })
    const one = await historyOf(root, 'T-1', { type: 'task', onDisk: onDisk(root, p0) })
    expect(one.events.at(-1)).toMatchObject({ event: 'changed', commit: null, state: 'done', fields: [{ before: 'open', after: 'done' }] })
    expect(one.events.at(-1)?.at).toBeUndefined()
    expect(told((await historyOf(root, 'T-2', { type: 'task', onDisk: onDisk(root, p0) })).events)).toEqual(['not committed: added'])
    writeFiles(root, { [p0]: phase(task('T-2', 'Two')) })
    expect(told((await historyOf(root, 'T-1')).events)).toEqual(['start: added', 'not committed: removed'])
    // A file that is broken now says nothing of what it holds.
    writeFiles(root, { [p0]: 'id: "T-1\n' })
    expect(told((await historyOf(root, 'T-1', { type: 'task', onDisk: onDisk(root, p0) })).events)).toEqual(['start: added'])
    expect((await historyOf(root, 'T-9')).type).toBeUndefined()
  })

  test('that is there no more, and of an id that was something else before', async () => {
    const root = tempRepository({ 'specification/program.yaml': program, [p0]: phase(task('T-1', 'One')) })
    commit(root, 'Gone', { [p0]: phase(task('T-2', 'Two')) })
    commit(root, 'A risk', { 'specification/risks.yaml': 'format: 1\nrisks:\n  - id: T-1\n    title: Rain\n' })
    const risk = await historyOf(root, 'T-1')
    expect(risk.type).toBe('risk')
    expect(told(risk.events)).toEqual(['A risk: added', 'not committed: removed'])
    const gone = await historyOf(root, 'T-1', { type: 'task' })
    expect(told(gone.events)).toEqual(['start: added', 'Gone: removed'])
    expect(gone.events[1]).toMatchObject({ file: p0, within: { phase: 'P0', milestone: 'P0.M1' } })
  })

  test('under another id', async () => {
    const root = tempRepository({ 'specification/program.yaml': program, [p0]: phase(task('T-1', 'One'), task('T-2', 'Two')) })
    commit(root, 'Renumber', { [p0]: phase(task('T-01', 'One', '        state: done\n'), task('T-2', 'Two')) })
    commit(root, 'Unlike', { [p0]: phase(task('T-01', 'One'), task('T-3', 'Three')) })
    spawned.forget()
    const { events } = await historyOf(root, 'T-01', { type: 'task', onDisk: onDisk(root, p0) })
    expect(spawned.calls.length).toBe(3)
    expect(events[0]).toMatchObject({ event: 'added', renamed: 'T-1' })
    expect((await historyOf(root, 'T-1', { type: 'task' })).events.at(-1)).toMatchObject({ event: 'removed', renamed: 'T-01' })
    expect((await historyOf(root, 'T-2', { type: 'task' })).events.at(-1)?.renamed).toBeUndefined()
  })

  test('of a phase, its entry gate and a criterion', async () => {
    const gates = (statement: string, more = '') =>
      `format: 1\nid: P0\ntitle: Prepare\nentry:\n  criteria:\n    - id: P0.entry.1\n      statement: ${statement}\n${more}exit:\n  criteria: []\n`
    const root = tempRepository({ 'specification/program.yaml': program, [p0]: gates('Keys') })
    commit(root, 'Say', { [p0]: gates('Keys and plans') })
    commit(root, 'Add', { [p0]: gates('Keys and plans', '    - id: P0.entry.2\n      statement: Boxes\n') })
    const disk = { onDisk: onDisk(root, p0) }
    expect(told((await historyOf(root, 'P0', { type: 'phase', ...disk })).events)).toEqual(['start: added', 'Add: entry.criteria'])
    expect(told((await historyOf(root, 'P0.entry', { type: 'gate', ...disk })).events)).toEqual(['start: added', 'Add: criteria'])
    const criterion = await historyOf(root, 'P0.entry.1', { type: 'criterion', ...disk })
    expect(told(criterion.events)).toEqual(['start: added', 'Say: statement'])
    expect(criterion.events[0]?.within).toEqual({ phase: 'P0', gate: 'P0.entry' })
  })

  test('in a folder of a repository, in a repository of SHA-256, with names that are not plain', async () => {
    const spec = 'tools/größe/specification'
    const root = tempRepository({ [`${spec}/program.yaml`]: program, [`${spec}/phases/P0.yaml`]: phase(task('T-1', 'One')) }, 'sha256')
    commit(root, 'Two "quoted" ☃', { [`${spec}/phases/P0.yaml`]: phase(task('T-1', 'Two')) })
    const inside = await historyOf(join(root, 'tools/größe'), 'T-1', { type: 'task', onDisk: onDisk(join(root, 'tools/größe'), p0) })
    expect(told(inside.events)).toEqual(['start: added', 'Two "quoted" ☃: title'])
    expect(inside.events[0]?.file).toBe(p0)
    // From elsewhere in the repository: the path leads there.
    mkdirSync(join(root, 'now/specification'), { recursive: true })
    git(root, 'mv', `${spec}/program.yaml`, 'now/specification/program.yaml')
    git(root, 'mv', `${spec}/phases`, 'now/specification/phases')
    commit(root, 'Elsewhere')
    const moved = await historyOf(join(root, 'now'), 'T-1', { type: 'task', onDisk: onDisk(join(root, 'now'), p0) })
    expect(told(moved.events)).toEqual(['start: added', 'Two "quoted" ☃: title', 'Elsewhere: file'])
    expect(moved.events[0]?.file).toBe('../tools/größe/specification/phases/P0.yaml')
  })

  test('of one program, not of another one with the same ids', async () => {
    const root = tempRepository({
      'specification/program.yaml': program,
      [p0]: phase(task('T-1', 'One')),
      'specification/garden/program.yaml': program.replace('move', 'garden'),
      'specification/garden/tasks.yaml': 'format: 1\ntasks:\n  - id: T-1\n    title: Dig\n',
      'test/fixtures/specification/program.yaml': program,
      'test/fixtures/specification/tasks.yaml': 'format: 1\ntasks:\n  - id: T-1\n    title: Fixture\n',
    })
    const garden = { specification: 'specification/garden', type: 'task' as const, onDisk: onDisk(root, 'specification/garden/tasks.yaml') }
    commit(root, 'Dig on', { 'specification/garden/tasks.yaml': 'format: 1\ntasks:\n  - id: T-1\n    title: Dig on\n' })
    expect(told((await historyOf(root, 'T-1', { ...garden, onDisk: onDisk(root, 'specification/garden/tasks.yaml') })).events)).toEqual([
      'start: added',
      'Dig on: title',
    ])
    expect(told((await historyOf(root, 'T-1', { type: 'task', onDisk: onDisk(root, p0) })).events)).toEqual(['start: added'])
  })

  test('while a file cannot be read, or is no file', async () => {
    const root = tempRepository({ 'specification/program.yaml': program, [p0]: phase(task('T-1', 'One')) })
    commit(root, 'Conflict', { [p0]: phase('<<<<<<< HEAD\n', task('T-1', 'One'), '=======\n', task('T-1', 'Two'), '>>>>>>> side\n') })
    commit(root, 'Mend', { [p0]: phase(task('T-1', 'Two')) })
    execFileSync('ln', ['-s', 'P0.yaml', join(root, p1)])
    commit(root, 'Link')
    expect(told((await historyOf(root, 'T-1', { type: 'task', onDisk: onDisk(root, p0) })).events)).toEqual([
      'start: added',
      'Conflict: unreadable',
      'Mend: title',
    ])
  })

  test('in a clone without the whole history, and where there is none', async () => {
    const root = tempRepository({ 'specification/program.yaml': program, [p0]: phase(task('T-1', 'One')) })
    commit(root, 'Two', { [p0]: phase(task('T-1', 'Two')) })
    commit(root, 'Three', { [p0]: phase(task('T-1', 'Three')) })
    const folder = tempFolder()
    git(folder, 'clone', '-q', '--depth', '2', `file://${root}`, 'clone')
    const clone = join(folder, 'clone')
    const { events } = await historyOf(clone, 'T-1', { type: 'task', onDisk: onDisk(clone, p0) })
    expect(told(events)).toEqual(['Two: added', 'Three: title'])
    expect(events[0]?.isCutOff).toBe(true)
    expect(events[1]?.isCutOff).toBeUndefined()

    const none = tempFolder({ [p0]: phase(task('T-1', 'One')) })
    expect(await readHistory(none, { id: 'T-1', specification: 'specification', initial })).toMatchObject({
      ok: false,
      diagnostics: [{ code: 'git/unavailable' }],
    })
    git(none, 'init', '-q')
    expect(told((await historyOf(none, 'T-1', { type: 'task', onDisk: onDisk(none, p0) })).events)).toEqual(['not committed: added'])
  })

  test('is not told where git cannot answer', async () => {
    const root = tempRepository({ 'specification/program.yaml': program, [p0]: phase(task('T-1', 'One')) })
    const blob = git(root, 'rev-parse', `HEAD:${p0}`)
    rmSync(join(root, '.git/objects', blob.slice(0, 2), blob.slice(2)), { force: true })
    const read = await readHistory(root, { id: 'T-1', specification: 'specification', initial })
    expect(read).toMatchObject({ ok: false, diagnostics: [{ code: 'git/unavailable' }] })
    vi.stubEnv('PATH', root)
    expect(await readHistory(root, { id: 'T-1', specification: 'specification', initial })).toMatchObject({
      ok: false,
      diagnostics: [{ code: 'git/unavailable' }],
    })
    vi.unstubAllEnvs()
  })
})
