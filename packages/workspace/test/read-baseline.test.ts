// tested-for: P5.R3
import { describe, expect, test, vi } from 'vitest'
import { applyPlan } from '../src/apply-plan.ts'
import { type Baseline, readBaseline } from '../src/read-baseline.ts'
import { readCase } from '../src/read-case.ts'
import { readSnapshot } from '../src/read-snapshot.ts'
import { takeSnapshot } from '../src/take-snapshot.ts'
import { spawned } from './support/spawned.ts'
import { git, tempFolder, tempRepository, writeFiles } from './support/temp.ts'

vi.mock('node:child_process', async (original) => (await import('./support/spawned.ts')).counted(await original()))

const program = 'format: 1\nid: move\nname: The move\n'
const phase = (title: string): string => `format: 1\nid: P0\ntitle: ${title}\n`
const p0 = 'specification/phases/P0.yaml'
const files = { 'refractor.yaml': 'format: 1\n', 'specification/program.yaml': program, [p0]: phase('First') }

function change(root: string, title: string): string {
  writeFiles(root, { [p0]: phase(title) })
  git(root, 'commit', '-q', '-a', '-m', title)
  return git(root, 'rev-parse', 'HEAD')
}

async function snapshotOf(root: string, minute: number): Promise<string> {
  const snapshot = await readSnapshot(root, { cache: false })
  const own = snapshot.programs[0]?.program
  if (own === undefined) throw new Error(JSON.stringify(snapshot.diagnostics))
  const { case: records } = await readCase(snapshot, own, { cache: false })
  const now = `2026-11-21T10:0${minute}:00Z`
  const taken = takeSnapshot(root, own, records, {}, { now, author: 'Ada <ada@example.org>', commit: git(root, 'rev-parse', 'HEAD') })
  if (!taken.ok || taken.record === undefined) throw new Error(JSON.stringify(taken.diagnostics))
  expect(applyPlan(root, taken.plan)).toMatchObject({ ok: true })
  expect(taken.keep()).toEqual([])
  return taken.record.id
}

async function baseline(root: string, name: string): Promise<Baseline> {
  const read = await readBaseline(root, name, 'move')
  if (!read.ok) throw new Error(read.diagnostics.map(({ message }) => message).join())
  return read.value
}
const titleOf = ({ program: { phases } }: Baseline): string | undefined => phases.get('P0')?.record.title

async function refusal(root: string, name: string, id = 'move'): Promise<string> {
  const read = await readBaseline(root, name, id)
  return read.ok ? 'ok' : read.diagnostics.map(({ code, help }) => `${code}${help === undefined ? ' without help' : ''}`).join()
}

describe('a baseline', () => {
  test('is a tag, a branch, a commit, or a day: the last commit of the branch until then', async () => {
    const root = tempRepository(files)
    git(root, 'tag', '-a', 'v1', '-m', 'v1')
    const second = change(root, 'Second')
    writeFiles(root, { [p0]: phase('Not committed') })
    expect(await baseline(root, 'v1')).toMatchObject({ name: 'v1', kind: 'revision', at: '2026-01-05T10:00:00Z', snapshot: undefined })
    expect(titleOf(await baseline(root, 'v1'))).toBe('First')
    expect(titleOf(await baseline(root, 'main'))).toBe('Second')
    expect(await baseline(root, second.slice(0, 10))).toMatchObject({ kind: 'revision', commit: second })
    expect(await baseline(root, '2026-01-05')).toMatchObject({ kind: 'day', commit: second })
    expect(await baseline(root, '2026-12-31')).toMatchObject({ kind: 'day', commit: second })
    expect(await refusal(root, '2026-01-04')).toBe('git/unknown-revision')
    expect(await refusal(root, '2026-13-01')).toBe('git/unknown-revision')
    git(root, 'tag', '2026-12-31', 'v1')
    expect(titleOf(await baseline(root, '2026-12-31'))).toBe('First')
    spawned.forget()
    await baseline(root, 'main')
    const calls = spawned.calls.length
    for (let index = 0; index < 5; index++) change(root, `Change ${index}`)
    spawned.forget()
    await baseline(root, 'main')
    expect(spawned.calls.length).toBe(calls)
  })

  test('is a snapshot: by its id, the beginning of one, or the newest', async () => {
    const root = tempRepository({ ...files, '.gitignore': '.refractor/journal/\n.refractor/lock\n.refractor/cache/\n' })
    expect(await refusal(root, 'latest')).toBe('cli/unknown-id')
    // What was not committed is part of a snapshot.
    writeFiles(root, { [p0]: phase('Draft') })
    const first = await snapshotOf(root, 0)
    writeFiles(root, { [p0]: phase('Later') })
    const later = await snapshotOf(root, 1)
    expect(titleOf(await baseline(root, 'latest'))).toBe('Later')
    expect(await baseline(root, first)).toMatchObject({ kind: 'snapshot', snapshot: first, at: '2026-11-21T10:00:00Z' })
    expect(titleOf(await baseline(root, first))).toBe('Draft')
    expect(await baseline(root, later.slice(0, 16))).toMatchObject({ snapshot: later })
    expect(await refusal(root, later.slice(0, 9))).toBe('link/ambiguous-id')
    expect(await refusal(root, '20200101T')).toBe('cli/unknown-id')
    const clone = tempFolder()
    git(root, 'add', '-A')
    git(root, 'commit', '-q', '-m', 'records')
    git(clone, 'clone', '-q', `file://${root}`, 'it')
    expect(await refusal(`${clone}/it`, 'latest')).toBe('snapshot/absent')
  })

  test('is refused where it has no such program, or one that cannot be read', async () => {
    const root = tempRepository({ 'README.md': 'x' })
    git(root, 'tag', 'empty')
    writeFiles(root, files)
    git(root, 'add', '-A')
    git(root, 'commit', '-q', '-m', 'plan')
    writeFiles(root, { [p0]: 'format: 1\nid: [\n' })
    git(root, 'commit', '-q', '-a', '-m', 'broken')
    git(root, 'tag', 'broken')
    expect(await refusal(root, 'empty')).toBe('change/invalid-base')
    expect(await refusal(root, 'broken')).toBe('change/invalid-base')
    expect(await refusal(root, 'broken~1')).toBe('ok')
    expect(await refusal(root, 'broken~1', 'other')).toBe('cli/unknown-id')
    expect(await refusal(root, 'v9')).toBe('git/unknown-revision')
    expect(await refusal(tempFolder(files), 'main')).toBe('git/unavailable')
  })
})
