// tested-for: P5.R3
import { execFileSync } from 'node:child_process'
import { renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { type PastProgram, readScheduleHistory, type ScheduleHistory, type ScheduleHistoryRequest } from '../src/read-schedule-history.ts'
import { spawned } from './support/spawned.ts'
import { git, tempFolder, writeFiles } from './support/temp.ts'

vi.mock('node:child_process', async (original) => (await import('./support/spawned.ts')).counted(await original()))
afterEach(spawned.forget)

const program = 'format: 1\nid: move\nname: The move\n'
const phase = (tasks: number, done = 0): string =>
  `format: 1\nid: P0\ntitle: Prepare\ntasks:\n${Array.from(
    { length: tasks },
    (_, index) => `  - id: T-${index + 1}\n    title: Task ${index + 1}\n${index < done ? '    state: done\n' : ''}`,
  ).join('')}`
const folders = { specification: 'specification', inbox: 'inbox', outbox: 'outbox', evidence: 'docs/evidence' }
const move: ScheduleHistoryRequest['program'] = { id: 'move', isDefault: true, folders }

function repository(): string {
  const root = tempFolder()
  git(root, 'init', '-q', '-b', 'main')
  return root
}

/** Commits files (null removes one) at a day of October 2026. */
function commitOn(root: string, day: number, files: Readonly<Record<string, string | null>>, subject = `day ${day}`): string {
  for (const [path, text] of Object.entries(files)) {
    if (text === null) rmSync(join(root, path))
    else writeFiles(root, { [path]: text })
  }
  const at = `2026-10-${String(day).padStart(2, '0')}T12:00:00Z`
  const env = { ...process.env, GIT_AUTHOR_DATE: '2020-01-01T00:00:00Z', GIT_COMMITTER_DATE: at }
  const run = (...args: string[]): string =>
    execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@example.org', ...args], { cwd: root, env, encoding: 'utf8' }).trim()
  run('add', '-A')
  run('commit', '-q', '--allow-empty', '-m', subject)
  return run('rev-parse', 'HEAD')
}

/** "10-05 1/3": the day, and tasks done of all. */
const told = ({ at, program: { tasks } }: PastProgram): string =>
  `${at.slice(5, 10)} ${[...tasks.values()].filter(({ record }) => record.state === 'done').length}/${tasks.size}`

async function historyOf<T>(
  root: string,
  tell: (past: PastProgram) => T,
  more: Partial<ScheduleHistoryRequest> = {},
): Promise<ScheduleHistory<T>> {
  const read = await readScheduleHistory(root, { program: move, by: 'commit', ...more }, tell)
  if (!read.ok) throw new Error(read.diagnostics.map(({ message }) => message).join())
  return read.history
}

const p0 = 'specification/phases/P0.yaml'
const start = { 'refractor.yaml': 'format: 1\n', 'specification/program.yaml': program }

describe('the past of a program', () => {
  test('one state after the other along the branch, and only where the plan changed', async () => {
    const root = repository()
    commitOn(root, 1, { 'README.md': 'x' })
    commitOn(root, 2, { ...start, [p0]: phase(2) })
    commitOn(root, 3, { 'README.md': 'y', 'specification/risks.yaml': 'format: 1\nrisks: []\n' })
    git(root, 'checkout', '-q', '-b', 'side')
    commitOn(root, 4, { [p0]: phase(3) })
    commitOn(root, 5, { [p0]: phase(4) })
    git(root, 'checkout', '-q', 'main')
    commitOn(root, 6, { 'README.md': 'z' })
    git(root, 'merge', '-q', '--no-ff', '--no-commit', 'side')
    commitOn(root, 7, {}, 'Merge side')
    commitOn(root, 8, { [p0]: phase(4, 1) })
    const history = await historyOf(root, told)
    expect(history).toEqual({
      points: ['10-02 0/2', '10-07 0/4', '10-08 1/4'],
      commits: 3,
      versions: 4,
      leftOut: 0,
      unreadable: [],
      isCutOff: false,
    })
    expect((await historyOf(root, ({ subject }) => subject))?.points).toEqual(['day 2', 'Merge side', 'day 8'])
  })

  test('the last state of each day or week, from Monday', async () => {
    const root = repository()
    // 2026-10-04 is a Sunday.
    for (const [day, tasks] of [
      [3, 1],
      [4, 2],
      [5, 3],
      [5, 4],
      [11, 5],
      [26, 6],
    ] as const)
      commitOn(root, day, { ...start, [p0]: phase(tasks) })
    expect((await historyOf(root, told, { by: 'day' })).points).toEqual(['10-03 0/1', '10-04 0/2', '10-05 0/4', '10-11 0/5', '10-26 0/6'])
    expect((await historyOf(root, told, { by: 'week' })).points).toEqual(['10-04 0/2', '10-11 0/5', '10-26 0/6'])
    const few = await historyOf(root, told, { max: 3 })
    expect(few).toMatchObject({ points: ['10-03 0/1', '10-05 0/4', '10-26 0/6'], leftOut: 3 })
  })

  test('since a day, a tag, and a commit of a branch that was merged later: what they found comes first', async () => {
    const root = repository()
    commitOn(root, 1, { ...start, [p0]: phase(1) })
    commitOn(root, 2, { [p0]: phase(2) })
    commitOn(root, 3, { 'README.md': 'x' })
    git(root, 'tag', 'v1')
    git(root, 'checkout', '-q', '-b', 'side')
    const side = commitOn(root, 4, { [p0]: phase(3) })
    git(root, 'checkout', '-q', 'main')
    git(root, 'merge', '-q', '--no-ff', '--no-commit', 'side')
    commitOn(root, 5, {}, 'Merge side')
    commitOn(root, 6, { [p0]: phase(4) })
    expect((await historyOf(root, told, { since: '2026-10-04' })).points).toEqual(['10-02 0/2', '10-05 0/3', '10-06 0/4'])
    expect((await historyOf(root, told, { since: 'v1' })).points).toEqual(['10-02 0/2', '10-05 0/3', '10-06 0/4'])
    expect((await historyOf(root, told, { since: side })).points).toEqual(['10-02 0/2', '10-05 0/3', '10-06 0/4'])
    expect((await historyOf(root, told, { since: '2026-11-01' })).points).toEqual(['10-06 0/4'])
    git(root, 'tag', '2026-10-01', 'main')
    expect((await historyOf(root, told, { since: '2026-10-01' })).points).toEqual(['10-06 0/4'])
    const unknown = await readScheduleHistory(root, { program: move, since: 'v9' }, told)
    expect(unknown).toMatchObject({ ok: false, diagnostics: [{ code: 'git/unknown-revision' }] })
  })

  test('a folder that moved, a second program inside, closed phases, and files that were broken for a while', async () => {
    const root = repository()
    commitOn(root, 1, { ...start, [p0]: phase(1), 'specification/other/program.yaml': 'format: 1\nid: other\nname: O\n' })
    commitOn(root, 2, { 'specification/other/phases/P9.yaml': 'format: 1\nid: P9\ntitle: x\n' })
    const broken = commitOn(root, 3, { [p0]: 'format: 1\nid: [P0\n' })
    renameSync(join(root, 'specification'), join(root, 'plan'))
    commitOn(root, 4, { 'plan/phases/P0.yaml': phase(2) })
    const review = JSON.stringify({ kind: 'review', program: 'move', phase: 'P0', verdict: 'met', date: '2026-10-05T10:00:00Z' })
    commitOn(root, 5, { 'outbox/P0/metadata.json': review, 'outbox/P1/metadata.json': review, 'outbox/P2/metadata.json': '{' })
    commitOn(root, 6, { 'outbox/P0/metadata.json': null })
    const history = await historyOf(root, (past) => `${told(past)} ${[...past.closed].join()} ${[...past.program.phases.keys()].join()}`, {
      program: { ...move, folders: { ...folders, specification: 'plan' } },
      others: ['plan/other'],
    })
    expect(history.points).toEqual(['10-01 0/1  P0', '10-04 0/2  P0', '10-05 0/2 P0,2026-10-05 P0', '10-06 0/2  P0'])
    expect(history.unreadable).toEqual([{ commit: broken, at: '2026-10-03T12:00:00Z', file: p0 }])
  })

  test('a workspace below the top of its repository, and clocks that go back', async () => {
    const root = repository()
    const below = (files: Readonly<Record<string, string>>): Record<string, string> =>
      Object.fromEntries(Object.entries(files).map(([path, text]) => [`tools/plan/${path}`, text]))
    commitOn(root, 1, below({ ...start, [p0]: phase(1) }))
    commitOn(root, 9, below({ [p0]: phase(2) }))
    commitOn(root, 3, below({ [p0]: phase(3) }))
    commitOn(root, 10, { 'specification/program.yaml': program, [p0]: phase(9) })
    const history = await historyOf(join(root, 'tools/plan'), told)
    expect(history.points).toEqual(['10-01 0/1', '10-09 0/2', '10-09 0/3'])
  })

  test('a clone that holds only the last commits says so', async () => {
    const root = repository()
    for (const day of [1, 2, 3]) commitOn(root, day, { ...start, [p0]: phase(day) })
    const clone = tempFolder()
    git(clone, 'clone', '-q', '--depth', '2', `file://${root}`, 'it')
    expect(await historyOf(join(clone, 'it'), told)).toMatchObject({ points: ['10-02 0/2', '10-03 0/3'], isCutOff: true })
  })

  test('nothing where there is no commit, and a refusal where there is no repository', async () => {
    expect(await historyOf(repository(), told)).toMatchObject({ points: [], commits: 0 })
    expect(await readScheduleHistory(tempFolder(), { program: move }, told)).toMatchObject({
      ok: false,
      diagnostics: [{ code: 'git/unavailable' }],
    })
  })
})

/** Writes many commits at once. */
function imported(root: string, commits: number): void {
  const parts: string[] = []
  const put = (path: string, text: string): string => `M 100644 inline ${path}\ndata ${Buffer.byteLength(text)}\n${text}\n`
  for (let index = 0; index < commits; index++) {
    const at = Date.UTC(2026, 0, 1) / 1000 + index * 3600
    const files = index === 0 ? Object.entries(start) : []
    parts.push(`commit refs/heads/main\ncommitter A <a@example.org> ${at} +0000\ndata 1\nx\n`)
    for (const [path, text] of files) parts.push(put(path, text))
    parts.push(
      put(
        `specification/phases/P${index % 5}.yaml`,
        phase((index % 7) + 1)
          .replaceAll('P0', `P${index % 5}`)
          .replaceAll('T-', `T-${index % 5}-`),
      ),
    )
  }
  execFileSync('git', ['fast-import', '--quiet'], { cwd: root, input: parts.join('') })
}

test('however long the history is, git is started twice, with a start four times, and each version of a file is parsed once', async () => {
  const counts: Record<number, number[]> = {}
  for (const commits of [5, 400]) {
    const root = repository()
    imported(root, commits)
    const calls: number[] = []
    for (const since of [undefined, 'main~3', '2026-01-02']) {
      spawned.forget()
      const history = await historyOf(root, ({ program: { phases } }) => phases.size, { since, max: 1000 })
      calls.push(spawned.calls.length)
      if (since === undefined) expect(history).toMatchObject({ commits, versions: Math.min(36, commits + 1) })
    }
    counts[commits] = calls
  }
  expect(counts[400]).toEqual(counts[5])
  expect(counts[400]).toEqual([2, 4, 3])
})
