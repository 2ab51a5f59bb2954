// tested-for: P4.R2
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { acquireLock, transactionStamp } from '@refractor/workspace'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { commandTable } from '../src/command-table/index.ts'
import type { CommandContext } from '../src/context.ts'
import { type Seen, untilUnchanged } from '../src/until-unchanged.ts'

let root = ''
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'refractor-overtaken-')))
  mkdirSync(join(root, '.refractor/journal'), { recursive: true })
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

let changes = 0
/** Another process changes the workspace. */
const overtake = (): void => writeFileSync(join(root, '.refractor/journal/last'), String(++changes).padStart(16, '0'))

const context = (command: string, wait = '5'): CommandContext => ({
  io: { env: {}, now: () => '2026-11-21T12:00:00Z', ask: () => Promise.resolve(true) } as never,
  command,
  cwd: root,
  now: '2026-11-21T10:00:00Z',
  common: { wait },
  commands: commandTable,
})

interface Attempted {
  readonly attempts: CommandContext[]
  readonly answer: Seen
}

/** Runs a command that is overtaken in its first attempts. */
async function attempted(
  command: string,
  overtakenTimes: number,
  during: (context: CommandContext) => object = () => ({}),
  wait?: string,
): Promise<Attempted> {
  const spec = commandTable.find((one) => one.words.join(' ') === command)
  if (spec === undefined) throw new Error(`there is no ${command}`)
  const attempts: CommandContext[] = []
  const answer = await untilUnchanged(spec, context(command, wait), async (given): Promise<Seen> => {
    attempts.push(given)
    const seen = { root, stamp: transactionStamp(root), hasApplied: false, ...during(given) }
    if (attempts.length <= overtakenTimes) overtake()
    return Promise.resolve({ seen, answer: { command, diagnostics: [], data: { attempt: attempts.length } } })
  })
  return { attempts, answer }
}

describe('a command that others overtake', () => {
  it.each<[string, number, number]>([
    ['status', 0, 1],
    ['status', 1, 2],
    ['status', 3, 4],
    ['status', 4, 5],
    ['task done', 0, 1],
    ['task done', 1, 2],
    ['review run', 1, 1],
    ['evidence run', 1, 1],
    ['doctor', 1, 1],
  ])('%s, overtaken %d times, runs %d times', async (command, times, runs) => {
    const { attempts, answer } = await attempted(command, times)
    expect(attempts).toHaveLength(runs)
    expect(answer.answer.data).toEqual({ attempt: runs })
  })

  it('runs again with the lock and a later time when it changes something', async () => {
    const { attempts } = await attempted('task done', 1)
    expect(attempts.map((one) => [one.lock !== undefined, one.now])).toEqual([
      [false, '2026-11-21T10:00:00Z'],
      [true, '2026-11-21T12:00:00Z'],
    ])
    expect(acquireLock(root, { waitMs: 0 }).ok).toBe(true)
  })

  it('does not run again when it has changed something itself, or asked a person', async () => {
    expect((await attempted('task done', 1, () => ({ hasApplied: true }))).attempts).toHaveLength(1)
    const asking = await attempted('task done', 1, ({ io }) => {
      void io.ask('Really?')
      return {}
    })
    expect(asking.attempts).toHaveLength(1)
  })

  it('is refused when the others never let it', async () => {
    const other = acquireLock(root, { command: 'something long' })
    const { attempts, answer } = await attempted('task done', 1, undefined, '0')
    expect(attempts).toHaveLength(1)
    expect(answer.answer).toMatchObject({ refused: true, data: { applied: false } })
    expect(answer.answer.diagnostics.map((one) => one.code)).toEqual(['workspace/stale-plan', 'workspace/locked'])
    expect(answer.answer.diagnostics[1]?.message).toContain('something long')
    if (other.ok) other.lock.release()
  })
})
