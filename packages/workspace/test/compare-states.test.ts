import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { type ComparedStates, compareStates, type StatesAsked } from '../src/compare-states.ts'
import { readStateAt } from '../src/read-state-at.ts'
import { spawned } from './support/spawned.ts'
import { git, tempFolder, tempRepository, writeFiles } from './support/temp.ts'

vi.mock('node:child_process', async (original) => (await import('./support/spawned.ts')).counted(await original()))
afterEach(spawned.forget)

const now = '2026-11-21T10:00:00Z'
const program = 'format: 1\nid: move\nname: The move\n'
const phase = (title: string): string => `format: 1
id: P0
title: ${title}
tasks: [{ id: T1, title: Pack, state: in-progress }]
exit:
  criteria:
    - { id: P0.1, statement: There is a route., check: { kind: artifact, paths: [route.md] } }
`
const demo = { 'refractor.yaml': 'format: 1\n', 'specification/program.yaml': program, 'specification/phases/P0.yaml': phase('Plan') }

function commit(root: string, files: Readonly<Record<string, string>>): void {
  writeFiles(root, files)
  git(root, 'add', '-A')
  git(root, 'commit', '-q', '-m', 'on')
}

async function compared(root: string, asked: StatesAsked, only?: string): Promise<ComparedStates> {
  const answer = await compareStates(root, asked, { now, program: only })
  if (!answer.ok) throw new Error(answer.diagnostics.map((one) => one.message).join('\n'))
  return answer.value
}

async function refusal(root: string, asked: StatesAsked, only?: string): Promise<string[]> {
  const answer = await compareStates(root, asked, { now, program: only })
  return answer.ok ? [] : answer.diagnostics.map(({ code }) => code)
}

const titles = ({ programs }: ComparedStates): string[] =>
  programs.flatMap(({ records }) => records.map(({ change, type, id }) => `${change} ${type} ${id}`))

describe('two states', () => {
  test('of commits and of the work tree, each judged on its own files', async () => {
    const root = tempRepository(demo)
    commit(root, { 'specification/phases/P0.yaml': phase('Plan the move'), 'route.md': '# Route\n' })
    const between = await compared(root, { base: 'HEAD~1', head: 'HEAD' })
    expect(titles(between)).toEqual(['changed phase P0'])
    expect(between.programs[0]?.gates.map(({ id, before, after }) => [id, before, after])).toEqual([['P0', 'unmet', 'met']])
    expect([between.base, between.head].map(({ revision, committedAt }) => [revision, committedAt])).toEqual([
      ['HEAD~1', '2026-01-05T10:00:00Z'],
      ['HEAD', '2026-01-05T10:00:00Z'],
    ])
    writeFileSync(join(root, 'specification/phases/P0.yaml'), phase('Plan'))
    const now = await compared(root, { base: 'HEAD' })
    expect([titles(now), now.head.commit]).toEqual([['changed phase P0'], undefined])
    expect(titles(await compared(root, { base: 'HEAD~1' }))).toEqual([])
  })

  test('since head left base: what base got in the meantime is no part of it', async () => {
    const root = tempRepository(demo)
    git(root, 'checkout', '-q', '-b', 'change')
    commit(root, { 'specification/risks.yaml': 'format: 1\nrisks: [{ id: R1, title: Rain, tasks: [T1] }]\n' })
    git(root, 'checkout', '-q', 'main')
    commit(root, { 'specification/phases/P0.yaml': phase('Plan on') })
    expect(titles(await compared(root, { base: 'main', head: 'change' }))).toEqual(['changed phase P0', 'added risk R1'])
    expect(titles(await compared(root, { base: 'main', head: 'change', sinceParting: true }))).toEqual(['added risk R1'])
    git(root, 'checkout', '-q', '--orphan', 'other')
    git(root, 'commit', '-q', '-m', 'alone')
    expect(await refusal(root, { base: 'main', head: 'other', sinceParting: true })).toEqual(['git/missing-history'])
    expect(await refusal(root, { base: 'main', head: 'nowhere', sinceParting: true })).toEqual(['git/unknown-revision'])
    expect(await refusal(root, { base: 'nowhere', head: 'main', sinceParting: true })).toEqual(['git/unknown-revision'])
    const clone = join(tempFolder(), 'clone')
    git(root, 'clone', '-q', '--depth', '1', '--no-single-branch', `file://${root}`, clone)
    const shallow = await compareStates(clone, { base: 'origin/main', head: 'origin/change', sinceParting: true }, { now })
    expect(shallow).toMatchObject({ ok: false, diagnostics: [{ help: 'git fetch --unshallow origin' }] })
    writeFileSync(join(root, 'refractor.yaml'), 'format: [\n')
    expect(await refusal(root, { base: 'main' })).toEqual(['yaml/syntax'])
  })

  test('before there was a workspace, and after: its programs came, and went', async () => {
    const root = tempRepository({ 'README.md': 'Nothing\n' })
    commit(root, demo)
    const { programs, others, workspace } = await compared(root, { base: 'HEAD~1', head: 'HEAD' })
    expect([programs, others, workspace]).toEqual([[], [{ id: 'move', name: 'The move', change: 'added' }], []])
    expect((await compared(root, { base: 'HEAD', head: 'HEAD~1' })).others).toEqual([{ id: 'move', name: 'The move', change: 'removed' }])
  })

  test('with several programs, or one of them', async () => {
    const root = tempRepository(demo)
    commit(root, {
      'refractor.yaml': 'format: 1\nprograms: [{ id: move, default: true }, { id: garden }]\n',
      'specification/garden/program.yaml': 'format: 1\nid: garden\nname: The garden\n',
    })
    commit(root, { 'specification/garden/tasks.yaml': 'format: 1\ntasks: [{ id: G1, title: Dig }]\n' })
    expect((await compared(root, { base: 'HEAD~2', head: 'HEAD' })).others.map(({ id }) => id)).toEqual(['garden'])
    expect(titles(await compared(root, { base: 'HEAD~1', head: 'HEAD' }, 'garden'))).toEqual(['added task G1'])
    expect(titles(await compared(root, { base: 'HEAD~1', head: 'HEAD' }, 'move'))).toEqual([])
    expect(await refusal(root, { base: 'HEAD~1', head: 'HEAD' }, 'gardn')).toEqual(['cli/unknown-id'])
  })

  test('a side with errors is told apart from the other, and gets no verdict', async () => {
    const root = tempRepository(demo)
    commit(root, { 'specification/phases/P0.yaml': phase('Plan').replace('title: Pack', 'title: Pack, prerequisites: [T9]') })
    commit(root, { 'specification/phases/P0.yaml': 'format: 1\nid: [\n' })
    const codes = async (base: string, head?: string): Promise<(readonly [string, string])[]> =>
      (await compared(root, { base, ...(head && { head }) })).diagnostics.map(({ code, severity }) => [code, severity] as const)
    expect(await codes('HEAD~2', 'HEAD~1')).toEqual([['change/invalid-head', 'error']])
    const { programs, diagnostics } = await compared(root, { base: 'HEAD~1', head: 'HEAD~2' })
    expect(diagnostics.map(({ code, severity }) => [code, severity])).toEqual([['change/invalid-base', 'warning']])
    expect(programs[0]?.gates.map(({ before, after }) => [before, after])).toEqual([['unknown', 'unmet']])
    // What stands in a file that cannot be read is not gone.
    const broken = await compared(root, { base: 'HEAD', head: 'HEAD~2' })
    expect(broken.programs).toEqual([])
    expect(broken.diagnostics.map(({ code, severity }) => [code, severity])).toEqual([['change/invalid-base', 'error']])
    expect((await codes('HEAD~2')).map(([code]) => code)).toEqual(['yaml/syntax'])
  })
})

