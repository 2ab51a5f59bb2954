import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, onTestFinished, test } from 'vitest'
import { withLock } from '../src/lock.ts'
import { readText, tempFolder, writeFiles } from './support/temp.ts'

const hold = fileURLToPath(new URL('support/hold-lock.ts', import.meta.url))

async function holder(root: string): Promise<{ pid: number; stop: () => Promise<unknown>; kill: () => Promise<unknown> }> {
  const child = spawn(process.execPath, ['--import', 'tsx', '--conditions', 'development', hold, root], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const end = new Promise((resolve) => child.once('exit', resolve))
  await Promise.race([
    new Promise((resolve) => child.stdout.once('data', resolve)),
    end.then((code) => Promise.reject(new Error(`ended with ${code}`))),
  ])
  return {
    pid: child.pid as number,
    stop: () => {
      child.stdin.end('x')
      return end
    },
    kill: () => {
      child.kill('SIGKILL')
      return end
    },
  }
}

const lockText = (root: string) => JSON.parse(readText(root, '.refractor/lock')) as Record<string, unknown>
const stale = (fields: object): string =>
  JSON.stringify({
    pid: 1,
    host: hostname(),
    startedAt: '2026-01-01T00:00:00.000Z',
    expires: '2999-01-01T00:00:00.000Z',
    token: 'other',
    ...fields,
  })

describe('the lock', () => {
  test('is held while the work runs, says by whom, and leaves nothing behind', () => {
    const root = tempFolder()
    const answer = withLock(root, () => {
      expect(lockText(root)).toMatchObject({ pid: process.pid, host: hostname(), token: expect.any(String) })
      expect(withLock(root, () => 0, { waitMs: 0 })).toMatchObject({
        ok: false,
        diagnostic: { code: 'workspace/locked', message: expect.stringContaining(String(process.pid)) },
      })
      return 7
    })
    expect(answer).toEqual({ ok: true, value: 7 })
    expect(readdirSync(join(root, '.refractor'))).toEqual([])
  })

  test('is released when the work fails', () => {
    const root = tempFolder()
    expect(() =>
      withLock(root, () => {
        throw new Error('bug')
      }),
    ).toThrow('bug')
    expect(existsSync(join(root, '.refractor/lock'))).toBe(false)
  })

  test('of a living process is waited for', async () => {
    const root = tempFolder()
    const other = await holder(root)
    const started = Date.now()
    expect(withLock(root, () => 0, { waitMs: 150 })).toMatchObject({
      ok: false,
      diagnostic: { message: expect.stringContaining(`process ${other.pid} `) },
    })
    expect(Date.now() - started).toBeGreaterThanOrEqual(140)
    await other.stop()
    expect(withLock(root, () => 1, { waitMs: 0 })).toEqual({ ok: true, value: 1 })
  })

  test('of a killed process is taken over at once', async () => {
    const root = tempFolder()
    const other = await holder(root)
    await other.kill()
    expect(existsSync(join(root, '.refractor/lock'))).toBe(true)
    expect(withLock(root, () => 1, { waitMs: 0 })).toEqual({ ok: true, value: 1 })
    expect(readdirSync(join(root, '.refractor'))).toEqual([])
  })

  test('that has run out is taken over, that of another machine is not', () => {
    const root = tempFolder()
    writeFiles(root, { '.refractor/lock': stale({ host: 'elsewhere', pid: 2 ** 22 + 1 }) })
    expect(withLock(root, () => 1, { waitMs: 0 })).toMatchObject({
      ok: false,
      diagnostic: { message: expect.stringContaining('elsewhere') },
    })
    writeFiles(root, { '.refractor/lock': stale({ host: 'elsewhere', expires: '2026-01-01T00:00:00.000Z' }) })
    expect(withLock(root, () => 1, { waitMs: 0 })).toEqual({ ok: true, value: 1 })
    writeFiles(root, { '.refractor/lock': stale({ expires: 'nonsense' }) })
    expect(withLock(root, () => 1, { waitMs: 0 })).toEqual({ ok: true, value: 1 })
  })

  test('that is no lock runs out by its age', () => {
    const root = tempFolder({ '.refractor/lock': 'garbage' })
    expect(withLock(root, () => 1, { waitMs: 0 })).toMatchObject({ ok: false, diagnostic: { message: expect.stringContaining('someone') } })
    utimesSync(join(root, '.refractor/lock'), 1, 1)
    expect(withLock(root, () => 1, { waitMs: 0 })).toEqual({ ok: true, value: 1 })
    mkdirSync(join(root, '.refractor/lock'))
    writeFiles(root, { '.refractor/lock/x': '' })
    utimesSync(join(root, '.refractor/lock'), 1, 1)
    expect(withLock(root, () => 1, { waitMs: 0 })).toEqual({ ok: true, value: 1 })
  })

  test('is not taken over while another process does so, unless that one is gone', () => {
    const root = tempFolder({ '.refractor/lock': stale({ pid: 2 ** 22 + 1 }), '.refractor/lock.takeover': '1' })
    const started = Date.now()
    utimesSync(join(root, '.refractor/lock.takeover'), started / 1000 - 9.8, started / 1000 - 9.8)
    expect(withLock(root, () => 1, { waitMs: 0 })).toEqual({ ok: true, value: 1 })
    expect(Date.now() - started).toBeGreaterThanOrEqual(150)
  })

  test('belongs to its holder only', () => {
    const root = tempFolder()
    withLock(root, () => writeFileSync(join(root, '.refractor/lock'), stale({ token: 'new holder' })))
    expect(lockText(root)).toMatchObject({ token: 'new holder' })
  })

  test('needs a folder that can be written to', () => {
    expect(withLock(tempFolder({ '.refractor': 'a file' }), () => 1)).toMatchObject({
      ok: false,
      diagnostic: { code: 'workspace/unwritable' },
    })
  })
})
