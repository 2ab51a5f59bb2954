// tested-for: P4.R2
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  compareLogs,
  compareReadings,
  milestones,
  phases,
  phaseText,
  placeOf,
  replay,
  sha256,
  tasks,
  // biome-ignore lint/correctness/useImportExtensions: its types lie beside it
} from '../../../scripts/concurrency-model.mjs'

const script = fileURLToPath(new URL('../../../scripts/prove-concurrency.mjs', import.meta.url))

it('processes that work on one workspace at the same time lose nothing, double nothing, and see no half of a change', () => {
  const ran = spawnSync(process.execPath, [script, '--quick'], { encoding: 'utf8' })
  expect({ status: ran.status, said: ran.status === 0 ? '' : ran.stdout + ran.stderr }).toEqual({ status: 0, said: '' })
}, 180_000)

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'refractor-model-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function log(...entries: object[]): string[] {
  const file = join(folder, 'log')
  writeFileSync(file, entries.map((one) => JSON.stringify(one)).join('\n'))
  return [file]
}

describe('the model that judges them notices', () => {
  const start = new Map<string, string>([
    ...tasks.map((id: string) => [id, 'open'] as const),
    ...milestones.map((id: string) => [id, 'planned'] as const),
  ])
  const first = new Map(start).set('P0.T1', 'done')
  const second = new Map(first).set('P1.T1', 'done')
  const half = new Map(start).set('P1.T1', 'done')
  const reading = (states: ReadonlyMap<string, string>): object => ({
    exitCode: 0,
    codes: [],
    states: Object.fromEntries(tasks.map((id: string) => [id, states.get(id)])),
  })

  it.each<[string, ReadonlyMap<string, string>[], number]>([
    ['nothing in readings that follow the log', [start, first, first, second], 0],
    ['half of a change', [half], 1],
    ['a reading that is older than the one before', [second, first], 1],
  ])('%s', (_, readings, faults) => {
    expect(compareReadings(log(...readings.map(reading)), [start, first, second]).faults).toHaveLength(faults)
  })

  const command = { index: 0, argv: ['task', 'done', 'P0.T1'] }
  const done = { index: 0, exitCode: 0, applied: true }
  const event = { actor: 'writer-1 <writer-1@example.org>', type: 'task.done', ids: ['P0.T1'] }
  it.each<[string, object[], object[], number]>([
    ['nothing when a command has its event', [command, done], [event], 0],
    ['nothing when a killed command has one', [command], [event], 0],
    ['nothing when a killed command has none', [command], [], 0],
    ['a change that was told and is not there', [command, done], [], 1],
    ['a change that is there twice', [command, done], [event, event], 1],
    ['a change that nobody made', [], [event], 1],
  ])('%s', (_, entries, events, faults) => {
    expect(compareLogs('writer-1', log(...entries), events).faults).toHaveLength(faults)
  })

  it('a lost update, and two events that do not follow each other', () => {
    const files: Record<string, string> = Object.fromEntries(phases.map((id: string) => [placeOf(id), phaseText(id)]))
    const path = placeOf('P0')
    const withDone = (text: string, id: string): string => text.replace(new RegExp(`(id: ${id},.*state: )open`), '$1done')
    const step = (lamport: number, id: string, text: string): object => ({
      id: String(lamport),
      event: {
        lamport,
        parents: lamport === 1 ? [] : [String(lamport - 1)],
        type: 'task.done',
        ids: [id],
        details: { from: 'open', to: 'done' },
        subjects: [{ path, sha256: sha256(text) }],
      },
    })
    const one = withDone(files[path] as string, 'P0.T1')
    expect(replay(files, [step(1, 'P0.T1', one), step(2, 'P0.T2', withDone(one, 'P0.T2'))]).faults).toEqual([])
    expect(replay(files, [step(1, 'P0.T1', one), step(2, 'P0.T2', withDone(files[path] as string, 'P0.T2'))]).faults).toHaveLength(1)
    expect(replay(files, [step(1, 'P0.T1', one), step(1, 'P0.T2', withDone(one, 'P0.T2'))]).faults.length).toBeGreaterThan(0)
  })
})
