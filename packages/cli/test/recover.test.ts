// tested-for: P4.R1
import { readFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { watchFaultPoints } from '@refractor/workspace'
import { expect, test } from 'vitest'
import { run } from '../src/run.ts'
import type { Scenario } from './transcripts/scenario.ts'
import { golden, scenarios } from './transcripts/scenarios.ts'

const scenario = scenarios()

/** A command that the transcript does not show; what it says on standard error. */
async function quietly(s: Scenario, line: string): Promise<string> {
  let stderr = ''
  await run(line.split(' '), {
    cwd: s.root,
    env: {},
    version: '0.0.0',
    isTTY: false,
    interactive: false,
    width: 100,
    pagesDirs: [],
    now: () => '2026-11-21T10:00:00Z',
    stdout: () => {},
    stderr: (text) => {
      stderr += text
    },
    ask: () => Promise.resolve(false),
    askText: () => Promise.resolve(undefined),
  })
  return stderr
}

/** A command whose process is killed right before it makes a call on a path that ends so. */
async function killed(s: Scenario, line: string, call: string, end: string): Promise<void> {
  let isDead = false
  watchFaultPoints((point, moment) => {
    isDead ||= moment === 'before' && point.call === call && point.path.endsWith(end)
    if (isDead) throw Object.assign(new Error(), { code: 'KILLED' })
  })
  try {
    await quietly(s, line)
  } finally {
    watchFaultPoints(undefined)
  }
  s.note(`refractor ${line}: killed before it could ${call} ${end}`)
}

const transcript = (s: Scenario): string =>
  s
    .transcript()
    .replaceAll(`process ${process.pid} on ${hostname()}`, 'process <pid> on <host>')
    .replaceAll(`"pid": ${process.pid}`, '"pid": 0')
    .replaceAll(`"host": "${hostname()}"`, '"host": "<host>"')

const phase = 'specification/phases/P0.yaml'
const textOf = (s: Scenario): string => readFileSync(join(s.root, phase), 'utf8')

test('a change that is stopped half way is finished or undone', async () => {
  const s = scenario('harbour-library')
  // The name of the machine is part of what is said, and may be long.
  s.io = { width: 160 }
  s.commit('The plan of the move')
  await s.refractor('recover')
  await killed(s, 'task start P0.M1.T1', 'link', phase)
  for (const line of ['gate check P0', 'status', 'validate', 'show P0.M1.T1', 'task start P0.M1.T2 --dry-run', ''])
    expect((await s.refractor(line)).code).toBe(4)
  for (const line of ['explain workspace/journal-open', 'config show', 'doctor', 'gate check P0 --base HEAD --head HEAD', 'status --help'])
    expect(await quietly(s, line), line).not.toContain('journal-open')
  await s.refractor('recover --dry-run')
  await s.refractor('recover')
  expect(textOf(s)).toContain('state: in-progress')
  await s.refractor('recover')
  await killed(s, 'task done P0.M1.T1', 'rename', '.committed.json')
  await s.refractor('recover')
  expect(textOf(s)).toContain('state: in-progress')
  await killed(s, 'task done P0.M1.T1', 'link', phase)
  await s.refractor('task start P0.M1.T2')
  expect(textOf(s)).toContain('state: done')
  const before = textOf(s)
  await killed(s, 'task done P0.M1.T2', 'link', phase)
  s.write(phase, before.replace('Plan the move', 'Plan the great move'), `somebody edits ${phase}`)
  await s.refractor('recover')
  await s.refractor('task reopen P0.M1.T2')
  await s.refractor('recover --back --forward')
  await s.refractor(`recover --keep ${phase} --json`)
  expect(textOf(s)).toContain('great move')
  await s.refractor('audit verify')
  const shown = transcript(s)
  // Which of two events of the same number is listed first depends on their digests.
  const { stdout } = await s.refractor('audit log --json')
  const types = [...stdout.matchAll(/"type": "([\w.]+)"/g)].map(([, type]) => type)
  expect(types.sort()).toMatchInlineSnapshot(`
    [
      "journal.recovered",
      "task.done",
      "task.done",
      "task.started",
      "task.started",
    ]
  `)
  await expect(shown).toMatchFileSnapshot(golden('recover'))
})
