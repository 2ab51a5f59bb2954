// tested-for: P4.R2
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { acquireLock, withLock } from '../src/lock.ts'
import { thisProcess } from '../src/running-process.ts'
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

const lockOf = (fields: object): string =>
  JSON.stringify({
    ...thisProcess(),
    token: '0123456789abcdef',
    owner: 'someone else',
    command: 'task done T-001',
    since: '2026-01-01T00:00:00.000Z',
    ...fields,
  })

/** No process has this number. */
const nobody = 2 ** 22 + 1
const lockPath = (root: string): string => join(root, '.refractor/lock')
const age = (path: string, seconds: number): void => utimesSync(path, Date.now() / 1000 - seconds, Date.now() / 1000 - seconds)

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

  test('of a process that was stopped is not taken over', async () => {
    const root = tempFolder()
    const other = await holder(root)
    process.kill(other.pid, 'SIGSTOP')
    age(lockPath(root), 1e6)
    expect(withLock(root, () => 0, { waitMs: 20 })).toMatchObject({ ok: false })
    process.kill(other.pid, 'SIGCONT')
    await other.stop()
    expect(withLock(root, () => 1, { waitMs: 0 })).toEqual({ ok: true, value: 1 })
  })

  test('is held by one process at a time, also when those that have it keep dying', async () => {
    const root = tempFolder({ 'log.txt': '' })
    const script = fileURLToPath(new URL('support/race-lock.ts', import.meta.url))
    const names = ['one', 'two', 'three']
    const count = 15
    const ends = names.map((name) => {
      const child = spawn(process.execPath, ['--import', 'tsx', '--conditions', 'development', script, root, String(count), name], {
        stdio: ['ignore', 'ignore', 'inherit'],
      })
      onTestFinished(() => void child.kill('SIGKILL'))
      return new Promise((resolve) => child.once('exit', resolve))
    })
    expect(await Promise.all(ends)).toEqual([0, 0, 0])
    const all = names.flatMap((name) => Array.from({ length: count }, (_, index) => `${name} ${index}`))
    expect(readText(root, 'log.txt').trim().split('\n').sort()).toEqual(all.sort())
    withLock(root, () => undefined)
    expect(readdirSync(join(root, '.refractor'))).toEqual([])
  }, 60_000)

  test.each<[string, object]>([
    ['of another host', { host: 'elsewhere', pid: nobody }],
    ['of another boot or container', { machine: 'another', pid: nobody }],
    ['whose start is not known', { processStart: undefined }],
  ])('%s runs out only when it was not renewed for long', (_, fields) => {
    const root = tempFolder({ '.refractor/lock': lockOf(fields) })
    age(lockPath(root), 110)
    expect(withLock(root, () => 1, { waitMs: 0 })).toMatchObject({
      ok: false,
      diagnostic: { message: expect.stringMatching(/someone else: task done T-001 \(process \d+ on .*, since 2026-01-01T00:00:00/) },
    })
    age(lockPath(root), 130)
    expect(withLock(root, () => 1, { waitMs: 0 })).toEqual({ ok: true, value: 1 })
    expect(readdirSync(join(root, '.refractor'))).toEqual([])
  })

  test('of a process that runs here never runs out, however old it is', () => {
    const root = tempFolder({ '.refractor/lock': lockOf({}) })
    age(lockPath(root), 1e6)
    expect(withLock(root, () => 1, { waitMs: 0 })).toMatchObject({ ok: false })
  })

  test.runIf(process.platform === 'linux')('of a process whose number was given to another one is taken over', () => {
    const root = tempFolder({ '.refractor/lock': lockOf({ processStart: '1' }) })
    expect(withLock(root, () => 1, { waitMs: 0 })).toEqual({ ok: true, value: 1 })
  })

  test.each(['garbage', '', '{}', lockOf({ token: '../../x' }), lockOf({ pid: -1 }), lockOf({ machine: 7 })])(
    'that is none runs out by its age: %s',
    (text) => {
      const root = tempFolder({ '.refractor/lock': text })
      expect(withLock(root, () => 1, { waitMs: 0 })).toMatchObject({
        ok: false,
        diagnostic: { message: expect.stringContaining('someone') },
      })
      age(lockPath(root), 130)
      expect(withLock(root, () => 1, { waitMs: 0 })).toEqual({ ok: true, value: 1 })
    },
  )

  test.each<[string, (path: string) => void]>([
    ['a folder', (path) => mkdirSync(path)],
    ['a link', (path) => symlinkSync('/dev/zero', path)],
    ['a large file', (path) => writeFileSync(path, 'x'.repeat(20_000))],
  ])('%s in its place is left alone, and named', (_, make) => {
    const root = tempFolder({ '.refractor/x': '' })
    make(lockPath(root))
    age(join(root, '.refractor'), 1e6)
    expect(withLock(root, () => 1, { waitMs: 0 })).toMatchObject({ ok: false, diagnostic: { message: '.refractor/lock is not a lock' } })
    expect(readdirSync(join(root, '.refractor')).sort()).toEqual(['lock', 'x'])
  })

  test('is not taken over while another process does so, unless that one is gone', () => {
    const lock = lockOf({ pid: nobody })
    const guard = '.refractor/lock.takeover-0123456789abcdef'
    const root = tempFolder({ '.refractor/lock': lock, [guard]: lockOf({ token: 'fedcba9876543210' }) })
    expect(withLock(root, () => 1, { waitMs: 100 })).toMatchObject({ ok: false })
    writeFiles(root, { [guard]: lockOf({ token: 'fedcba9876543210', pid: nobody }) })
    expect(withLock(root, () => 1, { waitMs: 0 })).toEqual({ ok: true, value: 1 })
    expect(readdirSync(join(root, '.refractor'))).toEqual([])
  })

  test('takes away what killed processes left of taking it, and nothing else', () => {
    const gone = lockOf({ pid: nobody })
    const root = tempFolder({
      '.refractor/lock.00000000000000aa': gone,
      '.refractor/lock.takeover-00000000000000bb': gone,
      '.refractor/lock.takeover-00000000000000bb.00000000000000cc': gone,
      '.refractor/lock.00000000000000dd': lockOf({}),
      '.refractor/lock.00000000000000ee': '',
      '.refractor/lockable': gone,
    })
    withLock(root, () => undefined)
    expect(readdirSync(join(root, '.refractor'))).toEqual(['lock.00000000000000dd', 'lock.00000000000000ee', 'lockable'])
  })

  test('belongs to its holder only, who sees that it was lost', () => {
    const root = tempFolder()
    withLock(root, (lock) => {
      expect(lock.isHeld()).toBe(true)
      writeFileSync(lockPath(root), lockOf({ token: 'fedcba9876543210' }))
      expect(lock.isHeld()).toBe(false)
    })
    expect(lockText(root)).toMatchObject({ token: 'fedcba9876543210' })
  })

  test('is given back once', () => {
    const root = tempFolder()
    const first = acquireLock(root, { command: 'one thing', owner: 'me' })
    if (!first.ok) throw new Error('not had')
    expect(lockText(root)).toMatchObject({ token: first.lock.token, command: 'one thing', owner: 'me' })
    first.lock.release()
    expect(first.lock.isHeld()).toBe(false)
    const second = acquireLock(root)
    first.lock.release()
    expect(second.ok && second.lock.isHeld()).toBe(true)
  })

  test('shows signs of life while it is looked at, and is lost without them where its process cannot be seen', () => {
    const root = tempFolder()
    const clock = vi.spyOn(Date, 'now')
    onTestFinished(() => clock.mockRestore())
    const begun = Date.now()
    withLock(root, (lock) => {
      age(lockPath(root), 1_000)
      clock.mockReturnValue(begun + 20_000)
      expect(lock.isHeld()).toBe(true)
      expect(statSync(lockPath(root)).mtimeMs).toBeGreaterThan(begun - 1_000)
      clock.mockReturnValue(begun + 1e6)
      expect(lock.isHeld()).toBe(thisProcess().processStart !== undefined)
    })
  })

  test('needs a folder that can be written to', () => {
    expect(withLock(tempFolder({ '.refractor': 'a file' }), () => 1)).toMatchObject({
      ok: false,
      diagnostic: { code: 'workspace/unwritable' },
    })
  })
})