describe('how little git is asked', () => {
  test.each([2, 200])('the processes for a comparison do not grow: %i files and commits', async (count) => {
    const many = Object.fromEntries(
      Array.from({ length: count }, (_, i) => [`specification/phases/P${i + 1}.yaml`, `format: 1\nid: P${i + 1}\ntitle: Phase ${i}\n`]),
    )
    const root = tempRepository({ ...demo, ...many, '.refractor/approvals/a.json': '{}', 'docs/evidence/P0/a/metadata.json': '{}' })
    for (let i = 0; i < Math.min(count, 5); i++) commit(root, { 'specification/phases/P0.yaml': phase(`Plan ${i}`) })
    commit(root, { ...Object.fromEntries(Object.entries(many).map(([path, text]) => [path, `${text}summary: new\n`])) })
    spawned.forget()
    const { programs } = await compared(root, { base: 'HEAD~2', head: 'HEAD', sinceParting: true })
    expect(programs[0]?.records).toHaveLength(count + 1)
    expect(spawned.calls.length).toBeLessThanOrEqual(24)
    expect(new Set(spawned.subcommands())).toEqual(new Set(['rev-parse', 'merge-base', 'ls-tree', 'cat-file']))
  })
})

describe('a state at a revision', () => {
  test('is read whole, or told why not', async () => {
    const root = tempRepository(demo)
    const read = await readStateAt(root, 'main')
    expect(read).toMatchObject({ ok: true, value: { committedAt: '2026-01-05T10:00:00Z', snapshot: { programs: [{ id: 'move' }] } } })
    expect(await readStateAt(root, 'other')).toMatchObject({ ok: false, diagnostics: [{ code: 'git/unknown-revision' }] })
    expect(await readStateAt(tempFolder(demo), 'main')).toMatchObject({ ok: false, diagnostics: [{ code: 'git/unavailable' }] })
    const empty = tempRepository({ 'a.txt': 'a' })
    expect(await readStateAt(empty, 'main')).toMatchObject({ ok: false, diagnostics: [{ code: 'workspace/not-found' }], tree: {} })
  })
})
